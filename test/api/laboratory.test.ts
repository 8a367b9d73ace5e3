import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { laboratoryEndpoints } from '../../src/contract/laboratory.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { readLaboratoryYear } from '../../src/server/modules/emission/laboratory/read-laboratory-year.ts';
import { readSample } from '../../src/server/modules/emission/laboratory/read-sample.ts';
import { openPlant, type Plant, refusalOf } from '../support/plant.ts';

let plant: Plant;
let laboratoryId = '';
let ownLaboratoryId = '';
beforeAll(async () => {
  plant = await openPlant();
  const scope = ['carbon', 'ncv', 'hydrogen', 'sulfur', 'moisture'];
  const cnas = { scheme: 'CNAS', number: 'L1234', validFrom: '2023-01-01', validTo: '2024-06-30', scope };
  const add = emission.addLaboratory;
  laboratoryId = (
    await plant.run('lab', add, { name: '省煤检院', nameEn: 'Provincial coal laboratory', kind: 'external', accreditations: [cnas] })
  ).id;
  ownLaboratoryId = (await plant.run('lab', add, { name: '厂化验室', nameEn: 'Plant laboratory', kind: 'own' })).id;
});
afterAll(() => plant?.close());

type Who = Parameters<Plant['run']>[0];
const unitId = (unit = 0) => plant.units[unit]?.id ?? '';
const streamId = (unit = 0) => plant.units[unit]?.fuelStreams.find((one) => one.code === 'coal')?.id ?? '';
const place = (month: string, unit = 0) => ({ unitId: unitId(unit), fuelStreamId: streamId(unit), month });
const read = (month: string, who: Who = 'auditor', unit = 0) =>
  plant.ask(who, emission.readLaboratoryMonth(plant.shelf), place(month, unit));
type DayCell = readonly [day: number, field: string, value: string | null];
const days = (month: string, cells: readonly DayCell[], who: Who = 'lab', unit = 0) =>
  plant.run(who, emission.recordDailyCoal(plant.shelf), {
    ...place(month, unit),
    cells: cells.map(([day, field, value]) => ({ day: `${month}-${String(day).padStart(2, '0')}`, field, value })),
  });
type Draft = Record<string, unknown>;
const sample = (month: string, more: Draft, unit = 0, who: Who = 'lab') => {
  const named = { kind: 'monthly_composite', number: `S-${month}`, sampledOn: `${month}-28` };
  return plant.run(who, emission.recordSample(plant.shelf), { ...place(month, unit), ...named, ...more });
};
const good = {
  ...{ receivedOn: '2024-04-02', testedOn: '2024-04-05', reportedOn: '2024-05-10' },
  ...{ reportNumber: 'R-1', basis: 'ad', mAd: '3.15', carbon: '58.64' },
};
const codes = (findings: readonly { code: string }[]) => findings.map((one) => one.code).sort();

