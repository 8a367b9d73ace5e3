import { compareDays, type Day } from '../calendar/day.ts';
import { monthsAfter } from '../calendar/month.ts';
import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';
import type { Lot } from './balance-input.ts';
import type { NeutralityRules } from './rule-set.ts';

const fault = (at: number, code: string, text: Text, cure: Text): Finding => ({
  ...{ code, severity: 'error', place: { path: `/credits/${at}` }, text, cure },
});

const meets = (a: Lot['serials'], b: Lot['serials']): boolean =>
  a !== null && b !== null && a.series === b.series && a.first <= b.last && b.first <= a.last;

/**
 * What makes a balance impossible to draw up (worked case C40): a unit that is not retired, retired twice, or used for compliance. Such a lot is not left out, it
 * is refused, because leaving it out would hide that somebody meant to count it.
 */
export function lotFaults(lots: readonly Lot[]): Finding[] {
  return lots.flatMap((lot, at) => {
    const found: Finding[] = [];
    if (!lot.retired)
      found.push(
        fault(
          at,
          'credit_not_retired',
          { zh: `${lot.id} 尚未注销`, en: `${lot.id} is not retired` },
          { zh: '先在登记系统注销，再计入', en: 'Retire it in its registry first' },
        ),
      );
    if (lot.use === 'compliance')
      found.push(
        fault(
          at,
          'credit_used_for_compliance',
          { zh: `${lot.id} 已用于碳市场履约清缴`, en: `${lot.id} was used for compliance in an emissions trading system` },
          { zh: '改用未用于履约的单位', en: 'Use units that served no obligation' },
        ),
      );
    if (lot.use === 'other')
      found.push(
        fault(
          at,
          'credit_used_otherwise',
          { zh: `${lot.id} 已用于其他主张`, en: `${lot.id} backs another claim` },
          { zh: '一个单位只支持一项主张，改用其他单位', en: 'One unit backs one claim: use others' },
        ),
      );
    const run = lot.serials;
    if (run !== null && (run.last < run.first || run.last - run.first + 1n !== lot.quantity))
      found.push(
        fault(
          at,
          'credit_serials_wrong',
          { zh: `${lot.id} 的序列号区段与数量不符`, en: `The serial numbers of ${lot.id} are not as many as its quantity` },
          { zh: '改正首号、末号或数量', en: 'Put first, last or quantity right' },
        ),
      );
    const earlier = lots.slice(0, at).find((other) => other.id === lot.id || meets(other.serials, run));
    if (earlier)
      found.push(
        fault(
          at,
          'credit_retired_twice',
          { zh: `${lot.id} 与 ${earlier.id} 含有相同的单位`, en: `${lot.id} holds the same units as ${earlier.id}` },
          { zh: '同一单位只能计一次，去掉其中一批', en: 'A unit counts once: take one of the two lots away' },
        ),
      );
    return found;
  });
}

/** How a criterion of a lot came out; `not_shown` where nothing is known of it. */
export type Verdict = 'met' | 'not_met' | 'not_shown';
export const verdictOf = (shown: boolean | null): Verdict => (shown === null ? 'not_shown' : shown ? 'met' : 'not_met');

export const lotCriteria = [
  ...(['verified', 'registered', 'issued_after_reduction', 'window', 'vintage', 'beneficiary'] as const),
  ...(['kind', 'forest'] as const),
] as const;
export type LotCriterion = (typeof lotCriteria)[number];

/** What is asked of each lot by a rule set. `window`, `vintage`, `kind` and `forest` are met where the rule set has no such rule. */
export function lotVerdicts(
  lot: Lot,
  of: { readonly subject: string; readonly periodEnd: Day | null; readonly declaredOn: Day | null },
  rules: NeutralityRules,
): Readonly<Record<LotCriterion, Verdict>> {
  const { periodEnd, declaredOn } = of;
  return {
    verified: verdictOf(lot.verified),
    registered: verdictOf(lot.registered),
    issued_after_reduction: verdictOf(
      lot.issuedOn === null || lot.reducedUntil === null ? null : compareDays(lot.issuedOn, lot.reducedUntil) > 0,
    ),
    window: windowOf(lot, periodEnd, declaredOn, rules),
    vintage: vintageOf(lot.vintage, periodEnd, rules),
    beneficiary: verdictOf(lot.beneficiary === null ? null : lot.beneficiary.trim() === of.subject.trim()),
    kind: verdictOf(rules.event === null || rules.event.units.value.includes(lot.kind)),
    forest: rules.event === null || lot.kind !== 'afforestation' ? 'met' : verdictOf(lot.forestShown),
  };
}

/** Months after the end of the period within which a lot is retired; null: no such rule known. */
export const monthsToComplete = ({ kind }: Pick<Lot, 'kind'>, rules: NeutralityRules): number | null =>
  rules.event !== null && kind === 'afforestation' ? rules.event.forestMonthsAfter.value : rules.completeMonthsAfter.value;

/** Retired on the day of the declaration at the latest, not longer before it and not longer after the period than the rule set allows. */
function windowOf(lot: Lot, periodEnd: Day | null, declaredOn: Day | null, rules: NeutralityRules): Verdict {
  const { retiredOn } = lot;
  const before = rules.retirementMonthsBefore.value;
  const after = monthsToComplete(lot, rules);
  if (retiredOn === null) return 'not_shown';
  if (declaredOn === null && (before !== null || after === null)) return 'not_shown';
  if (after !== null && periodEnd === null) return 'not_shown';
  const late = declaredOn !== null && compareDays(retiredOn, declaredOn) > 0;
  const old = before !== null && declaredOn !== null && compareDays(monthsAfter(retiredOn, before), declaredOn) < 0;
  const overdue = after !== null && periodEnd !== null && compareDays(retiredOn, monthsAfter(periodEnd, after)) > 0;
  return verdictOf(!late && !old && !overdue);
}

/** The vintage, a year, lies at most so many years before the end of the period. */
function vintageOf(vintage: number | null, periodEnd: Day | null, rules: NeutralityRules): Verdict {
  const years = rules.vintageYears.value;
  if (years === null) return 'met';
  if (vintage === null || periodEnd === null) return 'not_shown';
  return verdictOf(Number(periodEnd.slice(0, 4)) - vintage <= years);
}
