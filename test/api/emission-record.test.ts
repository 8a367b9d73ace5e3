import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as emission from '../../src/server/modules/emission/index.ts';
import * as organization from '../../src/server/modules/organization/index.ts';
import { openPlant, type Plant, refusalOf } from '../support/plant.ts';

let plant: Plant;
let admin: pg.Client;
beforeAll(async () => {
  plant = await openPlant();
  admin = new pg.Client({ connectionString: plant.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await plant?.close();
});

const rows = async (sql: string, ...values: unknown[]) => (await admin.query(sql, values)).rows;
const counts = async () =>
  (await rows('select (select count(*)::int from app.activity_datum) data, (select count(*)::int from app.activity_cell) cells'))[0];

/** The cell of a symbol in unit 1. */
async function cellOf(month: string, symbol: string, unit = 0) {
  const grid = await plant.grid('auditor', unit, Number(month.slice(0, 4)));
  const cell = grid.cells.find((one) => one.month === month && one.rowKey.endsWith(symbol));
  if (!cell) throw new Error(`no cell ${symbol} in ${month}`);
  return cell;
}

describe('a block of values', () => {
  test('is recorded with what was entered; the month begins as a draft', async () => {
    const grid = await plant.record('statistician', [
      plant.cell('2024-01', 'FC', '182345.67', { comment: '  from the ledger ' }),
      plant.cell('2024-01', 'generation_mwh', 387714.442, { acquisition: 'calculated' }),
    ]);
    const [fc, generation] = ['coal.FC', 'generation_mwh'].map((key) => grid.cells.find((cell) => cell.rowKey === key));
    expect(fc).toMatchObject({ value: '182345.67', givenValue: '182345.67', givenUnit: 't', datumVersion: 1, comment: 'from the ledger' });
    expect(fc).toMatchObject({ acquisition: 'measured', recordedByName: 'statistician', recordedAt: '2025-01-20T01:30:00.000Z' });
    expect(generation).toMatchObject({ value: '387714.442', givenValue: '387714.442', acquisition: 'calculated' });
    expect(grid.months.map((m) => [m.month, m.state, m.version]).slice(0, 2)).toEqual([
      ['2024-01', 'draft', 1],
      ['2024-02', 'draft', 0],
    ]);
  });

  // Exact by definition: 1 kt = 1000 t, 1 kJ/kg = 0.001 GJ/t, 1 kcal = 4.1868 kJ, 10^4 kWh = 10 MWh.
  const conversions: [string, string, string, string, string][] = [
    ['FC', '12.5', 'kt', '12500', 't'],
    ['FC', '0.1', 'kg', '0.0001', 't'],
    ['FC', '18.234567', '10^4t', '182345.67', 't'],
    ['NCV_ar', '20239', 'kJ/kg', '20.239', 'GJ/t'],
    ['NCV_ar', '4834', 'kcal_IT/kg', '20.2389912', 'GJ/t'],
    ['generation_mwh', '38771.4442', '10^4kWh', '387714.442', 'MWh'],
    ['heat_gj', '313.68997', 'TJ', '313689.97', 'GJ'],
    ['C_ar', '0.5312', 'kgC/kg', '0.5312', 'tC/t'],
    // As laboratories report it: per cent by mass.
    ['C_ar', '45.67', '%', '0.4567', 'tC/t'],
  ];
  test.each(conversions)('%s %s %s is kept and is exactly %s %s', async (symbol, given, unit, value, own) => {
    await plant.record('statistician', [plant.cell('2024-02', symbol, given, { unit })]);
    expect(await cellOf('2024-02', symbol)).toMatchObject({ value, givenValue: given, givenUnit: unit });
    const [row] = await rows(
      'select d.value::text, d.unit from app.activity_datum d join app.activity_cell c on c.datum_id = d.id where c.month = $1 and c.parameter = $2',
      '2024-02',
      symbol,
    );
    expect(row).toEqual({ value, unit: own });
  });

  test('a changed value is a new version that supersedes; the same once more is none', async () => {
    const record = (value: string | null, more = {}) => plant.record('statistician', [plant.cell('2024-03', 'FC', value, more)]);
    await record('158900.05');
    await record('158900.05');
    await record('158900.06', { comment: 'scale read again' });
    await record('158.90006', { unit: 'kt', comment: 'scale read again' });
    await record(null, { comment: 'not this unit' });
    await record(null, { comment: 'not this unit' });
    const { cellId } = await cellOf('2024-03', 'FC');
    const versions = await rows(
      'select version, value::text, given_value, given_unit from app.activity_datum where cell_id = $1 order by version',
      cellId,
    );
    expect(versions.map((v) => [v.version, v.value, v.given_value, v.given_unit])).toEqual([
      [1, '158900.05', '158900.05', 't'],
      [2, '158900.06', '158900.06', 't'],
      [3, '158900.06', '158.90006', 'kt'],
      [4, null, null, 't'],
    ]);
    const chain = await rows('select id, supersedes, version from app.activity_datum where cell_id = $1 order by version', cellId);
    expect(chain.map((row) => row.supersedes)).toEqual([null, ...chain.slice(0, 3).map((row) => row.id)]);
    const history = await rows('select kind from app.history where object_id = $1 order by object_version', cellId);
    expect(history.map((row) => row.kind)).toEqual([
      'activity_datum.recorded',
      'activity_datum.changed',
      'activity_datum.changed',
      'activity_datum.withdrawn',
    ]);
  });

  test('nothing recorded is withdrawn from nothing', async () => {
    const before = await counts();
    await plant.record('statistician', [plant.cell('2024-04', 'FC', null)]);
    expect(await counts()).toEqual(before);
    expect((await plant.month('2024-04')).version).toBe(0);
  });

  test('a withdrawn value names the row’s own unit, whatever came with it', async () => {
    await plant.record('statistician', [plant.cell('2024-05', 'heat_gj', '1')]);
    await plant.record('statistician', [plant.cell('2024-05', 'heat_gj', null, { unit: 'bushel' })]);
    expect(await cellOf('2024-05', 'heat_gj')).toMatchObject({ value: null, givenUnit: 'GJ' });
  });

  test('the year’s total of an amount is its sum, of a ratio its mean weighted by consumption', async () => {
    const total = (grid: Awaited<ReturnType<Plant['grid']>>, key: string) => grid.rows.find((row) => row.key === key)?.total;
    const cells = [
      plant.cell('2023-01', 'FC', '5200'),
      plant.cell('2023-02', 'FC', '4870.5'),
      plant.cell('2023-03', 'FC', '5010.25'),
      plant.cell('2023-01', 'C_ar', '0.5312'),
      plant.cell('2023-02', 'C_ar', '0.5268'),
      plant.cell('2023-03', 'C_ar', '0.5401'),
    ];
    const grid = await plant.record('statistician', cells);
    // C02: ΣFC 15,080.75; C 0.532736 weighted (0.532700 would be the arithmetic mean).
    expect(total(grid, 'coal.FC')).toEqual({ kind: 'sum', value: '15080.75' });
    expect(Number(total(grid, 'coal.C_ar')?.value).toFixed(6)).toBe('0.532736');
  });
});

describe('what is refused, each fault with its place, and nothing of the block is kept', () => {
  const good = () => plant.cell('2024-06', 'FC', '131200.75');
  const cases: [string, () => ReturnType<typeof good>, string, string, string][] = [
    ['an unknown row', () => ({ ...good(), parameter: 'FC_oil' }), 'invalid_input', 'unknown_row', '/cells/1/parameter'],
    [
      'a row of a stream without its stream',
      () => ({ ...good(), fuelStreamId: null }),
      'invalid_input',
      'unknown_row',
      '/cells/1/parameter',
    ],
    ['a month of another year', () => ({ ...good(), month: '2023-06' }), 'invalid_input', 'month_outside_year', '/cells/1/month'],
    ['a unit of another kind', () => ({ ...good(), unit: 'GJ' }), 'unit_mismatch', 'unit_mismatch', '/cells/1/unit'],
    ['per cent of what is no share', () => ({ ...good(), unit: '%' }), 'unit_mismatch', 'unit_mismatch', '/cells/1/unit'],
    [
      'more than all of it',
      () => plant.cell('2024-06', 'C_ar', '100.01', { unit: '%' }),
      'invalid_input',
      'out_of_range',
      '/cells/1/value',
    ],
    ['a unit nobody knows', () => ({ ...good(), unit: 'cart' }), 'unit_mismatch', 'unit_mismatch', '/cells/1/unit'],
    ['a negative amount', () => ({ ...good(), value: '-0.01' }), 'invalid_input', 'out_of_range', '/cells/1/value'],
    ['more carbon than coal', () => plant.cell('2024-06', 'C_ar', '1.01'), 'invalid_input', 'out_of_range', '/cells/1/value'],
    [
      'more than the month’s hours',
      () => plant.cell('2024-06', 'operating_hours', '31.1', { unit: 'd' }),
      'invalid_input',
      'out_of_range',
      '/cells/1/value',
    ],
    ['a float above 2^53', () => ({ ...good(), value: 2 ** 60 }), 'invalid_input', 'not_a_number', '/cells/1/value'],
  ];
  test.each(cases)('%s', async (_what, bad, code, finding, place) => {
    const before = await counts();
    const refusal = await refusalOf(plant.record('statistician', [plant.cell('2024-06', 'generation_mwh', '1'), bad()]));
    expect(refusal.code).toBe(code);
    expect(refusal.findings.map((f) => [f.code, f.place.path])).toEqual([[finding, place]]);
    for (const { text } of refusal.findings) expect([text.zh.length > 0, text.en.length > 0]).toEqual([true, true]);
    expect(await counts()).toEqual(before);
    expect((await plant.month('2024-06')).version).toBe(0);
  });

  test('text that is no number, an unknown key and a block without cells', async () => {
    const refused = async (cells: unknown[]) =>
      (
        await refusalOf(
          plant.run('statistician', emission.recordActivityData(plant.shelf), { unitId: plant.units[0].id, year: 2024, cells }),
        )
      ).findings;
    expect((await refused([{ ...good(), value: '1,000' }]))[0]?.place.path).toBe('/cells/0/value');
    expect((await refused([{ ...good(), value: 'NaN' }]))[0]?.place.path).toBe('/cells/0/value');
    expect((await refused([{ ...good(), colour: 'red' }]))[0]?.place.path).toContain('/cells/0');
    expect((await refused([]))[0]?.place.path).toBe('/cells');
  });

  test('all faults are told at once', async () => {
    const refusal = await refusalOf(
      plant.record('statistician', [
        good(),
        { ...good(), unit: 'GJ' },
        plant.cell('2024-06', 'C_ar', '2'),
        { ...good(), month: '2023-01' },
      ]),
    );
    expect([refusal.code, refusal.findings.map((f) => f.place.path)]).toEqual([
      'invalid_input',
      ['/cells/1/unit', '/cells/2/value', '/cells/3/month'],
    ]);
  });

  test('the same cell twice', async () => {
    const refusal = await refusalOf(plant.record('statistician', [good(), { ...good(), value: '1' }]));
    expect([refusal.code, refusal.findings[0]?.code]).toEqual(['invalid_input', 'cell_twice']);
  });

  test('a year for which the method does not hold, in words', async () => {
    for (const year of ['2018', '2027']) {
      const refusal = await refusalOf(plant.record('statistician', [plant.cell(`${year}-01`, 'FC', '1')]));
      expect(refusal.code).toBe('invalid_input');
      expect(refusal.findings[0]?.text.en).toMatch(/20\d\d/);
    }
  });

  test('a change under a version nobody has any more shows who changed it to what', async () => {
    await plant.record('statistician', [plant.cell('2024-07', 'C_ar', '0.5290')]);
    const { datumVersion } = await cellOf('2024-07', 'C_ar');
    await plant.record('lab', [plant.cell('2024-07', 'C_ar', '0.5291', { seenVersion: datumVersion })]);
    const late = [
      plant.cell('2024-07', 'C_ar', '0.5292', { seenVersion: datumVersion }),
      plant.cell('2024-07', 'FC', '1', { seenVersion: 0 }),
    ];
    const refusal = await refusalOf(plant.record('statistician', late));
    expect(refusal.code).toBe('conflict');
    expect(refusal.findings.map((f) => [f.code, f.place.at?.row, f.place.at?.month])).toEqual([
      ['changed_meanwhile', 'coal.C_ar', '2024-07'],
    ]);
    expect(refusal.findings[0]?.text.en).toContain('lab');
    expect(refusal.findings[0]?.text.en).toContain('0.5291');
    expect(await cellOf('2024-07', 'C_ar')).toMatchObject({ value: '0.5291', datumVersion: 2 });
    await plant.record('statistician', [plant.cell('2024-07', 'C_ar', '0.5292', { seenVersion: 2 })]);
    const refused = await refusalOf(plant.record('statistician', [plant.cell('2024-08', 'FC', '1', { seenVersion: 3 })]));
    expect(refused.code).toBe('conflict');
  });

  test('a month that is not a draft; the others of the block are not kept either', async () => {
    await plant.record('statistician', [plant.cell('2024-09', 'FC', '139876.54'), plant.cell('2024-09', 'C_ar', '0.5333')]);
    await plant.explain('2024-09');
    await plant.move('statistician', '2024-09', 'in_review');
    const before = await counts();
    const block = [plant.cell('2024-09', 'FC', '1'), plant.cell('2024-10', 'FC', '2')];
    const refusal = await refusalOf(plant.record('statistician', block));
    expect([refusal.code, refusal.values.months]).toEqual(['month_not_open', '2024-09']);
    expect(await counts()).toEqual(before);
  });
});

describe('a unit the accounting could not follow', () => {
  const draft = (more: object) => ({
    entityId: plant.ids.plant,
    name: '3号机组',
    nameEn: 'Unit 3',
    code: '3',
    unitClass: 'conventional_coal_above_300mw',
    product: 'condensing',
    capacityMw: '300',
    commissionedOn: '2015-01-01',
    fuelStreams: [{ code: 'coal', name: '煤', nameEn: 'Coal', fuelKind: 'coal', fuel: 'bituminous' }],
    ...more,
  });
  const add = (more: object) =>
    plant.run(
      'group',
      organization.addUnit((id) => plant.shelf.method(id) !== undefined),
      draft(more),
    );
  const diesel = (code: string) => ({ code, name: code, nameEn: code, fuelKind: 'oil', fuel: 'diesel' });

  test('two streams of one oil are refused: the method has one row for it, and one of the two would be lost', async () => {
    const refusal = await refusalOf(add({ fuelStreams: [diesel('start'), diesel('support')] }));
    expect([refusal.code, refusal.findings.map((f) => f.place.path)]).toEqual(['already_exists', ['/fuelStreams/1/fuel']]);
  });

  test('a method without a month grid is refused in words', async () => {
    const { id } = await add({ methodId: 'cn-heat-supplied' });
    const refusal = await refusalOf(plant.ask('auditor', emission.readMonthGrid(plant.shelf), { unitId: id, year: 2024 }));
    expect([refusal.code, refusal.values.method]).toEqual(['unknown_method', 'cn-heat-supplied']);
  });
});

describe('who may record', () => {
  const cases: [string, Parameters<Plant['record']>[0]][] = [
    ['a statistician of another plant', 'stranger'],
    ['a reviewer', 'reviewer'],
    ['a manager', 'manager'],
    ['the group’s carbon manager', 'group'],
    ['an auditor', 'auditor'],
    ['an administrator', 'administrator'],
  ];
  test.each(cases)('%s is refused', async (_who, who) => {
    const before = await counts();
    const refusal = await refusalOf(plant.record(who, [plant.cell('2024-11', 'FC', '1')]));
    expect([refusal.code, refusal.values.action]).toEqual(['not_permitted', 'emission.record']);
    expect(await counts()).toEqual(before);
  });

  test('somebody of another plant does not even see the numbers', async () => {
    expect((await refusalOf(plant.grid('stranger'))).code).toBe('not_permitted');
  });

  test('a program’s key reads and does not write', async () => {
    const key = { ...plant.actors.statistician, kind: 'apikey' as const };
    expect((await plant.grid(key)).unitId).toBe(plant.units[0].id);
    expect((await refusalOf(plant.record(key, [plant.cell('2024-11', 'FC', '1')]))).code).toBe('not_permitted');
  });
});

describe('evidence of values', () => {
  const attach = (who: Parameters<Plant['run']>[0], input: object) =>
    plant.run(who, emission.attachEvidence(plant.shelf), { unitId: plant.units[0].id, year: 2024, ...input });

  test('is attached and released; its list of uses follows', async () => {
    const grid = await plant.record('statistician', [plant.cell('2024-11', 'FC', '149320.66'), plant.cell('2024-11', 'C_ar', '0.5308')]);
    const cellIds = grid.cells.filter((cell) => cell.month === '2024-11').map((cell) => cell.cellId);
    const ledger = await plant.evidence('statistician', 'ledger-11');
    const lab = await plant.evidence('lab', 'lab-11');
    const attached = await attach('statistician', { cellIds, add: [ledger.id, lab.id] });
    expect(attached.cells.filter((c) => c.month === '2024-11').map((c) => c.evidenceCount)).toEqual([2, 2]);
    await attach('statistician', { cellIds, add: [ledger.id] });
    const uses = () => rows('select object_id, label_en, path from app.evidence_use where evidence_id = $1 order by label_en', ledger.id);
    expect((await uses()).map((row) => row.label_en)).toEqual([
      'Unit 1 2024-11 coal · Carbon content, as received',
      'Unit 1 2024-11 coal · Coal consumption',
    ]);
    const released = await attach('statistician', { cellIds: cellIds.slice(0, 1), remove: [ledger.id, lab.id] });
    expect(released.cells.filter((c) => c.month === '2024-11').map((c) => c.evidenceCount)).toEqual([0, 2]);
    expect(await uses()).toHaveLength(1);
    const missing = released.findings.filter((f) => f.code === 'evidence_missing' && f.place.at?.month === '2024-11');
    expect(missing.map((f) => [f.severity, f.place.at?.row])).toEqual([
      ['warning', released.cells.find((c) => c.cellId === cellIds[0])?.rowKey],
    ]);
  });

  test('of nothing, of no value, by somebody else, or in a closed month is refused', async () => {
    const { cellId } = await cellOf('2024-11', 'FC');
    const unknown = '0197a111-0000-7000-8000-0000000000ff';
    const ledger = await plant.evidence('statistician', 'ledger-12');
    expect((await refusalOf(attach('statistician', { cellIds: [cellId], add: [unknown] }))).values.what).toBe('evidence');
    expect((await refusalOf(attach('statistician', { cellIds: [unknown], add: [ledger.id] }))).values.what).toBe('activity_cell');
    expect((await refusalOf(attach('reviewer', { cellIds: [cellId], add: [ledger.id] }))).code).toBe('not_permitted');
    expect((await refusalOf(attach('stranger', { cellIds: [cellId], add: [ledger.id] }))).code).toBe('not_permitted');
    const closed = await cellOf('2024-09', 'FC');
    expect((await refusalOf(attach('statistician', { cellIds: [cellId, closed.cellId], add: [ledger.id] }))).code).toBe('month_not_open');
    expect(await rows('select 1 from app.evidence_use where evidence_id = $1', ledger.id)).toEqual([]);
  });
});
