import { describe, expect, test } from 'vitest';
import { lowerTriangle } from './correlation.ts';
import { evaluateApproach1 } from './evaluate-approach-1.ts';
import { evaluateMonteCarlo, monteCarloResult } from './evaluate-monte-carlo.ts';
import { blockDraws, blocksOf, drawBlocks, drawPlan } from './monte-carlo.ts';
import { normalBelow, normalQuantile } from './normal.ts';
import { fillNormals } from './random.ts';
import { type ParameterInput, readInventory } from './sources.ts';

/** From Python 3.13: statistics.NormalDist, math.erfc. */
test.each([
  [-9, 1.1285884059538422e-19],
  [-3, 0.0013498980316300957],
  [0, 0.5],
  [0.3, 0.6179114221889526],
  [6.9, 0.9999999999973999],
])('normal below %d', (z, p) => {
  expect(Math.abs(normalBelow(z) / p - 1)).toBeLessThan(1e-7);
  if (Math.abs(z) < 5) expect(Math.abs(normalBelow(z) - p)).toBeLessThan(1e-15);
});
test.each([
  [1e-20, -9.262340089798405],
  [0.025, -1.9599639845400538],
  [0.3, -0.5244005127080407],
  [0.975, 1.9599639845400536],
])('quantile %d', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 12));

describe('random numbers', () => {
  test('have the moments and tails of a normal distribution', () => {
    const n = 1 << 20;
    const values = new Float64Array(n);
    fillNormals(values, n, 42, 3, 0);
    const moment = (k: number) => values.reduce((sum, x) => sum + x ** k, 0) / n;
    expect(Math.abs(moment(1))).toBeLessThan(0.004);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.006);
    expect(Math.abs(moment(3))).toBeLessThan(0.015);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.04);
    for (const z of [-3.5, -2, -1, -0.1, 0.5, 1.5, 3]) {
      const p = normalBelow(z);
      const found = values.reduce((sum, x) => sum + (x < z ? 1 : 0), 0) / n;
      expect(Math.abs(found - p), `below ${z}`).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    }
  });

  test('one address gives one sequence; neighbours have nothing to do with each other', () => {
    const draw = (seed: number, variable: number, block: number) => {
      const values = new Float64Array(4096);
      fillNormals(values, 4096, seed, variable, block);
      return values;
    };
    expect(draw(7, 1, 2)).toEqual(draw(7, 1, 2));
    const first = draw(7, 1, 2);
    for (const other of [draw(8, 1, 2), draw(7, 2, 2), draw(7, 1, 3), draw(7, 2, 1), draw(7 + 2 ** 32, 1, 2)]) {
      const product = first.reduce((sum, x, i) => sum + x * (other[i] ?? 0), 0) / 4096;
      expect(Math.abs(product)).toBeLessThan(0.07);
    }
  });
});

const parameter = (name: string, percent: number, more: Partial<ParameterInput> = {}): ParameterInput => ({
  name,
  kind: 'factor',
  plus_minus_percent: percent,
  distribution: 'normal',
  ...more,
});
const outputOf = (result: ReturnType<typeof evaluateMonteCarlo>, symbol: string, at: Record<string, string> = {}) =>
  Number(result.outputs.find((o) => o.symbol === symbol && Object.entries(at).every(([k, v]) => o.at[k] === v))?.value);

test('any division of the work gives the same bytes', () => {
  const input = {
    sources: [
      { name: 'A', value: 100, parameters: [parameter('a', 10), parameter('b', 20, { distribution: 'lognormal', group: 'g' })] },
      { name: 'B', value: 50, parameters: [parameter('c', 5, { distribution: 'uniform' }), parameter('d', 20, { group: 'g' })] },
    ],
    correlations: [{ a: 'A/a', b: 'B/c', coefficient: 0.5 }],
  };
  const inventory = readInventory(input);
  const plan = drawPlan(inventory, 5 * blockDraws + 17, 99);
  const whole = JSON.stringify(monteCarloResult(inventory, plan, drawBlocks(plan, 0, blocksOf(plan.draws))));
  const parts = [0, 1, 4, 6].flatMap((from, i, all) => (all[i + 1] === undefined ? [] : drawBlocks(plan, from, all[i + 1] ?? 0)));
  expect(JSON.stringify(monteCarloResult(inventory, plan, parts))).toBe(whole);
  expect(JSON.stringify(evaluateMonteCarlo({ ...input, draws: plan.draws, seed: 99 }))).toBe(whole);
  expect(JSON.stringify(evaluateMonteCarlo({ ...input, draws: plan.draws, seed: 100 }))).not.toBe(whole);
});

