import type { FileHandle } from 'node:fs/promises';
import { type Recognised, refuseType } from './verdict.ts';
import { readAt } from './zip-directory.ts';

const blockBytes = 256 * 1024;
const headBytes = 8 * 1024;
const markup = /<\s*(!doctype|html|head|body|svg|script|iframe|object|embed|\?xml|x:xmpmeta|!entity)\b|<\?(php|xml)/i;
const otherFormats = /^(\{\\rtf|%!PS|MIME-Version:|From: .*\r?\nMIME|#!|GIF8[79]a|\[InternetShortcut\]|X5O!P%@AP)/;

/** Text in UTF-8 or GB18030 without control characters; read in blocks, so that a long file does not hold up the server. */
export async function recogniseText(file: FileHandle, size: number): Promise<Recognised> {
  const head = await readAt(file, 0, Math.min(size, headBytes));
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw refuseType('文本为 UTF-16 编码，请另存为 UTF-8。', 'The text is in UTF-16; save it as UTF-8.');
  }
  const charset = await charsetOf(file, size);
  if (charset === null) {
    // A text that was spoilt is told where; what is mostly something else is no text.
    const nul = head.indexOf(0);
    const spoilt = nul > 0 && head.filter((byte) => byte === 0).length <= head.length / 100 + 1 && !hasOtherControls(head);
    throw spoilt ? nulInText(head.subarray(0, nul).filter((byte) => byte === 0x0a).length + 1) : unknownKind();
  }
  const start = new TextDecoder(charset)
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start.startsWith('<') || markup.test(start) || otherFormats.test(start) || start.includes('%PDF-')) {
    throw refuseType(
      '不接受网页、SVG、XML、脚本等文件，请改为 PDF 或图片。',
      'Web pages, SVG, XML and scripts are not accepted; use PDF or a picture.',
    );
  }
  return { mediaType: looksLikeTable(start, size > headBytes) ? 'text/csv' : 'text/plain', charset };
}

function nulInText(line: number) {
  return refuseType(
    `第 ${line} 行：文本中有空字符（NUL），文件可能已损坏。请重新导出。`,
    `Line ${line}: the text holds a NUL character; the file may be damaged. Export it again.`,
  );
}

function hasOtherControls(block: Buffer): boolean {
  return hasControls(Buffer.from(block.filter((byte) => byte !== 0)));
}

function unknownKind() {
  return refuseType('按内容不是可接受的文件类型。', 'By its content it is not a kind of file that is accepted.');
}

/** Null when the bytes are text in neither encoding. */
export async function charsetOf(file: FileHandle, size: number): Promise<'utf-8' | 'gb18030' | null> {
  const possible = new Map<'utf-8' | 'gb18030', InstanceType<typeof TextDecoder>>();
  for (const name of ['utf-8', 'gb18030'] as const) possible.set(name, new TextDecoder(name, { fatal: true }));
  for (let at = 0; at < size && possible.size > 0; at += blockBytes) {
    const block = await readAt(file, at, Math.min(blockBytes, size - at));
    if (hasControls(block)) return null;
    for (const [name, decoder] of possible) {
      try {
        decoder.decode(block, { stream: at + blockBytes < size });
      } catch {
        possible.delete(name);
      }
    }
  }
  return [...possible.keys()][0] ?? null;
}

/** Control characters other than tab, line feed, form feed and carriage return; NUL above all. In both encodings they are single bytes. */
function hasControls(block: Buffer): boolean {
  for (const byte of block) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) return true;
    if (byte === 0x7f) return true;
  }
  return false;
}

/** The same number of separators, at least one, in each of the first lines. */
function looksLikeTable(start: string, cut: boolean): boolean {
  const lines = start.split(/\r?\n/).slice(0, 21);
  if (cut && lines.length < 21) lines.pop();
  const filled = lines.filter((line) => line.trim() !== '').slice(0, 20);
  return [',', ';', '\t'].some((separator) => {
    const counts = filled.map((line) => line.replaceAll(/"[^"]*"/g, '').split(separator).length - 1);
    return counts.length > 0 && (counts[0] ?? 0) > 0 && counts.every((n) => n === counts[0]);
  });
}
