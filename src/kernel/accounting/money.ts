import { assert } from '../assert.ts';
import type { Day } from '../calendar/day.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { Account } from './accounts.ts';
import type { JournalEntry } from './movement.ts';

/** What money beside purchases and sales is for. `with_units`: the price of units, which stands with the ledger transaction that moves them. */
export type MoneyPurpose =
  | 'interest'
  | 'fee'
  | 'lending_income'
  | 'lending_cost'
  | 'loan'
  | 'deposit_taken'
  | 'deposit_given'
  | 'with_units';

/** Money that moved on the bank account, in yuan to the cent. Positive: received. */
export interface MoneyFact {
  readonly id: string;
  readonly day: Day;
  readonly amount: Decimal;
  readonly purpose: MoneyPurpose;
  readonly about: Text;
}

/**
 * The account against bank deposits. Interest and fees of financing are financial expenses whichever way they go; what a lender of units earns is other
 * operating income; loan and deposits are owed, or owed to us.
 */
export const contraAccounts: Readonly<Record<MoneyPurpose, Account | null>> = {
  interest: '6603',
  fee: '6603',
  lending_income: '6051',
  lending_cost: '6603',
  loan: '2001',
  deposit_taken: '2241',
  deposit_given: '1221',
  with_units: null,
};

/** One balanced entry a payment; money that came with units has none here, because the transaction of the units books it. */
export function moneyEntries(facts: readonly MoneyFact[]): JournalEntry[] {
  return facts.flatMap(({ id, day, amount, purpose, about }): JournalEntry[] => {
    const contra = contraAccounts[purpose];
    if (contra === null) return [];
    assert(!amount.isZero(), 'money that moved is not 0');
    const sum = amount.abs();
    const line = (account: Account, isDebit: boolean) => ({
      account,
      unit: null,
      debit: isDebit ? sum : zero,
      credit: isDebit ? zero : sum,
    });
    const lines = amount.isNegative() ? [line(contra, true), line('1002', false)] : [line('1002', true), line(contra, false)];
    return [{ movement: id, day, kind: 'money', about, lines }];
  });
}
