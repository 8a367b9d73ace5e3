import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { job } from '../../src/contract/jobs.ts';
import type { uncertaintyDraft, uncertaintySummary } from '../../src/contract/uncertainty.ts';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { c03Months } from '../support/plant.ts';
import { type Client, ok } from '../support/server.ts';

type Draft = z.output<typeof uncertaintyDraft>;
type Summary = z.output<typeof uncertaintySummary>;

let stand: IntakeStand;
let reader: Client;
let analyses = '';

beforeAll(async () => {
  stand = await openIntakeStand();
  analyses = `/api/v1/entities/${stand.entityId}/years/2024/uncertainty-analyses`;
  reader = await stand.server.hire(stand.boss, ['internal_auditor']);
  const tree = ok(await stand.boss.get('/api/v1/organization')).json<{ units: { fuelStreams: { id: string }[] }[] }>();
  const fuelStreamId = tree.units[0]?.fuelStreams[0]?.id;
  const cells = c03Months().flatMap(({ month, FC, C_ar }) => [
    { month, parameter: 'FC', fuelStreamId, value: FC },
    { month, parameter: 'C_ar', fuelStreamId, value: C_ar },
  ]);
  ok(await stand.who.post(`/api/v1/units/${stand.unitId}/years/2024/activity-data`, { cells }));
});
afterAll(async () => {
  await stand?.close();
});

const draft = async () => ok(await reader.get(`/api/v1/entities/${stand.entityId}/years/2024/uncertainty-draft`)).json<Draft>();

/** The draft as a page of the product sends it back. */
function bodyOf({ sources }: Draft, more: object) {
  return {
    ...more,
    sources: sources.map(({ name, value, parameters }) => ({
      name,
      value,
      parameters: parameters.map((one) => ({
        name: one.name,
        kind: one.kind,
        lower_percent: one.lowerPercent,
        upper_percent: one.upperPercent,
        distribution: one.distribution,
        ...(one.group ? { group: one.group } : {}),
        source: one.source.zh,
      })),
    })),
  };
}
const analyse = async (more: object, who = stand.who) => await who.post(analyses, bodyOf(await draft(), more));

test('the draft has the year’s sources with the usual uncertainties; a meter of the unit comes before the list', async () => {
  const before = await draft();
  expect(before.sources).toHaveLength(1);
  expect(before.sources[0]?.value).toMatch(/^3523581\.1282/);
  const percents = (of: Draft) => Object.fromEntries(of.sources[0]?.parameters.map((one) => [one.name, one.lowerPercent]) ?? []);
  expect(percents(before)).toEqual({ FC: '0.5', C: '2', OF: '1' });
  const meter = {
    ...{ entityId: stand.entityId, unitId: stand.unitId, code: 'BS-9', name: '皮带秤', nameEn: 'Belt scale', kind: 'belt_scale' },
    ...{ model: 'X', location: 'C8', parameter: 'FC', accuracyClass: '1.0', accuracyPct: '1', calibrationIntervalMonths: 12 },
  };
  ok(await stand.boss.post('/api/v1/meters', { ...meter, inServiceFrom: '2020-01-01' }));
  const after = await draft();
  expect(percents(after)).toEqual({ FC: '1', C: '2', OF: '1' });
  expect(after.sources[0]?.parameters[0]).toMatchObject({
    from: 'meter',
    source: { zh: '皮带秤（1.0 级）', en: 'Belt scale (class 1.0)' },
  });
});

