import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRecords } from '../../src/server/modules/system/registers/find-records.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { listRecords, listRegisters, readRecord, tallyRecords } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** The engine of all registers: versions, life cycle, four eyes, what is in force while it is changed. Worked on two registers of different life cycles. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const frameworks = () => plant.shelf.frameworks;
const add = (register: string, content: object, who: Persona = 'statistician') =>
  plant.run(who, addRecord(frameworks()), { register, entityId: plant.ids.plant, content, evidenceIds: [] });
const read = (recordId: string, who: Persona = 'statistician') => plant.ask(who, readRecord(frameworks()), { recordId });
const change = (recordId: string, seenVersion: number, content: object, reason = '', who: Persona = 'statistician') =>
  plant.run(who, changeRecord(frameworks()), { recordId, content, seenVersion, reason });
async function move(recordId: string, name: string, who: Persona, reason = '') {
  const { version, state } = await read(recordId);
  return await plant.run(who, moveRecord(frameworks()), { recordId, move: name, seenVersion: version, seenState: state, reason });
}

const issue = () => ({
  ...{
    subject: 'grid factor changes',
    origin: 'external',
    kind: 'policy',
    effects: ['emission'],
    description: 'The factor is set yearly.',
  },
  owner: plant.actors.statistician.personId,
});

describe('an entry', () => {
  let id = '';

  test('is numbered, may be incomplete as a draft, and names its faults at their fields', async () => {
    const first = await add('context_issue', { subject: ' coal price ' });
    expect([first.no, first.version, first.state]).toEqual(['CI-0001', 1, 'draft']);
    expect((await read(first.id)).content).toEqual({ subject: 'coal price' });
    const refused = await refusalOf(
      add('context_issue', { origin: 'elsewhere', effects: 'emission', owner: plant.ids.plant, colour: 'red' }),
    );
    expect(refused.findings.map((one) => one.place.path)).toEqual(['/content/colour', '/content/origin', '/content/effects']);
    const nobody = await refusalOf(add('context_issue', { subject: 'x', owner: plant.ids.plant }));
    expect(nobody.findings.map((one) => one.place.path)).toEqual(['/content/owner']);
  });

  test('is confirmed by somebody who did not write it, and only when it is whole', async () => {
    id = (await add('context_issue', { subject: 'grid factor changes' })).id;
    const refused = await refusalOf(move(id, 'confirm', 'manager'));
    expect(refused.findings.map((one) => one.place.path)).toContain('/content/description');
    await change(id, 1, issue());
    expect((await refusalOf(move(id, 'confirm', 'statistician'))).code).toBe('not_permitted');
    await move(id, 'confirm', 'manager');
    const now = await read(id);
    expect([now.state, now.inForceVersion, now.reviewOn?.slice(0, 4)]).toEqual([
      'current',
      2,
      String(Number(now.inForceOn?.slice(0, 4)) + 1),
    ]);
    expect(now.moves[0]?.sha256).toBe(now.versions[1]?.sha256);
  });

  test('stays in force while a change of it is a draft; the change says why and cannot be approved by its author', async () => {
    expect((await refusalOf(change(id, 2, { ...issue(), kind: 'market' }))).code).toBe('reason_required');
    await change(id, 2, { ...issue(), kind: 'market' }, 'seen again', 'manager');
    const drafted = await read(id, 'manager');
    expect([drafted.state, drafted.version, drafted.inForceVersion]).toEqual(['draft', 3, 2]);
    expect(drafted.next.find((one) => one.move === 'confirm')?.objections.map((one) => one.code)).toEqual(['own_work']);
    expect((await refusalOf(move(id, 'confirm', 'manager'))).code).toBe('same_person_proposes_and_approves');
    await move(id, 'confirm', 'group');
    expect((await read(id)).inForceVersion).toBe(3);
    expect((await refusalOf(change(id, 2, issue(), 'late'))).code).toBe('conflict');
  });

  test('is closed with a reason; what ended is no longer in force', async () => {
    expect((await refusalOf(move(id, 'close', 'statistician'))).code).toBe('reason_required');
    await move(id, 'close', 'statistician', 'gone');
    const ended = await read(id);
    expect([ended.stands, ended.inForceVersion, ended.mayChange]).toEqual(['ended', null, false]);
  });
});

describe('a nonconformity', () => {
  test('goes from finding to effect; the one who is responsible does not judge it, and a failed effect opens it again', async () => {
    const { id } = await add('nonconformity', {
      ...{
        subject: 'belt scale out of calibration',
        grade: 'major',
        source: 'internal_audit',
        clauses: ['A.7', '7.1'],
        found_on: '2025-03-03',
      },
      ...{ description: 'expired', owner: plant.actors.statistician.personId, due_on: '2025-04-01' },
    });
    expect((await read(id)).clauses).toEqual(['10.2', '7.1', 'A.10', 'A.7']);
    expect((await refusalOf(move(id, 'correct', 'statistician'))).findings.map((one) => one.place.path)).toEqual(['/content/correction']);
    const whole = { ...(await read(id)).content, correction: 'checked against weighbridge' };
    await change(id, 1, whole);
    await move(id, 'correct', 'statistician');
    await change(id, 2, {
      ...whole,
      why: [{ because: 'no reminder' }],
      cause: ['method'],
      similar: 'none',
      action: 'reminder',
      done_on: '2025-03-20',
    });
    await move(id, 'plan', 'statistician');
    expect((await refusalOf(move(id, 'implement', 'statistician'))).detail?.en).toContain('Evidence is needed');
  });
});

