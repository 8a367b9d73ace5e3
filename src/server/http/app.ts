import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Fastify, { LogController } from 'fastify';
import { Refusal } from '../../kernel/refusal.ts';
import { parseJson } from '../work/json.ts';
import type { MountedRoute } from '../work/route.ts';
import type { WorkDeps } from '../work/run.ts';
import type { Visitor, VisitorLookup } from '../work/visitor.ts';
import { securityHeaders } from './headers.ts';
import type { Limits } from './limits.ts';
import { limitRequests, usualLimits } from './limits.ts';
import type { Reading } from './metrics.ts';
import { serveMetrics } from './metrics.ts';
import { mount } from './mount.ts';
import type { Origins } from './origin.ts';
import { isFromOwnPage, originOf } from './origin.ts';
import { handleError } from './problem.ts';
import { servePages } from './static.ts';

export interface AppOptions {
  readonly work: WorkDeps;
  readonly routes: readonly MountedRoute[];
  readonly visitors: VisitorLookup;
  /** Whether everything a request needs is there; throws or returns what is missing. */
  readonly ready: () => Promise<readonly string[]>;
  readonly demo: boolean;
  readonly origins: Origins;
  readonly trustProxy: readonly string[];
  readonly metricsToken: string | null;
  readonly webFolder: string;
  readonly logLevel: string;
  /** Where log lines go; standard output unless said otherwise. */
  readonly logTo?: { write: (line: string) => void };
  readonly readings?: readonly Reading[];
  readonly limits?: Limits;
  /** Further addresses outside the endpoint list: the OpenAPI document, the log-in library. */
  readonly extend?: (app: FastifyInstance) => void | Promise<void>;
}

function loggerOf(options: AppOptions) {
  if (options.logLevel === 'silent') return false;
  return {
    level: options.logLevel,
    ...(options.logTo ? { stream: options.logTo } : {}),
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    // Nothing of a request but what is listed here is ever logged: no headers, no query, no body.
    serializers: { req: (request: { id: string; method: string }) => ({ id: request.id, method: request.method }) },
    redact: ['*.password', '*.code', '*.secret', '*.token', '*.authorization', '*.cookie'],
  };
}

/** Up to here reading and computing takes milliseconds; above it both happen in a thread, so that other requests go on. */
const readHereBytes = 8 * 1024;

function bodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /charset=([^;]+)/i
      .exec(request.headers['content-type'] ?? '')?.[1]
      ?.trim()
      .replaceAll('"', '');
    if (request.routeOptions.config.endpoint?.requestMedia) return done(new Refusal('unsupported_media_type'));
    if (charset !== undefined && charset.toLowerCase() !== 'utf-8') return done(new Refusal('unsupported_media_type'));
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    if (request.routeOptions.config.endpoint?.readsApart && bytes.length > readHereBytes) return done(null, bytes);
    try {
      done(null, bytes.length === 0 ? undefined : parseJson(bytes));
    } catch (error) {
      done(error as Error);
    }
  });
  // A file: handed on as the stream it is; the endpoint counts its bytes.
  app.addContentTypeParser('*', (request, payload, done) => {
    if (request.routeOptions.config.endpoint?.requestMedia) return done(null, payload);
    payload.resume();
    done(new Refusal('unsupported_media_type'));
  });
}

async function visitorOf(request: FastifyRequest, lookup: VisitorLookup): Promise<Visitor | undefined> {
  const authorization = request.headers.authorization;
  // A key speaks for itself: the cookie that may come with it is not looked at, so nothing can be forged with it.
  if (authorization !== undefined) {
    const key = /^Bearer ([\x21-\x7e]{20,200})$/.exec(authorization)?.[1];
    const visitor = key === undefined ? undefined : await lookup.byApiKey(key);
    if (!visitor) throw new Refusal('not_signed_in');
    return visitor;
  }
  const visitor = request.headers.cookie === undefined ? undefined : await lookup.bySession(request.headers.cookie, request.facts);
  const { endpoint } = request.routeOptions.config;
  const own = isFromOwnPage(request, request.facts.origin);
  if (own || endpoint === undefined) return own ? visitor : undefined;
  // A calculation stores nothing: without the header it is simply nobody's.
  if (endpoint.access === 'calculation') return undefined;
  throw new Refusal('request_refused');
}

function requestHooks(app: FastifyInstance, options: AppOptions): void {
  app.decorateRequest('visitor', undefined);
  app.decorateRequest('facts', null as never);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    if (request.url === '/health' || request.url === '/ready' || request.url === '/metrics') return;
    request.facts = {
      requestId: request.id,
      ip: request.ip,
      userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
      origin: originOf(request, options.origins),
      cookie: request.headers.cookie,
    };
    if (request.routeOptions.config.endpoint) request.visitor = await visitorOf(request, options.visitors);
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? request.url.split('?')[0]?.slice(0, 200),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ip: request.ip,
        person: request.visitor?.actor.personId,
      },
      'request',
    );
  });
}

function probes(app: FastifyInstance, ready: AppOptions['ready']): void {
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    const missing = await ready().catch(() => ['database']);
    return reply.code(missing.length === 0 ? 200 : 503).send({ status: missing.length === 0 ? 'ready' : 'not ready', missing });
  });
}

/** The HTTP server, not yet listening. `app.inject` serves tests, `app.listen` the world, `app.close` ends gracefully. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: loggerOf(options),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: 1024 * 1024,
    trustProxy: options.trustProxy.length > 0 ? [...options.trustProxy] : false,
    requestTimeout: 300_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
  });
  app.setErrorHandler(handleError);
  bodyParsers(app);
  await securityHeaders(app, typeof options.origins === 'object' && options.origins.publicUrl.startsWith('https:'));
  requestHooks(app, options);
  await limitRequests(app, options.limits ?? usualLimits);
  serveMetrics(app, options.metricsToken, options.readings ?? []);
  probes(app, options.ready);
  for (const one of options.routes) mount(app, one, { work: options.work, demo: options.demo });
  await options.extend?.(app);
  await servePages(app, options.webFolder);
  return app;
}
