import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAccounting } from '../../src/server/modules/asset/accounting/read-accounting.ts';
import { recordTransactionCost } from '../../src/server/modules/asset/accounting/record-transaction-cost.ts';
import { readHoldings } from '../../src/server/modules/asset/ledger/read-holdings.ts';
import { listTransactions } from '../../src/server/modules/asset/ledger/read-transactions.ts';
import { readAssetStatement } from '../../src/server/modules/asset/statement/read-asset-statement.ts';
import { decideTransferPrice, proposeTransferPrice } from '../../src/server/modules/trading/group/price-rule.ts';
import { readGroup } from '../../src/server/modules/trading/group/read-group.ts';
import { readGroupStatement } from '../../src/server/modules/trading/group/read-group-statement.ts';
import { decideTransfer, proposeTransfer } from '../../src/server/modules/trading/group/transfer.ts';
import type { Actor } from '../../src/server/work/actor.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { type Persona, refusalOf } from '../support/plant.ts';

/** A group of a plant and another entity: positions, transfers at a set price, the consolidated statement; who sees what. */
let desk: Desk;
let classId = '';
beforeAll(async () => {
  desk = await openDesk();
  const { plant } = desk;
  await plant.record('statistician', [
    plant.cell('2024-01', 'FC', '1000'),
    plant.cell('2024-01', 'C_ar', '0.5'),
    plant.cell('2024-01', 'generation_mwh', '100'),
    plant.cell('2024-01', 'operating_hours', '600'),
  ]);
  classId = await desk.hold('1000');
});
afterAll(() => desk?.plant.close());

const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
const group = (who: Persona = 'auditor') => desk.plant.ask(who, readGroup(desk.plant.shelf), { entityId: desk.plant.ids.group });
const statement = (who: Persona = 'auditor', year = 2025) =>
  desk.plant.ask(who, readGroupStatement, { entityId: desk.plant.ids.group, year });
const propose = (more: object = {}, who: Persona = 'assets') =>
  desk.run(who, proposeTransfer(desk.plant.shelf), {
    ...{ fromEntityId: desk.plant.ids.plant, toEntityId: desk.plant.ids.other, classId, quantity: '800', effectiveOn: '2025-01-20' },
    ...more,
  });
const decide = (transferId: string, who: Persona = 'group', more: object = {}) =>
  desk.run(who, decideTransfer, { transferId, decision: 'accept', ...more });

describe('positions', () => {
  test('by entity and in sum; what is held elsewhere counts for the group', async () => {
    const view = await group();
    const [line] = view.years.filter((one) => one.year === 2024);
    expect([view.partial, view.years.length >= 1, line?.entityName.en, line?.outstanding, line?.holdings]).toEqual([
      false,
      true,
      'plant',
      '1815',
      '1000',
    ]);
    const of = (symbol: string) => view.result?.outputs.find((one) => one.symbol === symbol && one.at.year === '2024')?.value;
    expect(of('group_position')).toBe(line?.position);
    // 1000 held + what is still to be issued − 1815 owed.
    expect(Number(line?.position)).toBe(1000 + Number(line?.expectedIssue) - 1815);
    expect(['short', 'internal', 'to_buy'].map(of)).toEqual(['0', '0', '0']);
  });
});

describe('the price rule', () => {
  test('is proposed by one and approved by another, in versions', async () => {
    expect(await codeOf(propose())).toBe('invalid_input');
    const rule = (more: object = {}, who: Persona = 'finance') =>
      desk.run(who, proposeTransferPrice, {
        method: 'fixed',
        value: '75',
        validFrom: '2025-01-01',
        note: '集团内部',
        seenVersion: 0,
        ...more,
      });
    expect(await codeOf(rule({}, 'trader'))).toBe('not_permitted');
    expect(await codeOf(rule({ method: 'market', value: '1.5' }))).toBe('invalid_input');
    const { id } = await rule();
    expect(await codeOf(rule())).toBe('conflict');
    expect(await codeOf(desk.run('finance', decideTransferPrice, { ruleId: id, decision: 'approve' }))).toBe(
      'same_person_proposes_and_approves',
    );
    await desk.run('top', decideTransferPrice, { ruleId: id, decision: 'approve' });
    expect(await codeOf(desk.run('top', decideTransferPrice, { ruleId: id, decision: 'approve' }))).toBe('wrong_state');
    const second = await rule({ value: '80', seenVersion: 1 });
    expect(await codeOf(desk.run('top', decideTransferPrice, { ruleId: second.id, decision: 'reject' }))).toBe('reason_required');
    await desk.run('top', decideTransferPrice, { ruleId: second.id, decision: 'reject', reason: '偏高' });
    const view = await group();
    expect(view.price).toEqual({ price: '75', formula: '75', ruleVersion: 1 });
    expect(view.rules.map((one) => [one.version, one.state])).toEqual([
      [2, 'rejected'],
      [1, 'in_force'],
    ]);
  });
});

