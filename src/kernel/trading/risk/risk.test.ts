import { expect, test } from 'vitest';
import { present } from '../../assert.ts';
import { type Day, parseDay } from '../../calendar/day.ts';
import { decimal } from '../../quantity/decimal.ts';
import { decideDraw, drawSums, openStream, startWord, X } from './draw.ts';
import { hedgeEffectiveness } from './hedge.ts';
import { averageCost, exposures, unrealized } from './positions.ts';
import { readPriceFile } from './price-file.ts';
import { revalue, storeScenarios } from './revalue.ts';
import { blocksOf, type SamplePlan, sampleBlocks } from './scenarios.ts';
import { selectSmallest, tailCount, tailOf, worstOf } from './select.ts';
import { directionNumbers, sobolNormals } from './sobol.ts';
import { greatestDrawdown, logReturns, sampleDeviation, spacingOf, weightedCovariance } from './statistics.ts';
import { sampleTail, weightedLimit } from './tail-sample.ts';
import { parametricTail, quantileOf } from './value-at-risk.ts';

const day = (text: string): Day => present(parseDay(text), text);

/** The book of the reference: four correlated prices, ten days, an obligation of 12,000 t that 100 caps. Correlations 1, .55, .35, .7 … by Cholesky. */
function plan(paths: number, seed: number, positions = [25_000, -40_000, 15_000, 8_000]): SamplePlan {
  const c = [
    [1, 0.55, 0.35, 0.7],
    [0.55, 1, 0.6, 0.4],
    [0.35, 0.6, 1, 0.3],
    [0.7, 0.4, 0.3, 1],
  ];
  const mixing = new Float64Array(16);
  for (let i = 0; i < 4; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let s = c[i]?.[j] ?? 0;
      for (let k = 0; k < j; k += 1) s -= (mixing[4 * i + k] ?? 0) * (mixing[4 * j + k] ?? 0);
      mixing[4 * i + j] = i === j ? Math.sqrt(s) : s / (mixing[5 * j] ?? 1);
    }
  }
  const daily = Float64Array.from([0.42, 0.35, 0.3, 0.5], (v) => v / Math.sqrt(252));
  const model = { prices: Float64Array.of(72, 13.2, 12.1, 45), daily, mixing, days: 10 };
  return { model, book: { positions: Float64Array.from(positions), shortfalls: [{ factor: 0, tonnes: 12_000, cap: 100 }] }, paths, seed };
}

test('returns, deviation, exponential weights and drawdown by hand', () => {
  // ln(110/100) = 0.0953102, ln(99/110) = −0.1053605; mean −0.00502517; sd = 0.141895 (n − 1).
  const returns = logReturns([100, 110, 99]);
  expect(returns.map((x) => x.toFixed(7))).toEqual(['0.0953102', '-0.1053605']);
  expect(sampleDeviation(returns)).toBeCloseTo(0.1418956, 6);
  // 0.94 · 0.00908403 + 0.06 · 0.01110084 = 0.00920504.
  expect(weightedCovariance(returns, returns, 0.94)).toBeCloseTo(0.00920504, 7);
  const points = ['100', '120', '90', '130', '104'].map((price, i) => ({ day: day(`2026-03-0${i + 2}`), price: Number(price) }));
  expect(greatestDrawdown(points)).toMatchObject({ share: 0.25, high: { price: 120 }, low: { price: 90 } });
  const spaced = ['2026-02-12', '2026-02-13', '2026-02-24', '2026-02-25'].map((one) => ({ day: day(one), price: 1 }));
  expect(spacingOf(spaced)).toEqual({
    counts: [
      { days: 1, times: 2 },
      { days: 11, times: 1 },
    ],
    long: 1,
    longest: 11,
  });
});

