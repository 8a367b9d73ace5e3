import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsOf, zipOf } from '../../src/server/modules/document/paper/steady-zip.ts';
import { endOfJob } from '../support/attacks-objects.ts';
import { denseSolution, type RawSystem, rawSystem } from '../support/raw-lca.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';

/** Background databases over HTTP: the sample by one click, files of others, four eyes, search, export and import again, calculation. */
// biome-ignore lint/suspicious/noExplicitAny: replies are looked at as a program of somebody else would
type Reply = any;
const fixtures = path.join(import.meta.dirname, '../fixtures/lca');
const shipped = path.join(import.meta.dirname, '../../data/lca/uslci/uslci-fy20-q4.zip');
let server: TestServer;
let boss: Client;
let statistician: Client;
let auditor: Client;
let sampleId = '';

const sent = async (who: Client, url: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> =>
  ok(await who.post(url, body, headers)).json();
const told = async (who: Client, url: string): Promise<Reply> => ok(await who.get(url)).json();
const upload = (who: Client, content: Buffer | string) =>
  server.app.inject({
    method: 'POST',
    url: '/api/v1/lca/files',
    headers: { host: 'localhost:8765', cookie: who.cookie, 'x-tanheng': '1', 'content-type': 'application/octet-stream' },
    payload: content,
  });
const described = { name: 'Test', edition: '1', publisher: 'Test', licence: 'CC0', credit: 'Test' };
async function imported(
  who: Client,
  content: Buffer | string,
  fileName: string,
  more: object = {},
): Promise<{ state: string; body: string; id: string }> {
  const { sha256 } = ok(await upload(who, content)).json();
  const job = await sent(who, '/api/v1/jobs', { kind: 'lca.import', input: { fileSha256: sha256, fileName, ...described, ...more } });
  const end = await endOfJob(who, job.id);
  return { ...end, id: job.id };
}
const simaPro = readFileSync(path.join(fixtures, 'simapro_process.csv'));

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
  statistician = await server.hire(boss, ['plant_statistician']);
  auditor = await server.hire(boss, ['internal_auditor']);
  const job = await sent(statistician, '/api/v1/jobs', { kind: 'lca.install_sample', input: {} });
  const end = await endOfJob(statistician, job.id);
  if (end.state !== 'succeeded') throw new Error(end.body);
  sampleId = job.id;
}, 120_000);
afterAll(() => server?.close());

describe('the sample database', () => {
  test('is there with the counts of its source, licence and credit, approved as it comes', async () => {
    const { items } = await told(auditor, '/api/v1/lca/databases');
    expect(items).toHaveLength(1);
    const counts = { processes: 766, flows: 4601, exchanges: 32526, uncertain: 5539, pedigrees: 478, formulas: 259, multiOutput: 132 };
    expect(items[0]).toMatchObject({ id: sampleId, no: 1, origin: 'shipped', state: 'approved', format: 'json_ld', counts });
    expect(items[0].licence).toContain('MIT');
    expect(items[0].credit).toContain('DOE/NREL');
    const detail = await told(auditor, `/api/v1/lca/databases/${sampleId}`);
    expect(detail.findings.some((one: Reply) => one.code === 'lca_uncertainty_void')).toBe(true);
  });

  test('is refused before anything is queued to who holds the right in a part of the organization only', async () => {
    const entity = await sent(boss, '/api/v1/entities', {
      ...{ kind: 'group', parentId: null, name: '测试集团', nameEn: 'Test Group', validFrom: '2010-01-01' },
    });
    const local = await server.hire(boss, [{ role: 'plant_statistician', entityId: entity.id }]);
    const before = (await told(boss, '/api/v1/jobs')).total;
    const reply = await local.post('/api/v1/jobs', { kind: 'lca.install_sample', input: {} });
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'not_permitted']);
    expect((await told(boss, '/api/v1/jobs')).total).toBe(before);
  });

  test('is not installed twice', async () => {
    const job = await sent(statistician, '/api/v1/jobs', { kind: 'lca.install_sample', input: {} });
    expect((await endOfJob(statistician, job.id)).problem?.code).toBe('already_exists');
  });

  test('is searched by words in any order, and opens a process with its providers and documentation', async () => {
    const found = await told(
      auditor,
      `/api/v1/lca/databases/${sampleId}/processes?search=${encodeURIComponent('western grid ELECTRICITY')}`,
    );
    expect(found.items.map((one: Reply) => one.name)).toContain('Electricity, at grid, Western US, 2000');
    const { number } = found.items.find((one: Reply) => one.name === 'Electricity, at grid, Western US, 2000');
    const process = await told(auditor, `/api/v1/lca/databases/${sampleId}/processes/${number}`);
    expect(process).toMatchObject({ databaseId: sampleId, product: 'Electricity, at grid, Western US, 2000' });
    const bought = process.lines.find((one: Reply) => one.direction === 'input' && one.providers.length > 0);
    const provider = await told(auditor, `/api/v1/lca/databases/${sampleId}/processes/${bought.providers[0].number}`);
    expect(provider.lines.some((one: Reply) => one.flow.flowId === bought.flow.flowId && one.direction === 'output')).toBe(true);
    expect(process.documentation.length).toBeGreaterThan(2);
    const flow = await told(auditor, `/api/v1/lca/databases/${sampleId}/flows/${bought.flow.number}`);
    expect(flow.producers.map((one: Reply) => one.number)).toContain(bought.providers[0].number);
    const flows = await told(
      auditor,
      `/api/v1/lca/databases/${sampleId}/flows?kind=elementary&search=${encodeURIComponent('carbon dioxide, fossil')}`,
    );
    expect(flows.total).toBeGreaterThan(3);
  });
});

