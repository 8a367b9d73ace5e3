import { describe, expect, test } from 'vitest';
import { Refusal } from '../../refusal.ts';
import { planSystem } from '../plan.ts';
import { prepareSystem } from '../solve.ts';
import { type SparseMatrix, sparseOf } from '../sparse.ts';
import { answerSimulation, type SimulationTask, simulateApart } from './apart.ts';
import { mostInfluential, putTogether, type SimulationResult, simulate } from './result.ts';
import { openSampler } from './sampler.ts';
import { prepareSimulation, type Simulation, sharedSimulation } from './simulation.ts';
import { type PlacedSpread, type Spread, spreadFrom, spreadsOf } from './spreads.ts';
import { figuresOf, rankCorrelation } from './statistics.ts';

const dense = (rows: readonly (readonly number[])[]): SparseMatrix =>
  sparseOf(
    rows.length,
    rows[0]?.length ?? 0,
    rows.flatMap((row, i) => row.flatMap((value, j) => (value === 0 ? [] : [[i, j, value] as const]))),
  );
const all = (matrix: SparseMatrix, spread: (value: number) => Spread): PlacedSpread[] => {
  const placed: PlacedSpread[] = [];
  for (let column = 0; column < matrix.columns; column += 1) {
    for (let k = matrix.columnStarts[column] ?? 0; k < (matrix.columnStarts[column + 1] ?? 0); k += 1) {
      placed.push({ row: matrix.rowIndices[k] ?? 0, column, spread: spread(matrix.values[k] ?? 0), path: '' });
    }
  }
  return placed;
};

interface Given {
  readonly a: SparseMatrix;
  readonly b: SparseMatrix;
  readonly demand: readonly number[];
  readonly ofA?: readonly PlacedSpread[];
  readonly ofB?: readonly PlacedSpread[];
  readonly seed?: number;
}

function simulationOf({ a, b, demand, ofA = [], ofB, seed = 1 }: Given): Simulation {
  const c = dense([Array.from({ length: b.rows }, () => 1)]);
  const input = {
    plan: planSystem(a),
    a,
    b,
    c,
    demand: Float64Array.from(demand),
    ofA: spreadsOf(a, ofA),
    ofB: ofB ? spreadsOf(b, ofB) : null,
  };
  const prepared = prepareSystem(input.plan, a);
  return prepareSimulation({ ...input, seed, watched: mostInfluential(input, prepared, 10), keepInventories: true }, prepared);
}
const one = (result: SimulationResult) => {
  const [first] = result.indicators;
  if (!first) throw new Error('no indicator');
  return first;
};

/** A ring of processes with side branches, all uncertain: loops that the cut has to carry. */
function ring(size: number): Given {
  const triplets: [number, number, number][] = [];
  for (let j = 0; j < size; j += 1) {
    triplets.push([j, j, 1 + (j % 3)]);
    for (const [step, share] of [
      [1, 0.4],
      [7, 0.2],
      [size - 3, 0.15],
    ] as const)
      triplets.push([(j + step) % size, j, -share * (j % 5 === 0 ? 0.1 : 1)]);
  }
  const a = sparseOf(size, size, triplets);
  const b = dense([Array.from({ length: size }, (_, j) => 1 + (j % 4)), Array.from({ length: size }, (_, j) => (j % 2 === 0 ? 0.5 : 0))]);
  const spread = (): Spread => ({ distribution: 'lognormal', gsd2: 1.4 });
  return {
    a,
    b,
    demand: Array.from({ length: size }, (_, i) => (i === 0 ? 1 : 0)),
    ofA: all(a, spread).filter((p) => p.row !== p.column),
    ofB: all(b, spread),
  };
}

