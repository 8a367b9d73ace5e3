import type { FileHandle } from 'node:fs/promises';

/** One entry of a zip's central directory. Offsets and sizes in bytes. */
export interface ZipEntry {
  readonly name: string;
  readonly encrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  readonly headerOffset: number;
}

/** The archive's structure does not hold together. */
export class BrokenZip extends Error {}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
const longestComment = 0xffff;
const largestDirectory = 4 * 1024 * 1024;

export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** Position of an end-of-directory record whose comment reaches exactly to the end of the file; −1 when there is none. */
export async function findZipEnd(file: FileHandle, size: number): Promise<number> {
  const start = Math.max(0, size - endLength - longestComment);
  const tail = await readAt(file, start, size - start);
  for (let at = tail.length - endLength; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === endSignature && at + endLength + tail.readUInt16LE(at + 20) === tail.length) return start + at;
  }
  return -1;
}

/**
 * Reads the central directory (PKWARE APPNOTE 4.3.12–4.3.16) and checks it against the file: one disk, every entry inside the file, entries not
 * overlapping, first entry at byte 0. `mostEntries` + 1 entries at most are returned, so that the caller can refuse too many.
 */
export async function readZipDirectory(file: FileHandle, size: number, mostEntries: number): Promise<ZipEntry[]> {
  const end = await findZipEnd(file, size);
  if (end < 0) throw new BrokenZip('no end of central directory');
  const record = await readAt(file, end, endLength);
  const [disk, count, length, offset] = [record.readUInt16LE(4), record.readUInt16LE(10), record.readUInt32LE(12), record.readUInt32LE(16)];
  if (disk !== 0 || count === 0xffff || offset === 0xffffffff) throw new BrokenZip('several disks or more than 65,534 entries');
  if (offset + length !== end) throw new BrokenZip('the directory does not stand directly before its end');
  if (length > largestDirectory) throw new BrokenZip('directory too long');
  const directory = await readAt(file, offset, length);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count && entries.length <= mostEntries) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) throw new BrokenZip('directory entry');
    const entry = entryAt(directory, at);
    entries.push(entry.entry);
    at = entry.next;
  }
  if (entries.length === count && at !== directory.length) throw new BrokenZip('bytes after the last directory entry');
  checkPlaces(entries, offset);
  return entries;
}

function entryAt(directory: Buffer, at: number): { entry: ZipEntry; next: number } {
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) => directory.readUInt16LE(at + o)) as [number, number, number];
  const next = at + 46 + nameLength + extraLength + commentLength;
  if (next > directory.length) throw new BrokenZip('directory entry too long');
  const flags = directory.readUInt16LE(at + 8);
  const name = directory.subarray(at + 46, at + 46 + nameLength);
  const wide = readWideSizes(directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength), {
    size: directory.readUInt32LE(at + 24),
    packedSize: directory.readUInt32LE(at + 20),
    headerOffset: directory.readUInt32LE(at + 42),
  });
  const entry = {
    name: name.toString(flags & 0x0800 ? 'utf8' : 'latin1'),
    // Bit 0: encrypted; bit 6: strong encryption; bit 13: directory masked.
    encrypted: (flags & 0x2041) !== 0,
    method: directory.readUInt16LE(at + 10),
    crc32: directory.readUInt32LE(at + 16),
    ...wide,
  };
  return { entry, next };
}

interface Sizes {
  readonly size: number;
  readonly packedSize: number;
  readonly headerOffset: number;
}

/** Some writers always use the 64-bit extra field (id 1); its values stand in for those that read 0xffffffff. */
function readWideSizes(extra: Buffer, sizes: Sizes): Sizes {
  const wide = 0xffffffff;
  if (sizes.size !== wide && sizes.packedSize !== wide && sizes.headerOffset !== wide) return sizes;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let position = at + 4;
    const take = (narrow: number): number => {
      if (narrow !== wide) return narrow;
      if (position + 8 > extra.length) throw new BrokenZip('64-bit sizes');
      const value = Number(extra.readBigUInt64LE(position));
      position += 8;
      return value;
    };
    return { size: take(sizes.size), packedSize: take(sizes.packedSize), headerOffset: take(sizes.headerOffset) };
  }
  throw new BrokenZip('64-bit sizes missing');
}

function checkPlaces(entries: readonly ZipEntry[], directoryOffset: number): void {
  const inOrder = [...entries].sort((a, b) => a.headerOffset - b.headerOffset);
  if (inOrder[0] && inOrder[0].headerOffset !== 0) throw new BrokenZip('something stands before the first entry');
  let free = 0;
  for (const entry of inOrder) {
    if (entry.headerOffset < free) throw new BrokenZip('entries overlap');
    free = entry.headerOffset + 30 + Buffer.byteLength(entry.name) + entry.packedSize;
    if (free > directoryOffset) throw new BrokenZip('an entry reaches into the directory');
  }
}

/** Where an entry's packed bytes begin; the name in front of them must be the directory's. */
export async function dataStart(file: FileHandle, entry: ZipEntry): Promise<number> {
  const header = await readAt(file, entry.headerOffset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== localSignature) throw new BrokenZip(`local header of ${entry.name}`);
  const nameLength = header.readUInt16LE(26);
  const name = await readAt(file, entry.headerOffset + 30, nameLength);
  const same = name.toString('utf8') === entry.name || name.toString('latin1') === entry.name;
  if (!same) throw new BrokenZip(`the name of ${entry.name} differs in its local header`);
  return entry.headerOffset + 30 + nameLength + header.readUInt16LE(28);
}
