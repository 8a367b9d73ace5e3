import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordTransactionCost } from '../../src/server/modules/asset/accounting/record-transaction-cost.ts';
import * as asset from '../../src/server/modules/asset/index.ts';
import { readAssetStatement } from '../../src/server/modules/asset/statement/read-asset-statement.ts';
import { listValuationPrices, recordValuationPrice } from '../../src/server/modules/asset/statement/valuation-price.ts';
import { posterOf } from '../support/ledger-posting.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/**
 * The carbon-asset statement of a plant from its stored ledger, by hand: 1,500 CEA 2024 issued of 1,700, 200 bought at 60, 600 surrendered, 100 pledged; 150 CCER
 * bought at 50. Owed 1,000 t × 0.5 × 0.99 × 44/12 = 1,815 t.
 */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await plant.record('statistician', [
    plant.cell('2024-01', 'FC', '1000'),
    plant.cell('2024-01', 'C_ar', '0.5'),
    plant.cell('2024-01', 'generation_mwh', '2000'),
    plant.cell('2024-01', 'operating_hours', '600'),
  ]);
  const unitId = plant.units[0].id;
  const decided = {
    unitId,
    year: 2024,
    kind: 'final_allocation',
    tonnes: '1700',
    decidedOn: '2024-09-20',
    documentNo: 'D-1',
    seenVersion: 0,
  };
  const decision = await plant.run('group', asset.recordAllocationDecision, decided);
  await plant.run('manager', asset.confirmAllocationDecision, { decisionId: decision.id });
  const post = posterOf(plant);
  const ccer = { programme: 'CCER', vintage: 2023, project: 'W-1', registeredOn: '2024-03-01' };
  await post({ kind: 'issue', day: '2024-06-01', from: 'issuance', to: 'registry', quantity: 1_500n });
  const bought = await post({ kind: 'buy', day: '2024-09-02', from: 'external', to: 'registry', quantity: 200n });
  const credits = await post({ kind: 'buy', day: '2024-10-08', from: 'external', to: 'registry', quantity: 150n, held: ccer });
  await post({ kind: 'pledge', day: '2024-11-04', from: 'registry', to: 'pledged', quantity: 100n });
  await post({ kind: 'surrender', day: '2024-12-20', from: 'registry', to: 'surrendered', quantity: 600n });
  await plant.run('finance', recordTransactionCost, { transactionId: bought, amount: '12000', seenVersion: 0 });
  await plant.run('finance', recordTransactionCost, { transactionId: credits, amount: '7500', seenVersion: 0 });
});
afterAll(() => plant?.close());

const read = (more: object = {}, who: Persona = 'auditor') =>
  plant.ask(who, readAssetStatement(plant.shelf), { entityId: plant.ids.plant, day: '2024-12-31', ...more });
const price = (more: object, who: Persona = 'finance') =>
  plant.run(who, recordValuationPrice, { programme: 'CEA', day: '2024-12-30', price: '80', source: 'exchange, close', ...more });
type View = Awaited<ReturnType<typeof read>>;
const figure = (view: View, symbol: string, at: Record<string, string> = {}) =>
  view.result.outputs.find((one) => one.symbol === symbol && Object.entries(at).every(([key, value]) => one.at[key] === value))?.value;

