import { afterAll, beforeAll, expect, test } from 'vitest';
import { partsOf } from '../../src/server/modules/document/paper/steady-zip.ts';
import { endOfJob } from '../support/attacks-objects.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { zipOf } from '../support/zip.ts';

/** Two editions of a small database: products ranked at once, what stands above and who uses, what changed; kept as read; an import that is cancelled leaves nothing. */
// biome-ignore lint/suspicious/noExplicitAny: replies are looked at as a program of somebody else would
type Reply = any;
let server: TestServer;
let boss: Client;
let old = '';
let fresh = '';

const head = ['{SimaPro 9.1}', '{CSV separator: Semicolon}', '{Decimal separator: .}', ''];
const process = (name: string, uses: readonly string[], co2: string): string[] => [
  ...[
    'Process',
    '',
    'Process identifier',
    name,
    '',
    'Process name',
    `Making ${name}`,
    '',
    'Products',
    `${name};kg;1;100;not defined;all;`,
    '',
  ],
  ...['Materials/fuels', ...uses.map((one) => `${one};Undefined;0;0;0;`), ''],
  ...['Emissions to air', `Carbon dioxide, fossil;low. pop.;kg;${co2};Undefined;0;0;0;`, '', 'End', ''],
];
// bolt = 1 kg CO2 + 2 kg steel; steel = 3 kg CO2 + 0.5 kg ore, and takes 0.1 kg of bolts: a loop.
const first = [
  ...head,
  ...process('bolt', ['steel;kg;2'], '1'),
  ...process('steel', ['ore;kg;0.5', 'bolt;kg;0.1'], '3'),
  ...process('ore', [], '0.2'),
  ...process('lime', [], '1'),
];
const second = [
  ...head,
  ...process('bolt', ['steel;kg;2'], '1'),
  ...process('steel', ['ore;kg;0.5', 'bolt;kg;0.1'], '2'),
  ...process('ore', [], '0.2'),
  ...process('sand', [], '4'),
];
// s = 3 + 0.5·0.2 + 0.1·b and b = 1 + 2·s: by hand.
const steel = (own: number) => (own + 0.1 + 0.1) / (1 - 0.2);

async function started(content: Buffer | string, name: string): Promise<string> {
  const url = '/api/v1/lca/files';
  const headers = { host: 'localhost:8765', cookie: boss.cookie, 'x-tanheng': '1', 'content-type': 'application/octet-stream' };
  const { sha256 } = ok(await server.app.inject({ method: 'POST', url, headers, payload: content })).json();
  const input = { fileSha256: sha256, fileName: `${name}.csv`, name: 'Steel', edition: name, licence: 'CC0', credit: 'Somebody' };
  return ok(await boss.post('/api/v1/jobs', { kind: 'lca.import', input })).json().id;
}
async function imported(lines: readonly string[], name: string): Promise<string> {
  const id = await started(lines.join('\r\n'), name);
  const end = await endOfJob(boss, id);
  if (end.state !== 'succeeded') throw new Error(end.body);
  return id;
}
const told = async (url: string): Promise<Reply> => ok(await boss.get(`/api/v1/lca/databases/${url}`)).json();

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
  boss = await server.hire(boss, ['plant_statistician', 'group_carbon_manager']);
  old = await imported(first, '1');
  fresh = await imported(second, '2');
}, 60_000);
afterAll(() => server?.close());