test('worked case C25d to the printed digit', () => {
  // 2 % a day, 70,000 t at 74.63: 0.02 · 5,224,100 = 104,482; times sqrt(10).
  expect(parametricTail(104_482, 0.95, 10, 1.645).valueAtRisk.toFixed(2)).toBe('543509.80');
  expect(parametricTail(104_482, 0.95, 10, 1.644854).valueAtRisk.toFixed(2)).toBe('543461.56');
  // The case prints the quantile with six decimals; the exact one, 1.6448536269…, gives twelve cents less.
  expect(quantileOf(0.95).toFixed(12)).toBe('1.644853626951');
  expect(parametricTail(104_482, 0.95, 10, quantileOf(0.95)).valueAtRisk.toFixed(2)).toBe('543461.44');
});

test('selection, position in the tail and mean of what is worse', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => ((i * 7919) % 1000) - 500);
  for (const k of [0, 1, 9, 500, 999]) expect(selectSmallest(values.slice(), k)).toBe(k - 500);
  // 99 %: floor(0.01 · 1000) = 10 are worse, the eleventh is −490; mean of −500 … −491 is −495.5.
  expect(tailCount(1000, 0.99)).toBe(10);
  expect(tailOf(values, 1000, 0.99)).toEqual({ valueAtRisk: 490, expectedShortfall: 495.5, worse: 10 });
  expect(tailOf(worstOf(values, 10), 1000, 0.99)).toEqual({ valueAtRisk: 490, expectedShortfall: 495.5, worse: 10 });
  // Ties with the limit fill the places that are left.
  expect(tailOf(Float64Array.of(-5, -5, -5, -5, 0, 1, 2, 3, 4, 5), 10, 0.75)).toEqual({ valueAtRisk: 5, expectedShortfall: 5, worse: 2 });
});

/** xoshiro256++ and the ziggurat once more with whole numbers, as they stand in their papers: what `draw.wat` must give to the bit. */
function reference(paths: number, factors: number, steps: number, seed: number, block: number): number[] {
  const mask = (1n << 64n) - 1n;
  const word = (k: number): bigint => BigInt((startWord(seed, block, k) | (k === 12 || k === 14 ? 1 : 0)) >>> 0);
  // The state holds two generators: 64-bit word w of side s are the 32-bit words 4w + 2s and 4w + 2s + 1.
  const states = [0, 1].map((side) => [0, 1, 2, 3].map((w) => word(4 * w + 2 * side) | (word(4 * w + 2 * side + 1) << 32n)));
  const turn = (x: bigint, k: bigint) => ((x << k) | (x >> (64n - k))) & mask;
  const next = (s: bigint[]): bigint => {
    const [a = 0n, b = 0n, c = 0n, d = 0n] = s;
    const r = (turn((a + d) & mask, 23n) + a) & mask;
    const [c1, d1] = [c ^ a, d ^ b];
    s.splice(0, 4, a ^ d1, b ^ c1, c1 ^ ((b << 17n) & mask), turn(d1, 45n));
    return r;
  };
  const uniform = openStream(seed, block, 16);
  const out: number[] = [];
  for (let pair = 0; pair < paths / 2; pair += 1) {
    for (let f = 0; f < factors; f += 1) {
      const sums = [0, 0];
      for (let t = 0; t < steps; t += 1) {
        const drawn = states.map(next);
        for (const [side, r] of drawn.entries()) {
          const u = 2 + Number(r >> 12n) / 2 ** 51 - 3;
          const i = Number(r & 255n);
          const x = u * (X[i] ?? 0);
          sums[side] = (sums[side] ?? 0) + (Math.abs(x) < (X[i + 1] ?? 0) ? x : decideDraw(i, u, uniform));
        }
      }
      out.push(...sums);
    }
  }
  return out;
}

test('the assembled loop gives the bits of the generator as its paper writes it', () => {
  for (const [factors, steps, seed, block] of [
    [1, 1, 1, 0],
    [4, 10, 20_260_727, 3],
    [3, 2, Number.MAX_SAFE_INTEGER, 244],
  ] as const) {
    expect([...drawSums(600, factors, steps, seed, block)]).toEqual(reference(600, factors, steps, seed, block));
  }
});

