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
