import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patiently } from '../support/patience.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';

/** Calculations too large for the server's own thread: nobody else waits for them, their answer is the same, and they end. */
let server: TestServer;
let boss: Client;

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
});
afterAll(async () => {
  await server?.close();
});

const line = (n: number, factor: unknown = { value: '0.5', unit: 'tCO2e/MWh' }) => ({
  line: `line ${n}`,
  energy_amount: { value: `${n}.5`, unit: 'MWh' },
  energy_factor: factor,
});
const lines = (count: number, factor?: unknown) => ({ energy_lines: Array.from({ length: count }, (_, n) => line(n, factor)) });
const run = (input: unknown, who = boss) => who.post('/api/v1/calculations/activity-times-factor', input);
interface Output {
  symbol: string;
  at: Record<string, string>;
  value: string;
}

test('a large one gives each line what it gives alone', async () => {
  const reply = ok(await run(lines(500)));
  expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(reply.headers['cache-control']).toBe('no-store');
  const outputs = reply.json<{ outputs: Output[] }>().outputs.filter((o) => o.at.line === 'line 499');
  const alone = ok(await run({ energy_lines: [line(499)] })).json<{ outputs: Output[] }>().outputs;
  expect(outputs).toEqual(alone.filter((o) => o.at.line === 'line 499'));
  // 499.5 MWh × 0.5 tCO2e/MWh
  expect(outputs.map((o) => o.value)).toContain('249.75');
});

test('faults, unknown names, broken JSON and forbidden keys are refused there as here', async () => {
  const wrong = lines(500);
  Object.assign(wrong.energy_lines[7] ?? {}, { colour: 'red' });
  expect((await run(wrong)).json()).toMatchObject({
    status: 422,
    code: 'invalid_input',
    findings: [{ place: { path: '/energy_lines/7/colour' } }],
  });
  expect((await boss.post('/api/v1/calculations/nothing', lines(500))).json()).toMatchObject({ status: 404, code: 'unknown_calculation' });
  for (const text of [
    `[${'1,'.repeat(9000)}1]`,
    `{"a":"${'x'.repeat(9000)}"`,
    `{"__proto__":"${'x'.repeat(9000)}"}`,
    `{"a":1,"a":"${'x'.repeat(9000)}"}`,
  ])
    expect((await run(text)).json(), text.slice(0, 20)).toMatchObject({ status: 422, code: 'invalid_input' });
  expect((await run(lines(500), server.nobody)).json()).toMatchObject({ status: 401, code: 'not_signed_in' });
  expect((await run(lines(500, { factorId: 'no-such-factor' }))).json()).toMatchObject({ status: 404, code: 'not_found' });
});

test('a factor by reference stands in every line of a large one', async () => {
  const { items } = ok(await boss.get('/api/v1/factors?publicationId=cn-grid-co2-2023&region=CN&limit=1')).json<{
    items: { id: string }[];
  }>();
  const found = ok(await run(lines(400, { factorId: items[0]?.id }))).json<{ derivation: { nodes: { ref?: string }[] } }>();
  expect(found.derivation.nodes.filter((node) => node.ref === items[0]?.id).length).toBe(400);
});

describe('while large ones run', () => {
  test('one caller has four at most, other requests are answered, and the event loop is free', async () => {
    ok(await run(lines(200))); // the thread is there
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const many = Array.from({ length: 6 }, () => run(lines(5_000)));
    const rest: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      const began = performance.now();
      ok(await boss.get('/api/v1/me'));
      rest.push(performance.now() - began);
      await new Promise((done) => setTimeout(done, 20));
    }
    delay.disable();
    const codes = (await Promise.all(many)).map((reply) => reply.statusCode);
    expect(codes.filter((code) => code === 429).length).toBe(2);
    expect(codes.filter((code) => code !== 429 && code !== 200 && code !== 413)).toEqual([]);
    // Quiet: 20 ms and 15 ms. Each of these calculations takes seconds.
    expect(delay.percentile(99) / 1e6).toBeLessThan(patiently(100));
    expect(rest.sort((a, b) => a - b)[10]).toBeLessThan(patiently(100));
  });
});

describe('systems of real size', () => {
  const url = '/api/v1/calculations/lca-solve';
  const size = 5_000;
  /** Process j makes product j and uses a little of eight later ones, and the last one uses the first: more than a megabyte of text. */
  const entries = Array.from({ length: size }, (_, j) => [
    [j, j, 1],
    ...Array.from({ length: 8 }, (_, k) => [Math.min(size - 1, j + 1 + 13 * k), j, -0.0123456789 - k / 1000]),
  ]).flat();
  const ids = Array.from({ length: size }, (_, i) => `p${i}`);
  const order = (matrix: object) => ({
    technosphere: { rows: ids, columns: ids, ...matrix },
    demands: [{ amounts: { p7: 1 } }],
    most: 5,
  });
  interface Told {
    outputs: { symbol: string; at: Record<string, string>; value: string }[];
  }

  test('more than a megabyte of matrix is solved in a thread, entry by entry or as lists, with the same result', async () => {
    const body = order({ entries });
    expect(JSON.stringify(body).length).toBeGreaterThan(1024 * 1024);
    const one = ok(await boss.post(url, body)).json<Told>();
    const lists = { rows: entries.map(([i]) => i), columns: entries.map(([, j]) => j), values: entries.map(([, , value]) => value) };
    const other = ok(await boss.post(url, order({ lists }))).json<Told>();
    expect(other.outputs).toEqual(one.outputs);
    const residual = one.outputs.find((o) => o.symbol === 'residual');
    expect(Number(residual?.value)).toBeLessThanOrEqual(1e-12);
  });

  test('lists of other lengths, and places outside, are told where they are', async () => {
    const short = await boss.post(url, order({ lists: { rows: [0], columns: [0, 1], values: [1, 1] } }));
    expect(short.json()).toMatchObject({ status: 422, findings: [{ place: { path: '/technosphere/lists' } }] });
    const outside = await boss.post(url, order({ lists: { rows: [0, size], columns: [0, 1], values: [1, 1] } }));
    expect(outside.json()).toMatchObject({
      status: 422,
      findings: [{ code: 'label_unknown', place: { path: '/technosphere/lists/values/1' } }],
    });
  });

  test('above the limit of its address it is refused with both sizes; who may not calculate has nothing read', async () => {
    const text = `{"technosphere":"${'x'.repeat(64 * 1024 * 1024)}"}`;
    const refused = await boss.post(url, text);
    expect(refused.json()).toMatchObject({
      ...{ status: 413, code: 'request_too_large', values: { size: '64', most: '64' } },
      findings: [{ code: 'body_too_large', cure: { zh: expect.stringContaining('分成'), en: expect.stringContaining('parts') } }],
    });
    expect((await server.nobody.post(url, text)).statusCode).toBe(401);
    const demand = { system: { databaseId: '0197a000-0000-7000-8000-000000000001' }, demands: [{ amounts: { ['x'.repeat(700)]: 1 } }] };
    const padded = `${JSON.stringify(demand).slice(0, -1)},"most":5${' '.repeat(1024 * 1024)}}`;
    expect((await boss.post(url, padded)).json()).toMatchObject({ status: 413, code: 'request_too_large' });
  });
});
