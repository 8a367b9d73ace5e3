import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { assert } from '../../../../kernel/assert.ts';

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
/** Bit 11: names are UTF-8. */
const utf8 = 0x0800;

interface Part {
  readonly name: string;
  readonly data: Buffer;
}

/** The parts of a zip file that a library of ours has just written; not for files of others. */
export function partsOf(file: Buffer): Part[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  assert(end >= 0 && file.readUInt32LE(end) === endMark, 'a zip file');
  const parts: Part[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let n = file.readUInt16LE(end + 10); n > 0; n -= 1) {
    assert(file.readUInt32LE(at) === entryMark, 'an entry of a zip file');
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(start, start + file.readUInt32LE(at + 20));
    if (!name.endsWith('/')) parts.push({ name, data: file.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed) });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

/** Days and minutes as a zip file tells them, in UTC. */
function dosTime(instant: string): { time: number; date: number } {
  const at = new Date(instant);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

/** What is the same in the head of an entry and in the directory. */
function facts(part: Part, packed: Buffer, { time, date }: ReturnType<typeof dosTime>): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(utf8, 2);
  head.writeUInt16LE(8, 4);
  head.writeUInt16LE(time, 6);
  head.writeUInt16LE(date, 8);
  head.writeUInt32LE(crc32(part.data), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(part.data.length, 18);
  head.writeUInt16LE(Buffer.byteLength(part.name), 22);
  return head;
}

const mark = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** A zip file of these parts, all of one instant: the same parts give the same bytes. */
export function zipOf(parts: readonly Part[], instant: string): Buffer {
  const at = dosTime(instant);
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed = deflateRawSync(part.data);
    const name = Buffer.from(part.name);
    const head = facts(part, packed, at);
    const body = Buffer.concat([mark(localMark), head, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(mark(entryMark), Buffer.from([20, 0]), head, rest, name);
    bodies.push(body);
    offset += body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, listed, mark(endMark), end]);
}

/**
 * The same Office file with everything that told when it was made replaced by `instant`: dates of the zip entries, created and modified of the document. So a
 * report rendered again from its snapshot has the same bytes.
 */
export function steadyZip(bytes: Uint8Array, instant: string): Uint8Array {
  const second = instant.replace(/\.\d+Z$/, 'Z');
  const parts = partsOf(Buffer.from(bytes)).map((part) => {
    if (part.name !== 'docProps/core.xml') return part;
    const text = part.data.toString('utf8').replaceAll(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${second}`);
    return { ...part, data: Buffer.from(text) };
  });
  return new Uint8Array(zipOf(parts, instant));
}