test('moments and tail of the normals', () => {
  const sums = [0, 0, 0, 0];
  let [n, far] = [0, 0];
  for (let block = 0; block < 60; block += 1) {
    for (const x of drawSums(4096, 4, 1, 5, block)) {
      for (let k = 0; k < 4; k += 1) sums[k] = (sums[k] ?? 0) + x ** (k + 1);
      if (Math.abs(x) > 3.6541528853610088) far += 1;
      n += 1;
    }
  }
  // Five standard errors: 1, √2, √15, √96 over √n. Beyond the last layer lie 2.5804e-4 of the normals.
  const root = Math.sqrt(n);
  for (const [k, [mean, sd]] of (
    [
      [0, 1],
      [1, 1.42],
      [0, 3.9],
      [3, 9.8],
    ] as const
  ).entries()) {
    expect(Math.abs((sums[k] ?? 0) / n - mean)).toBeLessThan((5 * sd) / root);
  }
  expect(Math.abs(far / n / 2.5804e-4 - 1)).toBeLessThan(5 / Math.sqrt(n * 2.58e-4));
});

test('the same bits however the blocks are divided', () => {
  const all = plan(50_001, 11);
  const whole = sampleBlocks(all, 0, blocksOf(all.paths));
  for (const parts of [2, 4, 13]) {
    const pieces = Array.from({ length: parts }, (_, i) => {
      const [from, to] = [i, i + 1].map((k) => Math.floor((k * 13) / parts));
      return worstOf(sampleBlocks(all, from ?? 0, to ?? 0), 500);
    });
    const joined = Float64Array.from(pieces.flatMap((one) => [...one]));
    expect(tailOf(joined, all.paths, 0.99)).toEqual(tailOf(whole, all.paths, 0.99));
  }
});

test('a plain sample agrees with an independent simulation of the same book', () => {
  // NumPy, 10⁶ paths, five seeds: VaR 99 % 202,973 to 203,021, CVaR 228,788 to 229,137.
  const p = plan(400_000, 3);
  const { valueAtRisk, expectedShortfall } = tailOf(sampleBlocks(p, 0, blocksOf(p.paths)), p.paths, 0.99);
  expect(Math.abs(valueAtRisk / 203_000 - 1)).toBeLessThan(0.01);
  expect(Math.abs((expectedShortfall ?? 0) / 229_000 - 1)).toBeLessThan(0.01);
});

test('scrambled Sobol points: direction numbers, evenness, and the tail within its own error', () => {
  // The numbers of dimensions 1 to 3 as every text on Sobol points lists them: m = 1, 1, 1 …; 1, 3, 5, 15; 1, 3, 1 → next 3·2 xor …
  expect([...directionNumbers(0).slice(0, 3)].map((x) => x >>> 0)).toEqual([2 ** 31, 2 ** 30, 2 ** 29]);
  expect([...directionNumbers(1).slice(0, 4)].map((x, i) => (x >>> 0) / 2 ** (31 - i))).toEqual([1, 3, 5, 15]);
  const z = sobolNormals(5, 256, 9, 0);
  for (let d = 0; d < 5; d += 1) {
    const own = z.slice(d * 256, (d + 1) * 256);
    // One point in each of 256 stretches of equal probability: half of them below 0, an eighth below −1.1503.
    expect([own.filter((x) => x < 0).length, own.filter((x) => x < -1.1503493803760079).length]).toEqual([128, 32]);
  }
  const few = present(sampleTail(plan(0, 21), 0.99, 512, 16), 'a tail');
  expect(Math.abs(few.expectedShortfall - 229_095)).toBeLessThan(5 * few.expectedShortfallError + 30);
  expect(few.expectedShortfallError).toBeLessThan(60);
  expect(weightedLimit(Float64Array.of(1, 5, 3, 4), Float64Array.of(0.4, 0.1, 0.3, 0.2), 0.25)).toBe(4);
});