test.each([
  [0, 9.428],
  [0.5, 11.547],
  [1, 13.333],
  [-1, 0],
])('coefficient %d: both approaches agree with √(a² + b² + 2rab)', (coefficient, percent) => {
  const input = {
    sources: [
      { name: 'A', value: 100, parameters: [parameter('u', 10)] },
      { name: 'B', value: 50, parameters: [parameter('u', 20)] },
    ],
    correlations: [{ a: 'A/u', b: 'B/u', coefficient }],
  };
  expect(outputOf(evaluateApproach1(input), 'U_total')).toBeCloseTo(percent, 3);
  expect(Math.abs(outputOf(evaluateMonteCarlo({ ...input, draws: 200_000, seed: 3 }), 'U_total') - percent)).toBeLessThan(0.1);
});

test('a removal is subtracted, and shares of the variance add to 100 %', () => {
  const input = {
    sources: [
      { name: 'A', value: 100, parameters: [parameter('u', 10)] },
      { name: 'sink', value: -40, parameters: [parameter('u', 50)] },
    ],
    correlations: [],
  };
  const one = evaluateApproach1(input);
  expect(outputOf(one, 'U_total')).toBeCloseTo(Math.sqrt(10 ** 2 + 20 ** 2) / 0.6, 6);
  const many = evaluateMonteCarlo({ ...input, draws: 50_000, seed: 1 });
  for (const result of [one, many])
    expect(outputOf(result, 'share', { source: 'A' }) + outputOf(result, 'share', { source: 'sink' })).toBeCloseTo(100, 6);
});

test('an asymmetric interval and a large one are warned about; faults come all at once', () => {
  const { findings } = evaluateApproach1({
    sources: [
      { name: 'A', value: 100, parameters: [parameter('u', 0, { plus_minus_percent: undefined, lower_percent: 30, upper_percent: 70 })] },
    ],
    correlations: [],
  });
  expect(findings.map((one) => one.code)).toEqual(['asymmetric_uncertainty', 'uncertainty_large']);
  const wrong = () =>
    evaluateApproach1({
      sources: [
        { name: 'A', value: 1, parameters: [parameter('u', -1)] },
        { name: 'A', value: -1, parameters: [] },
      ],
      correlations: [{ a: 'A/u', b: 'A/x', coefficient: 2 }],
    });
  expect(wrong).toThrow('invalid_input');
  try {
    wrong();
  } catch (error) {
    const places = (error as { findings: { place: { path: string } }[] }).findings.map((one) => one.place.path);
    expect(places).toEqual(
      expect.arrayContaining([
        '/sources/0/parameters/0',
        '/sources/1/name',
        '/sources',
        '/correlations/0/b',
        '/correlations/0/coefficient',
      ]),
    );
  }
});

test('a lower triangle gives its matrix back; full correlation is allowed, a contradiction is not', () => {
  const rows = [
    [1, 0.5, 1],
    [0.5, 1, 0.5],
    [1, 0.5, 1],
  ].map((row) => Float64Array.from(row));
  const l = lowerTriangle(rows);
  for (const [i, row] of rows.entries())
    for (const [j, r] of row.entries()) {
      const product = (l?.[i] ?? new Float64Array(0)).reduce((sum, x, k) => sum + x * (l?.[j]?.[k] ?? 0), 0);
      expect(product).toBeCloseTo(r, 12);
    }
  expect(
    lowerTriangle(
      [
        [1, 1, -1],
        [1, 1, 1],
        [-1, 1, 1],
      ].map((row) => Float64Array.from(row)),
    ),
  ).toBeNull();
});
