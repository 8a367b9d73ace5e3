import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '../../contract/endpoint.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { Text } from '../../kernel/text.ts';

/** What came back instead of a reply: title, cause with cure, and the places, from the server's problem+json or made here when there was none. */
export class Problem extends Error {
  readonly status: number;
  /** A refusal code or `internal_error` from the server; `unreachable` and `unreadable` are made here. */
  readonly code: string;
  readonly title: Text | null;
  readonly detail: Text | null;
  readonly findings: readonly Finding[];
  readonly requestId: string | null;

  constructor(parts: {
    status: number;
    code: string;
    title?: Text | null;
    detail?: Text | null;
    findings?: readonly Finding[];
    requestId?: string | null;
  }) {
    super(parts.code);
    this.name = 'Problem';
    this.status = parts.status;
    this.code = parts.code;
    this.title = parts.title ?? null;
    this.detail = parts.detail ?? null;
    this.findings = parts.findings ?? [];
    this.requestId = parts.requestId ?? null;
  }
}

/** What a call of this endpoint must be given; query fields are all optional, the server fills its defaults. */
export type Arguments<E> = (E extends { readonly params: unknown } ? { readonly params: ParamsOf<E> } : { readonly params?: never }) &
  (E extends { readonly query: unknown } ? { readonly query?: Partial<QueryOf<E>> } : { readonly query?: never }) &
  (E extends { readonly body: unknown } ? { readonly body: BodyOf<E> } : { readonly body?: never });

interface LooseArguments {
  readonly params?: Readonly<Record<string, string | number>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/** The address of an endpoint with its parameters put in; empty query values are left out. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, given: LooseArguments): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given.params?.[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(given.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const tail = search.toString();
  return tail === '' ? path : `${path}?${tail}`;
}

/** Calls an endpoint of the contract; throws a Problem for every answer that is not a success. */
export async function call<E extends Endpoint>(endpoint: E, given: Arguments<E>, signal?: AbortSignal): Promise<ReplyOf<E>> {
  const loose = given as LooseArguments;
  const hasBody = loose.body !== undefined;
  const reply = await send(addressOf(endpoint, loose), {
    method: endpoint.method,
    headers: { accept: 'application/json', ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(loose.body) } : {}),
    ...(signal ? { signal } : {}),
  });
  return (reply.status === 204 ? undefined : await readJson(reply)) as ReplyOf<E>;
}

/** Sends one request to our own server; cookies of this origin go along. */
export async function send(
  address: string,
  init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
): Promise<Response> {
  let reply: Response;
  try {
    // The header proves to the server that a page of ours asked, not a form on another site.
    reply = await fetch(address, { credentials: 'same-origin', ...init, headers: { 'x-tanheng': '1', ...init.headers } });
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw new Problem({ status: 0, code: 'unreachable' });
  }
  if (!reply.ok) throw await problemOf(reply);
  return reply;
}

async function readJson(reply: Response): Promise<unknown> {
  try {
    return await reply.json();
  } catch {
    throw new Problem({ status: reply.status, code: 'unreadable' });
  }
}

async function problemOf(reply: Response): Promise<Problem> {
  let body: unknown = null;
  try {
    body = await reply.json();
  } catch {
    // A proxy or a crash may answer without JSON; the status still tells something.
  }
  return problemFrom(reply.status, body);
}

/** Reads problem+json leniently: a field that is missing or odd is left out, never a second fault. */
export function problemFrom(status: number, body: unknown): Problem {
  const fields = isRecord(body) ? body : {};
  return new Problem({
    status,
    code: typeof fields.code === 'string' ? fields.code : status >= 500 ? 'internal_error' : 'unreadable',
    title: textOf(fields.titles ?? fields.title),
    detail: textOf(fields.details ?? fields.detail),
    findings: Array.isArray(fields.findings) ? (fields.findings as Finding[]) : [],
    requestId: typeof fields.requestId === 'string' ? fields.requestId : null,
  });
}

function textOf(value: unknown): Text | null {
  if (isRecord(value) && typeof value.zh === 'string' && typeof value.en === 'string') return { zh: value.zh, en: value.en };
  return typeof value === 'string' && value !== '' ? { zh: value, en: value } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
