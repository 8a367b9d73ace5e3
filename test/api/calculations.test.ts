import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { calculationListing, calculationResult, methodDetail, methodSummary, ownFactor } from '../../src/contract/library.ts';
import { evaluateMethod } from '../../src/kernel/method/evaluate.ts';
import { findKernelCalculation, kernelCalculations, nearNames, runCalculation } from '../../src/server/modules/library/index.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { openProductShelf } from '../support/shelf.ts';

type Listing = z.output<typeof calculationListing>;
type Result = z.output<typeof calculationResult>;

let server: TestServer;
let boss: Client;
const shelf = openProductShelf();

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
});
afterAll(async () => {
  await server?.close();
});

const run = (name: string, input: unknown, who = boss) => who.post(`/api/v1/calculations/${name}`, input);
const listings = async () => ok(await boss.get('/api/v1/calculations')).json<{ items: Listing[] }>().items;
const listingOf = async (name: string): Promise<Listing> => {
  const found = (await listings()).find((one) => one.name === name);
  if (!found) throw new Error(`no calculation ${name}`);
  return found;
};

describe('what can be calculated', () => {
  test('every method is listed with closed schemas and an example that gives the kernel’s own bytes', async () => {
    const items = await listings();
    expect(items.map((one) => one.name)).toEqual([...shelf.methods, ...kernelCalculations].map((m) => m.id));
    expect(items.length).toBeGreaterThan(5);
    for (const { name, input, output, example } of items) {
      expect(input).toMatchObject({ type: 'object', additionalProperties: false, $schema: 'https://json-schema.org/draft/2020-12/schema' });
      expect(output).toMatchObject({ type: 'object', 'x-outputs': expect.any(Array) });
      const reply = ok(await run(name, example)).json<Result>();
      const method = shelf.method(name)?.method;
      const own = method
        ? evaluateMethod(method, example)
        : findKernelCalculation(name)?.run(example, (id) => shelf.method(id)?.method, shelf.ruleBook, shelf.frameworks);
      const expected: unknown = JSON.parse(JSON.stringify({ calculation: name, ...own }));
      expect(reply, name).toEqual(expected);
      expect(
        reply.outputs.some((o) => o.value !== null),
        name,
      ).toBe(true);
    }
  });

  test('a method in readable form, with a hash that covers its rules', async () => {
    const { items } = ok(await boss.get('/api/v1/methods')).json<{ items: z.output<typeof methodSummary>[] }>();
    const power = items.find((m) => m.id === 'cn-power-generation');
    expect(power).toMatchObject({ dataYears: { from: 2019, to: 2026 }, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(new Set(items.map((m) => m.sha256)).size).toBe(items.length);
    const detail = ok(await boss.get('/api/v1/methods/cn-power-generation')).json<z.output<typeof methodDetail>>();
    expect(detail.stepCount).toBe((detail.description.steps as unknown[]).length);
    expect((await boss.get('/api/v1/methods/no-such')).json()).toMatchObject({ code: 'unknown_method', status: 422 });
  });

  test('the OpenAPI document has every calculation as a path of its own, with its schema and example', async () => {
    const document = ok(await boss.get('/api/v1/openapi.json')).json<{
      paths: Record<string, { post?: { requestBody: { content: Record<string, { schema: { properties: object }; example: unknown }> } } }>;
      components: { schemas: Record<string, unknown> };
    }>();
    for (const { name, example } of await listings()) {
      const content = document.paths[`/api/v1/calculations/${name}`]?.post?.requestBody.content['application/json'];
      expect(content?.example, name).toEqual(example);
      expect(Object.keys(content?.schema.properties ?? {}).length, name).toBeGreaterThan(0);
    }
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['CalculationResult', 'Problem']));
    expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  });
});

describe('refusals', () => {
  test('an unknown name, with the nearest ones', async () => {
    const reply = await run('cn-power-generaton', {});
    expect(reply.json()).toMatchObject({
      status: 404,
      code: 'unknown_calculation',
      values: { near: expect.stringContaining('cn-power-generation') },
    });
    expect(nearNames('zzzz', ['cn-power-generation'])).toEqual([]);
    expect(nearNames('heat_power_split', ['cn-heat-power-split', 'cn-heat-supplied', 'other'])[0]).toBe('cn-heat-power-split');
    expect((await run('__proto__', {})).json()).toMatchObject({ code: 'unknown_calculation' });
  });

  test('every fault of the input at once, each with its place', async () => {
    const { example } = await listingOf('cn-power-generation');
    const months = (example.coal_months ?? []) as Record<string, unknown>[];
    const wrong = { ...example, colour: 'red', data_year: 'soon', coal_months: [{ ...months[0], FC: -1, speed: 3 }] };
    const reply = await run('cn-power-generation', wrong);
    const problem = reply.json<{ code: string; status: number; findings: { place: { path?: string } }[] }>();
    expect([problem.status, problem.code]).toEqual([422, 'invalid_input']);
    expect(problem.findings.length).toBeGreaterThanOrEqual(3);
    expect(problem.findings.map((f) => f.place.path)).toEqual(expect.arrayContaining(['/colour', '/data_year']));
  });

  test('nobody calculates without a session or a key', async () => {
    expect((await run('cn-power-generation', {}, server.nobody)).json()).toMatchObject({ status: 401, code: 'not_signed_in' });
  });
});

