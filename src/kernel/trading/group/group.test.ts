import { describe, expect, test } from 'vitest';
import type { LedgerChange } from '../../accounting/ledger-movements.ts';
import { present } from '../../assert.ts';
import { parseDay } from '../../calendar/day.ts';
import { decimal, zero } from '../../quantity/decimal.ts';
import { type Consolidation, consolidate, type InternalTransfer, type StatementRow, unplacedImpairments } from './consolidate.ts';
import { evaluateGroup, type MemberPosition, suggestTransfers } from './group-position.ts';
import { transferPrice } from './transfer-price.ts';

const member = (entity: string, position: string, more: Partial<MemberPosition> = {}): MemberPosition => ({
  ...{ entity, year: 2024, holdings: 1000n, expectedIssue: 0n, credits: 0n, obligation: decimal('900') },
  ...{ position: decimal(position), low: decimal(position).minus(50), high: decimal(position).plus(50), ...more },
});

describe('the position of a group', () => {
  const all = [member('a', '300'), member('b', '-120.5'), member('c', '-80', { holdings: 100n })];
  const of = (members: readonly MemberPosition[], symbol: string) =>
    evaluateGroup(members).outputs.find((one) => one.symbol === symbol)?.value;

  test('sums, what is short where another is long, what is still to be bought', () => {
    expect(['group_position', 'group_position_low', 'short', 'long', 'internal', 'to_buy'].map((one) => of(all, one))).toEqual([
      ...['99.5', '-50.5', '200.5', '300', '200.5', '0'],
    ]);
    // 2100 + 0 + 0 over 2700
    expect(String(of(all, 'group_cover_ratio')).slice(0, 6)).toBe('0.7777');
    expect(['internal', 'to_buy'].map((one) => of([member('a', '30'), member('b', '-120.5')], one))).toEqual(['30', '90.5']);
  });

  test('who could give to whom: whole units, the largest shortage first, no more than is held', () => {
    expect(suggestTransfers(all)).toEqual([
      { year: 2024, from: 'a', to: 'b', quantity: 121n },
      { year: 2024, from: 'a', to: 'c', quantity: 80n },
    ]);
    expect(suggestTransfers([member('a', '300.9', { holdings: 50n }), member('b', '-120.5')])).toEqual([
      { year: 2024, from: 'a', to: 'b', quantity: 50n },
    ]);
    expect(suggestTransfers([member('a', '300', { year: 2025 }), member('b', '-120.5')])).toEqual([]);
  });
});

test.each([
  ['fixed', '72.5', null, '72.5', '72.5'],
  ['market', '0.02', '74.63', '73.14', '74.63 * (1 - 0.02)'],
  ['market', '0', '74.635', '74.64', '74.635 * (1 - 0)'],
] as const)('transfer price: %s %s of %s', (method, value, close, price, formula) => {
  const found = transferPrice(method, decimal(value), close === null ? null : decimal(close));
  expect([found?.price.toFixed(), found?.formula]).toEqual([price, formula]);
  expect(transferPrice('market', zero, null)).toBeNull();
});

let seq = 0n;
function change(
  transactionId: string,
  kind: string,
  direction: 'in' | 'out',
  quantity: bigint,
  amount: string | null,
  on = '2024-05-06',
): LedgerChange {
  seq += 1n;
  const cost = amount === null ? null : { amount: decimal(amount), fees: zero, vat: zero, freeQuantity: null, paid: true };
  const day = present(parseDay(on), 'a day');
  return { transactionId, seq, day, kind, direction, classId: 'c', unit: 'CEA', vintage: '2024', quantity, cost };
}
const policy = { costFlow: 'weighted_average', freeSale: 'income', vat: 'separate', cents: 'exact' } as const;
const transfer = (
  transactionId: string,
  from: string,
  to: string,
  quantity: bigint,
  amount: string,
  day = '2024-06-03',
): InternalTransfer => ({
  ...{ transactionId, from, to, quantity, amount: decimal(amount), day },
});
const shown = (column: Consolidation['sum'], ...rows: StatementRow[]) =>
  rows.map((row) => `${column[row].quantity} ${column[row].amount.toFixed(2)}`);

