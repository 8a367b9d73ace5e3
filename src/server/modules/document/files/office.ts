import type { FileHandle } from 'node:fs/promises';
import { TooMuch, unpack } from './unpack.ts';
import { type AcceptedMedia, damaged, refuseType } from './verdict.ts';
import { BrokenZip, readZipDirectory, type ZipEntry } from './zip-directory.ts';

/** security.md F-04. */
export const zipLimits = { entries: 200, unpackedBytes: 64 * 1024 * 1024, ratio: 100 } as const;

const contentTypes = '[Content_Types].xml';
const mainParts: readonly [string, AcceptedMedia][] = [
  [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
];
const archiveStarts = ['504b0304', '504b0506', '1f8b', '526172211a07', '377abcaf271c', '425a68', 'fd377a585a00'];
const oleStart = 'd0cf11e0a1b11ae1';
const programStarts = ['4d5a', '7f454c46'];
/** A start of this many bytes tells what an entry is. */
const startBytes = 8;
const longestRead = 1024 * 1024;

/**
 * Decides whether a zip is an Excel workbook or a Word document that may be kept: structure, names, limits and every entry's start are looked at, and
 * all entries are unpacked once to count real bytes. Throws `file_type_refused` or `file_damaged` with the reason.
 */
export async function recogniseOffice(file: FileHandle, size: number): Promise<AcceptedMedia> {
  try {
    const entries = await readZipDirectory(file, size, zipLimits.entries);
    checkDirectory(entries, size);
    const read = await unpackAll(file, entries, size);
    checkReferences(read);
    return mediaOf(read.get(contentTypes) ?? '');
  } catch (fault) {
    if (fault instanceof BrokenZip) {
      throw damaged(
        '压缩结构不完整或前后矛盾，请用 Excel 或 Word 重新保存。',
        'The archive is incomplete or contradicts itself; save it again with Excel or Word.',
      );
    }
    if (fault instanceof TooMuch) throw tooLarge();
    throw fault;
  }
}

function tooLarge() {
  return refuseType(
    `解压后超过 ${zipLimits.unpackedBytes / 1024 / 1024} MB、${zipLimits.entries} 个部件或压缩比 ${zipLimits.ratio}，可能是压缩炸弹。请拆分文件。`,
    `Unpacked it exceeds ${zipLimits.unpackedBytes / 1024 / 1024} MB, ${zipLimits.entries} parts or a ratio of ${zipLimits.ratio}: it may be a zip bomb. Split the file.`,
  );
}

function checkDirectory(entries: readonly ZipEntry[], size: number): void {
  const declared = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (entries.length > zipLimits.entries || declared > zipLimits.unpackedBytes || declared > size * zipLimits.ratio) throw tooLarge();
  const names = new Set<string>();
  for (const entry of entries) {
    const name = entry.name.toLowerCase();
    if (unsafePath(entry.name) || names.has(name)) {
      throw refuseType('压缩包内有不安全或重复的路径。', 'The archive holds unsafe or repeated paths.');
    }
    names.add(name);
    if (entry.encrypted)
      throw refuseType('文件已加密，请取消密码后再上传。', 'The file is encrypted; remove the password and upload again.');
    if (entry.method !== 0 && entry.method !== 8) throw new BrokenZip(`method of ${entry.name}`);
    checkName(name);
  }
  if (!names.has(contentTypes.toLowerCase())) {
    throw refuseType(
      '这是普通压缩包，不是 Excel 或 Word 文件。请解压后分别上传。',
      'This is an archive, not an Excel or Word file. Unpack it and upload the files one by one.',
    );
  }
}

function unsafePath(name: string): boolean {
  if (name === '' || name.length > 255 || /[\\:\p{Cc}]/u.test(name) || name.startsWith('/')) return true;
  return name.split('/').some((part) => part === '..' || part === '.');
}

function checkName(name: string): void {
  if (/vbaproject|vbadata|\/macrosheets\/|\/dialogsheets\//.test(name)) {
    throw refuseType('文件含宏，请另存为不含宏的 .xlsx 或 .docx。', 'The file holds macros; save it as .xlsx or .docx without macros.');
  }
  if (/\/activex\/|\/ctrlprops\/|oleobject|\/embeddings\//.test(name)) {
    throw refuseType('文件内嵌其他对象，请删除嵌入对象或另存为 PDF。', 'The file embeds other objects; remove them or save it as PDF.');
  }
  if (name.startsWith('xl/externallinks/')) {
    throw refuseType(
      '工作簿链接到其他文件，请先断开链接（数据 → 编辑链接）。',
      'The workbook links to other files; break the links first (Data → Edit Links).',
    );
  }
  if (/\.(zip|xlsx|xlsm|xlsb|docx|docm|jar|7z|rar|gz|exe|dll|js|vbs|hta|html?|svg)$/.test(name)) {
    throw refuseType('压缩包内含另一个压缩包、程序或网页。', 'The file holds another archive, a program or a web page.');
  }
}

async function unpackAll(file: FileHandle, entries: readonly ZipEntry[], size: number): Promise<Map<string, string>> {
  const read = new Map<string, string>();
  let left = Math.min(zipLimits.unpackedBytes, size * zipLimits.ratio);
  for (const entry of entries) {
    const kept: Buffer[] = [];
    const keep = entry.name === contentTypes || /\.rels$/.test(entry.name);
    let start: Buffer = Buffer.alloc(0);
    left -= await unpack(file, entry, left, (block, position) => {
      if (start.length < startBytes) start = Buffer.concat([start, block.subarray(0, startBytes - start.length)]);
      if (keep && position < longestRead) kept.push(Buffer.from(block));
    });
    checkStart(start.toString('hex'));
    if (keep) read.set(entry.name, Buffer.concat(kept).toString('utf8'));
  }
  return read;
}

function checkStart(start: string): void {
  if (archiveStarts.some((s) => start.startsWith(s))) {
    throw refuseType('文件内含另一个压缩包。', 'The file holds another archive.');
  }
  if (start.startsWith(oleStart) || programStarts.some((s) => start.startsWith(s))) {
    throw refuseType('文件内嵌对象或程序，请删除后再上传。', 'The file embeds an object or a program; remove it and upload again.');
  }
}

/** A relation that makes the reader fetch something from outside when the file is opened. */
function checkReferences(read: ReadonlyMap<string, string>): void {
  for (const [name, text] of read) {
    if (!name.endsWith('.rels')) continue;
    for (const relation of text.match(/<Relationship\b[^>]*>/gi) ?? []) {
      if (/TargetMode\s*=\s*["']External["']/i.test(relation) && !/relationships\/hyperlink["']/i.test(relation)) {
        throw refuseType(
          '文件会从外部加载内容（模板、图片或链接），请改为内嵌或断开。',
          'The file loads content from outside (template, picture or link); embed it or break the link.',
        );
      }
    }
  }
}

function mediaOf(types: string): AcceptedMedia {
  if (/<!DOCTYPE|<!ENTITY/i.test(types)) throw damaged('内容清单不合规范。', 'The list of contents is not as the format demands.');
  if (/macroEnabled|vbaProject/i.test(types)) {
    throw refuseType('文件含宏，请另存为不含宏的 .xlsx 或 .docx。', 'The file holds macros; save it as .xlsx or .docx without macros.');
  }
  const found = mainParts.filter(([part]) => types.includes(`"${part}"`) || types.includes(`'${part}'`));
  const only = found[0];
  if (!only || found.length > 1) {
    throw refuseType('不是 Excel 工作簿（.xlsx）或 Word 文档（.docx）。', 'Not an Excel workbook (.xlsx) or a Word document (.docx).');
  }
  return only[1];
}
