import { z } from 'zod';
import type { mandate, mandateView } from '../../../../contract/trading.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { query, type Work } from '../../../work/command.ts';
import * as identity from '../../identity/index.ts';
import { type MandateVersion, mandatesOf, type Stop, stopsOf } from './store.ts';

type View = z.input<typeof mandateView>;

const holds = (one: MandateVersion, day: string) => one.decision === 'approved' && one.valid_from <= day && day <= one.valid_to;

/** `all`: every version, latest first. */
function stateOf(one: MandateVersion, all: readonly MandateVersion[], today: string): z.input<typeof mandate>['state'] {
  if (one.decision === null) return 'drafted';
  if (one.decision === 'rejected') return 'rejected';
  if (all.find((other) => holds(other, today))?.id === one.id) return 'in_force';
  if (one.valid_to < today) return 'ended';
  return holds(one, today) ? 'superseded' : 'approved';
}

function stopView(one: Stop): View['stops'][number] {
  return {
    ...{ id: one.id, number: one.number, reason: one.reason, stoppedAt: one.stopped_at },
    stoppedBy: { id: one.stopped_by, name: one.stopped_by_name },
    ...{ liftedAt: one.lifted_at, liftedByName: one.lifted_by_name, liftReason: one.lift_reason ?? '' },
  };
}

export async function mandateViewOf(work: Work): Promise<View> {
  const { organizationId } = work.actor;
  const today = todayOf(work.now);
  const versions = await mandatesOf(work.tx, organizationId);
  const stops = await stopsOf(work.tx, organizationId);
  const named = versions.flatMap(({ terms }) => [...terms.people, ...terms.blackouts].flatMap((one) => one.personId ?? []));
  return {
    today,
    versions: versions.map((one) => ({
      ...{ id: one.id, version: one.version, state: stateOf(one, versions, today), terms: one.terms, note: one.note },
      ...{ draftedAt: one.drafted_at, draftedBy: { id: one.drafted_by, name: one.drafted_by_name } },
      ...{ decidedAt: one.decided_at, decidedByName: one.decided_by_name, decisionReason: one.decision_reason ?? '' },
    })),
    inForceId: versions.find((one) => holds(one, today))?.id ?? null,
    stops: stops.map(stopView),
    stopped: stops.some((one) => one.lifted_at === null),
    people: await identity.peopleNamed(work, [...new Set(named)]),
  };
}

/** The mandate as it stands: versions with their decisions, the one in force today, stops (B.4–B.6). */
export const readMandate = query({
  name: 'trading.read-mandate',
  action: 'trading.read',
  input: z.strictObject({}),
  run: mandateViewOf,
});
