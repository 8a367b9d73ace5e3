import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { brokenFile, refuseFile } from './refuse.ts';

/** security.md F-04, for archives of data sets: many small parts, and more text than an office file holds. */
export const archiveLimits = { entries: 60_000, unpackedBytes: 600 * 1024 ** 2, partBytes: 300 * 1024 ** 2, ratio: 100 } as const;
/** A part that is read; everything else in an archive (pictures, style sheets, papers) is passed over. */
const readable = /\.(json|xml|spold|csv)$/i;

const bomb = () =>
  refuseFile(
    `解压后超过 ${archiveLimits.unpackedBytes / 1024 ** 2} MB、${archiveLimits.entries} 个条目或压缩比 ${archiveLimits.ratio}，可能是压缩炸弹。请拆分后再导入。`,
    `Unpacked it exceeds ${archiveLimits.unpackedBytes / 1024 ** 2} MB, ${archiveLimits.entries} entries or a ratio of ${archiveLimits.ratio}; it may be a zip bomb. Split it and import the parts.`,
  );
const broken = () =>
  brokenFile(
    '压缩结构不完整或前后矛盾，请从原软件重新导出。',
    'The archive is damaged or contradicts itself; export it again from where it comes.',
  );

export interface ArchivePart {
  readonly path: string;
  readonly bytes: () => Buffer;
}

/** Parts in the order of the directory, unpacked one at a time; sizes are checked before and counted while unpacking. */
export async function partsOfArchive(bytes: Buffer): Promise<ArchivePart[]> {
  const zip = await opened(bytes);
  const entries = await directory(zip, bytes.length);
  return entries.map((entry) => ({ path: entry.fileName, bytes: () => unpacked(bytes, entry) }));
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (fault, zip) => (fault || !zip ? reject(broken()) : resolve(zip)));
  });
}

function directory(zip: ZipFile, size: number): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    let declared = 0;
    zip.on('error', () => reject(broken()));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      try {
        declared += entry.uncompressedSize;
        if (zip.entryCount > archiveLimits.entries || declared > archiveLimits.unpackedBytes || declared > size * archiveLimits.ratio)
          throw bomb();
        if (entry.uncompressedSize > archiveLimits.partBytes) throw bomb();
        if (entry.isEncrypted()) throw refuseFile('压缩包已加密，请取消密码。', 'The archive is encrypted; remove the password.');
        if (/\.(zip|zolca|7z|rar|gz|jar|exe|dll)$/i.test(entry.fileName))
          throw refuseFile('压缩包内含另一个压缩包或程序，请先解开。', 'The archive holds another archive or a program; unpack it first.');
        if (readable.test(entry.fileName)) entries.push(entry);
        zip.readEntry();
      } catch (fault) {
        reject(fault);
      }
    });
    zip.readEntry();
  });
}

const localMark = 0x04034b50;

/** What really comes out is bounded by what was declared: more is a lie of the directory. */
function unpacked(file: Buffer, entry: Entry): Buffer {
  const at = entry.relativeOffsetOfLocalHeader;
  if (at + 30 > file.length || file.readUInt32LE(at) !== localMark) throw broken();
  const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  const packed = file.subarray(start, start + entry.compressedSize);
  const content = entry.compressionMethod === 0 ? packed : inflated(packed, entry);
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32) throw broken();
  return content;
}

function inflated(packed: Buffer, entry: Entry): Buffer {
  if (entry.compressionMethod !== 8) throw broken();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
  } catch {
    throw broken();
  }
}
