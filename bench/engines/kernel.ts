import {
  type BoundColumns,
  type CodeColumn,
  type ColumnData,
  type ColumnPlan,
  type ColumnResult,
  compileColumns,
  type GroupSums,
} from '../../src/kernel/method/columns.ts';
import type { Method } from '../../src/kernel/method/method.ts';
import type { Columns, Law } from '../law.ts';
import { sizes } from '../law.ts';
import type { Totals } from '../measure.ts';

/** Gases whose totals the aggregate gives beside CO2 equivalent and its uncertainty. */
export const gasOutputs = ['E_co2', 'M_ch4_fossil', 'M_ch4_biogenic', 'M_n2o', 'M_hfc_134a', 'M_sf6', 'M_nf3'] as const;

export function planOf(method: Method, outputs: readonly string[] = ['E', 's_E']): ColumnPlan {
  const { plan, findings } = compileColumns(method, { record: 'lines', outputs });
  if (plan === null) throw new Error(findings.map((one) => one.text.en).join('; '));
  return plan;
}

/** The records as an import leaves them: every text a code, amounts in the units they came in. */
export function dataOf(
  law: Pick<Law, 'count' | 'units' | 'activities' | 'regions' | 'months'>,
  columns: Omit<Columns, 'factor'>,
): ColumnData {
  return {
    count: law.count,
    keys: { month: { codes: columns.month, dictionary: law.months } },
    inputs: [
      { to: 'activity', column: { codes: columns.activity, dictionary: law.activities } },
      { to: 'region', column: { codes: columns.region, dictionary: law.regions } },
      {
        to: ['energy', 'mass'],
        column: { values: columns.amount, unit: { codes: columns.unit, dictionary: law.units.map((one) => one.symbol) } },
      },
      { to: 'u_amount', column: { values: columns.u } },
    ],
  };
}

const siteNames = Array.from({ length: sizes.sites }, (_, i) => `site ${i}`);
const scopeNames = Array.from({ length: sizes.scopes }, (_, i) => `scope ${i + 1}`);

export function groupsOf(columns: Pick<Columns, 'site' | 'scope'>): CodeColumn[] {
  return [
    { codes: columns.site, dictionary: siteNames },
    { codes: columns.scope, dictionary: scopeNames },
  ];
}

export function aggregate(bound: BoundColumns, by: readonly CodeColumn[]): GroupSums {
  return bound.aggregate({ by, sums: [...gasOutputs, 'E'], spreads: ['s_E'] });
}

/** The sums the other engines give: kg in all, and the uncertainties of the groups added up. */
export function totalsOf(sums: GroupSums): Totals {
  const count = sums.counts.reduce((n, one) => n + one, 0);
  const sd = sums.spreads.get('s_E')?.reduce((n, one) => n + one, 0) ?? 0;
  return { kg: (sums.total.sums.get('E') ?? 0) * 1000, sd: sd * 1000, count };
}

export function totalsOfRows(result: ColumnResult): { kg: number; sd: number; count: number } {
  const add = (name: string) => result.columns.get(name)?.values.reduce((n, one) => n + one, 0) ?? 0;
  return { kg: add('E') * 1000, sd: add('s_E') * 1000, count: result.trace.length };
}
