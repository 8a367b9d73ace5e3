import type { CalendarSource, DutyFact } from '../../../work/dated.ts';
import { begunFact } from '../../../work/dated.ts';
import * as organization from '../../organization/index.ts';
import { filedPlans, firstMonths, issuedReports, settledMonths, verifiedFigures } from './store.ts';

/** First and last day of a unit's service, cut to months. */
const servesIn = (unit: organization.Unit, month: string): boolean =>
  unit.commissionedOn.slice(0, 7) <= month && (unit.retiredOn === null || unit.retiredOn.slice(0, 7) >= month);

/** A month of an entity is settled when every unit in service has it approved or locked. */
function monthFacts(units: readonly organization.Unit[], settled: readonly { unitId: string; month: string }[]): DutyFact[] {
  const done = new Set(settled.map((one) => `${one.unitId} ${one.month}`));
  return [...new Set(units.map((one) => one.entityId))].flatMap((entityId) =>
    [...new Set(settled.map((one) => one.month))].flatMap((month): DutyFact[] => {
      const serving = units.filter((one) => one.entityId === entityId && servesIn(one, month));
      const all = serving.length > 0 && serving.every((one) => done.has(`${one.id} ${month}`));
      return all ? [{ fact: 'month_settled', entityId, period: month, on: null }] : [];
    }),
  );
}

/** Months, reports, verified figures and control plans (A.6, A.8, A.9). They have no other days than those of the duties they fulfil. */
export const calendarSource: CalendarSource = {
  facts: [begunFact, 'month_settled', 'report_issued', 'verified_confirmed', 'control_plan_filed'],
  readFacts: async (work, { entityIds, from, to }) => {
    const { organizationId } = work.actor;
    const units = (await organization.allUnits(work)).filter((one) => entityIds.includes(one.entityId));
    const ids = units.map((one) => one.id);
    if (ids.length === 0) return [];
    const entityOf = new Map(units.map((one) => [one.id, one.entityId]));
    const years = { from: Number(from.slice(0, 4)) - 3, to: Number(to.slice(0, 4)) + 1 };
    const begun = new Map<string, string>();
    for (const { unitId, month } of await firstMonths(work.tx, organizationId, ids)) {
      const entityId = entityOf.get(unitId) ?? '';
      begun.set(entityId, [begun.get(entityId) ?? month, month].sort()[0] ?? month);
    }
    const yearly = (fact: string, rows: readonly { entityId: string; year: number; on: string | null }[]): DutyFact[] =>
      rows.map(({ entityId, year, on }) => ({ fact, entityId, period: String(year), on }));
    return [
      ...[...begun].map(([entityId, period]) => ({ fact: begunFact, entityId, period, on: null })),
      ...monthFacts(units, await settledMonths(work.tx, organizationId, ids, from, to)),
      ...yearly('report_issued', await issuedReports(work.tx, organizationId, entityIds, years)),
      ...yearly('verified_confirmed', await verifiedFigures(work.tx, organizationId, entityIds, years)),
      ...yearly('control_plan_filed', await filedPlans(work.tx, organizationId, entityIds, years)),
    ];
  },
  readDates: async () => [],
};
