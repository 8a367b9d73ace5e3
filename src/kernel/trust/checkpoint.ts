import { bigEndian64, bytesOf, concat, fromBase64, fromBigEndian64, toBase64 } from './bytes.ts';

/** The head of a log (C2SP tlog-checkpoint): origin, size and root in three lines, without extension lines. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads a checkpoint's text strictly; null for a size with leading zeros, a root that is no hash, or lines besides the three. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin, size, encoded, end, ...more] = text.split('\n');
  if (origin === undefined || origin === '' || size === undefined || encoded === undefined || end !== '' || more.length > 0) return null;
  if (!/^(0|[1-9]\d{0,15})$/.test(size)) return null;
  const root = fromBase64(encoded);
  return root?.length === 32 && Number.isSafeInteger(Number(size)) ? { origin, size: Number(size), root } : null;
}

/** What a witness signs (C2SP tlog-cosignature, Ed25519 version 1): its time in seconds stands inside the signed bytes. */
export function cosignedBytes(text: string, seconds: number): Uint8Array {
  return bytesOf(`cosignature/v1\ntime ${seconds}\n${text}`);
}

export function cosignatureOf(seconds: number, signature: Uint8Array): Uint8Array {
  return concat(bigEndian64(BigInt(seconds)), signature);
}

/** The time and the signature of a witness's line; null where it has another length. */
export function parseCosignature(bytes: Uint8Array): { readonly seconds: number; readonly signature: Uint8Array } | null {
  if (bytes.length !== 72) return null;
  const seconds = fromBigEndian64(bytes.slice(0, 8));
  return seconds > BigInt(Number.MAX_SAFE_INTEGER) ? null : { seconds: Number(seconds), signature: bytes.slice(8) };
}

/** A proof that travels (C2SP tlog-proof): the index, the audit path, and the checkpoint it leads to, as text. */
export interface LogProof {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed note of the checkpoint, as it was served. */
  readonly checkpoint: string;
}

const proofHead = 'c2sp.org/tlog-proof@v1';

export function proofText({ index, hashes, checkpoint }: LogProof): string {
  return `${proofHead}\nindex ${index}\n${hashes.map((one) => `${toBase64(one)}\n`).join('')}\n${checkpoint}`;
}

export function parseProof(text: string): LogProof | null {
  const gap = text.indexOf('\n\n');
  if (gap < 0) return null;
  const [head, place, ...lines] = text.slice(0, gap).split('\n');
  const index = /^index (0|[1-9]\d{0,15})$/.exec(place ?? '')?.[1];
  const hashes = lines.map(fromBase64);
  const known = hashes.filter((one) => one?.length === 32).filter((one) => one !== null);
  if (head !== proofHead || index === undefined || known.length !== hashes.length || known.length > 63) return null;
  return { index: Number(index), hashes: known, checkpoint: text.slice(gap + 2) };
}
