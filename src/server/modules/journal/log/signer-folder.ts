import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { fromBase64, toBase64 } from '../../../../kernel/trust/bytes.ts';
import type { Edge } from '../../../../kernel/trust/merkle.ts';
import { noteKeyTypes } from '../../../../kernel/trust/note.ts';
import { readIfThere, writeWhole } from './files.ts';

/**
 * What the signer knows, outside the database (trust.md T-08): its key and the last head that it signed. Whoever can rewrite the database cannot rewrite
 * this, and a restored database is compared with it.
 */
export interface SignedHead {
  readonly edge: Edge;
  /** ISO instant of the installation's clock. */
  readonly signedAt: string;
  /** The signed note as it was served. */
  readonly note: string;
}

export interface SignerIdentity {
  readonly origin: string;
  readonly publicKey: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

const stateSchema = z.strictObject({
  origin: z.string(),
  size: z.int().min(0),
  roots: z.array(z.string()),
  signedAt: z.string(),
  note: z.string(),
});

const keyFile = 'key.pem';
const originFile = 'origin';
const stateFile = 'state.json';

/** The 32 bytes of an Ed25519 public key: the end of its SPKI. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32));
}

/** The key and the origin of this folder; null where no log was begun here. */
export async function readIdentity(folder: string): Promise<SignerIdentity | null> {
  const pem = await readIfThere(path.join(folder, keyFile));
  const origin = await readIfThere(path.join(folder, originFile));
  if (pem === null || origin === null) return null;
  const key = createPrivateKey(pem);
  return { origin: origin.toString('utf8').trim(), publicKey: rawPublicKey(key), sign: (bytes) => sign(null, bytes, key) };
}

/** Begins a log: a new Ed25519 key, readable by the server's user alone. The folder must not hold one. */
export async function beginLog(folder: string, origin: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  await fs.writeFile(path.join(folder, keyFile), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  await writeWhole(path.join(folder, originFile), `${origin}\n`);
}

/** The last head signed here; null before the first. A file that is damaged is no licence to sign anything: it throws. */
export async function readHead(folder: string, origin: string): Promise<SignedHead | null> {
  const text = await readIfThere(path.join(folder, stateFile));
  if (text === null) return null;
  const state = stateSchema.parse(JSON.parse(text.toString('utf8')));
  const roots = state.roots.map(fromBase64).filter((one) => one !== null);
  if (state.origin !== origin || roots.length !== state.roots.length) throw new Error(`${path.join(folder, stateFile)} is not of this log`);
  return { edge: { size: state.size, roots }, signedAt: state.signedAt, note: state.note };
}

export async function writeHead(folder: string, origin: string, { edge, signedAt, note }: SignedHead): Promise<void> {
  const state = { origin, size: edge.size, roots: edge.roots.map(toBase64), signedAt, note };
  await writeWhole(path.join(folder, stateFile), `${JSON.stringify(state, null, 1)}\n`, 0o600);
}

/** Puts an ended log aside, so that a new one may begin. @returns where it lies now. */
export async function endLog(folder: string, stamp: string): Promise<string> {
  const aside = `${folder}-ended-${stamp.replaceAll(/[^0-9]/g, '')}`;
  await fs.rename(folder, aside);
  return aside;
}

export const noteKeyOf = ({ origin, publicKey }: SignerIdentity) => ({ name: origin, publicKey, type: noteKeyTypes.ed25519 });
