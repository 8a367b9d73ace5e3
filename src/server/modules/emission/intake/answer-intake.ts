import { type Gathered, openGathering } from '../../../../kernel/emission/intake/gather.ts';
import type { IntakeEntry, Recipe } from '../../../../kernel/emission/intake/recipe.ts';
import { ownForm, recogniseSheet, type SheetStart, signatureOf } from '../../../../kernel/emission/intake/recognise.ts';
import type { IntakeContext } from '../../../../kernel/emission/intake/resolve.ts';
import { intakeLimits, isBlank, type TableCell, type TableRow } from '../../../../kernel/emission/intake/table.ts';
import { type Encoding, readCsv, readText, separatorOf } from './read/csv.ts';
import { refuseFile, tooMuch } from './read/refuse.ts';
import { readXlsx, type TakeRow } from './read/xlsx.ts';

/** How the sheets of a file are read: one recipe each. */
export type Recipes = readonly [Recipe, ...Recipe[]];

/** What the thread of imports is asked. `bytes` are the whole file; its kind is told by them, not by its name. `text`, `table`: the first sheet of another module's file. */
export type IntakeTask =
  | { readonly ask: 'text'; readonly bytes: Uint8Array }
  | { readonly ask: 'table'; readonly bytes: Uint8Array }
  | { readonly ask: 'recognise'; readonly bytes: Uint8Array; readonly context: IntakeContext }
  | { readonly ask: 'gather'; readonly bytes: Uint8Array; readonly context: IntakeContext; readonly recipes: Recipes };

export interface RecognisedSheet {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** The first rows as texts, for the person to look at. */
  readonly start: readonly (readonly string[])[];
  readonly recipe: Recipe;
  readonly signature: string;
  readonly own: boolean;
}

export interface RecognisedFile {
  readonly kind: 'xlsx' | 'csv';
  readonly encoding: Encoding | null;
  readonly byteOrderMark: boolean;
  readonly separator: string | null;
  readonly sheets: readonly RecognisedSheet[];
}

/** Entries as JSON in pieces of a few thousand, so that the server's own thread never reads many at once. */
export type GatheredParts = Omit<Gathered, 'entries'> & {
  readonly parts: readonly Uint8Array[];
  readonly count: number;
  /** In the order of the parts. */
  readonly places: readonly { readonly unitId: string; readonly year: number }[];
};

/** The first sheet with data as CSV, each row on the line of its number. */
export interface SheetText {
  readonly csv: string;
}

