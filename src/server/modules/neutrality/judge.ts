import type { PaperOf } from '../../../contract/neutrality-papers.ts';
import { present } from '../../../kernel/assert.ts';
import { type Day, parseDay } from '../../../kernel/calendar/day.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import type { Lot as KernelLot, NeutralityInput } from '../../../kernel/neutrality/balance-input.ts';
import type { ClaimFigures } from '../../../kernel/neutrality/claim-content.ts';
import { judgeNeutrality, type NeutralityResult } from '../../../kernel/neutrality/evaluate-balance.ts';
import type { LotCriterion, Verdict } from '../../../kernel/neutrality/lots.ts';
import { lotCriteria, lotVerdicts } from '../../../kernel/neutrality/lots.ts';
import { unitKindOf } from '../../../kernel/neutrality/rule-set.ts';
import { type Decimal, decimal, print, zero } from '../../../kernel/quantity/decimal.ts';
import type { Work } from '../../work/command.ts';
import * as asset from '../asset/index.ts';
import { neutralityRulesOf, type Shelf } from '../library/index.ts';
import { inForce } from './find.ts';
import type { KeptPaperRow, Period, Subject } from './store.ts';
import type { Claim, Lot } from './store-claims.ts';

/** A lot that was retired for a claim, with the class of its units. */
export interface RetiredLot {
  readonly lot: Lot;
  readonly held: asset.TradedClass;
  readonly retiredOn: string;
  readonly transactionId: string;
  readonly beneficiary: string;
  readonly kernel: readonly KernelLot[];
}

export interface Judged {
  readonly result: NeutralityResult;
  readonly input: NeutralityInput;
  readonly verdicts: ReadonlyMap<string, Readonly<Record<LotCriterion, Verdict>>>;
}

const dayOf = (text: string | null): Day | null => (text === null ? null : parseDay(text));
const maybe = (text: string | null | undefined): Decimal | null => (text == null ? null : decimal(text));

/** A paper in force as its kind has it. */
export function contentOf<K extends PaperOf<'commitment' | 'plan' | 'footprint' | 'reduction' | 'validation'>['kind']>(
  papers: readonly KeptPaperRow[],
  kind: K,
  periodId: string | null,
): { readonly row: KeptPaperRow; readonly content: PaperOf<K> } | null {
  const row = inForce(papers, kind, periodId);
  const isOfKind = (content: KeptPaperRow['content']['content']): content is PaperOf<K> => content.kind === kind;
  return row && isOfKind(row.content.content) ? { row, content: row.content.content } : null;
}

/** Names the subject goes by; a retirement for either is one for it. */
function beneficiaryOf(subject: Subject, named: string | null): string | null {
  return named !== null && [subject.name, subject.name_en].includes(named.trim()) ? subject.name : named;
}

/** The retired lots of a claim, as the balance takes them: one for each run of serial numbers, so that none counts twice. */
export async function retiredLots(work: Work, subject: Subject, claim: Pick<Claim, 'lots'>): Promise<RetiredLot[]> {
  const classes = await asset.tradedClasses(work);
  const found: RetiredLot[] = [];
  for (const lot of claim.lots) {
    const { decision } = lot;
    if (decision?.decision !== 'approved' || decision.transaction_id === null || decision.retired_on === null) continue;
    const held = present(classes.get(lot.class_no), 'the class of a lot');
    const named = lot.retired_by === null ? subject.name : (await asset.finalTransaction(work, lot.retired_by)).beneficiary;
    const common = {
      ...{
        kind: unitKindOf(held.view.programme, lot.facts.kind ?? null),
        scheme: lot.facts.scheme,
        retired: true,
        retiredOn: dayOf(decision.retired_on),
      },
      ...{ beneficiary: beneficiaryOf(subject, named), use: 'neutrality' as const, vintage: held.view.vintage },
      ...{ reducedUntil: dayOf(lot.facts.reducedUntil), issuedOn: dayOf(lot.facts.issuedOn) },
      ...{ verified: lot.facts.verified, registered: lot.facts.registered, removal: lot.facts.removal },
      forestShown: lot.facts.forest ? true : null,
    };
    const kernel = lot.blocks.map(({ seriesNo, first, count }, index) => ({
      ...common,
      ...{ id: `${lot.no}.${index + 1}`, quantity: count, serials: { series: `${seriesNo}`, first, last: first + count - 1n } },
    }));
    found.push({ lot, held, kernel, retiredOn: decision.retired_on, transactionId: decision.transaction_id, beneficiary: named ?? '' });
  }
  return found;
}