describe('a Monte Carlo of a product system', () => {
  test('one lognormal entry: median, mean and GSD² are those of the distribution', () => {
    const given = { a: dense([[1]]), b: dense([[3]]), demand: [2] };
    const result = one(
      simulate(
        simulationOf({ ...given, ofB: [{ row: 0, column: 0, spread: { distribution: 'lognormal', gsd2: 1.69 }, path: '' }] }),
        20_000,
      ),
    );
    const sigma = Math.log(1.69) / 2;
    expect(result.mean / (6 * Math.exp(sigma ** 2 / 2))).toBeCloseTo(1, 2);
    expect(result.percentiles.find((p) => p.percent === '50')?.value).toBeCloseTo(6, 1);
    expect(result.gsd2).toBeCloseTo(1.69, 1);
    // 95 % lie between median / GSD^1.96 and median · GSD^1.96.
    expect(result.percentiles.at(-1)?.value).toBeCloseTo(6 * Math.exp(1.959964 * sigma), 0);
  });

  test('a pedigree adds its variance of logarithms', () => {
    const given = { a: dense([[1]]), b: dense([[1]]), demand: [1] };
    const spread: Spread = { distribution: 'lognormal', gsd2: 1.2, pedigree: 1.5 };
    const result = one(simulate(simulationOf({ ...given, ofB: [{ row: 0, column: 0, spread, path: '' }] }), 20_000));
    expect(Math.log(result.gsd2 ?? 0)).toBeCloseTo(Math.hypot(Math.log(1.2), Math.log(1.5)), 1);
    const fixed: Spread = { distribution: 'uniform', minimum: 1, maximum: 1, pedigree: 1.5 };
    const factor = one(simulate(simulationOf({ ...given, ofB: [{ row: 0, column: 0, spread: fixed, path: '' }] }), 20_000));
    expect(Math.log(factor.gsd2 ?? 0)).toBeCloseTo(Math.log(1.5), 1);
  });

  // Electricity and fuel of Heijungs and Suh (2002) with a coefficient of variation of 5 % on every entry: h = f/a₁·(b₁ + b₂·a₂/a₃). To first order the relative
  // variance is 0.05²·((100/120)² + 3·(20/120)² + 1) = 0.05²·16/9, so the standard deviation is 0.05 · 4/3 · 120 = 8.
  test('every entry normal with 5 %: the standard deviation of the first-order formula', () => {
    const [a, b] = [
      dense([
        [-2, 100],
        [10, 0],
      ]),
      dense([[1, 10]]),
    ];
    const spread = (value: number): Spread => ({ distribution: 'normal', sd: 0.05 * Math.abs(value) });
    const whole = simulate(simulationOf({ a, b, demand: [0, 1000], ofA: all(a, spread), ofB: all(b, spread), seed: 4 }), 40_000);
    const result = one(whole);
    expect(Math.abs(result.mean - 120)).toBeLessThan(0.6);
    expect(Math.abs((result.sd ?? 0) - 8)).toBeLessThan(0.2);
    // The output of the power plant explains most: h falls with it. Relative influences 1, 5/6, 1/6, 1/6, 1/6.
    const of = (matrix: string, row: number, column: number) =>
      whole.influences.find((i) => i.matrix === matrix && i.row === row && i.column === column)?.rankCorrelations[0] ?? 0;
    expect(of('a', 1, 0)).toBeCloseTo(-3 / 4, 1);
    expect(of('b', 0, 0)).toBeCloseTo(5 / 8, 1);
    expect(of('b', 0, 1)).toBeCloseTo(1 / 8, 1);
  });

  test('triangular and uniform have their means and limits', () => {
    const given = { a: dense([[1]]), b: dense([[2]]), demand: [1] };
    const drawn = (spread: Spread) => one(simulate(simulationOf({ ...given, ofB: [{ row: 0, column: 0, spread, path: '' }] }), 20_000));
    const triangle = drawn({ distribution: 'triangular', minimum: 1, maximum: 6 });
    expect(triangle.mean).toBeCloseTo(3, 1);
    expect(triangle.sd).toBeCloseTo(Math.sqrt((1 + 36 + 4 - 6 - 2 - 12) / 18), 1);
    expect(Math.min(...triangle.scores)).toBeGreaterThanOrEqual(1);
    const even = drawn({ distribution: 'uniform', minimum: 1, maximum: 5 });
    expect([even.mean, (even.sd ?? 0) * Math.sqrt(12)].map((x) => Math.round(x * 10) / 10)).toEqual([3, 4]);
  });

  test('every iteration solves its own sampled system, and the inventory is its mean', () => {
    const result = simulate(simulationOf(ring(90)), 320);
    expect(result.residual).toBeLessThanOrEqual(1e-12);
    expect(result.direct).toBe(0);
    const total = (result.inventory.mean[0] ?? 0) + (result.inventory.mean[1] ?? 0);
    expect(total).toBeCloseTo(one(result).mean, 9);
  });

  /** Activities of every iteration are its inventory when B is the identity, and its matrix is what its watched entries drew. */
  function residualsOf({ a, demand, ofA }: Given, iterations: number): { told: number; found: number[] } {
    const size = a.columns;
    const b = sparseOf(
      size,
      size,
      Array.from({ length: size }, (_, i) => [i, i, 1] as const),
    );
    const watched = Int32Array.from(a.values.keys());
    const simulation = { ...simulationOf({ a, b, demand, ...(ofA ? { ofA } : {}) }), watched };
    const sampler = openSampler(simulation);
    const [found, told]: [number[], number[]] = [[], []];
    for (let block = 0; 32 * block < iterations; block += 1) {
      const count = Math.min(32, iterations - 32 * block);
      const drawn = sampler.block(block, count);
      told.push(drawn.residual);
      for (let i = 0; i < count; i += 1) {
        const rest = Float64Array.from(demand);
        for (let j = 0; j < size; j += 1)
          for (let k = a.columnStarts[j] ?? 0; k < (a.columnStarts[j + 1] ?? 0); k += 1) {
            const row = a.rowIndices[k] ?? 0;
            const value = drawn.watched[i * watched.length + k] ?? 0;
            rest[row] = (rest[row] ?? 0) - value * (drawn.inventories[i * size + j] ?? 0);
          }
        found.push(Math.hypot(...rest) / Math.hypot(...demand));
      }
    }
    return { told: Math.max(...told), found };
  }

  test.each([
    ['amounts of like size', 1],
    ['a demand in units a thousand times coarser than those of the processes', 1000],
  ])('every iteration is solved to a true residual of 1e-12 and the greatest is told: %s', (_, coarser) => {
    const { a, ofA, ...given } = ring(90);
    // Every product but the demanded one in small units: its row and what it is worth stay, the numbers grow.
    const scaled = { ...a, values: a.values.map((value, k) => value * (a.rowIndices[k] === 0 ? 1 : coarser)) };
    const { told, found } = residualsOf({ ...given, a: scaled, ...(ofA ? { ofA } : {}) }, 201);
    expect(Math.max(...found)).toBeLessThan(1e-12);
    // What is told is of the sampled values themselves; here they were rounded once on their way.
    expect(told).toBeLessThanOrEqual(1e-12);
    expect(told).toBeGreaterThan(0.5 * Math.max(...found) - 1e-14);
  });

  test('where rounding alone leaves more than 1e-12, it is told as it is, and nothing is factorised for it', () => {
    const { a, ofA, ...given } = ring(90);
    const scaled = { ...a, values: a.values.map((value, k) => value * (a.rowIndices[k] === 0 ? 1 : 1e6)) };
    const { told, found } = residualsOf({ ...given, a: scaled, ...(ofA ? { ofA } : {}) }, 64);
    expect(told).toBeGreaterThan(1e-12);
    expect(told).toBeLessThan(1e-9);
    expect(told).toBeGreaterThan(0.1 * Math.max(...found));
    const result = simulate(simulationOf({ ...given, a: scaled, ...(ofA ? { ofA } : {}) }), 64);
    expect(result.direct).toBe(0);
  });

  test('a lane whose cut is not solved by iterating is factorised by itself, to the same residual', () => {
    // A cut of more processes than vectors that iterating may build, and spreads so wide that the values' own inverse helps little.
    const { a, ofA: _, ...given } = ring(400);
    expect(planSystem(a).cut).toBeGreaterThan(40);
    const ofA = all(a, () => ({ distribution: 'lognormal', gsd2: 200 })).filter((p) => p.row !== p.column);
    const result = simulate(simulationOf({ ...given, a, ofA }), 6);
    expect(result.direct).toBeGreaterThan(0);
    const { told, found } = residualsOf({ ...given, a, ofA }, 4);
    expect(told).toBeLessThanOrEqual(1e-12);
    expect(Math.max(...found)).toBeLessThan(2e-12);
  });

  test('the same bits with one, two and four threads, in whatever order, from shared memory; other numbers from another seed', () => {
    const simulation = simulationOf(ring(60));
    const wanted = simulate(simulation, 250);
    for (const count of [2, 4]) {
      const shared = sharedSimulation(simulation);
      const samplers = Array.from({ length: count }, () => openSampler(shared));
      const blocks = Array.from({ length: 8 }, (_, i) => 7 - i)
        .map((block) => [block, samplers[block % count]?.block(block, block === 7 ? 26 : 32)] as const)
        .sort(([i], [j]) => i - j)
        .flatMap(([, block]) => block ?? []);
      const found = putTogether(shared, 250, blocks);
      expect([...one(found).scores]).toEqual([...one(wanted).scores]);
      expect(found.indicators.map(({ scores: _, ...figures }) => figures)).toEqual(
        wanted.indicators.map(({ scores: _, ...figures }) => figures),
      );
      expect(found.influences).toEqual(wanted.influences);
      expect([...found.inventory.sd]).toEqual([...wanted.inventory.sd]);
    }
    expect(one(simulate(simulationOf({ ...ring(60), seed: 2 }), 250)).mean).not.toBe(one(wanted).mean);
  });

  test('without any spread every iteration is the solution itself', () => {
    const result = one(simulate(simulationOf({ ...ring(60), ofA: [], ofB: [] }), 40));
    expect(result.sd ?? 1).toBeLessThan(1e-12 * result.mean);
  });
});

