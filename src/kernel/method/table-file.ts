import { parseMonth } from '../calendar/month.ts';
import type { Finding } from '../finding.ts';
import { parseDecimal } from '../quantity/decimal.ts';
import { convertible, type Unit } from '../quantity/unit.ts';
import type { Units } from '../quantity/units.ts';
import { type Fields, idPattern, type Locate, namePattern, type Path, Reading } from './reading.ts';
import { keyOf, type LookupColumn, type LookupEntry, type LookupKey, type LookupTable, lookupKey } from './table.ts';

const yearRange = { from: 1900, to: 2199 } as const;
const rowLimit = 20_000;
const columnTypes = ['quantity', 'text', 'boolean'] as const;

interface Frame {
  readonly reading: Reading;
  readonly units: Units;
  readonly keys: readonly LookupKey[];
  readonly covers: { readonly from: number; readonly to: number } | null;
}

/** Reads a table file (docs/spec/method-language.md, "Tables"). A gap or an overlap of years is a fault with file and line. */
export function checkTable(document: unknown, locate: Locate, units: Units): { table: LookupTable | null; findings: Finding[] } {
  const reading = new Reading(locate);
  const fields = reading.fields(document, [], ['table', 'key', 'columns'], ['title', 'covers', 'note', 'source']);
  if (fields === null) return { table: null, findings: reading.findings };
  const name = reading.string(fields.get('table'), ['table']);
  if (name !== null && !idPattern.test(name)) reading.isName(name, ['table'], idPattern);
  reading.text(fields.get('title'), ['title']);
  const keys = readKeys(reading, fields.get('key'));
  const frame: Frame = { reading, units, keys, covers: readCovers(reading, fields.get('covers'), keys) };
  const columns = new Map<string, LookupColumn>();
  for (const [column, value] of reading.entries(fields.get('columns'), ['columns'], namePattern, 500)) {
    const read = readColumn(frame, column, value);
    if (read !== null) columns.set(column, read);
  }
  const table: LookupTable | null = name === null ? null : { name, keys, columns, covers: frame.covers };
  return { table: reading.findings.length === 0 ? table : null, findings: reading.findings };
}

function readKeys(reading: Reading, value: unknown): LookupKey[] {
  const names = Array.isArray(value) ? value : [value];
  const keys: LookupKey[] = [];
  for (const [i, name] of names.entries()) {
    if (!reading.isName(name, Array.isArray(value) ? ['key', i] : ['key'])) continue;
    if (keys.some((key) => key.name === name))
      reading.fault(['key', i], 'duplicate', { zh: `键 ${name} 重复`, en: `key ${name} stands twice` });
    keys.push(keyOf(name));
  }
  if (keys.filter((key) => key.type === 'year').length > 1)
    reading.fault(['key'], 'duplicate', { zh: '只能有一个年度键', en: 'only one year key is possible' });
  return keys;
}

function readCovers(reading: Reading, value: unknown, keys: readonly LookupKey[]): Frame['covers'] {
  const yearly = keys.some((key) => key.type === 'year');
  if (value === undefined || value === null) {
    if (yearly)
      reading.fault(
        ['covers'],
        'missing_field',
        { zh: '有年度键的表须写明 covers', en: 'a table with a year key must say what it covers' },
        { zh: '如 covers: {from: 2019, to: 2026}', en: 'Such as covers: {from: 2019, to: 2026}' },
      );
    return null;
  }
  const fields = reading.fields(value, ['covers'], ['from', 'to'], []);
  const from = reading.integer(fields?.get('from'), ['covers', 'from'], yearRange.from, yearRange.to);
  const to = reading.integer(fields?.get('to'), ['covers', 'to'], yearRange.from, yearRange.to);
  if (from === null || to === null) return null;
  if (to < from) reading.fault(['covers'], 'wrong_order', { zh: 'covers 的终点早于起点', en: 'covers ends before it starts' });
  return { from, to };
}

function readColumn(frame: Frame, name: string, value: unknown): LookupColumn | null {
  const { reading } = frame;
  const path = ['columns', name];
  const fields = reading.fields(value, path, ['rows'], ['title', 'unit', 'type', 'note', 'source', 'clause', 'shown']);
  if (fields === null) return null;
  const type = reading.oneOf(fields.get('type'), [...path, 'type'], columnTypes) ?? 'quantity';
  // Each row may have a unit of its own instead.
  const unit = type === 'quantity' && (fields.get('unit') !== undefined || !rowsHaveUnits(fields)) ? readUnit(frame, fields, path) : null;
  const title = reading.text(fields.get('title'), [...path, 'title']);
  const source = reading.string(fields.get('source'), [...path, 'source']);
  const entries = new Map<string, LookupEntry>();
  const spans = new Map<string, { from: number; to: number; row: number }[]>();
  for (const [i, row] of reading.list(fields.get('rows'), [...path, 'rows'], rowLimit).entries()) {
    readRow(frame, row, [...path, 'rows', i], { type, unit, source, entries, spans, row: i });
  }
  if (frame.covers !== null) checkSpans(frame, path, spans);
  checkOverlap(frame, path, entries);
  const texts = type === 'text' ? new Set([...entries.values()].map((entry) => String(entry.value ?? ''))) : null;
  return { title: title ?? { zh: name, en: name }, type, unit: commonUnit(unit, entries), values: texts, entries };
}