export interface ToJudge {
  readonly subject: Subject;
  readonly period: Period;
  readonly papers: readonly KeptPaperRow[];
  readonly kind: 'commitment' | 'achievement';
  readonly lots: readonly RetiredLot[];
}

/** The balance and conditions of a period as they stand today; null before a footprint is approved. */
export function judge(work: Work, shelf: Shelf, { subject, period, papers, kind, lots }: ToJudge): Judged | null {
  const footprint = contentOf(papers, 'footprint', period.id);
  if (!footprint) return null;
  const rules = neutralityRulesOf(shelf.frameworks, subject.rule_set);
  const plan = contentOf(papers, 'plan', null);
  const reduction = contentOf(papers, 'reduction', period.id);
  const approvedOn = plan?.row.decision ? todayOf(plan.row.decision.done_at) : null;
  const { content } = footprint;
  const input: NeutralityInput = {
    ...{ claim: kind, subject: subject.name, subjectKind: subject.kind, periodEnd: dayOf(period.ends_on), declaredOn: todayOf(work.now) },
    footprint: content.lines.reduce((sum, one) => sum.plus(decimal(one.tonnes)), zero),
    ...{ removals: decimal(content.removals), notAbatable: maybe(plan?.content.notAbatable), footprintVerified: content.verified },
    ...{ planApprovedOn: approvedOn, planPublishedOn: dayOf(plan?.content.publishedOn ?? null), firstPeriod: period.no === 1 },
    ...{ periodStart: dayOf(period.starts_on), validation: contentOf(papers, 'validation', period.id)?.content.type ?? null },
    ...{ base: maybe(reduction?.content.baseTonnes), baseOutput: maybe(reduction?.content.baseOutput), output: maybe(content.output) },
    actions: (reduction?.content.actions ?? []).map(({ title, saving, kind: what }, index) => ({
      id: `${index + 1} ${title}`,
      saving: decimal(saving),
      kind: what,
    })),
    lots: lots.flatMap((one) => one.kernel),
  };
  const verdicts = new Map(lots.flatMap(({ lot, kernel }) => (kernel[0] ? [[lot.id, lotVerdicts(kernel[0], input, rules)] as const] : [])));
  return { result: judgeNeutrality(input, rules), input, verdicts };
}

/** Balance as it crosses the wire: exact, except percentages, which are told to four digits. */
export function figuresOf({ balance, claimAllowed }: NeutralityResult): ClaimFigures {
  const told = (value: Decimal | null) => (value === null ? null : print(value));
  const percent = (value: Decimal | null) => (value === null ? null : print(value.toDecimalPlaces(4)));
  return {
    ...{ gross: print(balance.gross), removals: print(balance.removals), residual: print(balance.residual), short: print(balance.short) },
    ...{ unabated: told(balance.unabated), need: `${balance.need}`, retired: `${balance.retired}`, surplus: `${balance.surplus}` },
    ...{ neutral: balance.neutral, claimAllowed, reduction: told(balance.reduction), reductionShare: percent(balance.reductionShare) },
    ...{ intensityReduction: percent(balance.intensityReduction), notCounted: print(balance.notCounted) },
  };
}

export const criteriaOf = (verdicts: Readonly<Record<LotCriterion, Verdict>> | undefined) =>
  lotCriteria.flatMap((id) => (verdicts ? [{ id, verdict: verdicts[id] }] : []));
