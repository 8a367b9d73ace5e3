import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { bytesOf, concat, equalBytes } from '../../../../kernel/trust/bytes.ts';
import { checkpointText } from '../../../../kernel/trust/checkpoint.ts';
import { type Edge, grown, noEdge, rootOf, rootOfEdge } from '../../../../kernel/trust/merkle.ts';
import { formatNote, noteKeyId, noteKeyTypes } from '../../../../kernel/trust/note.ts';
import { levelsOf, tilesOfLevel, tileWidth } from '../../../../kernel/trust/tiles.ts';
import type { Clock } from '../../../work/clock.ts';
import type { Log } from '../../../work/module.ts';
import { writeWhole } from './files.ts';
import { sha256 } from './hash.ts';
import { beginLog, readHead, readIdentity, type SignedHead, type SignerIdentity, writeHead } from './signer-folder.ts';
import { addCheckpoint, addSigner, hashesFrom, sequencedFrom, sequenceSize, signerOf } from './store.ts';
import { openTileFolder, type TileFolder } from './tile-folder.ts';

/** Why the signer signs nothing: the database does not go on from what it signed last. */
export type SignerRefusal =
  | { readonly cause: 'log_shorter_than_signed'; readonly signed: number; readonly found: number }
  | { readonly cause: 'log_differs_from_signed'; readonly signed: number; readonly firstDifferent: number | null }
  | { readonly cause: 'signed_elsewhere'; readonly origin: string };

export interface LogStanding {
  readonly origin: string | null;
  readonly publicKey: Uint8Array | null;
  readonly head: SignedHead | null;
  readonly refusal: SignerRefusal | null;
}

export interface Signer {
  readonly standing: () => LogStanding;
  readonly tiles: TileFolder;
  /** A signed head that covers at least so many leaves; null where the signer refuses. Waits for the sequencer as long as it takes. */
  readonly covering: (size: number) => Promise<SignedHead | null>;
  readonly stop: () => Promise<void>;
}

export interface SignerOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Log;
  /** The signer's own folder (key, last head); the public files lie beside it. */
  readonly dataFolder: string;
  /** The origin of a log that begins here. */
  readonly origin: string;
  /** A head at least so often while there are writes (trust.md T-05). */
  readonly everySeconds?: number;
}

const page = 10_000;
export const signerFolder = (dataFolder: string) => path.join(dataFolder, 'log-signer');
export const publicFolder = (dataFolder: string) => path.join(dataFolder, 'log');

/** The hashes of the right edge's tiles, level by level: what the next tiles go on from. */
type Tails = Uint8Array[][];

/** Adds a leaf hash to the tiles' tails; hands out every tile that is whole now. */
function take(tails: Tails, hash: Uint8Array, whole: (level: number, hashes: readonly Uint8Array[]) => void): void {
  let carried = hash;
  for (let level = 0; ; level += 1) {
    const tail = tails[level] ?? [];
    tails[level] = tail;
    tail.push(carried);
    if (tail.length < tileWidth) return;
    whole(level, tail);
    carried = rootOf(sha256, tail);
    tails[level] = [];
  }
}

interface Grown {
  readonly edge: Edge;
  readonly tails: Tails;
}

/** Goes through the sequence up to a size; null where an index is missing. */
async function rebuilt(pool: pg.Pool, size: number): Promise<Grown | null> {
  let edge = noEdge;
  const tails: Tails = [];
  while (edge.size < size) {
    const rows = await hashesFrom(pool, edge.size, Math.min(page, size - edge.size));
    if (rows.length === 0) return null;
    for (const { index, hash } of rows) {
      if (index !== edge.size) return null;
      edge = grown(sha256, edge, hash);
      take(tails, hash, () => {});
    }
  }
  return { edge, tails };
}

/** The first leaf whose hash is another than the one in the tiles that were published; null where the tiles do not tell. */
async function firstDifferent(pool: pg.Pool, tiles: TileFolder, size: number): Promise<number | null> {
  for (const tile of tilesOfLevel(size, 0)) {
    const told = await tiles.hashes(0, tile.index, tile.width);
    if (told === null) return null;
    const rows = await hashesFrom(pool, tile.index * tileWidth, tile.width);
    for (const [i, hash] of told.entries()) {
      const row = rows[i];
      if (row === undefined || row.index !== tile.index * tileWidth + i || !equalBytes(row.hash, hash)) return tile.index * tileWidth + i;
    }
  }
  return null;
}

