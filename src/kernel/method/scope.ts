import type { Unit } from '../quantity/unit.ts';
import type { Units } from '../quantity/units.ts';
import { FormulaFault } from './formula.ts';
import type { KeySet } from './method.ts';
import type { LookupTable } from './table.ts';
import type { Kind } from './term.ts';

export interface ScopeRecord {
  readonly name: string;
  readonly per: readonly string[];
}

export interface ScopeSymbol {
  readonly slot: number;
  readonly name: string;
  readonly record: number;
  /** Null when its declaration is at fault. */
  readonly kind: Kind | null;
}

/** The names that formulas of one method may use. */
export interface Scope {
  readonly records: readonly ScopeRecord[];
  readonly sets: ReadonlyMap<string, KeySet>;
  readonly symbols: ReadonlyMap<string, ScopeSymbol>;
  readonly tables: ReadonlyMap<string, LookupTable>;
  /** Throws FormulaFault when the unit cannot be read. */
  readonly unit: (symbol: string, at: number) => Unit;
  /** Numbers the aggregates of the method. */
  readonly nextAggregate: () => number;
}

export function makeScope(
  parts: Omit<Scope, 'unit' | 'nextAggregate'> & { readonly units: Units },
): Scope & { readonly aggregates: () => number } {
  let aggregates = 0;
  return {
    ...parts,
    unit: (symbol, at) => {
      const result = parts.units.parse(symbol);
      if ('unit' in result) return result.unit;
      throw new FormulaFault(at, 'unknown_unit', `单位“${symbol}”：${result.error.text.zh}`, `unit "${symbol}": ${result.error.text.en}`);
    },
    nextAggregate: () => {
      aggregates += 1;
      return aggregates - 1;
    },
    aggregates: () => aggregates,
  };
}

/** The nearest of the known names, for "did you mean"; null when none is near. */
export function nearest(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}
