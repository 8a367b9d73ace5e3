import type { Day } from '../calendar/day.ts';
import { addMonths, daysInMonth, monthOf } from '../calendar/month.ts';
import type { Decimal } from '../quantity/decimal.ts';
import type { ClauseModule } from '../system/clause.ts';
import { type ClauseStanding, type FactReading, hasOutlived, isFactCurrent, type RegisterTally } from '../system/clause-status.ts';
import type { Text } from '../text.ts';

/** What a rule asks of live data (`data/frameworks/maturity-proposals.yaml`). */
export type ProposalAsk =
  | { readonly type: 'there' | 'needed' | 'assessor' }
  | { readonly type: 'fresh'; readonly months: number }
  | { readonly type: 'points'; readonly worst: 'major' | 'any' }
  | { readonly type: 'register'; readonly id: string; readonly under: string; readonly months: number }
  | { readonly type: 'fact'; readonly id: string; readonly unlessUnknown: boolean }
  | { readonly type: 'earlier'; readonly assessments: number; readonly score: number }
  | { readonly type: 'rising'; readonly assessments: number };

export interface ProposalRule {
  readonly id: string;
  /** The step it asks for. */
  readonly score: number;
  readonly clauses: readonly string[];
  readonly name: Text;
  readonly ask: ProposalAsk;
}

/** How a clause stands, and what rules may ask beyond it. */
export interface ProposalGiven {
  readonly clause: string;
  readonly module: ClauseModule;
  /** By the approved scope statement. */
  readonly applies: boolean;
  readonly today: Day;
  readonly standing: ClauseStanding;
  readonly register: (id: string, under: string) => RegisterTally | undefined;
  readonly fact: (id: string) => FactReading | undefined;
  /** Scores of this clause in signed assessments of earlier years, latest first; null: it was held not to apply. */
  readonly earlier: readonly (number | null)[];
  /** Their totals. */
  readonly totals: readonly Decimal[];
}

/** `passed`: nothing is known, and the rule does not ask then. */
export type ReasonStanding = 'met' | 'unmet' | 'passed';

export interface ProposalReason {
  readonly rule: string;
  readonly score: number;
  readonly name: Text;
  readonly standing: ReasonStanding;
  /** The day of what was found. */
  readonly on: string | null;
  /** What it was looked for in, so that it can be shown as evidence. */
  readonly from: { readonly type: 'register' | 'fact'; readonly id: string; readonly under: string | null } | null;
}

export interface ScoreProposal {
  readonly clause: string;
  readonly applies: boolean;
  readonly score: number;
  readonly reasons: readonly ProposalReason[];
}

/** Whether a rule's pattern names a clause: `*`, a part (`general.*`, `A.*`), the same clause of each annex (`*.9`), or a number. */
export function namesClause(pattern: string, clause: string, module: ClauseModule): boolean {
  if (pattern === '*' || pattern === clause) return true;
  if (pattern.startsWith('*.')) return module !== 'general' && clause.slice(1) === pattern.slice(1);
  return pattern === `${module}.*`;
}

/** The day so many months before another; the last of a month that is shorter. */
export function monthsBefore(day: Day, months: number): string {
  const month = addMonths(monthOf(day), -months);
  return `${month}-${String(Math.min(Number(day.slice(8)), daysInMonth(month))).padStart(2, '0')}`;
}

type Found = Pick<ProposalReason, 'standing' | 'on' | 'from'>;
const told = (met: boolean, on: string | null = null, from: ProposalReason['from'] = null): Found => ({
  ...{ standing: met ? 'met' : 'unmet', on, from },
});

function foundFact(given: ProposalGiven, id: string, unlessUnknown: boolean): Found {
  const reading = given.fact(id);
  const from = { type: 'fact' as const, id, under: null };
  if (!reading || reading.on === null) return unlessUnknown ? { standing: 'passed', on: null, from } : told(false, null, from);
  return told(isFactCurrent(reading, given.today), reading.on, from);
}

function foundFor(ask: ProposalAsk, given: ProposalGiven): Found {
  const { standing, today } = given;
  switch (ask.type) {
    case 'there':
      return told(
        standing.rests.some((one) => one.standing !== 'missing'),
        standing.newestOn,
      );
    case 'needed':
      return told(standing.needed > 0 && standing.met === standing.needed && !hasOutlived(standing.rests), standing.newestOn);
    case 'fresh':
      // A fact knows itself how long it counts: the figure of a year is verified within the next.
      return told(
        (standing.newestOn !== null && standing.newestOn >= monthsBefore(today, ask.months)) ||
          standing.rests.some((one) => one.rest.type === 'fact' && one.standing === 'current'),
        standing.newestOn,
      );
    case 'points':
      return told(ask.worst === 'major' ? standing.majorPoints === 0 : standing.openPoints === 0 && standing.overdue === 0);
    case 'register': {
      const tally = given.register(ask.id, ask.under);
      const on = tally && tally.current > 0 ? tally.newestOn : null;
      return told(on !== null && on >= monthsBefore(today, ask.months), on, { type: 'register', id: ask.id, under: ask.under });
    }
    case 'fact':
      return foundFact(given, ask.id, ask.unlessUnknown);
    case 'earlier': {
      const before = given.earlier.slice(0, ask.assessments);
      return told(before.length === ask.assessments && before.every((one) => one !== null && one >= ask.score));
    }
    case 'rising': {
      const totals = given.totals.slice(0, ask.assessments);
      return told(
        totals.length >= 2 &&
          totals.length === ask.assessments &&
          totals.every((one, index) => index === 0 || one.lessThan(totals[index - 1] ?? one)),
      );
    }
    case 'assessor':
      return told(false);
  }
}

/**
 * The score that live data bear out for a clause, with every rule that was asked: the highest step whose rules, and those of all steps below, are met. A
 * clause of a part that the scope statement leaves out does not apply. Data without anything to show above "documented" propose no more than that.
 */
export function proposeScore(rules: readonly ProposalRule[], given: ProposalGiven): ScoreProposal {
  const asked = rules.filter((rule) => rule.clauses.some((pattern) => namesClause(pattern, given.clause, given.module)));
  const reasons = asked
    .map((rule) => ({ rule: rule.id, score: rule.score, name: rule.name, ...foundFor(rule.ask, given) }))
    .sort((a, b) => a.score - b.score);
  const steps = [...new Set(reasons.map((one) => one.score))];
  const failed = reasons.find((one) => one.standing === 'unmet')?.score ?? Number.POSITIVE_INFINITY;
  const reached = Math.max(0, ...steps.filter((step) => step < failed));
  const shown = given.standing.evidence > 0 ? reached : Math.min(reached, 1);
  return { clause: given.clause, applies: given.applies, score: given.applies ? shown : 0, reasons };
}

/** Where a gate is looked for. */
export type GateLook =
  /** Open records of a register whose field has one of these values. */
  | { readonly type: 'records'; readonly register: string; readonly field: string; readonly is: readonly string[] }
  /** A fact: `refuted`, it stands where the fact is known not to hold; `unless_current`, it stands until it holds and counts today everywhere. */
  | { readonly type: 'fact'; readonly id: string; readonly stands: 'refuted' | 'unless_current' };

/** Whether a gate stands. `open`: how many such records there are; `places`: what the fact says at each place. */
export function gateStands(look: GateLook, found: { readonly open: number; readonly places: readonly FactReading[] }, today: Day): boolean {
  if (look.type === 'records') return found.open > 0;
  if (look.stands === 'refuted') return found.places.some((one) => one.on !== null && !one.holds);
  return found.places.length === 0 || found.places.some((one) => !isFactCurrent(one, today));
}
