import { parseMonth, yearOf } from '../calendar/month.ts';
import type { Finding } from '../finding.ts';
import { type Decimal, parseDecimal, print } from '../quantity/decimal.ts';
import { givenUnit } from '../quantity/given-unit.ts';
import { applyFactor } from '../quantity/rational.ts';
import { conversionFactor, convertible } from '../quantity/unit.ts';
import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';
import { bounded } from './bounded.ts';
import { dataYearName } from './link.ts';
import { type Method, type MethodInput, type MethodRecord, methodLimits } from './method.ts';
import { type Path, pointer } from './reading.ts';
import type { Value } from './term.ts';
import { unitCure } from './unit-cure.ts';
import { separator, type Tuples } from './world.ts';

/** A value as the caller gave it, in the declared unit. */
export interface Given {
  readonly value: Exclude<Value, undefined>;
  readonly given?: { readonly value: string; readonly unit: string; readonly factor: string };
  readonly ref?: string;
}

export interface MethodData {
  readonly tuples: readonly Tuples[];
  /** By slot, then tuple; undefined where nothing was given. */
  readonly given: readonly (readonly (Given | undefined)[])[];
  readonly dataYear: number | null;
}

interface Row {
  readonly keys: readonly string[];
  readonly path: Path;
  readonly values: ReadonlyMap<number, Given>;
}

/** The first faults of an input, and how many there are in all. */
class Faults {
  readonly findings: Finding[] = [];
  count = 0;

  add(path: Path, code: string, zh: string, en: string, cure?: Text): void {
    this.count += 1;
    if (this.findings.length < methodLimits.findings) {
      this.findings.push({ code, severity: 'error', place: { path: pointer(path) }, text: { zh, en }, ...(cure && { cure }) });
    }
  }
}

type Fields = ReadonlyMap<string, unknown>;

/** Reads the input of a calculation; throws Refusal `invalid_input` with all faults at once, each with its JSON pointer. */
export function readInput(method: Method, input: unknown): MethodData {
  const faults = new Faults();
  const rows = method.records.map((): Row[] => []);
  const fields = fieldsOf(input, [], faults);
  if (fields !== null) readRoot(method, fields, rows, faults);
  const yearSlot = method.dataYears === null ? undefined : method.slots.get(dataYearName);
  const year = yearSlot === undefined ? undefined : rows[0]?.[0]?.values.get(yearSlot)?.value;
  const dataYear = year === undefined ? null : Number(year);
  if (dataYear !== null) checkMonths(method, rows, dataYear, faults);
  const given = fields === null ? [] : method.records.map((_, i) => i === 0 || (rows[i]?.length ?? 0) > 0);
  checkParents(method, rows, given, faults);
  const tuples = method.records.map((record, i) => tuplesOf(method, record, i, rows, given[i] === true));
  for (const [i, one] of tuples.entries()) {
    if (one.keys.length > methodLimits.tuples)
      faults.add(
        [method.records[i]?.name ?? ''],
        'too_many_rows',
        `超过 ${methodLimits.tuples} 行`,
        `more than ${methodLimits.tuples} rows`,
      );
  }
  const values = spread(method, rows, tuples, faults);
  if (faults.count > 0) {
    const met = { findings: faults.findings, count: { error: faults.count, warning: 0, info: 0 } };
    throw new Refusal('invalid_input', { findings: bounded(met, methodLimits.findings) });
  }
  return { tuples, given: values, dataYear };
}

function fieldsOf(value: unknown, path: Path, faults: Faults): Fields | null {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map<string, unknown>(Object.entries(value));
  faults.add(path, 'wrong_type', '此处应为对象', 'an object is expected here');
  return null;
}

function readRoot(method: Method, fields: Fields, rows: Row[][], faults: Faults): void {
  const [root, ...others] = method.records;
  if (!root) return;
  rows[0]?.push({ keys: [], path: [], values: readValues(method, root, fields, [], faults) });
  const known = new Set([...root.inputs.map((slot) => method.symbols[slot]?.name), ...others.map((record) => record.name)]);
  refuseUnknown(fields, known, [], faults);
  for (const [i, record] of others.entries()) {
    const value = fields.get(record.name) ?? undefined;
    if (record.required && (value === undefined || (Array.isArray(value) && value.length === 0))) {
      faults.add([record.name], 'missing_required', `缺少“${record.title.zh}”`, `"${record.title.en}" is missing`);
    }
    if (value !== undefined) readRecord(method, record, value, rows[i + 1] ?? [], faults);
  }
}

