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
}

/** Keeps the precise schema types of a description; the only way endpoints are made. */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  description: Endpoint<P, Q, B, R>,
): Endpoint<P, Q, B, R> {
  return description;
}

export type ParamsOf<E> = E extends Endpoint<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.infer<P> : never;
export type QueryOf<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.infer<Q> : never;
export type BodyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.infer<B> : never;
export type ReplyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.infer<R> : never;
