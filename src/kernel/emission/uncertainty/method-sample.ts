import { present } from '../../assert.ts';
import { type ColumnData, compileColumns } from '../../method/columns.ts';
import { evaluateMethod } from '../../method/evaluate.ts';
import type { Method } from '../../method/method.ts';
import { Decimal, decimal, print } from '../../quantity/decimal.ts';
import { type Spread, shapeOf } from './marginal.ts';
import { fillNormals } from './random.ts';

type Row = Readonly<Record<string, unknown>>;

/** An uncertain input of a method: which values, how they deviate, and whether all rows deviate together (one meter, one factor) or each by itself. */
export interface UncertainInput {
  readonly record: string;
  readonly symbol: string;
  /** Only rows with these keys, e.g. `{ unit: '1', coal: 'coal' }`. */
  readonly at?: Readonly<Record<string, string>>;
  readonly spread: Spread;
  readonly together: boolean;
}

export interface SampleRequest {
  readonly method: Method;
  readonly input: Readonly<Record<string, unknown>>;
  readonly uncertain: readonly UncertainInput[];
  readonly draws: number;
  readonly seed: number;
}

function rowsOf(input: Readonly<Record<string, unknown>>, record: string): readonly Row[] {
  const rows = input[record];
  return Array.isArray(rows) ? rows : [];
}

function fits(row: Row, { at, symbol }: UncertainInput): boolean {
  return row[symbol] !== undefined && Object.entries(at ?? {}).every(([set, key]) => row[set] === key);
}

/** Multiples of each uncertain input by draw: one column for all its rows, or one for each row. Streams are numbered in the order given. */
function multiplesOf({ input, uncertain, draws, seed }: SampleRequest): ReadonlyMap<UncertainInput, readonly Float64Array[]> {
  let stream = 0;
  const column = (spread: Spread): Float64Array => {
    const values = new Float64Array(draws);
    fillNormals(values, draws, seed, stream, 0);
    stream += 1;
    shapeOf(spread)(values, draws);
    return values;
  };
  return new Map(
    uncertain.map((one) => {
      const rows = rowsOf(input, one.record).length;
      const shared = one.together ? column(one.spread) : null;
      return [one, Array.from({ length: rows }, () => shared ?? column(one.spread))];
    }),
  );
}

/** A given value times a multiple; a value with its unit keeps the unit. */
function times(given: unknown, by: number): unknown {
  if (typeof given === 'object' && given !== null && 'value' in given) return { ...given, value: times(given.value, by) };
  return print(decimal(String(given)).times(new Decimal(by.toPrecision(15))), 30);
}

/**
 * Draws totals of a method by evaluating it exactly with drawn inputs: works for every method and output, a few hundred draws a second for a unit's year.
 * `output` names a figure of the whole calculation or of one unit (`at`).
 */
export function sampleEvaluations(
  request: SampleRequest,
  output: { readonly symbol: string; readonly at?: Readonly<Record<string, string>> },
): Float64Array {
  const { method, input, uncertain, draws } = request;
  const multiples = multiplesOf(request);
  const totals = new Float64Array(draws);
  const wanted = Object.entries(output.at ?? {});
  for (let d = 0; d < draws; d += 1) {
    const drawn: Record<string, unknown> = { ...input };
    for (const one of uncertain) {
      const columns = present(multiples.get(one), 'multiples');
      drawn[one.record] = rowsOf(drawn, one.record).map((row, i) =>
        fits(row, one) ? { ...row, [one.symbol]: times(row[one.symbol], columns[i]?.[d] ?? 1) } : row,
      );
    }
    const { outputs } = evaluateMethod(method, drawn, { derivation: false });
    const found = outputs.find((o) => o.symbol === output.symbol && wanted.every(([set, key]) => o.at[set] === key));
    totals[d] = found?.value == null ? Number.NaN : Number(found.value);
  }
  return totals;
}

