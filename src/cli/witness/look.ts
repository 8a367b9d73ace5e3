import { createHash } from 'node:crypto';
import { toBase64 } from '../../kernel/trust/bytes.ts';
import { cosignatureOf, cosignedBytes } from '../../kernel/trust/checkpoint.ts';
import { type NoteKey, noteKeyId } from '../../kernel/trust/note.ts';
import { type ReadHashes, tilePath, tileWidth } from '../../kernel/trust/tiles.ts';
import { checkpointBy, type Judgement, judged, type Primitives } from '../../kernel/trust/witness.ts';
import { verifyEd25519 } from '../../server/modules/journal/index.ts';
import { keepEvidence, readLast, type WitnessFolder, writeLast } from './folder.ts';

export const primitives: Primitives = { hash: (bytes) => createHash('sha256').update(bytes).digest(), verify: verifyEd25519 };

/** The log cannot be reached, or answers what is no log: nothing is said of it. */
export class Unreachable extends Error {}

const patienceMs = 20_000;
const maxBytes = 1_000_000;

async function fetched(address: string, request: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, { ...request, redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
  } catch (error) {
    throw new Unreachable(`${address}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function bytesAt(address: string): Promise<Uint8Array | null> {
  const reply = await fetched(address);
  if (reply.status === 404) return null;
  if (!reply.ok) throw new Unreachable(`${address}: ${reply.status}`);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  if (bytes.length > maxBytes) throw new Unreachable(`${address}: ${bytes.length} bytes`);
  return bytes;
}

/** Tiles over HTTP; where the part is gone because the tile is whole by now, the whole one. */
function tilesAt(address: string): ReadHashes {
  const known = new Map<string, Promise<Uint8Array | null>>();
  const at = (place: string) => {
    const asked = known.get(place) ?? bytesAt(`${address}/log/${place}`);
    known.set(place, asked);
    return asked;
  };
  return async (level, index, width) => {
    const bytes = (await at(tilePath({ level, index, width }))) ?? (await at(tilePath({ level, index, width: tileWidth })));
    if (bytes === null || bytes.length < width * 32) throw new Unreachable(`${address}/log/${tilePath({ level, index, width })}: 404`);
    return Array.from({ length: width }, (_, i) => bytes.slice(32 * i, 32 * (i + 1)));
  };
}

export type Look =
  | { readonly judgement: 'unchanged' | 'grown'; readonly size: number }
  /** The log's own signature is missing or wrong. */
  | { readonly judgement: 'unsigned' }
  | {
      readonly judgement: Exclude<Judgement, 'unchanged' | 'grown'>;
      readonly size: number;
      readonly before: number;
      readonly evidence: string;
    };

/** The line `— <name> <key id and cosignature>` over a head at a time (C2SP tlog-cosignature). */
function cosignature({ key, sign }: WitnessFolder, text: string, seconds: number): string {
  const id = noteKeyId(primitives.hash, key.name, key.type, key.publicKey);
  return `\u2014 ${key.name} ${toBase64(Buffer.concat([id, cosignatureOf(seconds, sign(cosignedBytes(text, seconds)))]))}\n`;
}

/**
 * Looks at a log once (trust.md T-07): its head must be signed by its key and go on from the last head this witness cosigned; then the witness cosigns,
 * remembers, and hands in. A refused head is kept beside the one before it.
 * @throws Unreachable when the log cannot be read or takes no cosignature.
 */
export async function look(witness: WitnessFolder, log: { readonly address: string; readonly key: NoteKey }, nowMs: number): Promise<Look> {
  const bytes = await bytesAt(`${log.address}/log/checkpoint`);
  if (bytes === null) throw new Unreachable(`${log.address}/log/checkpoint: 404`);
  const head = checkpointBy(primitives, bytes, log.key);
  if (head === null) return { judgement: 'unsigned' };
  const before = await readLast(witness);
  const last = before === null ? null : checkpointBy(primitives, new TextEncoder().encode(before), log.key);
  if (before !== null && last === null) throw new Error(`${witness.folder}: last-checkpoint is not of this log`);
  const note = new TextDecoder().decode(bytes);
  const judgement = await judged(primitives.hash, tilesAt(log.address), last, head);
  if (judgement !== 'unchanged' && judgement !== 'grown') {
    const evidence = await keepEvidence(witness, new Date(nowMs).toISOString(), { before: before ?? '', now: note });
    return { judgement, size: head.size, before: last?.size ?? 0, evidence };
  }
  // Remembered before it is handed in: what is cosigned is never forgotten.
  await writeLast(witness, note);
  const body = JSON.stringify({ size: head.size, line: cosignature(witness, head.text, Math.floor(nowMs / 1000)) });
  const headers = { 'content-type': 'application/json', 'x-tanheng': '1' };
  const reply = await fetched(`${log.address}/api/v1/log/cosignatures`, { method: 'POST', headers, body });
  if (!reply.ok) throw new Unreachable(`${log.address}/api/v1/log/cosignatures: ${reply.status} ${(await reply.text()).slice(0, 300)}`);
  return { judgement, size: head.size };
}