describe('consolidation', () => {
  test('a sale within the group, of which a part is surrendered: revenue, cost and the result in stock are taken out', () => {
    // A buys 1000 at 60, gives 400 to B at 75; B surrenders 100. Result of A 400 · 15 = 6000, of which 300 · 15 = 4500 are still in stock.
    const a = [change('p', 'buy', 'in', 1000n, '60000'), change('t', 'transfer', 'out', 400n, null, '2024-06-03')];
    const b = [change('t', 'transfer', 'in', 400n, null, '2024-06-03'), change('s', 'surrender', 'out', 100n, null, '2024-12-02')];
    const found = consolidate(
      [
        { entity: 'A', changes: a, writeDowns: [] },
        { entity: 'B', changes: b, writeDowns: [] },
      ],
      [transfer('t', 'A', 'B', 400n, '30000')],
      policy,
      'free_first',
      2024,
    );
    const rows = [
      'increase_purchased',
      'increase_internal',
      'decrease_surrendered',
      'decrease_sold',
      'decrease_internal',
      'closing',
      'internal_result',
    ] as const;
    const [ofA, ofB] = found.entities.map((one) => shown(one.column, ...rows));
    expect(ofA).toEqual(['1000 60000.00', '0 0.00', '0 0.00', '0 0.00', '400 24000.00', '600 36000.00', '0 6000.00']);
    expect(ofB).toEqual(['0 0.00', '400 30000.00', '100 7500.00', '0 0.00', '0 0.00', '300 22500.00', '0 0.00']);
    expect(shown(found.elimination, ...rows)).toEqual([
      ...['0 0.00', '-400 -30000.00', '0 -1500.00', '0 0.00', '-400 -24000.00', '0 -4500.00', '0 -6000.00'],
    ]);
    expect(shown(found.consolidated, ...rows)).toEqual([
      '1000 60000.00',
      '0 0.00',
      '100 6000.00',
      '0 0.00',
      '0 0.00',
      '900 54000.00',
      '0 0.00',
    ]);
    expect(found.transfers.map((one) => one.carrying.toFixed(2))).toEqual(['24000.00']);
    // The year after: what is left of the result is in the opening.
    const next = consolidate(
      [
        { entity: 'A', changes: a, writeDowns: [] },
        { entity: 'B', changes: b, writeDowns: [] },
      ],
      [transfer('t', 'A', 'B', 400n, '30000')],
      policy,
      'free_first',
      2025,
    );
    expect([...shown(next.elimination, 'opening', 'closing', 'increase_internal'), next.transfers.length]).toEqual([
      '0 -4500.00',
      '0 -4500.00',
      '0 0.00',
      0,
    ]);
  });

  test('free units stay free for the group, and a chain of three keeps the first cost', () => {
    const t = (id: string, day: string) =>
      [change(id, 'transfer', 'out', 100n, null, day), change(id, 'transfer', 'in', 100n, null, day)] as const;
    const [one, two] = [t('t1', '2024-06-03'), t('t2', '2024-07-01')];
    const chain = [transfer('t1', 'A', 'B', 100n, '7000'), transfer('t2', 'B', 'C', 100n, '8000', '2024-07-01')];
    const entities = (first: LedgerChange) => [
      { entity: 'A', changes: [first, one[0]], writeDowns: [] },
      { entity: 'B', changes: [one[1], two[0]], writeDowns: [] },
      { entity: 'C', changes: [two[1]], writeDowns: [] },
    ];
    const free = consolidate(entities(change('i', 'issue', 'in', 100n, null)), chain, policy, 'free_first', 2024);
    expect(shown(free.sum, 'closing', 'internal_result')).toEqual(['100 8000.00', '0 8000.00']);
    expect(shown(free.consolidated, 'increase_free', 'closing', 'increase_other')).toEqual(['100 0.00', '100 0.00', '0 0.00']);
    const bought = consolidate(entities(change('p', 'buy', 'in', 100n, '6000')), chain, policy, 'free_first', 2024);
    expect(shown(bought.consolidated, 'closing', 'increase_other', 'decrease_other')).toEqual(['100 6000.00', '0 0.00', '0 0.00']);
    expect(shown(bought.elimination, 'closing', 'internal_result')).toEqual(['0 -2000.00', '0 -2000.00']);
  });

  test('an impairment stands in the books of its entity and of the group; of units taken at an internal price it is pointed out', () => {
    const loss = {
      id: 'w',
      day: present(parseDay('2024-12-31'), 'a day'),
      unit: 'CEA',
      vintage: '2024',
      about: { zh: '减值', en: 'loss' },
    };
    const a = [change('p', 'buy', 'in', 1000n, '60000'), change('t', 'transfer', 'out', 400n, null, '2024-06-03')];
    const b = [change('t', 'transfer', 'in', 400n, null, '2024-06-03')];
    // B took 400 at 75 and lowers them to 70: 30000 − 2000. For the group they stood at 60, so that the loss only turns back internal result: said, not hidden.
    const told = [
      { entity: 'A', changes: a, writeDowns: [{ ...loss, amount: decimal('3600') }] },
      { entity: 'B', changes: b, writeDowns: [{ ...loss, amount: decimal('2000') }] },
    ];
    const found = consolidate(told, [transfer('t', 'A', 'B', 400n, '30000')], policy, 'free_first', 2024);
    const [ofA, ofB] = found.entities.map((one) => shown(one.column, 'decrease_other', 'closing'));
    expect([ofA, ofB]).toEqual([
      ['0 3600.00', '600 32400.00'],
      ['0 2000.00', '400 28000.00'],
    ]);
    expect(shown(found.consolidated, 'decrease_other', 'closing')).toEqual(['0 5600.00', '1000 54400.00']);
    expect(shown(found.elimination, 'decrease_other', 'closing')).toEqual(['0 0.00', '0 -6000.00']);
    expect(found.findings.map((one) => [one.code, one.place.at])).toEqual([['impairment_of_internal_units', { entity: 'B' }]]);
    expect(unplacedImpairments([{ ...loss, amount: decimal('9') }]).map((one) => one.code)).toEqual(['impairment_without_entity']);
  });

  test('every column adds up: opening + increases − decreases = closing', () => {
    const a = [
      change('o', 'open', 'in', 10n, '500', '2023-05-06'),
      change('p', 'buy', 'in', 333n, '20000.01'),
      change('t', 'transfer', 'out', 77n, null, '2024-06-03'),
    ];
    const b = [change('t', 'transfer', 'in', 77n, null, '2024-06-03'), change('x', 'sell', 'out', 33n, '2600', '2024-09-02')];
    const found = consolidate(
      [
        { entity: 'A', changes: a, writeDowns: [] },
        { entity: 'B', changes: b, writeDowns: [] },
      ],
      [transfer('t', 'A', 'B', 77n, '5555.55')],
      policy,
      'free_first',
      2024,
    );
    for (const column of [found.sum, found.elimination, found.consolidated, ...found.entities.map((one) => one.column)]) {
      const add = (...rows: StatementRow[]) => rows.reduce((sum, row) => sum.plus(column[row].amount), zero);
      const left = add('opening', 'increase_free', 'increase_purchased', 'increase_internal', 'increase_other')
        .minus(add('decrease_surrendered', 'decrease_sold', 'decrease_internal', 'decrease_other'))
        .minus(column.closing.amount);
      expect(left.toFixed(2)).toBe('0.00');
    }
  });
});
