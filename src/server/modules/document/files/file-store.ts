import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { largestFileBytes } from '../../../../contract/document.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { recogniseDataset } from './dataset.ts';
import { charsetOf } from './plain-text.ts';
import { recognise } from './recognise.ts';
import type { Recognised } from './verdict.ts';
import { damaged } from './verdict.ts';

/** A file received, recognised and hashed, lying under a temporary name until `keep` or `drop`. */
export interface ReceivedFile extends Recognised {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Puts the file under its content's name; the caller records it in the same piece of work. */
  readonly keep: () => Promise<void>;
  /** Takes it away; does nothing after `keep`. */
  readonly drop: () => Promise<void>;
}

/** A virus scanner's hook: false refuses the file. Called with the path of the received file before it is kept. */
export type Scan = (file: string) => Promise<boolean>;

/**
 * Files by content: `<folder>/<organization>/<2 hex>/<2 hex>/<sha256>`, nothing of the sender's name in the path. A file appears whole or not at all:
 * written under a temporary name, flushed to disk, renamed. One organization's files are never another's, even where the content is the same.
 */
export interface FileStore {
  /** Reads the stream to its end, within `largestBytes`. On any failure nothing is left. */
  readonly receive: (
    organizationId: string,
    content: Readable,
    largestBytes?: number,
    as?: 'evidence' | 'dataset',
  ) => Promise<ReceivedFile>;
  /** Hashes the file again and hands it on; `file_damaged` when it is gone or differs. */
  readonly fetch: (organizationId: string, sha256: string, isText: boolean) => Promise<{ body: Buffer | Readable; charset: string | null }>;
  /** Hashes the file again. */
  readonly verify: (organizationId: string, sha256: string, sizeBytes: number) => Promise<'intact' | 'missing' | 'changed'>;
  readonly remove: (organizationId: string, sha256: string) => Promise<void>;
  /** Names of kept files older than `olderThanMs` (milliseconds since 1970), and temporary ones which it removes. */
  readonly listOlder: (organizationId: string, olderThanMs: number) => Promise<string[]>;
  readonly removeOrganization: (organizationId: string) => Promise<void>;
  /** Organizations that have a folder. */
  readonly organizations: () => Promise<string[]>;
}

/** Up to here a file is checked and sent from memory, so that what was hashed is what is sent. */
const memoryBytes = 8 * 1024 * 1024;
const sha256Pattern = /^[0-9a-f]{64}$/;
const idPattern = /^[0-9a-f-]{36}$/;

export function openFileStore(folder: string, scan?: Scan): FileStore {
  const home = (organizationId: string): string => {
    if (!idPattern.test(organizationId)) throw new Error('not an organization id');
    return path.join(folder, organizationId);
  };
  const place = (organizationId: string, sha256: string): string => {
    if (!sha256Pattern.test(sha256)) throw new Error('not a SHA-256');
    return path.join(home(organizationId), sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  return {
    receive: async (organizationId, content, largestBytes = largestFileBytes, as = 'evidence') =>
      receive(path.join(home(organizationId), 'incoming'), (sha256) => place(organizationId, sha256), content, { largestBytes, scan, as }),
    fetch: async (organizationId, sha256, isText) => fetchFile(place(organizationId, sha256), sha256, isText),
    verify: async (organizationId, sha256, sizeBytes) => verify(place(organizationId, sha256), sha256, sizeBytes),
    remove: async (organizationId, sha256) => rm(place(organizationId, sha256), { force: true }),
    listOlder: (organizationId, olderThanMs) => listOlder(home(organizationId), olderThanMs),
    removeOrganization: (organizationId) => rm(home(organizationId), { recursive: true, force: true }),
    organizations: async () => (await names(folder)).filter((name) => idPattern.test(name)),
  };
}

async function receive(
  incoming: string,
  place: (sha256: string) => string,
  content: Readable,
  { largestBytes, scan, as }: { readonly largestBytes: number; readonly scan: Scan | undefined; readonly as: 'evidence' | 'dataset' },
): Promise<ReceivedFile> {
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const temporary = path.join(incoming, `${randomUUID()}.part`);
  let kept = false;
  const drop = async () => {
    if (!kept) await rm(temporary, { force: true });
  };
  try {
    const file = await open(temporary, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600);
    try {
      const { sha256, sizeBytes } = await write(file, content, largestBytes);
      const recognised = await (as === 'dataset' ? recogniseDataset : recognise)(file, sizeBytes);
      if (scan && !(await scan(temporary))) {
        throw new Refusal('file_type_refused', { detail: { zh: '病毒扫描未通过。', en: 'The virus scanner refused the file.' } });
      }
      const keep = async () => {
        const target = place(sha256);
        await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
        // Over an existing file of this name too: same content, and a damaged copy is healed.
        await rename(temporary, target);
        kept = true;
        await flushFolder(path.dirname(target));
      };
      return { ...recognised, sha256, sizeBytes, keep, drop };
    } finally {
      await file.close();
    }
  } catch (fault) {
    await drop();
    content.resume();
    throw outOfSpace(fault)
      ? new Refusal('quota_exceeded', { detail: { zh: '服务器磁盘已满。', en: 'The server’s disk is full.' } })
      : fault;
  }
}

async function write(file: FileHandle, content: Readable, largestBytes: number): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const announced = content instanceof IncomingMessage ? Number(content.headers['content-length'] ?? 0) : 0;
  if (announced > largestBytes) throw tooLarge(largestBytes);
  for await (const piece of content) {
    const block = Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
    sizeBytes += block.length;
    if (sizeBytes > largestBytes) throw tooLarge(largestBytes);
    hash.update(block);
    await file.writeFile(block);
  }
  await file.sync();
  return { sha256: hash.digest('hex'), sizeBytes };
}

function tooLarge(largestBytes: number): Refusal {
  const most = largestBytes / 1024 ** 2;
  return new Refusal('file_too_large', {
    values: { largestBytes: String(largestBytes) },
    detail: {
      zh: `文件超过上限 ${most} MB，没有保存。请压缩或分拆后再上传。`,
      en: `The file is above the limit of ${most} MB and was not kept. Compress or split it and upload it again.`,
    },
  });
}

function outOfSpace(fault: unknown): boolean {
  return typeof fault === 'object' && fault !== null && 'code' in fault && (fault.code === 'ENOSPC' || fault.code === 'EDQUOT');
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    // Not every system can flush a folder; the rename itself is atomic everywhere.
    await handle.sync().catch(() => {});
  } finally {
    await handle.close();
  }
}

