import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainNumber } from '../../src/server/modules/emission/explain-number.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { readCalculation } from '../../src/server/modules/emission/read-calculation.ts';
import { readCell } from '../../src/server/modules/emission/read-cell.ts';
import { readMonthHistory } from '../../src/server/modules/emission/read-month-history.ts';
import { reportWorkbench } from '../../src/server/modules/emission/report-workbench.ts';
import { openPlant, type Plant, refusalOf } from '../support/plant.ts';

let ours: Plant;
let theirs: Plant;
let admin: pg.Client;
const year = 2024;
const month = '2024-01';

beforeAll(async () => {
  ours = await openPlant({ n: 1 });
  theirs = await openPlant({ n: 2, beside: ours });
  admin = new pg.Client({ connectionString: ours.database.adminUrl });
  await admin.connect();
  for (const [plant, tonnes] of [
    [ours, '1000'],
    [theirs, '2000'],
  ] as const) {
    await plant.record('lab', [plant.cell(month, 'C_ar', '0.5')]);
    await plant.record('statistician', [plant.cell(month, 'FC', tonnes)]);
    await plant.explain(month);
    await plant.move('statistician', month, 'in_review');
  }
});
afterAll(async () => {
  await admin?.end();
  await theirs?.close();
  await ours?.close();
});

describe('two organizations with the same names and codes', () => {
  test('each has its own numbers', async () => {
    const totals = await Promise.all(
      [ours, theirs].map((p) => p.ask('auditor', emission.reportAnnualResult(p.shelf), { entityId: p.ids.group, year })),
    );
    // 1000 t × 0.5 × 0.99 × 44/12 = 1815 t
    expect(totals.map((t) => [t.entityName.zh, t.total.value])).toEqual([
      ['group', '1815'],
      ['group', '3630'],
    ]);
  });

  test('nothing of the other’s is found under its ids', async () => {
    const grid = await theirs.grid();
    const cellId = grid.cells[0]?.cellId ?? '';
    const calculationId = grid.months[0]?.calculationId ?? '';
    const unitId = theirs.units[0].id;
    const { shelf } = ours;
    const asked = [
      ours.ask('group', emission.readMonthGrid(shelf), { unitId, year }),
      ours.ask('group', readCell(shelf), { cellId }),
      ours.ask('group', readCalculation(shelf), { calculationId }),
      ours.ask('group', readMonthHistory, { unitId, month }),
      ours.ask('group', emission.reportAnnualResult(shelf), { entityId: theirs.ids.group, year }),
      ours.ask('group', explainNumber(shelf), { unitId, year, node: 'E_unit@unit=1' }),
      ours.ask('group', explainNumber(shelf), { unitId: ours.units[0].id, year, node: 'E_unit@unit=1', calculationId }),
      ours.run('statistician', emission.recordActivityData(shelf), { unitId, year, cells: [theirs.cell('2024-02', 'FC', '1')] }),
      ours.run('statistician', emission.attachEvidence(shelf), { unitId: ours.units[0].id, year, cellIds: [cellId] }),
      ours.run('group', emission.moveMonth(shelf), { unitId, month, to: 'reviewed', version: 2 }),
    ];
    const refusals = await Promise.all(asked.map(refusalOf));
    expect(new Set(refusals.map((one) => one.code))).toEqual(new Set(['not_found']));
  });

  test('the other’s evidence cannot be tied to a value, its fuel stream is not a row', async () => {
    const foreign = await theirs.evidence('statistician', 'theirs');
    await ours.record('statistician', [ours.cell('2024-02', 'FC', '1')]);
    const cellId = (await ours.grid()).cells.find((c) => c.month === '2024-02')?.cellId;
    const attach = emission.attachEvidence(ours.shelf);
    const refusal = await refusalOf(
      ours.run('statistician', attach, { unitId: ours.units[0].id, year, cellIds: [cellId], add: [foreign.id] }),
    );
    expect(refusal.code).toBe('not_found');
    expect((await refusalOf(ours.record('statistician', [theirs.cell('2024-02', 'FC', '1')]))).findings[0]?.code).toBe('unknown_row');
  });

  test('a workbench shows its own units only, to somebody of another plant none', async () => {
    const workbench = (who: 'auditor' | 'stranger') => ours.ask(who, reportWorkbench(ours.shelf), { year });
    expect(new Set((await workbench('auditor')).months.map((m) => m.unitId))).toEqual(new Set([ours.units[0].id]));
    expect((await workbench('stranger')).months).toEqual([]);
  });
});

describe('many writers at once on one unit and year', () => {
  test('twenty blocks beside each other lose nothing, every version has its place', async () => {
    const months = Array.from({ length: 10 }, (_, i) => `2023-${String(i + 1).padStart(2, '0')}`);
    const blocks = Array.from({ length: 20 }, (_, i) => [
      ours.cell('2023-12', 'FC', String(1000 + i)),
      ours.cell(months[i % 10] ?? '', i < 10 ? 'FC' : 'generation_mwh', String(i + 1)),
    ]);
    await Promise.all(blocks.map((cells) => ours.record('statistician', cells)));
    const grid = await ours.grid('auditor', 0, 2023);
    expect(grid.cells).toHaveLength(21);
    const shared = grid.cells.find((c) => c.month === '2023-12');
    expect(shared?.datumVersion).toBe(20);
    const { rows } = await admin.query(
      'select version, value::text, supersedes, id from app.activity_datum where cell_id = $1 order by version',
      [shared?.cellId],
    );
    expect(rows.map((row) => row.version)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(new Set(rows.map((row) => row.value)).size).toBe(20);
    expect(rows.slice(1).map((row) => row.supersedes)).toEqual(rows.slice(0, -1).map((row) => row.id));
    const sum = grid.cells.filter((c) => c.month !== '2023-12').reduce((total, c) => total + Number(c.value), 0);
    expect(sum).toBe((20 * 21) / 2);
  });

  test('of twenty who saw the same version one wins', async () => {
    const { datumVersion } = (await ours.grid('auditor', 0, 2023)).cells.find((c) => c.month === '2023-12') ?? {};
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        ours.record('statistician', [ours.cell('2023-12', 'FC', String(2000 + i), { seenVersion: datumVersion ?? 0 })]),
      ),
    );
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
    const codes = tries.flatMap((t) => (t.status === 'rejected' ? [t.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(['conflict']));
  });

  test('of two reviewers one reviews; a value and a submission do not pass each other', async () => {
    const input = { unitId: ours.units[0].id, month, to: 'reviewed', version: (await ours.month(month)).version };
    const tries = await Promise.allSettled([1, 2, 3].map(() => ours.run('reviewer', emission.moveMonth(ours.shelf), input)));
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
    await ours.record('statistician', [ours.cell('2024-03', 'FC', '10'), ours.cell('2024-03', 'C_ar', '0.5')]);
    await ours.explain('2024-03');
    const [moved, written] = await Promise.allSettled([
      ours.move('statistician', '2024-03', 'in_review'),
      ours.record('lab', [ours.cell('2024-03', 'C_ar', '0.6')]),
    ]);
    const { calculationId, emission: shown } = await ours.month('2024-03');
    expect(moved.status).toBe('fulfilled');
    if (calculationId) {
      const frozen = await ours.ask('auditor', readCalculation(ours.shelf), { calculationId });
      const value = frozen.result.outputs.find((o) => o.symbol === 'E_unit_month')?.value;
      expect([value, shown?.value]).toEqual([written.status === 'fulfilled' ? '21.78' : '18.15', value]);
    }
  });
});
