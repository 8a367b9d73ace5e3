import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { gunzipSync } from 'node:zlib';
import { planSystem } from '../src/kernel/lca/plan.ts';
import { prepareSystem, solveMany } from '../src/kernel/lca/solve.ts';
import { multiplyTransposed, rowOf, type SparseMatrix, sparseOf } from '../src/kernel/lca/sparse.ts';
import { measure, timingOf } from './measure.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

/** USEEIO v1.2, all 388 products by all 24 indicators (test/fixtures/useeio-v1.2), by itself and beside NumPy. A real and dense model. */
const product = process.cwd();
const folder = path.join(product, 'test', 'fixtures', 'useeio-v1.2');
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);

function matrixOf(name: string, of: (value: number, i: number, j: number) => number): SparseMatrix {
  const rows = gunzipSync(fs.readFileSync(path.join(folder, `${name}.csv.gz`)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  const all = rows.flatMap((row, i) => row.map((value, j) => [i, j, of(value, i, j)] as const));
  return sparseOf(
    rows.length,
    rows[0]?.length ?? 0,
    all.filter(([, , value]) => value !== 0),
  );
}
const same = (value: number): number => value;
const [a, b, c] = [matrixOf('A', (value, i, j) => (i === j ? 1 : 0) - value), matrixOf('B', same), matrixOf('C', same)];

/** The impact of a unit of every product, from the matrices: plan, preparation, and one transposed solution for each indicator. */
function allProducts(): { worth: Float64Array[]; residual: number } {
  const rights = Array.from({ length: c.rows }, (_, k) => multiplyTransposed(b, rowOf(c, k)));
  const solutions = solveMany(prepareSystem(planSystem(a), a), rights, true);
  return { worth: solutions.map((one) => one.x), residual: Math.max(...solutions.map((one) => one.residual)) };
}

/** NumPy's answers; null where there is no python3 with NumPy. */
async function reference(times: number) {
  const child = spawn('python3', [path.join(product, 'bench', 'lca', 'useeio.py'), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.on('error', () => {});
  const told = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await told.next();
  if (first.done) return null;
  const answers: { ms: number; inverse_ms: number; worth: number[] }[] = [];
  for (let i = 0; i < times; i += 1) {
    child.stdin.write('run\n');
    answers.push(JSON.parse((await told.next()).value));
  }
  child.stdin.end();
  return { numpy: String(JSON.parse(first.value).numpy), answers };
}

const lines: Line[] = [];
const ratios: Ratio[] = [];
const add = (name: string, timing: Line['timing'], note: string): number => {
  lines.push({ name, timing, note });
  console.log(`${name.padEnd(60)} ${timing.median.toFixed(1).padStart(8)} ms  (least ${timing.least.toFixed(1)})`);
  return timing.median;
};
let found = allProducts();
const whole = add(
  '388 products × 24 indicators',
  await measure(() => (found = allProducts()), { times: 7 }),
  'plan, preparation, 24 transposed solutions',
);
const checks: Record<string, string> = { 'greatest relative residual': found.residual.toExponential(1) };
ratios.push({ goal: 'all products, all indicators, ms', against: '200 ms', ratio: whole, wanted: 200, most: true });
const numpy = await reference(7);
if (numpy) {
  add('NumPy: solve of the transposed', timingOf(numpy.answers.map((one) => one.ms)), 'dense, one BLAS thread');
  add('NumPy: inverse', timingOf(numpy.answers.map((one) => one.inverse_ms)), 'dense, one BLAS thread');
  const wanted = numpy.answers[0]?.worth ?? [];
  const off = found.worth.map((row, k) => {
    const theirs = wanted.slice(k * a.columns, (k + 1) * a.columns);
    const size = Math.max(...theirs.map(Math.abs));
    return Math.max(...row.map((one, i) => Math.abs(one - (theirs[i] ?? Number.NaN)) / size));
  });
  if (!(Math.max(...off) < 1e-12)) throw new Error(`not as NumPy: ${off.join(', ')}`);
  checks['greatest difference from NumPy, of the greatest of its indicator'] = Math.max(...off).toExponential(1);
}
const report = {
  ...{ bench: 'useeio', date: new Date().toISOString().slice(0, 10), records: 0, machine: machine(loadBefore), commit: commitOf(product) },
  ...{ lines, ratios, checks, versions: numpy ? { NumPy: numpy.numpy } : {} },
};
console.log(tableOf(report));
record(`${product}/bench`, report);
