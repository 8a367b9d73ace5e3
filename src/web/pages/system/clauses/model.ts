import type { clauseEndpoints as e } from '../../../../contract/clauses.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { Tone } from '../../../parts/Tag.tsx';
import type { IconName } from '../../../ui/Icon.tsx';

export type Matrix = ReplyOf<typeof e.listClauses>;
export type ClauseLine = Matrix['items'][number];
export type ClauseView = ReplyOf<typeof e.readClause>;
export type RestView = ClauseView['rests'][number];
export type FactView = ReplyOf<typeof e.readRegisterFacts>['items'][number];
export type Status = ClauseLine['status'];
export type Standing = RestView['standing'];

export const modules = ['general', 'A', 'B', 'C', 'D'] as const;
/** What wants attention first. */
export const statuses: readonly Status[] = ['missing', 'outdated', 'open_points', 'current', 'not_applicable'];

export const statusTones: Readonly<Record<Status, Tone>> = {
  missing: 'bad',
  outdated: 'warn',
  open_points: 'info',
  current: 'good',
  not_applicable: 'plain',
};
/** Each status has a shape of its own: it is told without colour. */
export const statusIcons: Readonly<Record<Status, IconName>> = {
  missing: 'error',
  outdated: 'clock',
  open_points: 'warning',
  current: 'check',
  not_applicable: 'stop',
};
export const standingTones: Readonly<Record<Standing | 'open', Tone>> = { missing: 'bad', outdated: 'warn', current: 'good', open: 'info' };

/** Which status a filter of the address asks for. */
export const statusOf = (given: string | undefined): Status | null => statuses.find((one) => one === given) ?? null;