function gone(fault: unknown): boolean {
  return typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'ENOENT';
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(block as Buffer);
  return hash.digest('hex');
}

async function verify(file: string, sha256: string, sizeBytes: number): Promise<'intact' | 'missing' | 'changed'> {
  try {
    if ((await stat(file)).size !== sizeBytes) return 'changed';
    return (await hashFile(file)) === sha256 ? 'intact' : 'changed';
  } catch (fault) {
    if (gone(fault)) return 'missing';
    throw fault;
  }
}

function tampered(): Refusal {
  return damaged(
    '文件内容与登记时的校验值不符，已停止提供。请从备份恢复或重新上传原文件。',
    'The file no longer has the checksum it was recorded with and is not handed out. Restore it from a backup or upload the original again.',
  );
}

async function fetchFile(place: string, sha256: string, isText: boolean): Promise<{ body: Buffer | Readable; charset: string | null }> {
  let file: FileHandle;
  try {
    file = await open(place, 'r');
  } catch (fault) {
    if (gone(fault)) throw damaged('文件已不在服务器上，请从备份恢复。', 'The file is no longer on the server; restore it from a backup.');
    throw fault;
  }
  try {
    const { size } = await file.stat();
    const charset = isText ? await charsetOf(file, size) : null;
    if (size <= memoryBytes) {
      const body = await file.readFile();
      if (createHash('sha256').update(body).digest('hex') !== sha256) throw tampered();
      return { body, charset };
    }
    if ((await hashFile(place)) !== sha256) throw tampered();
    return { body: createReadStream(place, { highWaterMark: 256 * 1024 }), charset };
  } finally {
    await file.close();
  }
}

async function listOlder(home: string, olderThanMs: number): Promise<string[]> {
  const older: string[] = [];
  for (const first of await names(home)) {
    for (const second of await names(path.join(home, first))) {
      const inner = path.join(home, first, second);
      if (first === 'incoming') {
        if ((await changedAt(inner)) < olderThanMs) await rm(inner, { force: true });
        continue;
      }
      const files = await names(inner);
      for (const name of files) if (sha256Pattern.test(name) && (await changedAt(path.join(inner, name))) < olderThanMs) older.push(name);
      if (files.length === 0) await rmdir(inner).catch(() => {});
    }
  }
  return older;
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (fault) {
    if (gone(fault) || (typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'ENOTDIR')) return [];
    throw fault;
  }
}

async function changedAt(file: string): Promise<number> {
  return (await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))).mtimeMs;
}
