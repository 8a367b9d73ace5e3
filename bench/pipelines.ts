import fs from 'node:fs';
import type { CodeColumn } from '../src/kernel/method/columns.ts';
import { readCsvColumns } from '../src/kernel/method/columns-csv.ts';
import type { Method } from '../src/kernel/method/method.ts';
import { aggregate, planOf, totalsOf } from './engines/kernel.ts';
import type { Postgres } from './engines/postgres.ts';
import type { Law } from './law.ts';
import { measure, type Timing, type Totals } from './measure.ts';

const times = { times: 7, warm: 2 } as const;

/** B5: a CSV file of texts and numbers → sums by site and scope. */
export async function runCsv(job: { method: Method; law: Law; file: string; agree: (found: Totals) => void }): Promise<Timing> {
  const plan = planOf(job.method);
  const text = {
    site: 'text',
    scope: 'text',
    activity: 'text',
    region: 'text',
    month: 'text',
    unit: 'text',
    amount: 'number',
    u: 'number',
  } as const;
  return measure(() => {
    const { count, texts, numbers } = readCsvColumns(fs.readFileSync(job.file), text);
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
  }, times);
}

function missing(name: string): never {
  throw new Error(`no column ${name}`);
}

/** B4: rows in PostgreSQL → a result, its uncertainty and its class for each record in PostgreSQL, and the classes themselves. */
export async function runPostgres(job: { method: Method; law: Law; postgres: Postgres; wanted: { kg: number } }): Promise<Timing> {
  const { law, postgres, wanted } = job;
  const plan = planOf(job.method);
  const timing = await measure(
    async () => {
      const [ids, activity, region, month, unit, amount, u] = await postgres.read(law.count);
      if (!(ids instanceof Int32Array && amount instanceof Float64Array && u instanceof Float64Array))
        throw new Error('columns are as asked');
      const coded = (codes: unknown, dictionary: readonly string[]): CodeColumn =>
        codes instanceof Uint16Array ? { codes, dictionary } : missing('codes');
      const result = plan
        .bind({
          count: law.count,
          keys: { month: coded(month, law.months) },
          inputs: [
            { to: 'activity', column: coded(activity, law.activities) },
            { to: 'region', column: coded(region, law.regions) },
            {
              to: ['energy', 'mass'],
              column: {
                values: amount,
                unit: coded(
                  unit,
                  law.units.map((one) => one.symbol),
                ),
              },
            },
            { to: 'u_amount', column: { values: u } },
          ],
        })
        .evaluate();
      const [energy, spread] = [result.columns.get('E')?.values ?? missing('E'), result.columns.get('s_E')?.values ?? missing('s_E')];
      const met = [...result.met.keys()].filter((at) => (result.met[at] ?? 0) > 0);
      const classes = [
        Int32Array.from(met),
        Int32Array.from(met, (at) => result.first[at] ?? 0),
        Int32Array.from(met, (at) => result.met[at] ?? 0),
      ];
      await postgres.write([ids, energy, spread, result.trace], law.count, classes, met.length);
    },
    { ...times, before: postgres.emptyResults },
  );
  const stored = await postgres.storedTotals();
  if (stored.n !== law.count || Math.abs((stored.kg * 1000) / wanted.kg - 1) > 1e-12)
    throw new Error(`stored ${stored.kg} of ${wanted.kg}`);
  return timing;
}
