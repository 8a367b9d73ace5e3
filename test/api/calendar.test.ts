import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { citation } from '../../src/contract/citations.ts';
import { type CalendarParts, sweepCalendar } from '../../src/server/modules/calendar/index.ts';
import { readCalendar } from '../../src/server/modules/calendar/read-calendar.ts';
import { grantRole } from '../../src/server/modules/identity/index.ts';
import * as organization from '../../src/server/modules/organization/index.ts';
import { addRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { query } from '../../src/server/work/command.ts';
import { runCommand, runQuery } from '../../src/server/work/run.ts';
import { datedParts } from '../support/dated.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** The compliance calendar over duties, registers, meters and what fulfils them. The plant's clock stands at 2025-01-20. */
let plant: Plant;
let parts: CalendarParts;
beforeAll(async () => {
  plant = await openPlant();
  parts = datedParts(plant.shelf);
  await plant.record('statistician', [plant.cell('2024-11', 'FC', '1000')]);
  const nobody = { bySession: async () => undefined, byApiKey: async () => undefined, forgetPerson: () => {}, forgetAll: () => {} };
  for (const persona of ['statistician', 'lab', 'reviewer', 'manager'] as const) {
    const { personId, grants } = plant.actors[persona];
    await plant.run('administrator', grantRole(nobody), { personId, role: grants[0]?.role, entityId: plant.ids.plant });
  }
});
afterAll(() => plant?.close());

/** Below row security and the journal, as nothing of the product does. */
async function put(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: plant.database.adminUrl });
  await client.connect();
  await client.query('set session_replication_role = replica');
  await client.query(statement).finally(() => client.end());
}

const read = (who: Persona, more: object = {}, of = plant) =>
  of.ask(who, readCalendar(parts), { from: '2024-12-01', to: '2025-12-31', ...more });
const at = (instant: string) => ({ db: plant.database, clock: { now: () => Date.parse(instant) } });
const told = (items: Awaited<ReturnType<typeof read>>['items'], end: string) => items.find((one) => one.key.endsWith(end));

test('every duty that is shipped names a day that can be told, a fact that somebody reads, and a source in both languages', () => {
  const facts = parts.sources.flatMap((one) => one.facts);
  const { duties } = plant.shelf.frameworks;
  expect(duties.length).toBeGreaterThan(10);
  for (const { id, fact, date, source, methods } of duties) {
    if (fact !== null) expect([id, facts]).toEqual([id, expect.arrayContaining([fact])]);
    if ('book' in date) expect([id, plant.shelf.ruleBook(date.book)?.rules.has(date.rule)]).toEqual([id, true]);
    expect([id, citation(source).en]).toEqual([id, expect.not.stringMatching(/[\u3400-\u9fff]/)]);
    for (const method of methods) expect([id, plant.shelf.method(method)?.id]).toEqual([id, method]);
  }
});

