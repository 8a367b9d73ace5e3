import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { meterMonth, meterStream } from '../../src/contract/metering-values.ts';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { type Client, ok } from '../support/server.ts';

/** The use of a month in the month grids of units of several methods, and what is said there of how it came about (A.7, A.8). */

type Stream = z.output<typeof meterStream>;
type Month = z.output<typeof meterMonth>;

let stand: IntakeStand;
let engineer: Client;
let entityId = '';
beforeAll(async () => {
  stand = await openIntakeStand();
  const { entityId: own } = ok(await stand.who.get('/api/v1/organization'))
    .json<{ units: { id: string; entityId: string }[] }>()
    .units.find((one) => one.id === stand.unitId) ?? { entityId: '' };
  entityId = own;
  engineer = await stand.server.hire(stand.boss, ['metering_engineer'], 'engineer');
});
afterAll(async () => {
  await stand?.close();
});

async function addStream(code: string, more: object = {}): Promise<Stream> {
  const body = { entityId, code, name: code, nameEn: code, quantity: 'electricity', unit: 'kWh', ...more };
  return ok(await engineer.post('/api/v1/meter-streams', body)).json<Stream>();
}
const monthOf = async (streamId: string, month: string) =>
  ok(await engineer.get(`/api/v1/meter-streams/${streamId}/months/${month}`)).json<Month>();
const push = (body: object) => engineer.post('/api/v1/meter-readings', body);

describe('grids of other industries', () => {
  // Two readings of 2024-05 each; the sum in the row's own unit, by hand.
  const cases = [
    ['steel', 'cn-steel-production', 'kWh', 'electricity', '1200.5', '800', 'purchased_mwh', '2.0005'],
    ['steel', 'cn-steel-production', 'kg', 'other', '1500', '250', 'limestone_t', '1.75'],
    ['steel', 'cn-steel-production', 'MJ', 'heat', '3600', '400', 'purchased_heat_gj', '4'],
    ['cement', 'cn-cement-clinker', 'kWh', 'electricity', '90000', '10000.5', 'purchased_mwh', '100.0005'],
    ['cement', 'cn-cement-clinker', 't', 'other', '1200', '34.5', 'clinker_t', '1234.5'],
    ['aluminium', 'cn-primary-aluminium', 'MWh', 'electricity', '13.5', '13.25', 'purchased_mwh', '26.75'],
  ] as const;
  const units = new Map<string, string>();

  test.each(cases)('%s (%s): %s of %s goes into the row its method has', async (works, methodId, unit, quantity, a, b, parameter, sum) => {
    const unitId = units.get(works) ?? (await stand.addUnit(works, [{ code: 'coal', fuelKind: 'coal', fuel: 'bituminous' }], methodId));
    units.set(works, unitId);
    const code = `${works}-${parameter}`;
    const stream = await addStream(code, { unitId, unit, quantity });
    const readings = [a, b].map((value, index) => [`2024-05-01 00:${index === 0 ? 15 : 30}`, value]);
    ok(await push({ streams: [{ stream: code, readings }] }));
    expect(ok(await stand.who.get(`/api/v1/meter-streams/${stream.id}/take-over-rows`)).body).toContain(`"${parameter}"`);
    const { readingsSha256 } = await monthOf(stream.id, '2024-05');
    ok(await stand.who.post(`/api/v1/meter-streams/${stream.id}/months/2024-05/take-over`, { parameter, readingsSha256 }));
    expect((await stand.values(2024, unitId))[`2024-05 ${parameter}`]).toBe(sum);
    const wrong = quantity === 'other' ? 'purchased_mwh' : 'FC';
    const body = { parameter: wrong, readingsSha256 };
    const refused = await stand.who.post(`/api/v1/meter-streams/${stream.id}/months/2024-05/take-over`, body);
    expect(refused.statusCode).toBe(422);
  });
});

describe('how a month came about goes with it into the grid', () => {
  const cellOf = async (month: string): Promise<{ acquisition: string; comment: string } | undefined> =>
    ok(await stand.who.get(`/api/v1/units/${stand.unitId}/years/2024/grid`))
      .json<{ cells: { month: string; rowKey: string; acquisition: string; comment: string }[] }>()
      .cells.find((one) => one.month === month && one.rowKey.includes('purchased_mwh'));
  const takeOver = async (streamId: string, month: string) => {
    const { readingsSha256 } = await monthOf(streamId, month);
    const body = { parameter: 'purchased_mwh', readingsSha256 };
    ok(await stand.who.post(`/api/v1/meter-streams/${streamId}/months/${month}/take-over`, body));
  };

  test('a month of which a share was spread over a gap of the register is estimated, one read throughout is measured', async () => {
    const stream = await addStream('SHARE-1', { unitId: stand.unitId, kind: 'register', intervalMinutes: 1440 });
    // Read every day of June; in July nothing from the 10th to the 20th.
    const days = (month: string, numbers: readonly number[]) =>
      numbers.map((day) => [`2024-${month}-${String(day).padStart(2, '0')} 24:00`, String(Number(month) * 10_000 + day * 10)]);
    const all = Array.from({ length: 31 }, (_, i) => i + 1);
    const readings = [
      ['2024-05-31 24:00', '60000'],
      ...days(
        '06',
        all.filter((day) => day <= 30),
      ),
      ...days(
        '07',
        all.filter((day) => day <= 9 || day >= 20),
      ),
    ];
    ok(await push({ streams: [{ stream: 'SHARE-1', readings }] }));
    expect(await monthOf(stream.id, '2024-06')).toMatchObject({ use: '300', measured: '100.00', estimated: '0.00' });
    // Ten of July's 31 days lie between two readings that are further apart than a day: eleven intervals, 10 to 20 July.
    expect(await monthOf(stream.id, '2024-07')).toMatchObject({ measured: '64.52', estimated: '35.48', missing: '0.00' });
    await takeOver(stream.id, '2024-06');
    await takeOver(stream.id, '2024-07');
    expect((await cellOf('2024-06'))?.acquisition).toBe('measured');
    expect((await cellOf('2024-07'))?.acquisition).toBe('estimated');
    expect((await cellOf('2024-07'))?.comment).toContain('estimated 35.48 %');
  });
});
