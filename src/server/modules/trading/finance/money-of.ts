import type { MoneyPurpose } from '../../../../kernel/accounting/money.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { ContractFlow, ContractKind, FlowKind } from '../../../../kernel/trading/finance/terms.ts';
import type { Contract } from './store.ts';

/**
 * What a payment is for the accounts. What is paid for units (the two legs of a repo, the delivery of a forward, the difference of a swap) stands with the
 * ledger transaction that moves them; the principal of a pledge is a loan, because the pledged units stay the pledgor's.
 */
export function purposeOf({ kind, side }: Pick<Contract, 'kind' | 'side'>, flow: FlowKind): MoneyPurpose {
  if (flow === 'interest' || flow === 'fee') return flow;
  if (flow === 'lending_fee') return side === 'give' ? 'lending_income' : 'lending_cost';
  if (flow === 'principal') return kind === 'pledge' ? 'loan' : 'with_units';
  if (flow === 'collateral') return kind === 'lending' && side === 'give' ? 'deposit_taken' : 'deposit_given';
  return 'with_units';
}

const kindWords: Readonly<Record<ContractKind, Text>> = {
  pledge: { zh: '质押', en: 'Pledge' },
  repo: { zh: '回购', en: 'Repo' },
  lending: { zh: '借碳', en: 'Lending' },
  forward: { zh: '远期', en: 'Forward' },
  swap: { zh: '互换', en: 'Swap' },
};
const flowWords: Readonly<Record<FlowKind, Text>> = {
  principal: { zh: '本金', en: 'principal' },
  interest: { zh: '利息', en: 'interest' },
  fee: { zh: '手续费', en: 'fee' },
  lending_fee: { zh: '借碳费', en: 'lending fee' },
  collateral: { zh: '保证金', en: 'collateral' },
  delivery: { zh: '交割款', en: 'delivery' },
  difference: { zh: '差额', en: 'difference' },
};

/** What for, as books and statements tell it: `质押 No. 3 示例银行 利息 2`. */
export function aboutOf({ kind, no, counterparty }: Pick<Contract, 'kind' | 'no' | 'counterparty'>, flow: ContractFlow): Text {
  const of = (language: keyof Text) =>
    `${kindWords[kind][language]} No. ${no} ${counterparty} ${flowWords[flow.kind][language]} ${flow.no}`;
  return { zh: of('zh'), en: of('en') };
}
