import { Decimal, parseDecimal } from '../quantity/decimal.ts';
import { givenUnit } from '../quantity/given-unit.ts';
import { applyFactor } from '../quantity/rational.ts';
import { conversionFactor, convertible } from '../quantity/unit.ts';
import type { Method, MethodInput } from './method.ts';
import type { Value } from './term.ts';

/** A column of texts, choices, yes/no (`true`, `false`), units, or numbers that repeat: codes into a dictionary. A null entry means: not given. */
export interface CodeColumn {
  readonly codes: Uint16Array | Int32Array;
  readonly dictionary: readonly (string | null)[];
}

/** A column of numbers in `unit` (default: the declared unit of the input), or in a unit of its own per record. `missing` is 1 where nothing is given. */
export interface QuantityColumn {
  readonly values: Float64Array;
  readonly unit?: string | CodeColumn;
  readonly missing?: Uint8Array;
}

/**
 * What a column feeds. With several names, each record feeds the one input whose dimension its unit has (amounts in kWh, t or
 * m³ in one column); a unit that fits none of them is a finding and gives no value.
 */
export interface InputColumn {
  readonly to: string | readonly string[];
  readonly column: CodeColumn | QuantityColumn;
}

/** The rows of one record relation as columns of equal length, and the rest of the input as the exact evaluation takes it. */
export interface ColumnData {
  readonly count: number;
  /** Inputs of `root` and rows of records above; the record at hand is left out. */
  readonly base?: Readonly<Record<string, unknown>>;
  /** Key columns by set. A set left out counts the records: 1, 2, 3 … */
  readonly keys?: Readonly<Record<string, CodeColumn>>;
  readonly inputs: readonly InputColumn[];
}

export function isCodes(column: CodeColumn | QuantityColumn): column is CodeColumn {
  return 'codes' in column;
}

export interface Range {
  readonly least: number;
  readonly greatest: number;
  readonly finite: boolean;
}

const ranges = new WeakMap<Float64Array, Range>();

/** Least and greatest of what is given; looked at once per array, which must not change afterwards. */
export function rangeOf(column: QuantityColumn): Range {
  const known = ranges.get(column.values);
  if (known !== undefined) return known;
  const range = measure(column.values, column.missing ?? null);
  ranges.set(column.values, range);
  return range;
}

function measure(values: Float64Array, missing: Uint8Array | null): Range {
  let [least, greatest, finite] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  for (let i = 0; i < values.length; i += 1) {
    if (missing !== null && missing[i] === 1) continue;
    const value = values[i] ?? Number.NaN;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    if (!(Math.abs(value) <= Number.MAX_VALUE)) finite = false;
  }
  return { least, greatest, finite };
}

/** The value of a dictionary entry for an input, or why it cannot be one. Quantities are read in `unit`, exactly. */
export function entryValue(
  method: Method,
  input: MethodInput,
  entry: string,
  unit: string | undefined,
): { value: Value } | { fault: string } {
  switch (input.type) {
    case 'boolean':
      return entry === 'true' || entry === 'false' ? { value: entry === 'true' } : { fault: 'wrong_type' };
    case 'choice':
      return input.values.includes(entry) ? { value: entry } : { fault: 'unknown_choice' };
    case 'text':
      return { value: entry };
    case 'integer':
    case 'quantity':
      return numberEntry(method, input, entry, unit);
  }
}

function numberEntry(method: Method, input: MethodInput, entry: string, unit: string | undefined): { value: Value } | { fault: string } {
  const number = parseDecimal(entry);
  if (number === null || input.unit === null) return { fault: 'not_a_number' };
  const from = unit === undefined ? input.unit : givenUnit(method.units, unit, input.unit);
  if (from === null || !convertible(from, input.unit)) return { fault: 'unit_mismatch' };
  const factor = conversionFactor(from, input.unit);
  const value = factor === null ? number : applyFactor(number, factor);
  if (input.min !== null && value.lessThan(input.min)) return { fault: 'below_min' };
  if (input.max !== null && value.greaterThan(input.max)) return { fault: 'above_max' };
  return input.type === 'integer' && !value.isInteger() ? { fault: 'not_whole' } : { value };
}

export function numeric(value: Value): number {
  return value instanceof Decimal ? value.toNumber() : Number.NaN;
}
