import crypto from 'node:crypto';
import { inject } from 'vitest';
import { startEmbedded } from '../../src/server/db/embedded/server.ts';
import { type Database, openDatabase } from '../../src/server/db/open.ts';
import { administer, onDatabase, urlOf } from './database-server.ts';
import { copyOfTold } from './started-product.ts';

export interface TestDatabase extends Database {
  /** For a second opening, or a plain pg client, on the same data. Signs in as the owner. */
  readonly url: string;
  /** Signs in as one who may do anything, to look behind row security. */
  readonly adminUrl: string;
}

/**
 * A migrated database of this test file's own; `close` drops it. `empty: true` gives one without any table.
 * Call in `beforeAll`, and in `afterAll`: `await database?.close()`.
 */
export async function testDatabase(options: { empty?: boolean; appConnections?: number } = {}): Promise<TestDatabase> {
  const server = inject('databaseServer');
  const name = `tanheng_test_${crypto.randomBytes(6).toString('hex')}`;
  const owner = decodeURIComponent(new URL(server.owner).username);
  await administer(server.admin, `create database ${name} owner ${owner} ${options.empty === true ? '' : `template ${server.template}`}`);
  const url = onDatabase(server.owner, name);
  const drop = () => administer(server.admin, `drop database if exists ${name} with (force)`);
  try {
    const database = await openDatabase({
      databaseUrl: url,
      dataFolder: '',
      exclusive: false,
      purpose: 'test',
      migrate: options.empty !== true,
      ...(options.appConnections === undefined ? {} : { appConnections: options.appConnections }),
    });
    const close = async () => {
      await database.close();
      await drop();
    };
    return { ...database, url, adminUrl: onDatabase(server.admin, name), close };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** The demonstration as the product told it: its data folder, copied, with the database that runs on it; `close` stops it and takes the copy away. */
export async function toldDatabase(): Promise<{ readonly database: TestDatabase; readonly dataFolder: string }> {
  const copy = await copyOfTold(inject('toldPlace'));
  const server = await startEmbedded({ folder: copy.folder, exclusive: true, purpose: 'test' });
  const url = urlOf(server.owner);
  const database = await openDatabase({ databaseUrl: url, dataFolder: '', exclusive: false, purpose: 'test' });
  const close = async () => {
    await database.close();
    await server.stop();
    copy.remove();
  };
  return {
    database: { ...database, url, adminUrl: onDatabase(urlOf(server.superuser), new URL(url).pathname.slice(1)), close },
    dataFolder: copy.folder,
  };
}
