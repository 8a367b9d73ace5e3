import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { StartRefusal } from '../../start-refusal.ts';
import { appliedMigrations } from '../migrate.ts';
import type { Database } from '../open.ts';
import { backupRole } from '../roles.ts';
import { exportedTables, quoted, sequenceStates, type TableShape } from './catalog.ts';
import { type Manifest, sha256OfFile } from './manifest.ts';
import { writeTar } from './tar.ts';

export interface BackupOptions {
  readonly database: Database;
  readonly dataFolder: string;
  readonly target: string;
  readonly program: string;
  /** ISO instant. */
  readonly now: string;
}

/** What a backup of the data folder leaves out: the database's own files, secrets, logs. */
const leftOut = /^(postgres-\d+.*|run|secret|database-passwords\.json.*|.*\.log(\.\d+)?)$/;

/** Files below the data folder, as paths with forward slashes. Links are not followed. */
function dataFiles(folder: string): readonly string[] {
  const found: string[] = [];
  const walk = (relative: string): void => {
    for (const entry of fs.readdirSync(path.join(folder, relative), { withFileTypes: true })) {
      const at = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (relative === '' && leftOut.test(entry.name)) continue;
      if (entry.isDirectory()) walk(at);
      else if (entry.isFile() && !entry.name.includes('.part-')) found.push(at);
    }
  };
  if (folder !== '' && fs.existsSync(folder)) walk('');
  return found.sort();
}

function counting(hash: crypto.Hash): { stream: Transform; bytes: () => number } {
  let bytes = 0;
  const stream = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      hash.update(piece);
      done(null, piece);
    },
  });
  return { stream, bytes: () => bytes };
}

async function exportTable(client: pg.Client, shape: TableShape, folder: string): Promise<Manifest['tables'][number]> {
  const part = `tables/${shape.schema}.${shape.table}.csv.gz`;
  const columns = shape.columns.map((name) => client.escapeIdentifier(name)).join(', ');
  await client.query(shape.tenant ? `set local role ${backupRole}` : 'set local role none');
  // A sub-select, because COPY of a table is not the same as its rows under row security in every version.
  const source = client.query(
    copyTo(
      `copy (select ${columns} from ${quoted(client, shape.schema, shape.table)}) to stdout with (format csv, header true, encoding 'UTF8')`,
    ),
  );
  const hash = crypto.createHash('sha256');
  const out = counting(hash);
  await pipeline(source, createGzip({ level: 6 }), out.stream, fs.createWriteStream(path.join(folder, part), { flags: 'wx', mode: 0o600 }));
  return {
    schema: shape.schema,
    table: shape.table,
    columns: [...shape.columns],
    rows: source.rowCount,
    part,
    sha256: hash.digest('hex'),
    bytes: out.bytes(),
  };
}

/** Lets this transaction, and nobody else, read all organizations' rows: the grant is rolled back with it. */
async function becomeReader(client: pg.Client): Promise<void> {
  try {
    await client.query(`grant ${backupRole} to current_user`);
  } catch (cause) {
    const user = (await client.query<{ name: string }>('rollback; select current_user as name')) as unknown as pg.QueryResult<{
      name: string;
    }>[];
    const name = user[1]?.rows[0]?.name ?? '';
    throw new StartRefusal(
      {
        zh: `无法备份：数据库用户 ${name} 无权使用只读导出角色。处理：请数据库管理员执行：grant ${backupRole} to ${client.escapeIdentifier(name)} with admin option;`,
        en: `No backup: the database user ${name} may not use the role of the export. Cure: let an administrator run: grant ${backupRole} to ${client.escapeIdentifier(name)} with admin option;`,
      },
      { cause },
    );
  }
}

async function exportDatabase(client: pg.Client, folder: string): Promise<Pick<Manifest, 'migrations' | 'tables' | 'sequences'>> {
  await client.query('begin isolation level repeatable read');
  try {
    await becomeReader(client);
    const migrations = await appliedMigrations(client);
    const shapes = await exportedTables(client);
    const sequences = await sequenceStates(client);
    const tables: Manifest['tables'] = [];
    for (const shape of shapes) tables.push(await exportTable(client, shape, folder));
    return { migrations: [...migrations], tables, sequences: [...sequences] };
  } finally {
    await client.query('rollback').catch(() => {});
  }
}

/**
 * One file with everything: all organizations' rows of one instant, log-ins, journal, evidence. The server may go on working meanwhile. Written beside its
 * place and renamed, so that a file under the given name is always whole.
 * @returns the manifest and its SHA-256, which the operator may keep elsewhere.
 */
export async function writeBackup(options: BackupOptions): Promise<{ manifest: Manifest; manifestSha256: string }> {
  const target = path.resolve(options.target);
  if (fs.existsSync(target)) {
    throw new StartRefusal({ zh: `文件已存在，不会覆盖：${target}`, en: `The file exists and is not overwritten: ${target}` });
  }
  const folder = fs.mkdtempSync(`${target}.part-`);
  try {
    fs.mkdirSync(path.join(folder, 'tables'));
    const exported = await options.database.owner((client) => exportDatabase(client, folder));
    const files: Manifest['files'] = [];
    // After the rows: a file is stored before the row that names it, and never changed, so each row finds its file.
    for (const relative of dataFiles(options.dataFolder)) {
      const at = path.join(options.dataFolder, relative);
      files.push({ path: relative, part: `files/${relative}`, sha256: await sha256OfFile(at), bytes: fs.statSync(at).size });
    }
    const { now: madeAt, program } = options;
    const manifest: Manifest = {
      format: 'tanheng-backup',
      version: 1,
      madeAt,
      program,
      postgres: options.database.version,
      ...exported,
      files,
    };
    const text = `${JSON.stringify(manifest, null, 1)}\n`;
    const manifestSha256 = crypto.createHash('sha256').update(text).digest('hex');
    fs.writeFileSync(path.join(folder, 'manifest.json'), text, { mode: 0o600 });
    fs.writeFileSync(path.join(folder, 'manifest.sha256'), `${manifestSha256}  manifest.json\n`, { mode: 0o600 });
    await writeTar(`${folder}/backup.tar`, [
      ...['manifest.json', 'manifest.sha256'].map((name) => ({ name, at: path.join(folder, name) })),
      ...manifest.tables.map(({ part }) => ({ name: part, at: path.join(folder, part) })),
      ...files.map(({ part, path: relative }) => ({ name: part, at: path.join(options.dataFolder, relative) })),
    ]);
    // A link fails where a rename would silently replace what appeared meanwhile.
    fs.linkSync(`${folder}/backup.tar`, target);
    return { manifest, manifestSha256 };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
