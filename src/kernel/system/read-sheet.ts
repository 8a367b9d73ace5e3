import { cellName, plainName } from '../emission/intake/table.ts';
import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';
import { checkContent } from './content.ts';
import type { Content, Register } from './register.ts';
import { type FlatField, type SheetColumn, sheetColumns } from './register-sheet.ts';

/** A line of a sheet; rows counted from 1, as spreadsheets do. */
export interface SheetLine {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Who and what is known by name or number: an id; none; or that several are called so. */
export type Known = (type: 'person' | 'entity' | 'record', said: string, of: readonly string[]) => string | 'several' | undefined;

/** A record as a sheet gives it. */
export interface SheetEntry {
  readonly row: number;
  /** As written; empty: a new record. */
  readonly no: string;
  readonly version: string;
  readonly entityId: string | null;
  readonly content: Content;
  /** Fields whose columns the sheet has: the others stay as they are. */
  readonly fields: ReadonlySet<string>;
}

export interface ReadSheet {
  readonly entries: readonly SheetEntry[];
  readonly findings: readonly Finding[];
  /** The cell of a record's number, for what is wrong with the record as a whole. */
  readonly placeOf: (entry: SheetEntry) => { readonly row: number; readonly column: number };
}

/** A fault at a cell: sheet, row, column, what, and the cure. */
export function sheetFault(sheet: string, row: number, column: number, text: Text, cure: Text): Finding {
  const cell = cellName(row, Math.max(0, column));
  return {
    ...{ code: 'register_sheet', severity: 'error', place: { line: row, at: { ...(sheet === '' ? {} : { sheet }), cell } } },
    text: { zh: `${cell}：${text.zh}`, en: `${cell}: ${text.en}` },
    cure,
  };
}

interface Sheet {
  readonly name: string;
  readonly register: Register;
  readonly columns: readonly (SheetColumn & { readonly at: number })[];
  readonly known: Known;
  readonly findings: Finding[];
}

/**
 * Reads a register's sheet: the first line that is not empty heads the columns, in any order and either language. A line with a number or a title begins a
 * record; one without goes on with the small tables of the record above. Every fault at once, each at its cell.
 */
export function readSheet(register: Register, name: string, lines: readonly SheetLine[], known: Known): ReadSheet {
  const [head, ...rest] = lines.filter((line) => line.cells.some((cell) => cell.trim() !== ''));
  const findings: Finding[] = [];
  const columns = headOf(register, name, head, findings);
  const sheet: Sheet = { name, register, columns, known, findings };
  const at = (key: string) => columns.find((one) => one.key === key)?.at ?? -1;
  const [number, title] = [at('$no'), at(register.roles.title)];
  const groups: SheetLine[][] = [];
  for (const line of findings.length > 0 ? [] : rest) {
    const begins = [number, title].some((column) => (line.cells[column] ?? '').trim() !== '');
    const last = groups.at(-1);
    if (begins) groups.push([line]);
    else if (last) last.push(line);
    else findings.push(sheetFault(name, line.row, title, { zh: '没有记录可接续', en: 'there is no record above' }, needsTitle(register)));
  }
  const entries = groups.map((group) => entryOf(sheet, group));
  return { entries, findings, placeOf: (entry) => ({ row: entry.row, column: number >= 0 ? number : title }) };
}

function needsTitle(register: Register): Text {
  const field = register.fields.find((one) => one.id === register.roles.title);
  return { zh: `填写“${field?.name.zh ?? ''}”`, en: `Fill “${field?.name.en ?? ''}”` };
}

function headOf(register: Register, name: string, head: SheetLine | undefined, findings: Finding[]): Sheet['columns'] {
  const all = sheetColumns(register);
  const names = new Map(all.flatMap((one) => [one.key, one.name.zh, one.name.en].map((said) => [plainName(said), one] as const)));
  const row = head?.row ?? 1;
  const fetch = { zh: '用本页导出的表头，不要改动', en: 'Use the head line of an export, unchanged' };
  const columns = (head?.cells ?? []).flatMap((cell, at): (SheetColumn & { at: number })[] => {
    if (cell.trim() === '') return [];
    const column = names.get(plainName(cell));
    if (column) return [{ ...column, at }];
    findings.push(
      sheetFault(name, row, at, { zh: `没有“${cell.slice(0, 60)}”这一列`, en: `there is no column “${cell.slice(0, 60)}”` }, fetch),
    );
    return [];
  });
  for (const [index, one] of columns.entries())
    if (columns.findIndex((each) => each.key === one.key) !== index)
      findings.push(sheetFault(name, row, one.at, { zh: '这一列重复', en: 'this column stands twice' }, fetch));
  const present = new Set(columns.map((one) => one.key));
  const asked = all.filter(
    (one) => one.key === register.roles.title || (one.table !== null && columns.some((each) => each.table === one.table)),
  );
  for (const one of asked)
    if (!present.has(one.key))
      findings.push(sheetFault(name, row, 0, { zh: `缺少“${one.name.zh}”一列`, en: `the column “${one.name.en}” is missing` }, fetch));
  return columns;
}

function entryOf(sheet: Sheet, group: readonly SheetLine[]): SheetEntry {
  const [first = { row: 0, cells: [] }] = group;
  const given: Record<string, unknown> = {};
  const places = new Map<string, { row: number; at: number }>();
  const tables = new Map<string, { line: SheetLine; row: Record<string, unknown> }[]>();
  const broken = new Set<string>();
  for (const column of sheet.columns) {
    const { field, table, at } = column;
    if (field === null) continue;
    for (const [index, line] of group.entries()) {
      const text = (line.cells[at] ?? '').trim();
      if (text === '') continue;
      if (table === null && index > 0) {
        const says = { zh: `“${column.name.zh}”只写在记录的第一行`, en: `${column.name.en} stands in the first line of a record only` };
        sheet.findings.push(
          sheetFault(sheet.name, line.row, at, says, {
            zh: '移到第一行，或填写编号、标题以另起一条',
            en: 'Move it up, or give a number or title to begin a record',
          }),
        );
        continue;
      }
      const value = readCell(sheet, field, text, line.row, at);
      const path = table === null ? field.id : `${table}/${line.row}/${field.id}`;
      places.set(path, { row: line.row, at });
      if (value === null) broken.add(path);
      else if (table === null) given[field.id] = value;
      if (table === null) continue;
      const rows = tables.get(table) ?? [];
      tables.set(table, rows);
      const row = rows.find((one) => one.line === line) ?? { line, row: {} };
      if (!rows.includes(row)) rows.push(row);
      if (value !== null) row.row[field.id] = value;
    }
  }
  for (const [id, rows] of tables) given[id] = rows.sort((a, b) => a.line.row - b.line.row).map((one) => one.row);
  const { content, findings } = checkContent(sheet.register, given);
  for (const one of findings) sheet.findings.push(atCell(sheet, one, first, tables, places));
  const text = (key: string) => (first.cells[sheet.columns.find((one) => one.key === key)?.at ?? -1] ?? '').trim();
  return {
    ...{ row: first.row, no: text('$no'), version: text('$version'), content },
    entityId: entityOf(sheet, text('$entity'), first.row),
    fields: new Set(sheet.columns.flatMap((one) => (one.field === null ? [] : [one.table ?? one.key]))),
  };
}

function atCell(
  sheet: Sheet,
  finding: Finding,
  first: SheetLine,
  tables: ReadonlyMap<string, readonly { line: SheetLine }[]>,
  places: ReadonlyMap<string, { row: number; at: number }>,
): Finding {
  const [id = '', index, column] = (finding.place.path ?? '').split('/').slice(2);
  const line = index === undefined ? undefined : tables.get(id)?.[Number(index)]?.line;
  const place = places.get(line && column !== undefined ? `${id}/${line.row}/${column}` : id) ?? { row: line?.row ?? first.row, at: 0 };
  return sheetFault(sheet.name, place.row, place.at, finding.text, { zh: '改正该单元格', en: 'Put this cell right' });
}

function entityOf(sheet: Sheet, said: string, row: number): string | null {
  if (said === '') return null;
  const found = sheet.known('entity', said, []);
  if (found !== undefined && found !== 'several') return found;
  const at = sheet.columns.find((one) => one.key === '$entity')?.at ?? 0;
  sheet.findings.push(unknownName(sheet, said, found, row, at));
  return null;
}

function unknownName(sheet: Sheet, said: string, found: 'several' | undefined, row: number, at: number): Finding {
  const short = said.slice(0, 60);
  return found === 'several'
    ? sheetFault(
        sheet.name,
        row,
        at,
        { zh: `有多个“${short}”`, en: `several are called “${short}”` },
        { zh: '在名称后写明邮箱：姓名 <邮箱>', en: 'Add the address: name <email>' },
      )
    : sheetFault(
        sheet.name,
        row,
        at,
        { zh: `没有“${short}”`, en: `there is no “${short}”` },
        { zh: '写系统中的名称；记录写编号', en: 'Give the name as it stands in the product; of a record its number' },
      );
}

const yes = new Set(['是', 'yes', 'true', '1', 'y', '√']);
const no = new Set(['否', 'no', 'false', '0', 'n', '×']);

/** The value a cell stands for; null when it is told as a fault. */
function readCell(sheet: Sheet, field: FlatField, text: string, row: number, at: number): unknown {
  if (field.type === 'flag') {
    if (yes.has(text.toLowerCase())) return true;
    if (no.has(text.toLowerCase())) return false;
    sheet.findings.push(
      sheetFault(
        sheet.name,
        row,
        at,
        { zh: '应为“是”或“否”', en: 'is yes or no' },
        { zh: '写“是”，或留空', en: 'Write yes, or leave it empty' },
      ),
    );
    return null;
  }
  if (field.type === 'text' || field.type === 'number' || field.type === 'day') return text.replaceAll(/\r\n?/g, '\n');
  const many = 'many' in field && field.many;
  const parts = many ? partsOf(field, text, sheet.known) : [text];
  const values = parts.map((part) => {
    const found = idOf(field, part, sheet.known);
    if (found !== undefined && found !== 'several') return found;
    sheet.findings.push(unknownName(sheet, part, found, row, at));
    return null;
  });
  if (values.includes(null)) return null;
  return many ? values : values[0];
}

/** A list stands on lines of its cell; semicolons divide as well, where the whole is no name. */
function partsOf(field: FlatField, text: string, known: Known): string[] {
  const lines = text
    .split(/[\r\n]+/)
    .map((one) => one.trim())
    .filter(Boolean);
  return lines.flatMap((line) =>
    idOf(field, line, known) === undefined
      ? line
          .split(/[;；]/)
          .map((one) => one.trim())
          .filter(Boolean)
      : [line],
  );
}

function idOf(field: FlatField, said: string, known: Known): string | undefined {
  if (field.type === 'clause') return said;
  if (field.type === 'choice')
    return field.options.find(
      (one) => one.code === said || plainName(one.name.zh) === plainName(said) || plainName(one.name.en) === plainName(said),
    )?.code;
  return field.type === 'person' || field.type === 'entity' || field.type === 'record'
    ? known(field.type, said, field.type === 'record' ? field.of : [])
    : said;
}
