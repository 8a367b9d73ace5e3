import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { databaseName, type Passwords, superuserName } from '../../src/server/db/embedded/cluster.ts';
import { addressOf, becomesReady, dataPlace, setupLinkOf, tanheng, until } from './start.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A running product as another process sees it. */
export interface StartedProduct {
  /** `http://127.0.0.1:41234` */
  readonly address: string;
  /** The link of the first start; works once. */
  readonly setupLink: string;
  /** Where database and evidence lie; a test may tamper with a file. */
  readonly dataFolder: string;
}

export interface OpenedProduct extends StartedProduct {
  readonly close: () => Promise<void>;
}

/** Builds the pages and the server where they changed. */
export function buildProduct(): void {
  execFileSync(process.execPath, [path.join(root, 'tools', 'build.mjs')], { stdio: 'pipe' });
}

/**
 * What the copies need not pay again: no copy waits for the disk or outlives a power cut, none is cleaned and measured by itself, so that each plans its
 * queries alike, and little of the log of changes is left to be copied.
 */
const thrifty = [
  ...['fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum', 'wal_recycle'].map((name) => `alter system set ${name} = off`),
  "alter system set min_wal_size = '32MB'",
  'alter system set max_parallel_workers_per_gather = 0',
  'select pg_reload_conf()',
  'vacuum (freeze, analyze)',
  'checkpoint',
];

/** Settles the running database of a template. The settings lie in its folder, and so in every copy. */
async function settle(folder: string): Promise<void> {
  const { superuser }: Passwords = JSON.parse(fs.readFileSync(path.join(folder, 'database-passwords.json'), 'utf8'));
  const [, , , port, host] = fs.readFileSync(path.join(folder, 'postgres-18', 'postmaster.pid'), 'utf8').split('\n');
  const client = new pg.Client({ host, port: Number(port), user: superuserName, password: superuser, database: databaseName });
  await client.connect();
  try {
    for (const statement of thrifty) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Tells the demonstration to its end in this new data folder, and stops. */
async function tellDemo(folder: string): Promise<void> {
  const { output, stop } = await startOn({ folder, remove: () => {} });
  try {
    await until('the demonstration is told', () => /demonstration (enterprise is|could not be) loaded/.test(output()), 300_000);
    if (!output().includes('demonstration enterprise is loaded')) throw new Error(output());
    await settle(folder);
  } finally {
    await stop();
  }
}

/**
 * The data folder below `place` in which the demonstration lies and no server runs: told by who asks first, in whatever process; who comes meanwhile waits.
 * `npm test` names one place for all its stages, so that a run tells the story once.
 */
export async function toldDemo(place: string): Promise<string> {
  const folder = path.join(place, 'data');
  const [begun, told, failed] = ['begun', 'told', 'failed'].map((name) => path.join(place, name));
  if (begun === undefined || told === undefined || failed === undefined) throw new Error(place);
  fs.mkdirSync(place, { recursive: true, mode: 0o711 });
  try {
    fs.writeFileSync(begun, '', { flag: 'wx' });
  } catch {
    await until('the demonstration is told by another', () => fs.existsSync(told) || fs.existsSync(failed), 300_000);
    if (fs.existsSync(failed)) throw new Error(fs.readFileSync(failed, 'utf8'));
    return folder;
  }
  try {
    await tellDemo(folder);
    fs.writeFileSync(told, '');
  } catch (error) {
    fs.writeFileSync(failed, String(error));
    throw error;
  }
  return folder;
}

/** Where this run keeps what it has told; `remove` leaves it where the run's other stages may want it. */
export function toldPlace(): { readonly place: string; readonly remove: () => void } {
  const given = process.env.TANHENG_TEST_TOLD;
  const place = given ?? path.join(os.tmpdir(), `told-${process.pid}`);
  const remove = () => {
    if (given === undefined) fs.rmSync(place, { recursive: true, force: true });
  };
  return { place, remove };
}

/** A copy of the told data folder, with its owner and rights: the database refuses a folder that others may read. */
export async function copyOfTold(place: string): Promise<ReturnType<typeof dataPlace>> {
  const told = await toldDemo(place);
  const copy = dataPlace();
  execFileSync('cp', ['-a', '--reflink=auto', told, copy.folder]);
  return copy;
}

/**
 * Starts the built product as its users do: a process of its own, embedded database, free port, on a copy of what was told. Requests may name the address
 * they come from, so that many visitors of one machine are counted as many.
 */
export async function startProduct(told: string): Promise<OpenedProduct> {
  const place = await copyOfTold(told);
  const { address, setupLink, stop } = await startOn(place);
  const close = async () => {
    await stop();
    place.remove();
  };
  return { address, setupLink, dataFolder: place.folder, close };
}

async function startOn(place: ReturnType<typeof dataPlace>) {
  const started = tanheng(['start'], {
    TANHENG_DATA: place.folder,
    TANHENG_DEMO: 'on',
    TANHENG_TRUST_PROXY: '127.0.0.1',
  });
  const { child, ended, output } = started;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    await until('it listens', () => output().includes('Tanheng is running') || child.exitCode !== null, 120_000);
    const [address, setupLink] = await Promise.all([addressOf(started), setupLinkOf(started)]);
    await becomesReady(address);
    return { address, setupLink, output, stop };
  } catch (error) {
    await stop();
    place.remove();
    throw error;
  }
}
