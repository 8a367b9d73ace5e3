import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readDesk } from '../../src/server/modules/trading/desk/read-desk.ts';
import { decideFinance } from '../../src/server/modules/trading/finance/decide-contract.ts';
import { checkFinance, draftFinance } from '../../src/server/modules/trading/finance/draft-contract.ts';
import { moveFinance } from '../../src/server/modules/trading/finance/move-contract.ts';
import { listFinance, readFinance } from '../../src/server/modules/trading/finance/read-finance.ts';
import { stopTrading } from '../../src/server/modules/trading/mandate/stop-trading.ts';
import type { Actor } from '../../src/server/work/actor.ts';
import { command } from '../../src/server/work/command.ts';
import { refusalOf as databaseRefusal } from '../../src/server/work/database-errors.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { refusalOf } from '../support/plant.ts';

/** Contracts of carbon finance from draft to end: who may do what after whom, what stands against them, what the ledger gets. */
let first: Desk;
let next = 1;
beforeAll(async () => {
  first = await openDesk();
  await first.mandate({ counterparties: [{ name: '示例银行', limitYuan: '50000' }] });
});
afterAll(() => first?.plant.close());

const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
const monday = '2025-01-20T01:30:00.000Z';

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
/** Of the ledger: pledged, lent, trading. */
const standing = (desk: Desk, ...kinds: string[]) => Promise.all(kinds.map((kind) => desk.standing(kind)));
/** One month of coal of unit 1: 1000 t × 0.5 × 0.99 × 44/12 = 1815 t owed for 2024. */
const owe = (desk: Desk) =>
  desk.plant.record('statistician', [
    desk.plant.cell('2024-01', 'FC', '1000'),
    desk.plant.cell('2024-01', 'C_ar', '0.5'),
    desk.plant.cell('2024-01', 'generation_mwh', '100'),
    desk.plant.cell('2024-01', 'operating_hours', '600'),
  ]);

describe('a pledge', () => {
  test('is drafted, approved by another, started and ended by a third; the units leave and come back', async () => {
    const desk = first;
    const classId = await desk.hold('1000');
    const { id, no, state } = await put(desk, classId);
    expect([no, state]).toEqual([1, 'drafted']);
    expect(await codeOf(move(desk, id, 'started', '2025-01-20'))).toBe('wrong_state');
    expect((await decide(desk, id)).state).toBe('approved');
    expect(await codeOf(decide(desk, id, 'top'))).toBe('wrong_state');
    expect(await codeOf(move(desk, id, 'ended', '2025-01-20'))).toBe('wrong_state');
    expect(await standing(desk, 'trading', 'pledged')).toEqual(['1000', '0']);
    expect((await move(desk, id, 'started', '2025-01-20')).state).toBe('running');
    expect(await standing(desk, 'trading', 'pledged')).toEqual(['600', '400']);
    expect(await codeOf(move(desk, id, 'ended', '2025-11-10'))).toBe('invalid_input');
    desk.at('2025-11-10T02:00:00.000Z');
    expect((await move(desk, id, 'ended', '2025-11-10')).state).toBe('ended');
    expect(await standing(desk, 'trading', 'pledged')).toEqual(['1000', '0']);
    const view = await read(desk, id);
    expect(view.steps.map((one) => [one.step, one.doneOn, one.doneBy.name, one.transactionIds.length])).toEqual([
      ['started', '2025-01-20', 'finance', 1],
      ['ended', '2025-11-10', 'finance', 1],
    ]);
    // Quarters of 90, 91, 92 and 21 days of 18 000 at 4.35 %: 193.07 + 195.21 + 197.36 + 45.05
    expect([view.netResult, view.class.vintage, view.decision?.doneBy.name]).toEqual(['-630.69', 2024, 'risk']);
    const flows = view.result.outputs.filter((one) => one.symbol === 'flow');
    expect(flows.map((one) => [one.at.day, one.rounded])).toEqual([
      ['2025-01-20', '18000'],
      ['2025-04-20', '-193.07'],
      ['2025-07-20', '-195.21'],
      ['2025-10-20', '-197.36'],
      ['2025-11-10', '-45.05'],
      ['2025-11-10', '-18000'],
    ]);
    const node = view.result.derivation.nodes.find((one) => one.id === 'flow@flow=2,day=2025-04-20,kind=interest');
    expect(node).toMatchObject({ formula: '-(loan * rate * days / 365)', substituted: expect.stringContaining('90') });
    desk.at(monday);
  });

  test('that is not honoured is the lender’s: its units are sold, with the reason', async () => {
    const desk = await another();
    const { id } = await put(desk, await desk.hold('1000'));
    await decide(desk, id);
    await move(desk, id, 'started', '2025-01-20');
    expect(await codeOf(move(desk, id, 'defaulted', '2025-01-20'))).toBe('reason_required');
    const { state, transactionId } = await move(desk, id, 'defaulted', '2025-01-20', { reason: '到期未还款，质押物处置' });
    expect([state, transactionId === null]).toEqual(['defaulted', false]);
    expect(await standing(desk, 'trading', 'pledged')).toEqual(['600', '0']);
    expect(await codeOf(move(desk, id, 'ended', '2025-01-20'))).toBe('wrong_state');
  });
});

