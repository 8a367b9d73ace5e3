import { dayOrderOf, monthInName, monthNumber, monthOfCell, readMonth } from './read-month.ts';
import { decimalMarkOf } from './read-number.ts';
import type { ColumnRole, IntakeRow, IntakeUnit, MonthFrom, Recipe } from './recipe.ts';
import { cellName, isBlank, plainName, type TableCell, type TableRow } from './table.ts';
import { nameAndUnit, unitOfWords } from './unit-words.ts';

/** The start of a sheet, row 1 first; and how much there is of it. */
export interface SheetStart {
  readonly name: string;
  readonly rows: readonly TableRow[];
}

/** Stands in B1 of the product's own form, before the unit's id and the year. */
export const ownFormMark = 'tanheng-grid/1';

type PlainRole = 'month' | 'facility' | 'fuel' | 'parameter' | 'unit' | 'comment' | 'value';

const roleWords: ReadonlyMap<string, PlainRole> = new Map(
  (
    [
      ['month', ['月份', '月', '日期', '统计月份', '报告月份', 'month', 'date', 'period', 'reportdate', 'report_date', '时间']],
      [
        'facility',
        ['机组', '机组名称', '电厂', '厂名', '设施', 'unit name', 'facility', 'plant', 'plant_id_eia', 'plantid', 'plant id', 'site'],
      ],
      ['fuel', ['燃料', '燃料种类', '燃料名称', '煤种', 'fuel', 'fueltype', 'fuel_type', 'fuel type']],
      ['parameter', ['参数', '指标', '项目', '键', 'key', 'parameter', 'item', 'indicator', '参数名称', '指标名称']],
      ['unit', ['单位', '计量单位', 'unit', 'units', 'uom']],
      ['comment', ['备注', '说明', 'comment', 'remark', 'remarks', 'note', 'notes']],
      ['value', ['数值', '值', '数据', '本月数', '本月值', 'value', 'amount', 'quantity']],
    ] as const
  ).flatMap(([role, words]) => words.map((word): [string, PlainRole] => [plainName(word), role])),
);

function roleOfHeader(header: string, rows: readonly IntakeRow[], measures: ReadonlySet<string>, year: number | null): ColumnRole {
  const role = roleWords.get(plainName(header));
  if (role !== undefined) return { role };
  // A bare small number is a value, not the name of a month.
  const month = readMonth(header, null, /^\d{1,2}$/.test(header.trim()) ? null : year);
  if (month !== null) return { role: 'month_value', month };
  const number = /月|^[A-Za-z]/.test(header) ? monthNumber(header) : null;
  if (number !== null) return { role: 'month_value', month: String(number).padStart(2, '0') };
  const { name, unit } = nameAndUnit(header);
  for (const asked of [header, name]) {
    const same = rows.filter((row) =>
      [row.key, row.parameter, row.title.zh, row.title.en].some((one) => plainName(one) === plainName(asked)),
    );
    const parameters = new Set(same.map((row) => row.parameter));
    const [row] = same;
    if (parameters.size !== 1 || !row) continue;
    return {
      role: 'amount',
      parameter: row.parameter,
      stream: row.key === asked.trim() ? row.stream : null,
      unit: unit === null ? null : unitOfWords(unit, measures),
    };
  }
  return { role: 'ignore' };
}

function rolesOf(row: TableRow, rows: readonly IntakeRow[], measures: ReadonlySet<string>, year: number | null): ColumnRole[] {
  const roles = row.map((cell): ColumnRole => (isBlank(cell) ? { role: 'ignore' } : roleOfHeader(headerText(cell), rows, measures, year)));
  // One month, one parameter, one value column: the first that is called so.
  const once = new Set<string>();
  return roles.map((role) => {
    if (!['month', 'parameter', 'value', 'unit', 'fuel'].includes(role.role)) return role;
    if (once.has(role.role)) return { role: 'ignore' };
    once.add(role.role);
    return role;
  });
}

function headerText(cell: TableCell | null | undefined): string {
  if (!cell) return '';
  return cell.kind === 'date' ? cell.text.slice(0, 7) : cell.text;
}

/** The row of names: the one that means most; else the first row of several texts. */
function headerOf(start: SheetStart, rows: readonly IntakeRow[], measures: ReadonlySet<string>, year: number | null): number {
  let best = { row: 0, score: 0 };
  start.rows.slice(0, 30).forEach((row, index) => {
    const known = rolesOf(row, rows, measures, year).filter((role) => role.role !== 'ignore').length;
    const texts = row.filter((cell) => cell && cell.kind === 'text' && !isBlank(cell)).length;
    const score = known >= 2 ? known * 10 + texts : known === 1 && texts >= 2 ? 5 + texts : 0;
    if (score > best.score) best = { row: index + 1, score };
  });
  if (best.row > 0) return best.row;
  return start.rows.findIndex((row) => row.filter((cell) => cell?.kind === 'text' && !isBlank(cell)).length >= 2) + 1;
}

