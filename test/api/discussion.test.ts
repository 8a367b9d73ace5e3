import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listCallings } from '../../src/server/modules/discussion/list-callings.ts';
import { readDiscussion, seeRemarks, suggestPeople } from '../../src/server/modules/discussion/read-discussion.ts';
import { turnThread } from '../../src/server/modules/discussion/turn-thread.ts';
import { correctRemark, openThread, replyInThread, withdrawRemark } from '../../src/server/modules/discussion/write-remark.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { cookieShape, grantRole, openVisitors } from '../../src/server/modules/identity/index.ts';
import * as system from '../../src/server/modules/system/index.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { addRecord } from '../../src/server/modules/system/registers/write-record.ts';
import * as trading from '../../src/server/modules/trading/index.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** What people say about a record: who may, whom they may call upon, what is kept. The plant's statistician sees the plant, the stranger another one. */
let plant: Plant;
let recordId = '';
const hostile = "<img src=x onerror=alert(1)> =cmd|' /C calc'!A0 {{7*7}} \u202E\n第二行 /system/records";

beforeAll(async () => {
  plant = await openPlant();
  const visitors = openVisitors(plant.database.app, { now: () => 0 }, cookieShape(false, 'x'.repeat(40), 60));
  // Plant personas hold their roles in the tests' memory only: who may be called upon is read from the database.
  for (const [who, role, entityId] of [
    ['statistician', 'plant_statistician', plant.ids.plant],
    ['manager', 'plant_manager', plant.ids.plant],
    ['stranger', 'plant_statistician', plant.ids.other],
  ] as const)
    await plant.run('administrator', grantRole(visitors), { personId: plant.actors[who].personId, role, entityId });
  const content = { subject: 'power price', owner: plant.actors.group.personId };
  const add = { register: 'context_issue', entityId: plant.ids.plant, content, evidenceIds: [] };
  recordId = (await plant.run('statistician', addRecord(plant.shelf.frameworks), add)).id;
});
afterAll(() => plant?.close());

const kinds = () =>
  new Map(
    [...system.subjects(plant.shelf.frameworks), ...emission.subjects(plant.shelf), ...trading.subjects()].map((one) => [
      one.objectType,
      one,
    ]),
  );
const about = () => ({ objectType: 'register_record', objectId: recordId });
const person = (who: Persona) => plant.actors[who].personId;
const read = (who: Persona) => plant.ask(who, readDiscussion(kinds()), about());
const say = (who: Persona, body: string, more: object = {}) => plant.run(who, openThread(kinds()), { ...about(), body, ...more });
const answer = (who: Persona, threadId: string, body: string, more: object = {}) =>
  plant.run(who, replyInThread(kinds()), { threadId, body, ...more });
const turn = (who: Persona, threadId: string, name: string, seenTurns: number, more: object = {}) =>
  plant.run(who, turnThread(kinds()), { threadId, turn: name, seenTurns, ...more });
const callings = async (who: Persona) => (await plant.ask(who, listCallings(kinds()), {})).items;

