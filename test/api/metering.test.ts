import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { meterMonth, meterStream, readingsTaken } from '../../src/contract/metering-values.ts';
import { isolationFaults } from '../../src/server/db/gate.ts';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { type Client, ok } from '../support/server.ts';
import { inOrganization } from '../support/tenants.ts';

type Stream = z.output<typeof meterStream>;
type Taken = z.output<typeof readingsTaken>;
type Month = z.output<typeof meterMonth>;

let stand: IntakeStand;
let engineer: Client;
let reviewer: Client;
let entityId = '';
beforeAll(async () => {
  stand = await openIntakeStand();
  const { entityId: own } = ok(await stand.who.get('/api/v1/organization'))
    .json<{ units: { id: string; entityId: string }[] }>()
    .units.find((one) => one.id === stand.unitId) ?? { entityId: '' };
  entityId = own;
  engineer = await stand.server.hire(stand.boss, ['metering_engineer'], 'engineer');
  reviewer = await stand.server.hire(stand.boss, ['plant_reviewer'], 'reviewer');
});
afterAll(async () => {
  await stand?.close();
});

const steel = gunzipSync(fs.readFileSync(path.join(import.meta.dirname, '../fixtures/metering/steel-15min-2018.csv.gz'))).toString('utf8');
/** Summed by an independent script over the printed months of the file (Python, decimal): 959,636.71 kWh in all. */
const steelMonths = [
  ...['126238.29', '91497.34', '80230.41', '78769.8', '79059.28', '65404.64'],
  ...['81674.41', '68559.43', '57883.07', '84665.65', '86217.61', '59436.78'],
];

async function upload(csv: string | Buffer, query: Record<string, string>, who: Client = engineer) {
  return await stand.server.app.inject({
    method: 'POST',
    url: `/api/v1/meter-readings/csv?${new URLSearchParams(query)}`,
    headers: { host: 'localhost:8765', cookie: who.cookie, 'x-tanheng': '1', 'content-type': 'application/octet-stream' },
    payload: csv,
  });
}
async function addStream(code: string, more: object = {}): Promise<Stream> {
  const body = { entityId, code, name: code, nameEn: code, quantity: 'electricity', unit: 'kWh', ...more };
  return ok(await engineer.post('/api/v1/meter-streams', body)).json<Stream>();
}
/** Rows of one instant, earlier values included, as the app sees them. */
async function rowsAt(organizationId: string, streamId: string, at: string): Promise<number> {
  return await inOrganization(stand.server.database.appPool, organizationId, async (client) => {
    const sql = 'select count(*)::int as n from app.meter_reading where stream_id = $1 and at = $2';
    return (await client.query<{ n: number }>(sql, [streamId, at])).rows[0]?.n ?? 0;
  });
}
/** What waits for somebody about readings: title and way. */
const inboxOf = async (who: Client): Promise<string[][]> =>
  ok(await who.get('/api/v1/inbox?tab=to_do&limit=500'))
    .json<{ items: { key: string; title: { en: string }; path: string }[] }>()
    .items.filter((one) => one.key.startsWith('meter-correction:'))
    .map((one) => [one.title.en, one.path]);
const monthOf = async (streamId: string, month: string) =>
  ok(await engineer.get(`/api/v1/meter-streams/${streamId}/months/${month}`)).json<Month>();
const push = (body: object, who: Client = engineer, headers?: Record<string, string>) => who.post('/api/v1/meter-readings', body, headers);

