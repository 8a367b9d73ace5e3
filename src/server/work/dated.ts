import type { Action } from '../../contract/actions.ts';
import type { DatedKind, Subsystem } from '../../contract/calendar.ts';
import type { Day } from '../../kernel/calendar/day.ts';
import type { Escalation } from '../../kernel/system/duty.ts';
import type { Text } from '../../kernel/text.ts';
import type { Work } from './command.ts';

/** Something of a module with a due day. */
export interface DatedItem {
  /** The same at every reading: `meter:<id>:2025-06-01`. */
  readonly key: string;
  readonly kind: DatedKind;
  readonly subsystem: Subsystem;
  readonly title: Text;
  readonly entityId: string | null;
  readonly due: Day;
  readonly isDone: boolean;
  readonly doneOn: string | null;
  readonly path: string;
  /** Whose it is: a person, or whoever holds the right at the entity. */
  readonly ownerId: string | null;
  readonly right: Action | null;
  readonly remind: readonly number[];
  readonly escalate: readonly Escalation<Action>[];
  readonly clause: string | null;
}

/** What is looked at: both days belong to it. `entityIds`: those in view; null is everywhere. */
export interface DatedSpan {
  readonly from: Day;
  readonly to: Day;
  readonly today: Day;
  readonly entityIds: readonly string[] | null;
}

/** That a fact of `data/frameworks/duties.yaml` holds for an entity's period (`2024`, `2024-07`); `on`: since when, where that is known. */
export interface DutyFact {
  readonly fact: string;
  readonly entityId: string;
  readonly period: string;
  readonly on: string | null;
}

/** The fact that tells from which month on an entity has data: what fell due for an earlier period concerns nobody here. */
export const begunFact = 'begun';

export interface FactSpan {
  readonly entityIds: readonly string[];
  /** Months, and with their years. */
  readonly from: string;
  readonly to: string;
}

/** What one module brings to the calendar. Each reads what the actor may see, in a bounded number of statements. */
export interface CalendarSource {
  readonly facts: readonly string[];
  readonly readFacts: (work: Work, span: FactSpan) => Promise<readonly DutyFact[]>;
  readonly readDates: (work: Work, span: DatedSpan) => Promise<readonly DatedItem[]>;
}

/** The most things with a day that one module brings at a time. */
export const mostDated = 1_000;

/** The entities of a span that the actor may see under a right; null: everywhere. */
export async function seenIn(work: Work, action: Action, wanted: readonly string[] | null): Promise<readonly string[] | null> {
  const reach = await work.reach(action);
  if (reach === null) return wanted;
  return wanted === null ? [...reach] : wanted.filter((one) => reach.has(one));
}
