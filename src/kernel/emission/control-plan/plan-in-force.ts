import type { Finding } from '../../finding.ts';
import type { GridRowSpec } from '../grid.ts';
import { rowTitle } from '../grid-findings.ts';
import type { PlanAcquisition } from './plan.ts';

/** A version that counts from a day on, until a later one takes its place. */
export interface VersionInForce {
  readonly number: number;
  readonly validFrom: string;
}

/** The version in force on a day: the highest number among those already valid. Versions of drafts are not to be given. */
export function inForceOn<V extends VersionInForce>(versions: readonly V[], day: string): V | null {
  const valid = versions.filter((one) => one.validFrom <= day);
  return valid.reduce<V | null>((best, one) => (best === null || one.number > best.number ? one : best), null);
}

/** What a plan says of a row, as far as entered values are compared with it. */
export interface PlannedAcquisition {
  readonly rowKey: string;
  readonly acquisition: PlanAcquisition;
}

/** How entered values may be marked under each kind of acquisition of a plan. A design value stands in for a measurement: the grid knows it as a default or an estimate. */
const allowed: Readonly<Record<PlanAcquisition, readonly string[]>> = {
  // What the laboratory's record gives is measured, and calculated from what was measured.
  measured: ['measured', 'tested'],
  calculated: ['calculated', 'tested'],
  design: ['default', 'estimated'],
  default: ['default'],
};

const words: Readonly<Record<string, { zh: string; en: string }>> = {
  measured: { zh: '实测', en: 'measured' },
  calculated: { zh: '计算', en: 'calculated' },
  estimated: { zh: '估计', en: 'estimated' },
  default: { zh: '缺省值', en: 'default' },
  tested: { zh: '由化验结果加权', en: 'weighted from tests' },
  design: { zh: '设计值', en: 'design value' },
};

/** Values of a month that were obtained in another way than the plan says: a deviation to be explained (A.8). */
export function acquisitionFindings(
  planned: readonly PlannedAcquisition[],
  rows: readonly GridRowSpec[],
  cells: readonly { readonly rowKey: string; readonly value: string | null; readonly acquisition: string }[],
  month: string,
): Finding[] {
  const plan = new Map(planned.map((one) => [one.rowKey, one.acquisition]));
  return cells.flatMap((cell): Finding[] => {
    const asPlanned = plan.get(cell.rowKey);
    const row = rows.find((one) => one.key === cell.rowKey);
    if (cell.value === null || asPlanned === undefined || !row || allowed[asPlanned].includes(cell.acquisition)) return [];
    const title = rowTitle(row);
    const [is, should] = [words[cell.acquisition], words[asPlanned]];
    return [
      {
        code: 'acquisition_differs_from_plan',
        severity: 'warning',
        place: { symbol: row.input.symbol, at: { month, row: row.key } },
        text: {
          zh: `${month}“${title.zh}”的获取方式为${is?.zh ?? cell.acquisition}，数据质量控制方案规定为${should?.zh ?? asPlanned}`,
          en: `${month}: "${title.en}" is ${is?.en ?? cell.acquisition}; the data quality control plan says ${should?.en ?? asPlanned}`,
        },
        cure: {
          zh: '按方案获取数据，或说明理由；长期改变时修订方案',
          en: 'Obtain the value as planned, or give a reason; revise the plan when it changes for good',
        },
        clause: 'A.8',
      },
    ];
  });
}