describe('a year of a steel plant', () => {
  let stream: Stream;
  beforeAll(async () => {
    stream = await addStream('STEEL-1', { unitId: stand.unitId, zone: 'Asia/Seoul', stampOrder: 'dmy', dailyMaximum: '20000' });
  });

  test('a preview tells and stores nothing', async () => {
    const found = ok(await upload(steel, { streamId: stream.id, dryRun: 'true' })).json<Taken>();
    expect(found).toMatchObject({
      stored: false,
      faultCount: 0,
      columns: ['date', 'usage_kwh'],
      mapping: { stamp: 'date', value: 'usage_kwh' },
    });
    expect(found.batches[0]).toMatchObject({ lines: 35_040, taken: 35_040, repeated: 0, known: 0, id: null });
    expect((await monthOf(stream.id, '2018-01')).use).toBeNull();
  });

  test('is taken in whole; the same file again stores nothing', async () => {
    const first = ok(await upload(steel, { streamId: stream.id })).json<Taken>();
    expect(first).toMatchObject({
      stored: true,
      batches: [{ taken: 35_040, outOfOrder: 0, fromAt: '2017-12-31T15:15:00.000Z', toAt: '2018-12-31T15:00:00.000Z' }],
    });
    const again = ok(await upload(steel, { streamId: stream.id })).json<Taken>();
    expect(again.batches[0]).toMatchObject({ taken: 0, known: 35_040, id: first.batches[0]?.id });
  });

  test('monthly sums are those of the file; 0:00 closes the day it is printed with', async () => {
    const use = ok(await engineer.get(`/api/v1/meter-streams/${stream.id}/use?step=month&from=2018-01-01&to=2018-12-31`)).json();
    expect(use.items.map((one: { use: string }) => one.use)).toEqual(steelMonths);
    expect(use.items.every((one: { measured: string }) => one.measured === '100.00')).toBe(true);
    const days = ok(await engineer.get(`/api/v1/meter-streams/${stream.id}/use?step=day&from=2018-01-31&to=2018-02-01`)).json();
    expect(days.items[0]).toMatchObject({ key: '2018-01-31', use: '6141.44', measured: '100.00' });
    const hours = ok(await engineer.get(`/api/v1/meter-streams/${stream.id}/use?step=hour&from=2018-12-31&to=2018-12-31`)).json();
    expect(hours.items).toHaveLength(24);
  });

  test('read as if 0:00 opened the day, the months would be others', async () => {
    const other = await addStream('STEEL-OPENS', { zone: 'Asia/Seoul', stampOrder: 'dmy', midnight: 'opens' });
    ok(await upload(steel, { streamId: other.id, skipFaulty: 'true' }));
    expect((await monthOf(other.id, '2018-01')).use).toBe('126339.52');
    expect((await monthOf(other.id, '2017-12')).use).toBe('3.42');
  });

  test('a month names the hash of its readings, which a later value changes', async () => {
    const before = await monthOf(stream.id, '2018-06');
    expect(before).toMatchObject({ use: '65404.64', unit: 'kWh', measured: '100.00', missing: '0.00', readings: 2881 });
    expect((await monthOf(stream.id, '2018-06')).readingsSha256).toBe(before.readingsSha256);
    const one = 'date,usage_kwh\n15/6/2018 12:00,1000\n';
    const refused = await upload(one, { streamId: stream.id });
    expect([refused.statusCode, refused.json().findings[0].code]).toEqual([422, 'value_differs']);
    const replaced = ok(await upload(one, { streamId: stream.id, replace: 'true' })).json<Taken>();
    expect(replaced.batches[0]).toMatchObject({ taken: 1, replaced: 1 });
    const after = await monthOf(stream.id, '2018-06');
    expect(after.readingsSha256).not.toBe(before.readingsSha256);
    expect(after.flags.corrected).toBe(1);
    expect(await rowsAt(engineer.organizationId, stream.id, '2018-06-15T03:00:00Z')).toBe(2);
  });

  test('how a month came about opens day by day', async () => {
    const told = ok(await engineer.get(`/api/v1/meter-streams/${stream.id}/months/2018-02/derivation`)).json();
    expect(told.nodeId).toBe('use_total');
    expect(told.derivation.nodes.find((one: { id: string }) => one.id === 'use_total')).toMatchObject({ value: '91497.34', kind: 'step' });
    expect(told.derivation.nodes.filter((one: { symbol: string }) => one.symbol === 'use')).toHaveLength(28);
  });

  test('a month goes over into the month grid, with a word on its readings', async () => {
    const { items } = ok(await stand.who.get(`/api/v1/meter-streams/${stream.id}/take-over-rows`)).json();
    expect(items.map((one: { parameter: string }) => one.parameter)).toContain('purchased_mwh');
    const found = await monthOf(stream.id, '2018-03');
    // Data years begin in 2019: the same readings a year later, as a stream that says so.
    expect(found.use).toBe('80230.41');
    const later = await addStream('STEEL-2024', { unitId: stand.unitId, zone: 'Asia/Shanghai' });
    ok(
      await push({
        streams: [
          {
            stream: 'STEEL-2024',
            readings: [
              ['2024-05-01 00:15', '1200.5'],
              ['2024-05-01 00:30', 800],
            ],
          },
        ],
      }),
    );
    const may = await monthOf(later.id, '2024-05');
    const over = { parameter: 'purchased_mwh', readingsSha256: may.readingsSha256 };
    expect((await engineer.post(`/api/v1/meter-streams/${later.id}/months/2024-05/take-over`, over)).statusCode).toBe(403);
    const stale = await stand.who.post(`/api/v1/meter-streams/${later.id}/months/2024-05/take-over`, {
      ...over,
      readingsSha256: found.readingsSha256,
    });
    expect(stale.json()).toMatchObject({ code: 'conflict' });
    ok(await stand.who.post(`/api/v1/meter-streams/${later.id}/months/2024-05/take-over`, over));
    const grid = ok(await stand.who.get(`/api/v1/units/${stand.unitId}/years/2024/grid`)).body;
    expect(grid).toContain('2.0005');
    expect(grid).toContain(may.readingsSha256);
  });
});

