import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { AssertionError } from '../../kernel/assert.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../work/actor.ts';
import { anonymousActor, demoOrganizationId } from '../work/actor.ts';
import { canonical } from '../work/leaf.ts';
import { actingRole } from '../work/permission.ts';
import type { Call, MountedRoute, RequestFacts } from '../work/route.ts';
import { bound, ReadyReply } from '../work/route.ts';
import type { RunOptions, WorkDeps } from '../work/run.ts';
import { parseInput } from '../work/strict.ts';
import type { Visitor } from '../work/visitor.ts';

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor | undefined;
    facts: RequestFacts;
  }
  interface FastifyContextConfig {
    endpoint?: Endpoint;
  }
}

export interface MountDeps {
  readonly work: WorkDeps;
  /** Demo mode: calculations are open to everybody who reaches the loopback listener. */
  readonly demo: boolean;
}

/** `/api/v1/units/{unitId}` → `/api/v1/units/:unitId` */
export function fastifyPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** The caller of an endpoint as its access demands, or a refusal. */
function admitted(endpoint: Endpoint, visitor: Visitor | undefined, demo: boolean): Actor | undefined {
  const { access } = endpoint;
  if (access === 'public') return visitor?.actor;
  if (access === 'calculation' && !visitor && demo) return anonymousActor(demoOrganizationId);
  if (!visitor) throw new Refusal('not_signed_in');
  if (access === 'person' && visitor.actor.kind !== 'person') throw new Refusal('not_permitted');
  if (typeof access === 'object') actingRole(visitor.actor, access.action);
  return visitor.actor;
}

function idempotencyOf(request: FastifyRequest, endpoint: Endpoint): RunOptions {
  const key = request.headers['idempotency-key'];
  if (key === undefined || endpoint.method !== 'POST') return {};
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,150}$/.test(key)) {
    throw new Refusal('invalid_input', {
      detail: { zh: 'Idempotency-Key 应为 1–150 个可见字符。', en: 'Idempotency-Key takes 1 to 150 visible ASCII characters.' },
    });
  }
  const body = Buffer.isBuffer(request.body) ? createHash('sha256').update(request.body).digest('hex') : (request.body ?? null);
  const asked = canonical([endpoint.name, request.params ?? null, request.query ?? null, body]);
  return { idempotency: { key, requestSha256: createHash('sha256').update(asked).digest('hex') } };
}

function callOf(request: FastifyRequest, reply: FastifyReply, endpoint: Endpoint, deps: MountDeps): Call {
  const visitor = admitted(endpoint, request.visitor, deps.demo);
  const actor = (): Actor => {
    if (!visitor) throw new Refusal('not_signed_in');
    return visitor;
  };
  const options = idempotencyOf(request, endpoint);
  const bytes = Buffer.isBuffer(request.body) ? request.body : undefined;
  return {
    visitor,
    get actor() {
      return actor();
    },
    sessionId: request.visitor?.sessionId,
    params: endpoint.params ? parseInput(endpoint.params, request.params, '/params') : {},
    query: endpoint.query ? parseInput(endpoint.query, { ...(request.query as object) }, '/query') : {},
    body: endpoint.body && !endpoint.requestMedia && !bytes ? parseInput(endpoint.body, request.body ?? {}) : {},
    bytes,
    stream: request.body instanceof Readable ? request.body : Readable.from([]),
    facts: request.facts,
    deps: deps.work,
    options,
    ...bound(deps.work, actor, options),
    header: (name, value) => {
      reply.header(name, Array.isArray(value) ? [...value] : value);
    },
  };
}

/** The reply through its schema: fields it does not name never leave; a reply that does not fit is our own mistake. */
function shaped(endpoint: Endpoint, result: unknown): string {
  const parsed = z.safeParse(endpoint.reply, result);
  if (parsed.success) return JSON.stringify(parsed.data ?? null);
  const issues = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new AssertionError(`${endpoint.name} answers outside its schema: ${issues.join('; ')}`);
}

/** Whether one of the tags somebody holds is that of the reply; weak tags count as well. */
function isHeld(held: string | undefined, tag: unknown): boolean {
  if (held === undefined || typeof tag !== 'string') return false;
  return held.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}

/** Makes a route of an endpoint and what answers it. */
export function mount(app: FastifyInstance, { endpoint, handle }: MountedRoute, deps: MountDeps): void {
  app.route({
    method: endpoint.method,
    url: fastifyPath(endpoint.path),
    bodyLimit: endpoint.bodyBytes ?? 1024 * 1024,
    config: { endpoint },
    // Nobody who may not call it has a large body read.
    ...(endpoint.bodyBytes === undefined ? {} : { preParsing: async (request) => void admitted(endpoint, request.visitor, deps.demo) }),
    handler: async (request, reply) => {
      const result = await handle(callOf(request, reply, endpoint, deps));
      const status = endpoint.status ?? 200;
      reply.code(status);
      if (status === 204) return reply.send();
      if (endpoint.replyMedia === undefined) {
        const json = result instanceof ReadyReply ? result.bytes : shaped(endpoint, result);
        return reply.type('application/json; charset=utf-8').send(json);
      }
      // What the asker holds already is not sent again (RFC 9110, 13.1.2).
      if (isHeld(request.headers['if-none-match'], reply.getHeader('etag'))) return reply.code(304).send();
      if (!reply.hasHeader('content-type')) reply.type(endpoint.replyMedia);
      return reply.send(result as string | Buffer | Readable);
    },
  });
}
