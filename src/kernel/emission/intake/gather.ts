import type { Finding } from '../../finding.ts';
import { decimal, print } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import { monthInName, monthOfCell, readMonth } from './read-month.ts';
import { readNumber } from './read-number.ts';
import { type ColumnRole, columnsByRole, type IntakeEntry, type IntakeUnit, type Recipe, type UnknownName } from './recipe.ts';
import { type IntakeContext, openResolver, type Resolver, rowFor } from './resolve.ts';
import { cellName, intakeFinding, intakeLimits, isBlank, type TableCell, type TableRow } from './table.ts';
import { nothing, shown, totals } from './words.ts';

/** Everything a file says under a recipe: values with their places, faults, names still to be explained. */
export interface Gathered {
  readonly entries: readonly IntakeEntry[];
  readonly findings: readonly Finding[];
  /** How many faults there were in all, kept or not. */
  readonly errors: number;
  readonly unknown: readonly UnknownName[];
  /** Rows read, cells without data, values passed over on purpose. */
  readonly rows: number;
  readonly empty: number;
  readonly skipped: number;
}

export interface Gathering {
  readonly row: (sheet: string, row: number, cells: TableRow) => void;
  readonly end: () => Gathered;
}

interface State {
  /** How the sheet at hand is read, and its columns by what they mean. */
  recipe: Recipe;
  columns: ReadonlyMap<ColumnRole['role'], readonly number[]>;
  readonly context: IntakeContext;
  readonly names: Resolver;
  readonly titles: Map<string, TableCell>;
  readonly entries: IntakeEntry[];
  readonly places: Map<string, number>;
  readonly findings: Finding[];
  errors: number;
  rows: number;
  empty: number;
  skipped: number;
}

interface RowFacts {
  readonly sheet: string;
  readonly row: number;
  readonly unit: IntakeUnit;
  readonly fuel: { stream: string; parameter: string | null; unit: string | null } | null;
  readonly parameter: { parameter: string; stream: string | null; unit: string | null } | null;
  readonly month: string | null;
  readonly measure: string | null;
  readonly comment: string;
}

function tell(state: State, sheet: string, row: number, column: number, code: string, what: Text, cure: Text): null {
  state.errors += 1;
  if (state.findings.length >= intakeLimits.findings) return null;
  const cell = cellName(row, column);
  const where = sheet === '' ? { zh: cell, en: cell } : { zh: `工作表“${sheet}”${cell}`, en: `sheet "${sheet}", ${cell}` };
  const text = { zh: `${where.zh}：${what.zh}`, en: `${where.en}: ${what.en}` };
  state.findings.push(intakeFinding('error', code, { sheet, cell }, text, cure));
  return null;
}

/**
 * Reads a file row by row, each sheet under its own recipe (the first where none names it); a month in two sheets is told. `row` wants every row, head included.
 */
export function openGathering(recipes: readonly [Recipe, ...Recipe[]], context: IntakeContext): Gathering {
  const [first] = recipes;
  const readings = new Map(recipes.map((recipe) => [recipe.sheet, { recipe, columns: columnsByRole(recipe) }]));
  let last: string | null = null;
  const state: State = {
    recipe: first,
    columns: columnsByRole(first),
    context,
    names: openResolver(context),
    titles: new Map(),
    entries: [],
    places: new Map(),
    findings: [],
    errors: 0,
    rows: 0,
    empty: 0,
    skipped: 0,
  };
  return {
    row: (sheet, row, cells) => {
      if (sheet !== last) {
        Object.assign(state, readings.get(sheet) ?? readings.get(first.sheet));
        last = sheet;
      }
      if (row <= state.recipe.headerRow) {
        cells.forEach((cell, column) => {
          if (cell && state.titles.size < 4000) state.titles.set(`${sheet} ${cellName(row, column)}`, cell);
        });
        return;
      }
      if (cells.every(isBlank)) return;
      state.rows += 1;
      const facts = factsOf(state, sheet, row, cells);
      if (facts !== null) valuesOf(state, facts, cells);
    },
    end: () => ({
      entries: state.entries,
      findings: state.findings,
      errors: state.errors,
      unknown: state.names.unknown(),
      rows: state.rows,
      empty: state.empty,
      skipped: state.skipped,
    }),
  };
}

