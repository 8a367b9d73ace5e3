import { isDay } from '../calendar/day.ts';
import type { Finding } from '../finding.ts';
import { parseDecimal } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { Band, Content, Field, NumberField, Register, ScoreField, Value } from './register.ts';

const longestText = 20_000;
const longestLine = 500;
/** Rows of a small table, at most. */
export const mostRows = 500;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The texts of a value: one, a list, or none. */
export function textsIn(value: Value | undefined): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' ? value.flatMap((one) => (typeof one === 'string' ? [one] : [])) : [];
}

export const textIn = (value: Value | undefined): string | null => textsIn(value)[0] ?? null;

/** The rows of a small table. */
export function rowsIn(value: Value | undefined): Content[] {
  return typeof value === 'object' ? value.flatMap((one) => (typeof one === 'string' ? [] : [one])) : [];
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function isFilled(value: Value | undefined): boolean {
  return value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);
}

/**
 * A record's content as it is stored: known fields only, texts trimmed, numbers as canonical decimal text, empty ones left out. Everything wrong is told
 * at its field (`/content/<field>`), at once; the content is then not to be used. Whether a required field is filled is asked when the record moves on.
 */
export function checkContent(register: Register, given: Readonly<Record<string, unknown>>): { content: Content; findings: Finding[] } {
  return checkFields(register.fields, given, '/content');
}

function checkFields(
  fields: readonly Field[],
  given: Readonly<Record<string, unknown>>,
  path: string,
): { content: Content; findings: Finding[] } {
  const findings: Finding[] = [];
  const content: Record<string, Value> = {};
  const known = new Set(fields.map((one) => one.id));
  for (const id of Object.keys(given))
    if (!known.has(id)) findings.push(wrong(`${path}/${id}`, { zh: `没有“${id}”这一项`, en: `There is no field “${id}”` }));
  for (const field of fields) {
    const value = given[field.id];
    if (value === undefined || value === null || field.type === 'score') continue;
    const read = checkValue(field, value, `${path}/${field.id}`);
    if ('findings' in read) findings.push(...read.findings);
    else if (isFilled(read.value)) content[field.id] = read.value;
  }
  return { content, findings };
}

/** A content with the fields that the product alone writes as they stood before, whatever was given for them. */
export function withKept(register: Register, content: Content, before: Content): Content {
  const kept = register.fields.filter((one) => one.kept).map((one) => one.id);
  if (kept.length === 0) return content;
  const own = Object.entries(content).filter(([id]) => !kept.includes(id));
  const stood = kept.flatMap((id) => {
    const value = before[id];
    return value === undefined ? [] : [[id, value] as const];
  });
  return { ...Object.fromEntries(own), ...Object.fromEntries(stood) };
}

type Checked = { readonly value: Value } | { readonly findings: readonly Finding[] };

const wrong = (path: string, text: Text): Finding => ({ code: 'record_content', severity: 'error', place: { path }, text });
const fault = (path: string, text: Text): Checked => ({ findings: [wrong(path, text)] });

function checkValue(field: Exclude<Field, ScoreField>, value: unknown, path: string): Checked {
  const about = (zh: string, en: string): Checked => fault(path, { zh: `“${field.name.zh}”${zh}`, en: `${field.name.en}: ${en}` });
  if (field.type === 'flag') return typeof value === 'boolean' ? { value } : about('只能是“是”或“否”', 'is yes or no');
  if (field.type === 'rows') return checkRows(field, value, path);
  if ('many' in field && field.many) {
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) return about('应为一列值', 'is a list of values');
    const seen = [...new Set(textsIn(value))];
    const bad = seen.find((one) => !fits(field, one));
    return bad === undefined ? { value: seen } : about(`中没有“${bad}”`, `has no “${bad}”`);
  }
  if (typeof value !== 'string') return about('应为文本', 'is a text');
  const trimmed = value.trim();
  if (trimmed === '') return { value: '' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in a document, and none in XML or JSON of the database
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(trimmed) || /\p{Surrogate}/u.test(trimmed))
    return about('含有不能打印的字符', 'has characters that cannot be printed');
  if (field.type === 'number') return checkNumber(field, trimmed, path);
  if (field.type === 'text') {
    const most = field.long ? longestText : longestLine;
    if (trimmed.length > most) return about(`最多 ${most} 字`, `at most ${most} characters`);
    return !field.long && /[\r\n]/.test(trimmed) ? about('只能是一行', 'is one line') : { value: trimmed.replaceAll(/\r\n?/g, '\n') };
  }
  return fits(field, trimmed) ? { value: trimmed } : about(`不能是“${trimmed}”`, `cannot be “${trimmed}”`);
}

function fits(field: Field, value: string): boolean {
  if (field.type === 'choice') return field.options.some((one) => one.code === value);
  if (field.type === 'day') return isDay(value);
  if (field.type === 'clause') return /^([4-9]|10|[A-D]\.\d{1,2})(\.\d{1,2})*$/.test(value);
  return uuid.test(value);
}

