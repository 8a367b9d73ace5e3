import { type Decimal, zero } from '../../../../kernel/quantity/decimal.ts';
import { ofUnits } from '../../../../kernel/quantity/whole.ts';
import type { ContractTerms } from '../../../../kernel/trading/finance/terms.ts';
import { stateOf } from './state.ts';
import type { Contract } from './store.ts';
import { termsOf } from './terms-of.ts';

/** What is at stake with the other side of a contract: the loan of a pledge, the value of the units of any other. */
export const exposureOf = (terms: ContractTerms): Decimal =>
  terms.kind === 'pledge' ? terms.loan : terms.price.times(ofUnits(terms.quantity));

/** What is at stake with a partner in contracts that bind: approved or running. */
export function contractExposure(contracts: readonly Contract[], counterparty: string): Decimal {
  return contracts
    .filter((one) => one.counterparty === counterparty && ['approved', 'running'].includes(stateOf(one)))
    .reduce((sum, one) => sum.plus(exposureOf(termsOf(one))), zero);
}
