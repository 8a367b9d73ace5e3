import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listCorrections } from '../../src/server/modules/emission/correction/list-corrections.ts';
import { previewCorrection } from '../../src/server/modules/emission/correction/request-correction.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { readCalculation } from '../../src/server/modules/emission/read-calculation.ts';
import { readCell } from '../../src/server/modules/emission/read-cell.ts';
import { c03Months, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

const year = 2024;
const month = '2024-06';
let plant: Plant;

beforeAll(async () => {
  plant = await openPlant();
  const months = c03Months().slice(5, 7);
  await plant.record(
    'statistician',
    months.flatMap((m) => [plant.cell(m.month, 'FC', m.FC), plant.cell(m.month, 'C_ar', m.C_ar)]),
  );
  await plant.explain(month);
  await plant.move('statistician', month, 'in_review');
  await plant.move('reviewer', month, 'reviewed');
  await plant.move('manager', month, 'approved');
  await plant.move('group', month, 'locked');
});
afterAll(() => plant?.close());

const stream = () => plant.units[0].fuelStreams[0]?.id ?? '';
const change = (value: string | null) => ({ parameter: 'C_ar', fuelStreamId: stream(), value });
const place = (at = month) => ({ unitId: plant.units[0].id, month: at });
const request = (who: Persona, changes: object[], more: object = {}) =>
  plant.run(who, emission.requestCorrection(plant.shelf), { ...place(), reason: 'laboratory corrected its report', changes, ...more });
const list = (who: Persona = 'auditor') => plant.ask(who, listCorrections(plant.shelf), { unitId: plant.units[0].id, year });
const decide = async (who: Persona, deed: string, reason = '') => {
  const [latest] = (await list()).items;
  return await plant.run(who, emission.decideCorrection(plant.shelf), { correctionId: latest?.id, deed, reason, version: latest?.version });
};
const shown = async () => (await plant.month(month)).emission?.shown;

describe('the correction of a locked month', () => {
  let before = '';

  test('shows the difference before anybody asks for it, and stores nothing', async () => {
    before = (await plant.month(month)).calculationId ?? '';
    const preview = await plant.ask('auditor', previewCorrection(plant.shelf), { ...place(), changes: [change('0.5405')] });
    // 131,200.75 t × 0.01 tC/t × 0.99 × 44/12 more
    expect(Number(preview.difference.change)).toBeCloseTo(131200.75 * 0.01 * 3.63, 6);
    expect(preview.changes).toMatchObject([{ rowKey: 'coal.C_ar', before: '0.5305', after: '0.5405' }]);
    expect([(await list()).items, await shown()]).toEqual([[], '252655.25']);
  });

  test('is asked for with a reason, of a locked month only, and by who may enter', async () => {
    expect((await refusalOf(request('reviewer', [change('0.54')]))).code).toBe('not_permitted');
    expect((await refusalOf(request('statistician', [change('0.54')], place('2024-07')))).code).toBe('wrong_state');
    expect((await refusalOf(request('statistician', [change('2')]))).code).toBe('invalid_input');
    expect((await refusalOf(request('statistician', [change('0.5'), change('0.6')]))).code).toBe('invalid_input');
    const withdrawn = [{ parameter: 'FC', fuelStreamId: stream(), value: null }];
    expect((await refusalOf(request('statistician', withdrawn))).code).toBe('month_has_errors');
    const { items } = await request('lab', [change('0.5405')]);
    expect(items.map((one) => [one.number, one.state, one.requestedByName])).toEqual([[1, 'requested', 'lab']]);
    expect((await refusalOf(request('statistician', [change('0.55')]))).code).toBe('already_exists');
    expect(await shown()).toBe('252655.25');
  });

  test('needs three people: who asked neither reviews nor approves, who reviewed does not approve', async () => {
    expect((await refusalOf(decide('lab', 'review'))).code).toBe('not_permitted');
    expect((await refusalOf(decide('manager', 'approve'))).code).toBe('wrong_state');
    await decide('group', 'review');
    expect((await refusalOf(decide('group', 'approve'))).code).toBe('same_person_reviews_and_approves');
    expect((await list('group')).items[0]?.deeds.approve).toEqual({ can: false, why: 'same_person_reviews_and_approves' });
  });

  test('approved, the new frozen calculation counts and the old one stays readable', async () => {
    const { items } = await decide('manager', 'approve');
    const [corrected] = items;
    expect(corrected?.state).toBe('approved');
    const after = await plant.month(month);
    // 131,200.75 × 0.5405 × 0.99 × 44/12
    expect([after.state, after.emission?.shown]).toEqual(['locked', '257417.84']);
    expect([corrected?.calculationId, corrected?.newCalculationId]).toEqual([before, after.calculationId]);
    const old = await plant.ask('auditor', readCalculation(plant.shelf), { calculationId: before });
    expect([old.recomputes, old.result.outputs.find((o) => o.symbol === 'E_coal')?.shown]).toEqual(['identical', '252655.25']);
    const anew = await plant.ask('auditor', readCalculation(plant.shelf), { calculationId: after.calculationId });
    expect(anew.recomputes).toBe('identical');
  });

  test('the value is a new version of who asked for it; values still cannot be written directly', async () => {
    const cell = (await plant.grid()).cells.find((one) => one.month === month && one.rowKey === 'coal.C_ar');
    const { versions } = await plant.ask('auditor', readCell(plant.shelf), { cellId: cell?.cellId });
    expect(versions.map((v) => [v.version, v.value, v.recordedByName])).toEqual([
      [2, '0.5405', 'lab'],
      [1, '0.5305', 'statistician'],
    ]);
    expect((await refusalOf(plant.record('lab', [plant.cell(month, 'C_ar', '0.5')]))).code).toBe('month_not_open');
  });

  test('the year says that it is corrected', async () => {
    const result = await plant.ask('auditor', emission.reportAnnualResult(plant.shelf), { entityId: plant.ids.plant, year });
    expect(result.corrected).toMatchObject([{ month, number: 1, unitId: plant.units[0].id }]);
    expect(Number(result.corrected[0]?.changeT)).toBeCloseTo(131200.75 * 0.01 * 3.63, 6);
  });

  test('rejected with a reason, nothing moves; afterwards another may be asked for', async () => {
    await request('statistician', []);
    expect((await refusalOf(decide('group', 'reject'))).code).toBe('reason_required');
    const { items } = await decide('group', 'reject', 'not needed');
    expect([items[0]?.state, items[0]?.decisionReason, await shown()]).toEqual(['rejected', 'not needed', '257417.84']);
    expect((await refusalOf(decide('group', 'review'))).code).toBe('wrong_state');
    expect((await request('statistician', [])).items[0]?.number).toBe(3);
  });

  test('is not another organization’s', async () => {
    const other = await openPlant({ n: 2, beside: plant });
    const [latest] = (await list()).items;
    const input = { correctionId: latest?.id, deed: 'review', reason: '', version: 1 };
    expect((await refusalOf(other.run('group', emission.decideCorrection(plant.shelf), input))).code).toBe('not_found');
    expect((await refusalOf(other.ask('auditor', listCorrections(plant.shelf), { unitId: plant.units[0].id, year }))).code).toBe(
      'not_found',
    );
    expect((await refusalOf(plant.ask('stranger', listCorrections(plant.shelf), { unitId: plant.units[0].id, year }))).code).toBe(
      'not_permitted',
    );
  });
});
