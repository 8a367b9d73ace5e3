import fs from 'node:fs';
import path from 'node:path';

/** Whom PostgreSQL runs as. It refuses to run as root, so root starts it as nobody, who exists on every system. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

/** The first folder on the way to `target` that others may not enter; null when all may be walked. Only asked when the server runs as nobody. */
export function closedParent(target: string): string | null {
  const parts: string[] = [];
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    parts.unshift(folder);
    if (folder === path.dirname(folder)) break;
  }
  for (const folder of parts) {
    if (!fs.existsSync(folder)) return null;
    if ((fs.statSync(folder).mode & 0o001) === 0) return folder;
  }
  return null;
}

/** Makes a private folder for the server's user, or checks that an existing one is really his and nobody else's. */
export function privateFolder(folder: string, user: ServerUser): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  const owner = user.uid ?? process.getuid?.() ?? 0;
  const found = fs.lstatSync(folder);
  if (!found.isDirectory()) throw new Error(`${folder} is not a folder`);
  if (found.uid !== owner) {
    if (process.getuid?.() !== 0 || found.uid !== 0) throw new Error(`${folder} belongs to user ${found.uid}, not ${owner}`);
    fs.chownSync(folder, owner, user.gid ?? 0);
  }
  if ((found.mode & 0o077) !== 0) fs.chmodSync(folder, 0o700);
}
