import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { meter } from '../../src/contract/meters.ts';
import type { organizationEndpoints } from '../../src/contract/organization.ts';
import { addDays } from '../../src/kernel/calendar/day.ts';
import { todayOf } from '../../src/kernel/calendar/today.ts';
import { meterRecordsOf } from '../../src/server/modules/organization/index.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { systemClock } from '../../src/server/work/clock.ts';
import { query } from '../../src/server/work/command.ts';
import { runQuery } from '../../src/server/work/run.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { everyRole, type Furnished, furnish, meterDraft } from '../support/two-organizations.ts';

/** What becomes of meters and calibrations after they were recorded: changed, out of service and back, corrected, withdrawn; each with its reason. */

type Meter = z.output<typeof meter>;
type History = z.output<(typeof organizationEndpoints)['readMeterHistory']['reply']>;

let server: TestServer;
let boss: Client;
let metering: Client;
let one: Furnished;
let made = 0;
const today = todayOf(new Date().toISOString());
const days = (count: number) => addDays(today, count);

beforeAll(async () => {
  server = await testServer();
  boss = await everyRole(await server.found());
  one = await furnish(boss, '甲');
  metering = await server.hire(boss, [{ role: 'metering_engineer', entityId: one.ids.plantId }]);
}, 120_000);
afterAll(async () => {
  await server?.close();
});

const refused = (reply: { statusCode: number; json: <T>() => T }) => {
  const problem = reply.json<{ code: string; findings?: { code: string; place: { path?: string } }[] }>();
  return [reply.statusCode, problem.code, ...(problem.findings ?? []).map((f) => `${f.code} ${f.place.path}`)];
};
async function newMeter(): Promise<Meter> {
  made += 1;
  return ok(await metering.post('/api/v1/meters', meterDraft(one.ids.plantId, one.ids.unitId, '甲', `T-${made}`))).json();
}
const changeOf = (m: Meter, change: object = {}) => {
  const { entityId: _, ...fields } = meterDraft(one.ids.plantId, one.ids.unitId, '甲', m.code);
  return { ...fields, version: m.version, reason: '铭牌复核', ...change };
};
const historyOf = async (m: Meter): Promise<History['items']> =>
  ok(await metering.get(`/api/v1/meters/${m.id}/history`)).json<History>().items;
/** What higher modules ask at the door. */
const readRecords = query({
  name: 'test.meter-records',
  action: 'organization.read',
  input: z.object({ unitId: z.string() }),
  run: (work, { unitId }) => meterRecordsOf(work, unitId),
});
const recordsOf = (unitId: string) => {
  const actor = systemActor(boss.organizationId);
  return runQuery({ db: server.database, clock: systemClock }, readRecords, actor, { unitId });
};
const calibrationOf = (change: object = {}) => ({
  calibratedOn: days(-40),
  validUntil: days(324),
  result: 'in_class',
  body: '省计量院',
  certificateNo: 'JL-1',
  foundErrorPct: '0.45',
  ...change,
});

