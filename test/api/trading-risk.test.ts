import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluateMarketRisk, marketRiskPlan } from '../../src/kernel/trading/risk/evaluate-market-risk.ts';
import type { MarketRiskInput } from '../../src/kernel/trading/risk/risk-input.ts';
import { blocksOf, sampleBlocks } from '../../src/kernel/trading/risk/scenarios.ts';
import { tailCount, worstOf } from '../../src/kernel/trading/risk/select.ts';
import { importPrices } from '../../src/server/modules/trading/price/import-prices.ts';
import { setRiskBasis } from '../../src/server/modules/trading/risk/basis.ts';
import { closeBreach, watchLimits } from '../../src/server/modules/trading/risk/breaches.ts';
import {
  answerRisk,
  drawWorst,
  type RiskAnswer,
  type RiskTask,
  type RiskThreads,
} from '../../src/server/modules/trading/risk/draw-risk.ts';
import { readHedge } from '../../src/server/modules/trading/risk/read-hedge.ts';
import { readRisk } from '../../src/server/modules/trading/risk/read-risk.ts';
import { whatIfRisk } from '../../src/server/modules/trading/risk/what-if.ts';
import { drawingThread } from '../../src/server/place.ts';
import type { Call } from '../../src/server/work/route.ts';
import { openThreads } from '../../src/server/work/threads.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { refusalOf } from '../support/plant.ts';
import { buildServer } from '../support/start.ts';

/** Risks of the desk: what is at risk, value at risk and shortfall, stress, results, limits and breaches, alarms; the sample in threads. */

let desk: Desk;
const here: RiskThreads = { ask: (_, task) => Promise.resolve(answerRisk(task)), warm: () => {}, stop: () => Promise.resolve() };
/** Closes of forty days, made up; the last is that of Monday's eve. */
const closes = Array.from({ length: 40 }, (_, i) => Number((90 + 3 * Math.sin(i) + i / 10).toFixed(2)));
const dayAt = (i: number) => new Date(Date.UTC(2024, 11, 9 + i)).toISOString().slice(0, 10);
const file = ['day,price', ...closes.map((price, i) => `${dayAt(i)},${price}`)].join('\n');

const callOf = <Params, Body>(params: Params, body: Body, who: 'trader' | 'auditor' = 'auditor') =>
  ({
    ...{ params, body, actor: desk.plant.actors[who] },
    ask: (query: never, input: unknown) => desk.ask(who, query, input),
  }) as unknown as Call<Params, unknown, Body>;
const read = () => readRisk(desk.plant.shelf, here)(callOf({ entityId: desk.plant.ids.plant }, undefined as unknown));
interface Told {
  readonly outputs: readonly { readonly symbol: string; readonly at: Readonly<Record<string, string>>; readonly value: unknown }[];
}
const figure = (of: Told | null | undefined, symbol: string, at: Record<string, string>) =>
  of?.outputs.find((one) => one.symbol === symbol && Object.entries(at).every(([key, value]) => one.at[key] === value))?.value;

beforeAll(async () => {
  desk = await openDesk();
  await desk.mandate({ positions: [{ complianceYear: 2024, limitT: '600' }] });
  const { plant } = desk;
  await plant.run('trader', importPrices, { instrument: 'CEA', source: '演示', text: file, columns: { day: 'day', price: 'price' } });
  await desk.hold('500');
});
afterAll(() => desk?.plant.close());

