import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerSimulation, type SimulationTask } from '../../src/kernel/lca/simulation/apart.ts';
import { loadDemo } from '../../src/server/modules/demo/index.ts';
import { openFileStore } from '../../src/server/modules/document/index.ts';
import { answerRendering, type RenderTask } from '../../src/server/modules/emission/index.ts';
import { openIdentity } from '../../src/server/modules/identity/index.ts';
import { answerLca, type LcaTask, openLca } from '../../src/server/modules/lca/index.ts';
import { demoOrganizationId } from '../../src/server/work/actor.ts';
import type { ModuleDeps } from '../../src/server/work/module.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { dataFolder } from '../support/plant.ts';
import { openProductShelf } from '../support/shelf.ts';

let database: TestDatabase;
let admin: pg.Client;
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-test-'));
const lost = 'demo/evidence/2024-06/unit1-coal-ledger.xlsx';

beforeAll(async () => {
  database = await testDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await database?.close();
  fs.rmSync(root, { recursive: true, force: true });
});

const count = async (table: string) =>
  (await admin.query(`select count(*)::int as n from ${table} where organization_id = $1`, [demoOrganizationId])).rows[0].n as number;

test('a load that was cut off is cleared and told again, to the same end', { timeout: 240_000 }, async () => {
  const say = () => {};
  const deps = (referenceFolder: string): ModuleDeps => ({
    db: database,
    clock: { now: () => Date.parse('2026-03-01T08:00:00.000Z') },
    log: { info: say, warn: say, error: say },
    dataFolder: root,
    referenceFolder,
    demo: true,
  });
  const identity = await openIdentity(deps(dataFolder), { auth: database.auth, secret: 'x'.repeat(64), publicUrl: null });
  // In this thread: what is made is the same.
  const reports = {
    ask: (_: string, task: RenderTask) => answerRendering(task),
    warm: () => undefined,
    stop: async () => undefined,
  };
  const solving = { ask: (_: string, task: LcaTask) => answerLca(task), warm: () => undefined, stop: async () => undefined };
  const simulations = {
    ask: async (_: string, task: SimulationTask) => answerSimulation(task),
    warm: () => undefined,
    stop: async () => undefined,
  };
  const shelf = openProductShelf();
  const cycles = { ...openLca({ referenceFolder: dataFolder }, shelf, { solving, simulations, reports }).parts, reading: solving };
  const parts = { shelf, files: openFileStore(path.join(root, 'files')), visitors: identity.visitors, reports, cycles };
  const broken = path.join(root, 'data');
  fs.cpSync(path.join(dataFolder, 'demo'), path.join(broken, 'demo'), { recursive: true });
  fs.rmSync(path.join(broken, lost));

  await expect(loadDemo(deps(broken), parts)).rejects.toThrow();
  const [left, leaves] = [await count('app.activity_datum'), (await admin.query('select count(*)::int as n from journal.leaf')).rows[0].n];
  expect(left).toBeGreaterThan(0);
  const [{ clock_at }] = (await admin.query('select clock_at from app.organization where organization_id = $1', [demoOrganizationId])).rows;
  expect(clock_at).toBeNull();
  // Nothing of the story goes on by itself after it was cut off.
  await new Promise((done) => setTimeout(done, 300));
  expect(await count('app.activity_datum')).toBe(left);

  expect(await loadDemo(deps(dataFolder), parts)).toBe('loaded');
  expect([await count('app.month_record'), await count('app.organization')]).toEqual([48, 1]);
  // Two values have a second version: the coal that was corrected, and the bought power that the meter's month took the place of.
  expect(await count('app.activity_datum')).toBe((await count('app.activity_cell')) + 2);
  const { rows } = await admin.query("select bytes::jsonb->>'kind' as kind, count(*)::int as n from journal.leaf group by 1");
  const kinds = new Map(rows.map((row) => [row.kind, row.n]));
  expect([kinds.get('demo.cleared'), kinds.get('organization.founded')]).toEqual([1, 2]);
  expect(rows.reduce((sum, row) => sum + row.n, 0)).toBeGreaterThan(leaves);
  expect(await loadDemo(deps(dataFolder), parts)).toBe('present');
});