describe('the other kinds', () => {
  test.each([
    ['repo, seller', { kind: 'repo', terms: { price: '70' } }, { started: ['600', '0'], ended: ['1000', '0'] }],
    ['repo, buyer', { kind: 'repo', side: 'take', terms: { price: '70' } }, { started: ['1400', '0'], ended: ['1000', '0'] }],
    ['units lent', { kind: 'lending', terms: { collateralShare: '0.3' } }, { started: ['600', '400'], ended: ['1000', '0'] }],
    ['units borrowed', { kind: 'lending', side: 'take' }, { started: ['1400', '0'], ended: ['1000', '0'] }],
    ['forward bought', { kind: 'forward', side: 'take', terms: { otherPrice: '74.63' } }, { ended: ['1400', '0'] }],
    ['forward sold', { kind: 'forward', side: 'give', terms: { otherPrice: '74.63' } }, { ended: ['600', '0'] }],
  ] as const)('%s', async (_, more, expected: { started?: readonly string[]; ended: readonly string[] }) => {
    const desk = await another();
    const { id } = await put(desk, await desk.hold('1000'), more);
    await decide(desk, id);
    if (expected.started) {
      await move(desk, id, 'started', '2025-01-20');
      expect(await standing(desk, 'trading', 'lent')).toEqual(expected.started);
    } else expect(await codeOf(move(desk, id, 'started', '2025-01-20'))).toBe('wrong_state');
    desk.at('2025-11-10T02:00:00.000Z');
    expect((await move(desk, id, 'ended', '2025-11-10')).state).toBe('ended');
    expect(await standing(desk, 'trading', 'lent')).toEqual(expected.ended);
  });

  test('a swap gives one class and brings another in one transaction', async () => {
    const desk = await another();
    const swap = {
      ...{ kind: 'swap', endsOn: '2025-01-20', receivedNewClass: { programme: 'CCER', vintage: 2023 } },
      terms: { otherPrice: '70.76', ratio: '1.05' },
    };
    const { id } = await put(desk, await desk.hold('1000'), swap);
    await decide(desk, id, 'risk', { reason: '多余配额换为可抵销单位' });
    await move(desk, id, 'ended', '2025-01-20');
    expect(await standing(desk, 'trading')).toEqual(['600']);
    const view = await read(desk, id);
    expect(view.result.outputs.find((one) => one.symbol === 'received')?.value).toBe('420');
    expect(view.steps[0]?.transactionIds.length).toBe(2);
    // 400 · 74.63 − 420 · 70.76 = 132.80
    expect(view.result.outputs.find((one) => one.symbol === 'flow')?.rounded).toBe('132.8');
    expect(view.receivedClass).toMatchObject({ programme: 'CCER', vintage: 2023 });
  });
});

