import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { InventoryDeed } from '../../src/kernel/inventory/states.ts';
import { energyRegister } from '../../src/server/modules/asset/index.ts';
import { explainFigure } from '../../src/server/modules/inventory/explain-figure.ts';
import { importLines } from '../../src/server/modules/inventory/import-lines.ts';
import { approvedInventories, frozenInventory, type InventoryParts } from '../../src/server/modules/inventory/index.ts';
import { attachEvidence } from '../../src/server/modules/inventory/lines/attach-evidence.ts';
import { readLines } from '../../src/server/modules/inventory/lines/read-lines.ts';
import { moveInventory } from '../../src/server/modules/inventory/move-inventory.ts';
import { openInventory } from '../../src/server/modules/inventory/open-inventory.ts';
import {
  compareApproaches,
  listInventories,
  readGrid,
  readInventory,
  readPinned,
} from '../../src/server/modules/inventory/read-inventory.ts';
import { recordLines, withdrawLine } from '../../src/server/modules/inventory/record-lines.ts';
import { saveSettings } from '../../src/server/modules/inventory/save-settings.ts';
import { addSource, saveSource, withdrawSource } from '../../src/server/modules/inventory/save-source.ts';
import { takeEntityYear } from '../../src/server/modules/inventory/take-entity-year.ts';
import { query } from '../../src/server/work/command.ts';
import { c03Months, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** The inventory of an organization with one plant: profile, factors of the library, months, scope 2 twice, significance, four eyes, frozen. */
let plant: Plant;
let parts: InventoryParts;
let inventoryId = '';
beforeAll(async () => {
  plant = await openPlant();
  parts = { shelf: plant.shelf, energy: energyRegister };
});
afterAll(() => plant?.close());

const read = (who: Persona = 'statistician', gwpSet?: string) =>
  plant.ask(who, readInventory(parts), { inventoryId, ...(gwpSet ? { gwpSet } : {}) });
const sourceCalled = async (code: string) => {
  const found = (await read()).sources.find((one) => one.code === code);
  if (!found) throw new Error(`no source ${code}`);
  return found;
};
const cell = (sourceId: string, month: string | null, amount: string | null, seenVersion = 0, more: object = {}) => ({
  sourceId,
  month,
  amount,
  seenVersion,
  ...more,
});
const record = (cells: object[], who: Persona = 'statistician') => plant.run(who, recordLines(plant.shelf), { inventoryId, cells });
async function move(deed: InventoryDeed, who: Persona, reason = '') {
  const { sha256 } = await read(who);
  return await plant.run(who, moveInventory(parts), { inventoryId, deed, seenSha256: sha256, reason });
}
async function settle(change: object, who: Persona = 'statistician') {
  const { settings, settingsVersion } = await read(who);
  return await plant.run(who, saveSettings(plant.shelf), {
    inventoryId,
    settings: { ...settings, ...change },
    seenVersion: settingsVersion,
  });
}

describe('an inventory', () => {
  test('opens with the sources of its profile, each with a factor of the library and its edition', async () => {
    const given = {
      name: '2024 清单',
      entityId: plant.ids.plant,
      from: '2024-01',
      to: '2024-12',
      approach: 'operational_control',
      gwpSet: 'AR6',
      sector: 'office',
      responsible: '',
      intendedUse: '',
    };
    const chosen = ['natural_gas', 'vehicle_petrol', 'r410a', 'septic_ch4', 'electricity', 'rail_travel', 'services'];
    const opened = await plant.run('statistician', openInventory(plant.shelf), { ...given, chosen });
    inventoryId = opened.id;
    const view = await read();
    expect(view.sources.map((one) => one.code)).toEqual(['1.1-01', '1.2-01', '1.4-01', '1.4-02', '2.1-01', '3.5-01', '4.5-01']);
    // 389.31 GJ/10^4Nm3 × 15.3 tC/TJ × 99 % × 44/12: the defaults of the Chinese industry guides.
    expect(view.sources[0]?.factor).toMatchObject({ parts: [{ gas: 'CO2', value: '21.62188809', unit: 'tCO2/10^4Nm3' }] });
    expect(view.sources[1]?.factor).toMatchObject({ gwpBasis: 'AR5', parts: [{ gas: 'CO2' }, { gas: 'CH4' }, { gas: 'N2O' }] });
    expect(view.sources[4]?.factor).toMatchObject({
      ref: 'cn-grid-co2-2023#grid.CN#emission_factor',
      parts: [{ value: '0.5306' }],
      region: 'CN',
    });
    expect(view.result.completeness).toMatchObject({ sources: 7, none: 7, monthsPct: '0' });
    expect((await refusalOf(plant.run('auditor', openInventory(plant.shelf), { ...given, chosen }))).code).toBe('not_permitted');
    expect(
      (await refusalOf(plant.run('statistician', openInventory(plant.shelf), { ...given, to: '2025-03', chosen }))).findings[0]?.place.path,
    ).toBe('/to');
    expect((await refusalOf(plant.run('statistician', openInventory(plant.shelf), { ...given, gwpSet: 'AR9', chosen }))).code).toBe(
      'invalid_input',
    );
  });

  test('takes a block of cells in any unit that converts; stale cells, other kinds of units and months outside are refused', async () => {
    const [power, gas, cool] = [await sourceCalled('2.1-01'), await sourceCalled('1.1-01'), await sourceCalled('1.4-01')];
    const months = Array.from({ length: 12 }, (_, i) =>
      cell(power.id, `2024-${String(i + 1).padStart(2, '0')}`, '100000', 0, { unit: 'kWh' }),
    );
    expect(await record([...months, cell(gas.id, null, '10'), cell(cool.id, null, '20')])).toEqual({ recorded: 14, unchanged: 0 });
    expect(await record([cell(gas.id, null, '10.0', 1)])).toEqual({ recorded: 0, unchanged: 1 });
    expect((await refusalOf(record([cell(gas.id, null, '11')]))).code).toBe('conflict');
    expect((await refusalOf(record([cell(gas.id, null, '11', 1, { unit: 'kg' })]))).code).toBe('unit_mismatch');
    expect((await refusalOf(record([cell(power.id, '2025-01', '1')]))).findings[0]?.code).toBe('outside_period');
    expect((await refusalOf(record([cell(gas.id, null, '11', 1)], 'stranger'))).code).toBe('not_permitted');
    const { result } = await read();
    // 10 × 21.62188809 + 1,200 MWh × 0.5306 + 20 kg × (0.5 × 771 + 0.5 × 3,740) kg/kg of R-410A under AR6.
    expect(result.byScope.map((one) => one.emission)).toEqual(['261.3288809', '636.72', '0']);
    expect(result.total.gases.map((one) => [one.gas, one.tonnes])).toEqual([
      ['CO2', '852.9388809'],
      ['HFC-125', '0.01'],
      ['HFC-32', '0.01'],
    ]);
    expect(result.findings.filter((one) => one.code === 'source_without_data').length).toBe(4);
  });

  test('another GWP set is a what-if: the figures change, the inventory does not', async () => {
    const [now, then] = [await read(), await read('statistician', 'AR4')];
    // R-410A under AR4: 0.5 × 675 + 0.5 × 3,500 = 2,087.5.
    expect([then.result.byScope[0]?.emission, then.gwpSet, then.sha256]).toEqual(['257.9688809', 'AR4', now.sha256]);
  });

  test('a cell may be withdrawn, and its version goes on', async () => {
    const gas = await sourceCalled('1.1-01');
    expect(await record([cell(gas.id, null, null, 1)])).toEqual({ recorded: 1, unchanged: 0 });
    const grid = await plant.ask('statistician', readGrid, { inventoryId });
    expect(grid.cells.find((one) => one.sourceId === gas.id)).toMatchObject({ amount: '', version: 2 });
    expect(await record([cell(gas.id, null, '10', 2)])).toEqual({ recorded: 1, unchanged: 0 });
    const history = await plant.ask('statistician', readLines(plant.shelf), { inventoryId, sourceId: gas.id, history: 'yes' });
    expect(history.items.map((one) => [one.version, one.withdrawn])).toEqual([
      [3, false],
      [2, true],
      [1, false],
    ]);
  });

  test('an import says every fault with its place and saves nothing until there is none', async () => {
    const rows = [
      { place: 'Sheet1!A2', source: '3.5-01', month: '2024年3月', amount: '12,000', unit: '' },
      { place: 'Sheet1!A3', source: '商务铁路', month: '2024-04', amount: '8000', unit: 'passenger*km' },
      { place: 'Sheet1!A4', source: 'nobody', month: '2024-13', amount: 'x', unit: '' },
      { place: 'Sheet1!A5', source: '2.1-01', month: '2024-05', amount: '1', unit: 't' },
      { place: 'Sheet1!A6', source: '', month: '', amount: '', unit: '' },
    ];
    const take = (given: object[], dryRun: boolean) =>
      plant.run('statistician', importLines(plant.shelf), { inventoryId, rows: given, dryRun });
    const looked = await take(rows, true);
    expect([looked.added, looked.skipped, looked.faults.map((one) => one.code)]).toEqual([
      0,
      1,
      ['source_unknown', 'month_unreadable', 'not_a_number', 'unit_mismatch'],
    ]);
    expect(looked.faults.every((one) => one.place.path?.startsWith('Sheet1!A') && one.cure)).toBe(true);
    expect((await refusalOf(take(rows, false))).findings.length).toBe(4);
    expect(await take(rows.slice(0, 2), false)).toMatchObject({ added: 2 });
    // National rail 0.03546 kg/passenger-km, its CH4 and N2O found back from CO2e by AR5 and counted by AR6.
    expect((await read()).result.byCategory.find((one) => one.category === '3.5')?.emission).toMatch(/^0\.7\d/);
  });

  test('scope 2 stands twice; a certificate counts by MWh when its criteria are answered', async () => {
    const factor = {
      ref: '',
      name: { zh: '风电', en: 'wind' },
      source: 'GEC',
      version: '',
      region: '',
      year: '',
      gwpBasis: null,
      uncertaintyPct: null,
      parts: [{ gas: 'CO2', origin: 'fossil', value: '0', unit: 'kgCO2/kWh' }],
    };
    const power = await sourceCalled('2.1-01');
    const instrument = {
      ...{
        id: power.id,
        kind: 'gec',
        name: '绿证',
        number: 'GEC-1',
        mwh: '500',
        factor,
        sourceIds: [],
        entityId: plant.ids.plant,
        from: '2024-01',
        to: '2024-12',
      },
      claims: [{ station: '风电场', month: '2024-02', first: '1', last: '500' }],
    };
    const answers = { attributes: true, unique: true, retired: true, vintage: true, market: true };
    await settle({ instruments: [{ ...instrument, criteria: { ...answers, retired: null } }] });
    expect((await read()).result.scope2).toMatchObject({
      locationBased: '636.72',
      marketBased: '636.72',
      refused: [{ missed: ['retired'] }],
    });
    await settle({ instruments: [{ ...instrument, criteria: answers }] });
    // (1,200 − 500) × 0.5306
    expect((await read()).result.scope2).toMatchObject({ locationBased: '636.72', marketBased: '371.42', coveredMwh: '500', refused: [] });
    const twice = { ...instrument, criteria: answers, claims: [{ station: '风电场', month: '2024-02', first: '500', last: '1' }] };
    expect((await refusalOf(settle({ instruments: [twice] }))).findings[0]?.place.path).toBe('/settings/instruments/0/claims/0/last');
    expect(
      (await refusalOf(settle({ instruments: [{ ...instrument, criteria: answers, entityId: plant.actors.top.personId }] }))).code,
    ).toBe('not_found');
  });

  test('every figure tells how it came about, down to line, factor and file', async () => {
    const power = await sourceCalled('2.1-01');
    const { items } = await plant.ask('statistician', readLines(plant.shelf), { inventoryId, sourceId: power.id });
    const file = await plant.evidence('statistician', 'power bills');
    await plant.run('statistician', attachEvidence, { inventoryId, lineId: items[0]?.id, evidenceIds: [file.id] });
    const told = await plant.ask('auditor', explainFigure(parts), { inventoryId, of: 'source', key: power.id });
    expect([told.value, told.evidence.map((one) => one.title)]).toEqual(['636.72', ['power bills']]);
    const nodes = told.result.derivation.nodes;
    expect(nodes.find((one) => one.symbol === 'activity')).toMatchObject({
      kind: 'input',
      value: '100',
      given: { value: '100000', unit: 'kWh' },
    });
    expect(nodes.find((one) => one.symbol === 'factor')).toMatchObject({
      kind: 'lookup',
      value: '0.5306',
      ref: 'cn-grid-co2-2023#grid.CN#emission_factor',
    });
    const total = await plant.ask('auditor', explainFigure(parts), { inventoryId, of: 'total', key: '' });
    expect(total.value).toBe((await read()).result.total.emission);
    expect((await plant.ask('auditor', explainFigure(parts), { inventoryId, of: 'market', key: '' })).value).toBe('371.42');
    expect((await refusalOf(plant.ask('auditor', explainFigure(parts), { inventoryId, of: 'source', key: plant.ids.plant }))).code).toBe(
      'not_found',
    );
  });
});

describe('sources', () => {
  const draft = (more: object = {}) => ({
    ...{
      code: '4.3-01',
      name: { zh: '废物', en: 'Waste' },
      entityId: plant.ids.plant,
      category: '4.3',
      kind: 'emission',
      method: 'activity',
      unit: 't',
    },
    ...{
      monthly: false,
      expected: true,
      note: '',
      factor: { factorId: 'defra-2024-v1.1#defra.20_507_5313_15_1#emission_factor' },
      residualFactor: null,
      seenVersion: 0,
    },
    ...more,
  });
  const add = (more: object = {}, who: Persona = 'statistician') => plant.run(who, addSource(plant.shelf), { inventoryId, ...draft(more) });

  test('are added with a factor that fits, changed in versions, withdrawn while they have no data', async () => {
    const added = await add();
    expect((await refusalOf(add())).code).toBe('already_exists');
    expect((await refusalOf(add({ code: '4.3-02', unit: 'kWh' }))).code).toBe('unit_mismatch');
    expect((await refusalOf(add({ code: '4.3-02', factor: { factorId: 'nothing' } }))).code).toBe('not_found');
    const save = (more: object) => plant.run('statistician', saveSource(plant.shelf), { inventoryId, sourceId: added.id, ...draft(more) });
    expect((await refusalOf(save({ seenVersion: 0 }))).code).toBe('conflict');
    expect(await save({ seenVersion: 1, keepFactor: true, factor: null, note: 'n' })).toEqual({ id: added.id, version: 2 });
    expect((await sourceCalled('4.3-01')).factor?.parts[0]?.value).toBe('520.3342');
    await record([cell(added.id, null, '3')]);
    expect((await refusalOf(save({ seenVersion: 2, keepFactor: false, factor: null, unit: 'kWh' }))).code).toBe('unit_mismatch');
    const withdraw = (seenVersion: number) => plant.run('statistician', withdrawSource, { inventoryId, sourceId: added.id, seenVersion });
    expect((await refusalOf(withdraw(2))).code).toBe('wrong_state');
    const { items } = await plant.ask('statistician', readLines(plant.shelf), { inventoryId, sourceId: added.id });
    await plant.run('statistician', withdrawLine, { inventoryId, lineId: items[0]?.id, seenVersion: 1, reason: 'entered twice' });
    expect(await withdraw(2)).toEqual({ id: added.id, version: 3 });
  });

  test('a factor is told with its other gases before it is chosen', async () => {
    const { factor, unit } = await plant.ask('statistician', readPinned, { factorId: 'epa-hub-2025#natural_gas#emission_factor' });
    expect([factor.parts.map((one) => one.gas), unit]).toEqual([['CO2', 'CH4', 'N2O'], 'mmBtu']);
  });

  test('the year of a power plant comes in by reference, with the plant’s own figures', async () => {
    const months = c03Months();
    await plant.record(
      'statistician',
      months.flatMap((one) => [plant.cell(one.month, 'FC', one.FC), plant.cell(one.month, 'C_ar', one.C_ar)]),
    );
    const taken = await plant.run('statistician', takeEntityYear(parts), { inventoryId, entityId: plant.ids.plant, year: 2024 });
    expect(taken.recorded).toBeGreaterThanOrEqual(12);
    const view = await read();
    const own = view.sources.find((one) => one.reference !== null && one.category === '1.1');
    // C03: the year of the unit.
    expect(Number(view.result.bySource.find((one) => one.sourceId === own?.id)?.emission)).toBeCloseTo(3523581.12, 1);
    expect((await refusalOf(record([cell(own?.id ?? '', '2024-01', '1', 1)]))).findings[0]?.code).toBe('reference_is_read_only');
    expect(await plant.run('statistician', takeEntityYear(parts), { inventoryId, entityId: plant.ids.plant, year: 2024 })).toMatchObject({
      recorded: 0,
    });
    expect(
      (await refusalOf(plant.run('statistician', takeEntityYear(parts), { inventoryId, entityId: plant.ids.other, year: 2024 }))).code,
    ).toBe('not_found');
  });

  test('the three approaches stand side by side', async () => {
    const { items } = await plant.ask('statistician', compareApproaches(parts), { inventoryId });
    expect(items.map((one) => one.approach)).toEqual(['equity_share', 'financial_control', 'operational_control']);
    expect(items[2]?.total.emission).toBe((await read()).result.total.emission);
  });
});

describe('states', () => {
  test('three people, what each saw, and a frozen version that does not move', async () => {
    const before = await read();
    expect((await refusalOf(move('review', 'reviewer'))).code).toBe('wrong_state');
    expect(
      (await refusalOf(plant.run('statistician', moveInventory(parts), { inventoryId, deed: 'submit', seenSha256: '0'.repeat(64) }))).code,
    ).toBe('conflict');
    expect((await move('submit', 'statistician')).state).toBe('in_review');
    expect((await refusalOf(record([cell((await sourceCalled('1.4-01')).id, null, '21', 1)]))).code).toBe('wrong_state');
    expect((await refusalOf(move('review', 'statistician'))).code).toBe('not_permitted');
    expect((await refusalOf(move('return', 'reviewer'))).code).toBe('reason_required');
    await move('return', 'reviewer', 'look at the gas again');
    await move('submit', 'statistician');
    await move('review', 'group');
    expect((await refusalOf(move('approve', 'group'))).code).toBe('same_person_reviews_and_approves');
    expect((await refusalOf(move('approve', 'statistician'))).code).toBe('not_permitted');
    expect(await move('approve', 'manager')).toMatchObject({ state: 'approved', version: 1 });
    const asked = query({
      name: 'test.frozen',
      action: 'inventory.read',
      input: z.strictObject({}),
      run: async (work) => ({ one: await frozenInventory(work, { id: inventoryId, version: null }), all: await approvedInventories(work) }),
    });
    const { one, all } = await plant.ask('top', asked, {});
    expect([one.version, one.result.total.emission, one.input.lines.length > 0]).toEqual([1, before.result.total.emission, true]);
    expect(all).toMatchObject([{ id: inventoryId, version: 1, sha256: one.sha256, emission: before.result.total.emission }]);
    expect((await plant.ask('auditor', listInventories, {})).items[0]).toMatchObject({ state: 'approved', frozen: { version: 1 } });
  });

  test('what is reopened changes beside the frozen version, which tells what differs', async () => {
    expect((await refusalOf(move('reopen', 'statistician'))).code).toBe('reason_required');
    await move('reopen', 'statistician', 'a meter was misread');
    const cool = await sourceCalled('1.4-01');
    await record([cell(cool.id, null, '25', 1)]);
    const view = await read();
    expect([view.state, view.frozen?.version, view.shownVersion]).toEqual(['draft', 1, null]);
  });
});
