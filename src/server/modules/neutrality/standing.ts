import type { Day } from '../../../kernel/calendar/day.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import type { ClaimFigures } from '../../../kernel/neutrality/claim-content.ts';
import type { Work } from '../../work/command.ts';
import { neutralityRulesOf, type Shelf } from '../library/index.ts';
import { frozenOf } from './declare.ts';
import { inForce, stateOf } from './find.ts';
import { figuresOf, judge, retiredLots } from './judge.ts';
import { planUntil } from './steps.ts';
import { type Period, papersOf, periodsOf, type Subject, subjectsOf } from './store.ts';
import { type Claim, claimsOf } from './store-claims.ts';

/** How a subject stands, for whoever looks at many at once. The caller checks permission. */
export interface SubjectStanding {
  readonly subject: Subject;
  readonly periods: readonly Period[];
  readonly namedOn: string;
  readonly planApprovedOn: string | null;
  readonly planUntil: Day | null;
  /** Figures of the latest period; null before its footprint is approved. */
  readonly figures: ClaimFigures | null;
  /** Claims that were declared and not withdrawn: when, and whether what was declared is covered by units that back it. */
  readonly claims: readonly { readonly number: string; readonly on: string; readonly covered: boolean }[];
}

/** What was declared as achieved is covered by units that back it now. */
function coveredBy(claim: Claim): { readonly number: string; readonly on: string; readonly covered: boolean }[] {
  const [latest] = claim.declarations;
  if (latest === undefined || stateOf(claim) === 'withdrawn') return [];
  const { figures } = frozenOf(latest).content;
  const backed = claim.lots.flatMap((one) => one.blocks).reduce((sum, one) => sum + one.count, 0n);
  const covered = claim.kind === 'commitment' || backed >= BigInt(figures.need);
  return [{ number: claim.number, on: todayOf(latest.done_at), covered }];
}

/** Every subject of the organization in a bounded number of statements. */
export async function neutralityStanding(work: Work, shelf: Shelf): Promise<SubjectStanding[]> {
  const { organizationId } = work.actor;
  const subjects = await subjectsOf(work.tx, organizationId);
  if (subjects.length === 0) return [];
  const [papers, periods, claims] = [
    await papersOf(work.tx, organizationId),
    await periodsOf(work.tx, organizationId),
    await claimsOf(work.tx, organizationId),
  ];
  const found: SubjectStanding[] = [];
  for (const subject of subjects) {
    const [ownPapers, ownPeriods] = [
      papers.filter((one) => one.subject_id === subject.id),
      periods.filter((one) => one.subject_id === subject.id),
    ];
    const ownClaims = claims.filter((one) => one.subject_id === subject.id);
    const last = ownPeriods.at(-1);
    const open = ownClaims.find((one) => one.period_id === last?.id && one.kind === 'achievement' && stateOf(one) !== 'withdrawn');
    const lots = open ? await retiredLots(work, subject, open) : [];
    const judged = last ? judge(work, shelf, { subject, period: last, papers: ownPapers, kind: 'achievement', lots }) : null;
    const plan = inForce(ownPapers, 'plan', null);
    found.push({
      ...{ subject, periods: ownPeriods, namedOn: todayOf(last?.done_at ?? subject.done_at) },
      planApprovedOn: plan?.decision ? todayOf(plan.decision.done_at) : null,
      planUntil: planUntil(ownPapers, neutralityRulesOf(shelf.frameworks, subject.rule_set).planMonths.value),
      ...{ figures: judged && figuresOf(judged.result), claims: ownClaims.flatMap(coveredBy) },
    });
  }
  return found;
}
