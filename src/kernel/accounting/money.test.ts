import { describe, expect, test } from 'vitest';
import { parseDay } from '../calendar/day.ts';
import { decimal } from '../quantity/decimal.ts';
import { evaluateLedgerBooks } from './evaluate-ledger-books.ts';
import { type MoneyFact, type MoneyPurpose, moneyEntries } from './money.ts';

const fact = (purpose: MoneyPurpose, amount: string, on = '2025-04-20'): MoneyFact => {
  const day = parseDay(on);
  if (!day) throw new Error(on);
  return { id: `${purpose} ${on}`, day, amount: decimal(amount), purpose, about: { zh: '付款', en: 'payment' } };
};
const told = (of: MoneyFact[]) =>
  moneyEntries(of).map(({ lines }) =>
    lines.map((one) => `${one.debit.isZero() ? 'Cr' : 'Dr'} ${one.account} ${one.debit.plus(one.credit)}`).join(', '),
  );

describe('entries of money beside purchases and sales', () => {
  test.each([
    ['interest paid', 'interest', '-193.07', 'Dr 6603 193.07, Cr 1002 193.07'],
    ['interest paid, turned round', 'interest', '93.07', 'Dr 1002 93.07, Cr 6603 93.07'],
    ['a fee', 'fee', '-500', 'Dr 6603 500, Cr 1002 500'],
    ['what a lender of units earns', 'lending_income', '1200', 'Dr 1002 1200, Cr 6051 1200'],
    ['what a borrower pays', 'lending_cost', '-1200', 'Dr 6603 1200, Cr 1002 1200'],
    ['a loan', 'loan', '18000', 'Dr 1002 18000, Cr 2001 18000'],
    ['a loan paid back', 'loan', '-18000', 'Dr 2001 18000, Cr 1002 18000'],
    ['collateral received', 'deposit_taken', '700', 'Dr 1002 700, Cr 2241 700'],
    ['margin paid', 'deposit_given', '-700', 'Dr 1221 700, Cr 1002 700'],
  ] as const)('%s', (_, purpose, amount, expected) => {
    expect(told([fact(purpose, amount)])).toEqual([expected]);
  });

  test('the price of units is booked with the units, not again', () => {
    expect(told([fact('with_units', '-74630')])).toEqual([]);
  });

  test('stand among the books of the ledger by day, balanced, each amount with its derivation', () => {
    const policy = { costFlow: 'weighted_average', freeSale: 'income', vat: 'separate', cents: 'exact' } as const;
    const money = [fact('interest', '-193.07'), fact('loan', '18000', '2025-01-20')];
    const { books, evaluation } = evaluateLedgerBooks([], policy, 'free_first', new Set(), { money });
    expect(books.entries.map((one) => one.day)).toEqual(['2025-01-20', '2025-04-20']);
    const node = evaluation.derivation.nodes.find((one) => one.id.startsWith('debit@') && one.id.includes('interest'));
    expect(node?.value).toBe('193.07');
  });
});
