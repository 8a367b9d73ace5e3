import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainEntityNumber, explainNumber } from '../../src/server/modules/emission/explain-number.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { c03Months, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

let plant: Plant;
let admin: pg.Client;
const year = 2024;
const evidenceOf = new Map<string, string>();

/** C03: E of each month as published, tCO2 (worked-cases §1). */
const published: Record<string, string> = {
  '2024-01': '351609.13',
  '2024-02': '315804.63',
  '2024-03': '308303.44',
  '2024-04': '268624.23',
  '2024-05': '229996.09',
  '2024-06': '252655.25',
  '2024-07': '320263.26',
  '2024-08': '325920.95',
  '2024-09': '270784.06',
  '2024-10': '248653.09',
  '2024-11': '287711.64',
  '2024-12': '343255.35',
};

beforeAll(async () => {
  plant = await openPlant();
  admin = new pg.Client({ connectionString: plant.database.adminUrl });
  await admin.connect();
  const months = c03Months();
  await plant.record(
    'lab',
    months.map((m) => plant.cell(m.month, 'C_ar', m.C_ar)),
  );
  const grid = await plant.record(
    'statistician',
    months.map((m) => plant.cell(m.month, 'FC', m.FC)),
  );
  for (const { month } of months.slice(0, 2)) {
    const { id, sha256 } = await plant.evidence('statistician', `ledger-${month}`);
    evidenceOf.set(month, sha256);
    const cellIds = grid.cells.filter((cell) => cell.month === month).map((cell) => cell.cellId);
    await plant.run('statistician', emission.attachEvidence(plant.shelf), { unitId: plant.units[0].id, year, cellIds, add: [id] });
  }
});
afterAll(async () => {
  await admin?.end();
  await plant?.close();
});

const result = (entity = plant.ids.plant, of = year) =>
  plant.ask('auditor', emission.reportAnnualResult(plant.shelf), { entityId: entity, year: of });
async function unit1(of = year) {
  const found = (await result(plant.ids.plant, of)).units.find((unit) => unit.unitId === plant.units[0].id);
  if (!found) throw new Error('unit 1 has no result');
  return found;
}
const unitNode = (node: string, who: Persona = 'auditor') =>
  plant.ask(who, explainNumber(plant.shelf), { unitId: plant.units[0].id, year, node });
const entityNode = (entityId: string, node: string) => plant.ask('auditor', explainEntityNumber(plant.shelf), { entityId, year, node });
const fact = (unit: Awaited<ReturnType<typeof unit1>>, symbol: string) => unit.facts.find((one) => one.nodeId?.startsWith(`${symbol}@`));

describe('the annual result is worked case C03', () => {
  test('months to the printed digit, year, ΣFC and the weighted carbon content', async () => {
    const unit = await unit1();
    expect(Object.fromEntries(unit.monthly.map((m) => [m.month, m.emission.shown]))).toEqual(published);
    expect(unit.total.shown).toBe('3523581.13');
    // Published at full precision as 3,523,581.1282; the sum of the printed months is 3,523,581.12.
    expect(unit.total.value).toMatch(/^3523581\.1282/);
    const cents = Object.values(published).reduce((sum, value) => sum + Math.round(Number(value) * 100), 0);
    expect(cents).toBe(352358112);
    expect(fact(unit, 'FC_year')?.value).toBe('1830523.6');
    expect(fact(unit, 'C_year')?.shown).toBe('0.5303');
    const whole = await result();
    expect([whole.total.value, whole.obligation.value, whole.total.shown]).toEqual(['3523581', '3523581', '3523581']);
    // The wrong path, ΣFC × annual C, would be 3,523,737.79.
    expect(whole.total.value).not.toBe('3523738');
  });

  test('the group’s result is the plant’s; the source is its coal; completeness counts', async () => {
    const group = await result(plant.ids.group);
    expect(group.total.value).toBe('3523581');
    const { sources } = await unit1();
    expect(sources.filter((s) => s.emission.value !== '0').map((s) => [s.name.en, s.emission.shown])).toEqual([['coal', '3523581.13']]);
    expect(group.completeness).toMatchObject({ given: 24, evidenced: 4, approvedMonths: 0, allMonths: 12 });
  });

  test('an entity without data says so instead of a zero', async () => {
    const empty = await result(plant.ids.other);
    expect([empty.total.value, empty.obligation.value, empty.units]).toEqual([null, null, []]);
    expect((await result(plant.ids.plant, 2025)).total.value).toBeNull();
  });

  test('somebody of another plant is refused, and sees his own', async () => {
    const report = emission.reportAnnualResult(plant.shelf);
    expect((await refusalOf(plant.ask('stranger', report, { entityId: plant.ids.plant, year }))).code).toBe('not_permitted');
    expect((await refusalOf(plant.ask('stranger', report, { entityId: plant.ids.group, year }))).code).toBe('not_permitted');
    expect((await plant.ask('stranger', report, { entityId: plant.ids.other, year })).units).toEqual([]);
    const unknown = '0197a111-0000-7000-8000-0000000000ff';
    expect((await refusalOf(plant.ask('auditor', report, { entityId: unknown, year }))).code).toBe('not_found');
  });
});

