import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readAccounting } from '../../src/server/modules/asset/accounting/read-accounting.ts';
import { recordTransactionCost } from '../../src/server/modules/asset/accounting/record-transaction-cost.ts';
import { readHoldings } from '../../src/server/modules/asset/ledger/read-holdings.ts';
import { readStockTakes } from '../../src/server/modules/asset/stock-take/read-stock-takes.ts';
import { takeStock } from '../../src/server/modules/asset/stock-take/take-stock.ts';
import { decideFinance } from '../../src/server/modules/trading/finance/decide-contract.ts';
import { draftFinance } from '../../src/server/modules/trading/finance/draft-contract.ts';
import { moveFinance } from '../../src/server/modules/trading/finance/move-contract.ts';
import { payFinance } from '../../src/server/modules/trading/finance/pay-contract.ts';
import { readFinance } from '../../src/server/modules/trading/finance/read-finance.ts';
import { stopTrading } from '../../src/server/modules/trading/mandate/stop-trading.ts';
import { limitViews } from '../../src/server/modules/trading/risk/limits.ts';
import type { Actor } from '../../src/server/work/actor.ts';
import { command } from '../../src/server/work/command.ts';
import { refusalOf as databaseRefusal } from '../../src/server/work/database-errors.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { refusalOf } from '../support/plant.ts';

/** Payments of contracts, what is looked at again at their start, and the limit of a partner that orders and contracts share. */
let first: Desk;
let next = 1;
beforeAll(async () => {
  first = await openDesk();
  await first.mandate({ counterparties: [{ name: '示例银行', limitYuan: '50000' }] });
});
afterAll(() => first?.plant.close());

const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;

async function another(more: object = {}): Promise<Desk> {
  next += 1;
  const desk = await openDesk({ n: next, beside: first.plant });
  await desk.mandate({ counterparties: [{ name: '示例银行', limitYuan: '50000' }], ...more });
  return desk;
}

interface Wanted {
  readonly [key: string]: unknown;
  readonly terms?: object;
}
const draft = (desk: Desk, classId: string, { terms, ...more }: Wanted = {}) => ({
  ...{ kind: 'pledge', entityId: desk.plant.ids.plant, counterparty: '示例银行', classId, quantity: '400' },
  ...{ startsOn: '2025-01-20', endsOn: '2025-11-10', purpose: '补充流动资金', documentNo: '质押-1', ...more },
  terms: { price: '74.63', loan: '18000', rate: '0.0435', every: 'quarter', initialShare: '0.65', lineShare: '0.8', ...terms },
});
const put = (desk: Desk, classId: string, more: Wanted = {}) => desk.run('assets', draftFinance, draft(desk, classId, more));
const decide = (desk: Desk, contractId: string, who: 'risk' | 'assets' | 'top' | 'trader' = 'risk', more: object = {}) =>
  desk.run(who, decideFinance(desk.plant.shelf), { contractId, decision: 'approve', ...more });
const move = (desk: Desk, contractId: string, step: string, doneOn: string, more: object = {}, who: 'finance' | 'assets' = 'finance') =>
  desk.run(who, moveFinance(desk.plant.shelf), { contractId, step, doneOn, documentNo: `单-${step}`, ...more });
const read = (desk: Desk, contractId: string) => desk.plant.ask('auditor', readFinance(desk.plant.shelf), { contractId });
/** One month of coal of unit 1: 1000 t × 0.5 × 0.99 × 44/12 = 1815 t owed for 2024. */
const owe = (desk: Desk) =>
  desk.plant.record('statistician', [
    desk.plant.cell('2024-01', 'FC', '1000'),
    desk.plant.cell('2024-01', 'C_ar', '0.5'),
    desk.plant.cell('2024-01', 'generation_mwh', '100'),
    desk.plant.cell('2024-01', 'operating_hours', '600'),
  ]);

