import { Decimal } from '../quantity/decimal.ts';
import type { Key } from './columns-key.ts';
import type { Method } from './method.ts';
import { partsOf, termsOf } from './order.ts';
import type { LookupColumn } from './table.ts';
import type { Term } from './term.ts';

const columns = new WeakMap<LookupColumn, boolean>();

function columnPositive(column: LookupColumn): boolean {
  const known = columns.get(column);
  if (known !== undefined) return known;
  const positive = [...column.entries.values()].every((entry) => !(entry.value instanceof Decimal) || !entry.value.isNegative());
  columns.set(column, positive);
  return positive;
}

/** Whether a quantity can be shown to be never below zero: from the bounds of inputs, the entries of tables and the operations. */
export function neverNegative(term: Term, method: Method): boolean {
  const go = (part: Term) => neverNegative(part, method);
  switch (term.op) {
    case 'number':
      return !term.value.isNegative();
    case 'symbol':
      return symbolPositive(term.slot, method);
    case 'lookup':
      return columnPositive(term.column);
    case 'power':
      return term.exponent % 2 === 0 || go(term.of);
    case 'absolute':
    case 'root':
    case 'exponential':
    case 'raise':
      return true;
    case 'greatest':
      return term.items.some((item) => go(item.of));
    case 'if':
      return go(term.yes) && go(term.no);
    case 'aggregate':
      return term.name === 'count' || go(term.of);
    case 'negate':
    case 'subtract':
      return false;
    default:
      return partsOf(term).every(go);
  }
}

const symbols = new WeakMap<Method, Map<number, boolean>>();

function symbolPositive(slot: number, method: Method): boolean {
  const known = symbols.get(method) ?? new Map<number, boolean>();
  symbols.set(method, known);
  const before = known.get(slot);
  const symbol = method.symbols[slot];
  if (before !== undefined || symbol === undefined) return before === true;
  known.set(slot, false);
  const bounded = symbol.is === 'step' || (symbol.min !== null && !symbol.min.isNegative());
  const terms = symbol.is === 'step' ? symbol.alternatives.map((one) => one.term) : termsOf(symbol);
  // Defaults are not held to the bounds of their input, so they are looked at, too.
  const positive = bounded && terms.every((term) => neverNegative(term, method));
  known.set(slot, positive);
  return positive;
}

export function keyNeverNegative(key: Key, method: Method): boolean {
  switch (key.op) {
    case 'none':
    case 'present':
    case 'absolute':
      return true;
    case 'number':
      return !key.value.isNegative();
    case 'term':
      return key.term.kind.type !== 'quantity' || neverNegative(key.term, method);
    case 'times':
    case 'over':
    case 'plus':
      return keyNeverNegative(key.left, method) && keyNeverNegative(key.right, method);
    case 'minus':
      return false;
    case 'power':
      return key.exponent % 2 === 0 || keyNeverNegative(key.of, method);
    case 'scale':
      return keyNeverNegative(key.of, method);
    case 'choose':
      return keyNeverNegative(key.yes, method) && keyNeverNegative(key.no, method);
  }
}