describe('the facts of a meter', () => {
  test('are changed with a reason; before and after stand in the history', async () => {
    const before = await newMeter();
    const after: Meter = ok(
      await metering.put(`/api/v1/meters/${before.id}`, changeOf(before, { accuracyClass: '0.2s', accuracyPct: '0.20' })),
    ).json();
    expect(after).toMatchObject({ version: 2, accuracyClass: '0.2s', accuracyPct: '0.2', code: before.code });
    expect(await historyOf(before)).toMatchObject([
      {
        kind: 'meter.changed',
        reason: '铭牌复核',
        changes: [
          { field: 'accuracyClass', from: '0.5', to: '0.2s' },
          { field: 'accuracyPct', from: '0.5', to: '0.2' },
        ],
      },
      { kind: 'meter.added', reason: '', changes: [] },
    ]);
  });

  test.each<[string, object, (string | number)[]]>([
    ['no reason', { reason: ' ' }, [422, 'invalid_input', 'input.too_small /reason']],
    ['a stale version', { version: 7, name: '另一个' }, [409, 'conflict', 'conflict.field /name']],
    ['a code in use', { code: 'M1' }, [409, 'already_exists', 'code_taken /code']],
    ['a permitted error above 100', { accuracyPct: '101' }, [422, 'invalid_input', 'too_large /accuracyPct']],
    ['an unknown unit', { unitId: '018f0000-0000-7000-8000-00000000ffff' }, [404, 'not_found']],
    ['its last day, which retiring moves', { inServiceTo: '2030-01-01' }, [422, 'invalid_input', 'input.unrecognized_keys ']],
  ])('%s is refused', async (_, change, expected) => {
    const before = await newMeter();
    expect(refused(await metering.put(`/api/v1/meters/${before.id}`, changeOf(before, change)))).toEqual(expected);
    expect(await historyOf(before)).toHaveLength(1);
  });

  test('only by who maintains meters here', async () => {
    const before = await newMeter();
    const statistician = await server.hire(boss, [{ role: 'plant_statistician', entityId: one.ids.plantId }]);
    const url = `/api/v1/meters/${before.id}`;
    const move = { from: today, reason: 'r', version: 1 };
    for (const reply of [
      await statistician.put(url, changeOf(before)),
      await statistician.post(`${url}/retire`, move),
      await statistician.post(`${url}/bring-back`, move),
      await statistician.put(`${url}/calibrations/${one.ids.calibrationId}`, { ...calibrationOf(), reason: 'r' }),
      await statistician.post(`${url}/calibrations/${one.ids.calibrationId}/withdraw`, { reason: 'r' }),
    ])
      expect(refused(reply).slice(0, 2)).toEqual([403, 'not_permitted']);
    ok(await statistician.get(`${url}/history`));
    const elsewhere = ok(
      await boss.post('/api/v1/entities', {
        parentId: one.ids.groupId,
        kind: 'plant',
        name: '二厂',
        nameEn: 'Two',
        code: `P-${made}`,
        validFrom: '2015-01-01',
      }),
    ).json<{ id: string }>();
    const stranger = await server.hire(boss, [{ role: 'metering_engineer', entityId: elsewhere.id }]);
    expect(refused(await stranger.put(url, changeOf(before)))).toEqual([403, 'not_permitted']);
    expect(refused(await stranger.get(`${url}/history`))).toEqual([403, 'not_permitted']);
  });
});

describe('service', () => {
  test('ends on a day and begins again; the days between stay on record', async () => {
    const before = await newMeter();
    const url = `/api/v1/meters/${before.id}`;
    const move = (to: 'retire' | 'bring-back', from: string, version: number) =>
      metering.post(`${url}/${to}`, { from, reason: '大修', version });
    expect(refused(await move('bring-back', days(0), 1))).toEqual([409, 'wrong_state']);
    expect(refused(await move('retire', '2014-01-01', 1))).toEqual([422, 'invalid_input', 'days_reversed /from']);
    expect(refused(await move('retire', days(-20), 2))).toEqual([409, 'conflict']);
    const away = ok(await move('retire', days(-20), 1)).json<Meter>();
    expect(away).toMatchObject({ version: 2, retired: true, inServiceTo: days(-21) });
    expect(refused(await move('retire', days(-10), 2))).toEqual([409, 'wrong_state']);
    expect(refused(await move('bring-back', days(-21), 2))).toEqual([422, 'invalid_input', 'days_reversed /from']);
    const back = ok(await move('bring-back', days(-5), 2)).json<Meter>();
    expect(back).toMatchObject({
      version: 3,
      retired: false,
      inServiceTo: null,
      servicePeriods: [
        { from: '2014-01-01', to: days(-21) },
        { from: days(-5), to: null },
      ],
    });
    // It cannot have come into service after it first went out of it.
    expect(refused(await metering.put(url, changeOf(back, { inServiceFrom: days(-20) })))).toEqual([
      422,
      'invalid_input',
      'days_reversed /inServiceFrom',
    ]);
    expect((await historyOf(before)).map((entry) => [entry.kind, entry.reason])).toEqual([
      ['meter.brought_back', '大修'],
      ['meter.retired', '大修'],
      ['meter.added', ''],
    ]);
  });

  test('a meter out of service asks for no calibration; one brought back the day after was never away', async () => {
    const before = await newMeter();
    const url = `/api/v1/meters/${before.id}`;
    const asks = async () => (await boss.get('/api/v1/workbench')).body.includes(before.id);
    expect(await asks()).toBe(true);
    ok(await metering.post(`${url}/retire`, { from: days(-1), reason: '拆除', version: 1 }));
    expect(await asks()).toBe(false);
    const back = ok(await metering.post(`${url}/bring-back`, { from: days(-1), reason: '误操作', version: 2 })).json<Meter>();
    expect(back.servicePeriods).toEqual([{ from: '2014-01-01', to: null }]);
    expect(await asks()).toBe(true);
  });
});

