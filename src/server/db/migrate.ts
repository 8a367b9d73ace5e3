import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { migrationsFolder } from '../place.ts';
import { StartRefusal } from '../start-refusal.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export interface Applied {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

/** The numbered files, in order. Gaps, doubles and misnamed files are our own mistake. */
export function readMigrations(folder = migrationsFolder): readonly Migration[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((file, index) => {
      const parts = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
      if (parts === null || Number(parts[1]) !== index + 1) throw new Error(`migration ${file} is not number ${index + 1}`);
      const sql = fs.readFileSync(path.join(folder, file), 'utf8');
      return { number: index + 1, name: parts[2] ?? '', sql, sha256: crypto.createHash('sha256').update(sql).digest('hex') };
    });
}

/** What this database has already, oldest first; empty for a new one. */
export async function appliedMigrations(client: pg.ClientBase): Promise<readonly Applied[]> {
  const there = await client.query<{ there: boolean }>("select to_regclass('migration.applied') is not null as there");
  if (there.rows[0]?.there !== true) return [];
  return (await client.query<Applied>('select number, name, sha256 from migration.applied order by number')).rows;
}

function compare(files: readonly Migration[], applied: readonly Applied[]): void {
  for (const old of applied) {
    const file = files.find((f) => f.number === old.number);
    if (file === undefined) {
      throw new StartRefusal({
        zh: `数据库已执行迁移 ${old.number}（${old.name}），但本程序没有该文件。原因：程序比数据库旧。处理：使用建立或升级该数据库的程序版本，或更新的版本。`,
        en: `The database has migration ${old.number} (${old.name}), which this program does not know. Cause: the program is older than the database. Cure: use the version that upgraded the database, or a newer one.`,
      });
    }
    if (file.sha256 !== old.sha256) {
      throw new StartRefusal({
        zh: `迁移文件 ${old.number}（${old.name}）在执行之后被改动。原因：已执行的迁移不可更改。处理：恢复原文件，把改动写成新的迁移。`,
        en: `Migration ${old.number} (${old.name}) was changed after it had been applied. Cause: an applied migration is never edited. Cure: restore the file and put the change into a new migration.`,
      });
    }
  }
}

/**
 * Forced row security binds the owner too: a changed row would not be found, and a new foreign key would be checked against nothing. So the force is
 * lifted inside the migration's transaction, which nobody else can see into, and put back before it commits.
 */
async function force(client: pg.ClientBase, on: boolean): Promise<void> {
  const tables = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and c.relrowsecurity and n.nspname = 'app' and c.relforcerowsecurity <> $1`,
    [on],
  );
  for (const { name } of tables.rows) await client.query(`alter table ${name} ${on ? '' : 'no '}force row level security`);
}

/** Rows are sealed in the shape they have: a table whose columns a file changes is sealed anew, under a leaf that says so (0053-signed-log). */
async function resealChanged(client: pg.ClientBase): Promise<void> {
  const known = await client.query<{ known: boolean }>("select to_regproc('journal.reseal_changed') is not null as known");
  if (known.rows[0]?.known === true) await client.query('call journal.reseal_changed()');
}

/** One number for "somebody migrates this database". */
const migrationLock = 7_146_002;

/**
 * Brings the database up to `upTo` (default: the newest file), each file in a transaction of its own, one migrator at a time.
 * Row security is refused meanwhile (`row_security = off`): a file that would be filtered fails instead of silently changing nothing.
 * @returns the numbers applied now.
 */
export async function migrate(client: pg.ClientBase, options: { folder?: string; upTo?: number } = {}): Promise<readonly number[]> {
  const files = readMigrations(options.folder);
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    const applied = await appliedMigrations(client);
    compare(files, applied);
    if (applied.length === 0) {
      await client.query(`create schema if not exists migration;
        create table if not exists migration.applied (number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`);
    }
    const done: number[] = [];
    for (const file of files) {
      if (file.number <= applied.length || file.number > (options.upTo ?? files.length)) continue;
      await client.query('begin');
      try {
        await client.query('set local row_security = off');
        await force(client, false);
        await client.query(file.sql);
        await resealChanged(client);
        await force(client, true);
        await client.query('insert into migration.applied (number, name, sha256) values ($1, $2, $3)', [
          file.number,
          file.name,
          file.sha256,
        ]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        const place = error instanceof Error ? error.message : String(error);
        throw new Error(`migration ${file.number} (${file.name}) failed: ${place}`, { cause: error });
      }
      done.push(file.number);
    }
    return done;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => {});
  }
}