describe('duties of the power entity', () => {
  test('by month and by year, from the month on in which the entity begins', async () => {
    const { items } = await read('auditor');
    expect(items.filter((one) => one.kind === 'duty').map((one) => `${one.due} ${one.key.split(':')[1]} ${one.key.split(':')[3]}`)).toEqual(
      [
        ...['2024-12-31 control_plan 2025', '2025-01-09 monthly_deposit 2024-11', '2025-02-09 monthly_deposit 2024-12'],
        ...['2025-03-12 monthly_deposit 2025-01', '2025-03-31 annual_report 2024', '2025-04-09 monthly_deposit 2025-02'],
        ...['2025-05-10 monthly_deposit 2025-03', '2025-06-09 monthly_deposit 2025-04', '2025-07-10 monthly_deposit 2025-05'],
        ...['2025-08-09 monthly_deposit 2025-06', '2025-09-09 monthly_deposit 2025-07', '2025-10-10 monthly_deposit 2025-08'],
        ...['2025-11-09 monthly_deposit 2025-09', '2025-12-10 monthly_deposit 2025-10', '2025-12-30 last_purchase 2024'],
        ...['2025-12-31 control_plan 2026', '2025-12-31 surrender 2024'],
      ],
    );
    expect(new Set(items.map((one) => one.entity?.id))).toEqual(new Set([plant.ids.plant]));
  });

  test('say how they stand, the working day before a day off, the hard stop and the source', async () => {
    const { items, counts } = await read('auditor');
    expect(told(items, '2024-11')).toMatchObject({ standing: 'late', daysLeft: -11, workingDay: '2025-01-09' });
    // 9 February 2025 is a Sunday, the Saturday before a working day by the notice.
    expect(told(items, '2024-12')).toMatchObject({ standing: 'due', workingDay: '2025-02-08', holidaysKnown: true });
    expect(items.find((one) => one.key.startsWith('duty:surrender'))).toMatchObject({
      ...{
        standing: 'to_come',
        clause: 'B.8',
        hardStop: { en: expect.stringContaining('unlawful') },
        source: expect.stringContaining('2024'),
      },
    });
    expect(counts).toEqual({ late: 2, due: 1, to_come: 15, done: 0 });
  });

  test('one of them alone, for the page where its deed is done; a page asks for no duty that is not', async () => {
    const { items } = await read('auditor', { duty: 'surrender', entityId: plant.ids.plant });
    expect(items.map((one) => [one.due, one.key])).toEqual([['2025-12-31', `duty:surrender:${plant.ids.plant}:2024`]]);
    const all = (await read('auditor', { entityId: plant.ids.plant })).items;
    expect(items).toEqual(all.filter((one) => one.key.startsWith('duty:surrender:')));
    expect((await refusalOf(read('auditor', { duty: 'no_such' }))).code).toBe('not_found');
  });

  test('days that no rule file has are said, and only of years that concern somebody', async () => {
    const { gaps } = await read('auditor');
    expect(gaps.map((one) => one.en)).toEqual([
      'The rule files have no day for “Verification of 2024 complete”',
      'The rule files have no day for “Pre-allocation for 2024”',
      'The rule files have no day for “Allocation of 2024 determined”',
      'The rule files have no day for “Allowances of 2024 issued (true-up)”',
    ]);
    expect((await read('auditor', { from: '2029-01-01', to: '2029-12-31' })).gaps.map((one) => one.en)).toContain(
      'The public holidays of 2029 are not known here; only weekends are left out',
    );
  });

  test('are a person’s own by the right at the entity', async () => {
    const mine = async (who: Persona) => (await read(who, { mine: '1', standing: 'late' })).items.map((one) => one.key.split(':')[1]);
    expect([await mine('statistician'), await mine('group'), await mine('trader')]).toEqual([
      ['control_plan', 'monthly_deposit'],
      ['control_plan'],
      [],
    ]);
  });

  test('a month is done once every unit of it is approved', async () => {
    const month = '2024-11';
    await put(`update app.month_record set state = 'locked' where organization_id = '${plant.organizationId}' and month = '${month}'`);
    expect(told((await read('auditor')).items, month)?.standing).toBe('late');
  });
});

describe('who sees what', () => {
  test('somebody of another plant sees nothing of this one, and may not ask for it', async () => {
    expect((await read('stranger')).items).toEqual([]);
    expect((await refusalOf(read('stranger', { entityId: plant.ids.plant }))).code).toBe('not_permitted');
    expect((await read('group', { entityId: plant.ids.other })).items).toEqual([]);
    expect((await refusalOf(read('group', { entityId: plant.units[0].id }))).code).toBe('not_found');
  });

  test('another organization sees nothing', async () => {
    const beside = await openPlant({ n: 2, beside: plant });
    expect((await read('group', { kind: 'duty', standing: 'late' }, beside)).items.map((one) => one.entity?.id)).toEqual([
      beside.ids.plant,
    ]);
    expect((await refusalOf(read('group', { entityId: plant.ids.plant }, beside))).code).toBe('not_found');
    await beside.close();
  });
});

