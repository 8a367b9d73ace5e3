import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

const idBytes = 16;

/** The highest counter given out in this process for each of the latest instants; clocks of several organizations stand side by side. */
const given = new Map<number, number>();
const remembered = 64;

function startOf(msecs: number): number {
  const known = given.get(msecs);
  if (known !== undefined) return known;
  for (const oldest of given.keys()) {
    if (given.size < remembered) break;
    given.delete(oldest);
  }
  return randomBytes(4).readUInt32BE() >>> 2;
}

/**
 * UUIDv7 generator of one piece of work: its instant, then a counter, so that ids increase in the order they were made. Work that begins within the same
 * millisecond of this process counts on; otherwise the counter starts at random.
 */
export function idsFrom(nowIso: string): () => string {
  const msecs = Date.parse(nowIso);
  const first = startOf(msecs);
  let seq = first;
  let pool = Buffer.alloc(0);
  return () => {
    seq += 1;
    given.set(msecs, Math.max(seq, given.get(msecs) ?? 0));
    // A few at first, many at once for who makes many: asking the generator costs more than the id.
    if (pool.length < idBytes) pool = randomBytes(idBytes * (seq - first < 8 ? 8 : 256));
    const random = pool.subarray(0, idBytes);
    pool = pool.subarray(idBytes);
    return v7({ msecs, seq, random });
  };
}

/** One UUIDv7 for an instant in milliseconds: where an id is needed before there is a piece of work. */
export function uuidOf(msecs: number): string {
  return v7({ msecs });
}