/** Whether the database goes on from the last signed head. */
async function compared(pool: pg.Pool, tiles: TileFolder, head: SignedHead | null): Promise<Grown | SignerRefusal> {
  if (head === null) return { edge: noEdge, tails: [] };
  const found = await sequenceSize(pool);
  const signed = head.edge.size;
  if (found < signed) return { cause: 'log_shorter_than_signed', signed, found };
  const now = await rebuilt(pool, signed);
  if (now !== null && equalBytes(rootOfEdge(sha256, now.edge), rootOfEdge(sha256, head.edge))) return now;
  return { cause: 'log_differs_from_signed', signed, firstDifferent: await firstDifferent(pool, tiles, signed) };
}

function signedNote(identity: SignerIdentity, edge: Edge): string {
  const text = checkpointText({ origin: identity.origin, size: edge.size, root: rootOfEdge(sha256, edge) });
  const keyId = noteKeyId(sha256, identity.origin, noteKeyTypes.ed25519, identity.publicKey);
  return formatNote({ text, signatures: [{ name: identity.origin, keyId, signature: identity.sign(bytesOf(text)) }] });
}

const lengthPrefixed = (bytes: string): Uint8Array => {
  const entry = Buffer.from(bytes, 'utf8');
  return concat(Uint8Array.of(entry.length >> 8, entry.length & 255), entry);
};

/** Bundles of the leaves themselves from one index on, up to a size. */
async function writeEntries(pool: pg.Pool, tiles: TileFolder, from: number, size: number): Promise<void> {
  for (let index = Math.floor(from / tileWidth); index * tileWidth < size; index += 1) {
    const width = Math.min(tileWidth, size - index * tileWidth);
    const rows = await sequencedFrom(pool, index * tileWidth, width);
    await tiles.write(
      { level: 'entries', index, width },
      rows.map((row) => lengthPrefixed(row.bytes)),
    );
  }
}

interface Running {
  readonly options: SignerOptions;
  readonly identity: SignerIdentity;
  readonly tiles: TileFolder;
}

/** Takes in what was indexed since, writes the tiles, and signs the new head. What the signer remembers is stored before anybody sees the head. */
async function advanced({ options, identity, tiles }: Running, state: Grown): Promise<{ state: Grown; head: SignedHead } | null> {
  const { pool, clock, dataFolder } = options;
  const tails = state.tails.map((tail) => [...tail]);
  const whole: { level: number; index: number; hashes: readonly Uint8Array[] }[] = [];
  let edge = state.edge;
  for (;;) {
    const rows = await hashesFrom(pool, edge.size, page);
    for (const { index, hash } of rows) {
      if (index !== edge.size) throw new Error(`the sequence has no index ${edge.size}`);
      edge = grown(sha256, edge, hash);
      const { size } = edge;
      take(tails, hash, (level, hashes) => {
        whole.push({ level, index: size / tileWidth ** (level + 1) - 1, hashes });
      });
    }
    for (const { level, index, hashes } of whole.splice(0)) await tiles.write({ level, index, width: tileWidth }, hashes);
    if (rows.length < page) break;
  }
  if (edge.size === state.edge.size) return null;
  for (let level = 0; level < levelsOf(edge.size); level += 1) {
    const hashes = tails[level] ?? [];
    const last = tilesOfLevel(edge.size, level).at(-1);
    if (last !== undefined && hashes.length > 0) await tiles.write(last, hashes);
  }
  await writeEntries(pool, tiles, state.edge.size, edge.size);
  const head = { edge, signedAt: new Date(clock.now()).toISOString(), note: signedNote(identity, edge) };
  await writeHead(signerFolder(dataFolder), identity.origin, head);
  await writeWhole(path.join(tiles.folder, 'checkpoint'), head.note);
  await addCheckpoint(pool, {
    origin: identity.origin,
    size: edge.size,
    root: rootOfEdge(sha256, edge),
    at: head.signedAt,
    note: head.note,
  });
  return { state: { edge, tails }, head };
}

