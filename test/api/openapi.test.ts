import { Ajv2020 } from 'ajv/dist/2020.js';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../../src/contract/endpoints.ts';
import { fastifyPath } from '../../src/server/http/mount.ts';
import type { OpenApiDocument } from '../../src/server/http/openapi.ts';
import { type Client, cookieOf, ok, type TestServer, testServer } from '../support/server.ts';

/** The demonstration enterprise is the one place where every kind of object exists. */
let server: TestServer;
let manager: Client;
let document: OpenApiDocument;
let ajv: Ajv2020;
const base = 'https://document.test/';
beforeAll(async () => {
  server = await testServer({ demo: 'told' });
  await server.wired.loadDemo();
  manager = await enter('group_carbon_manager');
  document = ok(await manager.get('/api/v1/openapi.json')).json();
  ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: base, components: document.components });
}, 240_000);
afterAll(async () => {
  await server?.close();
});

async function enter(persona: string): Promise<Client> {
  const reply = ok(await server.nobody.post('/api/v1/demo/sign-in', { persona }));
  return server.withCookie(cookieOf(reply), reply.json().personId, reply.json().organizationId);
}

/** What of a reply does not fit the schema that the document gives for it. */
function check(path: string, status: number, media: string, body: unknown): string[] {
  const schema = document.paths[path]?.get?.responses[`${status}`]?.content?.[media]?.schema;
  if (!schema) return [`${media} is not described`];
  const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', `"${base}#/components`)));
  return validate(body) ? [] : (validate.errors ?? []).slice(0, 5).map((error) => `${error.instancePath} ${error.message}`);
}

/** Every value of a key anywhere in a reply. */
function harvest(value: unknown, into: Map<string, Set<string>>, parent = ''): void {
  if (Array.isArray(value)) for (const one of value) harvest(one, into, parent);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      if (typeof one === 'string' || typeof one === 'number') {
        const name = key === 'id' ? `${parent}.id` : key;
        into.set(name, (into.get(name) ?? new Set()).add(`${one}`));
      } else harvest(one, into, key);
    }
  }
}

describe('the OpenAPI document', () => {
  test('every endpoint of the contract is served, and only those are described', () => {
    const missing = endpoints.filter((e) => !server.app.hasRoute({ method: e.method, url: fastifyPath(e.path) }));
    expect(missing.map((e) => e.name)).toEqual([]);
    const described = Object.values(document.paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId));
    expect(endpoints.map((e) => e.name).filter((name) => !described.includes(name))).toEqual([]);
  });

  test('every GET answers as it says', { timeout: 120_000 }, async () => {
    const seen = new Map<string, Set<string>>();
    const wrong: string[] = [];
    const called: string[] = [];
    const call = async (path: string, url: string) => {
      const reply = await manager.get(url);
      const media = String(reply.headers['content-type']).split(';')[0] ?? '';
      called.push(`${path} ${reply.statusCode}`);
      const content = document.paths[path]?.get?.responses[`${reply.statusCode}`]?.content ?? {};
      if (reply.statusCode === 200 && !('application/json' in content)) return; // a file
      const body = reply.json();
      wrong.push(...check(path, reply.statusCode, media, body).map((fault) => `${url} (${reply.statusCode}): ${fault}`));
      if (reply.statusCode === 200) harvest(body, seen, '');
    };
    const gets = endpoints.filter((e) => e.method === 'GET');
    for (const e of gets.filter((one) => !one.path.includes('{'))) await call(e.path, e.path);
    const workbench = ok(await manager.get('/api/v1/organization')).json();
    harvest(workbench, seen);
    const first = (name: string): string => {
      const kind = name.replace(/Id$/, '');
      const own: Record<string, string[]> = {
        person: ['people.id', 'actorId'],
        entity: ['entities.id', 'entityId'],
        unit: ['units.id', 'unitId'],
        evidence: ['items.id'],
      };
      if (name === 'year') return '2024';
      if (name === 'month') return '2024-03';
      if (name === 'methodId' || name === 'name') return 'cn-power-generation';
      for (const key of [name, `${kind}s.id`, ...(own[kind] ?? []), `${kind}.id`]) {
        const [value] = seen.get(key) ?? [];
        if (value !== undefined) return value;
      }
      return '0197a111-0000-7000-8000-00000000ffff';
    };
    for (const e of gets.filter((one) => one.path.includes('{'))) {
      await call(
        e.path,
        e.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(first(name))),
      );
    }
    expect(wrong).toEqual([]);
    expect(called.length).toBe(gets.length);
    // Most were answered with data; the rest with a problem that is described.
    expect(called.filter((one) => one.endsWith(' 200')).length).toBeGreaterThan(gets.length * 0.6);
  });

  test('a component means the same everywhere: no schema is described twice under two names with equal text', () => {
    const texts = Object.entries(document.components.schemas).map(
      ([name, schema]) => [name.replace(/Request$/, ''), JSON.stringify(schema)] as const,
    );
    const twins = texts.filter(([name, text], i) => texts.some(([other, same], j) => j < i && other === name && same === text));
    expect(twins.map(([name]) => name)).toEqual([]);
  });
});

