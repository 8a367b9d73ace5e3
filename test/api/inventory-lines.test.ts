import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { energyRegister } from '../../src/server/modules/asset/index.ts';
import { explainFigure } from '../../src/server/modules/inventory/explain-figure.ts';
import type { InventoryParts } from '../../src/server/modules/inventory/index.ts';
import { attachEvidence, attachSourceEvidence } from '../../src/server/modules/inventory/lines/attach-evidence.ts';
import { readLines } from '../../src/server/modules/inventory/lines/read-lines.ts';
import { recordEntry } from '../../src/server/modules/inventory/lines/record-entry.ts';
import { openInventory } from '../../src/server/modules/inventory/open-inventory.ts';
import { readInventory } from '../../src/server/modules/inventory/read-inventory.ts';
import { withdrawLine } from '../../src/server/modules/inventory/record-lines.ts';
import { addSource } from '../../src/server/modules/inventory/save-source.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** Entries of scope 3: the method taken, what it falls back on, evidence, filters and the derivation down to the spend. */
let plant: Plant;
let parts: InventoryParts;
let inventoryId = '';
let sourceId = '';
const steel = 'epa-supply-chain-v1.3.0#naics.331110#emission_factor';
const spend = { amount: '1130000', currency: 'CNY', year: 2023, tax_rate: '0.13', factor: { factorId: steel } };
const own = { name: 'Mill', source: 'EPD 17', parts: [{ gas: 'CO2', value: '1.5', unit: 'tCO2/t' }] };
const supplier = { amount: '60', unit: 't', factor: own };

beforeAll(async () => {
  plant = await openPlant();
  parts = { shelf: plant.shelf, energy: energyRegister };
  const opened = { name: '2024 清单', entityId: plant.ids.plant, from: '2024-01', to: '2024-12', approach: 'operational_control' };
  const more = { gwpSet: 'AR6', sector: 'office', chosen: [], responsible: '', intendedUse: '' };
  inventoryId = (await plant.run('statistician', openInventory(plant.shelf), { ...opened, ...more })).id;
  sourceId = await source('4.1-01', '4.1', 't');
});
afterAll(() => plant?.close());

async function source(code: string, category: string, unit: string): Promise<string> {
  const given = { code, category, unit, name: { zh: '钢材', en: 'Steel' }, entityId: plant.ids.plant, kind: 'emission', method: 'hybrid' };
  const rest = { monthly: false, expected: true, note: '', factor: null, residualFactor: null, seenVersion: 0 };
  return (await plant.run('statistician', addSource(plant.shelf), { inventoryId, ...given, ...rest })).id;
}
const enter = (entry: object, more: object = {}, who: Persona = 'statistician') =>
  plant.run(who, recordEntry(plant.shelf), { inventoryId, sourceId, month: null, entry, dryRun: false, ...more });
const read = (gwpSet?: string) => plant.ask('auditor', readInventory(parts), { inventoryId, ...(gwpSet ? { gwpSet } : {}) });
const lines = (query: object = {}) => plant.ask('auditor', readLines(plant.shelf), { inventoryId, sourceId, ...query });

