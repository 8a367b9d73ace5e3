import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { FinanceState, financeEndpoints } from '../../../../contract/finance.ts';
import type { ContractKind } from '../../../../kernel/trading/finance/terms.ts';
import type { Tone } from '../../../parts/Tag.tsx';

export type FinanceList = ReplyOf<typeof financeEndpoints.listFinance>;
export type FinanceContract = FinanceList['items'][number];
export type FinanceDetail = ReplyOf<typeof financeEndpoints.readFinance>;
export type FinanceConflict = FinanceDetail['conflicts'][number];

export const financeTones: Record<FinanceState, Tone> = {
  ...{ drafted: 'warn', rejected: 'bad', approved: 'info', running: 'good', ended: 'plain', defaulted: 'bad' },
};

/** What happens next to a contract of a kind: a forward and a swap run from their approval. */
export const startsApart = (kind: ContractKind): boolean => kind !== 'forward' && kind !== 'swap';

/** A fraction as percent with two decimals, for reading. */
export function percent(rate: string | null): string {
  return rate === null ? '—' : `${(Number(rate) * 100).toFixed(2)} %`;
}

export const paymentTones: Readonly<Record<FinanceDetail['schedule'][number]['state'], Tone>> = {
  ...{ scheduled: 'plain', due: 'warn', late: 'bad', paid: 'good', lapsed: 'plain' },
};
