import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { measuredBatch, measuredMonth, measuredYear } from '../../src/contract/direct-measurement.ts';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { type Client, ok } from '../support/server.ts';

type Batch = z.output<typeof measuredBatch>;
type Month = z.output<typeof measuredMonth>;
type Year = z.output<typeof measuredYear>;

let stand: IntakeStand;
let stackId = '';
const two = (n: number) => String(n).padStart(2, '0');

beforeAll(async () => {
  stand = await openIntakeStand();
  const body = { code: 'DA001', name: '1号烟囱', nameEn: 'Stack 1', flowBasis: 'wet' };
  stackId = ok(await stand.who.post(`/api/v1/units/${stand.unitId}/stacks`, body)).json<{ id: string }>().id;
});
afterAll(async () => {
  await stand?.close();
});

async function upload(csv: string | Buffer, who: Client = stand.who) {
  return await stand.server.app.inject({
    method: 'POST',
    url: `/api/v1/stacks/${stackId}/hours/csv`,
    headers: { host: 'localhost:8765', cookie: who.cookie, 'x-tanheng': '1', 'content-type': 'application/octet-stream' },
    payload: csv,
  });
}
const monthOf = async (month: string) => ok(await stand.who.get(`/api/v1/units/${stand.unitId}/months/${month}/measurement`)).json<Month>();
const yearOf = async (year = 2024) => ok(await stand.who.get(`/api/v1/units/${stand.unitId}/years/${year}/measurement`)).json<Year>();

