import type { FileHandle } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { BrokenZip, dataStart, readAt, type ZipEntry } from './zip-directory.ts';

const blockBytes = 256 * 1024;

/** More real bytes came out than `mostBytes`. */
export class TooMuch extends Error {}

/**
 * Unpacks one entry and hands on its bytes block by block, counting what really comes out: headers lie. Inflating runs off the main thread, one block
 * at a time, so the server stays responsive. Checks size and CRC-32.
 * @returns the bytes that came out
 */
export async function unpack(
  file: FileHandle,
  entry: ZipEntry,
  mostBytes: number,
  onBlock: (block: Buffer, position: number) => void,
): Promise<number> {
  const start = await dataStart(file, entry);
  let total = 0;
  let checksum = 0;
  const take = (block: Buffer): void => {
    if (total + block.length > mostBytes) throw new TooMuch();
    checksum = crc32(block, checksum);
    onBlock(block, total);
    total += block.length;
  };
  if (entry.method === 0) {
    if (entry.size !== entry.packedSize) throw new BrokenZip(`sizes of ${entry.name}`);
    for await (const block of blocks(file, start, entry.packedSize)) take(block);
  } else {
    await inflate(blocks(file, start, entry.packedSize), take, entry.name);
  }
  if (total !== entry.size || checksum !== entry.crc32) throw new BrokenZip(`size or checksum of ${entry.name}`);
  return total;
}

async function* blocks(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; ) {
    const block = await readAt(file, start + done, Math.min(blockBytes, length - done));
    if (block.length === 0) throw new BrokenZip('file ends inside an entry');
    done += block.length;
    yield block;
  }
}

async function inflate(packed: AsyncIterable<Buffer>, take: (block: Buffer) => void, name: string): Promise<void> {
  const inflater = createInflateRaw({ chunkSize: blockBytes });
  const feed = (async () => {
    for await (const block of packed) {
      if (inflater.destroyed) return;
      if (!inflater.write(block)) await new Promise((resolve) => inflater.once('drain', resolve).once('close', resolve));
    }
    inflater.end();
  })();
  feed.catch((fault: Error) => inflater.destroy(fault));
  try {
    for await (const block of inflater) take(block as Buffer);
    await feed;
  } catch (fault) {
    if (fault instanceof TooMuch || fault instanceof BrokenZip) throw fault;
    throw new BrokenZip(`${name} cannot be unpacked`);
  } finally {
    inflater.destroy();
  }
}