test('all products by one indicator are what each of them is worth by itself', async () => {
  const { items, total, residual, indicators, units } = await told(`${old}/ranking?indicator=gwp_fossil`);
  expect(total).toBe(4);
  expect(residual).toBeLessThan(1e-12);
  expect(units).toEqual(['kg']);
  expect(indicators.map((one: Reply) => one.id)).toContain('gwp_biogenic');
  const values = new Map<string, number>(items.map((one: Reply) => [one.product, one.value]));
  expect(values.get('steel')).toBeCloseTo(steel(3), 12);
  expect(values.get('bolt')).toBeCloseTo(1 + 2 * steel(3), 12);
  expect(items.map((one: Reply) => one.product)).toEqual(['bolt', 'steel', 'lime', 'ore']);
  for (const one of items) {
    const order = { demand: [{ process: one.process, amount: 1 }] };
    const solved = ok(await boss.post(`/api/v1/lca/databases/${old}/solve`, order)).json();
    expect(one.value).toBeCloseTo(solved.impacts.find((impact: Reply) => impact.id === 'gwp_fossil').value, 12);
  }
  const found = await told(`${old}/ranking?search=STEEL&order=least&limit=1`);
  expect([found.total, found.items[0].product, found.items[0].rank]).toEqual([1, 'steel', 1]);
  expect((await told(`${old}/ranking?unit=MJ`)).total).toBe(0);
});

test('what stands upstream adds up at every node, and users are those that take it', async () => {
  const bolt = (await told(`${old}/processes?search=bolt`)).items[0].number;
  const { nodes, users, value, usersTotal, indicator } = await told(`${old}/processes/${bolt}/trace?cutOff=0`);
  expect(indicator.id).toBe('gwp');
  expect(value).toBeCloseTo(1 + 2 * steel(3), 12);
  for (const [at, node] of nodes.entries()) {
    const below = nodes.filter((one: Reply) => one.parent === at).reduce((sum: number, one: Reply) => sum + one.total, 0);
    expect(node.direct + node.hidden + below).toBeCloseTo(node.total, 10);
  }
  expect(nodes.some((one: Reply) => one.loop)).toBe(true);
  expect(users).toMatchObject([{ name: 'Making steel', amount: 0.1 }]);
  expect(usersTotal).toBe(1);
  expect((await boss.get(`/api/v1/lca/databases/${old}/processes/99/trace`)).statusCode).toBe(404);
});

test('two editions: what was added, removed and changed, and which results moved', async () => {
  const { counts, items, before, after } = await told(`${fresh}/changes?since=${old}&indicator=gwp_fossil`);
  expect([before.id, after.id, before.edition, after.edition]).toEqual([old, fresh, '1', '2']);
  expect(counts).toMatchObject({ added: 1, removed: 1, changed: 1, moved: 1, same: 1 });
  const of = (name: string) => items.find((one: Reply) => one.name === `Making ${name}`);
  expect(of('steel')).toMatchObject({ change: 'changed' });
  expect(of('steel').relative).toBeCloseTo(steel(2) / steel(3) - 1, 12);
  expect(of('bolt')).toMatchObject({ change: 'moved' });
  expect(of('bolt').valueAfter).toBeCloseTo(1 + 2 * steel(2), 12);
  expect(of('sand')).toMatchObject({ change: 'added', before: null, valueBefore: null });
  expect(of('lime')).toMatchObject({ change: 'removed', after: null });
  expect((await told(`${fresh}/changes?since=${old}&change=added`)).items).toHaveLength(1);
});

test('an export carries licence and credit', async () => {
  const zip = ok(await boss.get(`/api/v1/lca/databases/${old}/export`)).rawPayload;
  const notice = partsOf(zip)
    .find((one) => one.name === 'NOTICE.txt')
    ?.data.toString('utf8');
  expect(notice).toContain('Licence: CC0');
  expect(notice).toContain('Somebody');
});

test('the database refuses to change or delete what was read, even to its owner', async () => {
  const refused = async (statement: string) => {
    const fault = await server.database
      .owner(async (client) => {
        await client.query(`begin; set local app.organization = '${boss.organizationId}'`);
        return await client.query(statement).finally(() => client.query('rollback'));
      })
      .catch((error: { code?: string }) => error.code);
    expect([statement, fault]).toEqual([statement, '23001']);
  };
  for (const table of ['lca_package', 'lca_process', 'lca_flow', 'lca_database']) await refused(`delete from app.${table}`);
  for (const table of ['lca_package', 'lca_process', 'lca_flow', 'lca_database']) await refused(`truncate app.${table} cascade`);
  await refused(`update app.lca_process set name = 'other'`);
  await refused(`update app.lca_flow set unit = 'g'`);
  await refused(`update app.lca_package set content = ''`);
  for (const change of [`licence = 'mine'`, `credit = 'me'`, `content_sha256 = 'x'`, `counts = '{}'`, `state = 'retired'`])
    await refused(`update app.lca_database set ${change} where state = 'proposed'`);
});