describe('a transfer', () => {
  test('needs a reason for another price, two persons, each with the right at its side', async () => {
    expect(await codeOf(propose({ price: '70' }))).toBe('reason_required');
    expect(await codeOf(propose({ toEntityId: desk.plant.ids.plant }))).toBe('invalid_input');
    expect(await codeOf(propose({ effectiveOn: '2025-02-01' }))).toBe('invalid_input');
    expect(await codeOf(propose({}, 'risk'))).toBe('not_permitted');
    const { id } = await propose({}, 'group');
    expect(await codeOf(decide(id, 'group'))).toBe('same_person_proposes_and_approves');
    expect(await codeOf(decide(id, 'group', { decision: 'reject', reason: '撤回' }))).toBe('same_person_proposes_and_approves');
    // The plant's manager has no right at the side that takes.
    expect(await codeOf(decide(id, 'manager'))).toBe('not_permitted');
    expect(await codeOf(decide(id, 'finance', { decision: 'reject' }))).toBe('reason_required');
    await decide(id, 'finance', { decision: 'reject', reason: '数量有误' });
    expect(await codeOf(decide(id, 'finance'))).toBe('wrong_state');
    const much = await propose({ quantity: '1001' });
    expect(await codeOf(decide(much.id))).toBe('units_insufficient');
  });

  test('accepted, its units are on the other account; sum and consolidation know it is internal', async () => {
    const { plant } = desk;
    const { items } = await plant.ask('auditor', listTransactions, {});
    const bought = items.find((one) => one.kind === 'buy');
    // 1000 at 60.
    await desk.run('finance', recordTransactionCost, {
      ...{
        transactionId: bought?.id,
        amount: '60000',
        fees: '0',
        vat: '0',
        freeQuantity: null,
        paid: true,
        note: '',
        evidenceIds: [],
        seenVersion: 0,
      },
    });
    const { id } = await propose({ documentNo: '内转-1' });
    expect((await decide(id)).state).toBe('accepted');
    const { holdings } = await plant.ask('auditor', readHoldings, {});
    const held = holdings
      .find((one) => one.class.id === classId)
      ?.entities.map((one) => [one.entityId === plant.ids.plant ? 'plant' : 'other', one.own]);
    expect(held?.sort()).toEqual([
      ['other', '800'],
      ['plant', '200'],
    ]);
    const view = await group();
    expect(view.transfers[0]).toMatchObject({
      state: 'accepted',
      price: '75',
      amount: '60000',
      ruleVersion: 1,
      decision: { doneBy: { name: 'group' } },
    });
    const lines = view.years.filter((one) => one.year === 2024).map((one) => [one.entityName.en, one.holdings]);
    expect(lines).toEqual([
      ['plant', '200'],
      ['other', '800'],
    ]);
    // The plant gave more than it had over: as much as it is short of could come back.
    const short = -Number(view.years.find((one) => one.entityName.en === 'plant')?.position);
    expect([short > 0, view.suggestions]).toMatchObject([
      true,
      [{ year: 2024, from: { name: { en: 'other' } }, to: { name: { en: 'plant' } }, quantity: `${short}` }],
    ]);

    const found = await statement();
    const shown = (of: 'sum' | 'elimination' | 'consolidated', row: keyof typeof found.sum) =>
      `${found[of][row]?.quantity} ${found[of][row]?.amount}`;
    // Result 800 · (75 − 60) = 12 000, all of it still in stock.
    expect(
      (['increase_purchased', 'increase_internal', 'decrease_internal', 'closing', 'internal_result'] as const).map((row) =>
        shown('elimination', row),
      ),
    ).toEqual([...['0 0', '-800 -60000', '-800 -48000', '0 -12000', '0 -12000']]);
    expect([shown('sum', 'closing'), shown('consolidated', 'closing'), shown('consolidated', 'increase_purchased')]).toEqual([
      ...['1000 72000', '1000 60000', '1000 60000'],
    ]);
    const entry = (lines: readonly { account: string; debit: string; credit: string }[]) =>
      lines.map((one) => `${one.account} ${one.debit} ${one.credit}`);
    expect(entry(found.transfers[0]?.giver ?? [])).toEqual(['1221 60000 0', '1489 0 48000', '6301 0 12000']);
    expect(entry(found.transfers[0]?.taker ?? [])).toEqual(['1489 60000 0', '2241 0 60000']);
    expect(entry(found.eliminationEntry)).toEqual(['2241 60000 0', '1221 0 60000', '6301 12000 0', '1489 0 12000']);
    expect((await statement('auditor', 2024)).transfers).toEqual([]);
    // Each entity's own books say the same: bought for 60 000, sold at a cost of 48 000; of the whole group nothing was bought or sold.
    const own = async (entityId: string) => {
      const { table, entries } = await plant.ask('auditor', readAccounting, { year: 2025, entityId });
      const rows = table.filter((one) => one.quantity.value !== '0').map((one) => `${one.row} ${one.quantity.value} ${one.amount.value}`);
      return [
        ...rows,
        ...entries.flatMap((one) => one.lines.map((l) => `${l.debit ? 'Dr' : 'Cr'} ${l.account} ${l.debit?.value ?? l.credit?.value}`)),
      ];
    };
    expect(await own(plant.ids.other)).toEqual([
      'increase_purchased 800 60000',
      'closing 800 60000',
      'Dr 1489 60000.00',
      'Cr 2241 60000.00',
    ]);
    expect((await own(plant.ids.plant)).slice(1)).toEqual([
      ...['decrease_sold 800 48000', 'closing 200 12000', 'Dr 1489 60000.00', 'Cr 1002 60000.00'],
      ...['Dr 1221 60000.00', 'Cr 1489 48000.00', 'Cr 6301 12000.00'],
    ]);
    expect(await own(plant.ids.group)).toEqual([
      'increase_purchased 1000 60000',
      'closing 1000 60000',
      'Dr 1489 60000.00',
      'Cr 1002 60000.00',
    ]);
    const asked = { day: '2025-01-20', entityId: plant.ids.other };
    const { holdings: valued } = await plant.ask('auditor', readAssetStatement(plant.shelf), asked);
    expect(valued.map((one) => [one.class.vintage, one.cost])).toEqual([[2024, '60000']]);
  });
});

