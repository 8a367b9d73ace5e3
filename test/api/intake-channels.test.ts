import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { ok } from '../support/server.ts';

/** Other ways in: a program with a key, a folder, and the background for what is large. */
let stand: IntakeStand;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-drop-'));
beforeAll(async () => {
  stand = await openIntakeStand({ dropFolder: folder });
});
afterAll(async () => {
  await stand?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const until = async (what: () => boolean | Promise<boolean>) => {
  const end = Date.now() + 20_000;
  while (!(await what())) {
    if (Date.now() > end) throw new Error('it did not come');
    await new Promise((done) => setTimeout(done, 60));
  }
};

describe('push', () => {
  test('a key pushes a block; the same key of idempotency writes once; it may nothing else', async () => {
    const { secret } = ok(await stand.boss.post('/api/v1/api-keys', { name: 'DCS', expiresAt: null })).json();
    const push = (body: object, key: string) =>
      stand.server.app.inject({
        method: 'POST',
        url: '/api/v1/activity-data',
        headers: { host: 'localhost:8765', authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'idempotency-key': key },
        payload: JSON.stringify(body),
      });
    const body = {
      unitId: stand.unitId,
      source: 'DCS',
      values: [
        { month: '2024-05', parameter: 'FC', stream: 'coal', value: '120.4559', unit: 'kt' },
        { month: '2024-05', parameter: 'generation_mwh', value: '276508.255' },
      ],
    };
    const first = await push(body, 'dcs-2024-05');
    expect([first.statusCode, first.json().code]).toEqual([201, undefined]);
    expect(first.json()).toMatchObject({ channel: 'push', sourceName: 'DCS', counts: { new: 2, changed: 0 } });
    expect((await push(body, 'dcs-2024-05')).json().id).toBe(first.json().id);
    expect(await stand.values()).toEqual({ '2024-05 coal.FC': '120455.9', '2024-05 generation_mwh': '276508.255' });
    expect((await push({ ...body, source: 'other' }, 'dcs-2024-05')).statusCode).toBe(409);

    const wrong = await push({ ...body, values: [{ month: '2024-06', parameter: 'FC', stream: 'coal', value: '1', unit: 'MWh' }] }, 'k2');
    expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'unit_mismatch']);
    const outside = await push({ ...body, values: [{ month: '2011-06', parameter: 'FC', stream: 'coal', value: '1' }] }, 'k3');
    expect(outside.json().findings[0].code).toBe('year_outside_method');
    const stream = await push({ ...body, values: [{ month: '2024-06', parameter: 'FC', stream: 'peat', value: '1' }] }, 'k4');
    expect(stream.json().findings[0]).toMatchObject({ code: 'unknown_stream', place: { path: '/values/0/stream' } });
    const record = await stand.server.app.inject({
      method: 'POST',
      url: `/api/v1/units/${stand.unitId}/years/2024/activity-data`,
      headers: { host: 'localhost:8765', authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      payload: '{"cells":[]}',
    });
    expect(record.statusCode).toBe(403);
    const undone = await stand.undo(first.json().id, 1);
    expect(undone.undo).toEqual({ reverted: 2, kept: 0 });
  });
});

describe('the drop folder', () => {
  test('takes stable files of a known source, refuses others with a report, never half', async () => {
    const head = '月份,燃煤消耗量（t）\n';
    const file = await stand.upload('first.csv', `${head}2023-01,100\n`);
    const recipe = { ...(await stand.recognise(file)).sheets[0].recipe, unitId: stand.unitId };
    await stand.import(file, recipe, (await stand.preview(file, recipe)).seal, { sourceName: '燃料台账' });
    const home = path.join(folder, stand.boss.organizationId, '燃料台账');
    const strange = path.join(folder, stand.boss.organizationId, '没有的来源');
    fs.mkdirSync(home, { recursive: true });
    fs.mkdirSync(strange, { recursive: true });
    fs.writeFileSync(path.join(home, 'good.csv'), `${head}2023-01,100\n2023-02,200\n`);
    fs.writeFileSync(path.join(home, 'half.csv'), `${head}2023-03,300\n2023-04,约四百\n`);
    fs.writeFileSync(path.join(home, 'growing.csv.part'), 'x');
    fs.writeFileSync(path.join(strange, 'x.csv'), 'a\n');
    const list = (place: string) => (fs.existsSync(place) ? fs.readdirSync(place) : []);
    await until(
      () =>
        list(path.join(home, 'done')).length === 2 &&
        list(path.join(home, 'refused')).length === 2 &&
        list(path.join(strange, 'refused')).length === 2,
    );
    expect(list(home).sort()).toEqual(['done', 'growing.csv.part', 'refused', 'working']);
    const report = (place: string) =>
      JSON.parse(fs.readFileSync(path.join(place, list(place).find((name) => name.endsWith('.report.json')) ?? ''), 'utf8'));
    expect(report(path.join(home, 'done'))).toMatchObject({ outcome: 'imported', counts: { new: 1, unchanged: 1 } });
    expect(report(path.join(home, 'refused')).findings[0]).toMatchObject({ code: 'not_a_number', place: { at: { cell: 'B3' } } });
    expect(report(path.join(strange, 'refused')).text.zh).toContain('没有同名的在用数据来源');
    expect(await stand.values(2023)).toEqual({ '2023-01 coal.FC': '100', '2023-02 coal.FC': '200' });
    const runs = ok(await stand.who.get('/api/v1/imports')).json();
    expect(runs.items[0]).toMatchObject({ channel: 'drop', sourceName: '燃料台账' });
  });
});

describe('in the background', () => {
  const wide = (value: (month: number) => number) => {
    const columns = ['generation_mwh', 'heat_gj', 'boiler_heat_gj', 'operating_hours'];
    const lines = [2019, 2020, 2021, 2022].flatMap((year) =>
      Array.from({ length: 12 }, (_, m) => `${year}-${String(m + 1).padStart(2, '0')},${columns.map(() => value(m)).join(',')}`),
    );
    return `月份,${columns.join(',')}\n${lines.join('\n')}\n`;
  };
  const start = async (content: string) => {
    const file = await stand.upload('wide.csv', content);
    const recipe = { ...(await stand.recognise(file)).sheets[0].recipe, unitId: stand.unitId };
    const { seal } = await stand.preview(file, recipe);
    return ok(await stand.who.post('/api/v1/jobs', { kind: 'intake.import', input: { ...file, recipe, seal } })).json().id;
  };
  const job = async (id: string) => ok(await stand.who.get(`/api/v1/jobs/${id}`)).json();
  const ended = (id: string) => until(async () => ['succeeded', 'failed', 'cancelled'].includes((await job(id)).state));

  test('a job imports with progress; cancelled, it leaves nothing behind', async () => {
    const id = await start(wide((m) => m + 1));
    await ended(id);
    expect(await job(id)).toMatchObject({ state: 'succeeded', done: 192, total: 192, result: { new: 192 } });
    expect(Object.keys(await stand.values(2022))).toHaveLength(48);

    // The job waits for the month's writer; meanwhile it is cancelled.
    const client = await stand.server.database.job.connect();
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${stand.unitId}/2019`]);
    const second = await start(wide((m) => m + 100));
    await until(async () => (await job(second)).state === 'running');
    ok(await stand.who.post(`/api/v1/jobs/${second}/cancel`));
    await client.query('commit');
    client.release();
    await ended(second);
    expect((await job(second)).state).toBe('cancelled');
    expect((await stand.values(2022))['2022-01 generation_mwh']).toBe('1');
  });
});
