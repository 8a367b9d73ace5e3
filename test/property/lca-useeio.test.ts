import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { planSystem } from '../../src/kernel/lca/plan.ts';
import { prepareSystem, solveMany, solveSystem } from '../../src/kernel/lca/solve.ts';
import { multiply, multiplyTransposed, rowOf, type SparseMatrix, sparseOf } from '../../src/kernel/lca/sparse.ts';
import { root } from '../support/sources.ts';

/**
 * A real and dense system: USEEIO v1.2, 388 sectors that all need each other (test/fixtures/useeio-v1.2/SOURCE.md). The expected figures come from NumPy 2.4.6,
 * `numpy.linalg.solve(eye(388) − A, f)` and `C @ (B @ x)` over the same files, run once.
 */
const read = (name: string): string => gunzipSync(readFileSync(join(root, 'test/fixtures/useeio-v1.2', `${name}.gz`))).toString('utf8');
const lines = (name: string): string[] => read(name).trimEnd().split('\n');

function matrixOf(name: string): SparseMatrix {
  const rows = lines(name).map((line) => line.split(',').map(Number));
  return sparseOf(
    rows.length,
    rows[0]?.length ?? 0,
    rows.flatMap((row, i) => row.flatMap((value, j) => (value === 0 ? [] : [[i, j, value] as const]))),
  );
}

function identityLess(needs: SparseMatrix): SparseMatrix {
  const triplets: [number, number, number][] = [];
  for (let j = 0; j < needs.columns; j += 1) {
    triplets.push([j, j, 1]);
    for (let k = needs.columnStarts[j] ?? 0; k < (needs.columnStarts[j + 1] ?? 0); k += 1)
      triplets.push([needs.rowIndices[k] ?? 0, j, -(needs.values[k] ?? 0)]);
  }
  return sparseOf(needs.rows, needs.columns, triplets);
}

const sectors = lines('sectors.txt');
const indicators = lines('indicators.txt');
const [needs, b, c] = [matrixOf('A.csv'), matrixOf('B.csv'), matrixOf('C.csv')];
const a = identityLess(needs);
const plan = planSystem(a);

function demandOf(kind: 'consumption' | 'production'): Float64Array {
  const demand = new Float64Array(sectors.length);
  const stated: { sector: string; amount: number }[] = JSON.parse(read(`demand-${kind}.json`));
  for (const { sector, amount } of stated) {
    const at = sectors.indexOf(sector);
    expect(at, sector).toBeGreaterThanOrEqual(0);
    demand[at] = (demand[at] ?? 0) + amount;
  }
  return demand;
}
const sum = (x: Float64Array) => x.reduce((total, one) => total + one, 0);
const near = (found: number, wanted: number, share = 1e-12) => expect(Math.abs(found / wanted - 1)).toBeLessThan(share);

test('the matrices are whole', () => {
  expect([needs.rows, needs.columns, needs.values.length]).toEqual([388, 388, 85_425]);
  expect([b.rows, b.columns, b.values.length]).toEqual([2_412, 388, 179_686]);
  expect([c.rows, c.columns, c.values.length]).toEqual([24, 2_412, 4_630]);
});

test.each([
  // Σ f, Σ x and the GHG indicator, kg CO2e, of the model’s own demands.
  ['consumption', 17_057_571_233_293.277, 31_000_966_656_121.625, 5_736_878_793_884.364, 2],
  ['production', 16_350_321_134_768.828, 29_574_042_102_657.734, 5_421_120_292_717.971, 1],
] as const)('US %s of 2007: output, x − A·x = f, and greenhouse gases', (kind, demanded, output, gases, negative) => {
  const f = demandOf(kind);
  near(sum(f), demanded);
  const solution = solveSystem(plan, a, f);
  expect(solution.residual).toBeLessThan(1e-12);
  near(sum(solution.x), output);
  const rest = multiply(needs, solution.x).map((need, i) => (solution.x[i] ?? 0) - need - (f[i] ?? 0));
  expect(Math.max(...rest.map(Math.abs))).toBeLessThan(1e-3 * 1e-9 * demanded);
  const impacts = multiply(c, multiply(b, solution.x));
  near(impacts[indicators.indexOf('GHG')] ?? 0, gases);
  // Scrap and used goods are supplied beyond demand.
  expect([...solution.x].filter((one) => one < 0).length).toBe(negative);
  expect(solution.findings.map((one) => one.code)).toEqual(['negative_activity']);
});

test('all sectors for all 24 indicators by transposed solutions: as forward, and as by NumPy', () => {
  const perProcess = indicators.map((_, k) => multiplyTransposed(b, rowOf(c, k)));
  const worth = solveMany(prepareSystem(plan, a), perProcess, true);
  const of = (code: string, sector: number) => worth[indicators.indexOf(code)]?.x[sector] ?? 0;
  // C·B·(I − A)⁻¹, a USD of soybeans and of the last sector.
  near(of('GHG', 0), 0.9365304581796574);
  near(of('GHG', 387), 0.09044462903901657);
  near(of('ACID', 100), 0.0009313745479794368);
  const f = demandOf('production');
  const forward = multiply(c, multiply(b, solveSystem(plan, a, f).x));
  indicators.forEach((_, k) => {
    const backward = (worth[k]?.x ?? f).reduce((total, one, i) => total + one * (f[i] ?? 0), 0);
    near(backward, forward[k] ?? 0, 1e-11);
  });
});