describe('from the reported total down to the file', () => {
  test('the entity’s total leads over unit, month and coal to the datum, its person and the evidence’s SHA-256', async () => {
    const { total } = await result();
    const view = await entityNode(plant.ids.plant, total.nodeId ?? '');
    const nodes = new Map(view.derivation.nodes.map((node) => [node.id, node]));
    const reached = new Set<string>();
    const walk = (id: string): void => {
      if (reached.has(id)) return;
      reached.add(id);
      const node = nodes.get(id);
      for (const used of node?.kind === 'step' ? node.uses : []) walk(used);
    };
    walk(total.nodeId ?? '');
    const refs = [...reached].flatMap((id) => {
      const node = nodes.get(id);
      return node?.kind === 'input' && node.ref ? [node.ref] : [];
    });
    expect(new Set(refs)).toEqual(new Set(view.data.map((datum) => datum.ref)));
    expect(refs).toHaveLength(24);
    const january = view.data.find((d) => d.month === '2024-01' && d.rowTitle.en.includes('consumption'));
    expect(january).toMatchObject({ value: '182345.67', version: 1, recordedByName: 'statistician' });
    expect(january?.evidence.map((e) => e.fileSha256)).toEqual([evidenceOf.get('2024-01')]);
    const [file] = (await admin.query('select sha256 from app.stored_file where sha256 = $1', [evidenceOf.get('2024-01')])).rows;
    expect(file.sha256).toBe(evidenceOf.get('2024-01'));
  });

  test('a unit’s month leads to two data and the oxidation rate with its source', async () => {
    const month = await plant.month('2024-02');
    const view = await unitNode(month.emission?.nodeId ?? '');
    expect(view.data.map((d) => d.value).sort()).toEqual(['0.5298', '164210.12']);
    expect(view.frozen).toBeNull();
    const oxidation = view.derivation.nodes.find((node) => node.symbol === 'OF');
    expect(oxidation?.value).toBe('99');
    expect(view.conventions.find((c) => c.symbol === 'OF')?.source).toContain('〔2022〕');
  });

  test('a node that is not there, and somebody of another plant', async () => {
    expect((await refusalOf(unitNode('E_unit@unit=7'))).code).toBe('not_found');
    expect((await refusalOf(unitNode('E_unit@unit=1', 'stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(entityNode(plant.ids.other, 'E_total'))).code).toBe('not_found');
  });
});

describe('the year before stands beside', () => {
  test('month by month and in total', async () => {
    await plant.record('statistician', [plant.cell('2023-01', 'FC', '1000'), plant.cell('2023-01', 'C_ar', '0.5')]);
    const unit = await unit1();
    // 1000 t × 0.5 × 0.99 × 44/12 = 1815 t
    expect([unit.previousTotal?.value, unit.monthly[0]?.previous, unit.monthly[1]?.previous]).toEqual(['1815', '1815', null]);
    expect((await result()).previousTotal?.value).toBe('1815');
    expect((await unit1(2023)).previousTotal).toBeNull();
  });
});

describe('worked case C04: a month without its carbon test', () => {
  const july = async () => (await unit1()).monthly.find((m) => m.month === '2024-07')?.emission.shown;

  test('withdrawn, the default with the measured calorific value stands in: 400,733.25 t, the year 3,604,051', async () => {
    await plant.record('lab', [plant.cell('2024-07', 'C_ar', null), plant.cell('2024-07', 'NCV_ar', '21.456')]);
    expect(await july()).toBe('400733.25');
    const unit = await unit1();
    // 3,604,051.11 is the sum of the printed months; at full precision 3,604,051.1178.
    expect(Number(unit.total.value).toFixed(4)).toBe('3604051.1178');
    expect((await result()).total.value).toBe('3604051');
    const penalty = unit.findings.filter((f) => f.code === 'carbon_default_penalty');
    expect(penalty.map((f) => [f.severity, f.place.at?.month])).toEqual([['warning', '2024-07']]);
    const own = (await plant.grid()).findings.filter((f) => f.place.at?.month === '2024-07' && f.place.at.row === 'coal.C_ar');
    expect(own.filter((f) => f.code === 'expected_value_missing')).toEqual([]);
  });

  test('the calorific value withdrawn as well: 498,675.33 t', async () => {
    await plant.record('lab', [plant.cell('2024-07', 'NCV_ar', null)]);
    expect(await july()).toBe('498675.33');
    const codes = (await unit1()).findings.filter((f) => f.place.at?.month === '2024-07').map((f) => f.code);
    expect(codes).toContain('carbon_and_ncv_default_penalty');
  });

  test('measured again, the year is C03 again', async () => {
    await plant.record('lab', [plant.cell('2024-07', 'C_ar', '0.5290')]);
    expect((await result()).total.value).toBe('3523581');
  });
});
