import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { maturityEndpoints as e } from '../../../../contract/maturity.ts';
import type { Tone } from '../../../parts/Tag.tsx';

export type AssessmentLine = ReplyOf<typeof e.listAssessments>['items'][number];
export type Assessment = ReplyOf<typeof e.readAssessment>;
export type Dimension = Assessment['dimensions'][number];
export type Item = Dimension['items'][number];
export type Proposal = NonNullable<Item['proposal']>;
export type Gate = Assessment['gates'][number];
export type Comparison = ReplyOf<typeof e.compareUnits>;
export type Compared = Comparison['items'][number];

export const maturityReads = [e.listAssessments, e.readAssessment, e.compareUnits] as const;

export const standingTones: Readonly<Record<AssessmentLine['standing'], Tone>> = { open: 'info', frozen: 'warn', signed: 'good' };

/** A score as it is printed: at most two decimals, no zeros at the end. */
export const points = (text: string): string => String(Math.round(Number(text) * 100) / 100);

/** A weight in percent. */
export const share = (text: string): string => `${points(String(Number(text) * 100))} %`;
