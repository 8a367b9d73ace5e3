import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusal.ts';

/**
 * Which names the product answers to: an origin such as `https://carbon.example.cn` (and loopback names, for probes and tools on the machine itself);
 * `loopback`: those only; `any`: as the request says (a network listener without a public address in its set-up).
 */
export type Origins = { readonly publicUrl: string } | 'loopback' | 'any';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Scheme, host and port under which this request called us, or a refusal where the name is not one of ours (DNS rebinding). */
export function originOf(request: FastifyRequest, origins: Origins): string {
  const host = request.host;
  if (typeof origins === 'object' && new URL(origins.publicUrl).host === host) return new URL(origins.publicUrl).origin;
  if (origins !== 'any' && !loopback.test(host)) {
    throw new Refusal('request_refused', {
      values: { host: host.slice(0, 100) },
      detail: {
        zh: '本服务不以 {host} 为名。请使用设置的地址访问，或在设置中改为这个地址。',
        en: 'This server is not called {host}. Use the address it is set up with, or change the set-up to this one.',
      },
    });
  }
  return `${request.protocol}://${host}`;
}

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that came with a browser's credentials was made by a page of this product: the header X-Tanheng (which a foreign page cannot set
 * without a preflight we never grant) and, where the browser tells, the same origin.
 */
export function isFromOwnPage(request: FastifyRequest, origin: string): boolean {
  if (readOnly.has(request.method)) return true;
  const { headers } = request;
  if (headers['x-tanheng'] !== '1') return false;
  if (headers.origin !== undefined && headers.origin !== origin) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}
