import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bookMovements } from '../../src/kernel/accounting/book-movements.ts';
import type { AccountingPolicy, Books, Movement } from '../../src/kernel/accounting/movement.ts';
import { parseDay } from '../../src/kernel/calendar/day.ts';
import { type Decimal, decimal, zero } from '../../src/kernel/quantity/decimal.ts';
import { Refusal } from '../../src/kernel/refusal.ts';

/** Random years of movements; what is impossible (more leaves than is there) is left out by a count of our own. */
const policy: fc.Arbitrary<AccountingPolicy> = fc.record({
  costFlow: fc.constantFrom('weighted_average', 'fifo', 'by_vintage'),
  freeSale: fc.constantFrom('income', 'no_entry'),
  vat: fc.constantFrom('separate', 'in_cost'),
  cents: fc.constantFrom('exact', 'running'),
});
const money = (max: number) => fc.integer({ min: 0, max }).map((n) => decimal(n).dividedBy(100));
const step = fc.record({
  kind: fc.constantFrom('opening', 'free', 'purchase', 'other_increase', 'surrender', 'sale', 'cancel', 'other_decrease'),
  unit: fc.constantFrom('CEA', 'CCER'),
  vintage: fc.constantFrom('2023', '2024'),
  quantity: fc.integer({ min: 1, max: 5_000 }),
  amount: money(30_000_000),
  fees: money(50_000),
  vat: money(90_000),
  from: fc.constantFrom('purchased', 'free'),
  paid: fc.boolean(),
  month: fc.integer({ min: 0, max: 35 }),
});
const increases = ['opening', 'free', 'purchase', 'other_increase'];

function possible(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): Movement[] {
  const there = new Map<string, number>();
  const ordered = [...steps].sort((a, b) => a.month - b.month);
  return ordered.flatMap((one, i): Movement[] => {
    const from = one.kind === 'free' ? 'free' : one.from;
    const key = from === 'free' ? `free ${one.unit}` : `${one.unit} ${one.vintage}`;
    const left = there.get(key) ?? 0;
    const adds = increases.includes(one.kind);
    if (!adds && left < one.quantity) return [];
    there.set(key, left + (adds ? one.quantity : -one.quantity));
    const day = parseDay(`${2023 + Math.floor(one.month / 12)}-${String((one.month % 12) + 1).padStart(2, '0')}-15`);
    if (day === null) throw new Error('no day');
    const { month: _, ...rest } = one;
    return [{ ...rest, id: String(i), day, from, quantity: BigInt(one.quantity) }];
  });
}

const sum = (all: readonly Decimal[]) => all.reduce((a, b) => a.plus(b), zero);
const linesOf = (books: Books) => books.entries.flatMap((one) => one.lines);

test('every entry is balanced in cents; the entries add up to the book value; the table ties', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), policy, (steps, chosen) => {
      const movements = possible(steps);
      const books = bookMovements(movements, chosen);
      for (const { lines } of books.entries) {
        expect(sum(lines.map((one) => one.debit.minus(one.credit))).toFixed()).toBe('0');
        for (const one of lines) expect([one.debit.decimalPlaces() <= 2, one.credit.decimalPlaces() <= 2]).toEqual([true, true]);
        for (const one of lines) expect(one.debit.isNegative() || one.credit.isNegative()).toBe(false);
      }
      const opening = sum(
        movements
          .filter((one) => one.kind === 'opening' && one.from === 'purchased')
          .map((one) => one.amount.plus(one.fees).plus(chosen.vat === 'in_cost' ? one.vat : zero)),
      );
      const onAccount = sum(
        linesOf(books)
          .filter((one) => one.account === '1489')
          .map((one) => one.debit.minus(one.credit)),
      );
      expect(sum(books.holdings.map((one) => one.bookValue)).toFixed()).toBe(opening.plus(onAccount).toFixed());
      const closing = books.tables.at(-1)?.rows.closing;
      expect((closing?.amount ?? zero).toFixed()).toBe(opening.plus(onAccount).toFixed());
      const left = movements.reduce((n, one) => n + (increases.includes(one.kind) ? one.quantity : -one.quantity), 0n);
      expect(closing?.quantity ?? 0n).toBe(left);
      for (const one of books.holdings) expect(one.purchased > 0n || one.bookValue.isZero()).toBe(true);
    }),
    { numRuns: 600, seed: 20_191_216 },
  );
});

test('what was paid in is either still there or has gone through the result: purchases − carrying amounts = book value', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), policy, (steps, chosen) => {
      const movements = possible(steps).map((one) => ({ ...one, vat: zero }));
      const books = bookMovements(movements, { ...chosen, cents: 'exact' });
      const paid = sum(
        movements
          .filter((one) => increases.includes(one.kind) && one.kind !== 'free' && one.from === 'purchased')
          .map((one) => one.amount.plus(one.fees)),
      );
      const gone = sum(books.disposals.map((one) => one.carrying));
      const exact = paid.minus(gone);
      expect(
        sum(books.holdings.map((one) => one.bookValue))
          .minus(exact)
          .abs()
          .lessThan('0.011'),
      ).toBe(true);
    }),
    { numRuns: 300, seed: 20_191_217 },
  );
});

test('more than is there is refused, and says which movement', () => {
  const day = parseDay('2025-01-02');
  if (day === null) throw new Error('no day');
  const common = { day, unit: 'CEA', vintage: null, amount: zero, fees: zero, vat: zero, paid: true } as const;
  const movements: Movement[] = [{ ...common, id: 'out', kind: 'surrender', quantity: 1n, from: 'free' }];
  const chosen: AccountingPolicy = { costFlow: 'fifo', freeSale: 'income', vat: 'separate', cents: 'exact' };
  expect(() => bookMovements(movements, chosen)).toThrow(Refusal);
});