describe('conflicts', () => {
  test('units needed for the obligation are not pledged over the deadline; before it, or fewer of them, they may be', async () => {
    const desk = await another();
    await owe(desk);
    const classId = await desk.hold('1900');
    const view = await desk.plant.ask('trader', readDesk(desk.plant.shelf), { entityId: desk.plant.ids.plant });
    const year = view.years.find((one) => one.year === 2024);
    expect([year?.outstanding, year?.deadline]).toEqual(['1815', '2025-12-31']);
    const there = 1900 + Number(year?.expectedIssue);
    const over = { endsOn: '2026-01-15', quantity: '1800' };
    const checked = await desk.plant.ask('assets', checkFinance(desk.plant.shelf), draft(desk, classId, over));
    // What is left, there − 1800, is short of 1815.
    expect(checked.conflicts.map((one) => [one.code, one.severity, one.day, one.year, one.quantity])).toEqual([
      ['needed_on_deadline', 'hard', '2025-12-31', 2024, `${1815 - (there - 1800)}`],
    ]);
    const { id } = await put(desk, classId, over);
    const refused = await refusalOf(decide(desk, id, 'risk', { reason: '已知' }));
    expect([refused.code, refused.findings.map((one) => one.code)]).toEqual(['contract_conflicts', ['contract_needed_on_deadline']]);
    await decide(desk, id, 'risk', { decision: 'reject', reason: '须先提前到期日' });
    const early = await put(desk, classId, { ...over, endsOn: '2025-11-10' });
    expect((await decide(desk, early.id)).state).toBe('approved');
    // 1900 are pledged already until November; they are back by the deadline, so that they count.
    const small = await put(desk, classId, { endsOn: '2026-01-15', quantity: '10', terms: { loan: '500' } });
    expect((await read(desk, small.id)).conflicts.map((one) => one.code)).not.toContain('needed_on_deadline');
  });

  test('a soft conflict needs the reason of the approver, and both are kept', async () => {
    const desk = await another();
    // 2025-11-08 is a Saturday.
    const { id } = await put(desk, await desk.hold('1000'), { endsOn: '2025-11-08' });
    expect((await read(desk, id)).conflicts).toMatchObject([
      { code: 'not_a_trading_day', severity: 'soft', day: '2025-11-08', cure: { en: expect.stringContaining('2025-11-10') } },
    ]);
    const refused = await refusalOf(decide(desk, id));
    expect([refused.code, refused.findings.map((one) => one.code)]).toEqual(['reason_required', ['contract_not_a_trading_day']]);
    await decide(desk, id, 'risk', { reason: '约定顺延至下一交易日' });
    const view = await read(desk, id);
    expect([view.accepted, view.decision?.reason, view.conflicts.map((one) => one.code)]).toEqual([
      1,
      '约定顺延至下一交易日',
      ['not_a_trading_day'],
    ]);
  });

  test('a partner the mandate does not name, or above its limit; a blackout; a stop', async () => {
    const desk = await another({ blackouts: [{ from: '2025-11-10', to: '2025-11-12', personId: null, reason: '核查期' }] });
    const classId = await desk.hold('1000');
    const codes = async (more: Wanted) =>
      (await desk.plant.ask('assets', checkFinance(desk.plant.shelf), draft(desk, classId, more))).conflicts.map((one) => [
        one.code,
        one.severity,
      ]);
    expect(await codes({ endsOn: '2025-11-17' })).toEqual([]);
    expect(await codes({ endsOn: '2025-11-17', counterparty: '他行' })).toEqual([['counterparty_unknown', 'hard']]);
    expect(await codes({ endsOn: '2025-11-17', terms: { loan: '50000.01' } })).toEqual([['counterparty_limit', 'hard']]);
    expect(await codes({})).toEqual([['blackout', 'soft']]);
    expect(await codes({ startsOn: '2025-11-12', endsOn: '2025-11-17' })).toEqual([['blackout', 'hard']]);
    await desk.run('risk', stopTrading, { reason: '市场异常' });
    expect(await codes({ endsOn: '2025-11-17' })).toEqual([['trading_stopped', 'hard']]);
  });
});

