import { bareCell } from '../../../../../kernel/csv.ts';
import { cellName, intakeLimits, type TableCell } from '../../../../../kernel/emission/intake/table.ts';
import { refuseFile, tooMuch } from './refuse.ts';
import type { TakeRow } from './xlsx.ts';

export type Encoding = 'utf-8' | 'gb18030';

/** Text in UTF-8, with or without mark, or in GBK (GB18030). */
export function readText(bytes: Buffer): { text: string; encoding: Encoding; mark: boolean } {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const line = bytes.subarray(0, nul).filter((byte) => byte === 10).length + 1;
    throw refuseFile(
      `第 ${line} 行：有空字符（NUL），文件可能已损坏或不是文本。请重新导出为 CSV（UTF-8）。`,
      `Line ${line}: there is a NUL character; the file is damaged or no text. Export it again as CSV (UTF-8).`,
    );
  }
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, mark };
    } catch {
      // The next encoding may read it.
    }
  }
  throw refuseFile(
    '整个文件：既不是 UTF-8 也不是 GBK 编码。请另存为“CSV UTF-8”。',
    'The whole file: it is neither in UTF-8 nor in GBK. Save it as "CSV UTF-8".',
  );
}

/** The separator that divides the first lines most evenly. */
export function separatorOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    // Quoted cells may hold line breaks and any mark.
    .replaceAll(/(^|[,;\t|])"(?:[^"]|"")*(?:"|$(?![\s\S]))/gm, '$1')
    .split(/\r?\n/)
    .slice(0, 20)
    .map((line) => line.replaceAll(/"[^"]*"/g, ''));
  let best = { mark: ',', score: 0 };
  for (const mark of [',', '\t', ';', '|']) {
    const counts = lines.filter((line) => line.trim() !== '').map((line) => line.split(mark).length - 1);
    const most = Math.max(0, ...counts);
    const even = counts.filter((count) => count === most).length;
    const score = most === 0 ? 0 : even * 10 + most;
    // A comma inside numbers of a file that a semicolon divides is a decimal mark.
    if (score > best.score || (mark === ';' && most > 0 && counts.every((count) => count === most))) best = { mark, score };
  }
  return best.mark;
}

function cell(text: string): TableCell | null {
  const bare = bareCell(text);
  return bare === '' ? null : { text: bare, kind: 'text' };
}

function checked(row: number, column: number, text: string): string {
  if (text.length > intakeLimits.cellCharacters)
    throw tooMuch(
      `${cellName(row, column)}（第 ${row} 行）：内容超过 32,768 个字符。请缩短，或检查引号是否成对。`,
      `${cellName(row, column)} (line ${row}): more than 32,768 characters. Shorten it, or check that quotation marks come in pairs.`,
    );
  if (column >= intakeLimits.columns)
    throw tooMuch(
      `第 ${row} 行：超过 ${intakeLimits.columns} 列。请删去多余的列。`,
      `Line ${row}: more than ${intakeLimits.columns} columns. Delete those that are not needed.`,
    );
  return text;
}

/** Hands on every row (RFC 4180; line breaks inside quotes stay). Rows are counted as a spreadsheet shows them. */
export function readCsv(bytes: Buffer, take: TakeRow): void {
  const { text: whole } = readText(bytes);
  const text = whole.charCodeAt(0) === 0xfeff ? whole.slice(1) : whole;
  const mark = separatorOf(text);
  let row = 1;
  let cells: (TableCell | null)[] = [];
  let at = 0;
  const endRow = () => {
    if (cells.some((one) => one !== null)) take('', row, cells);
    cells = [];
    row += 1;
    if (row > intakeLimits.rows + 40)
      throw tooMuch(
        '第 100,000 行之后：超过 100,000 行数据。请拆分后再导入。',
        'After line 100,000: more than 100,000 rows. Split the file and import the parts.',
      );
  };
  while (at < text.length) {
    let value: string;
    if (text.charCodeAt(at) === 0x22) {
      const quoted = quotedField(text, at, row, cells.length);
      value = quoted.value;
      at = quoted.next;
    } else {
      let end = at;
      for (
        let code = text.charCodeAt(end);
        end < text.length && code !== 10 && code !== 13 && text[end] !== mark;
        code = text.charCodeAt(end)
      )
        end += 1;
      value = text.slice(at, end);
      at = end;
    }
    cells.push(cell(checked(row, cells.length, value)));
    if (text[at] === mark) {
      at += 1;
      if (at === text.length) cells.push(null);
      continue;
    }
    if (text.charCodeAt(at) === 13) at += 1;
    if (text.charCodeAt(at) === 10) at += 1;
    endRow();
  }
  if (cells.length > 0) endRow();
}

function quotedField(text: string, start: number, row: number, column: number): { value: string; next: number } {
  let value = '';
  let at = start + 1;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0)
      throw refuseFile(
        `${cellName(row, column)}（第 ${row} 行）：引号没有结束。请补上另一半引号。`,
        `${cellName(row, column)} (line ${row}): a quotation mark is not closed. Close it.`,
      );
    value += text.slice(at, end);
    if (text.charCodeAt(end + 1) === 0x22) {
      value += '"';
      at = end + 2;
      continue;
    }
    let next = end + 1;
    // Blanks between the mark and the separator belong to nothing.
    while (text[next] === ' ') next += 1;
    return { value, next };
  }
}