function textsOf({ columns }: State, cells: TableRow, role: ColumnRole['role']): { column: number; text: string }[] {
  const texts: { column: number; text: string }[] = [];
  for (const column of columns.get(role) ?? []) {
    const text = cells[column]?.text.trim() ?? '';
    if (text !== '') texts.push({ column, text });
  }
  return texts;
}

/** What holds for the whole row; null when the row is passed over or its names are not known yet. */
function factsOf(state: State, sheet: string, row: number, cells: TableRow): RowFacts | null {
  const { recipe, names } = state;
  const pass = () => {
    state.skipped += 1;
    return null;
  };
  const at = (column: number) => ({ sheet, row, column });
  const facility = textsOf(state, cells, 'facility');
  const monthCell = textsOf(state, cells, 'month')[0];
  const named = textsOf(state, cells, 'parameter')[0];
  if ([facility[0], monthCell, named].some((one) => one && totals.test(one.text))) return pass();
  const facilityName = facility.map((one) => one.text).join(' / ');
  const unit = facility[0]
    ? names.unit(facilityName, at(facility[0].column))
    : recipe.unitId === null
      ? null
      : names.unitById(recipe.unitId);
  if (unit === 'skip') return pass();
  const fuelText = textsOf(state, cells, 'fuel')[0];
  const fuel = fuelText ? names.fuel(fuelText.text, at(fuelText.column)) : null;
  if (fuel === 'skip') return pass();
  const parameter = named ? names.parameter(named.text, at(named.column)) : null;
  if (parameter === 'skip') return pass();
  const measureText = textsOf(state, cells, 'unit')[0];
  const measure = measureText ? names.measure(measureText.text, at(measureText.column)) : null;
  if (measure === 'skip') return pass();
  if (unit === null && facility.length === 0 && state.columns.has('facility')) {
    return tell(state, sheet, row, state.columns.get('facility')?.[0] ?? 0, 'facility_missing', noFacility.text, noFacility.cure);
  }
  if (unit === null || (fuelText && fuel === null) || (named && parameter === null) || (measureText && measure === null)) return null;
  const month = monthOf(state, sheet, row, cells);
  if (month === undefined) return null;
  const comment = textsOf(state, cells, 'comment')
    .map((one) => one.text)
    .join('；')
    .slice(0, 1000);
  return { sheet, row, unit, fuel, parameter, month, measure, comment };
}

const noFacility = {
  text: { zh: '此行没有机组名称', en: 'the row names no unit' },
  cure: { zh: '补上机组名称，或删除此行', en: 'Fill the unit in, or delete the row' },
};

/** The month of a row; null where its columns tell it, undefined after a fault. */
function monthOf(state: State, sheet: string, row: number, cells: TableRow): string | null | undefined {
  const { recipe } = state;
  if (state.columns.has('month_value')) return null;
  if (recipe.month.from !== 'column') return fixedMonth(state, sheet, row);
  const column = state.columns.get('month')?.[0] ?? -1;
  const cell = cells[column];
  const month = cell && !isBlank(cell) ? monthOfCell(cell, recipe.dayOrder, recipe.year) : null;
  if (month !== null) return month;
  tell(
    state,
    sheet,
    row,
    Math.max(0, column),
    'month_unreadable',
    cell && !isBlank(cell)
      ? { zh: `“${shown(cell.text)}”读不出是哪个月`, en: `"${shown(cell.text)}" cannot be read as a month` }
      : { zh: '此行没有月份', en: 'the row has no month' },
    {
      zh: '写成 2024-03、2024/3/31、2024年3月、202403 或 Mar-24；日月难分时在识别设置中说明顺序',
      en: 'Write 2024-03, 2024/3/31, 202403 or Mar-24; where day and month could be confused, say the order in the settings',
    },
  );
  return undefined;
}