function refuseUnknown(fields: Fields, known: ReadonlySet<string | undefined>, path: Path, faults: Faults): void {
  for (const name of fields.keys()) {
    if (known.has(name)) continue;
    const list = [...known].filter((one) => one !== undefined).join(', ');
    faults.add([...path, name.slice(0, 100)], 'unknown_field', '未知字段', 'unknown field', {
      zh: `可用字段：${list}`,
      en: `Fields: ${list}`,
    });
  }
}

function readRecord(method: Method, record: MethodRecord, value: unknown, rows: Row[], faults: Faults): void {
  if (!Array.isArray(value) || value.length > methodLimits.tuples) {
    const list = Array.isArray(value);
    if (list) faults.add([record.name], 'too_many_rows', `超过 ${methodLimits.tuples} 行`, `more than ${methodLimits.tuples} rows`);
    else faults.add([record.name], 'wrong_type', '此处应为行的列表', 'a list of rows is expected here');
    return;
  }
  const known = new Set([...record.per, ...record.inputs.map((slot) => method.symbols[slot]?.name ?? '')]);
  const seen = new Map<string, number>();
  for (const [i, one] of value.entries()) {
    const path = [record.name, i];
    const fields = fieldsOf(one, path, faults);
    if (fields === null) continue;
    refuseUnknown(fields, known, path, faults);
    const keys = record.per.map((set) => readKey(method, set, fields.get(set), [...path, set], faults));
    const values = readValues(method, record, fields, path, faults);
    if (keys.includes(null)) continue;
    const joined = keys.join(separator);
    const before = seen.get(joined);
    if (before !== undefined) {
      faults.add(
        path,
        'duplicate_key',
        `与第 ${before + 1} 行的键相同：${keys.join('、')}`,
        `same keys as row ${before + 1}: ${keys.join(', ')}`,
        { zh: '合并或删去其中一行', en: 'Merge the rows or remove one' },
      );
      continue;
    }
    seen.set(joined, i);
    rows.push({ keys: keys.map(String), path, values });
  }
}

function readKey(method: Method, name: string, value: unknown, path: Path, faults: Faults): string | null {
  const set = method.sets.find((one) => one.name === name);
  const key =
    value === undefined || value === null
      ? (set?.default ?? null)
      : typeof value === 'number' && Number.isSafeInteger(value)
        ? String(value)
        : value;
  if (key === null) faults.add(path, 'missing_required', `缺少“${set?.title.zh}”`, `"${set?.title.en}" is missing`);
  else if (typeof key !== 'string' || key.trim() === '' || key.length > methodLimits.keyLength || /\p{Cc}/u.test(key)) {
    faults.add(
      path,
      'bad_key',
      `须为 1–${methodLimits.keyLength} 个字符的文本`,
      `must be a text of 1–${methodLimits.keyLength} characters`,
    );
  } else if (set?.kind === 'month' && parseMonth(key) === null)
    faults.add(path, 'bad_month', '月份应写为 YYYY-MM', 'a month is written YYYY-MM');
  else return key;
  return null;
}

function readValues(method: Method, record: MethodRecord, fields: Fields, path: Path, faults: Faults): Map<number, Given> {
  const values = new Map<number, Given>();
  for (const slot of record.inputs) {
    const input = method.symbols[slot];
    if (input?.is !== 'input') continue;
    const raw = fields.get(input.name);
    const where = [...path, input.name];
    if (raw === undefined || raw === null) {
      if (input.required) faults.add(where, 'missing_required', `缺少“${input.title.zh}”`, `"${input.title.en}" is missing`);
      continue;
    }
    const given = readValue(method, input, raw, where, faults);
    if (given !== null) values.set(slot, given);
  }
  return values;
}

