import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as emission from '../../src/server/modules/emission/index.ts';
import type { Actor } from '../../src/server/work/actor.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

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
const monthRow = async (month: string) =>
  (await rows('select * from app.month_record where month = $1 and unit_id = $2', month, plant.units[0].id))[0];

/** A month recorded by statistician and laboratory, every warning explained. */
async function recorded(month: string): Promise<void> {
  await plant.record('lab', [plant.cell(month, 'C_ar', '0.53')]);
  await plant.record('statistician', [plant.cell(month, 'FC', '150000'), plant.cell(month, 'generation_mwh', '320000')]);
  await plant.explain(month);
}
async function brought(month: string, to: 'in_review' | 'reviewed' | 'approved' | 'locked'): Promise<void> {
  await recorded(month);
  const steps: [Persona, typeof to][] = [
    ['statistician', 'in_review'],
    ['reviewer', 'reviewed'],
    ['manager', 'approved'],
    ['group', 'locked'],
  ];
  for (const [who, state] of steps) {
    await plant.move(who, month, state);
    if (state === to) return;
  }
}
const also = (who: Persona, ...roles: Actor['grants'][number]['role'][]): Actor => ({
  ...plant.actors[who],
  grants: [...plant.actors[who].grants, ...roles.map((role) => ({ role, entityId: plant.ids.plant }))],
});

describe('a month goes its way', () => {
  test('draft → in review → reviewed → approved → locked, each step with its person and its row in the history', async () => {
    await brought('2024-01', 'locked');
    const row = await monthRow('2024-01');
    const { statistician, reviewer, manager, group } = plant.actors;
    expect(row).toMatchObject({
      state: 'locked',
      version: 5,
      submitted_by: statistician.personId,
      reviewed_by: reviewer.personId,
      approved_by: manager.personId,
      locked_by: group.personId,
    });
    const [calculation] = await rows('select * from app.calculation where id = $1', row.calculation_id);
    expect([calculation.period, calculation.content_sha256]).toEqual(['2024-01', row.snapshot_sha256]);
    const steps = await rows('select * from app.month_transition where month_record_id = $1 order by number', row.id);
    expect(steps.map((s) => `${s.number} ${s.from_state} → ${s.to_state} ${s.by_name}`)).toEqual([
      '1 draft → in_review statistician',
      '2 in_review → reviewed reviewer',
      '3 reviewed → approved manager',
      '4 approved → locked group',
    ]);
    const history = await rows('select kind, actor_role from app.history where object_id = $1 order by object_version', row.id);
    expect(history.map((h) => `${h.kind} ${h.actor_role}`)).toEqual([
      'month.submit plant_statistician',
      'month.review plant_reviewer',
      'month.approve plant_manager',
      'month.lock group_carbon_manager',
    ]);
  });

  test('the journal names the role under which it was done, also of somebody with several', async () => {
    await brought('2024-02', 'in_review');
    await plant.move(also('auditor', 'plant_reviewer'), '2024-02', 'reviewed');
    const [row] = await rows(
      'select actor_role from app.history where kind = $1 and object_id = $2',
      'month.review',
      (await monthRow('2024-02')).id,
    );
    expect(row.actor_role).toBe('plant_reviewer');
  });

  test('a return voids signatures and the frozen calculation, keeps both visible, and asks for a reason', async () => {
    await brought('2024-03', 'approved');
    const before = await monthRow('2024-03');
    expect((await refusalOf(plant.move('manager', '2024-03', 'draft'))).code).toBe('reason_required');
    expect((await refusalOf(plant.move('manager', '2024-03', 'draft', '   '))).code).toBe('reason_required');
    const grid = await plant.move('manager', '2024-03', 'draft', 'laboratory report was of another month');
    expect(grid.months.find((m) => m.month === '2024-03')).toMatchObject({ state: 'draft', calculationId: null });
    expect(await monthRow('2024-03')).toMatchObject({
      state: 'draft',
      calculation_id: null,
      snapshot_sha256: null,
      submitted_by: null,
      reviewed_by: null,
      approved_by: null,
      locked_by: null,
    });
    const [kept] = await rows('select period from app.calculation where id = $1', before.calculation_id);
    expect(kept.period).toBe('2024-03');
    const [last] = await rows('select * from app.month_transition where month_record_id = $1 order by number desc limit 1', before.id);
    expect([last.from_state, last.to_state, last.reason]).toEqual(['approved', 'draft', 'laboratory report was of another month']);
    await plant.record('lab', [plant.cell('2024-03', 'C_ar', '0.54')]);
    await plant.move('statistician', '2024-03', 'in_review');
    const [again] = await rows(
      'select supersedes, content_sha256 from app.calculation where id = $1',
      (await monthRow('2024-03')).calculation_id,
    );
    expect(again.supersedes).toBe(before.calculation_id);
    expect(again.content_sha256).not.toBe(before.snapshot_sha256);
  });

  test('a return is possible in review and after review as well', async () => {
    await brought('2024-04', 'in_review');
    await plant.move('reviewer', '2024-04', 'draft', 'scale book is missing');
    await plant.move('statistician', '2024-04', 'in_review');
    await plant.move('reviewer', '2024-04', 'reviewed');
    await plant.move('manager', '2024-04', 'draft', 'not plausible');
    expect((await plant.month('2024-04')).state).toBe('draft');
  });
});

