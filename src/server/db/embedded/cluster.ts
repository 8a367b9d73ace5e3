import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefusal } from '../../start-refusal.ts';
import { type Native, program } from './native.ts';
import { privateFolder, type ServerUser } from './user.ts';

/** The files of one embedded database and how to run them. */
export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly native: Native;
  readonly user: ServerUser;
  readonly passwords: Passwords;
  /** Extra server settings; only tests have any. */
  readonly settings: Readonly<Record<string, string>>;
}

/** `superuser` bootstraps and guards the server; `owner` owns the database, is no superuser, and is what the product signs in as. */
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
}

export const superuserName = 'postgres';
export const ownerName = 'tanheng';
export const databaseName = 'tanheng';

/** Written once, by whoever comes first: a hard link either makes the whole file or fails because another did. */
export function passwordsIn(folder: string): Passwords {
  const file = path.join(folder, 'database-passwords.json');
  if (!fs.existsSync(file)) {
    const made: Passwords = {
      superuser: crypto.randomBytes(24).toString('base64url'),
      owner: crypto.randomBytes(24).toString('base64url'),
    };
    const part = `${file}.part-${crypto.randomBytes(6).toString('hex')}`;
    fs.writeFileSync(part, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
    try {
      fs.linkSync(part, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(part);
    }
  }
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

const environment = (): NodeJS.ProcessEnv => ({
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  // PostgreSQL does not mistake our own number in a stale lock file (a container started anew) for a living server.
  PG_GRANDPARENT_PID: String(process.pid),
  ...(process.platform === 'win32' ? { SystemRoot: 'C:\\Windows' } : {}),
});

function removeLeftovers(cluster: Cluster): void {
  const mark = `${path.basename(cluster.data)}.part-`;
  for (const name of fs.readdirSync(cluster.folder)) {
    if (!name.startsWith(mark)) continue;
    try {
      // Also of the secret beside the folder: `….part-4711.secret` belongs to a starter that may be at work right now.
      process.kill(Number.parseInt(name.slice(mark.length), 10), 0);
    } catch {
      fs.rmSync(path.join(cluster.folder, name), { recursive: true, force: true });
    }
  }
}

/** Makes the files of a new database. They are made beside their place and renamed, so that a half-made one is never taken for a whole one. */
export function initialize(cluster: Cluster): void {
  if (fs.existsSync(path.join(cluster.data, 'PG_VERSION'))) return;
  removeLeftovers(cluster);
  const part = `${cluster.data}.part-${process.pid}`;
  const secret = `${part}.secret`;
  privateFolder(part, cluster.user);
  fs.writeFileSync(secret, cluster.passwords.superuser, { mode: 0o600 });
  if (cluster.user.uid !== undefined) fs.chownSync(secret, cluster.user.uid, cluster.user.gid ?? 0);
  try {
    const made = spawnSync(
      program(cluster.native, 'initdb'),
      // The builtin provider knows upper and lower case of all of Unicode and is the same on every machine.
      [
        '-D',
        part,
        '-U',
        superuserName,
        '-A',
        'scram-sha-256',
        `--pwfile=${secret}`,
        '-E',
        'UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
      ],
      { ...cluster.user, cwd: part, env: environment(), encoding: 'utf8' },
    );
    if (made.status !== 0) {
      const said = made.error?.message ?? made.stderr;
      throw new StartRefusal({
        zh: `无法在 ${cluster.data} 建立数据库。原因：${said}。处理：检查该目录的空间与权限，或用 TANHENG_DATA 指定其他目录。`,
        en: `The database could not be made in ${cluster.data}. Cause: ${said}. Cure: check space and rights of that folder, or name another with TANHENG_DATA.`,
      });
    }
    if (!fs.existsSync(cluster.data)) fs.renameSync(part, cluster.data);
  } catch (error) {
    // Another starter was faster: his files are as good as ours.
    if (!fs.existsSync(path.join(cluster.data, 'PG_VERSION'))) throw error;
  } finally {
    fs.rmSync(secret, { force: true });
    fs.rmSync(part, { recursive: true, force: true });
  }
}

/** A Unix socket's path may have at most 107 bytes. The folder of the data when short enough, else one in /tmp that only the server's user may enter. */
export function socketFolder(cluster: Cluster): string {
  const near = path.join(cluster.folder, 'run');
  const folder =
    Buffer.byteLength(near) <= 85
      ? near
      : path.join('/tmp', `tanheng-${crypto.createHash('sha256').update(cluster.folder).digest('hex').slice(0, 12)}`);
  privateFolder(folder, cluster.user);
  return folder;
}

/** Where a running server says it listens (postmaster.pid: 1 pid, 4 port, 5 socket folder); null when there is no such file. */
export function whereabouts(cluster: Cluster): { pid: number; host: string; port: number } | null {
  try {
    const lines = fs.readFileSync(path.join(cluster.data, 'postmaster.pid'), 'utf8').split('\n');
    if (lines.length < 6 || lines[3] === '') return null;
    return { pid: Number(lines[0]), port: Number(lines[3]), host: lines[4] === '' ? '127.0.0.1' : (lines[4] ?? '') };
  } catch {
    return null;
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

// When our process dies, however it dies, its end of the pipe closes and the reader shuts the database down in order.
const guard = [
  'exec 3<&0',
  '"$0" "$@" </dev/null 3<&- & server=$!',
  '(while read -r _; do :; done; kill -INT $server 2>/dev/null) <&3 & reader=$!',
  'exec 3<&-',
  'wait $server; code=$?',
  'kill $reader 2>/dev/null',
  'exit $code',
].join('\n');

/** Starts the server without waiting for it. `ended` tells when it is gone again. */
export async function launch(cluster: Cluster): Promise<{ ended: () => boolean }> {
  const windows = process.platform === 'win32';
  const port = windows ? await freePort() : 5432;
  const settings: Record<string, string> = {
    listen_addresses: windows ? '127.0.0.1' : '',
    port: String(port),
    ...(windows ? {} : { unix_socket_directories: socketFolder(cluster), unix_socket_permissions: '0700' }),
    shared_buffers: '128MB',
    max_connections: '100',
    max_wal_size: '1GB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    ...cluster.settings,
  };
  const args = ['-D', cluster.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  if (fs.existsSync(cluster.log) && fs.statSync(cluster.log).size > 10_000_000) fs.renameSync(cluster.log, `${cluster.log}.1`);
  const log = fs.openSync(cluster.log, 'a', 0o600);
  const postgres = program(cluster.native, 'postgres');
  const [file, words] = windows ? [postgres, args] : ['/bin/sh', ['-c', guard, postgres, ...args]];
  const child = spawn(file, words, { ...cluster.user, cwd: cluster.data, env: environment(), stdio: ['pipe', log, log], detached: true });
  fs.closeSync(log);
  let ended = false;
  child.on('error', () => {
    ended = true;
  });
  child.on('exit', () => {
    ended = true;
  });
  child.stdin?.on('error', () => {});
  child.unref();
  // The pipe must not keep our process alive when all else is done.
  (child.stdin as net.Socket | null)?.unref();
  return { ended: () => ended };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Fast shutdown: running statements are cancelled, everything is written. Harder only when that does not end. */
export async function halt(cluster: Cluster): Promise<void> {
  const running = whereabouts(cluster);
  if (running === null) return;
  if (process.platform === 'win32') {
    spawnSync(program(cluster.native, 'pg_ctl'), ['stop', '-D', cluster.data, '-m', 'fast', '-w'], { env: environment() });
    return;
  }
  await stopWith(running.pid, cluster);
  // A socket folder in /tmp is not left lying about; one with something in it stays.
  if (path.dirname(running.host) === '/tmp') fs.rmdir(running.host, () => {});
}

async function stopWith(pid: number, cluster: Cluster): Promise<void> {
  for (const [signal, rounds] of [
    ['SIGINT', 400],
    ['SIGQUIT', 200],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let i = 0; i < rounds; i++) {
      if (!alive(pid) || whereabouts(cluster)?.pid !== pid) return;
      await wait(10);
    }
  }
}

/** The last lines the server wrote, for a message. */
export function lastWords(cluster: Cluster): string {
  try {
    return fs.readFileSync(cluster.log, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  } catch {
    return '';
  }
}
