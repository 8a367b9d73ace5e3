import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDuck } from './engines/duckdb.ts';
import { aggregate, dataOf, groupsOf, planOf, totalsOf, totalsOfRows } from './engines/kernel.ts';
import { makeFloor, makeObjects } from './engines/plain.ts';
import { openPostgres } from './engines/postgres.ts';
import { writeFiles } from './files.ts';
import { makeLaw, methodOf } from './law.ts';
import { measureInTurn, relativeDifference, type Timing, type Totals, timingOf, type Work } from './measure.ts';
import { csvWork, postgresWork } from './pipelines.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

const product = process.cwd();
const data = path.join(product, 'data');
const count = Number(process.argv[2] ?? 1_000_000);
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const agreement = 1e-12;

const lines: Line[] = [];
const known = new Map<string, Timing>();
function add(name: string, timing: Timing, note?: string): void {
  known.set(name, timing);
  lines.push({ name, timing, ...(note !== undefined && { note }) });
  console.log(`${name.padEnd(62)} ${timing.median.toFixed(1).padStart(8)} ms  (least ${timing.least.toFixed(1)})`);
}

let worst = 0;
function agree(name: string, found: Totals, wanted: Totals): void {
  const difference = relativeDifference(found, wanted);
  worst = Math.max(worst, difference);
  if (!(difference <= agreement)) throw new Error(`${name} does not agree: ${JSON.stringify(found)} and ${JSON.stringify(wanted)}`);
}

const ratio = (ours: string, peer: string) => (known.get(ours)?.median ?? Number.NaN) / (known.get(peer)?.median ?? Number.NaN);

console.log(`${count} records, seeded`);
const law = makeLaw(count, data);
const method = methodOf(law, data);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-bench-csv-'));
fs.chmodSync(folder, 0o755);
writeFiles(law, folder);
const floor = makeFloor(law);
const wanted = floor.aggregate();
const columns = dataOf(law, law.columns);
const by = groupsOf(law.columns);

// Every run of these first ones begins without any class worked out.
const firsts: number[] = [];
for (let i = 0; i < 5; i += 1) {
  const began = performance.now();
  agree('kernel', totalsOf(aggregate(planOf(method).bind(columns), by)), wanted);
  firsts.push(performance.now() - began);
}
const plan = planOf(method);
const bound = plan.bind(columns);
const sums = aggregate(bound, by);
let rows = bound.evaluate();
const perRow = totalsOfRows(rows);
floor.rows();
agree('kernel rows', perRow, { kg: floor.result.kg.reduce((a, b) => a + b, 0), sd: floor.result.sd.reduce((a, b) => a + b, 0), count });
let objects: (() => Totals) | null = makeObjects(law);
agree('objects', objects(), wanted);
const duck = await openDuck();
await duck.load(folder);
const postgres = await openPostgres(law, folder);
const threads = (n: number) => () => duck.threads(n);

function again(): void {
  rows = bound.evaluate(rows);
}

async function group(works: readonly (Work & { readonly note?: string })[], times?: number): Promise<void> {
  const timings = await measureInTurn(works, times);
  for (const [i, one] of works.entries()) if (timings[i] !== undefined) add(one.name, timings[i], one.note);
}

