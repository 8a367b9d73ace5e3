import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { explainNumber } from '../../src/server/modules/emission/explain-number.ts';
import { readEntityPenalties, readUnitPenalties } from '../../src/server/modules/emission/penalty/read-penalties.ts';
import * as organization from '../../src/server/modules/organization/index.ts';
import type { Work } from '../../src/server/work/command.ts';
import { c03Months, openPlant, type Plant, refusalOf } from '../support/plant.ts';

const year = 2024;
let plant: Plant;

async function addMeter(unit: number, code: string, parameter: string, kind: string): Promise<string> {
  const meter = await plant.run('group', organization.addMeter, {
    entityId: plant.ids.plant,
    unitId: plant.units[unit as 0 | 1].id,
    code,
    name: code,
    nameEn: code,
    kind,
    parameter,
    accuracyClass: '0.5',
    accuracyPct: '0.5',
    calibrationIntervalMonths: 12,
    inServiceFrom: '2020-01-01',
  });
  return meter.id;
}
const calibrate = (meterId: string, calibratedOn: string, validUntil: string, foundErrorPct: string | null = null) =>
  plant.run('group', organization.recordCalibration, {
    meterId,
    calibratedOn,
    validUntil,
    foundErrorPct,
    result: foundErrorPct !== null && Number(foundErrorPct) > 0.5 ? 'out_of_class' : 'in_class',
    body: 'Metrology Ltd',
  });

beforeAll(async () => {
  plant = await openPlant();
  // Unit 1 is worked case C36: the scale was due on 06-15 and calibrated on 07-20.
  const scale = await addMeter(0, 'BS-1', 'FC', 'belt_scale');
  await calibrate(scale, '2023-06-16', '2024-06-15');
  await calibrate(scale, '2024-07-20', '2025-07-19', '0.3');
  // Unit 2 is worked case C09: a scale and a generator meter never calibrated.
  await addMeter(1, 'BS-2', 'FC', 'belt_scale');
  await addMeter(1, 'EM-2', 'generation_mwh', 'electricity_meter');
  const months = c03Months().slice(4, 8);
  await plant.record(
    'statistician',
    months.flatMap((m) => [
      plant.cell(m.month, 'FC', m.FC),
      plant.cell(m.month, m.month === '2024-08' ? 'NCV_ar' : 'C_ar', m.month === '2024-08' ? '21.456' : m.C_ar),
    ]),
  );
  await plant.record(
    'statistician',
    [
      plant.cell('2024-03', 'FC', '100000', {}, 1),
      plant.cell('2024-03', 'C_ar', '0.53', {}, 1),
      plant.cell('2024-03', 'generation_mwh', '100000', {}, 1),
    ],
    1,
  );
});
afterAll(() => plant?.close());

const ask = (unit: 0 | 1, more: object = {}) =>
  plant.ask('auditor', readUnitPenalties(plant.shelf), { unitId: plant.units[unit].id, year, ...more });
const round = (text: string | null | undefined, digits = 2) => Number(text).toFixed(digits);

describe('late calibration (C36)', () => {
  test('corrects the uncovered days of the month only, and the grid shows the corrected emission with its warning', async () => {
    const june = await plant.month('2024-06');
    // 131,200.75 × 1.0025 × 0.5305 × 0.99 × 44/12
    expect(june.emission?.shown).toBe('253286.89');
    // 166,780.33 × (1 + 0.005 × 19/31) × 0.5290 × 0.99 × 44/12
    expect((await plant.month('2024-07')).emission?.shown).toBe('321244.72');
    expect((await plant.month('2024-05')).emission?.shown).toBe('229996.09');
    const { findings } = await plant.grid();
    const told = findings.filter((f) => f.code === 'calibration_penalty');
    expect(told.map((f) => [f.severity, f.place.at?.month, f.place.at?.row])).toEqual([
      ['warning', '2024-06', 'coal.FC'],
      ['warning', '2024-07', 'coal.FC'],
    ]);
    expect(told[0]?.cure?.en).toContain('BS-1 2024-06-16…2024-06-30 (15 days) calibration overdue, ±0.5 %');
  });

  test('the derivation shows value × factor, and why', async () => {
    const node = (await plant.month('2024-06')).emission?.nodeId ?? '';
    const view = await plant.ask('auditor', explainNumber(plant.shelf), { unitId: plant.units[0].id, year, node });
    const used = view.derivation.nodes.find((one) => one.symbol === 'FC_used');
    expect([used?.value, used?.kind === 'step' ? used.formula : '']).toEqual(['131528.751875', 'FC * FC_factor']);
    expect(view.penalties?.map((one) => [one.symbol, one.month, one.meterCode])).toEqual([['FC_factor', '2024-06', 'BS-1']]);
    expect(view.penalties?.[0]?.why.en).toContain('15 days');
  });

  test('costs what the year has more with it than without it, at the price given', async () => {
    const { items, price } = await ask(0, { price: '74.63' });
    const calibration = items.filter((one) => one.kind === 'calibration');
    expect(calibration.map((one) => [one.month, one.factor === '1.0025', one.spans[0]?.days, round(one.costT), one.rowKey])).toEqual([
      ['2024-06', true, 15, '631.64', 'coal.FC'],
      ['2024-07', false, 19, '981.45', 'coal.FC'],
    ]);
    expect(calibration[0]?.costYuan).toBe('47139.15');
    expect(price).toMatchObject({ value: '74.63', day: null });
  });

  test('takes the published price of the day where none is given', async () => {
    expect((await ask(0)).price).toMatchObject({ value: '97.49', day: '2024-12-31' });
    expect((await refusalOf(ask(0, { price: '-1' }))).code).toBe('invalid_input');
  });

  test('a missing test costs against the weighted mean of the measured months', async () => {
    const { items, emissionT, totalT } = await ask(0);
    const missing = items.find((one) => one.kind === 'unmeasured');
    expect([missing?.month, missing?.rowKey]).toEqual(['2024-08', 'coal.C_ar']);
    // August: 170,015.88 × 21.456 × 0.03085 × 0.99 × 44/12 = 408,507.51
    expect(round(missing?.withPenalty)).toBe('408507.51');
    // Mean of May (0.5260), June (0.5305), July (0.5290), weighted by the corrected consumption.
    const [may, june, july] = [120455.9, 131200.75 * 1.0025, 166780.33 * (1 + (0.005 * 19) / 31)] as const;
    const mean = (may * 0.526 + june * 0.5305 + july * 0.529) / (may + june + july);
    expect(Number(missing?.without)).toBeCloseTo(170015.88 * mean * 0.99 * (44 / 12), 4);
    expect(Number(emissionT)).toBeCloseTo(
      items.reduce((all, one) => all + Number(one.costT), 0),
      6,
    );
    expect(totalT).toBe(emissionT);
  });
});

