import { describe, expect, test } from 'vitest';
import { present } from '../assert.ts';
import { parseDay } from '../calendar/day.ts';
import { decimal } from '../quantity/decimal.ts';
import { evaluateLedgerBooks } from './evaluate-ledger-books.ts';
import { impairmentOf, type WriteDown } from './impairment.ts';
import type { LedgerChange } from './ledger-movements.ts';

describe('how much a class is impaired', () => {
  test.each([
    // 1,000 t bought at 92.71, worth 74.63 a tonne less 0.10 of costs to sell: 92 710 − 74 530 = 18 180.
    ['worth less than it stands at', '92710', '74530', '0', 'no_reversal', '18180'],
    ['worth as much', '92710', '92710', '0', 'no_reversal', '0'],
    ['worth more', '92710', '100000', '0', 'reversal', '0'],
    ['worth more again, a loss stays', '74530', '80000', '18180', 'no_reversal', '0'],
    ['worth more again, turned back in part', '74530', '80000', '18180', 'reversal', '-5470'],
    ['worth more than it cost: never above cost', '74530', '99999', '18180', 'reversal', '-18180'],
    ['amounts of more than cents', '100.005', '50', '0', 'no_reversal', '50.01'],
  ] as const)('%s', (_, carrying, recoverable, before, rule, expected) => {
    const test = { carrying: decimal(carrying), recoverable: decimal(recoverable), impairedBefore: decimal(before) };
    expect(impairmentOf(test, rule).toString()).toBe(expected);
  });
});

const policy = { costFlow: 'weighted_average', freeSale: 'income', vat: 'separate', cents: 'exact' } as const;
const dayOf = (text: string) => present(parseDay(text), text);
const change = (seq: number, day: string, kind: 'buy' | 'sell', quantity: bigint, amount: string): LedgerChange => ({
  ...{ transactionId: `t${seq}`, seq: BigInt(seq), day: dayOf(day), kind, direction: kind === 'buy' ? 'in' : 'out' },
  ...{ classId: 'CEA 2024', unit: 'CEA', vintage: '2024', quantity },
  cost: { amount: decimal(amount), fees: decimal('0'), vat: decimal('0'), freeQuantity: null, paid: true },
});
const loss = (id: string, day: string, amount: string): WriteDown => ({
  ...{ id, day: dayOf(day), unit: 'CEA', vintage: '2024', amount: decimal(amount), about: { zh: '减值', en: 'impairment' } },
});

describe('in the books', () => {
  // Bought 1,000 t for 60,000; impaired by 10,000; 400 t sold for 22,000 (carrying 400 × 50 = 20,000); of the rest 6,000 × … turned back by 3,000.
  const changes = [change(1, '2024-03-01', 'buy', 1000n, '60000'), change(2, '2025-02-01', 'sell', 400n, '22000')];
  const books = (writeDowns: WriteDown[], costFlow: 'weighted_average' | 'fifo' | 'by_vintage' = 'weighted_average') =>
    evaluateLedgerBooks(changes, { ...policy, costFlow }, 'free_first', new Set(), { writeDowns });

  test.each(['weighted_average', 'fifo', 'by_vintage'] as const)(
    '%s: lowers the cost, goes out with the units, the tables close',
    (flow) => {
      const found = books([loss('w1', '2024-12-31', '10000'), loss('w2', '2025-06-30', '-3000')], flow);
      const told = found.books.entries.map((one) => [
        one.day,
        one.kind,
        ...one.lines.map((l) => `${l.debit.isZero() ? 'Cr' : 'Dr'} ${l.account} ${l.debit.plus(l.credit)}`),
      ]);
      expect(told).toEqual([
        ['2024-03-01', 'purchase', 'Dr 1489 60000', 'Cr 1002 60000'],
        ['2024-12-31', 'write_down', 'Dr 6701 10000', 'Cr 1489 10000'],
        ['2025-02-01', 'sale', 'Dr 1002 22000', 'Cr 1489 20000', 'Cr 6301 2000'],
        ['2025-06-30', 'write_down', 'Dr 1489 3000', 'Cr 6701 3000'],
      ]);
      // 60 000 − 10 000 − 20 000 + 3 000.
      expect(found.classes.map((one) => one.value.toString())).toEqual(['33000']);
      const rows = found.books.tables.map(({ year, rows: r }) =>
        [year, r.decrease_other.amount, r.increase_other.amount, r.closing.amount].join(' '),
      );
      expect(rows).toEqual(['2024 10000 0 50000', '2025 0 3000 33000']);
      // What of the loss is still in it: books without any less these. 600 × 60 − 33 000 = 3 000.
      expect(present(books([], flow).classes[0], 'the class').value.minus(33_000).toString()).toBe('3000');
      const node = found.evaluation.derivation.nodes.find((one) => one.id.startsWith('debit@') && one.id.includes('w1'));
      expect(node?.value).toBe('10000');
    },
  );

  test('nothing held, nothing to lower', () => {
    expect(evaluateLedgerBooks([], policy, 'free_first', new Set(), { writeDowns: [loss('w', '2024-12-31', '5')] }).books.entries).toEqual(
      [],
    );
  });
});