function checkNumber(field: NumberField, value: string, path: string): Checked {
  const number = parseDecimal(value);
  const about = (zh: string, en: string): Checked => fault(path, { zh: `“${field.name.zh}”${zh}`, en: `${field.name.en}: ${en}` });
  if (!number) return about('不是数值', 'is not a number');
  if (field.whole && !number.isInteger()) return about('应为整数', 'is a whole number');
  const [min, max] = [field.min === null ? null : parseDecimal(field.min), field.max === null ? null : parseDecimal(field.max)];
  if (min && number.lt(min)) return about(`不小于 ${field.min}`, `is at least ${field.min}`);
  if (max && number.gt(max)) return about(`不大于 ${field.max}`, `is at most ${field.max}`);
  // What is written must be read again: 1e-100 is a number, its digits are too many.
  const canonical = number.toFixed();
  return parseDecimal(canonical) ? { value: canonical } : about('位数过多', 'has too many digits');
}

function checkRows(field: Extract<Field, { type: 'rows' }>, value: unknown, path: string): Checked {
  if (!Array.isArray(value) || value.length > mostRows)
    return fault(path, { zh: `“${field.name.zh}”最多 ${mostRows} 行`, en: `${field.name.en}: at most ${mostRows} rows` });
  const findings: Finding[] = [];
  const rows: Content[] = [];
  for (const [index, row] of value.entries()) {
    if (!isGroup(row))
      return fault(`${path}/${index}`, { zh: `“${field.name.zh}”的一行不是一组值`, en: `${field.name.en}: a row is a set of values` });
    const checked = checkFields(field.columns, row, `${path}/${index}`);
    findings.push(...checked.findings);
    if (Object.keys(checked.content).length > 0) rows.push(checked.content);
  }
  return findings.length > 0 ? { findings } : { value: rows };
}

/** The product of the fields a score is made of, with its band; null while one of them is empty. Values of choices are their codes. */
export function scoreOf(field: ScoreField, content: Content): { readonly value: number; readonly band: Band | null } | null {
  let value = 1;
  for (const id of field.of) {
    const part = content[id];
    const number = typeof part === 'string' ? Number(part) : Number.NaN;
    if (!Number.isInteger(number)) return null;
    value *= number;
  }
  return { value, band: field.bands.findLast((one) => one.from <= value) ?? null };
}

export interface Reference {
  /** The field, or the table it stands in. */
  readonly field: string;
  readonly type: 'person' | 'entity' | 'record';
  readonly id: string;
  /** Registers it may be a record of. */
  readonly of: readonly string[];
}

/** Ids that a content names, with the field and what kind of thing they are. */
export function referencesOf(register: Register, content: Content): Reference[] {
  const of = (fields: readonly Field[], part: Content, above: string): Reference[] =>
    fields.flatMap((field) => {
      const value = part[field.id];
      if (value === undefined) return [];
      const name = above === '' ? field.id : above;
      if (field.type === 'rows') return rowsIn(value).flatMap((row) => of(field.columns, row, name));
      if (field.type !== 'person' && field.type !== 'entity' && field.type !== 'record') return [];
      return textsIn(value).map((id) => ({ field: name, type: field.type, id, of: field.type === 'record' ? field.of : [] }));
    });
  return of(register.fields, content, '');
}

/** The words by which a record is found: its texts and the names of its choices, lower case. */
export function searchTextOf(register: Register, content: Content): string {
  const of = (fields: readonly Field[], part: Content): string[] =>
    fields.flatMap((field) => {
      const value = part[field.id];
      if (value === undefined) return [];
      if (field.type === 'text') return textsIn(value);
      if (field.type === 'rows') return rowsIn(value).flatMap((row) => of(field.columns, row));
      if (field.type !== 'choice') return [];
      const codes = textsIn(value);
      return field.options.filter((one) => codes.includes(one.code)).flatMap((one) => [one.name.zh, one.name.en]);
    });
  return of(register.fields, content).join(' ').toLowerCase().slice(0, longestText);
}

/**
 * The clauses a record serves: those of its register, those of the kind it is of, and those it names itself. `*.10` of a register stands for the tenth clause of each annex that the
 * record names a clause of.
 */
export function clausesOf(register: Register, content: Content): string[] {
  const own = register.roles.clauses === null ? [] : textsIn(content[register.roles.clauses]);
  const kinds = register.fields.flatMap((field) => {
    const codes = field.type === 'choice' ? textsIn(content[field.id]) : [];
    return field.type === 'choice' ? field.options.filter((one) => codes.includes(one.code)).flatMap((one) => one.clauses) : [];
  });
  const annexes = new Set(own.flatMap((one) => (/^[A-D]\./.test(one) ? [one.charAt(0)] : [])));
  const given = register.clauses.flatMap((one) => (one.startsWith('*.') ? [...annexes].map((annex) => `${annex}${one.slice(1)}`) : [one]));
  return [...new Set([...given, ...kinds, ...own])].sort();
}
