import type { MethodInput } from './year-input.ts';

export interface Override {
  readonly symbol: string;
  readonly value: string | number | boolean;
}

function inYear(row: unknown, year: number): unknown {
  if (typeof row !== 'object' || row === null || !('month' in row) || typeof row.month !== 'string') return row;
  return { ...row, month: `${year}${row.month.slice(4)}` };
}

/**
 * The same data as if they were of another data year, so that the rules of that year apply, and with inputs of the whole calculation set. Only for a comparison:
 * months are called by the other year.
 */
export function underOtherRules(input: MethodInput, ruleYear: number, overrides: readonly Override[]): MethodInput {
  const moved = Object.entries(input).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map((row) => inYear(row, ruleYear)) : value,
  ]);
  return {
    ...Object.fromEntries(moved),
    data_year: ruleYear,
    ...Object.fromEntries(overrides.map(({ symbol, value }) => [symbol, value])),
  };
}
