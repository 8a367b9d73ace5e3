import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDuck } from './engines/duckdb.ts';
import { aggregate, dataOf, groupsOf, planOf, totalsOf, totalsOfRows } from './engines/kernel.ts';
import { makeFloor, makeObjects } from './engines/plain.ts';
import { openPostgres } from './engines/postgres.ts';
import { writeFiles } from './files.ts';
import { makeLaw, methodOf } from './law.ts';
import { measure, relativeDifference, type Timing, type Totals, timingOf } from './measure.ts';
import { runCsv, runPostgres } from './pipelines.ts';
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

// The kernel: every run binds the columns anew; exact values are worked out in the first run of a plan and kept by it.
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
add(
  'kernel, aggregate',
  await measure(() => aggregate(bound, by), { times: 15 }),
  '7 gases, CO2e, uncertainty, findings; factors resolved before',
);
add('kernel, aggregate, columns bound anew', await measure(() => aggregate(plan.bind(columns), by)), 'same plan');
add('kernel, aggregate, nothing resolved before', timingOf(firsts), `${sums.classes} classes worked out exactly`);
add(
  'kernel, result per record',
  await measure(() => (rows = bound.evaluate(rows)), { times: 15 }),
  'CO2e, uncertainty, validity, trace; result columns taken again',
);
add('kernel, result per record, new result columns', await measure(() => bound.evaluate()));
const perRow = totalsOfRows(rows);
floor.rows();
const floorRows = { kg: floor.result.kg.reduce((a, b) => a + b, 0), sd: floor.result.sd.reduce((a, b) => a + b, 0), count };
agree('kernel rows', { ...perRow }, floorRows);

add('typed arrays by hand, aggregate', await measure(floor.aggregate, { times: 15 }), 'the simple job: factor row known, one gas');
add('typed arrays by hand, result per record', await measure(floor.rows, { times: 15 }));
const objects = makeObjects(law);
agree('objects', objects(), wanted);
add('objects and Maps', await measure(objects, { times: 5, warm: 1 }), 'aggregate and a result object per record');

const duck = await openDuck();
const loads = await measure(() => duck.load(folder), { times: 5, warm: 1 });
for (const threads of [1, 2]) {
  await duck.threads(threads);
  agree('DuckDB', await duck.aggregate(), wanted);
  add(`DuckDB ${threads} thread${threads > 1 ? 's' : ''}, aggregate`, await measure(duck.aggregate, { times: 15 }));
  add(`DuckDB ${threads} thread${threads > 1 ? 's' : ''}, result per record`, await measure(duck.rows));
}
const duckCsv = await measure(
  async () => {
    await duck.load(folder);
    agree('DuckDB from CSV', await duck.aggregate(), wanted);
  },
  { times: 5, warm: 1 },
);
add('DuckDB 2 threads, read_csv of three files', loads);
add('DuckDB 2 threads, CSV to result', duckCsv);
duck.close();
add(
  'kernel, CSV to result',
  await runCsv({ method, law, file: path.join(folder, 'records.csv'), agree: (found) => agree('CSV', found, wanted) }),
  'nine columns of text and numbers; factors resolved before',
);

const postgres = await openPostgres(law, folder);
try {
  agree('PostgreSQL', await postgres.aggregate(), wanted);
  add('PostgreSQL, one statement', await measure(postgres.aggregate));
  add('PostgreSQL, INSERT … SELECT', await measure(postgres.rows, { times: 7, warm: 1, before: postgres.emptyResults }), 'unlogged table');
  add(
    'PostgreSQL → kernel → PostgreSQL',
    await runPostgres({ method, law, postgres, wanted: perRow }),
    'COPY BINARY out and in; result, uncertainty and class per record',
  );
} finally {
  await postgres.close();
  fs.rmSync(folder, { recursive: true, force: true });
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