/** Draws in one pass of the columns: so many records at a time stay in the working memory. */
const recordsAtOnce = 1 << 19;

/**
 * The same for an output of one record relation, added over its rows, by columns: millions of records a second. Null where the method's step needs other rows
 * (docs/spec/bulk-evaluation.md, limits); `sampleEvaluations` serves then. Inputs are read in the units they are declared in.
 */
export function sampleColumns(request: SampleRequest, output: { readonly record: string; readonly symbol: string }): Float64Array | null {
  const { method, input, uncertain, draws } = request;
  const { plan } = compileColumns(method, { record: output.record, outputs: [output.symbol] });
  const rows = rowsOf(input, output.record);
  if (!plan || rows.length === 0) return null;
  const record = present(
    method.records.find((one) => one.name === output.record),
    'record',
  );
  const multiples = multiplesOf(request);
  const base = Object.fromEntries(Object.entries(input).filter(([name]) => name !== output.record));
  const atOnce = Math.max(1, Math.floor(recordsAtOnce / Math.max(1, rows.length)));
  const totals = new Float64Array(draws);
  for (let from = 0; from < draws; from += atOnce) {
    const n = Math.min(atOnce, draws - from);
    const data = columnsOf({
      rows,
      keys: record.per,
      n,
      from,
      uncertain: uncertain.filter((one) => one.record === output.record),
      multiples,
      base,
    });
    const result = plan.bind(data).evaluate();
    const { values, valid } = present(result.columns.get(output.symbol), 'output');
    for (let i = 0; i < values.length; i += 1) {
      const d = from + Math.floor(i / rows.length);
      totals[d] = (totals[d] ?? 0) + (valid[i] === 1 ? (values[i] ?? 0) : Number.NaN);
    }
  }
  return totals;
}

interface Piece {
  readonly rows: readonly Row[];
  readonly keys: readonly string[];
  readonly n: number;
  readonly from: number;
  readonly uncertain: readonly UncertainInput[];
  readonly multiples: ReadonlyMap<UncertainInput, readonly Float64Array[]>;
  readonly base: Readonly<Record<string, unknown>>;
}

/** Texts of the rows, repeated for each draw, as codes. */
function coded(texts: readonly (string | null)[], n: number) {
  const dictionary = [...new Set(texts)];
  const own = texts.map((one) => dictionary.indexOf(one));
  const codes = new Uint16Array(own.length * n);
  for (let d = 0; d < n; d += 1) codes.set(own, d * own.length);
  return { codes, dictionary };
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' && 'value' in value ? String(value.value) : String(value);
}

function columnsOf({ rows, keys, n, from, uncertain, multiples, base }: Piece): ColumnData {
  const symbols = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !keys.includes(name));
  const drawnSymbols = new Set(uncertain.map((one) => one.symbol));
  const inputs = symbols.map((symbol) => {
    const texts = rows.map((row) => textOf(row[symbol]));
    if (!drawnSymbols.has(symbol)) return { to: symbol, column: coded(texts, n) };
    const values = new Float64Array(rows.length * n);
    const missing = new Uint8Array(rows.length * n);
    for (let d = 0; d < n; d += 1)
      for (const [r, text] of texts.entries()) {
        const i = d * rows.length + r;
        if (text === null) missing[i] = 1;
        let value = text === null ? 0 : Number(text);
        for (const one of uncertain)
          if (one.symbol === symbol && text !== null && fits(rows[r] ?? {}, one)) value *= multiples.get(one)?.[r]?.[from + d] ?? 1;
        values[i] = value;
      }
    return { to: symbol, column: { values, missing } };
  });
  const keyColumns = keys
    .filter((set) => rows.some((row) => row[set] !== undefined))
    .map((set) => [
      set,
      coded(
        rows.map((row) => textOf(row[set])),
        n,
      ),
    ]);
  return { count: rows.length * n, base, keys: Object.fromEntries(keyColumns), inputs };
}
