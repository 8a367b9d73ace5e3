import type { z } from 'zod';
import type { RefusalCode } from '../kernel/refusal.ts';
import type { Text } from '../kernel/text.ts';
import type { Action } from './actions.ts';

/**
 * Who may call an endpoint. `public`: anyone (log-in page, health). `person`: any signed-in person. `calculation`: a person, an API key or demo mode.
 * Otherwise an action, which the funnel checks against the actor's roles in the entity concerned.
 */
export type Access = 'public' | 'person' | 'calculation' | { readonly action: Action };

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What crosses the wire at one address: the single description from which routes, the OpenAPI document and the web's calls are made. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  /** `subsystem.verbNoun`, unique; becomes the operationId. */
  readonly name: string;
  readonly method: HttpMethod;
  /** `/api/v1/units/{unitId}`: parameters in braces, named as in `params`. */
  readonly path: string;
  readonly summary: Text;
  readonly description?: Text;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly reply: Reply;
  /** 200 unless said otherwise. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Refusals this endpoint can answer with, beyond those every endpoint can (invalid_input, not_signed_in, not_permitted, too_many_requests). */
  readonly refusals?: readonly RefusalCode[];
  /** A request or reply body that is not JSON. */
  readonly requestMedia?: string;
  readonly replyMedia?: string;
  /** `guessing`: where a password or a code could be tried out; few requests a minute. */
  readonly limit?: 'guessing';
  /** Largest JSON body, in bytes; 1 MiB unless said otherwise. */
  readonly bodyBytes?: number;
  /** A body of more than a few kilobytes is read and computed in a thread of its own: other requests do not wait for it. */
  readonly readsApart?: true;
}

/** Keeps the precise types of a description, among them that `params` and `body` are there; the only way endpoints are made. */
export function endpoint<const Description extends Endpoint>(description: Description): Description {
  return description;
}

type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, never>;

export type ParamsOf<E> = E extends { readonly params: infer Schema } ? OutputOf<Schema> : Record<string, never>;
export type QueryOf<E> = E extends { readonly query: infer Schema } ? OutputOf<Schema> : Record<string, never>;
export type BodyOf<E> = E extends { readonly body: infer Schema } ? OutputOf<Schema> : Record<string, never>;
/** What a client receives. */
export type ReplyOf<E> = E extends { readonly reply: infer Schema } ? OutputOf<Schema> : never;
/** What a handler returns. */
export type ReplyInputOf<E> = E extends { readonly reply: infer Schema extends z.ZodType } ? z.input<Schema> : never;