describe('who sees what', () => {
  test('a plant’s person sees its own line, the transfer it took part in, and nothing of the other entity’s books', async () => {
    const view = await group('statistician');
    expect([view.partial, [...new Set(view.years.map((one) => one.entityName.en))], view.entities.map((one) => one.name.en)]).toEqual([
      true,
      ['plant'],
      ['plant'],
    ]);
    expect(view.transfers.length).toBeGreaterThan(0);
    const own = await statement('statistician');
    expect([own.partial, own.entities.map((one) => one.entity.name.en), own.transfers]).toEqual([true, ['plant'], []]);
    // With the other side out of view the transfer is a sale like any other.
    expect([own.sum.decrease_sold, own.elimination.decrease_sold?.amount]).toEqual([{ quantity: '800', amount: '48000' }, '0']);
    // Of the other side: its units, without the plant's.
    const other = await group('stranger');
    expect([other.partial, other.years.map((one) => one.entityName.en)]).toEqual([true, []]);
    expect((await statement('stranger')).entities.map((one) => [one.entity.name.en, one.column.closing?.quantity])).toEqual([
      ['other', '800'],
    ]);
  });

  test('who has no role in the group is refused', async () => {
    const nobody: Actor = { ...desk.plant.actors.stranger, grants: [] };
    expect(await codeOf(desk.plant.ask(nobody, readGroup(desk.plant.shelf), { entityId: desk.plant.ids.group }))).toBe('not_permitted');
    expect(await codeOf(desk.plant.ask('stranger', readGroup(desk.plant.shelf), { entityId: desk.plant.ids.plant }))).toBe('not_permitted');
  });
});
