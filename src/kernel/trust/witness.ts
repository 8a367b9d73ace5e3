import { bytesOf, equalBytes } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { consistencyRanges, type Hash, isConsistent } from './merkle.ts';
import { type Note, type NoteKey, parseNote, signaturesBy } from './note.ts';
import { type ReadHashes, rootOfRange } from './tiles.ts';

/** What a witness needs of its platform: SHA-256, and Ed25519 over bytes with a raw public key (RFC 8032). */
export interface Primitives {
  readonly hash: Hash;
  readonly verify: (publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => boolean;
}

/** A head that its log has signed. */
export interface SignedCheckpoint extends Checkpoint {
  /** The text that is signed. */
  readonly text: string;
}

/** A checkpoint as it was served, if this log signed it under its own name; null otherwise. */
export function checkpointBy({ hash, verify }: Primitives, bytes: Uint8Array, key: NoteKey): SignedCheckpoint | null {
  const note: Note | null = parseNote(bytes);
  if (note === null) return null;
  const signed = bytesOf(note.text);
  const head = parseCheckpoint(note.text);
  const isSigned = signaturesBy(hash, note, key).some((one) => one.signature.length === 64 && verify(key.publicKey, signed, one.signature));
  return head !== null && isSigned && head.origin === key.name ? { ...head, text: note.text } : null;
}

/** What a witness finds of a new head beside the last it cosigned (trust.md T-07). All but the first two are refused. */
export type Judgement = 'unchanged' | 'grown' | 'smaller' | 'forked' | 'unproved';

/**
 * Whether the log goes on from what this witness has seen: the proof is built from the log's own tiles and checked against both signed roots.
 * @throws what `read` throws when a tile cannot be fetched.
 */
export async function judged(hash: Hash, read: ReadHashes, last: Checkpoint | null, head: Checkpoint): Promise<Judgement> {
  if (last === null || last.size === 0) return 'grown';
  if (head.size < last.size) return 'smaller';
  if (head.size === last.size) return equalBytes(head.root, last.root) ? 'unchanged' : 'forked';
  const proof: Uint8Array[] = [];
  for (const range of consistencyRanges(last.size, head.size)) proof.push(await rootOfRange(hash, read, range, head.size));
  return isConsistent(hash, { old: last.size, size: head.size, oldRoot: last.root, root: head.root, proof }) ? 'grown' : 'unproved';
}
