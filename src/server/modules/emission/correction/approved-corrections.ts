import type { z } from 'zod';
import type { annualResult } from '../../../../contract/emission.ts';
import type { Work } from '../../../work/command.ts';
import type * as organization from '../../organization/index.ts';
import { differenceView } from './correction-view.ts';
import { correctionsOfYear } from './store.ts';

/** Corrections of these units' months that count in the figures of a year, latest first. */
export async function approvedCorrections(
  work: Work,
  units: readonly organization.Unit[],
  year: number,
): Promise<z.input<typeof annualResult>['corrected']> {
  const ids = units.map((unit) => unit.id);
  const all = await correctionsOfYear(work.tx, work.actor.organizationId, ids, year);
  return all
    .filter((one) => one.state === 'approved')
    .map((one) => ({
      unitId: one.unit_id,
      month: one.month,
      number: one.number,
      changeT: differenceView(one.difference).change,
      approvedAt: one.decided_at,
      reason: one.reason,
    }));
}