describe('the page of risks', () => {
  test('values at risk by four methods, as worked out apart; nobody needs to have set a basis', async () => {
    const view = await read();
    expect([view.basis.version, view.basis.terms.seed, view.missing]).toEqual([0, 20250101, []]);
    const [cea] = view.atRisk;
    expect([cea?.instrument, cea?.tonnes, cea?.prices, cea?.currency]).toEqual(['CEA', '500', 40, 'CNY']);
    // z·σ·√10·500·price with the sample deviation of the log returns.
    const returns = closes.slice(1).map((price, i) => Math.log(price / (closes[i] ?? 1)));
    const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length;
    const sigma = Math.sqrt(returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (returns.length - 1));
    const expected = 1.6448536269514722 * sigma * Math.sqrt(10) * 500 * (closes.at(-1) ?? 0);
    expect(Number(figure(view.risk, 'value_at_risk', { method: 'parametric' })) / expected).toBeCloseTo(1, 9);
    const methods = view.risk?.outputs.filter((one) => one.symbol === 'value_at_risk').map((one) => one.at.method);
    expect(methods).toEqual(['parametric', 'historical', 'ewma', 'monte_carlo']);
    const drawn = Number(figure(view.risk, 'value_at_risk', { method: 'monte_carlo' }));
    // The same normal law, whole revaluation: near the parametric one.
    expect(Math.abs(drawn / expected - 1)).toBeLessThan(0.12);
    expect(view.risk?.conventions.find((one) => one.symbol === 'seed')?.value).toBe('20250101');
  });

  test('a basis is set in versions by the risk officer, with stress scenarios; the same seed gives the same figures', async () => {
    const terms = {
      ...{ confidence: '0.99', horizonDays: 5, windowPrices: 30, lambda: '0.94', paths: 20_000, seed: 7 },
      scenarios: [{ name: '−30 %', moves: [{ instrument: 'CEA', percent: '-30' }] }],
    };
    expect((await refusalOf(desk.run('trader', setRiskBasis, { terms, seenVersion: 0 }))).code).toBe('not_permitted');
    expect(await desk.run('risk', setRiskBasis, { terms, note: '年度评审', seenVersion: 0 })).toEqual({ version: 1 });
    expect((await refusalOf(desk.run('risk', setRiskBasis, { terms, seenVersion: 0 }))).code).toBe('conflict');
    const [first, again] = [await read(), await read()];
    expect([first.basis.version, first.atRisk[0]?.prices]).toEqual([1, 30]);
    // 500 t · −30 % of the last close
    const loss = -0.3 * 500 * (closes.at(-1) ?? 0);
    expect(Number(figure(first.risk, 'stress_result', { scenario: '−30 %' }))).toBeCloseTo(loss, 6);
    expect(first.risk).toEqual(again.risk);
  });

  test('what a trade would change is told on the very same paths', async () => {
    const tell = (tonnes: string) =>
      whatIfRisk(desk.plant.shelf, here)(callOf({ entityId: desk.plant.ids.plant }, { instrument: 'CEA', tonnes }));
    const [none, sold, doubled] = [await tell('0'), await tell('-500'), await tell('500')];
    const { risk } = await read();
    expect(Number(none.before.valueAtRisk)).toBeCloseTo(Number(figure(risk, 'value_at_risk', { method: 'monte_carlo' })), 1);
    expect([sold.after.tonnes, Math.abs(Number(sold.after.valueAtRisk))]).toEqual(['0', 0]);
    expect(Number(doubled.after.valueAtRisk) / Number(none.before.valueAtRisk)).toBeCloseTo(2, 5);
    expect(doubled.opened).toBeLessThan(doubled.paths);
    expect(
      (await refusalOf(whatIfRisk(desk.plant.shelf, here)(callOf({ entityId: desk.plant.ids.plant }, { instrument: 'EUA', tonnes: '1' }))))
        .code,
    ).toBe('not_found');
  });

  test('results by the moving average, and what is not settled is an alarm', async () => {
    const order = await desk.buy({ quantity: '100', complianceYear: null });
    await desk.decide(order.id);
    await desk.fill(order.id, 'R-1', '100', '74.00');
    const waiting = await read();
    expect(waiting.alarms.map((one) => [one.orderNo, one.severity, one.dueOn])).toEqual([[order.no, 'info', '2025-01-21']]);
    desk.at('2025-01-24T02:00:00.000Z');
    expect((await read()).alarms.map((one) => [one.severity, one.daysLate])).toEqual([['error', 3]]);
    await desk.settle(order.id, { settledOn: '2025-01-24', quantity: '100', amount: '7400', fees: '7.40' });
    const view = await read();
    const at = { factor: 'CEA 2024' };
    // 7 407.40 / 100; 100 · (last close − 74.074)
    expect(Number(figure(view.results, 'average_cost', at))).toBe(74.074);
    expect(Number(figure(view.results, 'unrealized', at))).toBeCloseTo(100 * ((closes.at(-1) ?? 0) - 74.074), 6);
    expect([view.alarms, view.classes[0]?.unpriced]).toEqual([[], '500']);
  });

  test('a hedge of one instrument by another', async () => {
    const { plant } = desk;
    const half = ['day,price', ...closes.map((price, i) => `${dayAt(i)},${price / 2}`)].join('\n');
    await plant.run('trader', importPrices, { instrument: 'CCER', source: '演示', text: half, columns: { day: 'day', price: 'price' } });
    const told = await plant.ask('auditor', readHedge(plant.shelf), { item: 'CEA', hedge: 'CCER', ratio: '2' });
    expect([figure(told, 'least_variance_ratio', {}), figure(told, 'verdict', {})].map(String)).toEqual(['2', 'effective']);
  });
});

