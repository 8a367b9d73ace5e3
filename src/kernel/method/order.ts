import type { MethodSymbol } from './method.ts';
import type { Term } from './term.ts';

/** Slots that a term reads, aggregates included. */
export function slotsOf(term: Term, into: Set<number> = new Set()): Set<number> {
  for (const part of partsOf(term)) slotsOf(part, into);
  if (term.op === 'symbol') into.add(term.slot);
  return into;
}

/** The terms directly inside a term, in the order they are written. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.op) {
    case 'lookup':
      return term.keys;
    case 'negate':
    case 'not':
    case 'absolute':
    case 'root':
    case 'exponential':
    case 'given':
    case 'power':
    case 'round':
    case 'floor':
    case 'ceil':
      return [term.of];
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'raise':
    case 'and':
    case 'or':
    case 'compare':
      return [term.left, term.right];
    case 'least':
    case 'greatest':
      return term.items.map((item) => item.of);
    case 'if':
      return [term.condition, term.yes, term.no];
    case 'aggregate':
      return term.where === null ? [term.of] : [term.of, term.where];
    default:
      return [];
  }
}

/** Terms of a symbol: its formulas and conditions. */
export function termsOf(symbol: MethodSymbol): Term[] {
  if (symbol.is === 'input') return symbol.fallback === null ? [] : [symbol.fallback.term];
  return symbol.alternatives.flatMap((one) => (one.when === null ? [one.term] : [one.when.term, one.term]));
}

/**
 * Slots of steps and default inputs, each after all it reads, otherwise in the order of the file. Null, after `onCycle` was told
 * a slot of each cycle, when there is none.
 */
export function orderOf(symbols: readonly MethodSymbol[], onCycle: (slot: number) => void): number[] | null {
  const needs = symbols.map((symbol) => [...termsOf(symbol).reduce((all, term) => slotsOf(term, all), new Set<number>())]);
  const state = new Map<number, 'open' | 'done'>();
  const order: number[] = [];
  let cyclic = false;
  const visit = (slot: number): void => {
    if (state.get(slot) === 'done') return;
    if (state.get(slot) === 'open') {
      cyclic = true;
      onCycle(slot);
      return;
    }
    state.set(slot, 'open');
    for (const need of needs[slot] ?? []) visit(need);
    state.set(slot, 'done');
    const symbol = symbols[slot];
    if (symbol && (symbol.is === 'step' || symbol.fallback !== null)) order.push(slot);
  };
  for (const symbol of symbols) visit(symbol.slot);
  return cyclic ? null : order;
}
