import { type Hash, nodeHashOf, type Range, rootOf, splitOf } from './merkle.ts';

/** Tiles of a log (C2SP tlog-tiles): 256 hashes of one level each, as static files that never change. */

export const tileHeight = 8;
export const tileWidth = 256;

export interface Tile {
  /** 0: hashes of leaves; L: roots of 256^L leaves each. `entries`: the leaves themselves. */
  readonly level: number | 'entries';
  readonly index: number;
  /** How many hashes it holds: 256, or fewer at the right edge. */
  readonly width: number;
}

/** The address of a tile below the log's prefix: three digits a folder, all but the last marked with x; a part of a tile tells its width. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const place = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${place}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** The tiles of a level that a log of this size has: all whole ones, and the part at the right edge. */
export function tilesOfLevel(size: number, level: number): Tile[] {
  const hashes = Math.floor(size / tileWidth ** level);
  const whole = Math.floor(hashes / tileWidth);
  const tiles = Array.from({ length: whole }, (_, index): Tile => ({ level, index, width: tileWidth }));
  return hashes % tileWidth === 0 ? tiles : [...tiles, { level, index: whole, width: hashes % tileWidth }];
}

/** How many levels of tiles a log of this size has. */
export function levelsOf(size: number): number {
  let levels = 0;
  for (let left = size; left > 0; left = Math.floor(left / tileWidth)) levels += 1;
  return levels;
}

/** Reads hashes of a level from one place on: as many as the tile of that width holds; null where there is none. */
export type ReadHashes = (level: number, index: number, width: number) => Promise<readonly Uint8Array[] | null>;

/** Of `2^height` leaves from a multiple of that on: from the tile whose hashes it is made of. */
async function rootOfPerfect(
  hash: Hash,
  read: ReadHashes,
  { from, height, size }: { from: number; height: number; size: number },
): Promise<Uint8Array> {
  const level = Math.floor(height / tileHeight);
  const unit = tileWidth ** level;
  const first = from / unit;
  const index = Math.floor(first / tileWidth);
  const width = Math.min(tileWidth, Math.floor(size / unit) - index * tileWidth);
  const count = 2 ** (height - level * tileHeight);
  const all = await read(level, index, width);
  const own = all?.slice(first - index * tileWidth, first - index * tileWidth + count) ?? [];
  if (own.length !== count) throw new Error(`tile ${level}/${index} of ${width} is not there`);
  return rootOf(hash, own);
}

/** The root of a run of leaves that begins where its largest power of two divides (a subtree of RFC 6962), of a log of this size. @throws Error for a tile that is not there. */
export async function rootOfRange(hash: Hash, read: ReadHashes, { from, to }: Range, size: number): Promise<Uint8Array> {
  const count = to - from;
  const height = Math.log2(count);
  if (Number.isInteger(height)) return await rootOfPerfect(hash, read, { from, height, size });
  const middle = from + splitOf(count);
  return nodeHashOf(
    hash,
    await rootOfRange(hash, read, { from, to: middle }, size),
    await rootOfRange(hash, read, { from: middle, to }, size),
  );
}
