import type { z } from 'zod';
import type { baseYearDecision, baseYearView } from '../../../../contract/inventory-report.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { changeable } from '../../../work/changeable.ts';
import type { StoredDecision } from './store.ts';

/** A decision as screens and reports show it. */
export type ToldDecision = z.input<typeof baseYearDecision>;

const figureOf = ({ outputs }: Pick<Evaluation, 'outputs'>, symbol: string, year?: number): string | null =>
  outputs.find((one) => one.symbol === symbol && (year === undefined || one.at.year === String(year)))?.value ?? null;

export function tellDecision(row: StoredDecision): ToldDecision {
  const { input, result } = changeable({ input: row.input, result: row.result });
  const years = [...input.years].sort((a, b) => a.year - b.year);
  return {
    ...{ id: row.id, number: row.number, entityId: row.entity_id, inventoryId: row.inventory_id, input },
    state: row.approved === null ? 'proposed' : row.approved ? 'approved' : 'rejected',
    required: figureOf(result, 'required') === 'yes',
    share: figureOf(result, 'share'),
    baseEmission: figureOf(result, 'restated', input.baseYear) ?? '0',
    series: years.map(({ year, emission }) => ({
      ...{ year, reported: emission },
      today: figureOf(result, 'as_of_today', year) ?? emission,
      restated: figureOf(result, 'restated', year) ?? emission,
    })),
    findings: result.findings,
    contentSha256: row.content_sha256,
    ...{ proposedAt: row.proposed_at, proposedBy: { id: row.proposed_by, name: row.proposed_by_name } },
    ...{ decidedAt: row.decided_at, decidedByName: row.decided_by_name, comment: row.comment },
  };
}

type WithResult = z.input<typeof baseYearView>['decisions'][number];

/** A decision with how its figures came about. */
export function tellWithResult(row: StoredDecision): WithResult {
  const { method, ...result } = changeable(row.result);
  return { ...tellDecision(row), result: { ...result, method, calculation: method.id } };
}
