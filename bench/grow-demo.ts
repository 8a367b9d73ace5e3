import crypto from 'node:crypto';
import type pg from 'pg';
import { openDatabase } from '../src/server/db/open.ts';

export interface Grown {
  readonly cells: number;
  readonly units: number;
  readonly groupId: string;
  /** One of the new plants, and a unit of it. */
  readonly plantId: string;
  readonly unitId: string;
}

/** Copies the demonstration's plant with its units, fuel streams and activity data until there are that many rows. A folder made for this only. */
export async function growDemo(dataFolder: string, organization: string, wanted: number): Promise<Grown> {
  const database = await openDatabase({ databaseUrl: null, dataFolder, exclusive: false, purpose: 'bench', migrate: false });
  const client = await database.appPool.connect();
  try {
    await client.query("set statement_timeout = '10min'");
    await client.query('begin');
    await client.query("select set_config('app.organization', $1, true)", [organization]);
    await writeLeaf(client);
    const there = await one<{ n: number }>(client, 'select count(*)::int as n from activity_cell');
    const plant = await one<{ id: string; parent_id: string }>(
      client,
      'select e.id, e.parent_id from entity e join unit u on u.entity_id = e.id group by 1, 2 order by count(*) desc limit 1',
    );
    const copies = Math.ceil((wanted - there.n) / there.n);
    for (const sql of statements) await client.query(sql, [copies, plant.id]);
    const after = await one<{ cells: number; units: number }>(
      client,
      'select (select count(*)::int from activity_cell) as cells, (select count(*)::int from unit) as units',
    );
    const unit = await one<{ id: string; entity_id: string }>(
      client,
      "select id, entity_id from unit where code like '%-7' order by code limit 1",
    );
    const group = await one<{ id: string }>(client, 'select id from entity where parent_id is null limit 1');
    await client.query('commit');
    await database.owner((owner) => owner.query('analyze'));
    return { ...after, groupId: group.id, plantId: unit.entity_id, unitId: unit.id };
  } finally {
    client.release();
    await database.close();
  }
}

export async function one<T extends pg.QueryResultRow>(client: pg.ClientBase, sql: string): Promise<T> {
  const row = (await client.query<T>(sql)).rows[0];
  if (row === undefined) throw new Error(`no row: ${sql}`);
  return row;
}

/** Every write leaves a leaf in the journal; one stands for the whole copying. */
export async function writeLeaf(client: pg.ClientBase): Promise<void> {
  const bytes = JSON.stringify({ n: crypto.randomUUID() });
  const hash = crypto
    .createHash('sha256')
    .update(Buffer.from([0]))
    .update(bytes)
    .digest();
  await client.query('insert into journal.leaf (id, bytes, hash, recorded_at) values ($1, $2, $3, now())', [
    crypto.randomUUID(),
    bytes,
    hash,
  ]);
}

/** The n-th copy of an id, as a UUID of version 7; null of null. */
export const copy = (id: string) => `overlay(overlay(md5(${id}::text || n) placing '7' from 13) placing '8' from 17)::uuid`;

const plants = 'x.id = $2';
const units = 'x.entity_id = $2';
const belowUnit = 'x.unit_id in (select id from unit where entity_id = $2)';

/** Copies rows `x` of a table once for every `n` of `times`, with other ids and what else changes. */
export function cloned(table: string, changes: string, where: string, times = 'cross join generate_series(1, $1::int) n'): string {
  return `insert into ${table} select (jsonb_populate_record(x, jsonb_build_object('id', ${copy('x.id')}, ${changes}))).* from ${table} x ${times} where ${where}`;
}

const statements = [
  cloned('entity', "'name', x.name || n, 'name_en', x.name_en || ' ' || n, 'code', ''", plants),
  cloned('unit', `'entity_id', ${copy('x.entity_id')}, 'code', x.code || '-' || n`, units),
  cloned('fuel_stream', `'unit_id', ${copy('x.unit_id')}`, belowUnit),
  cloned(
    'activity_datum',
    `'cell_id', ${copy('x.cell_id')}, 'supersedes', null`,
    `x.cell_id in (select id from activity_cell x where ${belowUnit}) and x.id in (select datum_id from activity_cell)`,
  ),
  cloned(
    'activity_cell',
    `'unit_id', ${copy('x.unit_id')}, 'datum_id', ${copy('x.datum_id')}, 'fuel_stream_id', case when x.fuel_stream_id is null then null else ${copy('x.fuel_stream_id')} end`,
    belowUnit,
  ),
];
