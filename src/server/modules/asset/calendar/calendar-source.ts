import { present } from '../../../../kernel/assert.ts';
import { obligationUnits } from '../../../../kernel/asset/obligation.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import type { Work } from '../../../work/command.ts';
import { type CalendarSource, type DatedItem, type DatedSpan, type DutyFact, type FactSpan, seenIn } from '../../../work/dated.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { obligationOf } from '../compliance/compliance-facts.ts';
import { projectsOf, stepsOf } from '../projects/store.ts';
import { surrenderedForYear } from '../store-standing.ts';
import { carriedOver, decidedUnits, issuedVintages } from './store.ts';

/** The year whose applications carry allowances of the earlier ones over; the calendar has the duty for it alone. */
const carryOverYear = '2025';

const factOfKind: Readonly<Record<string, string>> = { pre_allocation: 'pre_allocation_decided', final_allocation: 'allocation_decided' };

/** An entity is decided on when each of its units in service that year is. */
async function decisionFacts(work: Work, { entityIds, from, to }: FactSpan): Promise<DutyFact[]> {
  const units = (await organization.allUnits(work)).filter((one) => entityIds.includes(one.entityId));
  if (units.length === 0) return [];
  const years = { from: Number(from.slice(0, 4)) - 3, to: Number(to.slice(0, 4)) };
  const ids = units.map((one) => one.id);
  const decided = await decidedUnits(work.tx, work.actor.organizationId, ids, years);
  const groups = new Map<string, DutyFact>();
  for (const { unitId, year, kind, on } of decided) {
    const fact = factOfKind[kind];
    const entityId = units.find((one) => one.id === unitId)?.entityId ?? '';
    const serving = units.filter(
      (one) =>
        one.entityId === entityId &&
        one.commissionedOn.slice(0, 4) <= String(year) &&
        (one.retiredOn ?? '9999').slice(0, 4) >= String(year),
    );
    const all = serving.every((one) => decided.some((each) => each.unitId === one.id && each.year === year && each.kind === kind));
    const key = `${fact} ${entityId} ${year}`;
    const last = [groups.get(key)?.on ?? on, on].sort()[1] ?? on;
    if (fact !== undefined && all) groups.set(key, { fact, entityId, period: String(year), on: last });
  }
  return [...groups.values()];
}

/** A year is surrendered when all that is owed for it is; what is owed is computed only where something was surrendered at all. */
async function surrenderFacts(work: Work, shelf: Shelf, { entityIds, from, to }: FactSpan): Promise<DutyFact[]> {
  const found: DutyFact[] = [];
  for (let year = Number(from.slice(0, 4)) - 3; year <= Number(to.slice(0, 4)); year += 1)
    for (const one of await surrenderedForYear(work.tx, work.actor.organizationId, year, '9999-12-31')) {
      if (!entityIds.includes(one.entityId)) continue;
      const { obligation } = await obligationOf(work, shelf, one.entityId, year);
      const isDone = obligation !== null && BigInt(one.byDay) >= obligationUnits(obligation.exact);
      if (isDone) found.push({ fact: 'surrendered', entityId: one.entityId, period: String(year), on: one.lastOn });
    }
  return found;
}

/** Ends of crediting periods (C.6): after them a project brings nothing more. */
async function projectDates(work: Work, { from, to, entityIds }: DatedSpan): Promise<DatedItem[]> {
  const seen = await seenIn(work, 'asset.read', entityIds);
  const places = seen ?? (await organization.everyEntity(work)).map((one) => one.id);
  const projects = await projectsOf(work.tx, work.actor.organizationId, places);
  const due = projects.filter((one) => one.crediting_to !== null && one.crediting_to >= from && one.crediting_to <= to);
  const steps = await stepsOf(
    work.tx,
    work.actor.organizationId,
    due.map((one) => one.id),
  );
  return due.map((one) => ({
    ...{ key: `project:${one.id}`, kind: 'project', subsystem: 'asset', entityId: one.entity_id },
    title: { zh: `${one.name}：计入期结束`, en: `${one.name}: crediting period ends` },
    due: present(parseDay(one.crediting_to), 'a day of a project'),
    ...{
      isDone: steps.some((step) => step.project_id === one.id && step.step === 'ended'),
      doneOn: null,
      path: `/asset/projects/${one.id}`,
    },
    ...{ ownerId: null, right: 'asset.keep_projects', remind: [60, 14], escalate: [], clause: 'C.6' },
  }));
}

/** Decisions, issues, surrender and carry-over (C.6, C.8, B.8), and the days of reduction projects. */
export const calendarSource = (shelf: Shelf): CalendarSource => ({
  facts: ['pre_allocation_decided', 'allocation_decided', 'allowances_issued', 'surrendered', 'carried_over'],
  readFacts: async (work, span) => {
    const { organizationId } = work.actor;
    const issued = await issuedVintages(work.tx, organizationId, span.entityIds);
    const carried = await carriedOver(work.tx, organizationId, span.entityIds);
    return [
      ...(await decisionFacts(work, span)),
      ...issued.map(({ entityId, year, on }) => ({ fact: 'allowances_issued', entityId, period: String(year), on })),
      ...carried.map(({ entityId, on }) => ({ fact: 'carried_over', entityId, period: carryOverYear, on })),
      ...(await surrenderFacts(work, shelf, span)),
    ];
  },
  readDates: projectDates,
});