describe('an entry of scope 3', () => {
  test('of spend is told before it is recorded: without tax, converted, deflated, times the EPA factor', async () => {
    const told = await enter({ spend }, { dryRun: true });
    // 1,000,000 CNY / 7.0467 × 292.655/304.702 = 136,299.7 USD of 2022; × 0.787 kg.
    const usd = (1_000_000 / 7.0467) * (292.655 / 304.702);
    expect(told.recorded).toEqual([]);
    expect(told.lines).toMatchObject([{ way: 'spend', part: 'whole', unit: 'USD2022', factor: { ref: steel } }]);
    expect(Number(told.lines[0]?.amount)).toBeCloseTo(usd, 6);
    expect(Number(told.lines[0]?.emission)).toBeCloseTo((usd * 0.787) / 1000, 9);
    expect((await lines()).total).toBe(0);
  });

  test('by gas follows the GWP set; a rate of one’s own stands before the table’s', async () => {
    const byGas = { ...spend, factor: { factorId: 'epa-supply-chain-v1.3.0-by-gas#naics.331110.CO2#emission_factor' } };
    const exchangeRate = { rate: '8', source: 'contract' };
    const told = await enter({ spend: byGas, exchangeRate }, { dryRun: true });
    expect(told.lines[0]?.factor.parts.find((one) => one.gas === 'CH4')).toMatchObject({ value: '0.0013', unit: 'kg/USD2022' });
    expect(told.lines[0]?.factor.name.en).toBe('Iron and Steel Mills and Ferroalloy Manufacturing');
    expect(Number(told.lines[0]?.amount)).toBeCloseTo((1_000_000 / 8) * (292.655 / 304.702), 6);
    expect(told.lines[0]?.preparation.find((step) => step.title.en === 'Conversion of currency')?.source).toBe('contract');
  });

  test("of a supplier for a part records two lines: the supplier's and what the rest falls back on", async () => {
    const file = await plant.evidence('statistician', 'EPD 17');
    const { recorded } = await enter({ supplier, spend, coverage: '0.6', record: 'EPD 17, verified' }, { evidenceIds: [file.id] });
    expect(recorded.length).toBe(2);
    const { items } = await lines();
    expect(items.map((one) => [one.method?.part, one.method?.way, one.unit, one.evidence.map((piece) => piece.title)])).toEqual(
      expect.arrayContaining([
        ['supplier', 'supplier', 't', ['EPD 17']],
        ['rest', 'spend', 'USD2022', ['EPD 17']],
      ]),
    );
    const usd = (1_000_000 / 7.0467) * (292.655 / 304.702) * 0.4;
    const { result } = await read();
    expect(Number(result.byScope[2]?.emission)).toBeCloseTo(60 * 1.5 + (usd * 0.787) / 1000, 9);
    expect(result.bySource[0]?.amount).toBe('60');
    expect(items.reduce((sum, one) => sum + Number(one.emission), 0)).toBeCloseTo(Number(result.total.emission), 9);
  });

  test('tells in its derivation which method was taken and why', async () => {
    const told = await plant.ask('auditor', explainFigure(parts), { inventoryId, of: 'source', key: sourceId });
    const { nodes } = told.result.derivation;
    const taken = nodes.filter((one) => one.title.en === 'Method taken');
    expect(taken.map((one) => one.value).sort()).toEqual(['spend', 'supplier']);
    expect(taken.find((one) => one.value === 'spend')).toMatchObject({
      note: { en: expect.stringContaining('no physical activity data') },
    });
    expect(nodes.find((one) => one.title.en === "Supplier's record")?.value).toBe('EPD 17, verified');
    expect(told.evidence.map((one) => one.title)).toEqual(['EPD 17']);
  });

  test('of commuting is one line: what was asked stands for all', async () => {
    sourceId = await source('3.3-01', '3.3', 'passenger*km');
    const car = { name: 'Car', source: 'survey', parts: [{ gas: 'CO2', value: '0.2', unit: 'kgCO2/(passenger*km)' }] };
    const groups = [{ id: 'car', persons: '20', one_way_km: '15', days: '230', factor: car }];
    await enter({ activity: { kind: 'commuting', groups, asked: '80', employed: '400' } }, { month: '2024-06' });
    const { items } = await lines();
    // 5 × 20 × 15 km × 2 × 230 = 690,000 passenger-kilometres × 0.2 kg.
    expect(items).toMatchObject([
      { amount: '690000', unit: 'passenger*km', emission: '138', month: '2024-06', method: { way: 'activity' } },
    ]);
  });

  test('is changed into new versions of its lines: the parts keep their ids, a part that is no more is withdrawn, the old stay', async () => {
    sourceId = await source('4.1-02', '4.1', 't');
    const file = await plant.evidence('statistician', 'EPD 18');
    const first = await enter({ supplier, spend, coverage: '0.6' }, { evidenceIds: [file.id], note: 'batch' });
    const before = (await lines()).items;
    const clicked = before.find((one) => one.method?.part === 'supplier');
    expect(clicked?.entry).toMatchObject({ coverage: '0.6', supplier: { amount: '60' } });
    const revises = { lineId: clicked?.id, seenVersion: 1, reason: 'weighed again' };
    await enter({ supplier: { ...supplier, amount: '64' }, spend, coverage: '0.8' }, { revises, note: 'batch' });
    const { items } = await lines();
    expect(items.map((one) => one.id).sort()).toEqual([...first.recorded].sort());
    expect(items.map((one) => [one.version, one.reason, one.evidence.map((piece) => piece.title)])).toEqual([
      [2, 'weighed again', ['EPD 18']],
      [2, 'weighed again', ['EPD 18']],
    ]);
    // 64 t × 1.5, and 20 % of the 136,299.7 USD of 2022 × 0.787 kg.
    const usd = (1_000_000 / 7.0467) * (292.655 / 304.702) * 0.2;
    expect(items.map((one) => Number(one.emission)).sort((a, b) => a - b)[1]).toBeCloseTo(96, 9);
    expect(items.map((one) => Number(one.emission)).sort((a, b) => a - b)[0]).toBeCloseTo((usd * 0.787) / 1000, 9);
    const story = (await lines({ history: 'yes', lineId: clicked?.id })).items;
    expect(story.map((one) => [one.version, one.amount])).toEqual([
      [2, '64'],
      [1, '60'],
    ]);
    const again = { lineId: clicked?.id, seenVersion: 2, reason: 'all of it' };
    await enter({ supplier: { ...supplier, amount: '80' } }, { revises: again });
    expect((await lines()).items.map((one) => [one.id, one.amount, one.version])).toEqual([[clicked?.id, '80', 3]]);
    const twice = await refusalOf(enter({ supplier }, { revises: again }));
    expect(twice.code).toBe('conflict');
  });

  test('is refused where nothing can be computed, outside scope 3, outside the period, with a share above 1, to strangers', async () => {
    expect((await refusalOf(enter({}))).findings.map((one) => one.code)).toContain('no_data');
    expect((await refusalOf(enter({ spend }, { month: '2025-01' }))).findings[0]?.code).toBe('outside_period');
    expect((await refusalOf(enter({ supplier, coverage: '1.2' }))).findings[0]?.place.path).toBe('/entry/coverage');
    expect((await refusalOf(enter({ supplier: { ...supplier, unit: 'kg' } }))).findings[0]?.code).toBe('unit_mismatch');
    expect((await refusalOf(enter({ spend: { ...spend, currency: 'EUR' } }))).findings[0]?.code).toBe('rate_missing');
    expect((await refusalOf(enter({ spend }, {}, 'stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(enter({ spend }, {}, 'auditor'))).code).toBe('not_permitted');
    const stationary = await source('1.1-09', '1.1', 't');
    expect((await refusalOf(enter({ spend }, { sourceId: stationary }))).findings[0]?.code).toBe('not_scope_3');
  });
});

describe('lines of a source', () => {
  test('are filtered, sorted and read by page', async () => {
    sourceId = await source('4.2-01', '4.2', 't');
    for (const [month, amount] of [
      ['2024-03', '5'],
      ['2024-01', '7'],
      [null, '6'],
    ] as const)
      await enter({ supplier: { ...supplier, amount } }, { month, note: `lot ${amount}` });
    await enter({ spend }, { month: '2024-01' });
    const of = async (query: object) => (await lines(query)).items.map((one) => Number(one.amount).toFixed(0));
    expect(await of({ method: 'supplier', sort: 'amount', order: 'down' })).toEqual(['7', '6', '5']);
    expect(await of({ method: 'supplier' })).toEqual(['6', '7', '5']);
    expect(await of({ month: 'period' })).toEqual(['6']);
    expect(await of({ search: 'LOT 5' })).toEqual(['5']);
    expect((await lines({ limit: '2', offset: '2' })).items.length).toBe(2);
    expect((await lines({ limit: '2', offset: '2' })).total).toBe(4);
  });

  test('take evidence and give it back, and are withdrawn with a reason', async () => {
    const file = await plant.evidence('statistician', 'invoice');
    const [line] = (await lines({ search: 'lot 5' })).items;
    const change = (more: object, who: Persona = 'statistician') =>
      plant.run(who, attachEvidence, { inventoryId, lineId: line?.id, ...more });
    expect((await change({ evidenceIds: [file.id] })).evidence.map((one) => one.title)).toEqual(['invoice']);
    expect((await change({ release: [file.id] })).evidence).toEqual([]);
    expect((await refusalOf(change({ evidenceIds: [file.id] }, 'auditor'))).code).toBe('not_permitted');
    await plant.run('statistician', attachSourceEvidence, { inventoryId, sourceId, evidenceIds: [file.id] });
    expect((await lines()).sourceEvidence.map((one) => one.title)).toEqual(['invoice']);
    await plant.run('statistician', withdrawLine, { inventoryId, lineId: line?.id, seenVersion: 1, reason: 'double' });
    expect((await lines({ search: 'lot 5' })).total).toBe(0);
    expect((await lines({ history: 'yes' })).items.find((one) => one.withdrawn)?.note).toBe('double');
    expect((await refusalOf(change({ evidenceIds: [file.id] }))).code).toBe('not_found');
  });
});
