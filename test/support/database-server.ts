import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/server/db/embedded/server.ts';
import { openDatabase } from '../../src/server/db/open.ts';
import { loadLibrary, openShelf } from '../../src/server/modules/library/index.ts';
import { productFolder } from '../../src/server/place.ts';
import { toldPlace } from './started-product.ts';

/** How a test file reaches the run's server: `admin` may make and drop databases, `owner` is whom the product signs in as. */
export interface TestServer {
  readonly admin: string;
  readonly owner: string;
  readonly template: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    readonly databaseServer: TestServer;
  }
}

/** The same address with another database. */
export function onDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.toString();
}

/** The address by which a plain client signs in. */
export function urlOf(config: pg.ClientConfig): string {
  const { user = '', password = '', host = '', port = 5432, database = '' } = config;
  const url = new URL(`postgresql://${encodeURIComponent(user)}:${encodeURIComponent(String(password))}@localhost:${port}/${database}`);
  url.searchParams.set('host', host);
  return url.toString();
}

export async function administer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Ends with everything gone: server, files, databases. */
interface Ground {
  readonly admin: string;
  readonly owner: string;
  readonly end: () => Promise<void>;
}

/** Folders of runs that were killed; their server ended with them. */
function removeLeftovers(): void {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = /^tanheng-test-(\d+)-/.exec(name)?.[1];
    if (pid === undefined) continue;
    try {
      process.kill(Number(pid), 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
    }
  }
}

async function embeddedGround(): Promise<Ground> {
  removeLeftovers();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `tanheng-test-${process.pid}-`));
  fs.chmodSync(folder, 0o711);
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  try {
    // Nothing here must outlive a power cut, so no test waits for the disk.
    const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
    const server = await startEmbedded({ folder, exclusive: true, purpose: 'test', settings });
    const end = async () => {
      await server.stop();
      remove();
    };
    return { admin: urlOf(server.superuser), owner: urlOf(server.owner), end };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Calculations run in a thread whose code is a bundle; the start tests run the whole one. Nothing happens when it is up to date. */
async function buildServer(): Promise<void> {
  await promisify(execFile)(process.execPath, [path.join(productFolder, 'tools', 'build.mjs'), 'server']);
}

/** Once a run: a server (or DATABASE_URL) with one migrated database that every test file copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const told = toldPlace();
  const built = buildServer();
  built.catch(() => {}); // told below
  const given = process.env.DATABASE_URL;
  const ground: Ground = given === undefined ? await embeddedGround() : { admin: given, owner: given, end: async () => {} };
  const template = `tanheng_template_${process.pid}`;
  const end = async () => {
    try {
      await administer(ground.admin, `drop database if exists ${template} with (force)`);
    } finally {
      told.remove();
      await ground.end();
    }
  };
  try {
    await administer(ground.admin, `create database ${template} owner ${decodeURIComponent(new URL(ground.owner).username)}`);
    const database = await openDatabase({
      databaseUrl: onDatabase(ground.owner, template),
      dataFolder: '',
      exclusive: false,
      purpose: 'test template',
    });
    // The publications once for the whole run: a copy of rows is cheaper than reading 70,000 of them in every file.
    const data = path.join(productFolder, 'data');
    await loadLibrary(database.owner, data, openShelf(data).units, '2026-01-01T00:00:00.000Z');
    await database.close();
    await built;
  } catch (error) {
    await end();
    throw error;
  }
  project.provide('toldPlace', told.place);
  project.provide('databaseServer', { admin: ground.admin, owner: ground.owner, template });
  return end;
}
