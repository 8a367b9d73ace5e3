import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patiently } from '../support/patience.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { everyRole, unitDraft } from '../support/two-organizations.ts';

/** An enterprise of twenty units: its year is computed beside the requests of others, once, and a changed value is seen at once. */
const year = 2024;
const count = 20;
let server: TestServer;
let boss: Client;
let plantId: string;
const units: { id: string; streamId: string }[] = [];

interface Result {
  total: { value: string; shown: string };
  units: { unitId: string; total: { value: string } }[];
}

const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
const record = async (unit: { id: string; streamId: string }, cells: { month: string; parameter: string; value: string }[]) =>
  ok(
    await boss.post(`/api/v1/units/${unit.id}/years/${year}/activity-data`, {
      cells: cells.map((cell) => ({ ...cell, fuelStreamId: cell.parameter === 'generation_mwh' ? null : unit.streamId })),
    }),
  );
const result = async () => ok(await boss.get(`/api/v1/entities/${plantId}/years/${year}/result`)).json<Result>();
const workbench = async () => ok(await boss.get(`/api/v1/workbench?year=${year}`)).json<{ headline: { number: { value: string } }[] }>();

beforeAll(async () => {
  server = await testServer();
  boss = await everyRole(await server.found());
  const entity = (parentId: string | null, kind: string) => ({
    parentId,
    kind,
    name: kind,
    nameEn: kind,
    code: kind,
    validFrom: '2012-01-01',
  });
  const group = ok(await boss.post('/api/v1/entities', entity(null, 'group'))).json<{ id: string }>();
  plantId = ok(await boss.post('/api/v1/entities', entity(group.id, 'plant'))).json<{ id: string }>().id;
  for (let i = 1; i <= count; i += 1) {
    const added = ok(await boss.post('/api/v1/units', unitDraft(plantId, `u${i}`, String(i)))).json<{
      id: string;
      fuelStreams: { id: string }[];
    }>();
    const unit = { id: added.id, streamId: added.fuelStreams[0]?.id ?? '' };
    units.push(unit);
    // A thousand tonnes of carbon content 0.5 in every month: 1000 × 0.5 × 0.99 × 44/12 = 1815 t CO2.
    await record(
      unit,
      months.flatMap((month) => [
        { month, parameter: 'FC', value: '1000' },
        { month, parameter: 'C_ar', value: '0.5' },
        { month, parameter: 'NCV_ar', value: '21' },
        { month, parameter: 'generation_mwh', value: '2000' },
      ]),
    );
  }
}, 180_000);
afterAll(async () => {
  await server?.close();
});

test('the sum of all units, and the same by asking again', async () => {
  const first = await result();
  // 20 units × 12 months × 1815 t
  expect(first.total.value).toBe('435600');
  expect(first.units.map((unit) => unit.total.value)).toEqual(units.map(() => '21780'));
  expect(await result()).toEqual(first);
  expect((await workbench()).headline[0]?.number.value).toBe('435600');
});

describe('a changed value', () => {
  test('is seen at once, in every report', async () => {
    const [unit] = units;
    if (!unit) throw new Error('no unit');
    for (const [value, total] of [
      // 100 t more or less of the same coal: ± 181.5 t, reported in whole tonnes.
      ['1100', '435782'],
      ['900', '435419'],
      ['1000', '435600'],
    ] as const) {
      await record(unit, [{ month: `${year}-03`, parameter: 'FC', value }]);
      const [whole, first] = await Promise.all([result(), workbench()]);
      expect([value, whole.total.value, first.headline[0]?.number.value]).toEqual([value, total, total]);
    }
  });
});

describe('while the year is computed', () => {
  test('for ten readers at once, the event loop is free and others are answered', async () => {
    const [, unit] = units;
    if (!unit) throw new Error('no unit');
    await result();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    for (let round = 0; round < 3; round += 1) {
      await record(unit, [{ month: `${year}-05`, parameter: 'FC', value: String(2000 + round) }]);
      delay.enable();
      const readers = Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? result() : workbench())));
      for (let i = 0; i < 10; i += 1) ok(await boss.get('/api/v1/me'));
      await readers;
      delay.disable();
    }
    // Computed in this thread, one year takes 30 to 150 ms, and what ten readers make of it stands in one row behind it.
    expect(delay.percentile(99) / 1e6).toBeLessThan(patiently(100));
  });
});