describe('payments', () => {
  const now = (desk: Desk, contractId: string) => desk.ask('auditor', readFinance(desk.plant.shelf), { contractId });
  const pay = (
    desk: Desk,
    contractId: string,
    flowNo: number,
    amount: string,
    more: object = {},
    who: 'finance' | 'trader' | 'risk' = 'finance',
  ) => desk.run(who, payFinance, { contractId, flowNo, paidOn: '2025-01-20', amount, documentNo: `回单-${flowNo}`, ...more });
  const told = async (desk: Desk, id: string) =>
    (await now(desk, id)).schedule.map((one) => [one.flowNo, one.state, one.difference, one.lateDays]);

  test('are told by settlement staff: due, late, in part, paid; a difference says why; nothing pays twice', async () => {
    const desk = await another();
    const { id } = await put(desk, await desk.hold('1000'));
    expect(await told(desk, id)).toEqual([]);
    expect(await codeOf(pay(desk, id, 1, '18000.00'))).toBe('wrong_state');
    await decide(desk, id);
    await move(desk, id, 'started', '2025-01-20');
    // The loan of today, four periods of interest, and the loan back.
    expect((await told(desk, id)).map(([no, state]) => [no, state])).toEqual([
      ...[
        [1, 'due'],
        [2, 'scheduled'],
        [3, 'scheduled'],
        [4, 'scheduled'],
        [5, 'scheduled'],
        [6, 'scheduled'],
      ],
    ]);
    expect(await codeOf(pay(desk, id, 1, '18000.00', {}, 'trader'))).toBe('not_permitted');
    expect(await codeOf(pay(desk, id, 1, '18000.00', { paidOn: '2025-01-21' }))).toBe('invalid_input');
    expect(await codeOf(pay(desk, id, 7, '1.00'))).toBe('invalid_input');
    expect(await pay(desk, id, 1, '18000.00')).toMatchObject({ state: 'paid', difference: '0', lateDays: 0 });
    desk.at('2025-04-25T02:00:00.000Z');
    expect((await told(desk, id))[1]).toEqual([2, 'late', '193.07', 5]);
    expect(await codeOf(pay(desk, id, 2, '-93.07', { paidOn: '2025-04-22' }))).toBe('reason_required');
    await pay(desk, id, 2, '-93.07', { paidOn: '2025-04-22', reason: '分两次支付' });
    expect((await told(desk, id))[1]).toEqual([2, 'late', '100', 5]);
    expect(await codeOf(pay(desk, id, 2, '-100.00', { paidOn: '2025-04-23' }))).toBe('already_exists');
    expect(await pay(desk, id, 2, '-100.00', { paidOn: '2025-04-23', documentNo: '回单-2b' })).toMatchObject({
      state: 'paid',
      lateDays: 3,
    });
    const paid = (await now(desk, id)).schedule[1]?.payments;
    expect(paid?.map((one) => [one.paidOn, one.amount, one.documentNo, one.reason, one.doneBy.name])).toEqual([
      ['2025-04-22', '-93.07', '回单-2', '分两次支付', 'finance'],
      ['2025-04-23', '-100', '回单-2b', '', 'finance'],
    ]);
    await move(desk, id, 'defaulted', '2025-04-25', { reason: '借款人停业' });
    expect((await told(desk, id)).slice(2).map(([, state]) => state)).toEqual(['lapsed', 'lapsed', 'lapsed', 'lapsed']);
  });

  test('reach the statement of the bank and the accounts: interest and loan with entries, the price of units not a second time', async () => {
    const desk = await another();
    const { plant } = desk;
    const classId = await desk.hold('1000');
    const pledge = await put(desk, classId);
    await decide(desk, pledge.id);
    await move(desk, pledge.id, 'started', '2025-01-20');
    await pay(desk, pledge.id, 1, '18000.00');
    const forward = await put(desk, classId, {
      ...{ kind: 'forward', side: 'give', quantity: '100', startsOn: '2025-01-20', endsOn: '2025-02-20', documentNo: '远期-1' },
      terms: { price: '80', otherPrice: '74.63', collateralShare: '0.1' },
    });
    await decide(desk, forward.id);
    desk.at('2025-04-25T02:00:00.000Z');
    const sold = await move(desk, forward.id, 'ended', '2025-02-20');
    await desk.run('finance', recordTransactionCost, { transactionId: sold.transactionId ?? '', amount: '8000', seenVersion: 0 });
    await pay(desk, forward.id, 1, '-800.00');
    await pay(desk, forward.id, 2, '8000.00', { paidOn: '2025-02-20' });
    await pay(desk, pledge.id, 2, '-193.07', { paidOn: '2025-04-20' });
    const { entries } = await desk.ask('auditor', readAccounting, { year: 2025 });
    const told = entries
      .filter((one) => one.kind === 'money')
      .map((one) => [one.day, ...one.lines.map((l) => `${l.debit ? 'Dr' : 'Cr'} ${l.account} ${l.debit?.value ?? l.credit?.value}`)]);
    expect(told).toEqual([
      ['2025-01-20', 'Dr 1002 18000.00', 'Cr 2001 18000.00'],
      ['2025-01-20', 'Dr 1221 800.00', 'Cr 1002 800.00'],
      ['2025-04-20', 'Dr 6603 193.07', 'Cr 1002 193.07'],
    ]);
    // The sale of the forward stands once: with its transaction.
    const bank = entries.flatMap((one) => one.lines).filter((one) => one.account === '1002' && one.debit?.value === '8000.00');
    expect(bank).toHaveLength(1);
    const { holdings } = await desk.ask('auditor', readHoldings, {});
    const accountId = holdings[0]?.entities[0]?.standing.find((one) => one.kind === 'trading')?.accountId ?? '';
    const statement = [
      'day,amount,reference',
      '2025-01-20,18000.00,回单-1',
      '2025-01-20,-800.00,回单-1',
      '2025-02-20,8000.00,回单-2',
      '2025-04-21,-193.07,',
    ];
    const taken = await desk.run('finance', takeStock, {
      ...{ accountId, source: 'bank', firstDay: '2025-01-15', lastDay: '2025-04-30', fileName: 'bank.csv', text: statement.join('\n') },
    });
    expect([taken.matched, taken.breaks]).toEqual([3, 1]);
    const { breaks, summary } = await desk.ask('auditor', readStockTakes, {});
    expect(breaks.map((one) => [one.kind, one.book?.reference, one.book?.quantity])).toEqual([['day_differs', '回单-2', '-19307']]);
    expect(summary.map((one) => [one.book, one.difference])).toEqual([['2500693', '0']]);
    const other = await another();
    expect((await other.ask('auditor', readAccounting, { year: 2025 })).entries).toEqual([]);
    const change = () =>
      plant.run(
        'finance',
        command({
          ...{ name: 'test.money', action: 'trading.read', input: z.strictObject({}) },
          run: async (work) => await sql`update app.settlement_money set amount = 1`.execute(work.tx),
        }),
        {},
      );
    await expect(change()).rejects.toThrow();
  });

  test('not by who drafted or approved the contract, whatever their roles; the database refuses it too', async () => {
    const desk = await another();
    const { plant } = desk;
    const { id } = await put(desk, await desk.hold('1000'));
    await decide(desk, id);
    const grants: Actor['grants'] = (['asset_manager', 'risk_officer', 'finance_officer'] as const).map((role) => ({
      role,
      entityId: null,
    }));
    for (const name of ['assets', 'risk'] as const) {
      const who = { ...plant.actors[name], grants };
      const money = { contractId: id, flowNo: 1, paidOn: '2025-01-20', amount: '18000.00', documentNo: 'x' };
      expect(await codeOf(plant.run(who, payFinance, money))).toBe('same_person_trades_and_settles');
      const write = command({
        ...{ name: 'test.pay', action: 'trading.read', input: z.strictObject({}) },
        run: async (work) => {
          await sql`insert into app.finance_payment (organization_id, id, contract_id, flow_no, due_on, due_amount, paid_on, amount, document_no,
              done_at, done_by, done_by_name)
            values (${plant.organizationId}, ${work.newId()}, ${id}, 1, '2025-01-20', 18000, '2025-01-20', 18000, 'x', now(),
              ${plant.actors[name].personId}, 'x')`.execute(work.tx);
          work.record({ kind: 'test', objectType: 'test', objectId: id, objectVersion: 1, content: {} });
        },
      });
      const error: unknown = await plant.run(who, write, {}).then(
        () => 'kept',
        (one: unknown) => databaseRefusal(one),
      );
      expect(error).toMatchObject({ code: 'same_person_trades_and_settles' });
    }
  });
});