test('lists count states, find by words and clause, and page', async () => {
  const list = (more: object) =>
    plant.ask('auditor', listRecords(frameworks()), {
      register: 'context_issue',
      offset: 0,
      limit: 50,
      only: 'all',
      order: 'number',
      search: '',
      ...more,
    });
  const all = await list({});
  expect([all.total, all.states]).toEqual([2, { draft: 1, closed: 1 }]);
  expect((await list({ search: 'COAL price' })).items.map((one) => one.no)).toEqual(['CI-0001']);
  expect((await list({ clause: '4.2' })).total).toBe(0);
  expect((await list({ state: 'closed', limit: 1 })).items.map((one) => one.no)).toEqual(['CI-0002']);
  const { items } = await plant.ask('auditor', listRegisters(frameworks()), {});
  expect(items.find((one) => one.register.id === 'nonconformity')?.counts).toMatchObject({ open: 1 });
});

test('risks are counted by likelihood and consequence, before and after treatment', async () => {
  const risk = (likelihood: string, consequence: string, residual: object = {}) =>
    add('risk', { subject: `${likelihood} × ${consequence}`, kind: 'risk', likelihood, consequence, ...residual });
  const first = await risk('4', '5', { residual_likelihood: '2', residual_consequence: '5' });
  await risk('4', '5');
  await risk('1', '2');
  const tally = (across: string, down: string, more: object = {}) =>
    plant.ask('auditor', tallyRecords(frameworks()), { register: 'risk', across, down, onlyIs: '', ...more });
  const before = await tally('consequence', 'likelihood');
  expect(before.cells.find((one) => one.across === '5' && one.down === '4')).toMatchObject({
    count: 2,
    first: [{ id: first.id, no: 'RK-0001' }, {}],
  });
  const after = await tally('residual_consequence', 'residual_likelihood');
  expect([after.cells.map((one) => [one.across, one.down, one.count]), after.unplaced]).toEqual([[['5', '2', 1]], 2]);
  expect((await tally('consequence', 'likelihood', { only: 'kind', onlyIs: 'opportunity' })).cells).toEqual([]);
  expect((await refusalOf(tally('subject', 'likelihood'))).code).toBe('not_found');
});

test('a record is found over all registers by number and words, or named by its id; not what is out of reach', async () => {
  const find = async (more: object, who: Persona = 'auditor') => {
    const { items, more: left } = await plant.ask(who, findRecords(frameworks()), { search: '', which: 'all', limit: 30, ...more });
    return [items.map((one) => one.no), left];
  };
  expect(await find({ search: 'grid CI-0002' })).toEqual([['CI-0002'], false]);
  expect(await find({ search: 'rk-000', limit: 2 })).toEqual([['RK-0003', 'RK-0002'], true]);
  expect(await find({ search: 'grid', registers: 'risk,policy' })).toEqual([[], false]);
  expect(await find({ search: 'coal price', which: 'counting' })).toEqual([[], false]);
  expect(await find({ search: 'coal_price' })).toEqual([[], false]);
  const { items } = await plant.ask('auditor', findRecords(frameworks()), { search: 'rk-0001', which: 'all', limit: 1 });
  const ids = [items[0]?.id, plant.ids.plant].join(',');
  expect([await find({ ids }), await find({ ids }, 'stranger'), await find({ search: 'rk-' }, 'stranger')]).toEqual([
    [['RK-0001'], false],
    [[], false],
    [[], false],
  ]);
  expect((await refusalOf(find({ registers: 'no_such' }))).code).toBe('not_found');
});

test('a scored record tells where it stood in the assessment approved before; what was never approved is none', async () => {
  const content = {
    ...{ subject: 'dear units', kind: 'risk', category: 'price', description: 'units may become dear', likelihood: '4', consequence: '3' },
    ...{ answer: 'reduce', treatment: 'buy early', owner: plant.actors.statistician.personId },
  };
  const { id } = await add('risk', content);
  const place = async () => {
    const asked = { register: 'risk', across: 'consequence', down: 'likelihood', onlyIs: '' };
    const { cells } = await plant.ask('auditor', tallyRecords(frameworks()), asked);
    return cells.flatMap(({ down, first }) => first.filter((one) => one.id === id).map((one) => [down, one.before]));
  };
  expect(await place()).toEqual([['4', null]]);
  await change(id, 1, { ...content, likelihood: '3' });
  expect(await place()).toEqual([['3', null]]);
  await move(id, 'confirm', 'manager');
  const { version } = await read(id);
  await change(id, version, { ...content, likelihood: '2' }, 'treated');
  expect(await place()).toEqual([['2', { across: '3', down: '3' }]]);
});
