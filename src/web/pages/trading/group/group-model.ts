import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { groupEndpoints } from '../../../../contract/group.ts';
import type { Tone } from '../../../parts/Tag.tsx';

export type Group = ReplyOf<typeof groupEndpoints.readGroup>;
export type GroupYear = Group['years'][number];
export type Transfer = Group['transfers'][number];
export type PriceRule = Group['rules'][number];
export type Statement = ReplyOf<typeof groupEndpoints.readGroupStatement>;

export const transferTones: Record<Transfer['state'], Tone> = { proposed: 'warn', accepted: 'good', rejected: 'bad' };
export const ruleTones: Record<PriceRule['state'], Tone> = {
  ...{ proposed: 'warn', in_force: 'good', approved: 'info', superseded: 'plain', rejected: 'bad' },
};