describe('the demonstration', () => {
  test('is entered with one click, follows its own clock, and its people keep their roles', async () => {
    const { personas } = (await server.nobody.get('/api/v1/demo')).json();
    expect(personas.length).toBeGreaterThan(5);
    const statistician = await enter('plant_statistician');
    const me = ok(await statistician.get('/api/v1/me')).json();
    expect(me).toMatchObject({ demo: true, persona: 'plant_statistician' });
    expect(Math.abs(Date.parse(me.now) - Date.now())).toBeGreaterThan(24 * 3600_000);
    expect((await server.nobody.post('/api/v1/demo/sign-in', { persona: 'nobody' })).json().code).toBe('not_found');
    expect((await server.nobody.get('/api/v1/calculations')).statusCode).toBe(200);
  });

  test('is removed whole: no row of it in any table, its people out, its leaves and a last one in the journal', {
    timeout: 120_000,
  }, async () => {
    const leavesBefore = await server.database.owner((client) => client.query<{ n: string }>('select count(*) as n from journal.leaf'));
    expect((await manager.post('/api/v1/demo/remove', {})).statusCode).toBe(422);
    const removed = ok(await manager.post('/api/v1/demo/remove', { confirm: 'remove' })).json();
    expect(removed.removedRows).toBeGreaterThan(100);
    expect((await manager.get('/api/v1/me')).statusCode).toBe(401);
    expect((await server.nobody.get('/api/v1/demo')).json().available).toBe(false);
    const admin = new pg.Client({ connectionString: server.database.adminUrl }); // sees every row and every schema
    await admin.connect();
    const tables = await admin.query<{ name: string }>(
      `select format('%I.%I', c.table_schema, c.table_name) as name from information_schema.columns c
        where c.column_name = 'organization_id' and c.table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    );
    expect(tables.rows.length).toBeGreaterThan(15);
    const left: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await admin.query<{ n: string }>(`select count(*) as n from ${name} where organization_id = $1`, [
        manager.organizationId,
      ]);
      if (rows[0]?.n !== '0') left.push(`${name}: ${rows[0]?.n}`);
    }
    for (const name of ['user', 'session', 'account']) {
      const { rows } = await admin.query<{ n: string }>(`select count(*) as n from auth."${name}"`);
      if (rows[0]?.n !== '0') left.push(`auth.${name}: ${rows[0]?.n}`);
    }
    await admin.end();
    expect(left).toEqual([]);
    const leaves = await server.database.owner((client) =>
      client.query<{ n: string; kind: string }>(
        "select (select count(*) from journal.leaf) as n, bytes::jsonb ->> 'kind' as kind from journal.leaf order by recorded_order desc limit 1",
      ),
    );
    expect(leaves.rows[0]).toEqual({ n: `${Number(leavesBefore.rows[0]?.n) + 1}`, kind: 'demo.removed' });
    const again = await server.nobody.post('/api/v1/demo/sign-in', { persona: 'group_carbon_manager' });
    expect([again.statusCode, again.json().code]).toEqual([404, 'demo_not_available']);
  });
});
