import fs from 'node:fs';
import type { BoundColumns, CodeColumn, ColumnPlan, ColumnResult } from '../src/kernel/method/columns.ts';
import { readCsvColumns } from '../src/kernel/method/columns-csv.ts';
import type { Method } from '../src/kernel/method/method.ts';
import type { Columns } from './copy-binary.ts';
import { aggregate, planOf, totalsOf } from './engines/kernel.ts';
import type { Postgres } from './engines/postgres.ts';
import type { Law } from './law.ts';
import type { Totals } from './measure.ts';

/** B5: a CSV file of texts and numbers → sums by site and scope. */
export function csvWork(job: { method: Method; file: string; agree: (found: Totals) => void }): () => void {
  const plan = planOf(job.method);
  const kinds = {
    site: 'text',
    scope: 'text',
    activity: 'text',
    region: 'text',
    month: 'text',
    unit: 'text',
    amount: 'number',
    u: 'number',
  } as const;
  return () => {
    const { count, texts, numbers } = readCsvColumns(fs.readFileSync(job.file), kinds);
    const coded = (name: string): CodeColumn => texts.get(name) ?? missing(name);
    const number = (name: string): Float64Array => numbers.get(name) ?? missing(name);
    const bound = plan.bind({
      count,
      keys: { month: coded('month') },
      inputs: [
        { to: 'activity', column: coded('activity') },
        { to: 'region', column: coded('region') },
        { to: ['energy', 'mass'], column: { values: number('amount'), unit: coded('unit') } },
        { to: 'u_amount', column: { values: number('u') } },
      ],
    });
    job.agree(totalsOf(aggregate(bound, [coded('site'), coded('scope')])));
  };
}

function missing(name: string): never {
  throw new Error(`no column ${name}`);
}

/** Records worked out at a time while the rest is still on its way out of PostgreSQL. */
const partLength = 65_536;

/** B4: rows in PostgreSQL → a result, its uncertainty and its class for each record in PostgreSQL, and the classes themselves. */
export function postgresWork(job: { method: Method; law: Law; postgres: Postgres }): () => Promise<void> {
  const { law, postgres } = job;
  const plan = planOf(job.method);
  return async () => {
    const { columns, pieces } = postgres.read(law.count);
    const classes = new Map<number, { first: number; count: number }>();
    async function* parts() {
      let done = 0;
      for await (const there of pieces) {
        while (there - done >= partLength || (there === law.count && done < there)) {
          const to = Math.min(done + partLength, there);
          const result = boundPart(plan, law, columns, done, to).evaluate();
          const [energy, spread] = [result.columns.get('E')?.values ?? missing('E'), result.columns.get('s_E')?.values ?? missing('s_E')];
          gather(classes, result, done);
          yield { columns: [columns[0]?.subarray(done, to) ?? missing('id'), energy, spread, result.trace], count: to - done };
          done = to;
        }
      }
    }
    await postgres.writeResults(parts());
    const list = [...classes];
    const table = [list.map(([at]) => at), list.map(([, one]) => one.first), list.map(([, one]) => one.count)];
    await postgres.writeClasses(
      table.map((one) => Int32Array.from(one)),
      list.length,
    );
  };
}

function boundPart(plan: ColumnPlan, law: Law, columns: Columns, from: number, to: number): BoundColumns {
  const [, activity, region, month, unit, amount, u] = columns;
  const coded = (codes: unknown, dictionary: readonly string[]): CodeColumn =>
    codes instanceof Uint16Array ? { codes: codes.subarray(from, to), dictionary } : missing('codes');
  const floats = (values: unknown): Float64Array => (values instanceof Float64Array ? values.subarray(from, to) : missing('numbers'));
  return plan.bind({
    count: to - from,
    keys: { month: coded(month, law.months) },
    inputs: [
      { to: 'activity', column: coded(activity, law.activities) },
      { to: 'region', column: coded(region, law.regions) },
      {
        to: ['energy', 'mass'],
        column: {
          values: floats(amount),
          unit: coded(
            unit,
            law.units.map((one) => one.symbol),
          ),
        },
      },
      { to: 'u_amount', column: { values: floats(u) } },
    ],
  });
}

function gather(classes: Map<number, { first: number; count: number }>, result: ColumnResult, from: number): void {
  for (const [at, met] of result.met.entries()) {
    if (met === 0) continue;
    const one = classes.get(at) ?? { first: from + (result.first[at] ?? 0), count: 0 };
    classes.set(at, one);
    one.count += met;
  }
}
