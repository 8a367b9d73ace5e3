import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { withdrawClaim } from '../../src/server/modules/neutrality/declare.ts';
import { draftClaim, requestUnits } from '../../src/server/modules/neutrality/draft-claim.ts';
import { readClaim } from '../../src/server/modules/neutrality/read-claim.ts';
import { addPeriod, addSubject } from '../../src/server/modules/neutrality/subject.ts';
import { inboxSource } from '../../src/server/modules/trading/inbox/inbox-source.ts';
import { endRequest, listRequests } from '../../src/server/modules/trading/requests/purchase-requests.ts';
import { query } from '../../src/server/work/command.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { refusalOf } from '../support/plant.ts';

/** What a claim lacks is bought by trading: asked for, ordered, traded, booked, each told on both sides (D.7, D.8, B.5). */
let desk: Desk;
let claimId = '';
beforeAll(async () => {
  desk = await openDesk();
  const named = {
    kind: 'site',
    code: 'HQ',
    name: '办公楼',
    nameEn: 'Office',
    boundary: '整栋',
    rationale: '',
    ruleSet: 'iso-14068-1-2023',
  };
  const { id: subjectId } = await desk.run('group', addSubject(desk.plant.shelf), { entityId: desk.plant.ids.plant, ...named });
  const period = await desk.run('group', addPeriod, { subjectId, startsOn: '2024-01-01', endsOn: '2024-12-31' });
  claimId = (await desk.run('group', draftClaim, { subjectId, periodId: period.id, kind: 'achievement' })).id;
});
afterAll(() => desk?.plant.close());

const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
const wanted = { programme: 'CCER', quantity: '300', neededBy: '2025-03-31', reason: '2024 年度办公楼碳中和' };
const ask = (more: object = {}, who: 'group' | 'trader' = 'group') => desk.run(who, requestUnits, { claimId, ...wanted, ...more });
const asked = async () => (await desk.ask('auditor', readClaim(desk.plant.shelf), { claimId })).procurements.map((one) => one.request);
const ticket = { newClass: { programme: 'CCER', vintage: 2023 }, complianceYear: null };
const toDo = query({
  name: 'test.to-do',
  action: 'trading.read',
  input: z.strictObject({}),
  run: async (work) => (await inboxSource.toDo(work, 100)).filter((one) => one.key.startsWith('purchase-request:')),
});

test('a shortage becomes a request to buy that traders see, and is followed until the units stand in the ledger', async () => {
  expect(await codeOf(ask({}, 'trader'))).toBe('not_permitted');
  expect(await codeOf(ask({ entityId: desk.plant.ids.other }))).toBe('not_found');
  await ask();
  const [request] = await asked();
  const requestId = request?.id ?? '';
  expect(request).toMatchObject({ state: 'open', ordered: '0', arrived: '0', for: { path: `/neutrality/claims/${claimId}` } });
  expect((await desk.ask('trader', toDo, {})).map((one) => [one.due, one.entityId])).toEqual([['2025-03-31', desk.plant.ids.plant]]);
  expect(await desk.ask('finance', toDo, {})).toEqual([]);
  for (const wrong of [
    { newClass: { programme: 'CEA', vintage: 2024 } },
    { side: 'sell', classId: await desk.hold('1'), newClass: undefined },
  ])
    expect((await refusalOf(desk.buy({ ...ticket, requestId, quantity: '300', ...wrong }))).findings[0]?.place.path).toBe('/requestId');
  const order = await desk.buy({ ...ticket, requestId, quantity: '200' });
  expect(order.firstReason).toBeNull();
  expect((await asked())[0]).toMatchObject({ state: 'ordered', ordered: '200', filled: '0', orders: [{ id: order.id, state: 'waiting' }] });
  expect((await desk.read(order.id)).request).toMatchObject({ id: requestId, path: `/neutrality/claims/${claimId}` });
  await desk.decide(order.id);
  await desk.fill(order.id, 'C-1', '200', '74.63');
  expect((await asked())[0]).toMatchObject({ state: 'ordered', filled: '200', arrived: '0' });
  desk.at('2025-01-21T02:00:00.000Z');
  const { transactionId } = await desk.settle(order.id, { quantity: '200', amount: '14926' });
  expect((await asked())[0]).toMatchObject({ state: 'ordered', arrived: '200', orders: [{ state: 'settled', transactionId }] });
  expect(await desk.ask('trader', toDo, {})).toHaveLength(1);
  const rest = await desk.buy({ ...ticket, requestId, quantity: '100' });
  await desk.decide(rest.id);
  await desk.fill(rest.id, 'C-2', '100', '74.63');
  await desk.settle(rest.id, { quantity: '100', amount: '7463', documentNo: '清算单-2' });
  expect((await asked())[0]).toMatchObject({ state: 'arrived', arrived: '300' });
  expect(await desk.ask('trader', toDo, {})).toEqual([]);
  expect(await codeOf(desk.run('trader', endRequest, { requestId, reason: 'x' }))).toBe('wrong_state');
  expect((await refusalOf(desk.buy({ ...ticket, requestId, quantity: '1' }))).code).toBe('invalid_input');
  // What arrived can be set apart for the claim.
  const { available } = await desk.ask('group', readClaim(desk.plant.shelf), { claimId });
  expect(available.filter((one) => one.class.programme === 'CCER').map((one) => [one.account, one.quantity])).toEqual([['trading', '300']]);
});

test('a request ends with a reason, or with its claim', async () => {
  await ask({ quantity: '10' });
  await ask({ quantity: '20' });
  const open = (await desk.ask('auditor', listRequests, {})).items.filter((one) => one.state === 'open');
  expect(open.map((one) => [one.no, one.quantity])).toEqual([
    [3, '20'],
    [2, '10'],
  ]);
  expect(await codeOf(desk.run('finance', endRequest, { requestId: open[0]?.id, reason: '市场无货' }))).toBe('not_permitted');
  await desk.run('trader', endRequest, { requestId: open[0]?.id, reason: '市场无货' });
  await desk.run('top', withdrawClaim, { claimId, reason: '边界有误' });
  const all = (await desk.ask('auditor', listRequests, {})).items.map((one) => [one.no, one.state, one.ended?.reason ?? '']);
  expect(all).toEqual([
    [3, 'ended', '市场无货'],
    [2, 'ended', '边界有误'],
    [1, 'arrived', ''],
  ]);
  expect(await codeOf(ask())).toBe('wrong_state');
});
