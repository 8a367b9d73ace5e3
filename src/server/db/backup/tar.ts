import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** POSIX ustar, the plain kind: `tar -tf` lists what we write. Only regular files. */
const block = 512;

function put(header: Buffer, at: number, length: number, value: string): void {
  header.write(value.slice(0, length), at, 'utf8');
}

function sizeField(size: number): Buffer {
  const field = Buffer.alloc(12);
  if (size <= 0o77777777777) {
    field.write(`${size.toString(8).padStart(11, '0')}\0`);
    return field;
  }
  // From 8 GiB on: binary, marked by the first bit, as GNU tar and bsdtar write it.
  field.writeBigUInt64BE(BigInt(size), 4);
  field[0] = 0x80;
  return field;
}

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(block);
  const cut = Buffer.byteLength(name) <= 100 ? -1 : name.lastIndexOf('/', 155);
  if (Buffer.byteLength(name.slice(cut + 1)) > 100 || Buffer.byteLength(name.slice(0, Math.max(cut, 0))) > 155)
    throw new Error(`name too long for the archive: ${name}`);
  put(header, 0, 100, cut > 0 ? name.slice(cut + 1) : name);
  put(header, 345, 155, cut > 0 ? name.slice(0, cut) : '');
  put(header, 100, 8, '0000600\0');
  put(header, 108, 8, '0000000\0');
  put(header, 116, 8, '0000000\0');
  sizeField(size).copy(header, 124);
  put(header, 136, 12, '00000000000\0');
  put(header, 156, 1, '0');
  put(header, 257, 8, 'ustar\x0000');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(header, 148, 8, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

/** Writes the files, in the order given, under their names; on disk when it returns. */
export async function writeTar(target: string, files: readonly { readonly name: string; readonly at: string }[]): Promise<void> {
  const out = await fs.promises.open(target, 'wx', 0o600);
  try {
    for (const { name, at } of files) {
      const { size } = await fs.promises.stat(at);
      await out.write(headerOf(name, size));
      let written = 0;
      for await (const piece of fs.createReadStream(at, { highWaterMark: 1 << 20 })) {
        await out.write(piece as Buffer);
        written += (piece as Buffer).length;
      }
      if (written !== size) throw new Error(`${at} changed while it was being copied`);
      await out.write(Buffer.alloc((block - (size % block)) % block));
    }
    await out.write(Buffer.alloc(2 * block));
    await out.sync();
  } finally {
    await out.close();
  }
}

function text(header: Buffer, from: number, to: number): string {
  const field = header.subarray(from, to);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? field.length : end).toString('utf8');
}

export class DamagedArchive extends Error {}

interface Entry {
  readonly name: string;
  readonly size: number;
}

function entryOf(header: Buffer): Entry {
  const given = Number.parseInt(text(header, 148, 156).trim(), 8);
  const copy = Buffer.from(header);
  copy.fill(' ', 148, 156);
  if (copy.reduce((total, byte) => total + byte, 0) !== given) throw new DamagedArchive('a header does not match its checksum');
  const prefix = text(header, 345, 500);
  const name = prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
  const large = ((header[124] ?? 0) & 0x80) !== 0;
  const size = large ? Number(header.readBigUInt64BE(128)) : Number.parseInt(text(header, 124, 136).trim(), 8);
  const type = text(header, 156, 157);
  const unsafe =
    name === '' || path.posix.isAbsolute(name) || name.includes('\\') || path.posix.normalize(name) !== name || name.startsWith('..');
  if (unsafe || (type !== '0' && type !== '') || !Number.isSafeInteger(size) || size < 0)
    throw new DamagedArchive(`entry ${JSON.stringify(name)} is not a plain file`);
  return { name, size };
}

/** Unpacks into an empty folder. Names that lead out of it, links and doubles are refused. */
export async function readTar(source: string, folder: string): Promise<readonly Entry[]> {
  const input = await fs.promises.open(source, 'r');
  const entries: Entry[] = [];
  try {
    const { size: total } = await input.stat();
    const header = Buffer.alloc(block);
    for (let at = 0; ; ) {
      const { bytesRead } = await input.read(header, 0, block, at);
      if (bytesRead !== block) throw new DamagedArchive('the archive ends in the middle');
      if (header.every((byte) => byte === 0)) return entries;
      const entry = entryOf(header);
      if (entries.some((e) => e.name === entry.name)) throw new DamagedArchive(`entry ${entry.name} comes twice`);
      at += block;
      if (at + entry.size > total) throw new DamagedArchive('the archive ends in the middle');
      const place = path.join(folder, entry.name);
      await fs.promises.mkdir(path.dirname(place), { recursive: true });
      if (entry.size === 0) await fs.promises.writeFile(place, '', { flag: 'wx', mode: 0o600 });
      else {
        const part = fs.createReadStream(source, { start: at, end: at + entry.size - 1, highWaterMark: 1 << 20 });
        await pipeline(part, fs.createWriteStream(place, { flags: 'wx', mode: 0o600 }));
      }
      at += Math.ceil(entry.size / block) * block;
      entries.push(entry);
    }
  } finally {
    await input.close();
  }
}
