import type { z } from 'zod';
import type { neutralityEndpoints, stepIds } from '../../../contract/neutrality.ts';
import type { Day } from '../../../kernel/calendar/day.ts';
import { parseDay } from '../../../kernel/calendar/day.ts';
import { monthsAfter } from '../../../kernel/calendar/month.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import type { ClaimFigures } from '../../../kernel/neutrality/claim-content.ts';
import type { Text } from '../../../kernel/text.ts';
import { inForce, stateOf } from './find.ts';
import type { KeptPaperRow, Period } from './store.ts';
import type { Claim } from './store-claims.ts';

type Step = z.input<typeof neutralityEndpoints.readSubject.reply>['steps'][number];
type StepId = (typeof stepIds)[number];

export interface StepFacts {
  readonly papers: readonly KeptPaperRow[];
  readonly claims: readonly Claim[];
  /** The latest period, with its figures where a footprint is approved. */
  readonly period: Period | undefined;
  readonly figures: ClaimFigures | null;
  readonly planMonths: number | null;
  readonly today: Day;
}

const both = (zh: string, en: string): Text => ({ zh, en });

/** Until when the plan in force is current; null without one. */
export function planUntil(papers: readonly KeptPaperRow[], months: number | null): Day | null {
  const decision = inForce(papers, 'plan', null)?.decision;
  return decision && months !== null ? monthsAfter(todayOf(decision.done_at), months) : null;
}

function paperStep(id: StepId, kind: KeptPaperRow['kind'], periodId: string | null, papers: readonly KeptPaperRow[]): Step {
  const own = papers.filter((one) => one.kind === kind && one.period_id === periodId);
  const latest = own[0];
  if (latest && latest.decision === null)
    return { id, state: 'waiting', reason: both(`第 ${latest.version} 版待批准`, `version ${latest.version} waits for approval`) };
  const found = inForce(own, kind, periodId);
  return found
    ? { id, state: 'done', reason: both(`第 ${found.version} 版已批准`, `version ${found.version} is approved`) }
    : { id, state: 'open', reason: both('尚无已批准的版本', 'no version is approved yet') };
}

function claimStep(claims: readonly Claim[], period: Period | undefined): Step {
  const own = claims.filter((one) => one.period_id === period?.id && one.kind === 'achievement');
  const open = own.find((one) => stateOf(one) !== 'withdrawn');
  const id = 'claim' as const;
  if (!open) return { id, state: 'open', reason: both('本期尚无达成声明', 'no claim of achievement for this period') };
  const state = stateOf(open);
  if (state === 'published') return { id, state: 'done', reason: both(`${open.number} 已公布`, `${open.number} is published`) };
  return state === 'declared'
    ? { id, state: 'waiting', reason: both(`${open.number} 已签署，待公布`, `${open.number} is signed and waits to be published`) }
    : { id, state: 'waiting', reason: both(`${open.number} 起草中`, `${open.number} is being drafted`) };
}

/** Where a subject stands, step by step: 主体与边界 → … → 维持 (D.4–D.10). */
export function stepsOf({ papers, claims, period, figures, planMonths, today }: StepFacts): Step[] {
  const until = planUntil(papers, planMonths);
  const plan = paperStep('plan', 'plan', null, papers);
  const old = until !== null && until < today;
  const units = claims.flatMap((one) => (one.period_id === period?.id ? one.lots : []));
  const covered = figures?.neutral === true;
  const next = parseDay(period?.ends_on);
  return [
    {
      id: 'subject',
      state: period ? 'done' : 'open',
      reason: period ? both(`第 ${period.no} 期`, `period ${period.no}`) : both('尚未登记应用期', 'no period yet'),
    },
    paperStep('commitment', 'commitment', null, papers),
    old ? { ...plan, state: 'open', reason: both(`已于 ${until} 过期`, `no longer current since ${until}`) } : plan,
    period
      ? paperStep('footprint', 'footprint', period.id, papers)
      : { id: 'footprint', state: 'open', reason: both('先登记应用期', 'add a period first') },
    period
      ? paperStep('reduction', 'reduction', period.id, papers)
      : { id: 'reduction', state: 'open', reason: both('先登记应用期', 'add a period first') },
    {
      id: 'offset',
      state: figures === null ? 'open' : 'done',
      reason:
        figures === null
          ? both('先有已批准的足迹', 'approve a footprint first')
          : both(`需要 ${figures.need} t`, `${figures.need} t needed`),
    },
    {
      ...{ id: 'retirement', state: covered ? 'done' : units.some((one) => one.decision === null) ? 'waiting' : 'open' },
      reason:
        figures === null
          ? both('先有已批准的足迹', 'approve a footprint first')
          : both(`已注销 ${figures.retired} t，不足 ${figures.short} t`, `${figures.retired} t retired, ${figures.short} t short`),
    },
    claimStep(claims, period),
    {
      id: 'maintenance',
      state: next !== null && monthsAfter(next, 12) < today ? 'open' : 'done',
      reason:
        next === null ? both('尚未登记应用期', 'no period yet') : both(`下一期自 ${next} 之后`, `the next period starts after ${next}`),
    },
  ];
}