test('after trades the stored paths tell what drawing the new book on the same paths tells', () => {
  const p = plan(60_000, 4);
  const stored = storeScenarios(p);
  for (const trades of [
    [0, 0, 0, 0],
    [300, 0, 0, 0],
    [5_000, -20_000, 0, 700],
    [-60_000, 0, 0, 0],
  ]) {
    const found = revalue(stored, Float64Array.from(trades), 0.99);
    const again = plan(
      60_000,
      4,
      [...p.book.positions].map((tonnes, i) => tonnes + (trades[i] ?? 0)),
    );
    const wanted = tailOf(sampleBlocks(again, 0, blocksOf(again.paths)), again.paths, 0.99);
    expect(found.valueAtRisk / wanted.valueAtRisk).toBeCloseTo(1, 11);
    expect((found.expectedShortfall ?? 0) / (wanted.expectedShortfall ?? 1)).toBeCloseTo(1, 11);
  }
});

test('average cost: the purchases and sales of worked case C24, and a position that turns round', () => {
  const trade = (side: 'buy' | 'sell', tonnes: bigint, price: string, fee = '0') => ({
    side,
    tonnes,
    price: decimal(price),
    fee: decimal(fee),
  });
  // Cost 2,154,000 / 35,000 t = 61.542857; 5,000 t sold at 74.63 gain 65,435.71.
  const held = averageCost([trade('buy', 20_000n, '58.20'), trade('buy', 15_000n, '66.00'), trade('sell', 5_000n, '74.63')]);
  expect([held.tonnes, held.average?.toFixed(6), held.realized.toFixed(2)]).toEqual([30_000n, '61.542857', '65435.71']);
  expect(unrealized(held, decimal('70')).toFixed(2)).toBe('253714.29');
  // 100 t bought at 50 with a fee of 10 (cost 50.10), 150 t sold at 60 with a fee of 30: 100 close (gain 990 − 20), 50 open short at 60 less 10 of fee.
  const turned = averageCost([trade('buy', 100n, '50', '10'), trade('sell', 150n, '60', '30')]);
  expect([turned.tonnes, turned.realized.toFixed(2), turned.cost.toFixed(2)]).toEqual([-50n, '970.00', '-2990.00']);
});

test('exposure: netting, gross contracts, what is owed, collateral', () => {
  const claim = (counterparty: string, value: string, netting: boolean, owed = '0', collateral = '0') => ({
    counterparty,
    value: decimal(value),
    owed: decimal(owed),
    collateral: decimal(collateral),
    netting,
  });
  const all = [claim('A', '100', true), claim('A', '-40', true), claim('A', '-500', false, '30', '50'), claim('B', '-7', false)];
  expect(exposures(all).map(({ counterparty, exposure }) => [counterparty, exposure.toFixed()])).toEqual([
    ['A', '40'],
    ['B', '0'],
  ]);
});

test('a hedge that moves half as much removes all variance at two tonnes a tonne', () => {
  const item = [2, -4, 6, -2];
  const found = hedgeEffectiveness(
    item,
    item.map((x) => x / 2),
    2,
  );
  expect(found).toMatchObject({ pairs: 4, leastVarianceRatio: 2, offset: 1 });
  expect([found.rSquared, found.varianceRemoved].map((x) => x.toFixed(12))).toEqual(['1.000000000000', '1.000000000000']);
});

test('price files: quotes, separators, forms of days, and every wrong row with its line', () => {
  const text =
    '\ufeffDay;"Close price";Volume\r\n03/02/2026;"1,074.63";1200\r\n\r\n31/02/2026;5;1\r\n02/02/2026;-;\r\n04/02/2026;75;\r\n03/02/2026;1074.63;9\r\n04/02/2026;76;\r\n';
  const { rows, findings } = readPriceFile(text, { day: 'Day', price: 'Close price', volume: 'Volume', dayForm: 'DD/MM/YYYY' });
  expect(rows.map((row) => [row.day, row.price.toFixed(), row.volume?.toFixed() ?? null])).toEqual([
    ['2026-02-03', '1074.63', '1200'],
    ['2026-02-04', '75', null],
  ]);
  expect(findings.map(({ code, place }) => [code, place.line])).toEqual([
    ['price_day_wrong', 4],
    ['price_wrong', 5],
    ['price_day_twice', 8],
  ]);
  expect(readPriceFile('a,b\n1,2\n', { day: 'date', price: 'b' }).findings[0]?.code).toBe('price_column_missing');
});