describe('limits', () => {
  test('use, breach, its end; closed with a reason by somebody who does not trade', async () => {
    const limit = async () => (await read()).limits?.find((one) => one.id === 'position 2024');
    // 500 held and 100 bought
    expect(await limit()).toMatchObject({ used: '600', left: '0', state: 'near', breachedSince: null });
    await desk.hold('50');
    expect(await limit()).toMatchObject({ used: '650', state: 'breached' });
    expect((await refusalOf(desk.run('trader', watchLimits(desk.plant.shelf), {}))).code).toBe('not_permitted');
    expect(await desk.run('risk', watchLimits(desk.plant.shelf), {})).toEqual({ found: 1, ended: 0 });
    expect(await desk.run('risk', watchLimits(desk.plant.shelf), {})).toEqual({ found: 0, ended: 0 });
    const [open] = (await read()).breaches;
    expect([open?.limitId, open?.used, open?.endedAt, open?.closed]).toEqual(['position 2024', '650', null, null]);
    const input = { breachId: open?.id, reason: '已安排卖出' };
    const trading = {
      ...desk.plant.actors.trader,
      grants: (['trader', 'risk_officer'] as const).map((role) => ({ role, entityId: null })),
    };
    expect((await refusalOf(desk.plant.run(trading, closeBreach, input))).code).toBe('trader_closes_breach');
    await desk.run('risk', closeBreach, input);
    expect((await refusalOf(desk.run('risk', closeBreach, input))).code).toBe('wrong_state');
    // Closed is not kept: the breach ends when the limit is kept again.
    expect((await read()).breaches[0]).toMatchObject({ endedAt: null, closed: { reason: '已安排卖出' } });
    await desk.mandate({ positions: [{ complianceYear: 2024, limitT: '700' }] });
    expect(await limit()).toMatchObject({ used: '650', state: 'near', breachedSince: null });
  });

  test('the database lets no trader close a breach, and changes nothing', async () => {
    const { organizationId, actors, database } = desk.plant;
    const [open] = (await read()).breaches;
    const client = await database.appPool.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.organization', $1, true)`, [organizationId]);
      const said = await client
        .query(
          `insert into app.trading_breach_closure (organization_id, breach_id, reason, done_at, done_by, done_by_name)
           values ($1, $2, 'x', now(), $3, 'x')`,
          [organizationId, open?.id, actors.trader.personId],
        )
        .then(
          () => 'done',
          (error: { constraint?: string }) => error.constraint,
        );
      expect(said).toBe('trading_breach_closure_trader');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('one sample in threads', () => {
  test('1, 2 and 4 workers give the bits of one go', async () => {
    buildServer();
    const input: MarketRiskInput = {
      positions: [{ factor: 'CEA', tonnes: '70000', price: '74.63', daily_volatility_percent: '2' }],
      ...{ correlations: [], methods: ['monte_carlo'], confidence: '0.95', days: 10, lambda: '0.94', shortfalls: [], stress: [] },
      ...{ counterparties: [], limits: [], warn_percent: '80', monte_carlo: { paths: 150_000, seed: 20260727, sampling: 'plain' } },
    };
    const plan = marketRiskPlan(input);
    if (!plan) throw new Error('no plan');
    const alone = worstOf(sampleBlocks(plan, 0, blocksOf(plan.paths)), tailCount(plan.paths, 0.95));
    const expected = JSON.stringify(evaluateMarketRisk(input, alone));
    expect(JSON.stringify(evaluateMarketRisk(input))).toBe(expected);
    for (const count of [1, 2, 4]) {
      const threads = openThreads<RiskTask, RiskAnswer>({
        ...{ file: drawingThread, data: null, count, seconds: 60, memoryMb: 512, waiting: 100, perCaller: 100 },
      });
      try {
        const worst = await drawWorst(threads, 'somebody', plan, 0.95);
        expect(JSON.stringify(evaluateMarketRisk(input, worst))).toBe(expected);
      } finally {
        await threads.stop();
      }
    }
  });
});