describe('analyses', () => {
  test('approach 1: √(1² + 2² + 1²) of the year’s total, kept with its input, hash and author', async () => {
    const made = ok(await analyse({ approach: 'approach_1', note: '年度报告' })).json<Summary>();
    expect(Number(made.percent)).toBeCloseTo(Math.sqrt(6), 10);
    expect(made).toMatchObject({ number: 1, approach: 'approach_1', draws: null, current: true, note: '年度报告' });
    expect(Number(made.low)).toBeCloseTo(Number(made.total) * (1 - Math.sqrt(6) / 100), 2);
    const { items } = ok(await reader.get(analyses)).json<{ items: Summary[] }>();
    expect(items.map((one) => one.id)).toEqual([made.id]);
    const whole = ok(await reader.get(`/api/v1/uncertainty-analyses/${made.id}`)).json<{ result: { outputs: { symbol: string }[] } }>();
    expect(whole.result.outputs.map((one) => one.symbol)).toContain('U_total');
  });

  test('Monte Carlo in a thread agrees, and both recompute to the same bytes', async () => {
    const made = ok(await analyse({ approach: 'monte_carlo', draws: 100_000, seed: 7 })).json<Summary>();
    // The oxidation factor is triangular: its 95 % interval is 0.7764 of its limits; U = √(1 + 4 + (1.96·1/√6)²).
    expect(Math.abs(Number(made.percent) - Math.sqrt(1 + 4 + (1.96 / Math.sqrt(6)) ** 2))).toBeLessThan(0.03);
    expect(made).toMatchObject({ draws: 100_000, seed: 7, current: true });
    const { items } = ok(await reader.get(analyses)).json<{ items: Summary[] }>();
    for (const one of items) {
      const again = ok(await reader.post(`/api/v1/uncertainty-analyses/${one.id}/recompute`)).json();
      expect(again).toEqual({ recomputes: 'identical', contentSha256: one.contentSha256 });
    }
    const twin = ok(await analyse({ approach: 'monte_carlo', draws: 100_000, seed: 7 })).json<Summary>();
    expect(twin.contentSha256).toBe(made.contentSha256);
  });

  test('a large sample is a job with progress; it can be cancelled, and its result is the same as in one go', async () => {
    const refused = await analyse({ approach: 'monte_carlo', draws: 1_000_000, seed: 1 });
    expect(refused.json()).toMatchObject({ code: 'request_too_large', status: 413 });
    const start = async (draws: number) => {
      const body = bodyOf(await draft(), { entityId: stand.entityId, year: 2024, approach: 'monte_carlo', draws, seed: 7 });
      return ok(await stand.who.post('/api/v1/jobs', { kind: 'emission.uncertainty', input: body })).json<z.output<typeof job>>();
    };
    const ended = async (id: string) => {
      for (let i = 0; i < 300; i += 1) {
        const now = ok(await stand.who.get(`/api/v1/jobs/${id}`)).json<z.output<typeof job>>();
        if (!['queued', 'running'].includes(now.state)) return now;
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error('the job does not end');
    };
    const small = await ended((await start(100_000)).id);
    expect(small.state).toBe('succeeded');
    const { analysisId } = small.result as { analysisId: string };
    const [stored] = ok(await reader.get(analyses))
      .json<{ items: Summary[] }>()
      .items.filter((one) => one.id === analysisId);
    const twin = ok(await analyse({ approach: 'monte_carlo', draws: 100_000, seed: 7 })).json<Summary>();
    expect(stored?.contentSha256).toBe(twin.contentSha256);
    const large = await start(5_000_000);
    ok(await stand.who.post(`/api/v1/jobs/${large.id}/cancel`));
    expect((await ended(large.id)).state).toBe('cancelled');
  });

  test('a changed value makes earlier analyses old; they stay', async () => {
    const tree = ok(await stand.boss.get('/api/v1/organization')).json<{ units: { fuelStreams: { id: string }[] }[] }>();
    const cell = { month: '2024-01', parameter: 'FC', fuelStreamId: tree.units[0]?.fuelStreams[0]?.id, value: '182345.68' };
    ok(await stand.who.post(`/api/v1/units/${stand.unitId}/years/2024/activity-data`, { cells: [cell] }));
    const { items } = ok(await reader.get(analyses)).json<{ items: Summary[] }>();
    expect(items.length).toBeGreaterThan(2);
    expect(items.map((one) => one.current)).not.toContain(true);
  });

  test('a base year gives the trend, a coefficient its cross term; both with derivation, of one unit, the same bytes again', async () => {
    const tree = ok(await stand.boss.get('/api/v1/organization')).json<{ units: { fuelStreams: { id: string }[] }[] }>();
    const fuelStreamId = tree.units[0]?.fuelStreams[0]?.id;
    const earlier = ['FC', 'C_ar'].map((parameter, i) => ({ month: '2023-01', parameter, fuelStreamId, value: ['100000', '0.5'][i] }));
    ok(await stand.who.post(`/api/v1/units/${stand.unitId}/years/2023/activity-data`, { cells: earlier }));
    const address = `/api/v1/entities/${stand.entityId}/years/2024/uncertainty-draft?unitId=${stand.unitId}&baseYear=2023`;
    const told = ok(await reader.get(address)).json<Draft>();
    expect(told).toMatchObject({ baseYear: 2023, baseYears: [2023] });
    // 100,000 t × 0.5 × 0.99 × 44/12, and 1 % more for a belt scale that was never calibrated.
    expect(told.sources.map((one) => one.baseValue)).toEqual(['183315']);
    const none = ok(await reader.get(address.replace('2023', '2022'))).json<Draft>();
    expect([none.baseYear, none.sources[0]?.baseValue]).toEqual([null, null]);
    const body = bodyOf(told, { approach: 'approach_1', unitId: stand.unitId, baseYear: 2023 });
    const name = told.sources[0]?.name ?? '';
    const correlations = [{ a: `${name}/FC`, b: `${name}/C`, coefficient: '0.5' }];
    const sources = body.sources.map((one) => ({ ...one, base_value: '181500' }));
    const made = ok(await stand.who.post(analyses, { ...body, sources, correlations })).json<Summary>();
    expect(made).toMatchObject({ unitId: stand.unitId, baseYear: 2023, correlations: 1, current: true });
    // FC 1 %, C 2 %, OF 1 %; r = 0.5 between the first two: √(1 + 4 + 1 + 2·0.5·1·2)
    expect(Number(made.percent)).toBeCloseTo(Math.sqrt(8), 10);
    const whole = ok(await reader.get(`/api/v1/uncertainty-analyses/${made.id}`)).json<{
      result: {
        outputs: { symbol: string; value: string }[];
        derivation: { nodes: { id: string; substituted?: string; uses?: string[] }[] };
      };
    }>();
    const value = (symbol: string) => Number(whole.result.outputs.find((one) => one.symbol === symbol)?.value);
    // One source: what deviates alike in both years cancels; FC alone is left, with √2·D/C.
    expect(value('U_trend')).toBeCloseTo((Math.SQRT2 * Number(made.total)) / 181500, 8);
    expect(value('cross_term')).toBeCloseTo(2, 10);
    const source = whole.result.derivation.nodes.find((node) => node.id.startsWith('U_source'));
    expect(source?.substituted).toContain('2 × 0.500 × 1.000 × 2.000');
    expect(source?.uses?.some((id) => id.startsWith('cross_term'))).toBe(true);
    const again = ok(await reader.post(`/api/v1/uncertainty-analyses/${made.id}/recompute`)).json();
    expect(again).toEqual({ recomputes: 'identical', contentSha256: made.contentSha256 });
    const crooked = { ...body, sources, correlations: [{ a: `${name}/FC`, b: `${name}/C`, coefficient: '1.5' }] };
    expect((await stand.who.post(analyses, crooked)).json()).toMatchObject({
      code: 'invalid_input',
      findings: [{ place: { path: '/correlations/0/coefficient' } }],
    });
  });

  test('who may not analyse is refused; faults come with their places; nothing is stored', async () => {
    expect((await analyse({ approach: 'approach_1' }, reader)).json()).toMatchObject({ code: 'not_permitted' });
    const { sources } = bodyOf(await draft(), {});
    const wrong = { approach: 'approach_1', sources: [...sources, { name: 'x', value: 'many', parameters: [] }] };
    expect((await stand.who.post(analyses, wrong)).json()).toMatchObject({ code: 'invalid_input', status: 422 });
    const negative = { approach: 'approach_1', sources: [{ ...sources[0], parameters: [{ name: 'u', plus_minus_percent: '-1' }] }] };
    expect((await stand.who.post(analyses, negative)).json()).toMatchObject({
      code: 'invalid_input',
      findings: [{ place: { path: '/sources/0/parameters/0' } }],
    });
    const nowhere = '0197a111-0000-7000-8000-0000000000ff';
    expect((await reader.get(`/api/v1/uncertainty-analyses/${nowhere}`)).json()).toMatchObject({ code: 'not_found' });
    expect((await stand.who.post(analyses, { approach: 'approach_1', unitId: nowhere, sources })).json()).toMatchObject({
      code: 'not_found',
    });
  });
});