function readValue(method: Method, input: MethodInput, raw: unknown, path: Path, faults: Faults): Given | null {
  if (typeof raw !== 'object') return plainValue(method, input, raw, undefined, undefined, path, faults);
  const fields = fieldsOf(raw, path, faults);
  if (fields === null) return null;
  refuseUnknown(fields, new Set(['value', 'unit', 'ref']), path, faults);
  const [value, unit, ref] = [fields.get('value'), fields.get('unit') ?? undefined, fields.get('ref') ?? undefined];
  if (value === undefined || value === null) faults.add([...path, 'value'], 'missing_required', '缺少数值', 'the value is missing');
  else if (unit !== undefined && typeof unit !== 'string')
    faults.add([...path, 'unit'], 'wrong_type', '单位应为文本', 'the unit must be a text');
  else if (ref !== undefined && (typeof ref !== 'string' || ref.length > methodLimits.keyLength))
    faults.add([...path, 'ref'], 'wrong_type', 'ref 应为文本', 'ref must be a text');
  else return plainValue(method, input, value, unit, ref, path, faults);
  return null;
}

function plainValue(
  method: Method,
  input: MethodInput,
  value: unknown,
  unit: string | undefined,
  ref: string | undefined,
  path: Path,
  faults: Faults,
): Given | null {
  const more = ref === undefined ? {} : { ref };
  if (input.type === 'quantity' || input.type === 'integer') {
    const number = readQuantity(method, input, value, unit, path, faults);
    return number && { ...number, ...more };
  }
  if (unit !== undefined) faults.add([...path, 'unit'], 'unknown_field', '此项没有单位', 'this has no unit');
  if (input.type === 'boolean') {
    if (typeof value === 'boolean') return { value, ...more };
    faults.add(path, 'wrong_type', '应为 true 或 false', 'true or false is expected');
  } else if (typeof value !== 'string' || value.length > 1_000 || /\p{Cc}/u.test(value))
    faults.add(path, 'wrong_type', '应为文本', 'a text is expected');
  else if (input.type === 'choice' && !input.values.includes(value)) {
    faults.add(path, 'unknown_choice', `“${value.slice(0, 80)}”不在可选值中`, `"${value.slice(0, 80)}" is not among the choices`, {
      zh: `可选：${input.values.join('、')}`,
      en: `Choices: ${input.values.join(', ')}`,
    });
  } else return { value, ...more };
  return null;
}

function readQuantity(
  method: Method,
  input: MethodInput,
  value: unknown,
  unit: string | undefined,
  path: Path,
  faults: Faults,
): Given | null {
  const number = parseDecimal(value);
  if (number === null || input.unit === null) {
    faults.add(path, 'not_a_number', '不是数值', 'not a number', {
      zh: '写作 1234.5，不带千分位和空格',
      en: 'Write 1234.5, without separators or blanks',
    });
    return null;
  }
  let converted = number;
  let given: Given['given'];
  if (unit !== undefined && unit !== input.unit.symbol) {
    const from = givenUnit(method.units, unit, input.unit);
    const factor = from && convertible(from, input.unit) ? conversionFactor(from, input.unit) : null;
    if (factor === null) {
      const why =
        from === null
          ? { zh: '无法识别', en: 'cannot be read' }
          : { zh: `不能换算为 ${input.unit.symbol}`, en: `does not convert to ${input.unit.symbol}` };
      faults.add(
        [...path, 'unit'],
        from === null ? 'unknown_unit' : 'unit_mismatch',
        `单位 ${unit.slice(0, 80)} ${why.zh}`,
        `unit ${unit.slice(0, 80)} ${why.en}`,
        unitCure(method.units, unit, input.unit),
      );
      return null;
    }
    converted = applyFactor(number, factor);
    given = { value: print(number), unit, factor: factor.text };
  }
  return withinBounds(input, converted, path, faults) ? { value: converted, ...(given && { given }) } : null;
}

function withinBounds(input: MethodInput, value: Decimal, path: Path, faults: Faults): boolean {
  const unit = input.unit?.symbol === '1' ? '' : ` ${input.unit?.symbol ?? ''}`;
  if (input.min !== null && value.lessThan(input.min))
    faults.add(path, 'below_min', `低于下限 ${print(input.min)}${unit}`, `below the minimum of ${print(input.min)}${unit}`);
  else if (input.max !== null && value.greaterThan(input.max))
    faults.add(path, 'above_max', `高于上限 ${print(input.max)}${unit}`, `above the maximum of ${print(input.max)}${unit}`);
  else if (input.type === 'integer' && !value.isInteger()) faults.add(path, 'not_whole', '应为整数', 'a whole number is expected');
  else return true;
  return false;
}

