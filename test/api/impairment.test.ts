import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { decideImpairment, recordImpairment } from '../../src/server/modules/asset/accounting/impair.ts';
import { approveAccountingPolicy, recordAccountingPolicy } from '../../src/server/modules/asset/accounting/policy.ts';
import { readAccounting } from '../../src/server/modules/asset/accounting/read-accounting.ts';
import { recordTransactionCost } from '../../src/server/modules/asset/accounting/record-transaction-cost.ts';
import { listTransactions } from '../../src/server/modules/asset/ledger/read-transactions.ts';
import { readAssetStatement } from '../../src/server/modules/asset/statement/read-asset-statement.ts';
import { command } from '../../src/server/work/command.ts';
import { refusalOf as databaseRefusal } from '../../src/server/work/database-errors.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { type Persona, refusalOf } from '../support/plant.ts';

/** Impairment of carbon assets (C.10): 1,000 t bought for 92,710, worth 74,530 on the last day of January: 18,180. */
let desk: Desk;
let classId = '';
beforeAll(async () => {
  desk = await openDesk();
  classId = await desk.hold('1000');
  const { items } = await desk.ask('auditor', listTransactions, {});
  const transactionId = items.find((one) => one.kind === 'buy')?.id ?? '';
  await desk.run('finance', recordTransactionCost, { transactionId, amount: '92710', seenVersion: 0 });
  desk.at('2025-02-10T02:00:00.000Z');
});
afterAll(() => desk?.plant.close());

const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
const record = (more: object = {}, who: Persona = 'finance') =>
  desk.run(who, recordImpairment, {
    ...{ entityId: desk.plant.ids.plant, classId, testedOn: '2025-01-31', recoverable: '74530' },
    ...{ source: '交易所收盘价 74.63 元/吨，减处置费用 0.10 元/吨', reason: '市价持续低于成本', ...more },
  });
const decide = (impairmentId: string, who: Persona = 'top', more: object = {}) =>
  desk.run(who, decideImpairment, { impairmentId, decision: 'approved', ...more });
const books = () => desk.ask('auditor', readAccounting, { year: 2025, entityId: desk.plant.ids.plant });
const statement = async () =>
  (await desk.ask('auditor', readAssetStatement(desk.plant.shelf), { entityId: desk.plant.ids.plant, day: '2025-02-10' })).holdings.map(
    (one) => [one.cost, one.impaired],
  );

test('is tested against the books, approved by another person, and stands in entries, movement table and statement', async () => {
  expect(await codeOf(record({}, 'trader'))).toBe('not_permitted');
  expect(await codeOf(record({ testedOn: '2025-02-11' }))).toBe('invalid_input');
  expect(await codeOf(record({ testedOn: '2025-01-01' }))).toBe('invalid_input');
  const kept = await record();
  expect([kept.carrying, kept.amount]).toEqual(['92710', '18180']);
  expect(await codeOf(record())).toBe('wrong_state');
  expect((await books()).bookValue).toBe('92710');
  expect(await codeOf(decide(kept.id, 'finance'))).toBe('same_person_proposes_and_approves');
  expect(await codeOf(decide(kept.id, 'assets'))).toBe('not_permitted');
  expect(await codeOf(decide(kept.id, 'top', { decision: 'rejected' }))).toBe('reason_required');
  await decide(kept.id);
  expect(await codeOf(decide(kept.id))).toBe('wrong_state');
  const found = await books();
  expect(found.bookValue).toBe('74530');
  const entry = found.entries.find((one) => one.kind === 'write_down');
  expect([entry?.day, ...(entry?.lines ?? []).map((l) => `${l.account} ${l.debit?.value ?? ''}/${l.credit?.value ?? ''}`)]).toEqual([
    ...['2025-01-31', '6701 18180.00/', '1489 /18180.00'],
  ]);
  expect(found.table.find((one) => one.row === 'decrease_other')?.amount.value).toBe('18180');
  expect(found.impairments.map((one) => [one.carrying, one.recoverable, one.amount, one.decision, one.decidedByName])).toEqual([
    ['92710', '74530', '18180', 'approved', 'top'],
  ]);
  expect(await statement()).toEqual([['74530', '18180']]);
});

test('a rise turns it back only where the policy says so, and never above what the units would stand at', async () => {
  expect((await record({ testedOn: '2025-02-05', recoverable: '80000' })).amount).toBe('0');
  const [waiting] = (await books()).impairments;
  await decide(waiting?.id ?? '', 'top', { decision: 'rejected', reason: '先改政策' });
  const choices = { costFlow: 'weighted_average', freeSale: 'income', vat: 'separate', cents: 'exact', originOrder: 'free_first' };
  const policy = async (impairment: string, seenVersion: number) => {
    const { id } = await desk.run('finance', recordAccountingPolicy, { ...choices, impairment, reason: 'board', seenVersion });
    await desk.run('top', approveAccountingPolicy, { policyId: id });
  };
  await policy('reversal', 0);
  const partly = await record({ testedOn: '2025-02-05', recoverable: '80000' });
  expect(partly.amount).toBe('-5470');
  await decide(partly.id);
  expect(await statement()).toEqual([['80000', '12710']]);
  expect((await record({ testedOn: '2025-02-08', recoverable: '200000' })).amount).toBe('-12710');
  await policy('not_booked', 1);
  expect((await books()).bookValue).toBe('92710');
  // The books say otherwise by now: the test that waits is not approved.
  const [last] = (await books()).impairments;
  expect(await codeOf(decide(last?.id ?? ''))).toBe('invalid_input');
});

test('the database keeps the two persons and the sum apart from the code; another organization finds nothing', async () => {
  const [last] = (await books()).impairments;
  const { plant } = desk;
  const attempt = async (who: Persona, decidedFor: Persona) => {
    const write = command({
      ...{ name: 'test.impair', action: 'asset.read', input: z.strictObject({}) },
      run: async (work) => {
        await sql`insert into app.impairment_decision (organization_id, impairment_id, decision, recorded_by, decided_at, decided_by, decided_by_name)
          values (${plant.organizationId}, ${last?.id}, 'approved', ${plant.actors[decidedFor].personId}, now(), ${plant.actors[who].personId}, 'x')`.execute(
          work.tx,
        );
        work.record({ kind: 'test', objectType: 'test', objectId: last?.id ?? '', objectVersion: 1, content: {} });
      },
    });
    return await plant.run(who, write, {}).then(
      () => 'kept',
      (one: unknown) => (databaseRefusal(one) === null ? 'another fault' : 'refused'),
    );
  };
  expect(await attempt('finance', 'finance')).toBe('refused');
  expect(await attempt('finance', 'assets')).toBe('refused');
  const other = await openDesk({ n: 2, beside: plant });
  expect(await codeOf(other.run('top', decideImpairment, { impairmentId: last?.id ?? '', decision: 'approved' }))).toBe('not_found');
  expect((await other.ask('auditor', readAccounting, { year: 2025 })).impairments).toEqual([]);
});
