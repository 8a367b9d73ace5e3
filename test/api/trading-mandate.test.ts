import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { decideMandate } from '../../src/server/modules/trading/mandate/decide-mandate.ts';
import { draftMandate } from '../../src/server/modules/trading/mandate/draft-mandate.ts';
import { type Mandate, mandateInForce, stopInForce } from '../../src/server/modules/trading/mandate/mandate-in-force.ts';
import { readMandate } from '../../src/server/modules/trading/mandate/read-mandate.ts';
import { liftStop, stopTrading } from '../../src/server/modules/trading/mandate/stop-trading.ts';
import { query } from '../../src/server/work/command.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** The mandate: drafted by one, approved by another, in force by its period; the emergency stop. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const terms = (more: object = {}) => ({
  validFrom: '2025-01-01',
  validTo: '2025-12-31',
  purpose: '补足 2024 年度缺口',
  planned: [{ side: 'buy', programme: 'CEA', complianceYear: 2024, tonnes: '30000', from: '2025-03-01', to: '2025-11-30' }],
  budgetYuan: '3000000',
  people: [{ personId: plant.actors.trader.personId, orderT: '20000', dayT: '30000' }],
  positions: [{ complianceYear: 2024, limitT: '50000' }],
  counterparties: [{ name: '交易对手甲', limitYuan: '1000000' }],
  highestPrice: '95',
  blackouts: [{ from: '2025-04-01', to: '2025-04-10', reason: '年报披露前' }],
  soft: ['order_quantity'],
  ...more,
});
const draft = async (who: Persona, more: object = {}, seenVersion?: number) => {
  const { versions } = await plant.ask('auditor', readMandate, {});
  const view = await plant.run(who, draftMandate, { terms: terms(more), seenVersion: seenVersion ?? versions[0]?.version ?? 0 });
  return view.versions[0]?.id ?? '';
};
const decide = (who: Persona, mandateId: string, decision = 'approve', reason = '') =>
  plant.run(who, decideMandate, { mandateId, decision, reason });
const inForce = (day: string): Promise<Mandate | null> =>
  plant.ask(
    'auditor',
    query({ name: 'test.in-force', action: 'trading.read', input: z.strictObject({}), run: (work) => mandateInForce(work, day) }),
    {},
  );