describe('readings pushed', () => {
  test('the order of arrival does not matter, a batch repeated stores nothing, streams are found by code', async () => {
    const a = await addStream('A-1');
    const b = await addStream('B-1');
    const readings = [
      ['2024-03-01 00:15', '1.5'],
      ['2024-03-01 00:30', '2'],
      ['2024-03-01 00:45', '3'],
    ];
    ok(
      await push({
        streams: [
          { stream: 'A-1', readings },
          { stream: b.id, readings: [...readings].reverse() },
        ],
      }),
    );
    expect((await monthOf(a.id, '2024-03')).use).toBe('6.5');
    expect((await monthOf(b.id, '2024-03')).use).toBe('6.5');
    const again = ok(await push({ streams: [{ stream: 'A-1', readings }] })).json<Taken>();
    expect(again.batches[0]).toMatchObject({ taken: 0, known: 3 });
    const key = { 'idempotency-key': 'batch-7' };
    const body = { streams: [{ stream: 'A-1', readings: [['2024-03-01 01:00', '4']] }] };
    const first = ok(await push(body, engineer, key)).body;
    expect(ok(await push(body, engineer, key)).body).toBe(first);
  });

  test('a request with a fault stores nothing and names line, cause and cure', async () => {
    const stream = await addStream('F-1');
    const body = {
      streams: [
        {
          stream: 'F-1',
          readings: [
            ['2024-03-01 00:15', '1'],
            ['2024-02-30 00:15', '2'],
            ['2024-03-01 00:30', 'x'],
          ],
        },
        { stream: 'NONE', readings: [['2024-03-01 00:15', '1']] },
      ],
    };
    const refused = await push(body);
    expect(refused.statusCode).toBe(422);
    expect(refused.json().findings.map((one: { code: string; place: { line: number } }) => [one.code, one.place.line])).toEqual([
      ['unknown_stream', 4],
      ['stamp_unreadable', 2],
      ['value_unreadable', 3],
    ]);
    expect((await monthOf(stream.id, '2024-03')).use).toBeNull();
    const taken = ok(await push({ ...body, skipFaulty: true })).json<Taken>();
    expect([taken.batches[0]?.taken, taken.batches[0]?.faulty, taken.faultCount]).toEqual([1, 2, 3]);
  });

  test('200,000 readings of several streams', async () => {
    const lines = ['stream,stamp,value'];
    for (const code of ['L-1', 'L-2', 'L-3', 'L-4']) {
      await addStream(code, { intervalMinutes: 1 });
      for (let i = 0; i < 50_000; i += 1) {
        const at = new Date(Date.UTC(2024, 0, 1, 0, i + 1)).toISOString();
        lines.push(`${code},${at.slice(0, 10)} ${at.slice(11, 16)}+00:00,${i % 97}`);
      }
    }
    const began = performance.now();
    const taken = ok(await upload(lines.join('\n'), {})).json<Taken>();
    const seconds = (performance.now() - began) / 1000;
    expect(taken.batches.map((one) => one.taken)).toEqual([50_000, 50_000, 50_000, 50_000]);
    // The bench says how fast it is; here only that it is no matter of minutes on a busy machine.
    expect(seconds).toBeLessThan(30);
  });
});

