import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusal.ts';

/** Requests a minute. */
export interface Limits {
  /** One signed-in person or API key. */
  readonly person: number;
  /** One address that is not signed in. */
  readonly address: number;
  /** One address, where a password or a code could be guessed. */
  readonly guessing: number;
}

export const usualLimits: Limits = { person: 1200, address: 600, guessing: 10 };

function isGuessing(request: FastifyRequest): boolean {
  return request.routeOptions.config.endpoint?.limit === 'guessing';
}

/** Who is counted: the person where one is known, otherwise the address (for IPv6 its /64). Guessing is always counted by address. */
function keyOf(request: FastifyRequest): string {
  const address = normalizeIP(request.ip, 64);
  if (isGuessing(request)) return `guess ${address}`;
  return request.visitor ? `person ${request.visitor.actor.personId}` : `address ${address}`;
}

export async function limitRequests(app: FastifyInstance, limits: Limits): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    cache: 20_000,
    hook: 'preParsing', // after the visitor is known, before the body is read
    timeWindow: 60_000,
    keyGenerator: keyOf,
    max: (request) => (isGuessing(request) ? limits.guessing : request.visitor ? limits.person : limits.address),
    allowList: (request) => !request.url.startsWith('/api/'),
    errorResponseBuilder: (_request, context) =>
      new Refusal('too_many_requests', { values: { seconds: `${Math.ceil(context.ttl / 1000)}` } }),
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false, 'retry-after': true },
  });
}