/** July 2024: every hour 12 % of 2,000,000 Nm³/h wet at 10 % moisture = 12/100 × 1,800,000 × 1.963e-3 = 424.008 t; hours 10–12 of the 2nd are a fault. */
function july(): string {
  const lines = ['时间,CO2浓度（%）,烟气流量（Nm3/h）,湿度（%）,氧含量（%）,烟气温度（℃）,流速,负荷,状态'];
  for (let d = 1; d <= 31; d += 1)
    for (let h = 0; h < 24; h += 1) {
      const bad = d === 2 && h >= 10 && h <= 12;
      lines.push(
        `2024-07-${two(d)} ${two(h)}:00,${bad ? '' : '12.0'},${bad ? '' : '2000000'},10,6.2,52.5,14.1,80,${bad ? '故障' : '正常'}`,
      );
    }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

describe('hours', () => {
  test('a month of CSV is taken in whole, the fault substituted, C.8 shown with its decimals', async () => {
    const batch = ok(await upload(july())).json<Batch>();
    expect(batch).toMatchObject({ number: 1, way: 'csv', rows: 744, fromHour: '2024-07-01T00', toHour: '2024-07-31T23', replaced: 0 });
    const month = await monthOf('2024-07');
    const [one] = month.stacks;
    expect(one).toMatchObject({ expected: 744, valid: 741, substituted: 3, missing: 0, availability: '99.60', total: '315461.952' });
    expect(one?.days).toHaveLength(31);
    expect(one?.days[0]?.values).toEqual({
      ...{ co2Percent: '12.00', gramPerNm3: '235.560', velocity: '14.10', flow: '4320.000', emission: '10176.192' },
      ...{ o2: '6.20', temperature: '52.50', moisture: '10.00', load: '80.0' },
    });
    const field = (key: string) => one?.fields.find((f) => f.key === key);
    expect(field('emission')).toMatchObject({ mean: '10176.192', count: 31, total: '315461.952' });
    expect(field('flow')).toMatchObject({ least: '3780.000', greatest: '4320.000', total: '133380.000' });
    expect(one?.hours[34]).toEqual({
      hour: '2024-07-02T10',
      state: 'substituted',
      status: 'fault',
      emission: '424.008',
      lookedBack: 34,
      gap: 3,
    });
    expect(one?.findings.map((f) => f.code)).toEqual(['substituted_hours']);
  });

  test('a year of 8,784 hours comes in one file in seconds; a corrected hour counts from now on, the earlier one stays', async () => {
    const lines = ['hour,co2_pct,flow,flow_basis'];
    for (let t = Date.UTC(2020, 0, 1); t < Date.UTC(2021, 0, 1); t += 3_600_000)
      lines.push(`${new Date(t).toISOString().slice(0, 13).replace('T', ' ')}:00,12,1800000,dry`);
    const began = performance.now();
    expect(ok(await upload(lines.join('\n'))).json<Batch>().rows).toBe(8784);
    const year = await yearOf(2020);
    expect(performance.now() - began).toBeLessThan(8000);
    expect(year.months.map((m) => m.expected)).toEqual([744, 696, 744, 720, 744, 720, 744, 744, 720, 744, 720, 744]);
    expect(year.months[0]?.measuredShown).toBe('315461.952');
    const pushed = ok(
      await stand.who.post(`/api/v1/stacks/${stackId}/hours`, { hours: [{ hour: '2020-01-01T00', co2Percent: '6', flow: '1800000' }] }),
    );
    expect(pushed.json<Batch>()).toMatchObject({ way: 'push', rows: 1, replaced: 1 });
    expect((await yearOf(2020)).months[0]?.measuredShown).toBe('315249.948');
  });

  test.each([
    ['a column is missing', 'hour,o2\n2024-01-01 00:00,5\n', 'columns_missing', 1],
    ['a time in words', 'hour,co2_pct,flow\nyesterday,12,1\n', 'hour_unreadable', 2],
    ['minutes', 'hour,co2_pct,flow\n2024-01-01 00:30,12,1\n', 'hour_unreadable', 2],
    ['a day that is none', 'hour,co2_pct,flow\n2024-02-30 00:00,12,1\n', 'hour_unreadable', 2],
    ['text in a number', 'hour,co2_pct,flow\n2024-01-01 00:00,12,lots\n', 'figure_unreadable', 2],
    ['120 %', 'hour,co2_pct,flow\n2024-01-01 00:00,120,1\n', 'figure_unreadable', 2],
    ['an unknown status', 'hour,co2_pct,flow,status\n2024-01-01 00:00,12,1,perhaps\n', 'status_unknown', 2],
    ['an hour twice', 'hour,co2_pct,flow\n2024-01-01 00:00,12,1\n2024-01-01 00:00,12,1\n', 'hour_twice', 3],
  ])('%s is refused with its line, and nothing is stored', async (_, csv, code, line) => {
    const reply = await upload(csv);
    expect(reply.json()).toMatchObject({ status: 422, code: 'invalid_input', findings: [{ code, place: { line } }] });
    expect((await yearOf()).months[0]).toMatchObject({ expected: 0, measured: null });
  });

  test('no text, no line, too large: a sentence each', async () => {
    expect((await upload(Buffer.from([0x68, 0xff, 0xfe, 0x0a]))).json()).toMatchObject({
      code: 'invalid_input',
      findings: [{ code: 'file_unreadable' }],
    });
    expect((await upload('hour,co2_pct,flow\n')).json()).toMatchObject({ code: 'invalid_input', findings: [{ code: 'file_unreadable' }] });
    expect((await upload(`hour,co2_pct,flow\n${' '.repeat(21 * 1024 * 1024)}`)).json()).toMatchObject({
      code: 'file_too_large',
      status: 413,
    });
  });
});

describe('the comparison with the calculated value', () => {
  test('on trial the calculation prevails; above 5 % an explanation is asked for, which holds for these two values', async () => {
    const tree = ok(await stand.boss.get('/api/v1/organization')).json<{ units: { fuelStreams: { id: string }[] }[] }>();
    const fuelStreamId = tree.units[0]?.fuelStreams[0]?.id;
    const record = async (value: string) => {
      const cells = [
        { month: '2024-07', parameter: 'FC', fuelStreamId, value },
        { month: '2024-07', parameter: 'C_ar', fuelStreamId, value: '0.5290' },
      ];
      ok(await stand.who.post(`/api/v1/units/${stand.unitId}/years/2024/activity-data`, { cells }));
    };
    await record('166780.33'); // 320,263.26 t (C03)
    const before = await yearOf();
    expect(before.rule).toMatchObject({ status: 'trial', prevails: 'calculation', thresholdPercent: '5' });
    expect(before.months[6]).toMatchObject({
      measuredShown: '315461.952',
      calculatedShown: '320263.26',
      difference: '-4801.31',
      differencePercent: '-1.50',
      needsExplanation: false,
    });
    await record('150000'); // 288,040.50 t
    expect((await yearOf()).months[6]).toMatchObject({ calculatedShown: '288040.50', differencePercent: '9.52', needsExplanation: true });
    const path = `/api/v1/units/${stand.unitId}/months/2024-07/measurement`;
    expect((await stand.who.post(`${path}/explanation`, { reason: ' ' })).json()).toMatchObject({ code: 'invalid_input' });
    const explained = ok(await stand.who.post(`${path}/explanation`, { reason: '流量计偏高，已安排校准' })).json<Month>();
    expect(explained).toMatchObject({ needsExplanation: false, explanation: { reason: '流量计偏高，已安排校准', current: true } });
    await record('150001');
    expect((await yearOf()).months[6]).toMatchObject({ needsExplanation: true, explanation: { current: false } });
    expect((await yearOf(2020)).rule).toBeNull();
    const nothing = `/api/v1/units/${stand.unitId}/months/2023-01/measurement/explanation`;
    expect((await stand.who.post(nothing, { reason: 'x' })).json()).toMatchObject({ code: 'wrong_state' });
  });

  test('the monthly report comes out as CSV with the decimals of the form', async () => {
    const reply = ok(await stand.who.get(`/api/v1/units/${stand.unitId}/months/2024-07/measurement.csv?language=en`));
    expect(reply.headers['content-type']).toContain('text/csv');
    const lines = reply.body.split('\r\n');
    expect(lines[0]).toBe('\uFEFF"DA001 Stack 1","2024-07"');
    expect(lines[2]).toBe('"2024-07-01","12.00","235.560","14.10","4320.000","10176.192","6.20","52.50","10.00","80.0","24/0/0/0"');
    expect(lines.find((line) => line.startsWith('"Total"'))).toContain('"315461.952"');
  });
});

test('who may not is refused', async () => {
  const reader = await stand.server.hire(stand.boss, ['internal_auditor']);
  expect((await upload('hour,co2_pct,flow\n2024-01-01 00:00,12,1\n', reader)).json()).toMatchObject({ code: 'not_permitted' });
  const stack = { code: 'X', name: 'x', nameEn: 'x' };
  expect((await reader.post(`/api/v1/units/${stand.unitId}/stacks`, stack)).json()).toMatchObject({ code: 'not_permitted' });
  expect((await stand.who.post(`/api/v1/units/${stand.unitId}/stacks`, { ...stack, code: 'DA001' })).json()).toMatchObject({
    code: 'already_exists',
  });
  const nowhere = '0197a111-0000-7000-8000-0000000000ff';
  expect((await stand.who.get(`/api/v1/units/${nowhere}/stacks`)).json()).toMatchObject({ code: 'not_found' });
});
