import { createHash, createPublicKey, verify } from 'node:crypto';

/**
 * A client of a tiled log that shares no code with the product (trust.md T-06): reads the checkpoint, checks its signature, fetches every tile that a log of
 * its size has, and computes the root from the leaves themselves.
 */
export type Fetch = (path: string) => Promise<Buffer>;

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

export interface Head {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly body: string;
}

/** The checkpoint, its signature checked with `<name>+<id>+<base64>`; throws where anything is not as it should be. */
export function readCheckpoint(note: string, key: string): Head {
  const [name = '', id = '', encoded = ''] = key.split('+');
  const raw = Buffer.from(key.slice(name.length + id.length + 2), 'base64');
  if (encoded === '' || raw[0] !== 1) throw new Error('no Ed25519 key');
  const end = note.lastIndexOf('\n\n');
  const body = note.slice(0, end + 1);
  const line = note
    .slice(end + 2)
    .split('\n')
    .find((one) => one.startsWith(`— ${name} `));
  const blob = Buffer.from(line?.split(' ')[2] ?? '', 'base64');
  if (blob.subarray(0, 4).toString('hex') !== id) throw new Error('another key');
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw.subarray(1)]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  if (!verify(null, Buffer.from(body), publicKey, blob.subarray(4))) throw new Error('the signature does not verify');
  const [origin = '', size = '', root = ''] = body.split('\n');
  return { origin, size: Number(size), root, body };
}

function place(n: number): string {
  const digits = String(n);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const parts: string[] = [];
  for (let i = 0; i < padded.length; i += 3) parts.push(padded.slice(i, i + 3));
  return parts.map((one, i) => (i === parts.length - 1 ? one : `x${one}`)).join('/');
}

/** The root over leaf hashes. */
export function merkle(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return sha256();
  let level = [...hashes];
  // Pair what can be paired; a node left over goes up as it is. The same tree as splitting at powers of two.
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (left === undefined) continue;
      next.push(right === undefined ? left : sha256(Buffer.from([1]), left, right));
    }
    level = next;
  }
  return level[0] ?? sha256();
}

async function tileHashes(fetch: Fetch, level: number, size: number): Promise<Buffer[]> {
  const count = Math.floor(size / 256 ** level);
  const hashes: Buffer[] = [];
  for (let n = 0; n * 256 < count; n += 1) {
    const width = Math.min(256, count - n * 256);
    const bytes = await fetch(`tile/${level}/${place(n)}${width < 256 ? `.p/${width}` : ''}`);
    if (bytes.length !== width * 32) throw new Error(`tile ${level}/${n} has ${bytes.length} bytes`);
    for (let i = 0; i < width; i += 1) hashes.push(bytes.subarray(32 * i, 32 * (i + 1)));
  }
  return hashes;
}

/** Every entry of a log of this size. */
export async function readEntries(fetch: Fetch, size: number): Promise<Buffer[]> {
  const entries: Buffer[] = [];
  for (let n = 0; n * 256 < size; n += 1) {
    const width = Math.min(256, size - n * 256);
    const bytes = await fetch(`tile/entries/${place(n)}${width < 256 ? `.p/${width}` : ''}`);
    for (let at = 0; at < bytes.length; ) {
      const length = bytes.readUInt16BE(at);
      entries.push(bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return entries;
}

/** The roots as each level of tiles and as the entries tell them, in base64: all the same where the log is whole. */
export async function rootsOf(fetch: Fetch, size: number): Promise<string[]> {
  const entries = await readEntries(fetch, size);
  if (entries.length !== size) throw new Error(`${entries.length} entries instead of ${size}`);
  const leaves = await tileHashes(fetch, 0, size);
  const roots = [merkle(entries.map((one) => sha256(Buffer.from([0]), one))), merkle(leaves)];
  for (let level = 1; 256 ** level <= size; level += 1) {
    const upper = await tileHashes(fetch, level, size);
    const rest = leaves.slice(upper.length * 256 ** level);
    // Whole subtrees from the tile, what hangs over from the leaves: both edges of the same tree.
    const folded = [...upper];
    if (rest.length === 0) roots.push(merkle(folded));
    else if (Number.isInteger(Math.log2(upper.length))) roots.push(sha256(Buffer.from([1]), merkle(folded), merkle(rest)));
  }
  return roots.map((one) => one.toString('base64'));
}