function checkMonths(method: Method, rows: readonly Row[][], year: number, faults: Faults): void {
  for (const [i, record] of method.records.entries()) {
    for (const [position, set] of record.per.entries()) {
      if (method.sets.find((one) => one.name === set)?.kind !== 'month') continue;
      for (const row of rows[i] ?? []) {
        const month = parseMonth(row.keys[position]);
        if (month !== null && yearOf(month) !== year)
          faults.add(
            [...row.path, set],
            'month_outside_data_year',
            `${month} 不在数据年度 ${year} 内`,
            `${month} is not in the data year ${year}`,
          );
      }
    }
  }
}

/** A row must belong to a row of every record above it that was given itself. */
function checkParents(method: Method, rows: readonly Row[][], given: readonly boolean[], faults: Faults): void {
  for (const [above, parent] of method.records.entries()) {
    if (above === 0 || !given[above]) continue;
    const known = new Set((rows[above] ?? []).map((row) => row.keys.join(separator)));
    for (const [below, record] of method.records.entries()) {
      if (!isBelow(record, parent)) continue;
      const positions = parent.per.map((set) => record.per.indexOf(set));
      for (const row of rows[below] ?? []) {
        const keys = positions.map((p) => row.keys[p] ?? '');
        if (known.has(keys.join(separator))) continue;
        faults.add(
          row.path,
          'unknown_parent_row',
          `“${parent.title.zh}”中没有 ${keys.join('、')}`,
          `"${parent.title.en}" has no row ${keys.join(', ')}`,
          {
            zh: `在 ${parent.name} 中补上该行，或整个省略 ${parent.name}`,
            en: `Add the row to ${parent.name}, or leave ${parent.name} out altogether`,
          },
        );
      }
    }
  }
}

function isBelow(record: MethodRecord, parent: MethodRecord): boolean {
  return record.per.length > parent.per.length && parent.per.every((set) => record.per.includes(set));
}

function tuplesOf(method: Method, record: MethodRecord, i: number, rows: readonly Row[][], given: boolean): Tuples {
  const found = new Map<string, readonly string[]>();
  if (given) for (const row of rows[i] ?? []) found.set(row.keys.join(separator), row.keys);
  else {
    for (const [below, other] of method.records.entries()) {
      if (!isBelow(other, record)) continue;
      const positions = record.per.map((set) => other.per.indexOf(set));
      for (const row of rows[below] ?? []) {
        const keys = positions.map((p) => row.keys[p] ?? '');
        found.set(keys.join(separator), keys);
      }
    }
  }
  const keys = [...found.values()].sort(compareKeys);
  return { keys, index: new Map(keys.map((one, n) => [one.join(separator), n] as const)) };
}

/** Whole numbers first and by size (unit 2 before unit 10), then texts by code unit. */
export function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (const [i, one] of a.entries()) {
    const other = b[i] ?? '';
    if (one === other) continue;
    const [x, y] = [/^\d{1,15}$/.test(one), /^\d{1,15}$/.test(other)];
    if (x !== y) return x ? -1 : 1;
    if (x && Number(one) !== Number(other)) return Number(one) - Number(other);
    return one < other ? -1 : 1;
  }
  return 0;
}

function spread(method: Method, rows: readonly Row[][], tuples: readonly Tuples[], faults: Faults): (Given | undefined)[][] {
  const given = method.symbols.map((symbol) =>
    new Array<Given | undefined>(symbol.is === 'input' ? (tuples[symbol.record]?.keys.length ?? 0) : 0).fill(undefined),
  );
  for (const [i, record] of method.records.entries()) {
    const index = tuples[i]?.index;
    const seen = new Set<number>();
    for (const row of rows[i] ?? []) {
      const tuple = index?.get(row.keys.join(separator)) ?? -1;
      seen.add(tuple);
      for (const [slot, value] of row.values) {
        const list = given[slot];
        if (list && tuple >= 0) list[tuple] = value;
      }
    }
    const needed = record.inputs.map((slot) => method.symbols[slot]).filter((symbol) => symbol?.is === 'input' && symbol.required);
    const missing = (tuples[i]?.keys ?? []).filter((_, tuple) => !seen.has(tuple));
    if (needed.length > 0 && missing.length > 0) {
      const where = missing
        .slice(0, 5)
        .map((keys) => keys.join('/'))
        .join(', ');
      faults.add([record.name], 'missing_required', `缺少“${record.title.zh}”：${where}`, `"${record.title.en}" is missing for ${where}`);
    }
  }
  return given;
}
