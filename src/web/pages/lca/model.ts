import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import type { Tone } from '../../parts/Tag.tsx';

export type Database = ReplyOf<typeof e.listLcaDatabases>['items'][number];
export type ProcessRow = ReplyOf<typeof e.listLcaProcesses>['items'][number];
export type FlowRow = ReplyOf<typeof e.listLcaFlows>['items'][number];
export type ProcessView = ReplyOf<typeof e.readLcaProcess>;
export type Line = ProcessView['lines'][number];
export type Solved = ReplyOf<typeof e.solveLcaDatabase>;

export const tones: Readonly<Record<Database['state'], Tone>> = { proposed: 'info', approved: 'good', rejected: 'bad', retired: 'plain' };

/** A floating-point amount as text: five digits that count, no exponent where it can be read without. */
export function amountText(value: number): string {
  const short = Number(value.toPrecision(5));
  return short !== 0 && (Math.abs(short) >= 1e9 || Math.abs(short) < 1e-5) ? short.toExponential() : String(short);
}

export const percentText = (share: number): string => `${(share * 100).toFixed(1)} %`;
