import { describe, expect, test } from 'vitest';
import { present } from '../../assert.ts';
import { parseDay } from '../../calendar/day.ts';
import { monthsAfter } from '../../calendar/month.ts';
import { decimal, zero } from '../../quantity/decimal.ts';
import { type ConflictFacts, type ContractObligation, contractConflicts } from './conflicts.ts';
import { evaluateContract } from './evaluate-contract.ts';
import { effectiveRate, simpleRate } from './rates.ts';
import { type ContractTerms, cashFlows, interestDays, unitMoves } from './terms.ts';

const day = (text: string) => present(parseDay(text), 'a day');
const terms = (more: Partial<ContractTerms> = {}): ContractTerms => ({
  ...{ kind: 'pledge', side: 'give', quantity: 1000n, price: decimal('70'), from: day('2025-03-03'), to: day('2026-01-15') },
  ...{
    rate: decimal('0.05'),
    basis: 365,
    loan: decimal('40000'),
    every: 'end',
    fee: zero,
    collateralShare: zero,
    otherPrice: decimal('70'),
  },
  ...{ ratio: decimal('1'), initialShare: zero, lineShare: zero, ...more },
});

describe('payments', () => {
  test('interest days run by months from the start, the last period is what is left', () => {
    expect(monthsAfter(day('2026-01-31'), 1)).toBe('2026-02-28');
    expect(monthsAfter(day('2024-11-30'), 3)).toBe('2025-02-28');
    expect(interestDays({ from: day('2025-02-10'), to: day('2025-09-01'), every: 'quarter' })).toEqual([
      '2025-05-10',
      '2025-08-10',
      '2025-09-01',
    ]);
    expect(interestDays({ from: day('2025-02-10'), to: day('2025-05-10'), every: 'quarter' })).toEqual(['2025-05-10']);
  });

  test('what is paid is rounded to 0.01 yuan, each payment on its own', () => {
    const flows = cashFlows(terms({ loan: decimal('100000'), rate: decimal('0.0435'), to: day('2025-06-01') }));
    // 100 000 · 0.0435 · 90 / 365 = 1 072.6027…
    expect(flows.map((one) => [one.no, one.day, one.kind, one.amount.toFixed(2)])).toEqual([
      [1, '2025-03-03', 'principal', '100000.00'],
      [2, '2025-06-01', 'interest', '-1072.60'],
      [3, '2025-06-01', 'principal', '-100000.00'],
    ]);
  });

  test.each([
    ['repo', 'give', ['out 2025-03-03', 'in 2026-01-15']],
    ['lending', 'take', ['in 2025-03-03', 'out 2026-01-15']],
    ['forward', 'give', ['out 2026-01-15']],
    ['swap', 'give', ['out 2026-01-15', 'in 2026-01-15']],
  ] as const)('%s, %s: when units leave and come', (kind, side, expected) => {
    expect(unitMoves(terms({ kind, side })).map((one) => `${one.direction} ${one.day}`)).toEqual(expected);
  });

  test('the two sides of a contract pay each other the same', () => {
    for (const kind of ['repo', 'lending'] as const) {
      const [own, other] = (['give', 'take'] as const).map((side) => cashFlows(terms({ kind, side, collateralShare: decimal('0.3') })));
      expect(own?.map((one) => one.amount.negated().toFixed(2))).toEqual(other?.map((one) => one.amount.toFixed(2)));
    }
  });

  test.each([
    ['a pledge without a loan', { loan: zero }, '/loan'],
    ['an end before the start', { to: day('2025-03-03') }, '/to'],
    ['a side that does not exist', { side: 'take' }, '/side'],
    ['a line below the initial share', { initialShare: decimal('0.7'), lineShare: decimal('0.6') }, '/line_share'],
    ['a forward without a market price', { kind: 'forward', otherPrice: zero }, '/other_price'],
    ['a swap of nothing', { kind: 'swap', ratio: decimal('0.0001') }, '/ratio'],
  ] as const)('%s is refused at its place', (_, more, path) => {
    expect(() => evaluateContract(terms(more))).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ place: { path } })] }),
    );
  });
});