/** The identity that signs here. One that the database knows of another folder is not replaced in silence. */
async function identified({ pool, clock, dataFolder, origin }: SignerOptions): Promise<SignerIdentity | SignerRefusal> {
  const folder = signerFolder(dataFolder);
  const known = await signerOf(pool);
  const own = await readIdentity(folder);
  if (own !== null) {
    if (known !== null && !equalBytes(known.publicKey, own.publicKey)) return { cause: 'signed_elsewhere', origin: known.origin };
    if (known === null) await addSigner(pool, own.origin, own.publicKey, new Date(clock.now()).toISOString());
    return own;
  }
  if (known !== null) return { cause: 'signed_elsewhere', origin: known.origin };
  await beginLog(folder, origin);
  const begun = await readIdentity(folder);
  if (begun === null) throw new Error(`${folder} holds no key`);
  await addSigner(pool, begun.origin, begun.publicKey, new Date(clock.now()).toISOString());
  return begun;
}

/** Those who wait for a head that covers so many leaves. */
function waitingRoom() {
  let waiting: { readonly size: number; readonly answer: (head: SignedHead | null) => void }[] = [];
  return {
    /** The largest size that somebody waits for. */
    wanted: () => waiting.reduce((most, one) => Math.max(most, one.size), 0),
    wait: async (size: number) => await new Promise<SignedHead | null>((answer) => void waiting.push({ size, answer })),
    tell: ({ head, refusal }: Pick<LogStanding, 'head' | 'refusal'>, isOver = false) => {
      const answered = waiting.filter((one) => isOver || refusal !== null || one.size <= (head?.edge.size ?? 0));
      waiting = waiting.filter((one) => !answered.includes(one));
      for (const one of answered) one.answer(isOver || refusal !== null ? null : head);
    },
  };
}

interface Turn {
  readonly options: SignerOptions;
  readonly tiles: TileFolder;
  readonly wanted: () => number;
  readonly stopping: AbortSignal;
  readonly pause: () => Promise<void>;
  readonly stand: (standing: Partial<LogStanding>) => void;
}

/** Compares what is there with what was signed, then signs whenever it is due, until it is stopped or must refuse. */
async function signOn({ options, tiles, wanted, stopping, pause, stand }: Turn): Promise<void> {
  const { pool, log, clock, dataFolder, everySeconds = 60 } = options;
  const refuse = (refusal: SignerRefusal) => {
    stand({ refusal });
    log.error({ refusal }, 'the log is not signed');
  };
  const identity = await identified(options);
  if ('cause' in identity) return refuse(identity);
  const head = await readHead(signerFolder(dataFolder), identity.origin);
  const found = await compared(pool, tiles, head);
  if ('cause' in found) return refuse(found);
  stand({ origin: identity.origin, publicKey: identity.publicKey, head });
  let state = found;
  let signedMs = Number.NEGATIVE_INFINITY;
  while (!stopping.aborted) {
    const isDue = clock.now() - signedMs >= everySeconds * 1000 || wanted() > state.edge.size;
    const next = isDue ? await advanced({ options, identity, tiles }, state) : null;
    if (next !== null) {
      state = next.state;
      signedMs = clock.now();
      stand({ head: next.head });
    }
    await pause();
  }
}

/** Signs the journal's heads beside the requests (trust.md T-05, T-08). It never signs a head that does not go on from the one before. */
export function startSigner(options: SignerOptions): Signer {
  const tiles = openTileFolder(publicFolder(options.dataFolder));
  const stopping = new AbortController();
  const room = waitingRoom();
  let standing: LogStanding = { origin: null, publicKey: null, head: null, refusal: null };
  let wake = () => {};

  const stand = (more: Partial<LogStanding>) => {
    standing = { ...standing, ...more };
    room.tell(standing);
  };
  const pause = async () => {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    // Somebody waits: the sequencer is a moment behind at most.
    const ms = room.wanted() > 0 ? 50 : 1000;
    await Promise.race([woken, sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {})]);
  };
  const loop = (async () => {
    while (!stopping.signal.aborted && standing.refusal === null) {
      try {
        await signOn({ options, tiles, wanted: room.wanted, stopping: stopping.signal, pause, stand });
      } catch (error) {
        if (!stopping.signal.aborted) options.log.error({ err: error }, 'log signer');
        await pause();
      }
    }
  })();
  return {
    standing: () => standing,
    tiles,
    covering: async (size) => {
      const head = room.wait(size);
      room.tell(standing);
      wake();
      return await head;
    },
    stop: async () => {
      stopping.abort();
      wake();
      await loop;
      room.tell(standing, true);
    },
  };
}
