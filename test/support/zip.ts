import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip made for a test; what is wrong with it is said on purpose. */
export interface Entry {
  readonly name: string;
  readonly data: Buffer | string;
  readonly stored?: boolean;
  /** Written into both headers instead of the truth. */
  readonly size?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Another name in the local header. */
  readonly localName?: string;
  /** Points at another place than its own. */
  readonly offset?: number;
}

/** Writes a zip by hand (APPNOTE 4.3), so that every field can lie. */
export function zipOf(entries: readonly Entry[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data);
    const packed = entry.stored ? data : deflateRawSync(data, { level: 9 });
    const method = entry.method ?? (entry.stored ? 0 : 8);
    const name = Buffer.from(entry.name);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((entry.flags ?? 0) | 0x0800, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(entry.crc ?? crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.size ?? data.length, 18);
    common.writeUInt16LE(localName.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, localName, packed]);
    const central = Buffer.from(common);
    central.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(entry.offset ?? at, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), central, tail, name]));
    parts.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...parts, list, end, Buffer.from(comment)]);
}

const sheetMain = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const wordMain = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

export function typesOf(...mains: readonly string[]): Entry {
  const parts = mains.map((type, n) => `<Override PartName="/part${n}.xml" ContentType="${type}"/>`).join('');
  return { name: '[Content_Types].xml', data: `<?xml version="1.0"?><Types>${parts}</Types>` };
}

/** The smallest workbook the product accepts, with further entries. */
export function workbook(...more: readonly Entry[]): Buffer {
  return zipOf([typesOf(sheetMain), { name: 'xl/workbook.xml', data: '<workbook/>' }, ...more]);
}

export function wordFile(...more: readonly Entry[]): Buffer {
  return zipOf([typesOf(wordMain), { name: 'word/document.xml', data: '<document/>' }, ...more]);
}
