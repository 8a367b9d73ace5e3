import type { z } from 'zod';
import type { financeDraft } from '../../../../contract/finance.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import type { ContractTerms } from '../../../../kernel/trading/finance/terms.ts';
import type { Contract } from './store.ts';

export type Draft = z.output<typeof financeDraft>;
type Agreed = Pick<Draft, 'kind' | 'side' | 'quantity' | 'startsOn' | 'endsOn' | 'terms'>;

/** What was agreed in the kernel's shape. */
export function kernelTerms({ kind, side, quantity, startsOn, endsOn, terms }: Agreed): ContractTerms {
  const dayOf = (text: string) => present(parseDay(text), 'a day of a contract');
  return {
    ...{ kind, side, quantity: BigInt(quantity), from: dayOf(startsOn), to: dayOf(endsOn), basis: terms.basis, every: terms.every },
    ...{ price: decimal(terms.price), otherPrice: decimal(terms.otherPrice), loan: decimal(terms.loan), rate: decimal(terms.rate) },
    ...{ fee: decimal(terms.fee), collateralShare: decimal(terms.collateralShare), ratio: decimal(terms.ratio) },
    ...{ initialShare: decimal(terms.initialShare), lineShare: decimal(terms.lineShare) },
  };
}

export const termsOf = (contract: Contract): ContractTerms =>
  kernelTerms({ ...contract, startsOn: contract.starts_on, endsOn: contract.ends_on });
