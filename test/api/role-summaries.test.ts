import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportWorkbench } from '../../src/server/modules/emission/report-workbench.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { addRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { readSystemSummary } from '../../src/server/modules/system/summary/read-summary.ts';
import { readTradingSummary } from '../../src/server/modules/trading/desk/read-summary.ts';
import { openDesk } from '../support/desk.ts';
import { openPlant, type Persona, type Plant } from '../support/plant.ts';

/** What the home pages count: only what whoever asks may see, and only what waits for them. Today is 20 January 2025. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const system = (who: Persona) => plant.ask(who, readSystemSummary(plant.shelf.frameworks), {});
const trading = (who: Persona) => plant.ask(who, readTradingSummary(plant.shelf), {});

describe('counts of the system', () => {
  test('of an empty organization are zero', async () => {
    expect(await system('auditor')).toMatchObject({
      actions: { open: 0, overdue: 0, toVerify: 0 },
      nonconformities: [
        { grade: 'major', open: 0, overdue: 0, oldestDays: 0 },
        { grade: 'minor', open: 0 },
      ],
      toCheck: 0,
      toApprove: { approve: 0, direct: 0, audit: 0 },
    });
  });

  test('tell open and late nonconformities by grade, to those who see the entity alone', async () => {
    const content = {
      subject: 'belt scale',
      grade: 'major',
      source: 'internal_audit',
      clauses: ['A.7'],
      found_on: '2024-12-01',
      description: 'd',
    };
    const add = {
      register: 'nonconformity',
      entityId: plant.ids.plant,
      content: { ...content, owner: plant.actors.statistician.personId, due_on: '2025-01-19' },
      evidenceIds: [],
    };
    await plant.run('statistician', addRecord(plant.shelf.frameworks), add);
    expect((await system('group')).nonconformities[0]).toEqual({ grade: 'major', open: 1, overdue: 1, oldestDays: 0 });
    expect((await system('stranger')).nonconformities[0]?.open).toBe(0);
  });

  test('what is submitted waits for an approval by whose right that is; a draft waits for its author', async () => {
    const content = {
      ...{ subject: 'Carbon policy', wording: 'words', commitments: ['compliance'], published_on: '2025-01-10', audience: ['staff'] },
      owner: plant.actors.group.personId,
    };
    const add = { register: 'policy', entityId: plant.ids.group, content, evidenceIds: [] };
    const { id } = await plant.run('group', addRecord(plant.shelf.frameworks), add);
    const before = (await system('top')).toApprove.direct;
    await plant.run('group', moveRecord(plant.shelf.frameworks), {
      recordId: id,
      move: 'submit',
      seenVersion: 1,
      seenState: 'draft',
      reason: '',
    });
    expect((await system('top')).toApprove.direct).toBe(before + 1);
  });
});

describe('counts of trading', () => {
  test('an order waits for who may decide it and did not place it; filled, it waits for its settlement and is late from the day after', async () => {
    const desk = await openDesk({ n: 2, beside: plant });
    const count = (who: Persona) => desk.ask(who, readTradingSummary(plant.shelf), {});
    const { id } = await desk.buy();
    expect((await count('risk')).orders).toEqual({ toDecide: 1, waiting: 1, inMarket: 0 });
    expect((await count('trader')).orders).toEqual({ toDecide: 0, waiting: 1, inMarket: 0 });
    await desk.decide(id);
    expect((await count('risk')).orders).toEqual({ toDecide: 0, waiting: 0, inMarket: 1 });
    await desk.fill(id, 'T1', '500', '74.63');
    expect((await count('finance')).settlements).toMatchObject([{ orderId: id, severity: 'info', daysLate: 0 }]);
    desk.at('2025-01-26T01:30:00.000Z');
    const [late] = (await count('finance')).settlements;
    expect([late?.severity, (late?.daysLate ?? 0) > 2]).toEqual(['error', true]);
    // The other organization of this database is told nothing of it.
    expect(await trading('finance')).toMatchObject({ settlements: [], payments: { due: 0, late: 0, nextOn: null } });
  });
});

test('the workbench says which months came back', async () => {
  const month = '2024-05';
  await plant.record('lab', [plant.cell(month, 'C_ar', '0.53')]);
  await plant.record('statistician', [plant.cell(month, 'FC', '150000'), plant.cell(month, 'generation_mwh', '320000')]);
  await plant.explain(month);
  const returned = async () =>
    (await plant.ask('statistician', reportWorkbench(plant.shelf), { year: 2024 })).months
      .filter((one) => one.returned)
      .map((one) => one.month);
  expect(await returned()).toEqual([]);
  await plant.move('statistician', month, 'in_review');
  await plant.move('reviewer', month, 'draft', 'scale book is missing');
  expect(await returned()).toEqual([month]);
  await plant.move('statistician', month, 'in_review');
  expect(await returned()).toEqual([]);
});