describe('other dates', () => {
  test('an own obligation comes again by its repetition, from its next day on', async () => {
    const content = {
      ...{
        duty: '向银行报送碳绩效',
        kind: 'contract',
        source: '贷款合同',
        description: '每季度',
        repeats: 'quarterly',
        due_on: '2025-01-31',
      },
      owner: plant.actors.finance.personId,
    };
    await plant.run('group', addRecord(plant.shelf.frameworks), {
      register: 'obligation',
      entityId: plant.ids.plant,
      content,
      evidenceIds: [],
    });
    const { items } = await read('finance', { kind: 'obligation', mine: '1' });
    expect(items.map((one) => [one.due, one.standing, one.owner?.name])).toEqual([
      ['2025-01-31', 'due', 'finance'],
      ['2025-04-30', 'to_come', 'finance'],
      ['2025-07-31', 'to_come', 'finance'],
      ['2025-10-31', 'to_come', 'finance'],
    ]);
    expect(items[0]?.path).toMatch(/^\/system\/records\//);
  });

  test('a meter until its calibration ends; a later calibration moves the same date on', async () => {
    const meter = await plant.run('group', organization.addMeter, {
      ...{ entityId: plant.ids.plant, unitId: null, code: 'BS-1', name: '皮带秤', nameEn: 'Belt scale', kind: 'belt_scale', model: '' },
      ...{
        location: '',
        parameter: 'FC',
        accuracyClass: '0.5',
        accuracyPct: '0.5',
        calibrationIntervalMonths: 12,
        inServiceFrom: '2020-01-01',
      },
    });
    const calibrate = (calibratedOn: string, validUntil: string) =>
      plant.run('group', organization.recordCalibration, {
        ...{
          meterId: meter.id,
          calibratedOn,
          validUntil,
          foundErrorPct: '0.1',
          result: 'in_class',
          body: 'm',
          certificateNo: calibratedOn,
        },
      });
    const shown = async () => (await read('auditor', { kind: 'calibration' })).items.map((one) => [one.key, one.due, one.standing]);
    await calibrate('2024-02-01', '2025-02-01');
    expect(await shown()).toEqual([[`meter:${meter.id}`, '2025-02-01', 'due']]);
    await calibrate('2025-01-15', '2025-12-15');
    expect(await shown()).toEqual([[`meter:${meter.id}`, '2025-12-15', 'to_come']]);
  });
});

describe('reminders and escalation', () => {
  const sweep = (instant: string) => runCommand(at(instant), sweepCalendar(parts), systemActor(plant.organizationId), {});
  const all = query({
    name: 'test.notices',
    action: 'person',
    input: z.object({}),
    run: async (work) =>
      (
        await sql<{ person: string; item: string; kind: string; copy: boolean; settled: string | null }>`
          select p.name as person, n.item_key as item, n.kind, n.as_copy as copy, n.settled_at as settled from app.notice n
            join app.person p on p.organization_id = n.organization_id and p.id = n.person_id
           where n.organization_id = ${work.actor.organizationId} order by n.item_key, n.kind, p.name`.execute(work.tx)
      ).rows,
  });
  const notices = () => runQuery(at('2025-01-20T02:00:00Z'), all, plant.actors.group, {});
  const of = async (end: string) =>
    (await notices()).filter((one) => one.item.endsWith(end)).map((one) => `${one.kind} ${one.person}${one.copy ? ' (copy)' : ''}`);

  test('are written once, however often one looks', async () => {
    const first = await sweep('2025-01-20T02:00:00Z');
    expect(first.added).toBeGreaterThan(5);
    expect(await sweep('2025-01-20T03:00:00Z')).toEqual({ added: 0, settled: 0 });
    expect((await sweep('2025-01-21T02:00:00Z')).added).toBe(0);
  });

  test('go to those whose deed it is, and by steps to those above, who only are to know', async () => {
    // Late since 9 January: those who record are told; reviewers from five days before, approvers from a day after.
    expect(await of('2024-11')).toEqual([
      ...['escalation group (copy)', 'escalation group (copy)', 'escalation manager (copy)', 'escalation reviewer (copy)'],
      ...['late lab', 'late statistician'],
    ]);
    expect((await notices()).filter((one) => one.person === 'stranger')).toEqual([]);
    // The control plan of 2025 is the group manager's own to draft: told as a deed and not as a copy besides.
    const plan = await of('2025');
    expect(plan).toContain('late group');
    expect(plan).toContain('escalation top (copy)');
    expect(plan.filter((one) => one.includes('group'))).toEqual(['late group']);
  });

  test('the next reminder comes on its day', async () => {
    expect(await of('2024-12')).toEqual([]);
    await sweep('2025-01-26T02:00:00Z');
    expect(await of('2024-12')).toEqual(['reminder lab', 'reminder statistician']);
    expect((await sweep('2025-02-04T02:00:00Z')).added).toBeGreaterThan(0);
    expect(await of('2024-12')).toContain('escalation reviewer (copy)');
  });

  test('what is done is settled', async () => {
    await put(
      `insert into app.month_record (organization_id, id, unit_id, month, state, version, changed_at)
         select '${plant.organizationId}', gen_random_uuid(), '${plant.units[1].id}', '2024-11', 'locked', 1, now()`,
    );
    expect(told((await read('auditor')).items, '2024-11')).toMatchObject({ standing: 'done' });
    expect((await sweep('2025-02-04T03:00:00Z')).settled).toBeGreaterThan(0);
    expect((await notices()).filter((one) => one.item.endsWith('2024-11') && one.settled === null)).toEqual([]);
  });

  test('a person of the organization sweeps nothing', async () => {
    expect((await refusalOf(plant.run('administrator', sweepCalendar(parts), {}))).code).toBe('not_permitted');
  });
});
