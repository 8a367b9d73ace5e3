import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Refusal } from '../../kernel/refusal.ts';

/** A figure read when the metrics are asked for. */
export interface Reading {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly read: () => Promise<readonly { labels?: Record<string, string>; value: number }[]>;
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (token === null) return loopback.has(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined;
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** `/metrics` in Prometheus' text format: durations by route and status, and the readings of the installation. Loopback, or with the token. */
export function serveMetrics(app: FastifyInstance, token: string | null, readings: readonly Reading[]): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'tanheng_' });
  const durations = new Histogram({
    name: 'tanheng_http_request_seconds',
    help: 'Duration of requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  for (const { name, help, labels, read } of readings) {
    new Gauge({
      name,
      help,
      labelNames: [...(labels ?? [])],
      registers: [registry],
      async collect() {
        for (const reading of await read()) this.set(reading.labels ?? {}, reading.value);
      },
    });
  }
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, token)) throw new Refusal('not_found');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
