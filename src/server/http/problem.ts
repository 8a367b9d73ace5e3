import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../../contract/problem.ts';
import { refusals } from '../../contract/refusals.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import { fill } from '../../kernel/text.ts';
import { changeable } from '../work/changeable.ts';
import { refusalOf } from '../work/database-errors.ts';

type Language = 'zh' | 'en';

/** The language of titles and details: the first of Accept-Language that we have; English otherwise. Both are in the answer anyway. */
export function languageOf(request: FastifyRequest): Language {
  const first = /\b(zh|en)\b/i.exec(request.headers['accept-language'] ?? '');
  return first?.[1]?.toLowerCase() === 'zh' ? 'zh' : 'en';
}

const internal: { title: Text; detail: Text } = {
  title: { zh: '系统错误', en: 'Internal error' },
  detail: {
    zh: '这是系统自身的错误，没有保存任何内容。请把请求编号告诉系统管理员。',
    en: 'This is our own mistake; nothing was saved. Give the request id to an administrator.',
  },
};

function problemOf(refusal: Refusal, language: Language, requestId: string): Problem {
  const answer = refusals[refusal.code];
  const titles = fill(answer.title, refusal.values);
  const details = fill(refusal.detail ?? answer.detail, refusal.values);
  return {
    type: `/problems/${refusal.code}`,
    title: titles[language],
    status: answer.status,
    detail: details[language],
    code: refusal.code,
    titles,
    details,
    values: refusal.values,
    findings: changeable(refusal.findings),
    requestId,
  };
}

/** How large the body is, where the request says so, and how large it may be. */
function bodyTooLarge(request: FastifyRequest): Refusal {
  const megabytes = (bytes: number): string => String(Math.round((bytes / 1024 / 1024) * 10) / 10);
  const most = megabytes(request.routeOptions.bodyLimit ?? 1024 * 1024);
  const stated = Number(request.headers['content-length']);
  const size = Number.isFinite(stated) ? megabytes(stated) : null;
  return new Refusal('request_too_large', {
    values: { most, ...(size === null ? {} : { size }) },
    findings: [
      {
        ...{ code: 'body_too_large', severity: 'error', place: { path: '' } },
        text: {
          zh: size === null ? `请求体超过 ${most} MB` : `请求体有 ${size} MB，此接口最多 ${most} MB`,
          en: size === null ? `The body has more than ${most} MB` : `The body has ${size} MB; this address takes ${most} MB at most`,
        },
        cure: { zh: '分成几次提交，或减少所给的内容', en: 'Submit it in parts, or give less' },
      },
    ],
  });
}

/** What Fastify itself refuses, in our words; undefined: our own mistake. */
function frameworkRefusal(error: unknown, request: FastifyRequest): Refusal | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge(request);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal('unsupported_media_type');
  if (status === 404) return new Refusal('not_found');
  if (status >= 400 && status < 500) return new Refusal('invalid_input');
  return undefined;
}

export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = problemOf(refusal, languageOf(request), request.id);
  if (refusal.code === 'too_many_requests') reply.header('retry-after', refusal.values.seconds ?? '60');
  if (refusal.code === 'database_unavailable') reply.header('retry-after', '2');
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

/** The one place where errors become answers. Nothing of an internal error is shown but the request's id. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = refusalOf(error);
  const refusal = known instanceof Refusal ? known : frameworkRefusal(error, request);
  if (refusal) {
    if (refusal.code === 'database_unavailable') request.log.error({ err: error }, 'database unavailable');
    return sendRefusal(request, reply, refusal);
  }
  request.log.error({ err: error }, 'internal error');
  const language = languageOf(request);
  const problem: Problem = {
    type: 'about:blank',
    title: internal.title[language],
    status: 500,
    detail: internal.detail[language],
    code: 'internal_error',
    titles: internal.title,
    details: internal.detail,
    values: {},
    findings: [],
    requestId: request.id,
  };
  return reply.code(500).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
