import type { Severity } from '../finding.ts';
import { type Decimal, parseDecimal } from '../quantity/decimal.ts';
import { type RoundingMode, roundingModes } from '../quantity/rounding.ts';
import type { Text } from '../text.ts';
import { type KeySet, type MethodInput, methodLimits } from './method.ts';
import { type Fields, namePattern, type Path, type Reading } from './reading.ts';
import type { LookupTable, TableRef } from './table.ts';

/** The parts of a method file as written: shapes are right, names and formulas are not looked at yet. */
export interface DraftInput {
  readonly symbol: string;
  readonly path: Path;
  readonly title: Text;
  readonly type: MethodInput['type'];
  readonly unit: string | null;
  readonly required: boolean;
  readonly fallback: string | null;
  readonly values: readonly string[];
  readonly min: Decimal | null;
  readonly max: Decimal | null;
  readonly shown: number | null;
  readonly clause: string | null;
  readonly source: string | null;
  readonly confidence: string | null;
  readonly note: Text | null;
}

export interface DraftRecord {
  readonly name: string;
  readonly path: Path;
  readonly title: Text;
  readonly per: readonly string[];
  readonly required: boolean;
  readonly inputs: readonly DraftInput[];
}

export interface DraftFinding {
  readonly path: Path;
  readonly code: string;
  readonly severity: Severity;
  readonly text: Text;
  readonly cure: Text | null;
  readonly clause: string | null;
  readonly source: string | null;
}

export interface DraftAlternative {
  readonly path: Path;
  readonly when: string | null;
  readonly formula: string;
  readonly why: Text | null;
  readonly finding: DraftFinding | null;
}

export interface DraftStep {
  readonly symbol: string;
  readonly path: Path;
  readonly title: Text;
  readonly over: string;
  readonly type: 'quantity' | 'text' | 'boolean';
  readonly unit: string | null;
  readonly alternatives: readonly DraftAlternative[];
  readonly chooses: boolean;
  readonly optional: boolean;
  readonly confidence: string | null;
  readonly round: { readonly digits: number; readonly mode: RoundingMode } | null;
  readonly shown: number | null;
  readonly clause: string | null;
  readonly source: string | null;
  readonly note: Text | null;
}

export interface DraftCheck extends DraftFinding {
  readonly over: string;
  readonly when: string;
}

/** The whole file as read, before names and formulas are looked at. */
export interface Draft {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly summary: Text;
  readonly source: { readonly document: string; readonly confidence: string };
  readonly dataYears: { readonly from: number; readonly to: number } | null;
  readonly tables: ReadonlyMap<string, { readonly ref: TableRef; readonly table: LookupTable }>;
  readonly sets: readonly KeySet[];
  readonly records: readonly DraftRecord[];
  readonly steps: readonly DraftStep[];
  readonly checks: readonly DraftCheck[];
  readonly outputs: readonly { readonly name: string; readonly path: Path }[];
  /** As written; read when the symbols are known. */
  readonly screen: unknown;
  readonly example: unknown;
}

const inputTypes = ['quantity', 'integer', 'choice', 'text', 'boolean'] as const;
const stepTypes = ['quantity', 'text', 'boolean'] as const;
const severities = ['error', 'warning', 'info'] as const;
const findingFields = ['cure', 'clause', 'source'];
const untitled: Text = { zh: '', en: '' };

export function draftRecord(reading: Reading, name: string, value: unknown): DraftRecord | null {
  const path: Path = ['records', name];
  const root = name === 'root';
  const fields = reading.fields(value, path, root ? [] : ['per', 'title'], [
    'inputs',
    'required',
    'note',
    ...(root ? ['per', 'title'] : []),
  ]);
  if (fields === null) return null;
  const per = reading.list(fields.get('per'), [...path, 'per'], methodLimits.sets).filter((set): set is string => typeof set === 'string');
  if (root && per.length > 0) reading.fault([...path, 'per'], 'wrong_shape', { zh: 'root 的 per 须为 []', en: 'root has per: []' });
  if (!root && per.length === 0)
    reading.fault([...path, 'per'], 'wrong_shape', {
      zh: '除 root 外，per 至少一个集合',
      en: 'per names at least one set, except for root',
    });
  const inputs = reading
    .list(fields.get('inputs'), [...path, 'inputs'], methodLimits.inputs)
    .map((input, i) => draftInput(reading, input, [...path, 'inputs', i]))
    .filter((input) => input !== null);
  const title = reading.text(fields.get('title'), [...path, 'title']) ?? { zh: name, en: name };
  return { name, path, title, per, required: reading.boolean(fields.get('required'), [...path, 'required']), inputs };
}

