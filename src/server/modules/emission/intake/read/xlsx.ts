import { type CellKind, cellName, intakeLimits, type TableCell } from '../../../../../kernel/emission/intake/table.ts';
import { openParts, type Parts } from './parts.ts';
import { brokenFile, tooMuch } from './refuse.ts';
import { attribute, decoded, elements, textsIn } from './xml.ts';

export type TakeRow = (sheet: string, row: number, cells: (TableCell | null)[]) => void;

/** A string longer than a cell may hold: told with its place where a cell refers to it. */
const tooLong = Symbol('a string that is too long');
type Shared = string | typeof tooLong;

interface Book {
  readonly sheets: readonly { name: string; part: string }[];
  readonly shared: readonly Shared[];
  /** By style index: whether numbers of it are dates. */
  readonly dates: readonly boolean[];
  readonly epoch1904: boolean;
}

const dateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

function isDateFormat(code: string): boolean {
  const bare = code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase();
  return /y/.test(bare) || (/d/.test(bare) && /m/.test(bare)) || (/m/.test(bare) && !/[hs0#]/.test(bare));
}

function dateStyles(styles: string): boolean[] {
  const custom = new Map<number, boolean>();
  for (const [tag] of styles.matchAll(/<numFmt\b[^>]*>/g)) {
    custom.set(Number(attribute(tag, 'numFmtId')), isDateFormat(decoded(attribute(tag, 'formatCode'))));
  }
  const formats = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(styles)?.[1] ?? '';
  return [...formats.matchAll(/<xf\b[^>]*>/g)].map(([tag]) => {
    const id = Number(attribute(tag, 'numFmtId'));
    return custom.get(id) ?? dateFormats.has(id);
  });
}

async function sharedStrings(parts: Parts): Promise<Shared[]> {
  const strings: Shared[] = [];
  if (!parts.has('xl/sharedStrings.xml')) return strings;
  const most = intakeLimits.cellCharacters * 4;
  const whole = () => {
    throw tooMuch(
      '整个文件：有单元格的文字超过 32,768 个字符。请把长文移出数据表后再导入。',
      'The whole file: the text of a cell exceeds 32,768 characters. Move the long text out of the table and import again.',
    );
  };
  const take = (_: string, body: string | null) => {
    const text = body === null ? '' : textsIn(body);
    strings.push(text.length > intakeLimits.cellCharacters ? tooLong : text);
    if (strings.length > 1_000_000) whole();
  };
  await parts.stream('xl/sharedStrings.xml', elements('si', Math.max(most, 8_000_000), take, whole));
  return strings;
}

async function openBook(parts: Parts): Promise<Book> {
  const book = await parts.text('xl/workbook.xml');
  const links = await parts.text('xl/_rels/workbook.xml.rels');
  const targets = new Map([...links.matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [attribute(tag, 'Id'), attribute(tag, 'Target')]));
  const sheets = [...book.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].flatMap(([tag]) => {
    const target = targets.get(attribute(tag, 'r:id'))?.replace(/^\/?(xl\/)?/, 'xl/');
    return target && parts.has(target) && target.includes('worksheets/') ? [{ name: decoded(attribute(tag, 'name')), part: target }] : [];
  });
  if (sheets.length === 0)
    throw brokenFile(
      '整个文件：没有可读的工作表。请用 Excel 或 WPS 重新保存。',
      'The whole file: it has no sheet that can be read. Save it again with a spreadsheet program.',
    );
  if (sheets.length > intakeLimits.sheets)
    throw tooMuch(
      `整个文件：超过 ${intakeLimits.sheets} 个工作表。请拆分。`,
      `The whole file: it has more than ${intakeLimits.sheets} sheets. Split it.`,
    );
  return {
    sheets,
    shared: await sharedStrings(parts),
    dates: dateStyles(await parts.text('xl/styles.xml')),
    epoch1904: /date1904="(1|true)"/.test(book),
  };
}

function columnOf(letters: string): number {
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) {
    const code = letters.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

function dayOfSerial(serial: number, epoch1904: boolean): string | null {
  const days = Math.floor(serial) + (epoch1904 ? 1462 : 0);
  if (days < 61 || days > 110_000) return null;
  const day = new Date((days - 25_569) * 86_400_000).toISOString().slice(0, 10);
  // The rest of a day, to the second: a spreadsheet keeps times as binary fractions.
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  return seconds === 0 || seconds === 86_400 ? day : `${day} ${new Date(seconds * 1000).toISOString().slice(11, 19)}`;
}

/** `2024-03-15T10:30:00.000` as a day, with its time where it has one. */
function dateText(raw: string): string {
  const time = /^.{10}[T ](\d\d:\d\d(?::\d\d)?)/.exec(raw)?.[1];
  return time === undefined || /^00:00(:00)?$/.test(time) ? raw.slice(0, 10) : `${raw.slice(0, 10)} ${time}`;
}

/** Digits that only a binary number's long form shows (0.53120000000000001) are those of its shortest form. */
function numberText(text: string): string {
  const number = Number(text);
  return Number.isFinite(number) && text.trim() !== '' && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? String(number) : text;
}

function cellOf(tag: string, body: string, book: Book, tell: () => never): TableCell | null {
  const type = attribute(tag, 't');
  const formulaBody = body.includes('<f') ? (/<f\b[^>]*?(?:\/>|>([\s\S]*?)<\/f>)/.exec(body)?.[1] ?? '…') : undefined;
  const formula = formulaBody === undefined ? {} : { formula: `=${decoded(formulaBody).slice(0, 200)}` };
  if (type === 'inlineStr') return sized({ text: textsIn(body), kind: 'text', ...formula }, tell);
  const at = body.indexOf('<v');
  const from = body.indexOf('>', at) + 1;
  const raw = at < 0 ? '' : body.slice(from, body.indexOf('</v>', from));
  if (raw === '') return formulaBody === undefined ? null : { text: '', kind: 'text', ...formula };
  if (type === 's') {
    const text = book.shared[Number(raw)] ?? '';
    return text === tooLong ? tell() : { text, kind: 'text', ...formula };
  }
  if (type === 'str') return sized({ text: decoded(raw), kind: 'text', ...formula }, tell);
  const kind: CellKind = type === 'b' ? 'boolean' : type === 'e' ? 'error' : type === 'd' ? 'date' : 'number';
  if (kind !== 'number') return { text: kind === 'date' ? dateText(raw) : decoded(raw), kind, ...formula };
  const day = book.dates[Number(attribute(tag, 's') || '0')] ? dayOfSerial(Number(raw), book.epoch1904) : null;
  return day === null ? { text: numberText(raw), kind, ...formula } : { text: day, kind: 'date', ...formula };
}

function sized(cell: TableCell, tell: () => never): TableCell {
  if (cell.text.length > intakeLimits.cellCharacters) tell();
  return cell;
}

function longCell(sheet: string, place: string): never {
  throw tooMuch(
    `工作表“${sheet}”${place}：单元格的内容超过 32,768 个字符。请缩短或移出后再导入。`,
    `Sheet "${sheet}", ${place}: the cell holds more than 32,768 characters. Shorten it or move it out, and import again.`,
  );
}

function rowReader(name: string, book: Book, take: TakeRow): (tag: string, body: string | null) => void {
  let last = 0;
  let filled = 0;
  return (tag, body) => {
    const row = Number(attribute(tag, 'r')) || last + 1;
    last = row;
    if (body === null || !body.includes('<c')) return;
    const cells: (TableCell | null)[] = [];
    let next = 0;
    for (const [, head = '', inside] of body.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const reference = attribute(head, 'r');
      const column = reference === '' ? next : columnOf(reference);
      next = column + 1;
      if (inside === undefined) continue;
      const cell = cellOf(head, inside, book, () => longCell(name, cellName(row, column)));
      if (cell === null) continue;
      if (column >= intakeLimits.columns)
        throw tooMuch(
          `工作表“${name}”${cellName(row, column)}：超过 ${intakeLimits.columns} 列。请删去多余的列。`,
          `Sheet "${name}", ${cellName(row, column)}: more than ${intakeLimits.columns} columns. Delete those that are not needed.`,
        );
      while (cells.length < column) cells.push(null);
      cells[column] = cell;
    }
    if (cells.length === 0) return;
    filled += 1;
    if (filled > intakeLimits.rows + 40)
      throw tooMuch(
        `工作表“${name}”第 ${row} 行：超过 100,000 行数据。请拆分后再导入。`,
        `Sheet "${name}", row ${row}: more than 100,000 rows of data. Split it and import the parts.`,
      );
    take(name, row, cells);
  };
}

/** Hands on every filled row of a workbook's sheets (of those named, null being the first): stored values only, formulas are never computed (F-03, F-06). */
export async function readXlsx(bytes: Buffer, only: readonly (string | null)[] | undefined, take: TakeRow): Promise<void> {
  const parts = await openParts(bytes);
  const book = await openBook(parts);
  const missing = only?.find((name) => name !== null && !book.sheets.some((sheet) => sheet.name === name));
  if (missing !== undefined)
    throw brokenFile(
      `工作表“${missing}”：文件中没有它。请在识别设置中另选。`,
      `Sheet "${missing}": the file does not have it. Choose another one in the settings.`,
    );
  const wanted = only
    ? book.sheets.filter((sheet, index) => only.includes(sheet.name) || (index === 0 && only.includes(null)))
    : book.sheets;
  for (const { name, part } of wanted)
    await parts.stream(
      part,
      elements('row', 8_000_000, rowReader(name, book, take), () => longCell(name, '')),
    );
}
