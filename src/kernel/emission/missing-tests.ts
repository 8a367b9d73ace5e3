import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { Decimal, print } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import { type GridRowSpec, type Stream, streamKey, type Unmeasured } from './grid.ts';
import type { CellValue } from './year-input.ts';

/** A month for which a stream has no test, and the value a test would probably have shown. */
export interface MissingTest {
  readonly of: string;
  readonly stream: Stream;
  readonly month: string;
  /** Mean of the measured months of the stream weighted by consumption; null where none was measured. */
  readonly expected: string | null;
  /** The expected value as a cell of the grid. */
  readonly cell: CellValue | null;
  /** What the method said of the month. */
  readonly text: Text;
  readonly clause: string;
}

/**
 * Months in which the method took another value because there was no test (power-mrv.md §4), from an evaluation with them. The expected value is a convention
 * of ours, named with the result: the mean of the stream's measured months of the year, weighted by consumption.
 */
export function expectedTests(rule: Unmeasured, rows: readonly GridRowSpec[], evaluation: Evaluation, unit: string): MissingTest[] {
  return rows.flatMap((row) => {
    const { stream } = row;
    if (row.input.symbol !== rule.of || !stream) return [];
    const own = (at: Readonly<Record<string, string>> | undefined) => at?.unit === unit && at[stream.fuelKind] === streamKey(stream);
    const missing = evaluation.findings.filter((f) => rule.findings.includes(f.code) && own(f.place.at));
    if (missing.length === 0) return [];
    const expected = measuredMean(rule, evaluation, own, new Set(missing.flatMap((f) => f.place.at?.month ?? [])));
    return missing.map((finding) => missingTest(row, stream, finding, expected));
  });
}

function missingTest(row: GridRowSpec, stream: Stream, { place, text, clause }: Finding, expected: string | null): MissingTest {
  const month = place.at?.month ?? '';
  const cell = expected === null ? null : { rowKey: row.key, month, value: expected, unit: row.input.unit, ref: 'expected' };
  return { of: row.input.symbol, stream, month, expected, cell, text, clause: clause ?? '' };
}

function measuredMean(
  rule: Unmeasured,
  { outputs }: Evaluation,
  own: (at: Readonly<Record<string, string>>) => boolean,
  missing: ReadonlySet<string>,
): string | null {
  const of = (symbol: string) =>
    new Map(outputs.flatMap((o) => (o.symbol === symbol && own(o.at) && o.value !== null && o.at.month ? [[o.at.month, o.value]] : [])));
  const [values, weights] = [of(rule.used), of(rule.weight)];
  let product = new Decimal(0);
  let weight = new Decimal(0);
  for (const [month, value] of values) {
    const w = weights.get(month);
    if (missing.has(month) || w === undefined) continue;
    product = product.plus(new Decimal(value).times(w));
    weight = weight.plus(w);
  }
  return weight.isZero() ? null : print(product.div(weight));
}