describe('a simulation in threads', () => {
  // One thread answers both lanes here; that several give the same is the test above.
  const options = { threads: 2, ask: (task: SimulationTask) => Promise.resolve(answerSimulation(task)) };
  test('gives what one thread gives, and tells how far it is', async () => {
    const simulation = simulationOf(ring(60));
    const told: number[] = [];
    const found = await simulateApart(simulation, 150, { ...options, key: 'a', progress: (done) => told.push(done) });
    expect(found).toEqual(simulate(simulation, 150));
    expect([told.length, told.at(-1)]).toEqual([3, 150]);
  });
  test('ends when it is cancelled', async () => {
    let asked = 0;
    const found = await simulateApart(simulationOf(ring(60)), 640, {
      ...options,
      key: 'b',
      progress: () => {
        asked += 1;
      },
      cancelled: () => asked >= 2,
    });
    expect(found).toBeNull();
    expect(asked).toBeLessThan(5);
  });
});

describe('what a sample says', () => {
  test('percentiles and deviation by hand', () => {
    const figures = figuresOf(Float64Array.of(5, 1, 4, 2, 3));
    expect(figures.mean).toBe(3);
    expect(figures.sd).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(figures.percentiles.map((p) => p.value)).toEqual([1.1, 1.2, 2, 3, 4, 4.8, 4.9]);
    expect(figuresOf(Float64Array.of(-1, 2)).gsd2).toBeNull();
  });
  test('rank correlation by hand, with ties', () => {
    expect(rankCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(10, 30, 20))).toBeCloseTo(0.5, 12);
    expect(rankCorrelation(Float64Array.of(1, 2, 2), Float64Array.of(1, 2, 3))).toBeCloseTo(Math.sqrt(0.75), 12);
    expect(rankCorrelation(Float64Array.of(1, 1), Float64Array.of(1, 2))).toBeNull();
  });
});

describe('spreads', () => {
  test('those of entries that are not there, or that cannot be, are refused together', () => {
    const matrix = dense([
      [1, 0],
      [0, 2],
    ]);
    const placed: PlacedSpread[] = [
      { row: 0, column: 1, spread: { distribution: 'normal', sd: 1 }, path: '/uncertain/0' },
      { row: 1, column: 1, spread: { distribution: 'triangular', minimum: 3, maximum: 4 }, path: '/uncertain/1' },
    ];
    try {
      spreadsOf(matrix, placed);
    } catch (error) {
      expect(error instanceof Refusal && error.findings.map((one) => one.place.path)).toEqual(['/uncertain/0', '/uncertain/1']);
      return;
    }
    throw new Error('not refused');
  });
  test('of a data set', () => {
    expect(spreadFrom({ kind: 'lognormal', geometricMean: 2, geometricSd: 1.1 }, 1.05)).toEqual({
      distribution: 'lognormal',
      gsd2: 1.1 ** 2,
      pedigree: 1.05,
    });
    expect(spreadFrom({ kind: 'uniform', minimum: 1, maximum: 2 })).toEqual({
      distribution: 'uniform',
      minimum: 1,
      maximum: 2,
      pedigree: undefined,
    });
  });
});
