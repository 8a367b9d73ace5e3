import { bytesOf, concat, equalBytes, fromBase64, fromUtf8, toBase64 } from './bytes.ts';
import type { Hash } from './merkle.ts';

/** Signed notes (C2SP signed-note): a text, an empty line, and lines `— <name> <base64 of key id and signature>`. */

/** How the key of a signature line is used: plain over the note (0x01), or by a witness with a time (0x04). */
export const noteKeyTypes = { ed25519: 1, cosignature: 4 } as const;

export interface NoteSignature {
  readonly name: string;
  /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends in a line feed; these are the bytes that are signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const mark = '\u2014 ';
/** Neither empty nor with white space or plus signs (signed-note, "Signatures"). */
const nameOk = (name: string): boolean => name !== '' && !/[\s+\u0085]/u.test(name);

export function noteKeyId(hash: Hash, name: string, type: number, publicKey: Uint8Array): Uint8Array {
  return hash(concat(bytesOf(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4);
}

export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(({ name, keyId, signature }) => `${mark}${name} ${toBase64(concat(keyId, signature))}\n`);
  return `${text}\n${lines.join('')}`;
}

function signatureOf(line: string): NoteSignature | null {
  if (!line.startsWith(mark)) return null;
  const [name, encoded, ...more] = line.slice(mark.length).split(' ');
  if (name === undefined || encoded === undefined || more.length > 0 || !nameOk(name)) return null;
  const bytes = fromBase64(encoded);
  return bytes === null || bytes.length < 5 ? null : { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

const maxNoteBytes = 1_000_000;
const maxSignatures = 100;

/** Reads a note strictly: UTF-8 without control characters other than line feeds, and only signature lines after the last empty line. Null otherwise. */
export function parseNote(bytes: Uint8Array): Note | null {
  const whole = bytes.length > maxNoteBytes ? null : fromUtf8(bytes);
  if (whole === null || [...whole].some((one) => (one < ' ' && one !== '\n') || one === '\ufeff')) return null;
  const end = whole.lastIndexOf('\n\n');
  if (end < 0 || !whole.endsWith('\n')) return null;
  const lines = whole.slice(end + 2, -1).split('\n');
  if (lines.length > maxSignatures) return null;
  const signatures = lines.map(signatureOf);
  const known = signatures.filter((one) => one !== null);
  return known.length === 0 || known.length !== signatures.length ? null : { text: whole.slice(0, end + 1), signatures: known };
}

/** A key that is trusted under a name. `verify`: Ed25519 over the bytes. */
export interface NoteKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly type: number;
}

/** The signatures of a note that claim to be of this key: by name and key id. */
export function signaturesBy(hash: Hash, note: Note, key: NoteKey): NoteSignature[] {
  const keyId = noteKeyId(hash, key.name, key.type, key.publicKey);
  return note.signatures.filter((one) => one.name === key.name && equalBytes(one.keyId, keyId));
}

/** `<name>+<8 hex digits of the key id>+<base64 of type and key>`, as tools of sumdb and tlog write a key. */
export function noteKeyText(hash: Hash, { name, type, publicKey }: NoteKey): string {
  const id = [...noteKeyId(hash, name, type, publicKey)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${name}+${id}+${toBase64(concat(Uint8Array.of(type), publicKey))}`;
}

/** Reads such a text; null where it is none, or its id is not that of its key. */
export function parseNoteKey(hash: Hash, text: string): NoteKey | null {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text.trim());
  const bytes = fromBase64(parts?.[3] ?? '');
  const name = parts?.[1];
  if (name === undefined || bytes === null || bytes.length !== 33) return null;
  const key: NoteKey = { name, type: bytes[0] ?? 0, publicKey: bytes.slice(1) };
  return noteKeyText(hash, key) === text.trim() ? key : null;
}
