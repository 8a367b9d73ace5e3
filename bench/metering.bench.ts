import crypto from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { meteringEndpoints } from '../src/contract/metering.ts';
import { openEvaluations, readShelf, shelfOf } from '../src/server/modules/library/index.ts';
import { addStream } from '../src/server/modules/metering/index.ts';
import { pushReadingsCsv } from '../src/server/modules/metering/intake.ts';
import type { Actor } from '../src/server/work/actor.ts';
import { bound } from '../src/server/work/route.ts';
import { runCommand } from '../src/server/work/run.ts';
import { timingOf } from './measure.ts';
import { openOwnDatabase } from './own-database.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

/** `npm run bench:metering [readings]`: a CSV of readings taken in, beside plain COPY of the same rows into an unlogged table without key. */
const readings = Number(process.argv[2] ?? 200_000);
const rounds = 5;
const streams = 4;
const organizationId = crypto.randomUUID();
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const shelf = shelfOf(readShelf('data'), openEvaluations());
const { database, close } = await openOwnDatabase('metering');
const lines: Line[] = [];
const ratios: Ratio[] = [];
const foundation = `
  insert into app.organization (organization_id, name, name_en, salt, created_at) values ('${organizationId}', 'bench', 'bench', decode(repeat('5a', 32), 'hex'), now());
  insert into journal.leaf (id, bytes, hash, recorded_at) values (gen_random_uuid(), '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8')), now());
  insert into app.entity (organization_id, id, kind, name, name_en, valid_from, changed_at) values ('${organizationId}', '${organizationId}', 'group', 'p', 'p', '2020-01-01', now());`;

/** A minute of four meters a line each; every round lies behind the one before. */
function fileOf(round: number): { csv: string; rows: string } {
  const each = Math.round(readings / streams);
  const csv = ['stream,stamp,value'];
  const rows: string[] = [];
  for (let s = 0; s < streams; s += 1)
    for (let i = 0; i < each; i += 1) {
      const at = new Date(Date.UTC(2015, 0, 1) + (round * each + i + 1) * 60_000).toISOString();
      const value = `${(i * 7 + s) % 997}.${i % 10}`;
      csv.push(`S-${s},${at.slice(0, 10)} ${at.slice(11, 16)}+00:00,${value}`);
      rows.push(`${organizationId}\t${organizationId}\t${at}\t1\t${value}`);
    }
  return { csv: csv.join('\n'), rows: `${rows.join('\n')}\n` };
}

async function copied(rows: string): Promise<number> {
  return await database.owner(async (client: pg.Client) => {
    await client.query('drop table if exists public.plain');
    await client.query(
      'create unlogged table public.plain (organization_id uuid, stream_id uuid, at timestamptz, batch_number int, value numeric)',
    );
    const began = performance.now();
    await pipeline(Readable.from([rows]), client.query(copyFrom('copy public.plain from stdin')));
    return performance.now() - began;
  });
}

try {
  await database.owner(async (client: pg.Client) => {
    await client.query('begin');
    await client.query("select set_config('app.organization', $1, true)", [organizationId]);
    await client.query(foundation);
    await client.query('commit');
  });
  const deps = { db: database, clock: { now: () => Date.now() } };
  const grants = [{ role: 'group_carbon_manager' as const, entityId: null }];
  const actor: Actor = { kind: 'person', organizationId, personId: crypto.randomUUID(), name: 'bench', grants };
  for (let s = 0; s < streams; s += 1) {
    const draft = {
      entityId: organizationId,
      code: `S-${s}`,
      name: 's',
      nameEn: 's',
      quantity: 'electricity',
      unit: 'kWh',
      intervalMinutes: 1,
    };
    await runCommand(deps, addStream(shelf), actor, draft);
  }
  const query = meteringEndpoints.pushReadingsCsv.query.parse({});
  const [ours, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + 1; round += 1) {
    const { csv, rows } = fileOf(round);
    const call = { deps, query, stream: Readable.from([Buffer.from(csv)]), ...bound(deps, () => actor, {}) };
    const began = performance.now();
    const { batches } = await pushReadingsCsv(call);
    const took = performance.now() - began;
    if (batches.reduce((sum, one) => sum + one.taken, 0) !== Math.round(readings / streams) * streams)
      throw new Error('not all were taken');
    const beside = await copied(rows);
    if (round > 0) {
      ours.push(took);
      plain.push(beside);
    }
  }
  const [own, copy] = [timingOf(ours), timingOf(plain)];
  lines.push({
    name: 'CSV taken in',
    timing: own,
    note: 'read, placed in time, checked, stored under key and row security, journaled, committed',
  });
  lines.push({ name: 'plain COPY', timing: copy, note: 'the same rows, ready made, unlogged table without key' });
  ratios.push({
    goal: 'readings a second',
    against: `${readings} readings, CSV to commit`,
    ratio: readings / (own.median / 1000),
    wanted: 50_000,
    most: false,
  });
  ratios.push({ goal: 'times plain COPY', against: 'unlogged, no key, no check', ratio: own.median / copy.median, wanted: 12, most: true });
} finally {
  await close();
}
const report = {
  ...{ bench: 'metering', date: new Date().toISOString().slice(0, 10), records: readings, machine: machine(loadBefore) },
  ...{ versions: { PostgreSQL: '18.4' }, commit: commitOf(process.cwd()), lines, ratios, checks: {} },
};
console.log(tableOf(report));
if (readings >= 200_000) record(path.join(process.cwd(), 'bench'), report);
