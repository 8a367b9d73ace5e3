import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  compareControlPlans,
  listControlPlans,
  readControlPlan,
} from '../../src/server/modules/emission/control-plan/read-control-plan.ts';
import { readPlanLines } from '../../src/server/modules/emission/control-plan/read-plan-lines.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { reportWorkbench } from '../../src/server/modules/emission/report-workbench.ts';
import * as organization from '../../src/server/modules/organization/index.ts';
import { query } from '../../src/server/work/command.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

const year = 2025;
type View = Awaited<ReturnType<typeof draft>>;
let plant: Plant;

beforeAll(async () => {
  plant = await openPlant();
  const kinds = { FC: 'belt_scale', generation_mwh: 'electricity_meter', heat_gj: 'steam_flow', purchased_mwh: 'electricity_meter' };
  for (const unit of plant.units)
    for (const [parameter, kind] of Object.entries(kinds)) await addMeter(`${parameter}-${unit.code}`, parameter, kind, unit.id);
  await addMeter('FC_oil-2', 'FC_oil', 'oil_meter', plant.units[1].id);
});
afterAll(() => plant?.close());

const addMeter = (code: string, parameter: string, kind: string, unitId: string) =>
  plant.run('group', organization.addMeter, {
    ...{ entityId: plant.ids.plant, unitId, code, name: code, nameEn: code, kind, parameter },
    ...{ accuracyClass: '0.5', accuracyPct: '0.5', calibrationIntervalMonths: 12, inServiceFrom: '2015-01-01' },
  });
const place = () => ({ entityId: plant.ids.plant, year });
const draft = (who: Persona, seenNumber = 0, more: object = {}) =>
  plant.run(who, emission.draftControlPlan(plant.shelf), { ...place(), seenNumber, ...more });
const read = (planId: string, who: Persona = 'auditor') => plant.ask(who, readControlPlan(plant.shelf), { planId });
const list = (who: Persona = 'auditor', more: object = {}) => plant.ask(who, listControlPlans(plant.shelf), { ...place(), ...more });
const change = (who: Persona, view: View, edit: (line: View['content']['lines'][number]) => object, more: object = {}) => {
  const { plan, content } = view;
  const lines = content.lines.map((line) => {
    const { parameter: _p, title: _t, unit: _u, ...fields } = line;
    return { ...fields, ...edit(line) };
  });
  const { validFrom, trigger, note, version } = plan;
  const body = { validFrom, trigger, note, version, lines, facilities: content.facilities, sections: content.sections, ...more };
  return plant.run(who, emission.changeControlPlan(plant.shelf), { planId: plan.id, ...body });
};
const move = (who: Persona, view: View, to: string, reason = '') =>
  plant.run(who, emission.moveControlPlan(plant.shelf), { planId: view.plan.id, to, reason, version: view.plan.version });
const errors = (view: View) => view.findings.filter((f) => f.severity === 'error').map((f) => f.code);

