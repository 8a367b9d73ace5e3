import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbedded } from '../src/server/db/embedded/server.ts';
import { type Database, openDatabase } from '../src/server/db/open.ts';
import { databaseUrlOf } from './ledger/ours.ts';

/** The product's database on a server of its own in a folder of its own, gone with `close`: for benches that fill its tables. */
export async function openOwnDatabase(name: string): Promise<{ readonly database: Database; readonly close: () => Promise<void> }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `tanheng-bench-${name}-`));
  fs.chmodSync(folder, 0o711);
  const settings = { shared_buffers: '128MB', max_wal_size: '8GB' };
  const server = await startEmbedded({ folder, exclusive: true, purpose: 'bench', settings });
  const database = await openDatabase({ databaseUrl: databaseUrlOf(server.owner), dataFolder: '', exclusive: false, purpose: 'bench' });
  return {
    database,
    close: async () => {
      await database.close();
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
