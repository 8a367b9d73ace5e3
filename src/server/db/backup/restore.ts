import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Text } from '../../../kernel/text.ts';
import { StartRefusal } from '../../start-refusal.ts';
import { isolationFaults } from '../gate.ts';
import { appliedMigrations, migrate, readMigrations } from '../migrate.ts';
import type { Database } from '../open.ts';
import { exportedTables, quoted } from './catalog.ts';
import { type Manifest, manifestSchema, sha256OfFile } from './manifest.ts';
import { DamagedArchive, readTar } from './tar.ts';

export interface RestoreOptions {
  /** Opened with `migrate: false`. */
  readonly database: Database;
  readonly dataFolder: string;
  readonly source: string;
  /** Makes tables that no migration makes (the log-in library's), between the migrations and the rows. */
  readonly prepare?: () => Promise<void>;
}

const damaged = (source: string, why: Text): StartRefusal =>
  new StartRefusal({
    zh: `备份文件不可用：${source}。原因：${why.zh}。处理：使用另一份备份；数据库未作任何改动。`,
    en: `The backup cannot be used: ${source}. Cause: ${why.en}. Cure: use another one; nothing was changed in the database.`,
  });

/** Unpacks and checks every part against the manifest, before anything is touched. */
async function openBackup(source: string, folder: string): Promise<Manifest> {
  let names: readonly string[];
  try {
    names = (await readTar(source, folder)).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof DamagedArchive)
      throw damaged(source, { zh: `文件损坏（${error.message}）`, en: `it is damaged (${error.message})` });
    throw error;
  }
  if (names[0] !== 'manifest.json' || names[1] !== 'manifest.sha256')
    throw damaged(source, { zh: '这不是碳衡的备份', en: 'it is no backup of Tanheng' });
  const text = fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8');
  const sha256 = crypto.createHash('sha256').update(text).digest('hex');
  if (fs.readFileSync(path.join(folder, 'manifest.sha256'), 'utf8') !== `${sha256}  manifest.json\n`) {
    throw damaged(source, { zh: '清单与其 SHA-256 不符', en: 'its manifest does not match its SHA-256' });
  }
  const read = manifestSchema.safeParse(JSON.parse(text));
  if (!read.success)
    throw damaged(source, { zh: '清单无法识别（可能来自更新的版本）', en: 'its manifest is not understood (perhaps of a newer version)' });
  const parts = [...read.data.tables, ...read.data.files];
  const extra = names.slice(2).filter((name) => !parts.some((p) => p.part === name));
  if (extra.length > 0)
    throw damaged(source, { zh: `含有清单之外的文件 ${extra[0]}`, en: `it holds ${extra[0]}, which the manifest does not name` });
  for (const { part, sha256: expected } of parts) {
    if (!names.includes(part)) throw damaged(source, { zh: `缺少 ${part}`, en: `${part} is missing` });
    if ((await sha256OfFile(path.join(folder, part))) !== expected) {
      throw damaged(source, { zh: `${part} 的 SHA-256 与清单不符`, en: `the SHA-256 of ${part} is not that of the manifest` });
    }
  }
  for (const file of read.data.files)
    if (file.part !== `files/${file.path}`) throw damaged(source, { zh: `${file.path} 位置不符`, en: `${file.path} is misplaced` });
  return read.data;
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const found = await client.query<{ used: boolean }>(
    "select exists (select from pg_namespace where nspname in ('app', 'journal', 'auth', 'library', 'migration')) as used",
  );
  if (found.rows[0]?.used === true) {
    throw new StartRefusal({
      zh: '只能恢复到空数据库，而此数据库已有碳衡的数据。处理：指定一个新的 TANHENG_DATA 目录或一个空的 DATABASE_URL 数据库。',
      en: 'A backup is restored into an empty database only, and this one holds data of Tanheng. Cure: name a new TANHENG_DATA folder, or an empty database in DATABASE_URL.',
    });
  }
}

function requireKnownMigrations(manifest: Manifest, source: string): void {
  const files = readMigrations();
  for (const old of manifest.migrations) {
    if (files.find((f) => f.number === old.number)?.sha256 !== old.sha256) {
      throw damaged(source, {
        zh: `它来自本程序没有的数据库版本（迁移 ${old.number} ${old.name}）`,
        en: `it comes from a state of the database this program does not know (migration ${old.number} ${old.name})`,
      });
    }
  }
}