function draftInput(reading: Reading, value: unknown, path: Path): DraftInput | null {
  const optional = [
    'unit',
    'type',
    'required',
    'optional',
    'default',
    'values',
    'min',
    'max',
    'shown',
    'clause',
    'source',
    'confidence',
    'note',
  ];
  const fields = reading.fields(value, path, ['symbol', 'title'], optional);
  const symbol = fields?.get('symbol');
  if (!fields || !reading.isName(symbol, [...path, 'symbol'], namePattern)) return null;
  const type = reading.oneOf(fields.get('type'), [...path, 'type'], inputTypes) ?? 'quantity';
  const unit = reading.string(fields.get('unit'), [...path, 'unit']);
  if (type === 'quantity' && unit === null) missingUnit(reading, path);
  if (unit !== null && type !== 'quantity' && type !== 'integer')
    reading.fault([...path, 'unit'], 'wrong_shape', { zh: '只有数量有单位', en: 'only quantities have a unit' });
  const required = reading.boolean(fields.get('required'), [...path, 'required']);
  const optionalFlag = reading.boolean(fields.get('optional'), [...path, 'optional']);
  const fallback = formulaText(reading, fields.get('default'), [...path, 'default']);
  if (Number(required) + Number(optionalFlag) > 1 || (required && fallback !== null)) {
    reading.fault(path, 'wrong_shape', {
      zh: 'required 与 optional、default 不能并用',
      en: 'required does not go with optional or default',
    });
  }
  const values = reading.list(fields.get('values'), [...path, 'values'], 500).map(String);
  if ((type === 'choice') !== values.length > 0) {
    reading.fault([...path, 'values'], 'wrong_shape', {
      zh: 'choice 须有 values，其他类型不能有',
      en: 'choice has values, other types have none',
    });
  }
  return {
    symbol,
    path,
    title: reading.text(fields.get('title'), [...path, 'title']) ?? untitled,
    type,
    unit: type === 'integer' ? (unit ?? '1') : unit,
    required,
    fallback,
    values,
    min: bound(reading, fields, path, 'min'),
    max: bound(reading, fields, path, 'max'),
    confidence: reading.string(fields.get('confidence'), [...path, 'confidence']),
    ...remarks(reading, fields, path),
  };
}

function bound(reading: Reading, fields: Fields, path: Path, name: string): Decimal | null {
  const value = fields.get(name);
  if (value === undefined || value === null) return null;
  const number = parseDecimal(value);
  if (number === null) reading.fault([...path, name], 'not_a_number', { zh: `${name} 须为数值`, en: `${name} must be a number` });
  return number;
}

function remarks(reading: Reading, fields: Fields, path: Path): Pick<DraftInput, 'shown' | 'clause' | 'source' | 'note'> {
  const clause = fields.get('clause');
  return {
    shown: reading.integer(fields.get('shown'), [...path, 'shown'], 0, 30),
    clause: reading.string(typeof clause === 'number' ? String(clause) : clause, [...path, 'clause']),
    source: reading.string(fields.get('source'), [...path, 'source']),
    note: reading.text(fields.get('note'), [...path, 'note']),
  };
}

function missingUnit(reading: Reading, path: Path): void {
  reading.fault(
    [...path, 'unit'],
    'missing_field',
    { zh: '缺少单位', en: 'the unit is missing' },
    { zh: '无量纲写 "1"；文本或是非写 type', en: 'Write "1" for dimension 1; say type for texts and yes/no' },
  );
}

function formulaText(reading: Reading, value: unknown, path: Path): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return reading.string(value, path);
}