describe('a data quality control plan', () => {
  let first: View;
  let evidenceId: string;

  test('is due on 31 December of the year before and stands on the workbench', async () => {
    const { filing, versions, earlier } = await list();
    expect([filing.opens, filing.due, filing.daysLeft, filing.filed, versions, earlier]).toEqual([
      '2024-11-01',
      '2024-12-31',
      -20,
      false,
      [],
      null,
    ]);
    const { due } = await plant.ask('auditor', reportWorkbench(plant.shelf), { year: 2024 });
    const path = `/emission/plans/${plant.ids.plant}/2025`;
    expect(due.find((one) => one.key === 'control-plan-2025')).toMatchObject({ due: '2024-12-31', done: false, path });
  });

  test('is drafted from method, rules and meters by those who may', async () => {
    expect((await refusalOf(draft('manager'))).code).toBe('not_permitted');
    expect((await refusalOf(draft('stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(draft('statistician', 2))).code).toBe('conflict');
    expect((await refusalOf(draft('statistician', 0, { validFrom: '2024-12-31' }))).findings.map((f) => f.code)).toEqual([
      'outside_the_year',
    ]);
    first = await draft('statistician');
    const coal = first.content.lines.find((line) => line.unitId === plant.units[0].id && line.parameter === 'FC');
    const codes = new Map(first.content.meters.map((meter) => [meter.id, meter.code]));
    expect([coal?.acquisition, coal?.frequency, coal?.source, coal?.meterIds.map((id) => codes.get(id))]).toEqual([
      'measured',
      'daily',
      'as_fired',
      ['FC-1'],
    ]);
    expect(first.plan).toMatchObject({ number: 1, state: 'draft', trigger: 'first', validFrom: '2025-01-01', inForce: false });
    expect(errors(first)).toEqual([]);
    expect((await refusalOf(draft('group', 1))).code).toBe('wrong_state');
  });

  test('names what is wrong and is not reviewed with errors', async () => {
    const broken = await change('lab', first, (line) => (line.parameter === 'FC' ? { meterIds: [], missing: '' } : {}));
    expect([...new Set(errors(broken))].sort()).toEqual(['plan_meter_missing', 'plan_missing_empty']);
    const why = await refusalOf(move('reviewer', broken, 'reviewed'));
    expect([why.code, why.findings.length]).toEqual(['plan_has_errors', 4]);
    expect((await refusalOf(change('statistician', first, () => ({})))).code).toBe('conflict');
    const foreign = await refusalOf(change('lab', broken, () => ({ source: 'nowhere' })));
    expect([...new Set(foreign.findings.map((f) => f.code))]).toEqual(['unknown_source']);
    const meters = new Map(first.content.lines.map((line) => [`${line.unitId} ${line.rowKey}`, line]));
    first = await change('statistician', broken, (line) => {
      const before = meters.get(`${line.unitId} ${line.rowKey}`);
      return { meterIds: before?.meterIds ?? [], missing: before?.missing ?? '', person: 'Chen' };
    });
    expect(errors(first)).toEqual([]);
  });

  test('is reviewed and approved by two others, and can be given back', async () => {
    expect((await refusalOf(move('statistician', first, 'reviewed'))).code).toBe('not_permitted');
    const mine = await change('group', first, () => ({}));
    expect((await refusalOf(move('group', mine, 'reviewed'))).code).toBe('same_person_drafts_and_reviews');
    expect((await refusalOf(move('manager', mine, 'approved'))).code).toBe('wrong_state');
    const reviewed = await move('reviewer', mine, 'reviewed');
    expect((await refusalOf(change('statistician', reviewed, () => ({})))).code).toBe('wrong_state');
    expect((await refusalOf(move('group', reviewed, 'approved'))).code).toBe('same_person_drafts_and_approves');
    expect((await refusalOf(move('reviewer', reviewed, 'draft'))).code).toBe('reason_required');
    const back = await move('reviewer', reviewed, 'draft', 'the frequency of C is wrong');
    expect([back.plan.state, back.plan.reviewed]).toEqual(['draft', null]);
    const again = await move('reviewer', back, 'reviewed');
    first = await move('manager', again, 'approved');
    expect(first.plan).toMatchObject({ state: 'approved', inForce: true, approved: { byName: 'manager' } });
    expect((await refusalOf(move('reviewer', first, 'draft', 'no'))).code).toBe('wrong_state');
  });

  test('one reviewer does not approve', async () => {
    const second = await draft('statistician', 1, { trigger: 'better_method', note: 'x' });
    const reviewed = await move('group', second, 'reviewed');
    expect((await refusalOf(move('group', reviewed, 'approved'))).code).toBe('same_person_reviews_and_approves');
    await move('manager', reviewed, 'approved');
  });

  test('is filed with day, receipt and evidence', async () => {
    evidenceId = (await plant.evidence('statistician', 'receipt of the platform')).id;
    const file = (who: Persona, more: object = {}) =>
      plant.run(who, emission.fileControlPlan(plant.shelf), {
        ...{ planId: first.plan.id, filedOn: '2024-12-30', receiptNumber: 'R-1', evidenceIds: [evidenceId], version: first.plan.version },
        ...more,
      });
    expect((await refusalOf(file('manager'))).code).toBe('not_permitted');
    expect((await refusalOf(file('statistician', { filedOn: '2025-02-01' }))).findings.map((f) => f.code)).toEqual(['in_the_future']);
    const filed = await file('statistician');
    expect([filed.plan.filed?.receiptNumber, filed.plan.evidence.map((one) => one.id)]).toEqual(['R-1', [evidenceId]]);
    expect((await refusalOf(file('statistician', { version: filed.plan.version }))).code).toBe('wrong_state');
    expect((await list()).filing.filed).toBe(true);
    const { due } = await plant.ask('auditor', reportWorkbench(plant.shelf), { year: 2024 });
    expect(due.find((one) => one.key === 'control-plan-2025')).toBeUndefined();
  });

  test('what left the draft is not changed, not even in the database', async () => {
    const client = new pg.Client({ connectionString: plant.database.adminUrl });
    await client.connect();
    const answers: string[] = [];
    for (const set of [`content = '{}'`, `state = 'draft', reviewed_by = null`, 'hands = array[approved_by]']) {
      const attempt = client.query(`update app.control_plan set ${set} where id = $1`, [first.plan.id]);
      answers.push(
        await attempt.then(
          () => 'changed',
          (error: Error) => error.message,
        ),
      );
    }
    await client.end();
    expect(answers.every((answer) => /not changed|not taken back/.test(answer))).toBe(true);
    const before = await read(first.plan.id);
    expect(before.plan.contentSha256).toBe(first.plan.contentSha256);
    await addMeter('FC-3', 'FC', 'belt_scale', plant.units[0].id);
    expect((await read(first.plan.id)).content).toEqual(before.content);
  });

  test('a revision begins with the last version and shows what differs; a lower source needs its reason', async () => {
    const third = await draft('statistician', 2, { trigger: 'new_source', note: 'belt scale out for repair', validFrom: '2025-07-01' });
    expect([third.plan.number, third.differences]).toEqual([3, []]);
    const lower = (line: View['content']['lines'][number]) =>
      line.parameter === 'FC' && line.unitId === plant.units[0].id ? { source: 'as_received' } : {};
    const lowered = await change('statistician', third, lower);
    expect(errors(lowered)).toEqual(['plan_source_lowered']);
    expect(lowered.differences.map((d) => [d.part, d.field, d.from, d.to])).toEqual([['line', 'source', 'as_fired', 'as_received']]);
    const said = await change('statistician', lowered, (line) => ({
      ...lower(line),
      sourceReason: line.parameter === 'FC' ? 'repair' : '',
    }));
    expect(errors(said)).toEqual([]);
    const compared = await plant.ask('auditor', compareControlPlans, { planId: said.plan.id, from: first.plan.id });
    expect(compared.items.some((d) => d.field === 'source' && d.title.en === 'Unit 1 coal · Coal consumption')).toBe(true);
    await move('manager', await move('reviewer', said, 'reviewed'), 'approved');
    expect((await list()).versions.map((v) => [v.number, v.state, v.inForce])).toEqual([
      [3, 'approved', false],
      [2, 'approved', true],
      [1, 'filed', false],
    ]);
  });

  test('tells each parameter its line, and warns where a value was obtained otherwise', async () => {
    const { versions } = await plant.ask('auditor', readPlanLines(plant.shelf), { unitId: plant.units[0].id, year });
    expect(versions.map((v) => [v.number, v.validFrom, v.lines.find((l) => l.parameter === 'FC')?.meters[0]?.code])).toEqual([
      [1, '2025-01-01', 'FC-1'],
      [2, '2025-01-20', 'FC-1'],
      [3, '2025-07-01', 'FC-1'],
    ]);
    const grid = await plant.record('statistician', [
      plant.cell('2025-01', 'FC', '1000', { acquisition: 'estimated' }),
      plant.cell('2025-01', 'NCV_ar', '21'),
    ]);
    const told = grid.findings.filter((f) => f.code === 'acquisition_differs_from_plan');
    expect(told.map((f) => [f.severity, f.place.at?.row, f.place.at?.month])).toEqual([['warning', 'coal.FC', '2025-01']]);
  });

  test('goes out as one document', async () => {
    const report = (number?: number) =>
      plant.ask(
        'auditor',
        query({
          name: 'test.plan-report',
          action: 'emission.read',
          input: z.object({}),
          run: (work) => emission.planForReport(work, plant.shelf, plant.ids.plant, year, number),
        }),
        {},
      );
    const latest = await report();
    expect([latest?.plan.number, latest?.revisions.map((v) => v.number)]).toEqual([3, [1, 2, 3]]);
    expect(latest?.lines[0]).toMatchObject({ unitName: { en: 'Unit 1' }, sourceTitle: { en: 'As-received purchases and stock change' } });
    expect([(await report(1))?.plan.state, await report(9)]).toEqual(['filed', null]);
  });

  test('where it measures coal as received, samples taken as received count, and those as fired do not', async () => {
    const stream = plant.units[0].fuelStreams.find((one) => one.code === 'coal')?.id ?? '';
    const cma = { scheme: 'CMA', number: '2', validFrom: '2020-01-01', validTo: '2029-12-31', scope: ['carbon', 'moisture'] };
    const lab = { name: '市煤检院', nameEn: 'City laboratory', kind: 'external', accreditations: [cma] };
    const { id: laboratoryId } = await plant.run('lab', emission.addLaboratory, lab);
    const sampled = async (month: string, number: string, state: string, carbon: string) => {
      const made = await plant.run('lab', emission.recordSample(plant.shelf), {
        ...{ unitId: plant.units[0].id, fuelStreamId: stream, month, laboratoryId, kind: 'batch', amountT: '500', number, state, carbon },
        ...{ sampledOn: '2025-01-01', receivedOn: '2025-01-02', testedOn: '2025-01-03', reportedOn: '2025-01-04', reportNumber: number },
        ...{ basis: 'ad', mAd: '3', mAr: '10' },
      });
      return [made.standing, made.findings.map((one) => one.code)];
    };
    // The third version, in force from July on, weighs coal as received; the one before as fired.
    expect(await sampled('2025-07', 'B-1', 'as_received', '58.1')).toEqual(['valid', []]);
    expect(await sampled('2025-07', 'B-2', 'as_fired', '58.2')).toEqual(['invalid', ['sample_state_differs']]);
    expect(await sampled('2025-06', 'B-3', 'as_received', '58.3')).toEqual(['invalid', ['sample_state_differs']]);
  });

  test('what the unit does is the proposal; what the laboratory’s samples give is as good as measured', async () => {
    const stream = plant.units[0].fuelStreams.find((one) => one.code === 'coal')?.id ?? '';
    const at = { unitId: plant.units[0].id, fuelStreamId: stream, month: '2025-01' };
    const cma = { scheme: 'CMA', number: '1', validFrom: '2020-01-01', validTo: '2029-12-31', scope: ['carbon', 'moisture'] };
    const lab = { name: '省煤检院', nameEn: 'Provincial laboratory', kind: 'external', accreditations: [cma] };
    const { id: laboratoryId } = await plant.run('lab', emission.addLaboratory, lab);
    const days = [1, 2].flatMap((day) => [
      { day: `2025-01-0${day}`, field: 'fuelT', value: '500' },
      { day: `2025-01-0${day}`, field: 'mAr', value: '10' },
    ]);
    await plant.run('lab', emission.recordDailyCoal(plant.shelf), { ...at, cells: days });
    await plant.record('statistician', [plant.cell('2025-01', 'FC', '1000')]);
    await plant.run('lab', emission.recordSample(plant.shelf), {
      ...{ ...at, laboratoryId, kind: 'monthly_composite', number: 'S-01', sampledOn: '2025-01-01', receivedOn: '2025-01-02' },
      ...{ testedOn: '2025-01-03', reportedOn: '2025-01-04', reportNumber: 'S-01', basis: 'ad', mAd: '3', carbon: '58' },
    });
    // The plan in force says "measured", what is adopted is "calculated".
    const adopted = await plant.run('lab', emission.adoptLaboratoryValues(plant.shelf), at);
    expect(adopted).toBeDefined();
    const grid = await plant.grid('auditor', 0, 2025);
    expect(grid.cells.find((one) => one.month === '2025-01' && one.rowKey === 'coal.C_ar')?.acquisition).toBe('calculated');
    expect(grid.findings.filter((f) => f.code === 'acquisition_differs_from_plan' && f.place.at?.month === '2025-01')).toEqual([]);
    const { plan, content } = await plant.run('statistician', emission.draftControlPlan(plant.shelf), {
      ...{ entityId: plant.ids.plant, year: 2027, seenNumber: 0, from: 'organization' },
    });
    const said = content.lines.filter((one) => one.unitId === plant.units[0].id && one.parameter === 'C_ar');
    expect(said.map((one) => one.acquisition)).toEqual(['calculated']);
    const other = content.lines.filter((one) => one.unitId === plant.units[1].id && one.parameter === 'C_ar');
    expect(other.map((one) => one.acquisition)).toEqual(['measured']);
    expect(plan.state).toBe('draft');
  });

  test('is prefilled from last year’s for the next year', async () => {
    const next = await plant.run('statistician', emission.draftControlPlan(plant.shelf), { ...place(), year: 2026, seenNumber: 0 });
    expect([next.plan.trigger, next.plan.validFrom, next.plan.basedOn !== null]).toEqual(['new_year', '2026-01-01', true]);
    // Last year ended with as-received coal: going on with it lowers nothing.
    expect(errors(next)).toEqual([]);
  });

  test('is not another organization’s', async () => {
    const other = await openPlant({ n: 2, beside: plant });
    const theirs = other.ask('auditor', readControlPlan(plant.shelf), { planId: first.plan.id });
    expect((await refusalOf(theirs)).code).toBe('not_found');
    expect((await refusalOf(other.ask('auditor', listControlPlans(plant.shelf), place()))).code).toBe('not_found');
    const input = { planId: first.plan.id, to: 'approved', version: first.plan.version };
    expect((await refusalOf(other.run('group', emission.moveControlPlan(plant.shelf), input))).code).toBe('not_found');
  });
});