function rowsHaveUnits(fields: Fields): boolean {
  const rows = fields.get('rows');
  return Array.isArray(rows) && rows.length > 0 && rows.every((row) => typeof row === 'object' && row !== null && 'unit' in row);
}

/** Null when rows say their own units or have several dimensions: formulas then name the unit they want. */
function commonUnit(unit: Unit | null, entries: ReadonlyMap<string, LookupEntry>): Unit | null {
  return unit !== null && [...entries.values()].every((entry) => entry.unit === null || convertible(entry.unit, unit)) ? unit : null;
}

function readUnit(frame: Frame, fields: Fields, path: Path): Unit | null {
  const symbol = frame.reading.string(fields.get('unit'), [...path, 'unit']);
  if (symbol === null) {
    frame.reading.fault(
      [...path, 'unit'],
      'missing_field',
      { zh: '缺少单位', en: 'the unit is missing' },
      { zh: '无量纲写 "1"', en: 'Write "1" for dimension 1' },
    );
    return null;
  }
  const result = frame.units.parse(symbol);
  if ('unit' in result) return result.unit;
  frame.reading.fault([...path, 'unit'], 'unknown_unit', {
    zh: `单位“${symbol}”：${result.error.text.zh}`,
    en: `unit "${symbol}": ${result.error.text.en}`,
  });
  return null;
}

interface ColumnFrame {
  readonly type: LookupColumn['type'];
  readonly unit: Unit | null;
  readonly source: string | null;
  readonly entries: Map<string, LookupEntry>;
  readonly spans: Map<string, { from: number; to: number; row: number }[]>;
  readonly row: number;
}

function readRow(frame: Frame, value: unknown, path: Path, column: ColumnFrame): void {
  const { reading, keys } = frame;
  const texts = keys.filter((key) => key.type === 'text' || key.type === 'region').map((key) => key.name);
  const yearly = keys.some((key) => key.type === 'year');
  const monthly = keys.some((key) => key.type === 'month');
  const required = [...(yearly ? ['years'] : []), ...(monthly ? ['valid'] : []), ...texts];
  const fields = reading.fields(value, path, required, [
    'value',
    'unit',
    'refuse',
    'source',
    'confidence',
    'note',
    'clause',
    'ref',
    'lasting',
  ]);
  if (fields === null) return;
  const valid = monthly ? readValid(reading, fields.get('valid'), [...path, 'valid']) : null;
  const span = yearly ? readYears(frame, fields.get('years'), [...path, 'years']) : null;
  const at = texts.map((name) => readKey(reading, fields.get(name), [...path, name]));
  const read = readEntry(frame, fields, path, column);
  if (read === null || at.includes(null) || (yearly && span === null) || (monthly && valid === null)) return;
  const lasting = reading.boolean(fields.get('lasting'), [...path, 'lasting']);
  const entry: LookupEntry = { ...read, ...(valid !== null && { validity: valid }), ...(lasting && { lasting }) };
  const group = lookupKey(at.map(String));
  if (span !== null) {
    const list = column.spans.get(group) ?? [];
    list.push({ ...span, row: column.row });
    column.spans.set(group, list);
  }
  for (let year = span?.from ?? 0; year <= (span?.to ?? 0); year += 1) {
    let text = 0;
    const key = lookupKey(
      keys.map((one) => (one.type === 'year' ? String(year) : one.type === 'month' ? (valid?.from ?? '') : String(at[text++]))),
    );
    if (column.entries.has(key) && span === null)
      reading.fault(path, 'duplicate_row', {
        zh: `该键已有一行：${at.join('、')}`,
        en: `a row of this key stands already: ${at.join(', ')}`,
      });
    column.entries.set(key, entry);
  }
}

function readKey(reading: Reading, value: unknown, path: Path): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'boolean') return String(value);
  return reading.string(value, path);
}

/** `[2023-01, 2024-12]`, both inclusive; null for an open end. */
function readValid(reading: Reading, value: unknown, path: Path): { from: string | null; to: string | null } | null {
  const list = Array.isArray(value) ? value : [];
  const [from, to] = [list[0] ?? null, list[1] ?? null];
  const month = (one: unknown): one is string | null => one === null || parseMonth(one) !== null;
  if (list.length === 2 && month(from) && month(to) && (from === null || to === null || from <= to)) return { from, to };
  reading.fault(
    path,
    'wrong_shape',
    { zh: '有效期应写为 [起, 止]，如 [2023-01, 2024-12]', en: 'the validity is written [from, to], as in [2023-01, 2024-12]' },
    { zh: '不限写 null', en: 'Write null for an open end' },
  );
  return null;
}