describe('a solution', () => {
  const name = 'Electricity, at grid, Western US, 2000';
  let raw: RawSystem;
  beforeAll(() => {
    raw = rawSystem(partsOf(readFileSync(shipped)));
  });

  test('agrees with a dense solution of matrices put together from the files themselves', async () => {
    const wanted = raw.processes.findIndex((one) => one.name === name);
    const { items } = await told(auditor, `/api/v1/lca/databases/${sampleId}/processes?search=${encodeURIComponent(name)}`);
    const order = { demand: [{ process: items[0].number, amount: 100 }], allocation: 'none', gwpSet: 'AR5', most: 1000 };
    const solved = await sent(auditor, `/api/v1/lca/databases/${sampleId}/solve`, order);
    expect(solved.residual).toBeLessThan(1e-12);
    const x = denseSolution(raw, wanted, 100);
    const inventory = raw.inventory(x);
    expect(solved.size.active).toBe(x.filter((one) => one !== 0).length);
    const greatest = [...inventory].sort((one, other) => Math.abs(other[1]) - Math.abs(one[1])).slice(0, 200);
    const own = new Map<string, number>(solved.inventory.map((one: Reply) => [one.flowId, one.amount]));
    for (const [flow, amount] of greatest) expect(Math.abs((own.get(flow) ?? 0) - amount)).toBeLessThanOrEqual(1e-9 * Math.abs(amount));
    // GWP of AR5 typed by hand: what the greatest gases of a power grid add up to.
    const gwp: Record<string, number> = {
      'Carbon dioxide, fossil ': 1,
      'Carbon dioxide, fossil': 1,
      'Carbon dioxide': 1,
      Methane: 28,
      'Methane, fossil': 28,
      'Dinitrogen monoxide': 265,
    };
    const byHand = [...inventory].reduce((sum, [flow, amount]) => sum + amount * (raw.toAir(flow) ? (gwp[raw.flowName(flow)] ?? 0) : 0), 0);
    const impact = solved.impacts.find((one: Reply) => one.id === 'gwp');
    expect(Math.abs(impact.value / byHand - 1)).toBeLessThan(5e-3);
    expect(impact.processes.reduce((sum: number, one: Reply) => sum + one.value, 0)).toBeCloseTo(impact.value, 6);
    expect(impact.flows.reduce((sum: number, one: Reply) => sum + one.share, 0)).toBeCloseTo(1, 9);
  });

  test('lists what was left unlinked, what was divided and by which share', async () => {
    const order = { demand: [{ process: 0, amount: 1 }], allocation: 'stored' };
    const { choiceCounts, choices, gwpSet } = await sent(auditor, `/api/v1/lca/databases/${sampleId}/solve`, order);
    expect(gwpSet).toBe('AR6');
    expect(choiceCounts.cut_off).toBeGreaterThan(1000);
    expect(choiceCounts.allocated + choiceCounts.not_divisible).toBe(132);
    expect(choices[0].text.zh).toBeTruthy();
    const refused = await auditor.post(`/api/v1/lca/databases/${sampleId}/solve`, { ...order, gwpSet: 'XX' });
    expect([refused.statusCode, refused.json().findings?.[0]?.code]).toEqual([422, 'gwp_set_unknown']);
  });
});

