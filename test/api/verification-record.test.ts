import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as emission from '../../src/server/modules/emission/index.ts';
import { readVerificationRecords } from '../../src/server/modules/emission/verification-record/read-verification-records.ts';
import { query } from '../../src/server/work/command.ts';
import { c03Months, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

const year = 2024;
let plant: Plant;

beforeAll(async () => {
  plant = await openPlant();
  const months = c03Months();
  await plant.record(
    'statistician',
    months.flatMap((m) => [plant.cell(m.month, 'FC', m.FC), plant.cell(m.month, 'C_ar', m.C_ar)]),
  );
});
afterAll(() => plant?.close());

const place = () => ({ entityId: plant.ids.plant, year });
const read = (who: Persona = 'auditor') => plant.ask(who, readVerificationRecords(plant.shelf), place());
const draft = (more: object = {}) => ({
  ...place(),
  verifiedT: '3500000',
  units: [],
  opinion: 'unqualified',
  statement: 'in order',
  verifier: 'Verifier Ltd',
  verifiedOn: '2025-05-20',
  seenVersion: 0,
  ...more,
});
const enter = (who: Persona, more: object = {}) => plant.run(who, emission.enterVerificationRecord(plant.shelf), draft(more));
const confirm = (who: Persona, recordId: string) => plant.run(who, emission.confirmVerificationRecord(plant.shelf), { recordId });
const verified = () =>
  plant.ask(
    'auditor',
    query({
      name: 'test.verified',
      action: 'emission.read',
      input: z.object({}),
      run: (work) => emission.verifiedEmission(work, plant.ids.plant, year),
    }),
    {},
  );

describe('a verified figure', () => {
  test('begins with what is reported; before there is one nothing counts', async () => {
    const { reported, current, versions } = await read();
    expect([reported.totalT, reported.units.length, current, versions]).toEqual(['3523581', 1, null, []]);
    expect(await verified()).toBeNull();
  });

  test('is refused where parts do not make the whole, units are foreign, or somebody may not', async () => {
    const units = [{ unitId: plant.units[0].id, verifiedT: '3499990' }];
    const parts = await refusalOf(enter('reviewer', { units }));
    expect([parts.code, parts.findings.map((f) => f.code)]).toEqual(['invalid_input', ['parts_differ']]);
    const foreign = await refusalOf(enter('reviewer', { units: [{ unitId: plant.units[1].id, verifiedT: '3500000' }] }));
    expect(foreign.findings.map((f) => f.code)).toEqual(['unknown_unit']);
    expect((await refusalOf(enter('reviewer', { verifiedT: '-1' }))).findings.map((f) => f.code)).toEqual(['not_a_number']);
    expect((await refusalOf(enter('statistician'))).code).toBe('not_permitted');
    expect((await refusalOf(enter('reviewer', { entityId: plant.ids.other }))).code).toBe('not_permitted');
    expect((await refusalOf(enter('group', { year: 2019 }))).code).toBe('wrong_state');
    expect((await refusalOf(enter('group', { seenVersion: 3 }))).code).toBe('conflict');
    expect((await refusalOf(enter('group', { entityId: '0197a111-0000-7000-8000-0000000000ff' }))).code).toBe('not_found');
  });

  test('counts when another person has confirmed it', async () => {
    const units = [{ unitId: plant.units[0].id, verifiedT: '3499999.6' }];
    const entered = await enter('group', { units, verifiedT: 3_500_000 });
    const id = entered.versions[0]?.id ?? '';
    expect([entered.current, entered.versions[0]?.state]).toEqual([null, 'entered']);
    // 23,581 of 3,500,000 = 0.67374 %
    expect([entered.versions[0]?.differenceT, entered.versions[0]?.differencePct, entered.versions[0]?.material]).toEqual([
      '23581',
      '0.674',
      false,
    ]);
    expect((await refusalOf(confirm('group', id))).code).toBe('same_person_enters_and_confirms');
    expect((await refusalOf(confirm('reviewer', id))).code).toBe('not_permitted');
    const confirmed = await confirm('manager', id);
    expect([confirmed.current?.version, confirmed.current?.confirmedByName]).toEqual([1, 'manager']);
    expect(await verified()).toMatchObject({
      totalT: '3500000',
      version: 1,
      units: [{ unitId: plant.units[0].id, verifiedT: '3499999.6' }],
    });
    expect((await refusalOf(confirm('manager', id))).code).toBe('wrong_state');
  });

  test('a later version takes its place only when confirmed; the earlier one stays readable', async () => {
    const again = await enter('reviewer', { seenVersion: 1, verifiedT: '3490000', opinion: 'qualified' });
    expect(again.versions.map((v) => [v.version, v.state])).toEqual([
      [2, 'entered'],
      [1, 'confirmed'],
    ]);
    expect((await verified())?.totalT).toBe('3500000');
    const after = await confirm('manager', again.versions[0]?.id ?? '');
    expect(after.versions.map((v) => [v.version, v.state, v.verifiedT])).toEqual([
      [2, 'confirmed', '3490000'],
      [1, 'superseded', '3500000'],
    ]);
    expect((await verified())?.totalT).toBe('3490000');
  });

  test('keeps its reported figure when the data change afterwards', async () => {
    await plant.record('statistician', [plant.cell('2024-12', 'FC', '178450.10')]);
    await plant.record('statistician', [plant.cell('2024-12', 'FC', '178550.09')]);
    const { reported, current } = await read();
    expect(reported.totalT).not.toBe('3523581');
    expect(current?.reportedT).toBe('3523581');
  });

  test('is not another organization’s', async () => {
    const other = await openPlant({ n: 2, beside: plant });
    const theirs = await refusalOf(other.ask('auditor', readVerificationRecords(plant.shelf), place()));
    expect(theirs.code).toBe('not_found');
    const id = (await read()).versions[0]?.id ?? '';
    expect((await refusalOf(other.run('group', emission.confirmVerificationRecord(plant.shelf), { recordId: id }))).code).toBe('not_found');
  });
});