describe('every refusal of a month’s states', () => {
  const month = '2023-01';
  const code = async (who: Persona | Actor, to: Parameters<Plant['move']>[2], reason = '') =>
    (await refusalOf(plant.move(who, month, to, reason))).code;

  test('a month without any value has no state to move', async () => {
    expect(await code('statistician', 'in_review')).toBe('wrong_state');
  });

  test('month_has_errors: what the method requires is missing', async () => {
    await plant.record('lab', [plant.cell(month, 'C_ar', '0.53')]);
    const refusal = await refusalOf(plant.move('statistician', month, 'in_review'));
    expect(refusal.code).toBe('month_has_errors');
    expect(refusal.findings.map((f) => [f.code, f.place.at?.row])).toContainEqual(['value_missing', 'coal.FC']);
  });

  test('warning_needs_reason: each warning is listed until it has its reason', async () => {
    await plant.record('statistician', [plant.cell(month, 'FC', '150000')]);
    const refusal = await refusalOf(plant.move('statistician', month, 'in_review'));
    expect(refusal.code).toBe('warning_needs_reason');
    const codes = new Set(refusal.findings.map((f) => f.code));
    expect(codes).toContain('evidence_missing');
    expect(codes).toContain('expected_value_missing');
    const before = await plant.month(month, 'statistician');
    expect(before.deeds.submit).toEqual({ can: false, why: 'warning_needs_reason' });
    await plant.explain(month);
    const after = await plant.month(month, 'statistician');
    expect([after.warnings, after.unexplainedWarnings]).toEqual([before.warnings, 0]);
    expect(after.deeds.submit).toEqual({ can: true, why: null });
  });

  test('a reason is given for a warning that is there, by who records, with words', async () => {
    const explain = (who: Persona, input: object) =>
      refusalOf(plant.run(who, emission.explainWarning(plant.shelf), { unitId: plant.units[0].id, month, reason: 'r', ...input }));
    const finding = (await plant.grid('auditor', 0, 2023)).findings.find(
      (f) => f.code === 'evidence_missing' && f.place.at?.month === month,
    );
    const there = { code: 'evidence_missing', place: finding?.place.path ?? '' };
    expect((await explain('statistician', { code: 'carbon_default_penalty', place: 'C_used month=2023-01' })).code).toBe('not_found');
    expect((await explain('statistician', { ...there, place: 'elsewhere' })).code).toBe('not_found');
    expect((await explain('statistician', { ...there, reason: '  ' })).code).toBe('invalid_input');
    expect((await explain('reviewer', there)).code).toBe('not_permitted');
    expect((await explain('stranger', there)).code).toBe('not_permitted');
    expect((await explain('statistician', { ...there, month: '2023-12' })).code).toBe('not_found');
  });

  test('not_permitted: the role is not the step’s', async () => {
    for (const who of ['reviewer', 'manager', 'group', 'auditor', 'administrator'] as const)
      expect(await code(who, 'in_review')).toBe('not_permitted');
    expect(await code('stranger', 'in_review')).toBe('not_permitted');
  });

  test('wrong_state: out of turn', async () => {
    expect(await code('reviewer', 'reviewed')).toBe('wrong_state');
    expect(await code('manager', 'approved')).toBe('wrong_state');
    expect(await code('group', 'locked')).toBe('wrong_state');
    expect(await code('reviewer', 'draft', 'because')).toBe('wrong_state');
  });

  test('conflict: the month moved since it was seen', async () => {
    const { version } = await plant.month(month);
    await plant.move('statistician', month, 'in_review');
    const refusal = await refusalOf(
      plant.run('reviewer', emission.moveMonth(plant.shelf), { unitId: plant.units[0].id, month, to: 'reviewed', version }),
    );
    expect(refusal.code).toBe('conflict');
  });

  test('month_not_open: neither values, evidence nor reasons', async () => {
    expect((await refusalOf(plant.record('statistician', [plant.cell(month, 'FC', '1')]))).code).toBe('month_not_open');
    const input = { unitId: plant.units[0].id, month, code: 'x', place: 'y', reason: 'r' };
    expect((await refusalOf(plant.run('statistician', emission.explainWarning(plant.shelf), input))).code).toBe('month_not_open');
    expect((await plant.month(month, 'statistician')).deeds.record).toEqual({ can: false, why: 'month_not_open' });
  });

  test('same_person_enters_and_reviews: one value of many is enough, and so is the submission', async () => {
    expect(await code(also('lab', 'plant_reviewer'), 'reviewed')).toBe('same_person_enters_and_reviews');
    expect(await code(also('statistician', 'plant_reviewer'), 'reviewed')).toBe('same_person_enters_and_reviews');
    await plant.move('reviewer', month, 'reviewed');
  });

  test('same_person_enters_and_approves and same_person_reviews_and_approves', async () => {
    expect(await code(also('lab', 'plant_manager'), 'approved')).toBe('same_person_enters_and_approves');
    expect(await code(also('reviewer', 'plant_manager'), 'approved')).toBe('same_person_reviews_and_approves');
    await plant.move('manager', month, 'approved');
    expect(await code('manager', 'locked')).toBe('not_permitted');
    await plant.move('group', month, 'locked');
  });

  test('a locked month stays', async () => {
    expect(await code('group', 'draft', 'because')).toBe('wrong_state');
  });

  test('who withdrew a value had a hand in the month', async () => {
    const hand = also('lab', 'plant_reviewer');
    await recorded('2023-02');
    await plant.record('statistician', [plant.cell('2023-02', 'C_ar', '0.55')]);
    await plant.record(hand, [plant.cell('2023-02', 'generation_mwh', null)]);
    await plant.explain('2023-02');
    await plant.move('statistician', '2023-02', 'in_review');
    expect((await refusalOf(plant.move(hand, '2023-02', 'reviewed'))).code).toBe('same_person_enters_and_reviews');
  });

  test('a month from which every value was withdrawn is not submitted', async () => {
    await plant.record('statistician', [plant.cell('2023-03', 'FC', '1')]);
    await plant.record('statistician', [plant.cell('2023-03', 'FC', null)]);
    const refusal = await refusalOf(plant.move('statistician', '2023-03', 'in_review'));
    expect([refusal.code, refusal.findings.map((f) => f.code)]).toEqual(['month_has_errors', ['month_empty']]);
    expect((await plant.month('2023-03', 'statistician')).deeds.submit.can).toBe(false);
  });

  test('the buttons say what the server would', async () => {
    const { deeds } = await plant.month('2024-02', 'manager');
    expect(deeds.approve).toEqual({ can: true, why: null });
    expect((await plant.month('2024-02', 'statistician')).deeds.approve).toEqual({ can: false, why: 'not_permitted' });
    expect((await plant.month('2024-12', 'statistician')).deeds.submit).toEqual({ can: false, why: 'wrong_state' });
  });
});