describe('the calculation lca-solve over the stored database', () => {
  const url = '/api/v1/calculations/lca-solve';
  const system = () => ({ databaseId: sampleId, allocation: 'none', gwpSet: 'AR5' });

  test('gives what the database’s own page gives, with scaling, inventory, impacts, contributions, residual, and says how the matrices were made', async () => {
    const { items } = await told(
      auditor,
      `/api/v1/lca/databases/${sampleId}/processes?search=${encodeURIComponent('Western US grid electricity')}`,
    );
    const { number } = items[0];
    const page = await sent(auditor, `/api/v1/lca/databases/${sampleId}/solve`, {
      ...{ demand: [{ process: number, amount: 100 }], allocation: 'none', gwpSet: 'AR5', most: 1000 },
    });
    const raw = rawSystem(partsOf(readFileSync(shipped)));
    const id = raw.processes.find((one) => one.name === items[0].name)?.id ?? '';
    const result = await sent(auditor, url, { system: system(), demands: [{ id: 'd', amounts: { [id]: 100 } }], most: 1000 });
    expect(result).toMatchObject({ calculation: 'lca-solve', method: { id: 'lca-solve', version: 1 } });
    const values = (symbol: string, key: string) =>
      new Map<string, number>(
        result.outputs.filter((one: Reply) => one.symbol === symbol).map((one: Reply) => [one.at[key], Number(one.value)]),
      );
    const inventory = values('g', 'flow');
    for (const { flowId, amount } of page.inventory.slice(0, 300))
      expect(Math.abs((inventory.get(flowId) ?? 0) - amount)).toBeLessThanOrEqual(1e-9 * Math.abs(amount));
    expect(values('h', 'indicator').get('gwp')).toBeCloseTo(page.impacts.find((one: Reply) => one.id === 'gwp').value, 9);
    expect(Math.max(...values('residual', 'demand').values())).toBeLessThanOrEqual(1e-12);
    const parts = result.outputs.filter((one: Reply) => one.symbol === 'contribution' && one.at.indicator === 'gwp');
    expect(parts.reduce((sum: number, one: Reply) => sum + Number(one.value), 0)).toBeCloseTo(values('h', 'indicator').get('gwp') ?? 0, 6);
    const said = new Map(result.conventions.map((one: Reply) => [one.symbol, one.value]));
    expect([said.get('content'), said.get('allocation'), said.get('gwp_set')]).toEqual([page.contentSha256, 'none', 'AR5']);
    // The activities, from a second reading of the same files and a dense elimination.
    const x = denseSolution(
      raw,
      raw.processes.findIndex((one) => one.id === id),
      100,
    );
    const scaling = values('s', 'process');
    for (const [j, one] of raw.processes.entries())
      expect(Math.abs((scaling.get(one.id) ?? 0) - (x[j] ?? 0))).toBeLessThanOrEqual(1e-9 * Math.abs(x[j] ?? 0) + 1e-15);
  });

  test('asks for the product where a process makes several', async () => {
    const order = { system: { databaseId: sampleId, allocation: 'mass' }, demands: [{ amounts: {} as Record<string, number> }] };
    const raw = rawSystem(partsOf(readFileSync(shipped)));
    let open: Reply = null;
    for (const { id } of raw.processes.filter(({ name }) => /refin|soybean/i.test(name)).slice(0, 12)) {
      const reply = await auditor.post(url, { ...order, demands: [{ amounts: { [id]: 1 } }] });
      if (reply.statusCode === 422) open ??= reply.json();
    }
    expect(open.findings[0]).toMatchObject({ code: 'lca_product_open', severity: 'error' });
    const [named] = /: (\S+\/\S+?)(,|$)/.exec(open.findings[0].cure.en)?.slice(1) ?? [];
    const result = await sent(auditor, url, { ...order, demands: [{ amounts: { [named ?? '']: 1 } }] });
    expect(result.outputs.some((one: Reply) => one.symbol === 's' && one.at.process === named)).toBe(true);
  });

  test('is refused without the right, without a database, with two systems, for a process that is not there', async () => {
    const ask = (who: Client, body: object) => who.post(url, body);
    const order = { system: system(), demands: [{ amounts: { none: 1 } }] };
    const outsider = await server.hire(boss, ['exchange']);
    expect((await ask(outsider, order)).statusCode).toBe(403);
    expect((await ask(server.nobody, order)).statusCode).toBe(401);
    expect((await ask(auditor, order)).json()).toMatchObject({
      ...{ status: 422, code: 'invalid_input' },
      findings: [{ code: 'label_unknown', place: { path: '/demands/0/amounts/none' } }],
    });
    const missing = { ...order, system: { databaseId: '0197a000-0000-7000-8000-000000000001' } };
    expect((await ask(auditor, missing)).statusCode).toBe(404);
    const both = { ...order, technosphere: { rows: ['p'], columns: ['p'], dense: [[1]] } };
    expect((await ask(auditor, both)).statusCode).toBe(422);
    expect((await ask(auditor, { demands: order.demands })).statusCode).toBe(422);
    const gwp = { ...order, system: { ...system(), gwpSet: 'XX' } };
    expect((await ask(auditor, gwp)).json().findings[0].code).toBe('gwp_set_unknown');
  });
});