describe('settings and corrections', () => {
  test('a register rolls over; a new multiplier holds from its day on', async () => {
    const stream = await addStream('R-1', {
      kind: 'register',
      intervalMinutes: 1440,
      multiplier: '40',
      registerSpan: '10000',
      dailyMaximum: '50000',
    });
    ok(
      await push({
        streams: [
          {
            stream: 'R-1',
            readings: [
              ['2024-04-01 08:00', '9900'],
              ['2024-04-02 08:00', '9950'],
              ['2024-04-03 08:00', '50'],
              ['2024-04-06 08:00', '110'],
            ],
          },
        ],
      }),
    );
    const use = ok(await engineer.get(`/api/v1/meter-streams/${stream.id}/use?step=day&from=2024-04-01&to=2024-04-07`)).json();
    expect(use.items.map((one: { use: string | null }) => one.use)).toEqual(['2000', '4000', '800', '800', '800', null, null]);
    expect(use.items[1].flags).toEqual({ roll_over: 1 });
    expect(use.gaps.map((one: { kind: string; intervals: number }) => [one.kind, one.intervals])).toEqual([['estimated', 3]]);
    ok(
      await engineer.post(`/api/v1/meter-streams/${stream.id}/versions`, {
        validFrom: '2024-04-03',
        multiplier: '80',
        registerSpan: '10000',
        dailyMaximum: '50000',
        reason: 'new transformer',
      }),
    );
    expect((await monthOf(stream.id, '2024-04')).use).toBe('10800');
  });

  test('who asks for a correction does not decide it; an approved one is a batch of its own', async () => {
    const stream = await addStream('C-1');
    ok(
      await push({
        streams: [
          {
            stream: 'C-1',
            readings: [
              ['2024-03-01 00:15', '1'],
              ['2024-03-01 00:30', '900'],
            ],
          },
        ],
      }),
    );
    const at = '2024-02-29T16:30:00.000Z';
    const ask = { at, newValue: '9', reason: 'decimal point' };
    expect((await reviewer.post(`/api/v1/meter-streams/${stream.id}/corrections`, ask)).statusCode).toBe(403);
    const asked = ok(await engineer.post(`/api/v1/meter-streams/${stream.id}/corrections`, ask)).json();
    expect(asked).toMatchObject({ oldValue: '900', newValue: '9', state: 'requested', atLocal: '2024-03-01 00:30', requestedByMe: true });
    const decision = `/api/v1/meter-corrections/${asked.id}/decision`;
    const wanted = 'Correction of a reading: C-1 C-1, 2024-03-01 00:30';
    expect([await inboxOf(reviewer), await inboxOf(engineer)]).toEqual([
      [[wanted, `/emission/meter-readings/${stream.id}?month=2024-03`]],
      [],
    ]);
    expect((await engineer.post(decision, { decision: 'approved', version: 1 })).statusCode).toBe(403);
    expect((await monthOf(stream.id, '2024-03')).use).toBe('901');
    expect((await reviewer.post(decision, { decision: 'approved', version: 2 })).json()).toMatchObject({ code: 'conflict' });
    ok(await reviewer.post(decision, { decision: 'approved', version: 1 }));
    expect(await monthOf(stream.id, '2024-03')).toMatchObject({ use: '10', flags: { corrected: 1 } });
    expect((await reviewer.post(decision, { decision: 'refused', version: 2 })).json()).toMatchObject({ code: 'wrong_state' });
    expect(await inboxOf(reviewer)).toEqual([]);
    const both = await stand.server.hire(stand.boss, ['metering_engineer', 'plant_reviewer'], 'both');
    const own = ok(await both.post(`/api/v1/meter-streams/${stream.id}/corrections`, { ...ask, newValue: '8' })).json();
    const refused = await both.post(`/api/v1/meter-corrections/${own.id}/decision`, { decision: 'approved', version: 1 });
    expect(refused.json()).toMatchObject({ code: 'same_person_proposes_and_approves' });
  });

  test('rights: who may not push is refused, who may only elsewhere finds no stream', async () => {
    const trader = await stand.server.hire(stand.boss, ['trader'], 'trader');
    expect((await push({ streams: [{ stream: 'A-1', readings: [] }] }, trader)).statusCode).toBe(403);
    expect(
      (await trader.post('/api/v1/meter-streams', { entityId, code: 'x', name: 'x', nameEn: 'x', quantity: 'heat', unit: 'GJ' }))
        .statusCode,
    ).toBe(403);
    const bad = await engineer.post('/api/v1/meter-streams', {
      entityId,
      code: 'x',
      name: 'x',
      nameEn: 'x',
      quantity: 'heat',
      unit: 'furlong',
      zone: 'Mars/Olympus',
    });
    expect(bad.json().findings.map((one: { code: string }) => one.code)).toEqual(['unknown_zone', 'unknown_unit']);
    expect(
      (
        await engineer.post('/api/v1/meter-streams', { entityId, code: 'A-1', name: 'x', nameEn: 'x', quantity: 'heat', unit: 'GJ' })
      ).json(),
    ).toMatchObject({ code: 'already_exists' });
  });
});

describe('the tables of the months', () => {
  test('are protected like every tenant table, and show nothing of another organization', async () => {
    const { database } = stand.server;
    expect(await database.owner(isolationFaults)).toEqual([]);
    const other = '0197a222-0000-7000-8000-000000000009';
    const client = await database.appPool.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('app.organization', $1, true)", [other]);
      for (const table of ['app.meter_reading', 'app.meter_reading_2018_06'])
        expect((await client.query(`select count(*)::int as n from ${table}`)).rows[0].n).toBe(0);
      await client.query('savepoint s');
      const mine = `insert into app.meter_reading_2018_06 values ('${engineer.organizationId}', gen_random_uuid(), '2018-06-02', 1, 1)`;
      await expect(client.query(mine)).rejects.toThrow(/row-level security/);
      await client.query('rollback to s');
      await expect(client.query('delete from app.meter_reading_2018_06')).rejects.toThrow(/permission denied/);
      await client.query('rollback to s');
      await expect(client.query("select app.open_reading_month('1970-01-01')")).rejects.toThrow(/no readings/);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