describe('C02 by days, taken over into the month', () => {
  test('the grid of days saves coal and samples; the report makes them count; the value is adopted with derivation and evidence', async () => {
    // C02 as it stands: daily carbon as received, FC 15,080.75 t, C 0.532736.
    await days('2024-03', [
      [1, 'fuelT', '5200.00'],
      [2, 'fuelT', '4870.50'],
      [3, 'fuelT', '5010.25'],
      [1, 'carbon', '58.64'],
      [2, 'carbon', '58.20'],
      [3, 'carbon', '59.10'],
    ]);
    let month = await days(
      '2024-03',
      [1, 2, 3].flatMap((day) => [[day, 'mAd', '3.15'] as const, [day, 'mAr', '12.3'] as const]),
    );
    expect(month.samples.map((one) => [one.number, one.version, one.standing])).toEqual([
      ['1-coal-20240301', 2, 'waiting'],
      ['1-coal-20240302', 2, 'waiting'],
      ['1-coal-20240303', 2, 'waiting'],
    ]);
    expect(month.way).toBeNull();
    const paper = await plant.evidence('lab', 'report 2024-03');
    month = await plant.run('lab', emission.reportSamples(plant.shelf), {
      ...place('2024-03'),
      samples: month.samples.map((one) => ({ sampleId: one.sampleId, version: one.version })),
      receivedOn: '2024-03-05',
      testedOn: '2024-03-08',
      reportedOn: '2024-03-20',
      laboratoryId,
      reportNumber: 'R-2024-03',
      standard: 'GB/T 476',
      evidenceIds: [paper.id],
    });
    expect(month.samples.map((one) => one.standing)).toEqual(['valid', 'valid', 'valid']);
    expect(month.samples[0]?.daysToReport).toBe(19);
    expect(month.samples[0]?.retainUntil).toBe('2025-03-01');
    expect([month.way, month.fuelSumT]).toEqual(['daily', '15080.75']);
    // By hand: 87.7/96.85 × (5200 × 58.64 + 4870.5 × 58.20 + 5010.25 × 59.10)/15080.75 = 53.1096 % (computed apart, in Python decimals).
    const carbon = month.comparisons.find((one) => one.parameter === 'C_ar');
    expect(Number(carbon?.laboratory).toFixed(6)).toBe('0.531096');
    expect(laboratoryEndpoints.readLaboratoryMonth.reply.safeParse(month).error).toBeUndefined();
    expect(month.derivation?.nodes.some((node) => node.symbol === 'C_month')).toBe(true);

    await plant.record('statistician', [plant.cell('2024-03', 'FC', '15080.75')]);
    const sampleId = month.samples[0]?.sampleId;
    const detail = await plant.ask('auditor', readSample(plant.shelf), { sampleId });
    expect(laboratoryEndpoints.readSample.reply.safeParse(detail).error).toBeUndefined();
    expect([detail.versions.length, detail.retainedMassKg, detail.laboratoryName?.en]).toEqual([3, '0.7', 'Provincial coal laboratory']);
    const year = await plant.ask('auditor', readLaboratoryYear(plant.shelf), { unitId: unitId(), year: 2024 });
    expect(laboratoryEndpoints.readLaboratoryYear.reply.safeParse(year).error).toBeUndefined();
    expect(year.months.find((one) => one.month === '2024-03')).toMatchObject({ status: 'ready', valid: 3, fuelDays: 3, way: 'daily' });
    const adopted = await plant.run('lab', emission.adoptLaboratoryValues(plant.shelf), place('2024-03'));
    expect(adopted.adoption?.contentSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(adopted.comparisons.every((one) => one.parameter === 'NCV_ar' || one.same)).toBe(true);
    const grid = await plant.grid();
    const cell = grid.cells.find((one) => one.month === '2024-03' && one.rowKey === 'coal.C_ar');
    expect([cell?.acquisition, cell?.evidenceCount, cell?.recordedByName]).toEqual(['calculated', 1, 'lab']);
    expect(grid.findings.filter((f) => f.place.at?.month === '2024-03' && f.code.startsWith('laboratory'))).toEqual([]);
  });

  test('a cell that says otherwise, and days that do not add up, are warnings with both figures', async () => {
    await plant.record('statistician', [plant.cell('2024-03', 'C_ar', '0.5400'), plant.cell('2024-03', 'FC', '15081')]);
    const found = (await plant.grid()).findings.filter((f) => f.place.at?.month === '2024-03');
    expect(codes(found)).toEqual(expect.arrayContaining(['laboratory_value_differs', 'daily_fuel_differs']));
    const differs = found.find((one) => one.code === 'laboratory_value_differs');
    expect([differs?.severity, differs?.place.at?.row]).toEqual(['warning', 'coal.C_ar']);
    expect(differs?.text.en).toContain('0.5400');
  });
});

describe('C35: the days of a report', () => {
  const month = '2024-01';
  const dated = (day: number, reportedOn: string, more: Draft = {}) =>
    sample(month, {
      ...good,
      kind: 'batch',
      amountT: '1000',
      number: `B-${day}`,
      reportNumber: `B-R-${day}`,
      mAr: '12.3',
      carbon: `58.${day}`,
      sampledOn: '2024-03-31',
      laboratoryId,
      reportedOn,
      ...more,
    });

  test.each([
    ['day 40 is valid', 40, '2024-05-10', {}, 'valid', []],
    ['day 41 is late', 41, '2024-05-11', {}, 'late', ['laboratory_report_late']],
    ['a report before the test is flagged', 42, '2024-04-04', {}, 'flagged', ['laboratory_days_disordered']],
    ['a receipt before the sample is flagged', 43, '2024-05-10', { receivedOn: '2024-03-30' }, 'flagged', ['laboratory_days_disordered']],
  ] as const)('%s', async (_, day, reportedOn, more, standing, found) => {
    const made = await dated(day, reportedOn, more);
    expect([made.standing, codes(made.findings)]).toEqual([standing, [...found]]);
  });

  test('a carbon content without a valid report is an ERROR from the first sample on; earlier months are left alone; the default needs none', async () => {
    await sample('2024-02', {
      ...good,
      sampledOn: '2024-02-20',
      receivedOn: '2024-02-21',
      testedOn: '2024-02-22',
      reportedOn: '2024-04-20',
      laboratoryId,
      number: 'late',
    });
    await plant.record(
      'statistician',
      ['2023-12', '2024-02'].flatMap((m) => (m.startsWith('2023') ? [] : [plant.cell(m, 'FC', '1000'), plant.cell(m, 'C_ar', '0.53')])),
    );
    const errors = async () =>
      (await plant.grid()).findings.filter((f) => f.code === 'laboratory_report_missing').map((f) => [f.place.at?.month, f.severity]);
    expect(await errors()).toEqual([['2024-02', 'error']]);
    const refusal = await refusalOf(plant.move('statistician', '2024-02', 'in_review'));
    expect(refusal.code).toBe('month_has_errors');
    expect(refusal.findings[0]?.cure?.en).toContain('withdraw the carbon content');
    await plant.record('statistician', [plant.cell('2024-02', 'C_ar', null)]);
    expect(await errors()).toEqual([]);
  });
});

describe('what makes a test count', () => {
  test('the scope has to cover carbon on the day of the test; no laboratory has none', async () => {
    const expired = await sample('2024-08', {
      ...good,
      number: 'x1',
      reportNumber: 'x1',
      sampledOn: '2024-08-01',
      receivedOn: '2024-08-02',
      testedOn: '2024-08-03',
      reportedOn: '2024-08-04',
      laboratoryId,
    });
    const own = await sample('2024-08', {
      ...good,
      number: 'x2',
      reportNumber: 'x2',
      carbon: '57',
      sampledOn: '2024-08-01',
      receivedOn: '2024-08-02',
      testedOn: '2024-08-03',
      reportedOn: '2024-08-04',
      laboratoryId: ownLaboratoryId,
    });
    expect([expired.standing, own.standing]).toEqual(['invalid', 'invalid']);
    expect(codes(expired.findings)).toEqual(['laboratory_scope_missing']);
  });

  test('as received does not stand for as fired', async () => {
    const made = await sample('2024-09', {
      ...good,
      number: 'r1',
      reportNumber: 'r1',
      state: 'as_received',
      sampledOn: '2024-03-31',
      laboratoryId,
    });
    expect([made.standing, codes(made.findings)]).toEqual(['invalid', ['sample_state_differs']]);
  });
});

describe('carbon dry and ash-free among the checks of the month', () => {
  const low = {
    ...{ receivedOn: '2024-06-02', testedOn: '2024-06-03', reportedOn: '2024-06-05' },
    ...{ basis: 'ad', mAd: '3', carbon: '50', ash: '20' },
  };
  const told = async (month: string) =>
    (await plant.grid()).findings.filter(
      (f) => f.place.at?.month === month && ['coal_carbon_implausible', 'carbon_daf_out_of_range'].includes(f.code),
    );

  test('50/(100 − 3 − 20) = 64.94 % is low for bituminous coal: one warning, with the way to its sample', async () => {
    const month = '2024-06';
    const made = await sample(month, { ...low, laboratoryId, number: 'daf-1', reportNumber: 'daf-1', sampledOn: '2024-06-01' });
    await plant.record('statistician', [plant.cell(month, 'FC', '1000')]);
    const found = await told(month);
    expect(found.map((f) => [f.code, f.severity, f.place.at?.sampleId])).toEqual([['coal_carbon_implausible', 'warning', made.sampleId]]);
    expect(found[0]?.text.en).toMatch(/64\.9\d? % lies outside the usual range of bituminous, 74 to 92/);
  });

  test('several samples: the month says it of them together', async () => {
    const month = '2024-07';
    const batch = { ...low, laboratoryId, kind: 'batch', amountT: '500', mAr: '11', sampledOn: '2024-06-01' };
    for (const [number, carbon] of [
      ['daf-2', '50.1'],
      ['daf-3', '51.2'],
    ])
      await sample(month, { ...batch, number, carbon, reportNumber: number });
    await plant.record('statistician', [plant.cell(month, 'FC', '1000')]);
    const found = await told(month);
    expect(codes(found)).toEqual(['carbon_daf_out_of_range', 'coal_carbon_implausible', 'coal_carbon_implausible']);
    const whole = found.find((f) => f.code === 'carbon_daf_out_of_range');
    // (50.1 + 51.2) / (2·77)
    expect([whole?.text.en, whole?.place.at?.row, whole?.place.at?.sampleId]).toEqual([
      expect.stringContaining('65.78'),
      'coal.C_ar',
      undefined,
    ]);
  });
});

describe('figures as received', () => {
  test('a composite reported as received, without its moisture, counts as it is reported', async () => {
    const month = '2024-10';
    await days(month, [[1, 'fuelT', '1000']]);
    const more = { number: 'ar-1', reportNumber: 'ar-1', sampledOn: '2024-03-31', laboratoryId, basis: 'ar', mAd: null, carbon: '53.27' };
    const made = await sample(month, { ...good, ...more });
    expect(made.standing).toBe('valid');
    const { comparisons } = await read(month);
    expect(comparisons.find((one) => one.parameter === 'C_ar')?.laboratory).toBe('0.5327');
  });

  test('days are entered on the basis that is chosen; those that are there keep theirs', async () => {
    const month = '2024-12';
    const run = (cells: readonly object[], basis?: string) =>
      plant.run('lab', emission.recordDailyCoal(plant.shelf), { ...place(month), cells, ...(basis ? { basis } : {}) });
    await run([{ day: '2024-12-01', field: 'carbon', value: '53.1' }], 'ar');
    const later = { day: '2024-12-02', field: 'carbon', value: '58.1' };
    const told = await run([{ day: '2024-12-01', field: 'ash', value: '22' }, later]);
    expect(told.samples.map((one) => [one.sampledOn, one.basis, one.state]).sort()).toEqual([
      ['2024-12-01', 'ar', 'as_fired'],
      ['2024-12-02', 'ad', 'as_fired'],
    ]);
  });
});

describe('reports that serve twice or change', () => {
  const batch = (number: string, more: Draft, month = '2024-05') =>
    sample(month, {
      ...good,
      kind: 'batch',
      amountT: '500',
      mAr: '11',
      sampledOn: '2024-05-02',
      receivedOn: '2024-05-03',
      testedOn: '2024-05-04',
      reportedOn: '2024-05-05',
      laboratoryId,
      number,
      reportNumber: number,
      ...more,
    });

  test('number, file and figures', async () => {
    const paper = await plant.evidence('lab', 'one report');
    await batch('D1', { carbon: '57.11', ash: '21.3', ncvAr: '20.91', evidenceIds: [paper.id] });
    expect(codes((await batch('D2', { reportNumber: 'D1', carbon: '57.12' })).findings)).toEqual(['laboratory_report_doubled']);
    expect(codes((await batch('D3', { carbon: '57.13', evidenceIds: [paper.id] })).findings)).toEqual(['laboratory_file_doubled']);
    const twin = await batch('D4', { carbon: '57.11', ash: '21.3', ncvAr: '20.91' });
    expect(codes(twin.findings)).toEqual(['laboratory_figures_doubled']);
    expect(twin.findings[0]?.text.en).toContain('D1');
  });

  test('the same number with other figures was edited; the reason stays with the version; withdrawn counts no longer', async () => {
    const first = await batch('E1', { carbon: '57.21', ash: '22.3', ncvAr: '20.81' });
    const { sampleId } = first;
    const fields = {
      kind: 'batch',
      number: 'E1',
      sampledOn: '2024-05-02',
      amountT: '500',
      receivedOn: '2024-05-03',
      testedOn: '2024-05-04',
      reportedOn: '2024-05-05',
      laboratoryId,
      reportNumber: 'E1',
      mAd: '3.15',
      mAr: '11',
      carbon: '57.91',
      ash: '22.3',
      ncvAr: '20.81',
    };
    const correct = (more: Draft) => plant.run('lab', emission.correctSample(plant.shelf), { sampleId, version: 1, ...fields, ...more });
    expect((await refusalOf(correct({}))).code).toBe('reason_required');
    const second = await correct({ reason: 'misread 57.91' });
    expect([second.version, second.carbon, codes(second.findings)]).toEqual([2, '57.91', ['laboratory_report_edited']]);
    expect((await refusalOf(correct({ reason: 'again' }))).code).toBe('conflict');
    const gone = await plant.run('lab', emission.withdrawSample(plant.shelf), { sampleId, version: 2, reason: 'not ours' });
    expect([gone.standing, gone.reason]).toEqual(['withdrawn', 'not ours']);
    expect((await refusalOf(plant.run('lab', emission.withdrawSample(plant.shelf), { sampleId, version: 3, reason: 'x' }))).code).toBe(
      'wrong_state',
    );
  });
});

describe('who may, and where', () => {
  test('reviewers record nothing, strangers see nothing, another organization finds nothing', async () => {
    expect((await refusalOf(days('2024-11', [[1, 'fuelT', '1']], 'reviewer'))).code).toBe('not_permitted');
    expect((await refusalOf(read('2024-03', 'stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(days('2024-11', [[1, 'fuelT', '1']], 'stranger'))).code).toBe('not_permitted');
    const beside = await openPlant({ n: 2, beside: plant });
    const { samples } = await read('2024-03');
    const sampleId = samples[0]?.sampleId ?? '';
    const theirs = emission.withdrawSample(plant.shelf);
    expect((await refusalOf(beside.run('lab', theirs, { sampleId, version: 3, reason: 'x' }))).code).toBe('not_found');
    expect((await refusalOf(beside.ask('lab', emission.readLaboratoryMonth(plant.shelf), place('2024-03')))).code).toBe('not_found');
    const foreign = { ...place('2024-11'), unitId: beside.units[0].id, fuelStreamId: beside.units[0].fuelStreams[0]?.id ?? '' };
    const draft = {
      ...good,
      ...foreign,
      kind: 'monthly_composite',
      number: 'f',
      sampledOn: '2024-11-28',
      receivedOn: null,
      testedOn: null,
      reportedOn: null,
      laboratoryId,
    };
    expect((await refusalOf(beside.run('lab', emission.recordSample(plant.shelf), draft))).code).toBe('not_found');
    await beside.close();
  });

  test('who recorded samples of a month does not review it', async () => {
    await days('2024-12', [[1, 'fuelT', '100']]);
    await plant.record('statistician', [plant.cell('2024-12', 'FC', '100')]);
    await plant.explain('2024-12');
    await plant.move('statistician', '2024-12', 'in_review');
    const both = {
      ...plant.actors.lab,
      grants: [...plant.actors.lab.grants, { role: 'plant_reviewer' as const, entityId: plant.ids.plant }],
    };
    expect((await refusalOf(plant.move(both, '2024-12', 'reviewed'))).code).toBe('same_person_enters_and_reviews');
    expect((await refusalOf(days('2024-12', [[2, 'fuelT', '1']]))).code).toBe('month_not_open');
    await plant.move('reviewer', '2024-12', 'reviewed');
  });

  test('faults are told together; a number stands once; a version seen by another is a conflict', async () => {
    const refusal = await refusalOf(
      plant.run('lab', emission.recordDailyCoal(plant.shelf), {
        ...place('2024-11'),
        cells: [
          { day: '2024-11-31', field: 'fuelT', value: '1' },
          { day: '2024-10-01', field: 'fuelT', value: '1' },
          { day: '2024-11-01', field: 'carbon', value: '101' },
        ],
      }),
    );
    expect([refusal.code, refusal.findings.map((one) => one.place.path)]).toEqual([
      'invalid_input',
      ['/cells/0/day', '/cells/1/day', '/cells/2/value'],
    ]);
    await sample('2024-11', { number: 'once' });
    expect((await refusalOf(sample('2024-11', { number: 'once' }))).code).toBe('already_exists');
    const cell = { day: '2024-11-02', field: 'fuelT', value: '2', seenVersion: 3 };
    expect((await refusalOf(plant.run('lab', emission.recordDailyCoal(plant.shelf), { ...place('2024-11'), cells: [cell] }))).code).toBe(
      'conflict',
    );
  });

  test('nothing valid, nothing to adopt', async () => {
    expect((await refusalOf(plant.run('lab', emission.adoptLaboratoryValues(plant.shelf), place('2024-11')))).code).toBe('wrong_state');
  });
});
