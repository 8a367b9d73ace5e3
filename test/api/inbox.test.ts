import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepCalendar } from '../../src/server/modules/calendar/index.ts';
import { seeNotices } from '../../src/server/modules/calendar/see-notices.ts';
import { grantRole } from '../../src/server/modules/identity/index.ts';
import { type InboxParts, readInbox } from '../../src/server/modules/inbox/index.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { runCommand } from '../../src/server/work/run.ts';
import { datedParts, inboxParts } from '../support/dated.ts';
import { c03Months, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** A person's inbox over the modules: what their rights and the separation of duties let them do next, and nothing else. The clock stands at 2025-01-20. */
let plant: Plant;
let parts: InboxParts;
beforeAll(async () => {
  plant = await openPlant();
  parts = inboxParts(plant.shelf);
}, 60_000);
afterAll(() => plant?.close());

const inbox = (who: Persona, more: object = {}, of = plant) => of.ask(who, readInbox(parts), { tab: 'to_do', limit: 500, ...more });
const deeds = async (who: Persona, more: object = {}) => (await inbox(who, more)).items.map((one) => `${one.deed?.en} ${one.title?.en}`);
const add = async (register: string, content: object, who: Persona = 'statistician') =>
  (await plant.run(who, addRecord(plant.shelf.frameworks), { register, entityId: plant.ids.plant, content, evidenceIds: [] })).id;
async function move(recordId: string, name: string, who: Persona, reason = '') {
  const { version, state } = await plant.ask(who, readRecord(plant.shelf.frameworks), { recordId });
  return await plant.run(who, moveRecord(plant.shelf.frameworks), { recordId, move: name, seenVersion: version, seenState: state, reason });
}
const issue = (owner: Persona) => ({
  ...{ subject: 'grid factor', origin: 'external', kind: 'policy', effects: ['emission'], description: 'set yearly' },
  owner: plant.actors[owner].personId,
});

describe('a month', () => {
  const month = '2024-03';
  const line = (deed: string) => `${deed} Unit 1, data of ${month}`;

  test('waits for whoever may do the next deed, and is done once it is done', async () => {
    const { FC, C_ar } = c03Months().find((one) => one.month === month) ?? { FC: '1', C_ar: '1' };
    await plant.record('statistician', [plant.cell(month, 'FC', FC), plant.cell(month, 'C_ar', C_ar)]);
    expect(await deeds('statistician')).toEqual([line('Submit')]);
    expect([await deeds('reviewer'), await deeds('manager'), await deeds('stranger')]).toEqual([[], [], []]);
    await plant.explain(month);
    await plant.move('statistician', month, 'in_review');
    expect([await deeds('statistician'), await deeds('reviewer'), await deeds('group')]).toEqual([[], [line('Review')], [line('Review')]]);
    await plant.move('reviewer', month, 'reviewed');
    expect([await deeds('reviewer'), await deeds('manager')]).toEqual([[], [line('Approve')]]);
    await plant.move('manager', month, 'approved');
    expect([await deeds('manager'), await deeds('group')]).toEqual([[], [line('Lock')]]);
  });

  test('is found again among what one did and what one started, with its name', async () => {
    const told = async (who: Persona, tab: string) => (await inbox(who, { tab })).items.map((one) => `${one.kind} ${one.title?.en}`);
    expect(await told('reviewer', 'done')).toEqual([`month.review Unit 1, data of ${month}`]);
    expect(await told('statistician', 'started')).toEqual([`month.submit Unit 1, data of ${month}`]);
    expect([await told('statistician', 'done'), await told('stranger', 'done')]).toEqual([[], []]);
    expect((await inbox('reviewer', { tab: 'done' })).total).toBe(1);
  });
});

describe('records of the registers', () => {
  test('wait for those who may confirm them and did not write them; the owner goes on with the own', async () => {
    const id = await add('context_issue', issue('lab'));
    const about = async (who: Persona) =>
      (await inbox(who)).items.filter((one) => one.path === `/system/records/${id}`).map((one) => one.deed?.en);
    expect([await about('manager'), await about('top'), await about('statistician'), await about('stranger')]).toEqual([
      ['Confirm'],
      ['Confirm'],
      [],
      [],
    ]);
    await move(id, 'confirm', 'manager');
    expect(await about('top')).toEqual([]);
  });

  test('an action is its owner’s until it is done, then theirs who verify it and do not own it', async () => {
    const id = await add('action_plan', { action: 'air preheater', owner: plant.actors.manager.personId, due_on: '2025-01-10' });
    const about = async (who: Persona) => (await inbox(who)).items.find((one) => one.path === `/system/records/${id}`);
    expect(await about('manager')).toMatchObject({ deed: { en: 'Start' }, due: '2025-01-10', overdue: true });
    expect(await about('statistician')).toBeUndefined();
  });
});

describe('notices', () => {
  test('wait until they are put away, copies are told as new once', async () => {
    const nobody = { bySession: async () => undefined, byApiKey: async () => undefined, forgetPerson: () => {}, forgetAll: () => {} };
    for (const persona of ['statistician', 'reviewer'] as const) {
      const { personId, grants } = plant.actors[persona];
      await plant.run('administrator', grantRole(nobody), { personId, role: grants[0]?.role, entityId: plant.ids.plant });
    }
    const deps = { db: plant.database, clock: { now: () => Date.parse('2025-01-20T02:00:00Z') } };
    await runCommand(deps, sweepCalendar(datedParts(plant.shelf)), systemActor(plant.organizationId), {});
    const mine = (await inbox('statistician')).items.filter((one) => one.noticeId !== null);
    expect(mine.map((one) => one.deed?.en)).toContain('Late');
    const copies = await inbox('reviewer', { tab: 'copied' });
    expect([copies.items.length > 0, copies.counts.copied]).toEqual([true, copies.items.length]);
    const noticeIds = mine.flatMap((one) => one.noticeId ?? []);
    expect((await refusalOf(plant.run('reviewer', seeNotices, { noticeIds }))).code).toBe('not_found');
    expect(await plant.run('statistician', seeNotices, { noticeIds })).toEqual({ seen: noticeIds.length });
    expect((await inbox('statistician')).items.filter((one) => one.noticeId !== null)).toEqual([]);
    await plant.run('reviewer', seeNotices, { noticeIds: copies.items.flatMap((one) => one.noticeId ?? []) });
    const after = await inbox('reviewer', { tab: 'copied' });
    expect([after.items.length, after.counts.copied]).toEqual([copies.items.length, 0]);
  });
});

test('pages, subsystems and counts tell the same', async () => {
  const all = await inbox('group');
  expect(all.total).toBe(all.counts.to_do);
  expect(Object.values(all.bySubsystem).reduce((sum, n) => sum + n, 0)).toBe(all.total);
  const own = await inbox('group', { subsystem: 'emission' });
  expect([own.total, own.counts.to_do]).toEqual([all.bySubsystem.emission, all.total]);
  const first = await inbox('group', { limit: 1 });
  const second = await inbox('group', { limit: 1, offset: 1 });
  expect([first.items[0]?.key, second.items[0]?.key]).toEqual([all.items[0]?.key, all.items[1]?.key]);
});

test('another organization has nothing of it', async () => {
  const beside = await openPlant({ n: 2, beside: plant });
  for (const tab of ['to_do', 'done', 'started', 'copied'])
    for (const who of ['group', 'manager', 'top'] as const) {
      const { items } = await beside.ask(who, readInbox(parts), { tab, limit: 500 });
      expect([tab, who, items.filter((one) => one.entity?.id === plant.ids.plant || one.path?.includes(plant.units[0].id))]).toEqual([
        tab,
        who,
        [],
      ]);
    }
  await beside.close();
});