/** The first sheet with data, cell by cell, line breaks kept. Rows counted as a spreadsheet shows them. */
export interface SheetTable {
  readonly sheet: string;
  readonly lines: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export type IntakeAnswer = RecognisedFile | GatheredParts | SheetText | SheetTable;

const startRows = 40;
const shownCharacters = 60;
const pieceEntries = 1000;
/** Characters of a table that is handed on as text. */
const textCharacters = 900_000;
const tableCharacters = 20_000_000;

function isZip(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32LE(0) === 0x04034b50;
}

async function readTable(bytes: Buffer, sheets: readonly (string | null)[] | undefined, take: TakeRow): Promise<void> {
  if (bytes.length > intakeLimits.fileBytes)
    throw tooMuch('整个文件：超过 20 MB。请拆分后再导入。', 'The whole file: it exceeds 20 MB. Split it and import the parts.');
  if (isZip(bytes)) await readXlsx(bytes, sheets, take);
  else if (bytes.length >= 8 && bytes.readUInt32BE(0) === 0xd0cf11e0)
    throw refuseFile(
      '整个文件：旧版 .xls 或带密码的文件。请取消密码并另存为 .xlsx。',
      'The whole file: an old .xls or a file with a password. Remove the password and save it as .xlsx.',
    );
  else readCsv(bytes, take);
}

async function recognise(bytes: Buffer, context: IntakeContext): Promise<RecognisedFile> {
  const sheets = new Map<string, { rows: (readonly (TableCell | null)[])[]; count: number; columns: number }>();
  await readTable(bytes, undefined, (name, row, cells) => {
    const sheet = sheets.get(name) ?? { rows: [], count: 0, columns: 0 };
    sheets.set(name, sheet);
    sheet.count += 1;
    sheet.columns = Math.max(sheet.columns, cells.length);
    if (row > startRows) return;
    while (sheet.rows.length < row) sheet.rows.push([]);
    sheet.rows[row - 1] = cells;
  });
  if (sheets.size === 0)
    throw refuseFile('整个文件：没有任何数据。请选择有数据的文件。', 'The whole file: it holds no data. Choose one that does.');
  const text = isZip(bytes) ? null : readText(bytes);
  const measures = new Set(context.unitSymbols);
  return {
    kind: text ? 'csv' : 'xlsx',
    encoding: text?.encoding ?? null,
    byteOrderMark: text?.mark ?? false,
    separator: text ? separatorOf(text.text) : null,
    sheets: [...sheets].map(([name, { rows, count, columns }]) => {
      const start: SheetStart = { name, rows };
      const recipe = recogniseSheet(start, context.fileName, context.units, measures);
      return {
        name,
        rows: count,
        columns,
        start: rows.map((row) => shownRow(row, columns)),
        recipe: { ...recipe, columns: Array.from({ length: columns }, (_, i) => recipe.columns[i] ?? { role: 'ignore' as const }) },
        signature: signatureOf(start, recipe.headerRow),
        own: ownForm(start, context.units) !== null,
      };
    }),
  };
}

function shownRow(row: TableRow, columns: number): string[] {
  return Array.from({ length: columns }, (_, i) => {
    const cell = row[i];
    return !cell || isBlank(cell) ? '' : cell.text.slice(0, shownCharacters);
  });
}

async function gather(bytes: Buffer, context: IntakeContext, recipes: Recipes): Promise<GatheredParts> {
  const gathering = openGathering(recipes, context);
  let rows = 0;
  const take: TakeRow = (sheet, row, cells) => {
    rows += 1;
    if (rows > intakeLimits.rows + 40 * recipes.length)
      throw tooMuch(
        `工作表“${sheet}”第 ${row} 行：所选工作表合计超过 100,000 行数据。请分几次导入。`,
        `Sheet "${sheet}", row ${row}: the chosen sheets have more than 100,000 rows of data together. Import them in several runs.`,
      );
    gathering.row(sheet, row, cells);
  };
  await readTable(
    bytes,
    recipes.map((recipe) => recipe.sheet),
    take,
  );
  const { entries, ...rest } = gathering.end();
  return { ...rest, count: entries.length, ...piecesOf(entries) };
}

/** In the order of units and years, so that each is written once. */
function piecesOf(entries: readonly IntakeEntry[]): Pick<GatheredParts, 'parts' | 'places'> {
  const keyOf = (entry: IntakeEntry) => `${entry.unitId} ${entry.month.slice(0, 4)}`;
  const groups = new Map<string, IntakeEntry[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  const encoder = new TextEncoder();
  const parts = [...groups.values()].flatMap((group) => {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < group.length; at += pieceEntries) pieces.push(encoder.encode(JSON.stringify(group.slice(at, at + pieceEntries))));
    return pieces;
  });
  const places = [...groups.keys()].map((key) => ({ unitId: key.slice(0, -5), year: Number(key.slice(-4)) }));
  return { parts, places };
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function textOf(bytes: Buffer): Promise<SheetText> {
  let first: string | null = null;
  const lines: string[] = [];
  let length = 0;
  await readTable(bytes, undefined, (sheet, row, cells) => {
    first ??= sheet;
    if (sheet !== first) return;
    while (lines.length < row - 1) lines.push('');
    const line = cells.map((cell) => quoted(cell?.text.replaceAll(/\s*[\r\n]+\s*/g, ' ') ?? '')).join(',');
    lines.push(line);
    length += line.length + 1;
    if (length > textCharacters)
      throw tooMuch(
        `工作表“${sheet}”第 ${row} 行：内容超过 ${textCharacters} 个字符。请缩短期间后分几次导入。`,
        `Sheet "${sheet}", row ${row}: more than ${textCharacters} characters. Take shorter spans in several runs.`,
      );
  });
  if (first === null)
    throw refuseFile('整个文件：没有任何数据。请选择有数据的文件。', 'The whole file: it holds no data. Choose one that does.');
  return { csv: lines.join('\n') };
}

async function tableOf(bytes: Buffer): Promise<SheetTable> {
  let first: string | null = null;
  const lines: { row: number; cells: string[] }[] = [];
  let length = 0;
  await readTable(bytes, undefined, (sheet, row, cells) => {
    first ??= sheet;
    if (sheet !== first) return;
    const texts = cells.map((cell) => cell?.text ?? '');
    lines.push({ row, cells: texts });
    for (const text of texts) length += text.length;
    if (length > tableCharacters)
      throw tooMuch(
        `工作表“${sheet}”第 ${row} 行：内容超过 ${tableCharacters} 个字符。请拆分后再导入。`,
        `Sheet "${sheet}", row ${row}: more than ${tableCharacters} characters. Split the file and import the parts.`,
      );
  });
  if (first === null)
    throw refuseFile('整个文件：没有任何数据。请选择有数据的文件。', 'The whole file: it holds no data. Choose one that does.');
  return { sheet: first, lines };
}

/** The thread's work: never evaluates anything, only reads; throws refusals. */
export async function answerIntake(task: IntakeTask): Promise<IntakeAnswer> {
  const bytes = Buffer.from(task.bytes.buffer, task.bytes.byteOffset, task.bytes.byteLength);
  if (task.ask === 'text') return await textOf(bytes);
  if (task.ask === 'table') return await tableOf(bytes);
  return task.ask === 'recognise' ? recognise(bytes, task.context) : gather(bytes, task.context, task.recipes);
}
