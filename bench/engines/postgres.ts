import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { startEmbedded } from '../../src/server/db/embedded/server.ts';
import { type Columns, type Field, makeReader, writeParts, writeRows } from '../copy-binary.ts';
import type { Law } from '../law.ts';
import type { Totals } from '../measure.ts';
import { aggregateSql, rowsSql } from './sql.ts';

/** The product's own embedded server, with the records in a table for PostgreSQL's statement and in one for the kernel. */
export interface Postgres {
  readonly version: string;
  readonly aggregate: () => Promise<Totals>;
  /** INSERT … SELECT, a result for each record. */
  readonly rows: () => Promise<void>;
  readonly emptyResults: () => Promise<void>;
  /** Rows out of PostgreSQL into columns; tells how many are there after each piece of the stream. */
  readonly read: (count: number) => { readonly columns: Columns; readonly pieces: AsyncGenerator<number> };
  /** Columns into the table of audited results, as they are worked out. */
  readonly writeResults: (parts: AsyncIterable<{ readonly columns: Columns; readonly count: number }>) => Promise<void>;
  /** The resolutions the results refer to. */
  readonly writeClasses: (classes: Columns, count: number) => Promise<void>;
  readonly storedTotals: () => Promise<{ kg: number; n: number }>;
  readonly close: () => Promise<void>;
}

const recordFields: readonly Field[] = ['int4', 'int2', 'int2', 'int2', 'int2', 'float8', 'float8'];
const resultFields: readonly Field[] = ['int4', 'float8', 'float8', 'int4'];
const classFields: readonly Field[] = ['int4', 'int4', 'int4'];

const tables = `
  create unlogged table factor (factor int primary key, kg float8 not null, u float8 not null);
  create unlogged table unit (unit int primary key, to_canonical float8 not null);
  create unlogged table activity (id int primary key, site int not null, scope int not null, factor int not null, unit int not null, amount float8 not null, u float8 not null);
  create unlogged table record (id int primary key, activity int2 not null, region int2 not null, month int2 not null, unit int2 not null, amount float8 not null, u float8 not null);
  create unlogged table result (id int, kg float8, sd float8);
  create unlogged table audited (id int, kg float8, sd float8, class int);
  create unlogged table class (class int, first_record int, records int);`;

export async function openPostgres(law: Law, csvFolder: string): Promise<Postgres> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-bench-'));
  fs.chmodSync(folder, 0o711);
  const settings = { max_wal_size: '8GB', shared_buffers: '1GB' };
  const server = await startEmbedded({ folder, exclusive: true, purpose: 'bench', settings });
  const client = new pg.Client(server.superuser);
  await client.connect();
  const second = new pg.Client(server.superuser);
  await second.connect();
  await client.query(`set work_mem = '256MB'; set jit = off; ${tables}`);
  for (const name of ['factor', 'unit', 'activity']) {
    await pipeline(
      fs.createReadStream(path.join(csvFolder, `${name}.csv`)),
      client.query(copyFrom(`copy ${name} from stdin (format csv, header)`)),
    );
  }
  const { columns: c } = law;
  const ids = Int32Array.from({ length: law.count }, (_, i) => i);
  const copyIn = async (on: pg.Client, table: string, fields: readonly Field[], columns: Columns, count: number) => {
    await pipeline(
      Readable.from(writeRows(fields, columns, count), { objectMode: true }),
      on.query(copyFrom(`copy ${table} from stdin (format binary)`)),
    );
  };
  await copyIn(client, 'record', recordFields, [ids, c.activity, c.region, c.month, c.unit, c.amount, c.u], law.count);
  await client.query('vacuum analyze');
  const version = (await client.query<{ v: string }>("select split_part(current_setting('server_version'), ' ', 1) as v")).rows[0]?.v ?? '';
  return {
    version,
    aggregate: async () => {
      const { rows } = await client.query<{ kg: number; sd: number; n: string }>(aggregateSql);
      return { kg: rows[0]?.kg ?? 0, sd: rows[0]?.sd ?? 0, count: Number(rows[0]?.n) };
    },
    rows: async () => void (await client.query(`insert into result ${rowsSql}`)),
    emptyResults: async () => void (await client.query('truncate result; truncate audited; truncate class')),
    read: (count) => {
      const reader = makeReader(recordFields, count);
      async function* pieces(): AsyncGenerator<number> {
        for await (const piece of client.query(copyTo('copy record to stdout (format binary)'))) {
          reader.take(piece);
          yield reader.count();
        }
        if (reader.count() !== count) throw new Error(`${reader.count()} rows of ${count}`);
      }
      return { columns: reader.columns, pieces: pieces() };
    },
    writeResults: async (parts) => {
      const bytes = writeParts(resultFields, parts);
      await pipeline(Readable.from(bytes, { objectMode: true }), second.query(copyFrom('copy audited from stdin (format binary)')));
    },
    writeClasses: (classes, count) => copyIn(second, 'class', classFields, classes, count),
    storedTotals: async () => {
      const { rows } = await client.query<{ kg: number; n: string }>('select sum(kg) as kg, count(*) as n from audited');
      return { kg: rows[0]?.kg ?? 0, n: Number(rows[0]?.n) };
    },
    close: async () => {
      await client.end();
      await second.end();
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
