import { describe, expect, test } from 'vitest';
import { present } from '../assert.ts';
import { parseDay } from '../calendar/day.ts';
import { decimal } from '../quantity/decimal.ts';
import { claimConflicts, type MwhClaim } from './claims.ts';
import { coverCost, creditLimit } from './composition.ts';
import { appraise, internalRate } from './investment.ts';
import { surrenderable } from './surrenderable.ts';

const day = (text: string) => present(parseDay(text), 'a day');
const claim = (id: string, from: bigint, to: bigint, same?: string): MwhClaim => ({
  ...{ id, kind: 'gec', source: 'A', stretch: { by: 'mwh', from, to } },
  ...(same === undefined ? {} : { same }),
});

describe('claims', () => {
  test('ends are included; a refused claim blocks nobody; the same certificate may appear again', () => {
    const found = claimConflicts([claim('a', 1n, 10n), claim('b', 10n, 20n), claim('c', 11n, 20n)]);
    expect([found.accepted.map((one) => one.id), found.conflicts.map((one) => [one.claim.id, one.from, one.to])]).toEqual([
      ['a', 'c'],
      [['b', '10', '10']],
    ]);
    expect(claimConflicts([claim('a', 1n, 10n, 'GEC 7'), claim('b', 1n, 10n, 'GEC 7')]).conflicts).toEqual([]);
  });
});

describe('credits', () => {
  test.each([
    [2_450_019n, 122_500n],
    [19n, 0n],
    [20n, 1n],
    [0n, 0n],
  ])('of %s at most %s', (obligation, limit) => {
    expect(creditLimit(obligation, decimal('0.05'))).toBe(limit);
  });

  test('a surplus costs nothing; held credits beyond the limit do not lower the gap; equal prices buy allowances', () => {
    const prices = { allowance: decimal('10'), credit: decimal('10') };
    const cost = (allocated: bigint, creditsHeld: bigint) =>
      coverCost({ obligation: 1_000n, allocated, creditsHeld }, decimal('0.05'), prices);
    expect(cost(1_200n, 0n)).toMatchObject({ gap: 0n, credits: 0n });
    expect(cost(900n, 500n)).toMatchObject({ gap: 50n, credits: 0n, allowances: 50n });
  });
});

describe('surrenderable', () => {
  test('what comes back on the last day in time counts; more than is held is no answer', () => {
    const lent = { id: 'l', kind: 'lent', quantity: 5n, returns: day('2026-12-31') } as const;
    expect(surrenderable(10n, [lent], 8n, day('2026-12-31'))).toMatchObject({
      now: 5n,
      byDeadline: 10n,
      short: 3n,
      shortByDeadline: 0n,
      conflicts: [],
    });
    expect(surrenderable(4n, [lent], 8n, day('2026-12-31'))).toBeNull();
  });
});

describe('investment', () => {
  test('one year at 10 %: 100 becomes 110', () => {
    const flows = [
      { year: 0, amount: decimal('-100') },
      { year: 1, amount: decimal('110') },
    ];
    expect(internalRate(flows)?.toFixed(20)).toBe('0.10000000000000000000');
  });

  test('two changes of sign have no single rate; nothing avoided has no break-even price; a sum that falls again is not paid back', () => {
    const row = (year: number, cash: string) => ({ year, cash: decimal(cash), reduction: decimal('0'), price: decimal('0') });
    const found = appraise([row(0, '-100'), row(1, '230'), row(2, '-132')], decimal('0'));
    expect([found.irr, found.breakEven, found.payback]).toEqual([null, null, null]);
  });
});
