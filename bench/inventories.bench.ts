import crypto from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { energyRegister } from '../src/server/modules/asset/index.ts';
import { explainFigure } from '../src/server/modules/inventory/explain-figure.ts';
import { openInventory, readLines, recordLines } from '../src/server/modules/inventory/index.ts';
import { moveInventory } from '../src/server/modules/inventory/move-inventory.ts';
import { listInventories, readGrid, readInventory } from '../src/server/modules/inventory/read-inventory.ts';
import { addSource } from '../src/server/modules/inventory/save-source.ts';
import { listVersions, readChanges } from '../src/server/modules/inventory/versions/read-versions.ts';
import { openEvaluations, readShelf, shelfOf } from '../src/server/modules/library/index.ts';
import type { Actor } from '../src/server/work/actor.ts';
import { runCommand, runQuery } from '../src/server/work/run.ts';
import { measure, timingOf } from './measure.ts';
import { openOwnDatabase } from './own-database.ts';
import { commitOf, type Line, machine, record, tableOf } from './report.ts';

/** `npm run bench:inventories [lines]`: what the pages of a large inventory ask of the server, and freezing it; then one of 500 sites × 12 months. */
const lineCount = Number(process.argv[2] ?? 100_000);
const sites = 500;
const organizationId = crypto.randomUUID();
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const shelf = shelfOf(readShelf('data'), openEvaluations());
const parts = { shelf, energy: energyRegister };
const { database, close } = await openOwnDatabase('inventories');
const deps = { db: database, clock: { now: () => Date.now() } };
const person = (role: 'group_carbon_manager' | 'plant_reviewer' | 'top_management'): Actor => ({
  ...{ kind: 'person', organizationId, personId: crypto.randomUUID(), name: role, grants: [{ role, entityId: null }] },
});
const [enterer, reviewer, approver] = [person('group_carbon_manager'), person('plant_reviewer'), person('top_management')];
const lines: Line[] = [];
const own = (text: string, values: unknown[] = []) =>
  database.owner(async (client) => {
    await client.query('begin');
    await client.query("select set_config('app.organization', $1, true)", [organizationId]);
    await client.query(text, values);
    await client.query('commit');
  });

async function timed(name: string, work: () => Promise<unknown>, note?: string): Promise<void> {
  const timing = await measure(work, { times: 7, warm: 1 });
  lines.push({ name, timing, ...(note === undefined ? {} : { note }) });
  console.log(`${name.padEnd(60)} ${timing.median.toFixed(0)} ms`);
}

async function open(name: string, chosen: string[]): Promise<string> {
  const given = { name, entityId: organizationId, from: '2024-01', to: '2024-12', approach: 'operational_control', gwpSet: 'AR6' };
  return (await runCommand(deps, openInventory(shelf), enterer, { ...given, sector: 'office', chosen, responsible: '', intendedUse: '' }))
    .id;
}
const view = (inventoryId: string) => runQuery(deps, readInventory(parts), enterer, { inventoryId });

async function source(inventoryId: string, code: string, entityId: string): Promise<string> {
  const factor = { name: code, source: 'bench', parts: [{ gas: 'CO2', value: '0.5', unit: 'kgCO2/kWh' }] };
  const body = {
    ...{ inventoryId, code, name: { zh: code, en: code }, entityId, category: '2.1', kind: 'emission', method: 'activity', unit: 'MWh' },
    ...{ monthly: true, expected: true, note: '', factor, residualFactor: null, seenVersion: 0 },
  };
  return (await runCommand(deps, addSource(shelf), enterer, body)).id;
}

/** What every page of an inventory asks, by the name of the page. */
async function pages(of: string, inventoryId: string, sourceId: string): Promise<void> {
  await timed(`${of}: list of inventories`, () => runQuery(deps, listInventories, enterer, {}));
  await timed(`${of}: opened, with its result`, () => view(inventoryId));
  await timed(`${of}: result by another GWP set`, () => runQuery(deps, readInventory(parts), enterer, { inventoryId, gwpSet: 'AR5' }));
  await timed(`${of}: grid of sources × months`, () => runQuery(deps, readGrid, enterer, { inventoryId }));
  await timed(`${of}: a page of a source's lines`, () => runQuery(deps, readLines(shelf), enterer, { inventoryId, sourceId, offset: 0 }));
  const filter = { month: '2024-05', search: 'bench' };
  await timed(`${of}: the same, filtered`, () =>
    runQuery(deps, readLines(shelf), enterer, { inventoryId, sourceId, offset: 0, ...filter }),
  );
  await timed(`${of}: derivation of the total`, () => runQuery(deps, explainFigure(parts), enterer, { inventoryId, of: 'total' }));
}

