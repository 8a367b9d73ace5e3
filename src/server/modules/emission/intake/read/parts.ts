import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { intakeLimits } from '../../../../../kernel/emission/intake/table.ts';
import { brokenFile, refuseFile, tooMuch } from './refuse.ts';

/** security.md F-04. */
const zipLimits = { entries: 200, unpackedBytes: 64 * 1024 * 1024, ratio: 100 } as const;

/** The parts of a workbook's archive, inflated only when asked for and counted byte by byte: headers lie. */
export interface Parts {
  readonly has: (name: string) => boolean;
  readonly text: (name: string) => Promise<string>;
  /** Hands the part on in pieces, whole characters only. */
  readonly stream: (name: string, take: (piece: string) => void) => Promise<void>;
}

const bomb = () =>
  tooMuch(
    `整个文件：解压后超过 ${zipLimits.unpackedBytes / 1024 / 1024} MB、${zipLimits.entries} 个部件或压缩比 ${zipLimits.ratio}，可能是压缩炸弹。请拆分后再导入。`,
    `The whole file: unpacked it exceeds ${zipLimits.unpackedBytes / 1024 / 1024} MB, ${zipLimits.entries} parts or a ratio of ${zipLimits.ratio}; it may be a zip bomb. Split it and import the parts.`,
  );

function checkName(name: string): void {
  const low = name.toLowerCase();
  if (/vbaproject|vbadata|\/macrosheets\/|\/dialogsheets\//.test(low))
    throw refuseFile('整个文件：含宏。请另存为不含宏的 .xlsx。', 'The whole file: it holds macros. Save it as .xlsx without macros.');
  if (low.startsWith('xl/externallinks/'))
    throw refuseFile(
      '整个文件：工作簿链接到其他文件。请在“数据 → 编辑链接”中断开后再导入。',
      'The whole file: the workbook links to other files. Break the links (Data → Edit Links) and import again.',
    );
  if (/\.(zip|xlsx|xlsm|xlsb|docx|jar|7z|rar|gz|exe|dll|js|vbs)$|oleobject|\/embeddings\/|\/activex\//.test(low))
    throw refuseFile(
      '整个文件：内嵌压缩包、对象或程序。请删除后再导入。',
      'The whole file: it embeds an archive, an object or a program. Remove it and import again.',
    );
}

function directory(zip: ZipFile, size: number): Promise<ReadonlyMap<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    let declared = 0;
    zip.on('error', () => reject(broken()));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      try {
        declared += entry.uncompressedSize;
        if (zip.entryCount > zipLimits.entries || declared > zipLimits.unpackedBytes || declared > size * zipLimits.ratio) throw bomb();
        if (entry.isEncrypted())
          throw refuseFile(
            '整个文件：已加密。请取消密码后再导入。',
            'The whole file: it is encrypted. Remove the password and import again.',
          );
        checkName(entry.fileName);
        entries.set(entry.fileName, entry);
        zip.readEntry();
      } catch (fault) {
        reject(fault);
      }
    });
    zip.readEntry();
  });
}

const broken = () =>
  brokenFile(
    '整个文件：压缩结构不完整。请用 Excel 或 WPS 重新保存。',
    'The whole file: the archive is damaged. Save it again with a spreadsheet program.',
  );

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (fault, zip) => (fault || !zip ? reject(broken()) : resolve(zip)));
  });
}

/** Looks at the central directory before anything is unpacked (F-04, F-07), and opens the archive. */
export async function openParts(bytes: Buffer): Promise<Parts> {
  if (bytes.length > intakeLimits.fileBytes)
    throw tooMuch('整个文件：超过 20 MB。请拆分后再导入。', 'The whole file: it exceeds 20 MB. Split it and import the parts.');
  const zip = await opened(bytes);
  const entries = await directory(zip, bytes.length);
  let left = Math.min(zipLimits.unpackedBytes, bytes.length * zipLimits.ratio);
  const stream: Parts['stream'] = (name, take) =>
    new Promise((resolve, reject) => {
      const entry = entries.get(name);
      if (!entry) return reject(broken());
      const decoder = new TextDecoder('utf-8');
      zip.openReadStream(entry, (fault, content) => {
        if (fault || !content) return reject(broken());
        content.on('error', () => reject(broken()));
        content.on('end', () => resolve());
        content.on('data', (piece: Buffer) => {
          try {
            left -= piece.length;
            if (left < 0) throw bomb();
            take(decoder.decode(piece, { stream: true }));
          } catch (refusal) {
            reject(refusal);
            content.destroy();
          }
        });
      });
    });
  return {
    has: (name) => entries.has(name),
    stream,
    text: async (name) => {
      if (!entries.has(name)) return '';
      const pieces: string[] = [];
      await stream(name, (piece) => pieces.push(piece));
      const text = pieces.join('');
      if (/<!DOCTYPE|<!ENTITY/i.test(text.slice(0, 2000))) throw broken();
      return text;
    },
  };
}