describe('at the start', () => {
  test('what came up after the approval refuses it, or needs a reason; it is kept with the start', async () => {
    const desk = await another();
    const classId = await desk.hold('1900');
    const { id } = await put(desk, classId, { endsOn: '2026-01-15', quantity: '1800' });
    await decide(desk, id, 'risk', { reason: '2025 年度截止日未公布' });
    // Only now an obligation is known for which the units are needed on the deadline.
    await owe(desk);
    const refused = await refusalOf(move(desk, id, 'started', '2025-01-20', { reason: '已知' }));
    expect([refused.code, refused.findings.map((one) => one.code)]).toEqual(['contract_conflicts', ['contract_needed_on_deadline']]);
    const other = await put(desk, classId, { endsOn: '2025-11-08', quantity: '10', terms: { loan: '500' } });
    await decide(desk, other.id, 'risk', { reason: '顺延' });
    await move(desk, other.id, 'started', '2025-01-20');
    expect((await read(desk, other.id)).steps[0]?.conflicts.map((one) => one.code)).toEqual(['not_a_trading_day']);
    const third = await put(desk, classId, { endsOn: '2025-11-10', quantity: '10', terms: { loan: '500' } });
    await decide(desk, third.id);
    await desk.run('risk', stopTrading, { reason: '市场异常' });
    expect(await codeOf(move(desk, third.id, 'started', '2025-01-20'))).toBe('contract_conflicts');
  });

  test('contracts use the limit of their partner on the page of risks', async () => {
    const desk = await another();
    const { plant } = desk;
    const { id } = await put(desk, await desk.hold('1000'));
    const use = async () => {
      const at = { entityId: plant.ids.plant, day: '2025-01-20' };
      const views = command({
        ...{ name: 'test.limits', action: 'trading.read', input: z.strictObject({}) },
        run: async (work) => {
          work.record({ kind: 'test', objectType: 'test', objectId: id, objectVersion: 1, content: {} });
          return await limitViews(work, plant.shelf, at);
        },
      });
      return (await desk.run('risk', views, {}))?.find((one) => one.kind === 'counterparty')?.used;
    };
    expect(await use()).toBe('0');
    await decide(desk, id);
    expect(await use()).toBe('18000');
  });
});
