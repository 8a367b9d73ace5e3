import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainNumber } from '../../src/server/modules/emission/explain-number.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { readCalculation } from '../../src/server/modules/emission/read-calculation.ts';
import { openShelf, type Shelf } from '../../src/server/modules/library/index.ts';
import { c03Months, dataFolder, openPlant, type Plant, refusalOf } from '../support/plant.ts';

const year = 2024;
let plant: Plant;
let later: { shelf: Shelf; remove: () => void };
let calculationId: string;

/** The reviewed data with other default carbon contents for 2024: what a new edition of a rule looks like. */
function shelfOfAnotherEdition(): typeof later {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-test-'));
  fs.cpSync(dataFolder, folder, { recursive: true, filter: (file) => !file.includes(`${path.sep}demo`) });
  const table = path.join(folder, 'methods/tables/cn-power-rules-by-year.yaml');
  const text = fs.readFileSync(table, 'utf8');
  const changed = text.replaceAll('0.03085', '0.03');
  if (changed === text) throw new Error('the rule table has no 0.03085');
  fs.writeFileSync(table, changed);
  return { shelf: openShelf(folder), remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

beforeAll(async () => {
  plant = await openPlant();
  later = shelfOfAnotherEdition();
  const months = c03Months().slice(5, 8);
  // July has no carbon test: the default of the rule table stands in (worked case C04).
  await plant.record(
    'lab',
    months.map((m) => (m.month === '2024-07' ? plant.cell(m.month, 'NCV_ar', '21.456') : plant.cell(m.month, 'C_ar', m.C_ar))),
  );
  await plant.record(
    'statistician',
    months.map((m) => plant.cell(m.month, 'FC', m.FC)),
  );
  await plant.explain('2024-07');
  await plant.move('statistician', '2024-07', 'in_review');
  calculationId = (await plant.month('2024-07')).calculationId ?? '';
});
afterAll(async () => {
  later?.remove();
  await plant?.close();
});

const grid = (shelf: Shelf) => plant.ask('auditor', emission.readMonthGrid(shelf), { unitId: plant.units[0].id, year });
const shown = async (shelf: Shelf) => Object.fromEntries((await grid(shelf)).months.slice(5, 8).map((m) => [m.month, m.emission?.shown]));
const calculation = (shelf: Shelf, id = calculationId) => plant.ask('auditor', readCalculation(shelf), { calculationId: id });
const unitYear = async (shelf: Shelf) => {
  const [unit] = (await plant.ask('auditor', emission.reportAnnualResult(shelf), { entityId: plant.ids.plant, year })).units;
  if (!unit) throw new Error('no result');
  return unit;
};

describe('what was frozen at submission', () => {
  test('recomputes to the same bytes, and holds the published number', async () => {
    const frozen = await calculation(plant.shelf);
    expect(frozen.recomputes).toBe('identical');
    const july = frozen.result.outputs.find((o) => o.symbol === 'E_coal');
    expect(july?.shown).toBe('400733.25');
    expect(new Set(frozen.result.outputs.map((o) => o.at.month))).toEqual(new Set(['2024-07']));
  });

  test('recomputes identically after other months of the year have changed', async () => {
    await plant.record('lab', [plant.cell('2024-06', 'C_ar', '0.6')]);
    expect((await calculation(plant.shelf)).recomputes).toBe('identical');
    await plant.record('lab', [plant.cell('2024-06', 'C_ar', '0.5305')]);
  });

  test('under another edition of a table it says that the method changed', async () => {
    expect((await calculation(later.shelf)).recomputes).toBe('method_changed');
  });

  test('tampered rows no longer recompute', async () => {
    const frozen = await calculation(plant.shelf);
    const forged = {
      id: frozen.id,
      subjectId: plant.units[0].id,
      period: '2024-07',
      methodId: frozen.result.calculation,
      methodVersion: 1,
      methodSha256: frozen.methodSha256,
      dataYear: year,
      input: { data_year: year, coal_months: [{ unit: '1', coal: 'coal', month: '2024-07', FC: '1', NCV_ar: '20' }] },
      result: frozen.result,
      derivation: frozen.result.derivation,
      contentSha256: frozen.contentSha256,
      recordedAt: frozen.recordedAt,
    };
    expect(await emission.recompute(plant.shelf, forged)).toBe('different');
  });

  test('somebody of another plant is refused, an unknown one is not found', async () => {
    const read = readCalculation(plant.shelf);
    expect((await refusalOf(plant.ask('stranger', read, { calculationId }))).code).toBe('not_permitted');
    expect((await refusalOf(calculation(plant.shelf, '0197a111-0000-7000-8000-0000000000ff'))).code).toBe('not_found');
  });
});

describe('when a rule changes, a submitted month does not move', () => {
  test('its number stands; the difference is told with what it would be', async () => {
    const before = await shown(plant.shelf);
    expect(await shown(later.shelf)).toEqual(before);
    expect(before['2024-07']).toBe('400733.25');
    const after = await grid(later.shelf);
    const differs = after.findings.filter((f) => f.code === 'differs_from_frozen');
    const coal = differs.find((f) => f.place.symbol === 'E_unit_month');
    expect([coal?.severity, coal?.place.at?.month]).toEqual(['info', '2024-07']);
    // 166,780.33 t × 21.456 GJ/t × 0.03 tC/GJ × 0.99 × 44/12 = 389,691.98 t
    expect(coal?.text.en).toMatch(/frozen as 400733\.25.*would be 389691\.98/);
    // The cause and its consequence, not every figure between them.
    expect(differs.map((f) => f.place.symbol).sort()).toEqual(['C_used', 'E_unit_month']);
    expect(after.months.map((m) => m.changedAfterApproval).slice(5, 8)).toEqual([false, true, false]);
  });

  test('nor do the year’s figures that rest on it: total, coal source and weighted carbon content', async () => {
    const [before, after] = [await unitYear(plant.shelf), await unitYear(later.shelf)];
    expect(after.total.shown).toBe(before.total.shown);
    expect(after.sources.map((s) => s.emission.shown)).toEqual(before.sources.map((s) => s.emission.shown));
    expect(after.facts.map((f) => [f.nodeId, f.shown])).toEqual(before.facts.map((f) => [f.nodeId, f.shown]));
  });

  test('the derivation of the month is the one frozen then', async () => {
    const node = (await grid(plant.shelf)).months[6]?.emission?.nodeId ?? '';
    const ask = (extra = {}) => plant.ask('auditor', explainNumber(later.shelf), { unitId: plant.units[0].id, year, node, ...extra });
    const view = await ask();
    expect(view.frozen?.calculationId).toBe(calculationId);
    expect(view.derivation.nodes.find((n) => n.symbol === 'carbon_default')?.value).toBe('0.03085');
    expect(view.approvals.map((a) => [a.fromState, a.toState, a.byName])).toEqual([['draft', 'in_review', 'statistician']]);
    expect(view.data.map((d) => d.value)).toEqual(expect.arrayContaining(['166780.33', '21.456']));
  });

  test('a month still in draft follows the new edition', async () => {
    await plant.record('lab', [plant.cell('2024-08', 'C_ar', null), plant.cell('2024-08', 'NCV_ar', '20')]);
    const [now, then] = [(await shown(plant.shelf))['2024-08'], (await shown(later.shelf))['2024-08']];
    // 170,015.88 t × 20 GJ/t × (0.03085 | 0.03) × 0.99 × 44/12
    expect([now, then]).toEqual(['380786.27', '370294.59']);
  });

  test('returned, the month is computed anew and the voided calculation can still be read', async () => {
    await plant.move('reviewer', '2024-07', 'draft', 'new edition of the rule');
    expect((await shown(later.shelf))['2024-07']).toBe('389691.98');
    expect((await calculation(plant.shelf)).recomputes).toBe('identical');
    const node = (await grid(plant.shelf)).months[6]?.emission?.nodeId ?? '';
    const view = await plant.ask('auditor', explainNumber(plant.shelf), { unitId: plant.units[0].id, year, node, calculationId });
    expect(view.frozen?.calculationId).toBe(calculationId);
  });
});