describe('the calculation lca-monte-carlo over the stored database', () => {
  const url = '/api/v1/calculations/lca-monte-carlo';
  const system = () => ({ databaseId: sampleId, allocation: 'none', gwpSet: 'AR5' });
  const grid = 'Electricity, at grid, Western US, 2000';
  const order = (more: object = {}, name = grid) => {
    const id = rawSystem(partsOf(readFileSync(shipped))).processes.find((one) => one.name === name)?.id ?? '';
    return { id, body: { system: system(), amounts: { [id]: 100 }, iterations: 400, seed: 7, ...more } };
  };
  const figure = (result: Reply, symbol: string, indicator = 'gwp'): number =>
    Number(result.outputs.find((one: Reply) => one.symbol === symbol && (one.at.indicator ?? indicator) === indicator)?.value);

  test('draws what the data sets state, around what lca-solve gives; one seed, one result; every residual within 1e-12', async () => {
    const { id, body } = order({ iterations: 1_000 }, 'Line pan; Manufacture; For underground coal mine, at plant');
    const result = await sent(auditor, url, body);
    const solved = await sent(auditor, '/api/v1/calculations/lca-solve', { system: system(), demands: [{ amounts: { [id]: 100 } }] });
    expect(figure(result, 'h')).toBeCloseTo(figure(solved, 'h'), 9);
    // A pan is steel alone. Its own output and the steel it takes have a GSD² of 1.113529 each, by their data quality; what steel is worth varies by itself.
    const steel = await sent(
      auditor,
      url,
      order({ iterations: 1_000 }, 'Steel plate; Blast furnace route; Production mix; 85% recovery rate').body,
    );
    const wanted = Math.exp(Math.hypot(Math.SQRT2 * Math.log(1.113529), Math.log(figure(steel, 'gsd2'))));
    expect(Math.abs(figure(result, 'gsd2') / wanted - 1)).toBeLessThan(0.02);
    expect(figure(result, 'residual')).toBeLessThanOrEqual(1e-12);
    const said = new Map<string, string>(result.conventions.map((one: Reply) => [one.symbol, one.value]));
    // 5,539 exchanges of the database state a spread; most of them one that is none (a geometric deviation of 0 or 1).
    expect(Number(said.get('stored_spreads'))).toBeGreaterThan(400);
    expect(Number(said.get('stored_spreads'))).toBeLessThanOrEqual(5_539);
    expect(said.get('content')).toMatch(/^[0-9a-f]{64}$/);
    const short = await sent(auditor, url, { ...body, iterations: 40 });
    expect((await sent(auditor, url, { ...body, iterations: 40 })).outputs).toEqual(short.outputs);
    expect(figure(await sent(auditor, url, { ...body, iterations: 40, seed: 8 }), 'mean')).not.toBe(figure(short, 'mean'));
  });

  test('draws a stated entry as it is stated: an own output that is uniform on ±10 % moves the result by 10 % / √3', async () => {
    const { id } = order();
    // The file makes 1 kWh; the reference unit is MJ.
    const spread = { distribution: 'uniform', minimum: 0.9 * 3.6, maximum: 1.1 * 3.6 };
    const uncertain = [{ matrix: 'technosphere', row: id, column: id, spread }];
    const { body } = order({ storedSpreads: false, uncertain, iterations: 1_000 });
    const raw = rawSystem(partsOf(readFileSync(shipped)));
    const x = denseSolution(
      raw,
      raw.processes.findIndex((one) => one.id === id),
      3.6,
    );
    const own = x[raw.processes.findIndex((one) => one.id === id)] ?? 0;
    const result = await sent(auditor, url, body);
    // ∂h/∂q · q / h = −q·s / f: the activity for as much as it makes itself, 1 and what its loops take.
    expect(figure(result, 'sd') / figure(result, 'h') / (own * (0.1 / Math.sqrt(3)))).toBeCloseTo(1, 1);
  });

  test('is refused without the right, without a database, with two systems, with nothing uncertain', async () => {
    const { body } = order({ iterations: 2 });
    const outsider = await server.hire(boss, ['exchange']);
    expect((await outsider.post(url, body)).statusCode).toBe(403);
    expect((await server.nobody.post(url, body)).statusCode).toBe(401);
    const missing = { ...body, system: { databaseId: '0197a000-0000-7000-8000-000000000001' } };
    expect((await auditor.post(url, missing)).statusCode).toBe(404);
    expect((await auditor.post(url, { ...body, technosphere: { rows: ['p'], columns: ['p'], dense: [[1]] } })).statusCode).toBe(422);
    expect((await auditor.post(url, { ...body, storedSpreads: false })).json().findings[0].code).toBe('nothing_uncertain');
    expect((await auditor.post(url, { ...body, amounts: { none: 1 } })).json()).toMatchObject({
      findings: [{ code: 'label_unknown', place: { path: '/amounts/none' } }],
    });
  });
});

