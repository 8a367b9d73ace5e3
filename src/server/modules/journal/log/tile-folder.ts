import fs from 'node:fs/promises';
import path from 'node:path';
import { concat } from '../../../../kernel/trust/bytes.ts';
import type { Range } from '../../../../kernel/trust/merkle.ts';
import { rootOfRange, type Tile, tilePath, tileWidth } from '../../../../kernel/trust/tiles.ts';
import { readIfThere, writeWhole } from './files.ts';
import { sha256 } from './hash.ts';

/** The log as static files (C2SP tlog-tiles) below a folder that is served as it is. */
export interface TileFolder {
  readonly folder: string;
  readonly write: (tile: Tile, parts: readonly Uint8Array[]) => Promise<void>;
  /** Hashes of a level from one place on; as many as are there, at most one tile's. */
  readonly hashes: (level: number, index: number, width: number) => Promise<Uint8Array[] | null>;
  /** The root of a run of leaves that begins where its largest power of two divides (a subtree of RFC 6962). */
  readonly rootOfRange: (range: Range, size: number) => Promise<Uint8Array>;
}

function asHashes(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.slice(32 * i, 32 * (i + 1)));
}

export function openTileFolder(folder: string): TileFolder {
  const place = (tile: Tile) => path.join(folder, tilePath(tile));

  async function write(tile: Tile, parts: readonly Uint8Array[]): Promise<void> {
    await writeWhole(place(tile), concat(...parts));
    // A whole tile answers for every part of it.
    if (tile.width === tileWidth) await fs.rm(`${place(tile)}.p`, { recursive: true, force: true });
  }

  async function hashes(level: number, index: number, width: number): Promise<Uint8Array[] | null> {
    const part = width === tileWidth ? null : await readIfThere(place({ level, index, width }));
    const bytes = part ?? (await readIfThere(place({ level, index, width: tileWidth })));
    return bytes === null ? null : asHashes(bytes).slice(0, width);
  }

  return { folder, write, hashes, rootOfRange: (range, size) => rootOfRange(sha256, hashes, range, size) };
}
