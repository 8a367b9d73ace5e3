import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { recordTransactionCost } from '../../src/server/modules/asset/accounting/record-transaction-cost.ts';
import { decideAssetBudget, draftAssetBudget } from '../../src/server/modules/asset/budget/draft-budget.ts';
import { approvedMoney, readAssetBudget } from '../../src/server/modules/asset/budget/read-budget.ts';
import { query } from '../../src/server/work/command.ts';
import { posterOf } from '../support/ledger-posting.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** The budget of carbon assets against the ledger, by hand: 1,000 t planned at 70, 1,200 t bought for 90,000 with fees. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  const post = posterOf(plant);
  await post({ kind: 'open', day: '2023-12-01', from: 'external', to: 'registry', quantity: 400n });
  const bought = await post({ kind: 'buy', day: '2024-06-03', from: 'external', to: 'registry', quantity: 1_200n });
  const sold = await post({ kind: 'sell', day: '2024-12-02', from: 'registry', to: 'external', quantity: 100n });
  await plant.run('finance', recordTransactionCost, { transactionId: bought, amount: '89000', fees: '1000', seenVersion: 0 });
  await plant.run('finance', recordTransactionCost, { transactionId: sold, amount: '9000', fees: '50', seenVersion: 0 });
});
afterAll(() => plant?.close());

const place = () => ({ entityId: plant.ids.plant, year: 2024 });
const read = (more: object = {}, who: Persona = 'auditor') => plant.ask(who, readAssetBudget(plant.shelf), { ...place(), ...more });
const lines = [
  { item: 'opening', quantity: '400' },
  { item: 'purchase_allowance', quantity: '1000', price: '70' },
  { item: 'surrender', quantity: '1300' },
  { item: 'other_cost', amount: '5000' },
];
const draft = (seenVersion: number, more: object = {}, who: Persona = 'assets') =>
  plant.run(who, draftAssetBudget, { ...place(), lines, seenVersion, ...more });
const decide = (budgetId: string, decision = 'approve', who: Persona = 'finance', reason = '') =>
  plant.run(who, decideAssetBudget, { budgetId, decision, reason });
type View = Awaited<ReturnType<typeof read>>;
const figure = (view: View, symbol: string, item?: string) =>
  Number(view.result?.outputs.find((one) => one.symbol === symbol && (item === undefined || one.at.item === item))?.value);

test('begins with what was held, and says what a line lacks', async () => {
  const { proposal, shownId, result } = await read();
  expect([proposal.find((one) => one.item === 'opening')?.quantity, shownId, result]).toEqual(['400', null, null]);
  const wrong = await refusalOf(
    draft(0, { lines: [{ item: 'purchase_credit', quantity: '5' }, { item: 'other_cost' }, { item: 'other_cost' }] }),
  );
  expect(wrong.findings.map((one) => one.place.path)).toEqual(['/lines/0/price', '/lines/1/amount', '/lines/2/item', '/lines/2/amount']);
});

test('counts once somebody else than its drafter approves it', async () => {
  const { id } = await draft(0, {}, 'finance');
  expect((await refusalOf(decide(id))).code).toBe('same_person_proposes_and_approves');
  expect((await refusalOf(decide(id, 'approve', 'assets'))).code).toBe('not_permitted');
  expect((await refusalOf(decide(id, 'reject', 'top'))).code).toBe('reason_required');
  expect((await refusalOf(draft(0))).code).toBe('conflict');
  await decide(id, 'approve', 'top');
  expect((await refusalOf(decide(id, 'approve', 'top'))).code).toBe('wrong_state');
  expect((await read()).versions.map((one) => [one.version, one.state])).toEqual([[1, 'approved']]);
});

test('stands beside what became of it: units and money from the ledger, parted into quantity and price', async () => {
  const view = await read();
  // 400 + 1,000 − 1,300; 70,000 + 5,000
  expect([figure(view, 'plan_closing'), figure(view, 'plan_net')]).toEqual([100, -75000]);
  // 400 + 1,200 − 100; 90,000 out, 8,950 in
  expect([figure(view, 'actual_closing'), figure(view, 'actual_spent'), figure(view, 'actual_earned')]).toEqual([1500, 90000, 8950]);
  // 20,000 more: 200 t · 70, and 1,200 t · 5
  const of = (symbol: string) => figure(view, symbol, 'purchase_allowance');
  expect([of('amount_variance'), of('quantity_effect'), of('price_effect')]).toEqual([20000, 14000, 6000]);
});

test('a revised budget takes the place of the one before, which stays', async () => {
  const { id } = await draft(1, { lines: [...lines.slice(0, 2), { item: 'sale', quantity: '100', amount: '9000' }] });
  await decide(id);
  const view = await read();
  expect(view.versions.map((one) => [one.version, one.state])).toEqual([
    [2, 'approved'],
    [1, 'superseded'],
  ]);
  expect(figure(await read({ budgetId: view.versions[1]?.id }), 'plan_net')).toBe(-75000);
  const money = query({
    name: 'test.money',
    action: 'asset.read',
    input: z.object({}),
    run: async (work) => (await approvedMoney(work, plant.ids.plant, 2024))?.toFixed(),
  });
  expect(await plant.ask('auditor', money, {})).toBe('61000');
});

test('another organization reaches none of it', async () => {
  const other = await openPlant({ n: 2, beside: plant });
  const { versions } = await read();
  expect((await refusalOf(other.ask('auditor', readAssetBudget(plant.shelf), place()))).code).toBe('not_found');
  const theirs = { budgetId: versions[0]?.id, decision: 'approve' };
  expect((await refusalOf(other.run('finance', decideAssetBudget, theirs))).code).toBe('not_found');
});