describe('the mandate', () => {
  test('is drafted by a trader, not by the risk officer, and does not count yet', async () => {
    expect((await refusalOf(draft('risk'))).code).toBe('not_permitted');
    expect((await refusalOf(draft('trader', {}, 4))).code).toBe('conflict');
    await draft('trader');
    expect(await inForce('2025-06-30')).toBeNull();
    const { versions, inForceId } = await plant.ask('risk', readMandate, {});
    expect([versions[0]?.state, versions[0]?.draftedBy.name, inForceId]).toEqual(['drafted', 'trader', null]);
  });

  test('is approved by neither drafter nor trader, once, by the risk officer', async () => {
    const [first] = (await plant.ask('risk', readMandate, {})).versions;
    const mandateId = first?.id ?? '';
    expect((await refusalOf(decide('trader', mandateId))).code).toBe('not_permitted');
    expect((await refusalOf(decide('risk', mandateId, 'reject'))).code).toBe('reason_required');
    const view = await decide('risk', mandateId);
    expect([view.versions[0]?.state, view.versions[0]?.decidedByName, view.inForceId]).toEqual(['in_force', 'risk', mandateId]);
    expect((await refusalOf(decide('top', mandateId))).code).toBe('wrong_state');
  });

  test('gives its limits in the shape of the order check', async () => {
    const found = await inForce('2025-06-30');
    const told = found?.limits.map((one) => [one.kind, one.limit.toFixed(), one.hard, one.of, one.year]);
    const trader = plant.actors.trader.personId;
    expect(told).toEqual([
      ['order_quantity', '20000', false, trader, null],
      ['day_quantity', '30000', true, trader, null],
      ['position', '50000', true, null, 2024],
      ['budget', '3000000', true, null, null],
      ['counterparty', '1000000', true, '交易对手甲', null],
      ['highest_price', '95', true, null, null],
    ]);
    expect(found?.blackouts).toEqual([{ from: '2025-04-01', to: '2025-04-10', person: null, reason: '年报披露前' }]);
    expect([found?.traders, await inForce('2026-01-01'), await inForce('2024-12-31')]).toEqual([[trader], null, null]);
  });

  test('a later approved version takes its place; somebody it lets trade cannot approve it', async () => {
    const id = await draft('assets', {
      budgetYuan: '5000000',
      people: [{ personId: plant.actors.trader.personId }, { personId: plant.actors.risk.personId }],
    });
    expect((await inForce('2025-06-30'))?.budget.toFixed()).toBe('3000000');
    expect((await refusalOf(decide('risk', id))).code).toBe('same_person_proposes_and_approves');
    const view = await decide('top', id);
    expect(view.versions.map((one) => one.state)).toEqual(['in_force', 'superseded']);
    expect((await inForce('2025-06-30'))?.budget.toFixed()).toBe('5000000');
  });

  test('says every fault of a draft with its place', async () => {
    const person = { personId: plant.actors.trader.personId };
    const faults = await refusalOf(
      draft('trader', {
        validTo: '2024-12-31',
        people: [person, person, { personId: '0197b000-0000-7000-8000-0000000000ff' }],
        lowestPrice: '96',
        planned: [],
        blackouts: [],
      }),
    );
    expect(faults.findings.map((one) => one.place.path)).toEqual([
      '/terms/validTo',
      '/terms/people/1',
      '/terms/people/2/personId',
      '/terms/lowestPrice',
    ]);
  });

  test('the database keeps the two apart as well', async () => {
    const id = await draft('assets');
    const { organizationId, actors } = plant;
    const insert = (by: string) =>
      plant.database.owner(async (client) => {
        await client.query("select set_config('app.organization', $1, false)", [organizationId]);
        await client.query(
          `insert into app.trading_mandate_decision
             (organization_id, mandate_id, drafted_by, decision, decided_at, decided_by, decided_by_name)
           values ($1, $2, $3, 'approved', now(), $4, 'x')`,
          [organizationId, id, actors.assets.personId, by],
        );
      });
    await expect(insert(actors.assets.personId)).rejects.toThrow(/trading_mandate_decision_check/);
    await expect(insert(actors.trader.personId)).rejects.toThrow(/does not decide it/);
  });
});

describe('the emergency stop', () => {
  const stopped = () =>
    plant.ask(
      'auditor',
      query({ name: 'test.stopped', action: 'trading.read', input: z.strictObject({}), run: (work) => stopInForce(work) }),
      {},
    );

  test('holds at once, by the risk officer alone, with a reason', async () => {
    expect((await refusalOf(plant.run('trader', stopTrading, { reason: 'no' }))).code).toBe('not_permitted');
    const view = await plant.run('risk', stopTrading, { reason: '系统异常' });
    expect([view.stopped, view.stops[0]?.reason, view.stops[0]?.stoppedBy.name]).toEqual([true, '系统异常', 'risk']);
    expect((await inForce('2025-06-30'))?.stopped?.reason).toBe('系统异常');
    expect((await refusalOf(plant.run('risk', stopTrading, { reason: 'again' }))).code).toBe('wrong_state');
  });

  test('is lifted by somebody else', async () => {
    const stopId = (await stopped())?.id ?? '';
    expect((await refusalOf(plant.run('risk', liftStop, { stopId, reason: '恢复' }))).code).toBe('same_person_proposes_and_approves');
    const view = await plant.run('top', liftStop, { stopId, reason: '已恢复' });
    expect([view.stopped, view.stops[0]?.liftedByName, await stopped()]).toEqual([false, 'top', null]);
    expect((await refusalOf(plant.run('top', liftStop, { stopId, reason: 'again' }))).code).toBe('wrong_state');
  });
});
