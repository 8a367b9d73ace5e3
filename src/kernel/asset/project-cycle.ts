import type { Text } from '../text.ts';

/** Steps up to the registration of a reduction project, in their order (温室气体自愿减排交易管理办法（试行）). */
export const registrationSteps = ['design', 'public_notice', 'validated', 'applied', 'registered'] as const;
/** Steps of each issue of its credits, in their order. */
export const issueSteps = ['monitored', 'published', 'verified', 'issue_applied', 'reduction_registered', 'issued'] as const;
export const projectStepCodes = [...registrationSteps, ...issueSteps, 'ended'] as const;
export type ProjectStep = (typeof projectStepCodes)[number];

/** A step that was taken; round 0 leads to the registration, every further round to one issue. */
export interface TakenStep {
  readonly round: number;
  readonly step: ProjectStep;
  readonly day: string;
  /** Who validated or verified; empty for other steps. */
  readonly body: string;
  /** The stretch a monitoring report is about, both days included. */
  readonly period: { readonly from: string; readonly to: string } | null;
}

export interface ProjectCycle {
  /** The last step taken; null before the first. */
  readonly state: ProjectStep | null;
  readonly round: number;
  /** What may follow: the next of the round, a further round once registered, or the end. */
  readonly next: readonly { readonly round: number; readonly step: ProjectStep }[];
}

const stepsOfRound = (round: number): readonly ProjectStep[] => (round === 0 ? registrationSteps : issueSteps);

const placeOf = ({ round, step }: TakenStep): number =>
  step === 'ended' ? Number.POSITIVE_INFINITY : round * projectStepCodes.length + stepsOfRound(round).indexOf(step);

/** Where a project stands and what may follow. A further round may begin before the last one has ended: stretches are monitored one after the other. */
export function cycleOf(taken: readonly TakenStep[]): ProjectCycle {
  const last = taken.reduce<TakenStep | null>((best, one) => (best === null || placeOf(one) > placeOf(best) ? one : best), null);
  if (last?.step === 'ended') return { state: 'ended', round: last.round, next: [] };
  const rounds = [...new Set([0, ...taken.map((one) => one.round)])].sort((a, b) => a - b);
  const open = rounds.flatMap((round) => {
    const step = stepsOfRound(round).find((code) => !taken.some((one) => one.round === round && one.step === code));
    return step === undefined ? [] : [{ round, step }];
  });
  const isRegistered = taken.some((one) => one.step === 'registered');
  const further = isRegistered ? [{ round: (rounds.at(-1) ?? 0) + 1, step: 'monitored' as const }] : [];
  const end = taken.length > 0 ? [{ round: last?.round ?? 0, step: 'ended' as const }] : [];
  return { state: last?.step ?? null, round: last?.round ?? 0, next: [...open, ...further, ...end] };
}

const needsBody: readonly ProjectStep[] = ['validated', 'verified'];

/** Why a step may not be recorded beside those taken; null when it may. */
export function objectionToStep(taken: readonly TakenStep[], step: TakenStep): Text | null {
  const objections: readonly (readonly [boolean, Text])[] = [
    [
      !cycleOf(taken).next.some((one) => one.round === step.round && one.step === step.step),
      { zh: '步骤顺序不对：前一步尚未登记，或项目已结束', en: 'Out of order: the step before is not recorded, or the project has ended' },
    ],
    [
      taken.some((one) => one.round === step.round && one.day > step.day) || (step.round > 0 && registeredAfter(taken, step.day)),
      { zh: '日期早于前一步', en: 'The day is before that of the step before' },
    ],
    [
      needsBody.includes(step.step) && step.body.trim() === '',
      { zh: '请填写审定或核查机构', en: 'Name the body that validated or verified' },
    ],
    [
      step.step === 'verified' && taken.some((one) => one.step === 'validated' && one.body.trim() === step.body.trim()),
      { zh: '审定与核查不能由同一机构承担', en: 'Validation and verification must be by different bodies' },
    ],
    [step.step === 'monitored' && step.period === null, { zh: '请填写监测时段', en: 'Say which stretch was monitored' }],
    [
      step.step === 'monitored' && taken.some((one) => overlaps(one.period, step.period)),
      { zh: '监测时段与以前的重叠，同一减排量不能申请两次', en: 'The stretch overlaps an earlier one: a reduction is applied for once' },
    ],
  ];
  return objections.find(([holds]) => holds)?.[1] ?? null;
}

const registeredAfter = (taken: readonly TakenStep[], day: string): boolean =>
  taken.some((one) => one.step === 'registered' && one.day > day);

type Period = TakenStep['period'];
const overlaps = (a: Period, b: Period): boolean => a !== null && b !== null && a.from <= b.to && b.from <= a.to;
