import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { type NoteKey, noteKeyTypes } from '../../kernel/trust/note.ts';
import { UsageError } from '../say.ts';

/** What a witness keeps: its key (readable by its user alone), which log it watches, the last head it cosigned, and what it refused. */
export interface WitnessFolder {
  readonly folder: string;
  readonly key: NoteKey;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

const keyFile = 'witness-key.pem';
const nameFile = 'witness-name';
const logFile = 'log.json';
const lastFile = 'last-checkpoint';

export interface Watched {
  /** Where it is read. */
  readonly address: string;
  /** Its key, as one line of a note. */
  readonly key: string;
}

async function readText(file: string): Promise<string | null> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Whole or not at all: a witness that is stopped while it writes must not forget what it has seen. */
async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.part`;
  const handle = await fs.open(part, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(part, file);
}

/** Makes a key for a new witness. @throws UsageError where one is there already. */
export async function newWitness(folder: string, name: string): Promise<WitnessFolder> {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    await fs.writeFile(path.join(folder, keyFile), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new UsageError({
      zh: `${folder} 中已有见证人密钥，不会被覆盖。`,
      en: `${folder} holds the key of a witness already; it is not replaced.`,
    });
  }
  await writeWhole(path.join(folder, nameFile), `${name}\n`);
  return await openWitness(folder);
}

/** @throws UsageError where there is no witness. */
export async function openWitness(folder: string): Promise<WitnessFolder> {
  const pem = await readText(path.join(folder, keyFile));
  const name = (await readText(path.join(folder, nameFile)))?.trim();
  if (pem === null || name === undefined) {
    throw new UsageError({
      zh: `${folder} 中没有见证人。请先执行：tanheng witness new <目录> --name <名称>`,
      en: `There is no witness in ${folder}. First: tanheng witness new <folder> --name <name>`,
    });
  }
  const secret = createPrivateKey(pem);
  const publicKey = new Uint8Array(createPublicKey(secret).export({ type: 'spki', format: 'der' }).subarray(-32));
  return { folder, key: { name, publicKey, type: noteKeyTypes.cosignature }, sign: (bytes) => sign(null, bytes, secret) };
}

/** The log this witness was told to watch, once; it never follows another under the same folder. */
export async function readWatched({ folder }: WitnessFolder): Promise<Watched | null> {
  const text = await readText(path.join(folder, logFile));
  if (text === null) return null;
  const read: unknown = JSON.parse(text);
  if (typeof read === 'object' && read !== null && 'address' in read && 'key' in read) {
    const { address, key } = read;
    if (typeof address === 'string' && typeof key === 'string') return { address, key };
  }
  throw new UsageError({
    zh: `${path.join(folder, logFile)} 不可读。删除该文件，并用 --log 与 --key 重新指定日志。`,
    en: `${path.join(folder, logFile)} cannot be read. Remove it and name the log anew with --log and --key.`,
  });
}

export const writeWatched = async ({ folder }: WitnessFolder, log: Watched): Promise<void> =>
  await writeWhole(path.join(folder, logFile), `${JSON.stringify(log, null, 1)}\n`);

/** The note of the last head it cosigned; null before the first. */
export const readLast = async ({ folder }: WitnessFolder): Promise<string | null> => await readText(path.join(folder, lastFile));
export const writeLast = async ({ folder }: WitnessFolder, note: string): Promise<void> =>
  await writeWhole(path.join(folder, lastFile), note);

/** Puts both heads aside, as they were signed: they show by themselves that one log told two histories. @returns where. */
export async function keepEvidence(
  { folder }: WitnessFolder,
  at: string,
  heads: { readonly before: string; readonly now: string },
): Promise<string> {
  const place = path.join(folder, `refused-${at.replaceAll(/[^0-9]/g, '')}`);
  await fs.mkdir(place, { recursive: true, mode: 0o700 });
  await writeWhole(path.join(place, 'checkpoint-before'), heads.before);
  await writeWhole(path.join(place, 'checkpoint-now'), heads.now);
  return place;
}
