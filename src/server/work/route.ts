import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyInputOf } from '../../contract/endpoint.ts';
import type { Actor } from './actor.ts';
import type { Command, Query } from './command.ts';
import type { RunOptions, WorkDeps } from './run.ts';
import { runCommand, runQuery } from './run.ts';

/** Facts about a request that the journal, the session list or a limit may need. */
export interface RequestFacts {
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string;
  /** Scheme, host and port under which the product was called. */
  readonly origin: string;
  readonly cookie: string | undefined;
}

/** One request to an endpoint, already parsed. */
export interface Call<Params = unknown, Query_ = unknown, Body = unknown> {
  /** Undefined only at `public` endpoints called by nobody signed in. */
  readonly visitor: Actor | undefined;
  /** Who is asking; throws `not_signed_in` where nobody is. */
  readonly actor: Actor;
  /** The session this request came with. */
  readonly sessionId: string | undefined;
  readonly params: Params;
  readonly query: Query_;
  readonly body: Body;
  /** The body of an endpoint with `readsApart` that is too large to be read here; `body` is then empty. */
  readonly bytes: Buffer | undefined;
  /** The request body of an endpoint with `requestMedia`. */
  readonly stream: Readable;
  readonly facts: RequestFacts;
  readonly deps: WorkDeps;
  /** Idempotency of this request; `runs` and `call.command` pass it on. */
  readonly options: RunOptions;
  readonly command: <I extends z.ZodType, R>(command: Command<I, R>, input: unknown) => Promise<R>;
  readonly ask: <I extends z.ZodType, R>(query: Query<I, R>, input: unknown) => Promise<R>;
  /** Sets a header of the reply. */
  readonly header: (name: string, value: string | readonly string[]) => void;
}

/** A JSON reply that a thread has put into its schema and into bytes already. */
export class ReadyReply {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** An endpoint with what answers it. `handle` returns what the reply schema takes in; with `replyMedia`: a Buffer, a string or a stream. */
export interface MountedRoute {
  readonly endpoint: Endpoint;
  readonly handle: (call: Call) => Promise<unknown>;
}

export function route<E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<ParamsOf<E>, QueryOf<E>, BodyOf<E>>) => Promise<ReplyInputOf<E> | ReadyReply>,
): MountedRoute {
  return { endpoint, handle: handle as unknown as MountedRoute['handle'] };
}

function merged(call: Call): Record<string, unknown> {
  return { ...(call.params as object | undefined), ...(call.query as object | undefined), ...(call.body as object | undefined) };
}

/** The usual handler: path parameters, query and body together are the input of one command or query, whose result is the reply. */
export function runs<I extends z.ZodType, R>(verb: Command<I, R> | Query<I, R>): (call: Call) => Promise<R> {
  return (call) => (verb.type === 'command' ? call.command(verb, merged(call)) : call.ask(verb, merged(call)));
}

/** The two ways of work bound to one caller; the nth command of a request claims the key with its number. */
export function bound(deps: WorkDeps, actor: () => Actor, options: RunOptions): Pick<Call, 'command' | 'ask'> {
  let count = 0;
  const numbered = (): RunOptions => {
    count += 1;
    const { idempotency } = options;
    return idempotency ? { ...options, idempotency: { ...idempotency, key: `${idempotency.key}#${count}` } } : options;
  };
  return {
    command: (command, input) => runCommand(deps, command, actor(), input, numbered()),
    ask: (query, input) => runQuery(deps, query, actor(), input),
  };
}