describe('a calibration entered by mistake', () => {
  test('is corrected by a new version, then withdrawn; every version stays', async () => {
    const before = await newMeter();
    const url = `/api/v1/meters/${before.id}/calibrations`;
    const first = ok(await metering.post(url, calibrationOf({ evidenceId: one.ids.evidenceId }))).json<Meter>().calibrations[0];
    const at = (id = '') => `${url}/${id}`;
    const fixed = { ...calibrationOf({ foundErrorPct: '-0.54', evidenceId: one.ids.evidenceId }), reason: '抄错示值误差' };
    const corrected = ok(await metering.put(at(first?.id), fixed)).json<Meter>();
    expect(corrected.calibrations).toMatchObject([
      { supersedes: first?.id, foundErrorPct: '-0.54', reason: '抄错示值误差', evidence: { id: one.ids.evidenceId } },
    ]);
    expect(corrected.calibrationState).toBe('valid');
    // The first version has a successor: who still sees it is told, with what differs.
    const stale = refused(await metering.put(at(first?.id), fixed));
    expect(stale).toEqual([409, 'conflict']);
    expect(refused(await metering.put(at(first?.id), { ...fixed, foundErrorPct: '0.1' }))).toEqual([
      409,
      'conflict',
      'conflict.field /foundErrorPct',
    ]);
    const now = corrected.calibrations[0]?.id;
    expect(refused(await metering.put(at(now), { ...fixed, calibratedOn: days(1) }))).toEqual([
      422,
      'invalid_input',
      'in_the_future /calibratedOn',
    ]);
    expect(refused(await metering.put(at(before.id), fixed))).toEqual([404, 'not_found']);
    expect(refused(await metering.put(at(one.ids.calibrationId), fixed))).toEqual([404, 'not_found']);
    const withdrawn = ok(await metering.post(`${at(now)}/withdraw`, { reason: '属另一台表' })).json<Meter>();
    expect(withdrawn).toMatchObject({ calibrations: [], calibrationState: 'never', validUntil: null });
    expect(refused(await metering.post(`${at(now)}/withdraw`, { reason: 'r' }))).toEqual([409, 'conflict']);
    expect((await historyOf(before)).map((e) => [e.kind, e.reason, e.changes])).toEqual([
      ['meter_calibration.withdrawn', '属另一台表', []],
      ['meter_calibration.corrected', '抄错示值误差', [{ field: 'foundErrorPct', from: '0.45', to: '-0.54' }]],
      ['meter_calibration.recorded', '', []],
      ['meter.added', '', []],
    ]);
  });

  test('of ten who correct it at once, one does', async () => {
    const before = await newMeter();
    const url = `/api/v1/meters/${before.id}/calibrations`;
    const first = ok(await metering.post(url, calibrationOf())).json<Meter>().calibrations[0];
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        metering.put(`${url}/${first?.id}`, { ...calibrationOf({ certificateNo: `JL-${n}` }), reason: 'r' }),
      ),
    );
    expect(replies.map((reply) => reply.statusCode).sort()).toEqual([200, ...(Array(9).fill(409) as number[])]);
  });
});

test('the records of a unit: its meters and those of its plant, retired ones too, with what stands of their calibrations', async () => {
  const own = await newMeter();
  const url = `/api/v1/meters/${own.id}`;
  const ofPlant = ok(await metering.post('/api/v1/meters', meterDraft(one.ids.plantId, null, '甲', 'T-plant'))).json<Meter>();
  const later = calibrationOf({ calibratedOn: days(-30), foundErrorPct: null, evidenceId: one.ids.evidenceId });
  ok(await metering.post(`${url}/calibrations`, later));
  ok(
    await metering.post(`${url}/calibrations`, calibrationOf({ calibratedOn: days(-400), validUntil: days(-36), result: 'out_of_class' })),
  );
  const wrong = ok(await metering.post(`${url}/calibrations`, calibrationOf({ calibratedOn: days(-3) }))).json<Meter>().calibrations[0];
  ok(await metering.post(`${url}/calibrations/${wrong?.id}/withdraw`, { reason: '重复登记' }));
  ok(await metering.post(`${url}/retire`, { from: days(-1), reason: '拆除', version: 1 }));
  const records = await recordsOf(one.ids.unitId);
  expect(records.map((r) => r.code)).toEqual(expect.arrayContaining(['M1', own.code, ofPlant.code]));
  expect(records.find((r) => r.id === own.id)).toMatchObject({
    accuracyClass: '0.5',
    accuracyPct: '0.5',
    calibrationIntervalMonths: 12,
    servicePeriods: [{ from: '2014-01-01', to: days(-2) }],
    calibrations: [
      { performedOn: days(-400), dueOn: days(-36), result: 'out_of_class', foundErrorPct: '0.45', evidenceId: null },
      { performedOn: days(-30), dueOn: days(324), result: 'in_class', foundErrorPct: null, evidenceId: one.ids.evidenceId },
    ],
  });
  await expect(recordsOf(own.id)).rejects.toMatchObject({ code: 'not_found' });
});