function fixedMonth(state: State, sheet: string, row: number): string | undefined {
  const { month: rule, dayOrder, year } = state.recipe;
  const title = rule.from === 'cell' ? state.titles.get(`${sheet} ${rule.cell.toUpperCase()}`) : undefined;
  const inTitle = title ? (monthOfCell(title, dayOrder, year) ?? monthInName(title.text)) : null;
  const found =
    rule.from === 'fixed'
      ? readMonth(rule.month)
      : rule.from === 'cell'
        ? inTitle
        : rule.from === 'sheet'
          ? (readMonth(sheet, dayOrder, year) ?? monthInName(sheet))
          : monthInName(state.context.fileName);
  if (found !== null) return found;
  // Said once, not for every row.
  if (!state.findings.some((f) => f.code === 'month_not_named')) {
    const place = rule.from === 'cell' ? rule.cell : rule.from === 'sheet' ? sheet : state.context.fileName;
    const text = { zh: `在“${shown(place)}”中找不到月份`, en: `there is no month in "${shown(place)}"` };
    tell(state, sheet, row, 0, 'month_not_named', text, {
      zh: '改用其他月份来源，或直接指定月份',
      en: 'Choose another place of the month, or name it',
    });
  }
  return undefined;
}

function valuesOf(state: State, facts: RowFacts, cells: TableRow): void {
  state.recipe.columns.forEach((column, index) => {
    const target = targetOf(state, facts, column);
    if (target === null) return;
    const cell = cells[index];
    if (!cell || (isBlank(cell) && cell.formula === undefined) || nothing.test(cell.text.trim())) {
      state.empty += 1;
      return;
    }
    const month = column.role === 'month_value' ? readMonth(column.month, null, state.recipe.year) : facts.month;
    if (month !== null) placeValue(state, facts, target, { cell, index, month });
  });
}

interface Target {
  readonly parameter: string | null;
  readonly stream: string | null;
  readonly measure: string | null;
}

/** Which parameter a column's values are of; null for a column without values. */
function targetOf(state: State, facts: RowFacts, column: ColumnRole): Target | null {
  const { fuel, parameter } = facts;
  const stream = fuel?.stream ?? state.recipe.stream;
  if (column.role === 'amount') {
    const byFuel = column.parameter === 'by_fuel';
    return {
      parameter: byFuel ? (fuel?.parameter ?? null) : column.parameter,
      stream: column.stream ?? stream,
      measure: facts.measure ?? column.unit ?? (byFuel ? (fuel?.unit ?? null) : null),
    };
  }
  if (column.role !== 'value' && column.role !== 'month_value') return null;
  return {
    parameter: parameter?.parameter ?? state.recipe.parameter,
    stream: parameter?.stream ?? stream,
    measure: facts.measure ?? parameter?.unit ?? null,
  };
}

function placeValue(state: State, facts: RowFacts, target: Target, at: { cell: TableCell; index: number; month: string }): void {
  const { sheet, row, unit } = facts;
  if (target.parameter === null) {
    state.skipped += 1;
    return;
  }
  const spec = rowFor(unit, target.parameter, target.stream);
  const name = unit.name;
  if (spec === 'none' || spec === 'which') {
    // A fuel's row may well hold amounts that are the unit's business only; what has no row is a fault.
    tell(
      state,
      sheet,
      row,
      at.index,
      spec === 'none' ? 'no_such_row' : 'stream_missing',
      spec === 'none'
        ? {
            zh: `“${name.zh}”没有参数 ${target.parameter}${target.stream ? `（燃料 ${target.stream}）` : ''} 的数据行`,
            en: `"${name.en}" has no row of ${target.parameter}${target.stream ? ` for fuel ${target.stream}` : ''}`,
          }
        : { zh: `“${name.zh}”有多种燃料，看不出是哪一种`, en: `"${name.en}" has several fuels, and this does not say which` },
      { zh: '更正对应关系，或先在机组中登记该燃料', en: 'Correct the mapping, or add the fuel to the unit first' },
    );
    return;
  }
  const value = numberOf(state, facts, at);
  if (value === null) return;
  const measure = value.percent ? '%' : target.measure;
  const measured = measure === null ? spec.unit : state.names.measure(measure, { sheet, row, column: at.index });
  if (measured === null || measured === 'skip') return;
  keep(state, {
    sheet,
    cell: cellName(row, at.index),
    unitId: unit.id,
    stream: spec.stream,
    parameter: spec.parameter,
    month: at.month,
    value: value.value,
    unit: measured,
    comment: facts.comment,
    formula: at.cell.formula ?? null,
  });
}