test('an import that is cancelled leaves nothing, and says that it was', async () => {
  // Some seconds of reading: 6,000 processes of 30 lines.
  const product = (i: number) => `p${i}`;
  const lines = Array.from({ length: 6000 }, (_, i) =>
    process(
      product(i),
      Array.from({ length: 30 }, (__, k) => `${product((i * 7 + k * 131) % 6000)};kg;0.001`),
      '1',
    ),
  );
  const before = ok(await boss.get('/api/v1/lca/databases?limit=200')).json().total;
  const id = await started([...head, ...lines.flat()].join('\r\n'), 'large');
  for (;;) {
    const job = ok(await boss.get(`/api/v1/jobs/${id}`)).json();
    if (job.state === 'running') break;
    await new Promise((done) => setTimeout(done, 20));
  }
  ok(await boss.post(`/api/v1/jobs/${id}/cancel`, {}));
  expect((await endOfJob(boss, id)).state).toBe('cancelled');
  expect(ok(await boss.get('/api/v1/lca/databases?limit=200')).json().total).toBe(before);
  expect((await boss.get(`/api/v1/lca/databases/${id}`)).statusCode).toBe(404);
  // The thread was ended with the task; the next one has another.
  expect((await told(`${old}/ranking`)).total).toBe(4);
  expect(await imported([...head, ...process('tin', [], '1')], '3')).not.toBe('');
}, 60_000);

test('what a database cannot hold, twins and broken members are told, and the rest is kept', async () => {
  const flow = {
    '@id': 'f',
    name: 'Tin\u0000 \ud800',
    flowType: 'PRODUCT_FLOW',
    flowProperties: [{ isRefFlowProperty: true, flowProperty: { '@id': 'm' }, conversionFactor: 1 }],
  };
  const line = { internalId: 1, isInput: false, isQuantitativeReference: true, amount: 1, flow: { '@id': 'f' }, unit: { name: 'kg' } };
  const json = (path: string, content: object | string) => ({
    name: path,
    data: typeof content === 'string' ? content : JSON.stringify(content),
  });
  const members = [
    json('unit_groups/u.json', { '@id': 'u', name: 'Mass', units: [{ '@id': 'kg', name: 'kg', conversionFactor: 1, isRefUnit: true }] }),
    json('flow_properties/m.json', { '@id': 'm', name: 'Mass', unitGroup: { '@id': 'u' } }),
    json('flows/f.json', flow),
    json('processes/p.json', {
      ...{ '@id': 'p', name: 'Tin\u0000', dqSystem: { name: 'X' } },
      exchanges: [line, { ...line, isQuantitativeReference: false, isInput: true, amount: 0.1 }],
    }),
    json('processes/broken.json', '{'),
    json('processes/empty.json', { '@id': 'z', name: 'Nothing' }),
  ];
  const id = await started(zipOf(members), 'odd');
  expect(await endOfJob(boss, id)).toMatchObject({ state: 'succeeded' });
  const { findings, counts } = await told(id);
  expect(counts).toMatchObject({ processes: 2, exchanges: 2 });
  expect(findings.map((one: Reply) => one.code)).toEqual(
    expect.arrayContaining(['lca_dataset_broken', 'lca_lines_renumbered', 'lca_fields_unread', 'lca_no_reference']),
  );
  for (const one of findings)
    if (one.code !== 'lca_read')
      expect([one.code, one.cure?.zh, Object.keys(one.place).length > 0]).toEqual([one.code, expect.any(String), true]);
  expect((await told(`${id}/processes?search=tin`)).items[0].name).toBe('Tin');
});