/** Submitted, reviewed, approved: each looks at all of it again. */
async function freeze(of: string, inventoryId: string): Promise<void> {
  const steps = [
    ['submit', enterer],
    ['review', reviewer],
    ['approve', approver],
  ] as const;
  for (const [deed, who] of steps) {
    const { sha256: seenSha256 } = await view(inventoryId);
    const began = performance.now();
    await runCommand(deps, moveInventory(parts), who, { inventoryId, deed, seenSha256, reason: '' });
    const name = deed === 'approve' ? `${of}: approved and frozen` : `${of}: ${deed}`;
    lines.push({ name, timing: timingOf([performance.now() - began]), note: 'once' });
  }
  await timed(`${of}: frozen version opened`, () => runQuery(deps, readInventory(parts), enterer, { inventoryId, version: 1 }));
  await timed(`${of}: versions listed`, () => runQuery(deps, listVersions, enterer, { inventoryId }));
  const { sha256: seenSha256 } = await view(inventoryId);
  await runCommand(deps, moveInventory(parts), enterer, { inventoryId, deed: 'reopen', seenSha256, reason: 'bench' });
  await timed(`${of}: what changed since`, () => runQuery(deps, readChanges(parts), enterer, { inventoryId, from: 1 }));
}

try {
  await own(`
    insert into app.organization (organization_id, name, name_en, salt, created_at) values ('${organizationId}', 'bench', 'bench', decode(repeat('5a', 32), 'hex'), now());
    insert into journal.leaf (id, bytes, hash, recorded_at) values (gen_random_uuid(), '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8')), now());
    insert into app.entity (organization_id, id, kind, name, name_en, valid_from, changed_at) values ('${organizationId}', '${organizationId}', 'group', 'p', 'p', '2012-01-01', now());`);
  const many = await open('lines', []);
  const ids = [];
  for (let i = 0; i < 40; i += 1) ids.push(await source(many, `S-${i}`, organizationId));
  await own(
    `insert into journal.leaf (id, bytes, hash, recorded_at) values (gen_random_uuid(), '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8')), now())`,
  );
  await own(
    `with leaf as (insert into journal.leaf (id, bytes, hash, recorded_at) values (gen_random_uuid(), '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8')), now()))
     insert into app.ghg_line (organization_id, inventory_id, line_id, version, source_id, month, main, amount, unit, estimated, content, note, withdrawn,
                               recorded_at, recorded_by, recorded_by_name)
     select $1, $2, gen_random_uuid(), 1, ($3::uuid[])[1 + i % 40], '2024-' || lpad((1 + (i / 40) % 12)::text, 2, '0'), false, (i % 997) + 0.125, 'MWh', false, null,
            'bench ' || i, false, now(), $4, 'bench' from generate_series(1, $5::int) i`,
    [organizationId, many, ids, enterer.personId, lineCount],
  );
  await database.owner((client) => client.query('analyze'));
  await pages(`${lineCount} lines`, many, ids[0] ?? '');
  await freeze(`${lineCount} lines`, many);

  await own(
    `with leaf as (insert into journal.leaf (id, bytes, hash, recorded_at) values (gen_random_uuid(), '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8')), now()))
     insert into app.entity (organization_id, id, kind, parent_id, name, name_en, valid_from, changed_at)
     select $1, gen_random_uuid(), 'plant', $1, 'site ' || i, 'site ' || i, '2012-01-01', now() from generate_series(1, $2::int) i`,
    [organizationId, sites],
  );
  const wide = await open('sites', []);
  const { entities } = await view(wide);
  const own500 = entities.filter((one) => one.id !== organizationId);
  const siteSources = [];
  for (const [i, site] of own500.entries()) siteSources.push(await source(wide, `E-${i}`, site.id));
  const months = Array.from({ length: 12 }, (_, i) => `2024-${String(i + 1).padStart(2, '0')}`);
  const cells = siteSources.flatMap((sourceId) => months.map((month) => ({ sourceId, month, amount: '12.5', seenVersion: 0 })));
  const began = performance.now();
  for (let i = 0; i < cells.length; i += 3000)
    await runCommand(deps, recordLines(shelf), enterer, { inventoryId: wide, cells: cells.slice(i, i + 3000) });
  lines.push({
    name: `${sites} sites × 12: figures pasted`,
    timing: timingOf([performance.now() - began]),
    note: `${cells.length} cells in two blocks, once`,
  });
  await pages(`${sites} sites × 12`, wide, siteSources[0] ?? '');
  await freeze(`${sites} sites × 12`, wide);
} finally {
  await close();
}
const report = {
  ...{ bench: 'inventories', date: new Date().toISOString().slice(0, 10), records: lineCount, machine: machine(loadBefore) },
  ...{ versions: { PostgreSQL: '18.4' }, commit: commitOf(process.cwd()), lines, ratios: [], checks: {} },
};
console.log(tableOf(report));
if (lineCount >= 100_000) record(path.join(process.cwd(), 'bench'), report);