describe('never calibrated (C09)', () => {
  test('activity data up, production data down: 100,500 t and 99,500 MWh', async () => {
    const { items } = await ask(1);
    expect(items.map((one) => [one.title.en, one.factor, one.basis, one.unit])).toEqual([
      ['Coal consumption', '1.005', 'emission', 'tCO2'],
      ['Gross generation', '0.995', 'allowance', 'MWh'],
    ]);
    const [coal, power] = items;
    // 500 t × 0.53 × 0.99 × 44/12
    expect(round(coal?.costT)).toBe('961.95');
    expect([power?.withPenalty, power?.without]).toEqual(['99500', '100000']);
    // 500 MWh × 0.791 t/MWh, the benchmark of 2024 above 300 MW.
    expect(power?.costT).toBe('395.5');
  });

  test('an error found beyond the class: 100,700 t', async () => {
    const [scale] = await plant.ask('group', organizationMeters(), {});
    await calibrate(scale ?? '', '2024-01-10', '2025-01-09');
    await calibrate(scale ?? '', '2024-12-20', '2025-12-19', '1.2');
    const { items } = await ask(1);
    expect(items[0]?.factor).toBe('1.007');
    expect(items[0]?.spans[0]).toMatchObject({ fault: 'error_found', ratePct: '0.7', days: 31 });
  });
});

function organizationMeters() {
  return {
    type: 'query' as const,
    name: 'test.meters',
    action: 'organization.read' as const,
    input: z.object({}),
    run: async (work: Work) =>
      (await organization.meterRecordsOf(work, plant.units[1].id)).filter((m) => m.code === 'BS-2').map((m) => m.id),
  };
}

test('an entity sees the penalties of all its units; others none', async () => {
  const all = await plant.ask('auditor', readEntityPenalties(plant.shelf), { entityId: plant.ids.group, year });
  expect(new Set(all.items.map((one) => one.unitName.en))).toEqual(new Set(['Unit 1', 'Unit 2']));
  expect((await refusalOf(plant.ask('stranger', readUnitPenalties(plant.shelf), { unitId: plant.units[0].id, year }))).code).toBe(
    'not_permitted',
  );
  const other = await openPlant({ n: 2, beside: plant });
  expect((await refusalOf(other.ask('auditor', readUnitPenalties(plant.shelf), { unitId: plant.units[0].id, year }))).code).toBe(
    'not_found',
  );
});

test('a frozen month keeps its figure when a calibration is recorded afterwards', async () => {
  await plant.explain('2024-06');
  await plant.move('statistician', '2024-06', 'in_review');
  const [scale] = await plant.ask(
    'group',
    { ...organizationMeters(), run: async (work: Work) => (await organization.meterRecordsOf(work, plant.units[0].id)).map((m) => m.id) },
    {},
  );
  await calibrate(scale ?? '', '2024-06-10', '2025-06-09');
  expect((await plant.month('2024-06')).emission?.shown).toBe('253286.89');
  expect((await plant.month('2024-07')).emission?.shown).toBe('320263.26');
  expect((await plant.month('2024-06')).changedAfterApproval).toBe(true);
});