/** A month written above the names, for files of one month. */
function monthAbove(start: SheetStart, headerRow: number): string | null {
  for (const [index, row] of start.rows.slice(0, Math.max(0, headerRow - 1)).entries()) {
    for (const [column, cell] of row.entries()) {
      if (cell && !isBlank(cell) && (monthOfCell(cell, null, null) ?? monthInName(cell.text)) !== null) return cellName(index + 1, column);
    }
  }
  return null;
}

/** The product's own form: the recipe is known, and for which unit and year it was made. */
export function ownForm(start: SheetStart, units: readonly IntakeUnit[]): Recipe | null {
  const [head] = start.rows;
  if (head?.[1]?.text !== ownFormMark) return null;
  const year = Number(head[3]?.text);
  const unitId = units.find((unit) => unit.id === head[2]?.text)?.id ?? null;
  const headerRow = start.rows.findIndex((row) => row.some((cell) => /^\d{4}-\d{2}$/.test(headerText(cell)))) + 1;
  const names = start.rows[headerRow - 1];
  if (!names || !Number.isInteger(year)) return null;
  const columns = names.map((cell, column): ColumnRole => {
    if (column === 0) return { role: 'parameter' };
    const text = headerText(cell);
    if (/^\d{4}-\d{2}$/.test(text)) return { role: 'month_value', month: text };
    return column === 3 ? { role: 'unit' } : { role: 'ignore' };
  });
  return { ...blank, sheet: start.name === '' ? null : start.name, headerRow, columns, year, unitId };
}

const blank: Recipe = {
  sheet: null,
  headerRow: 1,
  decimal: '.',
  dayOrder: null,
  columns: [],
  month: { from: 'column' },
  year: null,
  unitId: null,
  stream: null,
  parameter: null,
  repeated: 'error',
};

/**
 * A proposal how a sheet is to be read: line of names, decimal mark, order of days, what each column means. Only exact names are taken for known; a near one
 * (CO2 and CO2e) is left to the person.
 */
export function recogniseSheet(start: SheetStart, fileName: string, units: readonly IntakeUnit[], measures: ReadonlySet<string>): Recipe {
  const own = ownForm(start, units);
  if (own) return own;
  const rows = units.flatMap((unit) => unit.rows);
  const year = yearIn(start, fileName);
  const headerRow = headerOf(start, rows, measures, year);
  const head = start.rows[headerRow - 1] ?? [];
  const below = start.rows.slice(headerRow).flat();
  const texts = below.flatMap((cell) => (cell?.kind === 'text' ? [cell.text] : []));
  const columns = rolesOf(head, rows, measures, year);
  const above = monthAbove(start, headerRow);
  const hasMonths = columns.some((column) => column.role === 'month' || column.role === 'month_value');
  const month: MonthFrom = hasMonths
    ? { from: 'column' }
    : above !== null
      ? { from: 'cell', cell: above }
      : monthInName(start.name) !== null
        ? { from: 'sheet' }
        : monthInName(fileName) !== null
          ? { from: 'file' }
          : { from: 'column' };
  return {
    ...blank,
    sheet: start.name === '' ? null : start.name,
    headerRow,
    decimal: decimalMarkOf(texts),
    dayOrder: dayOrderOf(texts),
    columns,
    month,
    year,
    unitId: units.length === 1 ? (units[0]?.id ?? null) : unitIn(start, headerRow, units),
  };
}

/** A unit named above the table. */
function unitIn(start: SheetStart, headerRow: number, units: readonly IntakeUnit[]): string | null {
  const above = start.rows
    .slice(0, Math.max(0, headerRow - 1))
    .flatMap((row) => row.flatMap((cell) => (cell ? [plainName(cell.text)] : [])));
  const named = units.filter((unit) =>
    above.some((text) => text.includes(plainName(unit.name.zh)) || text.includes(plainName(unit.name.en))),
  );
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

function yearIn(start: SheetStart, fileName: string): number | null {
  const above = start.rows.slice(0, 3).flatMap((row) => row.flatMap((cell) => (cell?.kind === 'text' ? [cell.text] : [])));
  for (const text of [...above, start.name, fileName]) {
    const found = new Set([...text.matchAll(/(?<!\d)(20[1-4]\d)(?!\d)/g)].map((match) => match[1]));
    if (found.size === 1) return Number([...found][0]);
  }
  return null;
}

/** By what a source's files are known again: the names of the columns, as people mean them. */
export function signatureOf(start: SheetStart, headerRow: number): string {
  const head = start.rows[headerRow - 1] ?? [];
  return head.map((cell) => plainName(headerText(cell))).join('|');
}
