import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { meterFill, meterMonth, meterStream } from '../../src/contract/metering-values.ts';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { type Client, ok } from '../support/server.ts';

/** Gaps filled by a named method and for a reason, and what a month says of them (A.7). Expected values by hand. */

type Stream = z.output<typeof meterStream>;
type Month = z.output<typeof meterMonth>;
type Fill = z.output<typeof meterFill>;

let stand: IntakeStand;
let engineer: Client;
let reviewer: Client;
let stream: Stream;
let url = '';
/** 2024-05-06 in Shanghai, the collector was down from 10:00 to 13:00 of the 7th. */
const gap = { from: '2024-05-07T02:00:00.000Z', to: '2024-05-07T05:00:00.000Z' };
const hour = (day: number, end: number) => `2024-05-${String(day).padStart(2, '0')} ${String(end).padStart(2, '0')}:00`;

beforeAll(async () => {
  stand = await openIntakeStand();
  const { units } = ok(await stand.who.get('/api/v1/organization')).json<{ units: { id: string; entityId: string }[] }>();
  const entityId = units.find((one) => one.id === stand.unitId)?.entityId;
  engineer = await stand.server.hire(stand.boss, ['metering_engineer'], 'engineer');
  reviewer = await stand.server.hire(stand.boss, ['plant_reviewer'], 'reviewer');
  const body = {
    entityId,
    unitId: stand.unitId,
    code: 'GAP-1',
    name: 'x',
    nameEn: 'x',
    quantity: 'electricity',
    unit: 'MWh',
    intervalMinutes: 60,
  };
  stream = ok(await engineer.post('/api/v1/meter-streams', body)).json<Stream>();
  url = `/api/v1/meter-streams/${stream.id}`;
  // Three days; on the 6th the hour that ends at h used h, on the other two 100.
  const readings = [6, 7, 8].flatMap((day) =>
    Array.from({ length: 24 }, (_, i) => i + 1)
      .filter((end) => day !== 7 || end <= 10 || end > 13)
      .map((end) => [hour(day, end), String(day === 6 ? end : 100)]),
  );
  ok(await engineer.post('/api/v1/meter-readings', { streams: [{ stream: stream.id, readings }] }));
});
afterAll(async () => {
  await stand?.close();
});

const may = async () => ok(await engineer.get(`${url}/months/2024-05`)).json<Month>();
const codes = (reply: { json: () => { findings: { code: string }[] } }) => reply.json().findings.map((one) => one.code);
const findingsOf = async (body: object) => {
  const reply = await engineer.post(`${url}/fills`, { reason: 'r', ...gap, ...body });
  expect(reply.statusCode).toBe(422);
  return codes(reply);
};

