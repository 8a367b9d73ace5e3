import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import type { Tone } from '../../parts/Tag.tsx';

export type Overview = ReplyOf<typeof e.readOverview>;
export type SubjectView = ReplyOf<typeof e.readSubject>;
export type ClaimView = ReplyOf<typeof e.readClaim>;
export type Figures = NonNullable<ClaimView['figures']>;
export type Paper = SubjectView['papers'][number];
export type Lot = ClaimView['lots'][number];
export type Condition = ClaimView['conditions'][number];

export const claimTones: Readonly<Record<ClaimView['claim']['state'], Tone>> = {
  drafted: 'plain',
  declared: 'warn',
  published: 'good',
  withdrawn: 'bad',
};
export const verdictTones: Readonly<Record<Condition['verdict'], Tone>> = { met: 'good', not_met: 'bad', not_shown: 'warn' };
export const stepTones: Readonly<Record<SubjectView['steps'][number]['state'], Tone>> = { done: 'good', waiting: 'warn', open: 'plain' };
export const lotTones: Readonly<Record<Lot['state'], Tone>> = { proposed: 'warn', retired: 'good', rejected: 'bad' };
