import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { startEmbedded } from '../../src/server/db/embedded/server.ts';
import { openDatabase } from '../../src/server/db/open.ts';
import type { TestDatabase } from './database.ts';
import type { PostAnswer, PostBody } from './ledger-http.ts';
import type { Told } from './ledger-process.ts';
import { root } from './sources.ts';

/** A database that waits for the disk, and a process that serves its ledger; each can be killed and comes back. */
export interface Fragile {
  readonly database: TestDatabase;
  /** Asked until there is an answer: always with the same key. */
  readonly post: (body: PostBody) => Promise<PostAnswer>;
  readonly serve: (organizationId: string) => Promise<void>;
  readonly killProcess: () => Promise<void>;
  /** As `pg_ctl stop -m immediate`: no checkpoint, no goodbye; the server is started again. */
  readonly stopDatabase: () => Promise<void>;
  /** Requests that were asked again because nobody knew. */
  readonly unknown: () => number;
  readonly close: () => Promise<void>;
}

async function bundled(): Promise<string> {
  const out = path.join(root, 'node_modules', '.cache', 'ledger-process', `${process.pid}.mjs`);
  await build({
    ...{
      absWorkingDir: root,
      entryPoints: ['test/support/ledger-process.ts'],
      outfile: out,
      bundle: true,
      platform: 'node',
      format: 'esm',
    },
    ...{ target: 'node20', packages: 'external', logLevel: 'warning' },
  });
  return out;
}

/** Process id of the server; 0 while there is none. */
function postmasterOf(file: string): number {
  try {
    return Number(fs.readFileSync(file, 'utf8').split('\n')[0]);
  } catch {
    return 0;
  }
}

export async function openFragile(): Promise<Fragile> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `tanheng-test-${process.pid}-crash-`));
  fs.chmodSync(folder, 0o711);
  const file = await bundled();
  const server = await startEmbedded({ folder, exclusive: true, purpose: 'crash test', settings: { max_connections: '60' } });
  const { user, password, port, host, database: name } = server.owner;
  const url = new URL(`postgresql://${user}:${encodeURIComponent(String(password))}@localhost:${port}/${name}`);
  url.searchParams.set('host', String(host));
  const inside = fs.readdirSync(folder).find((name) => fs.existsSync(path.join(folder, name, 'postmaster.pid'))) ?? '';
  const pidFile = path.join(folder, inside, 'postmaster.pid');
  const opened = await openDatabase({ databaseUrl: url.toString(), dataFolder: '', exclusive: false, purpose: 'crash test' });
  let child: ChildProcess | null = null;
  let address = '';
  let unknown = 0;
  let organization = '';
  const start = async (): Promise<void> => {
    const process_ = spawn(process.execPath, [file, url.toString(), organization], { stdio: ['ignore', 'pipe', 'ignore'] });
    child = process_;
    await new Promise<void>((done) => {
      let said = '';
      process_.stdout.on('data', (piece: Buffer) => {
        said += piece.toString();
        const told = /^port \d+$/m.exec(said)?.[0] as Told | undefined;
        if (told === undefined) return;
        address = `http://127.0.0.1:${told.slice('port '.length)}`;
        done();
      });
      process_.on('exit', () => done());
    });
    // It died before it could serve, of a database that was away: again.
    if (process_.exitCode !== null && process_.exitCode !== 0) await sleep(100).then(start);
  };
  return {
    database: { ...opened, url: url.toString(), adminUrl: url.toString() },
    serve: async (organizationId) => {
      organization = organizationId;
      await start();
    },
    post: async (body) => {
      for (;;) {
        try {
          const response = await fetch(`${address}/post`, { method: 'POST', body: JSON.stringify(body) });
          const answer = (await response.json()) as PostAnswer;
          if (response.ok && answer.status !== 'RETRY') return answer;
        } catch {
          // Nobody knows.
        }
        unknown += 1;
        await sleep(60);
      }
    },
    killProcess: async () => {
      const gone = new Promise((done) => child?.once('exit', done));
      child?.kill('SIGKILL');
      await gone;
      await start();
    },
    stopDatabase: async () => {
      const postmaster = postmasterOf(pidFile);
      process.kill(postmaster, 'SIGQUIT');
      for (let n = 0; n < 600; n += 1) {
        await sleep(25);
        const now = postmasterOf(pidFile);
        if (now !== 0 && now !== postmaster && (await opened.appPool.query('select 1').catch(() => null))) return;
      }
      throw new Error('the database did not come back');
    },
    unknown: () => unknown,
    close: async () => {
      child?.kill('SIGKILL');
      await opened.close();
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
      fs.rmSync(file, { force: true });
    },
  };
}