describe('who may', () => {
  const all: Actor['grants'] = (['asset_manager', 'risk_officer', 'finance_officer'] as const).map((role) => ({ role, entityId: null }));

  test('drafter, approver and who moves the units are three persons, whatever their roles', async () => {
    const desk = await another();
    const { plant } = desk;
    const classId = await desk.hold('1000');
    const [drafter, approver] = (['assets', 'risk'] as const).map((who) => ({ ...plant.actors[who], grants: all }));
    if (!drafter || !approver) throw new Error('no persons');
    const { id } = await plant.run(drafter, draftFinance, draft(desk, classId));
    const approve = (who: Actor) => plant.run(who, decideFinance(plant.shelf), { contractId: id, decision: 'approve' });
    expect(await codeOf(approve(drafter))).toBe('same_person_proposes_and_approves');
    await approve(approver);
    for (const who of [drafter, approver])
      expect(await codeOf(plant.run(who, moveFinance(plant.shelf), { contractId: id, step: 'started', doneOn: '2025-01-20' }))).toBe(
        'same_person_trades_and_settles',
      );
    expect((await move(desk, id, 'started', '2025-01-20')).state).toBe('running');
  });

  test('by role: a statistician drafts nothing, a trader approves nothing, the risk officer moves nothing', async () => {
    const desk = first;
    const classId = (await read(desk, (await list(desk))[0]?.id ?? '')).class.id;
    expect(await codeOf(desk.run('statistician', draftFinance, draft(desk, classId)))).toBe('not_permitted');
    const { id } = await put(desk, classId);
    expect(await codeOf(decide(desk, id, 'trader'))).toBe('not_permitted');
    expect(await codeOf(desk.run('risk', moveFinance(desk.plant.shelf), { contractId: id, step: 'started', doneOn: '2025-01-20' }))).toBe(
      'not_permitted',
    );
    // A person of another plant sees nothing of it.
    expect(await codeOf(desk.plant.ask('stranger', readFinance(desk.plant.shelf), { contractId: id }))).toBe('not_permitted');
    expect((await desk.plant.ask('stranger', listFinance(desk.plant.shelf), {})).items).toEqual([]);
  });

  test('the database refuses it too: a decision of the drafter, hard conflicts, a soft one without a reason, a change', async () => {
    const desk = await another();
    const { plant } = desk;
    const { id } = await put(desk, await desk.hold('1000'));
    const conflict = (severity: string) => JSON.stringify([{ severity }]);
    const write = (who: 'assets' | 'risk', conflicts: string) =>
      command({
        ...{ name: 'test.decide', action: 'trading.read', input: z.strictObject({}) },
        run: async (work) => {
          await sql`insert into app.finance_decision (organization_id, contract_id, decision, conflicts, figures, done_at, done_by, done_by_name)
            values (${plant.organizationId}, ${id}, 'approved', ${conflicts}, '{}', now(), ${plant.actors[who].personId}, 'x')`.execute(
            work.tx,
          );
          work.record({ kind: 'test', objectType: 'test', objectId: id, objectVersion: 1, content: {} });
        },
      });
    const answer = (who: 'assets' | 'risk', conflicts = '[]') =>
      plant.run(who, write(who, conflicts), {}).then(
        () => 'kept',
        (error: unknown) => {
          const told = databaseRefusal(error);
          return typeof told === 'object' && told !== null && 'code' in told ? told.code : String(error);
        },
      );
    expect(await answer('assets')).toBe('same_person_proposes_and_approves');
    expect(await answer('risk', conflict('hard'))).toBe('contract_conflicts');
    expect(await answer('risk', conflict('soft'))).toBe('reason_required');
    expect(await answer('risk')).toBe('kept');
  });

  test('what is not held cannot be pledged when it comes to it', async () => {
    const desk = await another();
    const { id } = await put(desk, await desk.hold('100'));
    await decide(desk, id);
    expect(await codeOf(move(desk, id, 'started', '2025-01-20'))).toBe('units_insufficient');
  });
});

const list = async (desk: Desk) => (await desk.plant.ask('auditor', listFinance(desk.plant.shelf), {})).items;

test('the list tells contracts with the calendar of the next twelve months', async () => {
  const { items, calendar, counterparties } = await first.plant.ask('auditor', listFinance(first.plant.shelf), {
    entityId: first.plant.ids.group,
  });
  expect(items.length).toBeGreaterThan(0);
  expect([calendar.from, calendar.to, counterparties]).toEqual(['2025-01-01', '2026-01-01', ['示例银行']]);
  expect(calendar.marks).toEqual([{ kind: 'surrender_deadline', from: '2025-12-31', to: '2025-12-31', year: 2024, text: '' }]);
});