describe('rates', () => {
  const pay = (of: readonly (readonly [string, string])[]) => of.map(([on, amount]) => ({ day: day(on), amount: decimal(amount) }));

  test('one payment each way: (1 + r)^(days/365)', () => {
    // A year: 106 for 100.
    expect(
      effectiveRate(
        pay([
          ['2025-01-01', '100'],
          ['2026-01-01', '-106'],
        ]),
      )?.toFixed(10),
    ).toBe('0.0600000000');
    // Half of it, 73 of 365 days: 1.01^5 − 1.
    expect(
      effectiveRate(
        pay([
          ['2025-01-01', '-100'],
          ['2025-03-15', '101'],
        ]),
      )?.toFixed(8),
    ).toBe('0.05101005');
    expect(
      effectiveRate(
        pay([
          ['2025-01-01', '100'],
          ['2026-01-01', '-95'],
        ]),
      )?.toFixed(10),
    ).toBe('-0.0500000000');
  });

  test('there is none where payments do not change their sign exactly once, or it lies outside', () => {
    expect(
      effectiveRate(
        pay([
          ['2025-01-01', '100'],
          ['2026-01-01', '6'],
        ]),
      ),
    ).toBeNull();
    expect(
      effectiveRate(
        pay([
          ['2025-01-01', '100'],
          ['2025-06-01', '-200'],
          ['2026-01-01', '101'],
        ]),
      ),
    ).toBeNull();
    expect(
      effectiveRate(
        pay([
          ['2025-01-01', '1'],
          ['2025-01-02', '-2'],
        ]),
      ),
    ).toBeNull();
    expect(effectiveRate([])).toBeNull();
    expect(simpleRate(decimal('1'), zero, 10, 365)).toBeNull();
  });
});

const year = (more: Partial<ContractObligation> = {}): ContractObligation => ({
  ...{ year: 2024, deadline: day('2025-12-31'), outstanding: 800n, outstandingHigh: 900n, available: 1500n },
  ...{ usable: true, receivedUsable: false, creditsLeft: null, ...more },
});
const facts = (of: Partial<ContractTerms>, more: Partial<ConflictFacts> = {}): ConflictFacts => ({
  ...{ terms: terms(of), unit: 'CEA 2024', obligations: [year()], carryOverBy: null, unknownDeadlines: [], holidays: undefined },
  ...{ blackouts: [], stopped: false, counterparty: '银行', exposure: decimal('40000') },
  mandate: { counterparties: ['银行'], limit: decimal('100000'), used: zero },
  ...more,
});
/** Without the one that every day has here: no calendar of closed days is given. */
const said = (of: Partial<ContractTerms>, more: Partial<ConflictFacts> = {}) =>
  contractConflicts(facts(of, more))
    .filter((one) => one.code !== 'holidays_unknown')
    .map((one) => [one.code, one.severity, one.day, one.quantity === null ? null : `${one.quantity}`]);