describe('the table’s own checks, where code would forget', () => {
  const person = (n: number) => `0197a111-0000-7000-8000-00000000000${n}`;
  const cases: [string, string][] = [
    ['who submitted reviewed', `submitted_by = '${person(1)}', reviewed_by = '${person(1)}'`],
    ['who submitted approved', `submitted_by = '${person(1)}', reviewed_by = '${person(2)}', approved_by = '${person(1)}'`],
    ['who reviewed approved', `submitted_by = '${person(1)}', reviewed_by = '${person(2)}', approved_by = '${person(2)}'`],
    ['a state nobody knows', `state = 'done'`],
    ['a month that is none', `month = '2024-13'`],
  ];
  test.each(cases)('%s', async (_what, set) => {
    await plant.record('statistician', [plant.cell('2023-06', 'FC', '1')]);
    await expect(admin.query(`update app.month_record set ${set} where month = '2023-06'`)).rejects.toThrow(/check constraint/);
  });

  test('what was recorded cannot be changed or taken away by the product’s own role', async () => {
    const app = plant.database.appPool;
    for (const table of ['activity_datum', 'calculation', 'month_transition', 'finding_reason'])
      for (const statement of [`update app.${table} set id = id`, `delete from app.${table}`])
        await expect(app.query(statement)).rejects.toThrow(/permission denied/);
    for (const table of ['activity_cell', 'month_record'])
      await expect(app.query(`delete from app.${table}`)).rejects.toThrow(/permission denied/);
  });
});
