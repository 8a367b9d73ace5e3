import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** UUIDv7 generator of one piece of work: its instant, then a counter from a random start, so that ids increase in the order they were made. */
export function idsFrom(nowIso: string): () => string {
  const msecs = Date.parse(nowIso);
  let seq = randomBytes(4).readUInt32BE() >>> 2;
  return () => {
    seq += 1;
    return v7({ msecs, seq, random: randomBytes(16) });
  };
}

/** One UUIDv7 for an instant in milliseconds: where an id is needed before there is a piece of work. */
export function uuidOf(msecs: number): string {
  return v7({ msecs });
}