describe('files of others', () => {
  test('are previewed, imported by one person and approved by another, then retired', async () => {
    const { sha256 } = ok(await upload(statistician, simaPro)).json();
    const preview = await sent(statistician, '/api/v1/lca/previews', { fileSha256: sha256, fileName: 'simapro.csv' });
    expect(preview).toMatchObject({ format: 'simapro_csv', counts: { processes: 1, exchanges: 6 }, processes: ['Test'] });
    const { id, state, body } = await imported(statistician, simaPro, 'simapro.csv');
    expect([state, body.includes('failed')]).toEqual(['succeeded', false]);
    const url = `/api/v1/lca/databases/${id}`;
    expect(await told(auditor, url)).toMatchObject({ state: 'proposed', origin: 'import' });
    // Who imported does not approve, whatever else the person may do; who may not approve does not either.
    const both = await server.hire(boss, ['plant_statistician', 'group_carbon_manager']);
    const own = await imported(both, Buffer.from(simaPro.toString('latin1').replaceAll('Test', 'Test2'), 'latin1'), 'two.csv', {
      name: 'Zwei',
    });
    const itself = await both.post(`/api/v1/lca/databases/${own.id}/decisions`, { decision: 'approve', version: 1 });
    expect([itself.statusCode, itself.json().code]).toEqual([409, 'same_person_enters_and_approves']);
    expect((await statistician.post(`${url}/decisions`, { decision: 'approve', version: 1 })).statusCode).toBe(403);
    expect((await boss.post(`${url}/decisions`, { decision: 'reject', version: 1 })).json().code).toBe('reason_required');
    const approved = await sent(boss, `${url}/decisions`, { decision: 'approve', version: 1 });
    expect(approved).toMatchObject({ state: 'approved', version: 2 });
    expect((await boss.post(`${url}/decisions`, { decision: 'approve', version: 2 })).json().code).toBe('wrong_state');
    expect((await auditor.post(`${url}/retirements`, { reason: 'x', version: 2 })).statusCode).toBe(403);
    expect((await statistician.post(`${url}/retirements`, { reason: 'x', version: 1 })).json().code).toBe('conflict');
    const retired = await sent(statistician, `${url}/retirements`, { reason: 'superseded', version: 2 });
    expect(retired).toMatchObject({ state: 'retired', retired: { reason: 'superseded' } });
    const evidence = await told(boss, `/api/v1/evidence/${retired.evidenceId}`);
    expect(evidence.uses.map((one: Reply) => one.objectId)).toEqual([id]);
  });

  test('cannot be imported without the right', async () => {
    expect((await upload(auditor, simaPro)).statusCode).toBe(403);
    expect((await auditor.post('/api/v1/jobs', { kind: 'lca.install_sample', input: {} })).statusCode).toBe(403);
  });

  test('that were exported come back the same', async () => {
    const all = ok(await auditor.get(`/api/v1/lca/databases/${sampleId}/export`));
    // The same content to the byte: it is known as the database it came from.
    const again = await imported(statistician, all.rawPayload, 'again.zip', { name: 'Again' });
    expect(JSON.parse(again.body).problem).toMatchObject({ code: 'already_exists', text: { en: expect.stringContaining('database 1,') } });
    const part = ok(await auditor.get(`/api/v1/lca/databases/${sampleId}/export?processes=3,5`));
    expect(partsOf(part.rawPayload).filter((one) => one.name.startsWith('processes/'))).toHaveLength(2);
  }, 60_000);

  test('EcoSpold 1 with 631 processes', async () => {
    const { sha256 } = ok(await upload(statistician, readFileSync(path.join(fixtures, 'uslci-ecospold.zip')))).json();
    const preview = await sent(statistician, '/api/v1/lca/previews', { fileSha256: sha256, fileName: 'ecospold.zip' });
    expect(preview).toMatchObject({ format: 'ecospold_1', counts: { processes: 631 } });
  });

  test('that are hostile or no data sets are refused, with the reason', async () => {
    const code = async (content: Buffer | string) => (await upload(statistician, content)).json().code;
    const one = { name: 'processes/a.json', data: Buffer.from('{}') };
    const bomb = zipOf([{ name: 'processes/a.json', data: Buffer.alloc(40 * 1024 * 1024) }], '2024-01-01T00:00:00Z');
    expect(await code(bomb)).toBe('file_type_refused');
    expect(await code(zipOf([one, { name: 'x/inner.zip', data: Buffer.from('PK') }], '2024-01-01T00:00:00Z'))).toBe('file_type_refused');
    expect(await code('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><ecoSpold/>')).toBe('file_type_refused');
    expect(await code('hello')).toBe('file_type_refused');
    const lying = zipOf([{ name: 'processes/a.json', data: Buffer.from(JSON.stringify([...Array(500).keys()])) }], '2024-01-01T00:00:00Z');
    lying[200] = 255 - (lying[200] ?? 0);
    const later = async (content: Buffer | string) => {
      const { sha256 } = ok(await upload(statistician, content)).json();
      return (await statistician.post('/api/v1/lca/previews', { fileSha256: sha256, fileName: 'x.zip' })).json().code;
    };
    expect(await later(lying)).toBe('file_damaged');
    const inside = '<?xml version="1.0"?><ecoSpold><dataset number="1"><a>&b;</a></dataset></ecoSpold>';
    expect(await later(inside)).toBe('file_damaged');
    expect(
      await later(`<?xml version="1.0"?><ecoSpold><dataset number="1">${'<a>'.repeat(200)}${'</a>'.repeat(200)}</dataset></ecoSpold>`),
    ).toBe('file_type_refused');
    const nothing = await imported(statistician, zipOf([one], '2024-01-01T00:00:00Z'), 'x.zip');
    expect(JSON.parse(nothing.body).problem.code).toBe('invalid_input');
  });
});
