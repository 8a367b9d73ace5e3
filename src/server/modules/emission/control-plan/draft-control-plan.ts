import { createHash } from 'node:crypto';
import { z } from 'zod';
import { controlPlanEndpoints } from '../../../../contract/control-plan.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { draftPlan } from '../../../../kernel/emission/control-plan/draft-plan.ts';
import type { PlanContent } from '../../../../kernel/emission/control-plan/plan.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import { collectFaults } from '../../../work/faults.ts';
import { canonical } from '../../../work/leaf.ts';
import type { Shelf } from '../../library/index.ts';
import { acquisitionsInUse, contentOf, planFacts } from './plan-facts.ts';
import { findPlan, planObject, planView } from './plan-view.ts';
import { insertPlan, type PlanHead, planHeads } from './store.ts';

const endpoint = controlPlanEndpoints.draftControlPlan;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

interface Said {
  readonly validFrom: string;
  readonly trigger: string;
  readonly note: string;
  readonly content: PlanContent;
}

/** What review and approval are bound to. */
export function planSha256({ validFrom, trigger, note, content }: Said): string {
  return createHash('sha256').update(canonical({ validFrom, trigger, note, content }), 'utf8').digest('hex');
}

/** A day on which a plan of the year can come into force. */
export function checkValidFrom(year: number, validFrom: string): void {
  const faults = collectFaults();
  faults.day('/validFrom', validFrom);
  if (validFrom.slice(0, 4) !== String(year))
    faults.add('outside_the_year', '/validFrom', { zh: `须在 ${year} 年内`, en: `It must lie in ${year}` });
  faults.refuse();
}

/** The version a new one is prefilled from: the last of the year, else the latest of an earlier year. */
function lastOf(heads: readonly PlanHead[], year: number): PlanHead | null {
  return (
    heads.find((one) => one.year === year) ?? heads.find((one) => one.state === 'approved' || one.state === 'filed') ?? heads[0] ?? null
  );
}

function defaultDay(last: PlanHead | null, year: number, today: string): string {
  const revision = last?.year === year && today.slice(0, 4) === String(year);
  return revision ? today : `${year}-01-01`;
}

/**
 * Drafts a version of an entity's data quality control plan (A.7): prefilled from the last version where there is one, otherwise from the method's inputs, the
 * rules and the meters of the organization. One version is open at a time.
 */
export function draftControlPlan(shelf: Shelf) {
  return command({
    name: 'emission.draft-control-plan',
    action: 'control_plan.draft',
    input,
    run: async (work, { entityId, year, seenNumber, language, note, from, ...given }) => {
      const { organizationId, personId, name } = work.actor;
      const facts = await planFacts(work, shelf, entityId, year);
      await work.permit('control_plan.draft', entityId);
      const heads = await planHeads(work.tx, organizationId, entityId, { to: year });
      const newest = heads.find((one) => one.year === year);
      if ((newest?.number ?? 0) !== seenNumber) throw new Refusal('conflict', { values: { number: String(newest?.number ?? 0) } });
      if (newest && (newest.state === 'draft' || newest.state === 'reviewed'))
        throw new Refusal('wrong_state', { values: { state: newest.state } });
      if (facts.units.length === 0) throw new Refusal('wrong_state', { values: { state: 'no units' } });
      const last = lastOf(heads, year);
      const trigger = given.trigger ?? (last === null ? 'first' : last.year < year ? 'new_year' : 'more_accurate');
      const validFrom = given.validFrom ?? defaultDay(last, year, todayOf(work.now));
      checkValidFrom(year, validFrom);
      const before = last === null || from === 'organization' ? null : (await findPlan(work, last.id)).content;
      const used = await acquisitionsInUse(
        work,
        facts.units.map((unit) => unit.of),
        year,
      );
      const units = facts.units.map((unit) => ({ ...unit, used: used.get(unit.id) ?? new Map() }));
      const content = contentOf(facts, draftPlan(units, before, language));
      const row = {
        id: work.newId(),
        entity_id: entityId,
        year,
        number: seenNumber + 1,
        state: 'draft' as const,
        valid_from: validFrom,
        trigger,
        note,
        content_sha256: planSha256({ validFrom, trigger, note, content }),
        based_on: before === null ? null : (last?.id ?? null),
        hands: [personId],
        drafted_at: work.now,
        drafted_by: personId,
        drafted_by_name: name,
        version: 1,
        changed_at: work.now,
      };
      await insertPlan(work.tx, { ...row, organization_id: organizationId, content: JSON.stringify(content) });
      work.record({
        kind: 'control_plan.drafted',
        objectType: planObject,
        objectId: row.id,
        objectVersion: 1,
        content: { ...row, content },
      });
      return await planView(work, shelf, await findPlan(work, row.id));
    },
  });
}