describe('conflicts with the calendar', () => {
  test('units pledged over the deadline that the obligation needs: as many as are missing', () => {
    // 1500 there, 1000 away, 800 owed: 300 are missing.
    expect(said({})).toEqual([['needed_on_deadline', 'hard', '2025-12-31', '300']]);
    // Of 400 away, 1100 are left: enough.
    expect(said({ quantity: 400n })).toEqual([]);
    // 1500 − 650 = 850: enough for 800, not for the 900 at the upper end.
    expect(said({ quantity: 650n })).toEqual([['needed_at_upper_end', 'soft', '2025-12-31', '50']]);
    // Never more than the contract takes away, however much is short besides.
    expect(said({}, { obligations: [year({ outstanding: 9000n, available: 1000n })] })[0]?.[3]).toBe('1000');
  });

  test('back before the deadline is in time, on its day too late', () => {
    expect(said({ to: day('2025-12-30') })).toEqual([]);
    expect(said({ to: day('2025-12-31') })[0]?.[0]).toBe('needed_on_deadline');
    expect(said({ from: day('2026-01-05'), to: day('2026-03-05') })).toEqual([]);
  });

  test('units sold in a forward are gone on a deadline after the delivery; units of another year concern nobody', () => {
    const sold = { kind: 'forward', side: 'give', to: day('2025-11-28') } as const;
    expect(said(sold)[0]?.slice(0, 2)).toEqual(['needed_on_deadline', 'hard']);
    expect(said({ ...sold, to: day('2026-01-05') })).toEqual([]);
    expect(said(sold, { obligations: [year({ usable: false })] })).toEqual([]);
  });

  test('units that come too late, or are gone again, are no cover', () => {
    const short = { obligations: [year({ available: 500n })] };
    expect(said({ kind: 'forward', side: 'take' }, short)).toEqual([['does_not_cover', 'soft', '2025-12-31', '300']]);
    expect(said({ kind: 'lending', side: 'take', to: day('2025-11-28') }, short)[0]?.[0]).toBe('does_not_cover');
    expect(said({ kind: 'lending', side: 'take' }, short)).toEqual([]);
  });

  test('a swap: what comes in counts up to the credit limit', () => {
    const swap = { kind: 'swap', from: day('2025-03-03'), to: day('2025-03-03') } as const;
    // 1500 − 1000 + 100 of the 1000 received: 200 are missing, and 900 are above the limit.
    const one = year({ receivedUsable: true, creditsLeft: 100n });
    expect(said(swap, { obligations: [one] })).toEqual([
      ['needed_on_deadline', 'hard', '2025-12-31', '200'],
      ['credits_above_limit', 'soft', '2025-12-31', '900'],
    ]);
    expect(said(swap, { obligations: [year({ available: 5000n })] })[0]?.[0]).toBe('received_not_usable');
  });

  test('carry-over, unknown deadlines, weekends, blackouts', () => {
    const long = { to: day('2026-08-14'), quantity: 100n };
    expect(said(long, { carryOverBy: day('2026-06-10') })).toEqual([['away_over_carry_over', 'soft', '2026-06-10', '100']]);
    expect(said({ quantity: 100n }, { unknownDeadlines: [{ year: 2024, usual: day('2025-12-31') }] })[0]?.[0]).toBe('deadline_unknown');
    const saturday = contractConflicts(facts({ quantity: 100n, to: day('2025-11-29') }));
    const weekend = saturday.find((one) => one.code === 'not_a_trading_day');
    expect([weekend?.day, weekend?.cure.en]).toEqual(['2025-11-29', expect.stringContaining('2025-12-01')]);
    const blackouts = [{ from: day('2025-03-01'), to: day('2025-03-05'), reason: '核查' }];
    expect(said({ quantity: 100n }, { blackouts })).toEqual([['blackout', 'hard', '2025-03-03', null]]);
    const later = [{ from: day('2026-01-10'), to: day('2026-01-20'), reason: '' }];
    expect(said({ quantity: 100n }, { blackouts: later })).toEqual([['blackout', 'soft', '2026-01-15', null]]);
  });

  test('the mandate: none, a partner it does not name, a partner above the limit, a stop', () => {
    const of = (more: Partial<ConflictFacts>) => said({ quantity: 100n }, more)[0]?.slice(0, 2);
    expect(of({ mandate: null })).toEqual(['no_mandate', 'soft']);
    expect(of({ counterparty: '他人' })).toEqual(['counterparty_unknown', 'hard']);
    const mandate = { counterparties: ['银行'], limit: decimal('100000'), used: decimal('60000') };
    expect(of({ mandate })).toBeUndefined();
    expect(of({ mandate: { ...mandate, used: decimal('60000.01') } })).toEqual(['counterparty_limit', 'hard']);
    expect(of({ stopped: true })).toEqual(['trading_stopped', 'hard']);
  });
});