test('carbon content in per cent, as laboratories report it, is its hundredth in tC/t; per cent of anything else is refused', async () => {
  const { name, example } = await listingOf('cn-power-generation');
  const months = (example.coal_months ?? []) as Record<string, unknown>[];
  const withFirst = (change: object) => ({ ...example, coal_months: [{ ...months[0], ...change }, ...months.slice(1)] });
  const given = ok(await run(name, withFirst({ C_ar: { value: '45.67', unit: '%' } }))).json<Result>();
  const plain = ok(await run(name, withFirst({ C_ar: '0.4567' }))).json<Result>();
  expect(given.outputs).toEqual(plain.outputs);
  const node = given.derivation.nodes.find((one) => one.symbol === 'C_ar' && one.at.month === months[0]?.month);
  expect(node).toMatchObject({ value: '0.4567', unit: 'tC/t', given: { value: '45.67', unit: '%', factor: '0.01' } });
  const refused = (await run(name, withFirst({ FC: { value: '45.67', unit: '%' }, NCV_ar: { value: '20', unit: '%' } }))).json<{
    findings: { code: string; place: { path: string } }[];
  }>();
  expect(refused.findings.map((one) => [one.code, one.place.path])).toEqual([
    ['unit_mismatch', '/coal_months/0/FC/unit'],
    ['unit_mismatch', '/coal_months/0/NCV_ar/unit'],
  ]);
});

test('the same result from the door that the command line uses', async () => {
  const { name, example } = await listingOf('cn-power-generation');
  const result: unknown = JSON.parse(JSON.stringify(runCalculation(shelf, name, example)));
  expect(ok(await run(name, example)).json()).toEqual(result);
  expect(() => runCalculation(shelf, 'nothing', {})).toThrow('unknown_calculation');
});

describe('factors by reference', () => {
  /** An input of the example that takes a plain quantity: the grid factor of the whole calculation. */
  const withGrid = async (value: unknown) => ({ ...(await listingOf('cn-power-generation')).example, grid_factor: value });

  test('an approved own factor and a published one stand in for a value, and the derivation leads back to them', async () => {
    const lab = await server.hire(boss, ['lab_analyst']);
    const draft = {
      key: 'own.grid',
      quantity: 'emission_factor',
      name: '电网',
      nameEn: 'Grid',
      value: '0.6',
      unit: 'kgCO2/kWh',
      validFrom: '2024-01-01',
      source: '协议',
    };
    const own = ok(await lab.post('/api/v1/own-factors', draft)).json<z.output<typeof ownFactor>>();
    const waiting = await run('cn-power-generation', await withGrid({ factorId: own.id }));
    expect(waiting.json()).toMatchObject({ status: 409, code: 'factor_not_approved' });
    ok(await boss.post(`/api/v1/own-factors/${own.id}/decide`, { decision: 'approve', version: own.version }));
    const result = ok(await run('cn-power-generation', await withGrid({ factorId: own.id }))).json<Result>();
    const node = result.derivation.nodes.find((n) => n.symbol === 'grid_factor');
    // 0.6 kgCO2/kWh is 0.6 tCO2/MWh.
    expect(node).toMatchObject({ kind: 'input', value: '0.6', ref: own.id, unit: 'tCO2/MWh' });
    expect(result.conventions.find((c) => c.symbol === 'grid_factor')?.from).toBe('input');

    const { items } = ok(await boss.get('/api/v1/factors?publicationId=cn-grid-co2-2023&region=CN&limit=1')).json<{
      items: { id: string; value: string }[];
    }>();
    const published = ok(await run('cn-power-generation', await withGrid({ factorId: items[0]?.id }))).json<Result>();
    expect(published.derivation.nodes.find((n) => n.symbol === 'grid_factor')).toMatchObject({ value: items[0]?.value, ref: items[0]?.id });
    const nothing = await run('cn-power-generation', await withGrid({ factorId: 'no-such-factor' }));
    expect(nothing.json()).toMatchObject({ status: 404, code: 'not_found' });
    const wrongKind = ok(await boss.get('/api/v1/factors?publicationId=cn-ets-fuel-defaults-2024&quantity=ncv&limit=1')).json<{
      items: { id: string }[];
    }>();
    expect((await run('cn-power-generation', await withGrid({ factorId: wrongKind.items[0]?.id }))).json()).toMatchObject({
      code: 'invalid_input',
    });
  });
});