export function draftStep(reading: Reading, value: unknown, path: Path): DraftStep | null {
  const fields = reading.fields(
    value,
    path,
    ['symbol', 'title', 'over'],
    ['unit', 'type', 'formula', 'choose', 'round', 'shown', 'clause', 'source', 'confidence', 'note', 'finding', 'optional'],
  );
  const symbol = fields?.get('symbol');
  if (!fields || !reading.isName(symbol, [...path, 'symbol'], namePattern)) return null;
  const type = reading.oneOf(fields.get('type'), [...path, 'type'], stepTypes) ?? 'quantity';
  const unit = reading.string(fields.get('unit'), [...path, 'unit']);
  if (type === 'quantity' && unit === null) missingUnit(reading, path);
  const step = {
    symbol,
    path,
    title: reading.text(fields.get('title'), [...path, 'title']) ?? untitled,
    over: reading.string(fields.get('over'), [...path, 'over']) ?? '',
    type,
    unit,
    ...draftAlternatives(reading, fields, path),
    optional: reading.boolean(fields.get('optional'), [...path, 'optional']),
    confidence: reading.string(fields.get('confidence'), [...path, 'confidence']),
    round: draftRound(reading, fields.get('round'), [...path, 'round'], type),
    ...remarks(reading, fields, path),
  };
  if (step.clause === null && step.source === null) {
    reading.fault(
      path,
      'missing_source',
      { zh: `步骤 ${symbol} 缺少条款或来源`, en: `step ${symbol} has neither clause nor source` },
      { zh: '写明 clause 或 source', en: 'Write clause or source' },
    );
  }
  return step;
}

function draftAlternatives(reading: Reading, fields: Fields, path: Path): Pick<DraftStep, 'alternatives' | 'chooses'> {
  const formula = formulaText(reading, fields.get('formula'), [...path, 'formula']);
  const choose = fields.get('choose');
  if ((formula === null) === (choose === undefined)) {
    reading.fault(path, 'wrong_shape', { zh: '须有 formula 或 choose 之一', en: 'either formula or choose is needed' });
  }
  if (formula !== null) {
    const finding = draftFinding(reading, fields.get('finding'), [...path, 'finding']);
    return { chooses: false, alternatives: [{ path, when: null, formula, why: null, finding }] };
  }
  const list = reading.list(choose, [...path, 'choose'], 40);
  return {
    chooses: true,
    alternatives: list
      .map((one, i) => draftAlternative(reading, one, [...path, 'choose', i], i + 1 === list.length))
      .filter((one) => one !== null),
  };
}

function draftAlternative(reading: Reading, value: unknown, path: Path, last: boolean): DraftAlternative | null {
  const fields = reading.fields(value, path, last ? ['formula', 'why'] : ['when', 'formula', 'why'], ['when', 'finding']);
  const formula = formulaText(reading, fields?.get('formula'), [...path, 'formula']);
  if (!fields || formula === null) return null;
  return {
    path,
    when: formulaText(reading, fields.get('when'), [...path, 'when']),
    formula,
    why: reading.text(fields.get('why'), [...path, 'why']),
    finding: draftFinding(reading, fields.get('finding'), [...path, 'finding']),
  };
}

function draftRound(reading: Reading, value: unknown, path: Path, type: string): DraftStep['round'] {
  if (value === undefined || value === null) return null;
  const fields = reading.fields(value, path, ['digits', 'mode'], []);
  if (type !== 'quantity') reading.fault(path, 'wrong_shape', { zh: '只有数量可以修约', en: 'only quantities are rounded' });
  const digits = reading.integer(fields?.get('digits'), [...path, 'digits'], -12, 30);
  const mode = reading.oneOf(fields?.get('mode'), [...path, 'mode'], roundingModes);
  return digits === null || mode === null ? null : { digits, mode };
}

export function draftFinding(reading: Reading, value: unknown, path: Path): DraftFinding | null {
  if (value === undefined || value === null) return null;
  const fields = reading.fields(value, path, ['code', 'severity', 'text'], findingFields);
  return fields && findingOf(reading, fields, path);
}

function findingOf(reading: Reading, fields: Fields, path: Path): DraftFinding | null {
  const code = fields.get('code');
  const severity = reading.oneOf(fields.get('severity'), [...path, 'severity'], severities);
  const text = reading.text(fields.get('text'), [...path, 'text']);
  if (!reading.isName(code, [...path, 'code'], /^[a-z][a-z0-9_]{1,59}$/) || severity === null || text === null) return null;
  const { clause, source } = remarks(reading, fields, path);
  return { path, code, severity, text, cure: reading.text(fields.get('cure'), [...path, 'cure']), clause, source };
}

export function draftCheck(reading: Reading, value: unknown, path: Path): DraftCheck | null {
  const fields = reading.fields(value, path, ['over', 'when', 'code', 'severity', 'text'], ['title', 'note', ...findingFields]);
  const finding = fields && findingOf(reading, fields, path);
  const over = reading.string(fields?.get('over'), [...path, 'over']);
  const when = formulaText(reading, fields?.get('when'), [...path, 'when']);
  return !finding || over === null || when === null ? null : { ...finding, over, when };
}
