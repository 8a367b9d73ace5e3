import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Role } from '../../src/contract/roles.ts';
import type { Config } from '../../src/server/config.ts';
import { type Wired, type WireOptions, wire } from '../../src/server/wire.ts';
import type { Clock } from '../../src/server/work/clock.ts';
import { type TestDatabase, testDatabase, toldDatabase } from './database.ts';
import { productShelf } from './shelf.ts';

/** One browser: keeps its cookie, sends what a page of the product sends. */
export interface Client {
  readonly cookie: string;
  readonly personId: string;
  readonly organizationId: string;
  readonly get: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  readonly post: (url: string, body?: unknown, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  readonly put: (url: string, body?: unknown, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly wired: Wired;
  readonly config: Config;
  /** Log lines so far, when `logLevel` is not silent. */
  readonly logs: string[];
  readonly nobody: Client;
  /** A browser with this cookie. */
  readonly withCookie: (cookie: string, personId?: string, organizationId?: string) => Client;
  /** Sets the installation up as `name`; the client is its first person: administrator and group carbon manager. */
  readonly found: (name?: string) => Promise<Client>;
  /** Adds a person with these roles (for the whole organization, or each from an entity downwards) and signs in as it. */
  readonly hire: (boss: Client, roles: readonly (Role | { role: Role; entityId: string | null })[], name?: string) => Promise<Client>;
  readonly close: () => Promise<void>;
}

export const goodPassword = 'six unrelated words on granite';
const host = 'localhost:8765';

/** The `name=value` of the session cookie a reply sets. */
export function cookieOf(reply: LightMyRequestResponse): string {
  const header = reply.headers['set-cookie'];
  const first = Array.isArray(header) ? header[0] : header;
  return String(first ?? '').split(';')[0] ?? '';
}

export function ok(reply: LightMyRequestResponse): LightMyRequestResponse {
  if (reply.statusCode >= 400) throw new Error(`${reply.statusCode}: ${reply.body}`);
  return reply;
}

export interface TestServerOptions {
  /** `told`: on a copy of the demonstration that the run has told; true: it may be told here. */
  readonly demo?: boolean | 'told';
  readonly logLevel?: Config['logLevel'];
  readonly publicUrl?: string;
  readonly trustProxy?: readonly string[];
  readonly clock?: Clock;
  readonly limits?: { person: number; address: number; guessing: number };
  readonly appConnections?: number;
  readonly jobs?: WireOptions['jobs'];
  readonly dropFolder?: string;
}

async function emptyGround({ appConnections }: TestServerOptions): Promise<{ database: TestDatabase; dataFolder: string }> {
  const database = await testDatabase(appConnections === undefined ? {} : { appConnections });
  return { database, dataFolder: fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-test-')) };
}

export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { database, dataFolder } = options.demo === 'told' ? await toldDatabase() : await emptyGround(options);
  const logs: string[] = [];
  const config: Config = {
    databaseUrl: database.url,
    host: '127.0.0.1',
    port: 0,
    dataFolder,
    secret: randomBytes(48).toString('base64url'),
    demo: options.demo !== undefined && options.demo !== false,
    logLevel: options.logLevel ?? 'silent',
    publicUrl: options.publicUrl ?? null,
    trustProxy: options.trustProxy ?? [],
    metricsToken: null,
    dropFolder: options.dropFolder ?? null,
    warnings: [],
  };
  const wired = await wire({
    config,
    database,
    limits: options.limits ?? { person: 1e6, address: 1e6, guessing: 1e6 },
    read: productShelf(),
    logTo: { write: (line) => logs.push(line) },
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.jobs ? { jobs: options.jobs } : {}),
  });
  const { app } = wired;
  const secure = options.publicUrl?.startsWith('https:') ?? false;
  const ownHost = options.publicUrl ? new URL(options.publicUrl).host : host;

  function withCookie(cookie: string, personId = '', organizationId = ''): Client {
    const send = (method: 'GET' | 'POST' | 'PUT', url: string, body: unknown, headers: Record<string, string> = {}) => {
      const request: InjectOptions = {
        method,
        url,
        headers: {
          host: ownHost,
          ...(secure ? { 'x-forwarded-proto': 'https' } : {}),
          ...(cookie ? { cookie } : {}),
          ...(method === 'GET' ? {} : { 'x-tanheng': '1' }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      };
      return app.inject(request);
    };
    return {
      cookie,
      personId,
      organizationId,
      get: (url, headers) => send('GET', url, undefined, headers),
      post: (url, body, headers) => send('POST', url, body, headers),
      put: (url, body, headers) => send('PUT', url, body, headers),
    };
  }
  const nobody = withCookie('');
  let hired = 0;

  return {
    app,
    database,
    wired,
    config,
    logs,
    nobody,
    withCookie,
    found: async (name = '滨海能源') => {
      const code = await wired.setupCode();
      const body = {
        code,
        organizationName: name,
        organizationNameEn: `${name} en`,
        personName: '首位',
        email: 'first@example.com',
        password: goodPassword,
      };
      const reply = ok(await nobody.post('/api/v1/setup', body));
      const { personId, organizationId } = reply.json<{ personId: string; organizationId: string }>();
      return withCookie(cookieOf(reply), personId, organizationId);
    },
    hire: async (boss, roles, name) => {
      hired += 1;
      const email = `person${hired}@example.com`;
      const added = ok(await boss.post('/api/v1/people', { name: name ?? `人员${hired}`, email })).json<{
        person: { id: string };
        invitation: { link: string };
      }>();
      for (const one of roles) {
        const grant = typeof one === 'string' ? { role: one, entityId: null } : one;
        ok(await boss.post(`/api/v1/people/${added.person.id}/roles`, grant));
      }
      const code = new URL(added.invitation.link).searchParams.get('code');
      const reply = ok(await nobody.post('/api/v1/invitations/accept', { code, password: goodPassword }));
      return withCookie(cookieOf(reply), added.person.id, boss.organizationId);
    },
    close: async () => {
      await app.close();
      await wired.stop();
      await database.close();
      fs.rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