describe('who may', () => {
  test('whoever sees the object reads and writes, nobody else', async () => {
    const { threads } = await say('statistician', hostile);
    expect(threads.at(-1)?.remarks[0]?.body).toBe(hostile.trim());
    expect((await read('auditor')).threads).toHaveLength(1);
    expect((await refusalOf(read('stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(say('stranger', 'x'))).code).toBe('not_permitted');
    expect((await refusalOf(answer('stranger', threads[0]?.id ?? '', 'x'))).code).toBe('not_permitted');
    expect((await refusalOf(plant.run('group', openThread(kinds()), { ...about(), objectId: plant.ids.plant, body: 'x' }))).code).toBe(
      'not_found',
    );
    expect((await refusalOf(plant.run('group', openThread(kinds()), { ...about(), objectType: 'session', body: 'x' }))).code).toBe(
      'not_found',
    );
  });

  test('a remark without words, or with too many, is refused at its place', async () => {
    for (const body of ['   ', 'x'.repeat(4001)]) expect((await refusalOf(say('group', body))).code).toBe('invalid_input');
  });

  test('a month of a unit and a value in it can be talked about within the plant', async () => {
    await plant.record('statistician', [plant.cell('2024-03', 'FC', '1000')]);
    const [cell] = (await plant.grid()).cells.filter((one) => one.value !== null);
    const found = await plant.ask('manager', readDiscussion(kinds()), { objectType: 'activity_cell', objectId: cell?.cellId ?? '' });
    expect(found.label.zh).toContain('2024-03');
    const far = { objectType: 'activity_cell', objectId: cell?.cellId ?? '' };
    expect((await refusalOf(plant.ask('stranger', readDiscussion(kinds()), far))).code).toBe('not_permitted');
  });
});

describe('mentions', () => {
  test('who may not see the object is not suggested and cannot be called upon; the refusal names them', async () => {
    const { items } = await plant.ask('statistician', suggestPeople(kinds()), about());
    const names = items.map((one) => one.name);
    expect(names).toContain('manager');
    expect(names).toContain('top');
    expect(names).not.toContain('stranger');
    expect((await plant.ask('statistician', suggestPeople(kinds()), { ...about(), search: 'MANA' })).items.map((one) => one.name)).toEqual([
      'manager',
    ]);
    const refused = await refusalOf(say('statistician', 'look', { mentions: [person('stranger')] }));
    expect([refused.code, refused.values.names]).toEqual(['may_not_see_object', 'stranger']);
    const asked = await refusalOf(say('statistician', 'why?', { question: { askedOf: person('stranger') } }));
    expect(asked.code).toBe('may_not_see_object');
    expect((await refusalOf(say('statistician', 'x', { mentions: [plant.ids.plant] }))).code).toBe('not_found');
  });

  test('who is called upon finds it, sees it once, and has answered by writing', async () => {
    const { threads } = await say('statistician', '@manager look', { mentions: [person('manager')] });
    const threadId = threads.at(-1)?.id ?? '';
    expect(await callings('manager')).toMatchObject([
      { kind: 'mentioned', threadId, seen: false, answered: false, by: { name: 'statistician' } },
    ]);
    expect((await read('manager')).unseen).toBe(1);
    expect(await plant.run('manager', seeRemarks(kinds()), about())).toEqual({ seen: 1 });
    expect(await plant.run('manager', seeRemarks(kinds()), about())).toEqual({ seen: 0 });
    expect((await callings('manager'))[0]).toMatchObject({ seen: true, answered: false });
    await answer('manager', threadId, 'seen to');
    expect((await callings('manager'))[0]).toMatchObject({ seen: true, answered: true });
    expect((await plant.ask('manager', listCallings(kinds()), { open: '1' })).items).toEqual([]);
  });

  test('who lost the role is told no more', async () => {
    await say('group', '@manager', { mentions: [person('manager')] });
    const elsewhere = { ...plant.actors.manager, grants: [{ role: 'plant_manager' as const, entityId: plant.ids.other }] };
    expect((await plant.ask(elsewhere, listCallings(kinds()), {})).items).toEqual([]);
  });
});

describe('a question', () => {
  test('waits for who was asked until its day, ends, and is opened again with a reason', async () => {
    const opened = await say('group', 'how much coal?', { question: { askedOf: person('statistician'), dueOn: '2025-01-19' } });
    const thread = opened.threads.at(-1);
    const threadId = thread?.id ?? '';
    expect(thread).toMatchObject({ state: 'open', askedOf: { name: 'statistician' }, dueOn: '2025-01-19', overdue: true });
    expect((await callings('statistician'))[0]).toMatchObject({ kind: 'asked', overdue: true, answered: false });
    expect((await callings('group')).find((one) => one.kind === 'asking')).toMatchObject({ answered: false });
    // Nobody who has no part in it ends it.
    expect((await refusalOf(turn('finance', threadId, 'resolved', 1))).code).toBe('not_permitted');
    expect((await refusalOf(turn('statistician', threadId, 'resolved', 0))).code).toBe('conflict');
    expect((await refusalOf(turn('statistician', threadId, 'reopened', 1, { reason: 'r' }))).code).toBe('thread_state');
    await answer('statistician', threadId, '1000 t');
    await turn('statistician', threadId, 'resolved', 1);
    expect((await callings('group')).find((one) => one.threadId === threadId)).toMatchObject({ kind: 'asking', answered: true });
    expect((await refusalOf(answer('group', threadId, 'and?'))).code).toBe('thread_state');
    expect((await refusalOf(turn('group', threadId, 'reopened', 2))).code).toBe('reason_required');
    const again = await turn('group', threadId, 'reopened', 2, { reason: 'of which unit?' });
    expect(again.threads.find((one) => one.id === threadId)).toMatchObject({ state: 'open', overdue: true });
    const other = await turn('group', threadId, 'asked', 3, { question: { askedOf: person('manager') } });
    expect(other.threads.find((one) => one.id === threadId)?.askedOf?.name).toBe('manager');
    expect(other.threads.find((one) => one.id === threadId)?.turns.map((one) => one.turn)).toEqual([
      'asked',
      'resolved',
      'reopened',
      'asked',
    ]);
  });
});

describe('what was said', () => {
  test('is corrected by its author with a reason, what stood there stays; is withdrawn with a mark; and nothing is changed below', async () => {
    const first = (await say('auditor', 'teh figure', { mentions: [person('group')] })).threads.at(-1)?.remarks[0];
    const remarkId = first?.id ?? '';
    const correct = (who: Persona, seenVersion: number, more: object = {}) =>
      plant.run(who, correctRemark(kinds()), { remarkId, body: 'the figure', reason: 'spelling', seenVersion, ...more });
    expect((await refusalOf(correct('group', 1))).code).toBe('not_permitted');
    expect((await refusalOf(correct('auditor', 2))).code).toBe('conflict');
    expect((await refusalOf(correct('auditor', 1, { mentions: [person('stranger')] }))).code).toBe('may_not_see_object');
    const corrected = (await correct('auditor', 1)).threads.at(-1)?.remarks[0];
    expect(corrected).toMatchObject({
      version: 2,
      body: 'the figure',
      reason: 'spelling',
      mentions: [],
      earlier: [{ version: 1, body: 'teh figure' }],
    });
    expect((await callings('group')).some((one) => one.remarkId === remarkId)).toBe(false);
    const withdraw = (who: Persona, seenVersion: number) =>
      plant.run(who, withdrawRemark(kinds()), { remarkId, reason: 'wrong record', seenVersion });
    expect((await refusalOf(withdraw('group', 2))).code).toBe('not_permitted');
    const withdrawn = (await withdraw('auditor', 2)).threads.at(-1)?.remarks[0];
    expect(withdrawn).toMatchObject({ version: 3, withdrawn: true, body: '', reason: 'wrong record', earlier: [] });
    expect((await refusalOf(correct('auditor', 3))).code).toBe('wrong_state');
    const owner = new pg.Client({ connectionString: plant.database.url });
    await owner.connect();
    const inside = async (statement: string) => {
      await owner.query('begin');
      try {
        await owner.query(`set local app.organization = '${plant.organizationId}'`);
        await owner.query(statement);
      } finally {
        await owner.query('rollback');
      }
    };
    // The demonstration alone may be taken away whole: this organization is none.
    await expect(inside(`update app.organization set is_demo = false; update app.remark set body = 'x'`)).rejects.toThrow(/not changed/);
    await expect(inside(`update app.organization set is_demo = false; delete from app.remark`)).rejects.toThrow(/not changed/);
    await owner.end();
  });

  test('keeps what is attached, and stands in the history', async () => {
    const { id } = await plant.evidence('statistician', 'lab report 7');
    const { threads } = await say('statistician', 'see the report', { evidenceIds: [id] });
    expect(threads.at(-1)?.remarks[0]?.attachments).toMatchObject([{ id, title: 'lab report 7' }]);
    expect((await refusalOf(say('statistician', 'x', { evidenceIds: [plant.ids.plant] }))).code).toBe('not_found');
  });
});

describe('a review meeting', () => {
  test('names records of any register, and nothing that is not there; its minutes are confirmed by somebody else', async () => {
    const { frameworks } = plant.shelf;
    const add = (register: string, content: object) =>
      plant.run('group', addRecord(frameworks), { register, entityId: plant.ids.plant, content, evidenceIds: [] });
    const risk = await add('risk', { subject: 'coal price', owner: person('group') });
    const meeting = (records: readonly string[]) => ({
      ...{ subject: 'coal prices', planned_on: '2025-01-21', chair: person('group'), records },
      ...{ held_on: '2025-01-21', present: [person('group'), person('statistician')], minutes: 'talked it over' },
    });
    expect((await refusalOf(add('review_meeting', meeting([plant.ids.plant])))).code).toBe('not_found');
    const { id } = await add('review_meeting', meeting([recordId, risk.id]));
    const move = (who: Persona, name: string, seenState: string) =>
      plant.run(who, moveRecord(frameworks), { recordId: id, move: name, seenVersion: 1, seenState, reason: '' });
    await move('group', 'hold', 'planned');
    expect((await refusalOf(move('group', 'confirm', 'held'))).code).toBe('same_person_proposes_and_approves');
    await move('manager', 'confirm', 'held');
    const { label } = await plant.ask('auditor', readDiscussion(kinds()), { objectType: 'register_record', objectId: id });
    expect(label.en).toMatch(/^Review meeting RM-0001 coal prices$/);
  });
});