/** Rows that differ in their validity only must not hold in the same month. */
function checkOverlap(frame: Frame, path: Path, entries: ReadonlyMap<string, LookupEntry>): void {
  const month = frame.keys.findIndex((key) => key.type === 'month');
  if (month < 0) return;
  const last = new Map<string, string>();
  const rows = [...entries].sort(([, a], [, b]) => ((a.validity?.from ?? '') < (b.validity?.from ?? '') ? -1 : 1));
  for (const [key, entry] of rows) {
    const keys = key.split('\u0001').filter((_, i) => i !== month);
    const before = last.get(lookupKey(keys));
    const from = entry.validity?.from ?? '';
    if (before !== undefined && from <= before)
      frame.reading.fault([...path, 'rows'], 'validity_overlap', {
        zh: `${keys.join('、')} 自 ${from} 起与前一行的有效期重叠`,
        en: `${keys.join(', ')}: the row from ${from} overlaps the one before`,
      });
    last.set(lookupKey(keys), entry.validity?.to ?? '9999-12');
  }
}

function readYears(frame: Frame, value: unknown, path: Path): { from: number; to: number } | null {
  const { reading } = frame;
  const [from, to, more] = reading.list(value, path, 2);
  const first = reading.integer(from, path, yearRange.from, yearRange.to);
  const last = reading.integer(to, path, yearRange.from, yearRange.to);
  if (first === null || last === null || more !== undefined || last < first) {
    reading.fault(path, 'wrong_shape', { zh: '年度应写为 [起, 止]', en: 'years are written [from, to]' });
    return null;
  }
  return { from: first, to: last };
}

function readEntry(frame: Frame, fields: Fields, path: Path, column: ColumnFrame): LookupEntry | null {
  const { reading } = frame;
  const source = reading.string(fields.get('source'), [...path, 'source']) ?? column.source;
  const confidence = reading.string(fields.get('confidence'), [...path, 'confidence']) ?? 'high';
  const refuse = reading.text(fields.get('refuse'), [...path, 'refuse']);
  const ref = reading.string(fields.get('ref'), [...path, 'ref']);
  if (source === null)
    reading.fault(
      path,
      'missing_source',
      { zh: '该行缺少来源', en: 'the row has no source' },
      { zh: '在行或列上写 source', en: 'Write source on the row or the column' },
    );
  const given = fields.get('value');
  if ((given === undefined || given === null) === (refuse === null)) {
    reading.fault(path, 'wrong_shape', { zh: '每行须有 value 或 refuse 之一', en: 'each row has either value or refuse' });
    return null;
  }
  const value = refuse !== null ? null : readValue(given, column.type);
  if (value === undefined) {
    reading.fault([...path, 'value'], 'wrong_type', {
      zh: `值与列类型 ${column.type} 不符`,
      en: `the value does not fit the column type ${column.type}`,
    });
    return null;
  }
  const unit = fields.get('unit') === undefined ? column.unit : readUnit(frame, fields, path);
  return { value, unit, refuse, source: source ?? '', confidence, ...(ref !== null && { ref }) };
}

function readValue(value: unknown, type: LookupColumn['type']): LookupEntry['value'] | undefined {
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (type === 'text') return typeof value === 'string' && value !== '' ? value : undefined;
  return parseDecimal(value) ?? undefined;
}

/** Every year of `covers` once and only once, for each combination of the text keys. */
function checkSpans(frame: Frame, path: Path, spans: ColumnFrame['spans']): void {
  const { reading, covers } = frame;
  if (covers === null || !frame.keys.some((key) => key.type === 'year')) return;
  for (const [group, list] of spans.size === 0 && frame.keys.length === 1 ? [['', []] as const] : spans) {
    const where = group === '' ? '' : ` (${group.replaceAll('\u0001', ', ')})`;
    for (let year = covers.from; year <= covers.to; year += 1) {
      const rows = list.filter((span) => span.from <= year && year <= span.to);
      const row = [...path, 'rows', rows.at(-1)?.row ?? list.at(-1)?.row ?? 0];
      if (rows.length === 0)
        reading.fault(
          [...path, 'rows'],
          'year_gap',
          { zh: `${year} 年没有行${where}`, en: `no row for ${year}${where}` },
          { zh: '补上该年，或写 refuse 行', en: 'Add the year, or a row that refuses' },
        );
      if (rows.length > 1)
        reading.fault(
          row,
          'year_overlap',
          { zh: `${year} 年有 ${rows.length} 行${where}`, en: `${rows.length} rows for ${year}${where}` },
          { zh: '每年只留一行', en: 'Keep one row for each year' },
        );
    }
    for (const span of list) {
      if (span.from < covers.from || span.to > covers.to)
        reading.fault([...path, 'rows', span.row], 'year_outside', {
          zh: `${span.from}–${span.to} 超出 covers`,
          en: `${span.from}–${span.to} lies outside covers`,
        });
    }
  }
}