describe('a gap of three hours', () => {
  let bare: Month;

  test('is told, and each method says beforehand what it would put in', async () => {
    bare = await may();
    // 300 on the 6th (1 + … + 24), 21 and 24 hours of 100.
    expect(bare).toMatchObject({ use: '4800', substituted: '0.00', fills: [], flags: { missing: 3 } });
    const preview = async (body: object) => ok(await engineer.post(`${url}/fills/preview`, { ...gap, ...body })).json();
    expect(await preview({ method: 'linear' })).toEqual({ intervals: 3, unfilled: 0, use: '300', unit: 'MWh' });
    // The same hours of the 6th: 11, 12 and 13.
    expect(await preview({ method: 'neighbour_day' })).toEqual({ intervals: 3, unfilled: 0, use: '36', unit: 'MWh' });
    expect(await preview({ method: 'weekday_mean' })).toEqual({ intervals: 0, unfilled: 3, use: null, unit: 'MWh' });
    expect(await preview({ method: 'stated', statedUse: '250' })).toEqual({ intervals: 3, unfilled: 0, use: '250', unit: 'MWh' });
    expect(await may()).toEqual(bare);
  });

  test('what cannot be is refused with place, cause and cure', async () => {
    expect(await findingsOf({ method: 'weekday_mean' })).toEqual(['fill_without_basis']);
    expect(await findingsOf({ method: 'stated' })).toEqual(['wrong_stated_use']);
    expect(await findingsOf({ method: 'stated', statedUse: '-1' })).toEqual(['wrong_stated_use']);
    expect(await findingsOf({ method: 'linear', statedUse: '5' })).toEqual(['wrong_stated_use']);
    expect(await findingsOf({ method: 'linear', to: gap.from })).toEqual(['wrong_span']);
    expect(await findingsOf({ method: 'linear', to: '2024-09-07T05:00:00.000Z' })).toEqual(['wrong_span']);
    const whole = { from: '2024-05-06T02:00:00.000Z', to: '2024-05-06T05:00:00.000Z' };
    expect(await findingsOf({ method: 'linear', ...whole })).toEqual(['nothing_to_fill']);
    expect((await reviewer.post(`${url}/fills`, { ...gap, method: 'linear', reason: 'r' })).statusCode).toBe(403);
  });

  test('is filled for a reason; month, day, hours, explanation and hash say so, and the month goes over as an estimate', async () => {
    const fill = ok(await engineer.post(`${url}/fills`, { ...gap, method: 'neighbour_day', reason: 'collector down' })).json<Fill>();
    expect(fill).toMatchObject({
      fromLocal: '2024-05-07 10:00',
      toLocal: '2024-05-07 13:00',
      statedUse: null,
      withdrawnAt: null,
      version: 1,
    });
    const month = await may();
    // 3 of 744 hours.
    expect(month).toMatchObject({
      ...{ use: '4836', substituted: '0.40', flags: { substituted: 3 } },
      fills: [{ id: fill.id, method: 'neighbour_day', intervals: 3, use: '36' }],
    });
    expect(month.readings).toBe(bare.readings);
    expect(month.readingsSha256).not.toBe(bare.readingsSha256);
    const use = ok(await engineer.get(`${url}/use?step=hour&from=2024-05-07&to=2024-05-07`)).json();
    expect(use.items.slice(9, 14).map((one: { use: string; substituted: string }) => [one.use, one.substituted])).toEqual([
      ['100', '0.00'],
      ['11', '100.00'],
      ['12', '100.00'],
      ['13', '100.00'],
      ['100', '0.00'],
    ]);
    expect(use.gaps).toMatchObject([{ kind: 'substituted', intervals: 3 }]);
    const told = ok(await engineer.get(`${url}/months/2024-05/derivation`)).json();
    const nodes: { symbol: string; value: string; clause?: string }[] = told.derivation.nodes;
    expect(nodes.filter((one) => one.symbol === 'filled')).toMatchObject([{ value: '36', clause: 'neighbour_day' }]);
    expect(told.findings.map((one: { code: string }) => one.code)).toContain('meter_substituted');
    const body = { parameter: 'purchased_mwh', readingsSha256: month.readingsSha256 };
    ok(await stand.who.post(`${url}/months/2024-05/take-over`, body));
    const cells = ok(await stand.who.get(`/api/v1/units/${stand.unitId}/years/2024/grid`)).json().cells;
    const cell = cells.find((one: { month: string; rowKey: string }) => one.month === '2024-05' && one.rowKey.includes('purchased_mwh'));
    expect(cell).toMatchObject({ value: '4836', acquisition: 'estimated' });
    expect(cell.comment).toContain('substituted 0.40 % by neighbour_day');
  });

  test('is not filled twice; a reading that comes later stands in its place', async () => {
    expect(await findingsOf({ method: 'linear' })).toEqual(['fill_overlaps']);
    ok(await engineer.post('/api/v1/meter-readings', { streams: [{ stream: stream.id, readings: [[hour(7, 12), '90']] }] }));
    expect(await may()).toMatchObject({ use: '4914', flags: { substituted: 2 }, fills: [{ intervals: 2, use: '24' }] });
  });

  test('taken back with a reason, it is a gap again, and the history tells both', async () => {
    const { fills } = ok(await engineer.get(url)).json<{ fills: Fill[] }>();
    const [fill] = fills;
    const withdrawal = `/api/v1/meter-fills/${fill?.id}/withdrawal`;
    expect((await reviewer.post(withdrawal, { reason: 'r', version: 1 })).statusCode).toBe(403);
    expect((await engineer.post(withdrawal, { reason: 'r', version: 2 })).json()).toMatchObject({ code: 'conflict' });
    ok(await engineer.post(withdrawal, { reason: 'read from the memory of the meter', version: 1 }));
    expect((await engineer.post(withdrawal, { reason: 'r', version: 2 })).json()).toMatchObject({ code: 'wrong_state' });
    expect(await may()).toMatchObject({ use: '4890', substituted: '0.00', fills: [], flags: { missing: 2 } });
    const after = ok(await engineer.get(url)).json<{ fills: Fill[] }>();
    expect(after.fills).toMatchObject([{ withdrawalReason: 'read from the memory of the meter', version: 2 }]);
    const history = ok(await stand.boss.get(`/api/v1/history?objectId=${fill?.id}`)).body;
    expect(history).toContain('meter_fill.recorded');
    expect(history).toContain('meter_fill.withdrawn');
  });
});