try {
  agree('DuckDB', await duck.aggregate(), wanted);
  agree('PostgreSQL', await postgres.aggregate(), wanted);
  const full = '7 gases, CO2e, uncertainty, findings; classes worked out before';
  await group(
    [
      { name: 'kernel, aggregate', work: () => aggregate(bound, by), note: full },
      { name: 'kernel, aggregate, columns bound anew', work: () => aggregate(plan.bind(columns), by), note: 'same plan' },
      { name: 'typed arrays by hand, aggregate', work: floor.aggregate, note: 'the simple job: factor row known, one figure per factor' },
      { name: 'DuckDB 1 thread, aggregate', work: duck.aggregate, before: threads(1), note: 'the simple job' },
      { name: 'DuckDB 2 threads, aggregate', work: duck.aggregate, before: threads(2), note: 'the simple job' },
      { name: 'PostgreSQL, one statement', work: postgres.aggregate, note: 'the simple job' },
    ],
    11,
  );
  add(
    'kernel, aggregate, nothing worked out before',
    timingOf(firsts),
    `${sums.classes} classes worked out exactly; first runs of the process`,
  );
  const audited = 'CO2e, uncertainty, validity and class of each record';
  await group([
    { name: 'kernel, result per record', work: again, note: `${audited}; result columns taken again` },
    { name: 'kernel, result per record, new result columns', work: () => bound.evaluate(), note: audited },
    { name: 'typed arrays by hand, result per record', work: floor.rows },
    { name: 'DuckDB 1 thread, result per record', work: duck.rows, before: threads(1) },
    { name: 'DuckDB 2 threads, result per record', work: duck.rows, before: threads(2) },
    { name: 'objects and Maps', work: () => objects?.(), note: 'aggregate and a result object per record' },
  ]);
  // A million objects would make every collection of garbage below a long one, which no other engine here has to bear.
  objects = null;
  globalThis.gc?.();
  const csv = csvWork({ method, file: path.join(folder, 'records.csv'), agree: (found) => agree('CSV', found, wanted) });
  await group(
    [
      { name: 'kernel, CSV to result', work: csv, note: `${size('records.csv')}, eight columns of texts and numbers` },
      {
        name: 'DuckDB 2 threads, CSV to result',
        work: duckCsv,
        before: threads(2),
        note: `${size('activity.csv')}, seven columns of numbers`,
      },
    ],
    7,
  );
  await group(
    [
      {
        name: 'PostgreSQL → kernel → PostgreSQL',
        work: postgresWork({ method, law, postgres }),
        before: postgres.emptyResults,
        note: 'COPY BINARY out and in; result, uncertainty and class per record',
      },
      { name: 'PostgreSQL, INSERT … SELECT', work: postgres.rows, before: postgres.emptyResults, note: 'unlogged tables' },
    ],
    7,
  );
  await postgres.emptyResults();
  await postgresWork({ method, law, postgres })();
  const stored = await postgres.storedTotals();
  agree('stored in PostgreSQL', { kg: stored.kg * 1000, sd: perRow.sd, count: stored.n }, perRow);
} finally {
  duck.close();
  await postgres.close();
  fs.rmSync(folder, { recursive: true, force: true });
}

async function duckCsv(): Promise<void> {
  await duck.load(folder);
  agree('DuckDB from CSV', await duck.aggregate(), wanted);
}

function size(name: string): string {
  return `${(fs.statSync(path.join(folder, name)).size / 1e6).toFixed(0)} MB`;
}

const duckTwo = 'DuckDB 2 threads';
const ratios: Ratio[] = [
  {
    goal: 'B1 aggregate, full semantics',
    against: `${duckTwo}, aggregate (simple job)`,
    ratio: 1 / ratio('kernel, aggregate', `${duckTwo}, aggregate`),
    wanted: 1,
    most: false,
  },
  {
    goal: 'B1 result per record',
    against: `${duckTwo}, result per record`,
    ratio: 1 / ratio('kernel, result per record', `${duckTwo}, result per record`),
    wanted: 2,
    most: false,
  },
  {
    goal: 'B2 aggregate',
    against: 'PostgreSQL, one statement',
    ratio: 1 / ratio('kernel, aggregate', 'PostgreSQL, one statement'),
    wanted: 12,
    most: false,
  },
  {
    goal: 'B4 rows in PostgreSQL to audited results in PostgreSQL',
    against: 'PostgreSQL, INSERT … SELECT',
    ratio: ratio('PostgreSQL → kernel → PostgreSQL', 'PostgreSQL, INSERT … SELECT'),
    wanted: 2.5,
    most: true,
  },
  {
    goal: 'B5 CSV to result',
    against: `${duckTwo}, CSV to result`,
    ratio: ratio('kernel, CSV to result', `${duckTwo}, CSV to result`),
    wanted: 1.5,
    most: true,
  },
];
const date = new Date().toISOString().slice(0, 10);
const report = {
  ...{ bench: 'inventory', date, records: count, machine: machine(loadBefore), commit: commitOf(product), lines, ratios },
  versions: { PostgreSQL: postgres.version, DuckDB: duck.version },
  checks: {
    'largest relative difference between engines': worst.toExponential(1),
    'stated bound of the relative error of a sum': sums.relativeError.toExponential(1),
    findings: sums.findings.map((one) => `${one.code} ${one.count}`).join(', '),
    'records left to the exact evaluation': rows.exactly,
  },
};
console.log(`\n${tableOf(report)}`);
if (count === 1_000_000) record(path.join(product, 'bench'), report);
