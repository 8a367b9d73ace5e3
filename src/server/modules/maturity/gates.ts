import type { z } from 'zod';
import type { maturityAssessment } from '../../../contract/maturity.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { gateStands } from '../../../kernel/maturity/propose.ts';
import type { Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import * as system from '../system/index.ts';
import type { Judge } from './scheme.ts';

type GateView = z.input<typeof maturityAssessment>['gates'][number];

/** A gate as it was looked for: whether it stands, and what was looked at. */
export interface GateFound {
  readonly id: string;
  readonly stands: boolean;
  readonly opens: GateView['opens'];
  readonly rests: NonNullable<GateView['rests']>;
  readonly more: number;
}

const shown = 5;
type Seen = (entityId: string | null) => boolean;

function ofRecords(id: string, opens: GateView['opens'], found: Awaited<ReturnType<typeof system.openRecordsWith>>, sees: Seen): GateFound {
  const rests = found.first
    .filter((one) => sees(one.entityId))
    .slice(0, shown)
    .map(({ label, path, dueOn }) => ({ label, path, says: dueText(dueOn), on: dueOn, against: true }));
  return { id, opens, stands: found.count > 0, rests, more: found.count - rests.length };
}

const dueText = (dueOn: string | null) =>
  dueOn === null ? { zh: '未关闭', en: 'Open' } : { zh: `未关闭，期限 ${dueOn}`, en: `Open, due on ${dueOn}` };

function ofFact(id: string, opens: GateView['opens'], stands: boolean, fact: system.FactStanding, sees: Seen): GateFound {
  const isAgainst = (one: system.FactPlace) => !one.isCurrent;
  const seen = fact.places.filter((one) => sees(one.entityId)).sort((a, b) => Number(isAgainst(b)) - Number(isAgainst(a)));
  const rests = seen.slice(0, shown).map((one) => ({
    ...{ label: one.entity ?? fact.name, says: one.says, path: one.path, on: one.on, against: stands && isAgainst(one) },
  }));
  return { id, opens, stands, rests, more: fact.places.length - rests.length };
}

/**
 * Gates of a scheme as they stand for an entity and everything below it: whether one stands does not depend on who asks, what is named of it does.
 */
export async function gatesFor(work: Work, shelf: Shelf, judge: Judge, entityId: string): Promise<GateFound[]> {
  const today = todayOf(work.now);
  const reach = await work.reach('system.read');
  const sees: Seen = (at) => reach === null || at === null || reach.has(at);
  const below = (await organization.entitiesBelow(work, entityId)).map((one) => one.id);
  const facts = await system.factStandings(
    work,
    shelf,
    entityId,
    judge.gates.flatMap(({ looks }) => (looks.type === 'fact' ? [looks.id] : [])),
  );
  const found: GateFound[] = [];
  for (const { id, opens, looks } of judge.gates) {
    if (looks.type === 'records') {
      found.push(ofRecords(id, opens, await system.openRecordsWith(work, shelf.frameworks, below, looks), sees));
      continue;
    }
    const fact = facts.get(looks.id);
    if (fact) found.push(ofFact(id, opens, gateStands(looks, { open: 0, places: fact.places }, today), fact, sees));
  }
  return found;
}