async function loadTable(client: pg.Client, table: Manifest['tables'][number], folder: string): Promise<void> {
  const columns = table.columns.map((name) => client.escapeIdentifier(name)).join(', ');
  const into = client.query(
    copyFrom(`copy ${quoted(client, table.schema, table.table)} (${columns}) from stdin with (format csv, header true, encoding 'UTF8')`),
  );
  await pipeline(fs.createReadStream(path.join(folder, table.part)), createGunzip(), into);
  if (into.rowCount !== table.rows) throw new Error(`${table.schema}.${table.table}: ${into.rowCount} rows instead of ${table.rows}`);
}

const openMonths = `select app.open_reading_month(month::date) from (select distinct date_trunc('month', days) as month from app.meter_batch,
  generate_series(date_trunc('month', from_at at time zone 'UTC'), to_at at time zone 'UTC', interval '1 month') as days) as months`;

/**
 * All rows in one transaction. Row security binds the owner too, and the journal's triggers would see new writes: both are lifted inside the
 * transaction and put back before it commits.
 */
async function loadRows(client: pg.Client, manifest: Manifest, folder: string): Promise<void> {
  const shapes = await exportedTables(client);
  const missing = manifest.tables.find((t) => !shapes.some((s) => s.schema === t.schema && s.table === t.table));
  if (missing !== undefined) throw new Error(`no table ${missing.schema}.${missing.table} to load into`);
  const names = shapes.map((s) => quoted(client, s.schema, s.table));
  const tenants = shapes.filter((s) => s.tenant).map((s) => quoted(client, s.schema, s.table));
  await client.query('begin');
  try {
    for (const name of tenants) await client.query(`alter table ${name} no force row level security`);
    for (const name of names) await client.query(`alter table ${name} disable trigger user`);
    await client.query('set constraints all deferred');
    // The months' tables of readings are made as they come, not by a migration; the batches say which. The readings refer to nothing, so they come last.
    const isReadings = ({ table }: Manifest['tables'][number]) => table === 'meter_reading';
    for (const table of manifest.tables.filter((one) => !isReadings(one))) await loadTable(client, table, folder);
    for (const table of manifest.tables.filter(isReadings)) {
      await client.query(openMonths);
      await loadTable(client, table, folder);
    }
    // Transaction numbers start anew in this cluster: an old one must not pay for a new write.
    await client.query("update journal.leaf set xid = '0'");
    for (const { schema, name, value } of manifest.sequences)
      await client.query('select setval($1::regclass, $2::bigint)', [quoted(client, schema, name), value]);
    await client.query('set constraints all immediate');
    for (const name of names) await client.query(`alter table ${name} enable trigger user`);
    for (const name of tenants) await client.query(`alter table ${name} force row level security`);
    const faults = await isolationFaults(client);
    if (faults.length > 0) throw new Error(`after loading: ${faults.join('; ')}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

function loadFiles(manifest: Manifest, folder: string, dataFolder: string): void {
  for (const file of manifest.files) {
    const place = path.join(dataFolder, file.path);
    fs.mkdirSync(path.dirname(place), { recursive: true, mode: 0o700 });
    fs.copyFileSync(path.join(folder, file.part), place, fs.constants.COPYFILE_EXCL);
  }
}

/** Checks the whole backup, then loads it into an empty database and data folder. */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const { database, dataFolder, source } = options;
  const folder = fs.mkdtempSync(path.join(dataFolder, 'restore.part-'));
  try {
    const manifest = await openBackup(source, folder);
    requireKnownMigrations(manifest, source);
    await database.owner(requireEmpty);
    const taken = manifest.files.find((file) => fs.existsSync(path.join(dataFolder, file.path)));
    if (taken !== undefined)
      throw damaged(source, { zh: `数据目录中已有 ${taken.path}`, en: `the data folder holds ${taken.path} already` });
    // First to the state the rows come from, then onwards.
    await database.owner((client) => migrate(client, { upTo: manifest.migrations.length }));
    await options.prepare?.();
    await database.owner((client) => loadRows(client, manifest, folder));
    await database.owner((client) => migrate(client));
    loadFiles(manifest, folder, dataFolder);
    const state = await database.owner(appliedMigrations);
    if (state.length < manifest.migrations.length) throw new Error('the migrations are not those of the backup');
    return manifest;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