function numberOf(
  state: State,
  { sheet, row }: RowFacts,
  { cell, index }: { cell: TableCell; index: number },
): { value: string; percent: boolean } | null {
  const fault = (code: string, zh: string, en: string, cureZh: string, cureEn: string) =>
    tell(state, sheet, row, index, code, { zh, en }, { zh: cureZh, en: cureEn });
  if (cell.formula !== undefined && isBlank(cell))
    return fault(
      'formula_without_value',
      `公式“${shown(cell.formula)}”没有保存结果`,
      `the formula "${shown(cell.formula)}" has no stored result`,
      '在 Excel 或 WPS 中打开并保存一次，或粘贴为数值',
      'Open and save it once in a spreadsheet program, or paste it as values',
    );
  if (cell.kind === 'error')
    return fault(
      'error_value',
      `单元格为错误值 ${shown(cell.text)}`,
      `the cell holds the error ${shown(cell.text)}`,
      '在原表中更正公式',
      'Correct the formula in the file',
    );
  if (cell.kind === 'date' || cell.kind === 'boolean')
    return fault(
      'not_a_number',
      `这里应为数字，却是${cell.kind === 'date' ? '日期' : '逻辑值'} ${shown(cell.text)}`,
      `a number is expected, but it is the ${cell.kind === 'date' ? 'date' : 'logical value'} ${shown(cell.text)}`,
      '把单元格格式改为数值并核对',
      'Format the cell as a number and check it',
    );
  const read = readNumber(cell.text, cell.kind === 'number' ? '.' : state.recipe.decimal);
  if ('value' in read) return read;
  if (read.fault === 'unit_in_number')
    return fault(
      'unit_in_number',
      `“${shown(cell.text)}”中混有单位`,
      `"${shown(cell.text)}" holds a unit`,
      '把单位移到列名或单位列',
      "Move the unit into the column's name or a unit column",
    );
  if (read.fault === 'unclear_separator')
    return fault(
      'unclear_separator',
      `“${shown(cell.text)}”的小数点与千位分隔不明确`,
      `"${shown(cell.text)}" does not tell decimal mark from thousands separator`,
      `本文件的小数点设为“${state.recipe.decimal}”；请改设置或改写此值`,
      `The decimal mark of this file is set to "${state.recipe.decimal}"; change that or the value`,
    );
  return fault(
    'not_a_number',
    `“${shown(cell.text)}”不是数字`,
    `"${shown(cell.text)}" is not a number`,
    '改为数字；没有数据时留空，不要写 0',
    'Write a number; leave it empty where there are no data, never 0',
  );
}

function keep(state: State, entry: IntakeEntry): void {
  const key = `${entry.unitId} ${entry.stream ?? ''} ${entry.parameter} ${entry.month}`;
  const before = state.places.get(key);
  if (before === undefined) {
    state.places.set(key, state.entries.length);
    state.entries.push(entry);
    return;
  }
  const first = state.entries[before];
  if (!first) return;
  if (state.recipe.repeated === 'sum' && first.unit === entry.unit) {
    state.entries[before] = {
      ...first,
      value: print(decimal(first.value).plus(decimal(entry.value))),
      formula: first.formula ?? entry.formula,
    };
    return;
  }
  const [, column = 'A', row = '1'] = /^([A-Z]+)(\d+)$/.exec(entry.cell) ?? [];
  const index = [...column].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const other = first.sheet === entry.sheet ? first.cell : `${first.sheet} ${first.cell}`;
  tell(
    state,
    entry.sheet,
    Number(row),
    index,
    'month_twice',
    {
      zh: `${entry.month} 的 ${entry.parameter} 已在 ${other} 出现过`,
      en: `${entry.parameter} of ${entry.month} stands in ${other} already`,
    },
    {
      zh: '删去多余的一行；若应相加（多台机组合计），在设置中选“相加”',
      en: 'Delete the extra one; where they belong together (several generators), choose "add up" in the settings',
    },
  );
}