describe('the statement of a day', () => {
  test('values by the published price while none is recorded, and what has no price at its cost', async () => {
    const view = await read();
    expect([view.allowancePrice?.price, view.allowancePrice?.from]).toEqual(['97.49', 'reference']);
    expect(view.result.findings.map((one) => one.code)).toEqual(['no_market_price']);
    expect(figure(view, 'market_value', { held: 'CCER 2023 W-1' })).toBe('7500');
  });

  test('tells positive and negative assets in units and yuan, each figure with its derivation', async () => {
    await price({});
    await price({ programme: 'CCER', price: '50.5', source: 'offer of a broker' });
    const view = await read();
    expect(view.holdings.map((one) => [one.name, one.quantity, one.locked, one.usable, Number(one.cost)]).sort()).toEqual([
      ['CCER 2023 W-1', '150', '0', '150', 7500],
      ['CEA 2024', '1100', '100', '1000', 12000],
    ]);
    const told = ['market_sum', 'expected_sum', 'positive', 'negative', 'net', 'cost_sum', 'credits_usable', 'balance', 'gap_value'];
    // 1,100 · 80 + 150 · 50.5; 200 · 80; 1,215 · 80; credits up to 5 % of 1,815; 1,000 + 90 + 200 − 1,215
    expect(told.map((symbol) => Number(figure(view, symbol)))).toEqual([95575, 16000, 111575, 97200, 14375, 19500, 90, 75, 0]);
    expect(view.years.map((one) => [one.name, one.year, one.obligationFrom, one.overdue])).toEqual([
      ['plant-1 2024', 2024, 'calculated', false],
    ]);
    const nodes = new Set(view.result.derivation.nodes.map((one) => one.id));
    for (const node of view.result.derivation.nodes) if (node.kind === 'step') expect(node.uses.filter((id) => !nodes.has(id))).toEqual([]);
  });

  test('its movement closes: opening with what came less what went', async () => {
    const { movement } = await read();
    const rows = (name: string) =>
      Object.fromEntries(
        (movement.find((one) => one.name === name)?.rows ?? []).filter((one) => one.quantity !== '0').map((one) => [one.row, one.quantity]),
      );
    expect(rows('CEA 2024')).toEqual({ free: '1500', purchased: '200', surrendered: '600', closing: '1100' });
    expect(rows('CCER 2023 W-1')).toEqual({ purchased: '150', closing: '150' });
  });

  test('of an earlier day knows nothing of what came later', async () => {
    const view = await read({ day: '2024-07-01' });
    expect(view.holdings.map((one) => [one.name, one.quantity, one.cost])).toEqual([['CEA 2024', '1500', '0']]);
    expect(figure(view, 'outstanding')).toBe('1815');
    expect(view.allowancePrice?.from === 'recorded').toBe(false);
  });

  test('of an entity without units owes nothing; of the group the plants below it owe', async () => {
    expect((await read({ entityId: plant.ids.other })).years).toEqual([]);
    expect((await read({ entityId: plant.ids.group })).years.map((one) => one.name)).toEqual(['plant-1 2024']);
  });
});

describe('prices to value with', () => {
  test('a vintage’s own price goes before its programme’s; another price of a day is a further version', async () => {
    const again = await price({ price: '81.2', source: 'corrected close' });
    expect([again.version, again.price]).toEqual([2, '81.2']);
    await price({ vintage: 2024, price: '79', source: 'CEA24 close' });
    const view = await read();
    expect([view.allowancePrice?.price, view.holdings.find((one) => one.name === 'CEA 2024')?.price?.price]).toEqual(['81.2', '79']);
    expect((await plant.ask('auditor', listValuationPrices, {})).items.map((one) => [one.programme, one.vintage, one.version])).toEqual([
      ['CCER', null, 1],
      ['CEA', 2024, 1],
      ['CEA', null, 2],
    ]);
  });

  test('are recorded by who keeps accounts only, with a source', async () => {
    expect((await refusalOf(price({}, 'trader'))).code).toBe('not_permitted');
    expect((await refusalOf(price({ source: '' }))).code).toBe('invalid_input');
  });

  test('an entity elsewhere, and another organization’s, is not shown', async () => {
    expect((await refusalOf(read({}, 'stranger'))).code).toBe('not_permitted');
    const other = await openPlant({ n: 2, beside: plant });
    const asked = { entityId: plant.ids.plant };
    expect((await refusalOf(other.ask('auditor', readAssetStatement(plant.shelf), asked))).code).toBe('not_found');
    expect((await other.ask('auditor', readAssetStatement(plant.shelf), {})).holdings).toEqual([]);
    expect((await other.ask('auditor', listValuationPrices, {})).items).toEqual([]);
  });
});
