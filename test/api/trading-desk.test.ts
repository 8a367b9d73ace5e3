import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instruct } from '../../src/server/modules/asset/ledger/instruct.ts';
import { readCoverStart } from '../../src/server/modules/trading/desk/read-cover-start.ts';
import { readDesk } from '../../src/server/modules/trading/desk/read-desk.ts';
import { importPrices } from '../../src/server/modules/trading/price/import-prices.ts';
import { readPrices } from '../../src/server/modules/trading/price/read-prices.ts';
import { openPlant, type Plant, refusalOf } from '../support/plant.ts';

/** Prices of any market, and the desk: positions of the open compliance years. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await plant.record('statistician', [
    plant.cell('2024-01', 'FC', '1000'),
    plant.cell('2024-01', 'C_ar', '0.5'),
    plant.cell('2024-01', 'generation_mwh', '2000'),
    plant.cell('2024-01', 'operating_hours', '600'),
  ]);
});
afterAll(() => plant?.close());

const nzu = fs.readFileSync(path.join(import.meta.dirname, '../fixtures/market-nzu/spotprices.csv'), 'utf8');
const columns = { day: 'date', price: 'price' };
const taken = (text: string, more: object = {}) =>
  plant.run('trader', importPrices, { instrument: 'NZU', unit: 'NZD/t', source: 'nz-carbon-price', text, columns, ...more });
const read = (more: object = {}) => plant.ask('auditor', readPrices(plant.shelf), more);
const open = (kind: object, quantity: string) =>
  plant.run('assets', instruct(plant.shelf), {
    ...{ entityId: plant.ids.plant, effectiveOn: '2025-01-10', kind: 'open', from: 'external', to: 'registry' },
    ...{ newClass: kind, quantity },
  });

describe('prices', () => {
  const days = nzu.trim().split('\n').length - 1;

  test('a market’s file is taken in by the columns named; again, every day is known', async () => {
    const first = await taken(nzu);
    expect([first.added + first.findings.length >= days - 1, first.known]).toEqual([true, 0]);
    const again = await taken(nzu);
    expect([again.added, again.known]).toEqual([0, first.added]);
  });

  test('another price of a day is a further version; the earlier one stays', async () => {
    const { added, known } = await taken('date,price\n2010-05-14,17.80\n2010-05-21,17.5\n');
    expect([added, known]).toEqual([1, 1]);
    const { prices } = await read({ instrument: 'NZU' });
    expect(prices.slice(0, 2)).toEqual(
      [
        { day: '2010-05-14', version: 2, price: '17.80', volume: null, source: 'nz-carbon-price' },
        { day: '2010-05-21', version: 1, price: '17.5', volume: null, source: 'nz-carbon-price' },
      ].map((one) => ({ ...one, price: expect.stringMatching(new RegExp(`^${one.price.replace(/0$/, '')}0?$`)) })),
    );
  });

  test('tells statistics, and the value at risk of tonnes by three methods', async () => {
    const { statistics, risk, position, instruments } = await read({ instrument: 'NZU', from: '2019-01-01', tonnes: '10000' });
    const of = (symbol: string) => statistics?.outputs.find((one) => one.symbol === symbol)?.value;
    expect([of('first_day') ?? '', position]).toEqual([expect.stringMatching(/^2019-01/), { tonnes: '10000', from: 'given' }]);
    const methods = risk?.outputs.filter((one) => one.symbol === 'value_at_risk').map((one) => one.at.method);
    expect(methods).toEqual(['parametric', 'historical', 'ewma']);
    expect(instruments.map((one) => [one.instrument, one.unit])).toEqual([['NZU', 'NZD/t']]);
  });

  test('a file without the column is refused with the columns it has; nobody else may take one in', async () => {
    const wrong = await refusalOf(taken(nzu, { columns: { day: 'Tag', price: 'price' } }));
    expect([wrong.code, wrong.findings[0]?.code]).toEqual(['invalid_input', 'price_column_missing']);
    const other = { instrument: 'NZU', source: 'x', text: nzu, columns };
    expect((await refusalOf(plant.run('statistician', importPrices, other))).code).toBe('not_permitted');
  });
});

describe('the desk', () => {
  const desk = () => plant.ask('trader', readDesk(plant.shelf), { entityId: plant.ids.plant });

  test('position = usable holdings + expected issue + credits within 5 % − what is still owed', async () => {
    await open({ programme: 'CEA', vintage: 2023 }, '1000');
    await open({ programme: 'CCER', vintage: 2023, project: 'W-1', registeredOn: '2025-01-02' }, '2000');
    await open({ programme: 'CEA', vintage: 2027 }, '70');
    const view = await desk();
    const year = view.years.find((one) => one.year === 2024);
    const of = (symbol: string) => Number(view.result?.outputs.find((one) => one.symbol === symbol && one.at.year === '2024')?.value);
    expect([year?.holdings, year?.credits, year?.deadline]).toEqual(['1000', '2000', '2025-12-31']);
    // 1000 t × 0.5 × 0.99 × 44/12 = 1815 owed; credits: floor(5 % of 1815)
    expect([year?.outstanding, year?.creditsUsable]).toEqual(['1815', '90']);
    expect(of('position')).toBeCloseTo(1000 + Number(year?.expectedIssue) + 90 - 1815, 6);
    expect([Number(year?.positionLow) <= of('position'), Number(year?.positionHigh) >= of('position')]).toEqual([true, true]);
    expect(view.apart).toEqual([{ name: 'CEA 2027', quantity: '70', objection: expect.objectContaining({ zh: expect.any(String) }) }]);
    expect([view.mandate, view.stopped]).toEqual([null, null]);
  });

  test('the cheapest cover starts from what is owed and held', async () => {
    const start = await plant.ask('trader', readCoverStart(plant.shelf), { entityId: plant.ids.plant, year: 2024 });
    expect([start.outstanding, start.allowancePrice, start.creditPrice]).toEqual(['1815', '97.49', null]);
    expect(start.held.map((one) => [one.unit, one.vintage, one.available]).sort()).toEqual([
      ['allowance', '2023', '1000'],
      ['credit', '2023', '2000'],
    ]);
    expect((await refusalOf(plant.ask('trader', readCoverStart(plant.shelf), { entityId: plant.ids.plant, year: 2030 }))).code).toBe(
      'not_found',
    );
  });
});
