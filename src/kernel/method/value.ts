import { compare, Decimal, exponential, power, print, raise } from '../quantity/decimal.ts';
import { applyFactor, type Factor } from '../quantity/rational.ts';
import { ceil, floor, round } from '../quantity/rounding.ts';
import { conversionFactor } from '../quantity/unit.ts';
import { findEntry } from './find-entry.ts';
import type { LookupEntry } from './table.ts';
import type { AggregateTerm, CompareTerm, LookupTerm, Term, Value } from './term.ts';
import type { World } from './world.ts';

type Op<T extends Term['op']> = Extract<Term, { readonly op: T }>;

/** The value of a term for a tuple of its record; undefined when something it needs has no value. Quantities are in the unit of the term's kind. */
export function valueAt(term: Term, tuple: number, world: World): Value {
  switch (term.op) {
    case 'number':
    case 'text':
    case 'boolean':
      return term.value;
    case 'symbol': {
      const home = world.project(term.record, term.home, tuple);
      return home < 0 ? undefined : world.store[term.slot]?.[home];
    }
    case 'key':
      return world.keysOf(term.record, tuple)[term.position];
    case 'lookup':
      return lookup(term, tuple, world)?.value;
    case 'negate':
      return numberOf(term.of, tuple, world)?.negated();
    case 'absolute':
      return numberOf(term.of, tuple, world)?.abs();
    case 'root': {
      const of = convert(numberOf(term.of, tuple, world), term.by);
      return of === undefined || of.lessThan(0) ? undefined : of.abs().sqrt();
    }
    case 'exponential':
    case 'raise':
      return growth(term, tuple, world);
    case 'not': {
      const of = valueAt(term.of, tuple, world);
      return typeof of === 'boolean' ? !of : undefined;
    }
    case 'given':
      return given(term, tuple, world);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return arithmetic(term, tuple, world);
    case 'and':
    case 'or':
      return logic(term, tuple, world);
    case 'power': {
      const of = numberOf(term.of, tuple, world);
      return of === undefined || (of.isZero() && term.exponent < 0) ? undefined : power(of, term.exponent);
    }
    case 'compare':
      return comparison(term, tuple, world);
    case 'round':
    case 'floor':
    case 'ceil': {
      const of = convert(numberOf(term.of, tuple, world), term.by);
      if (of === undefined) return undefined;
      return term.op === 'round' ? round(of, term.digits) : term.op === 'floor' ? floor(of) : ceil(of);
    }
    case 'least':
    case 'greatest':
      return extreme(
        term.items.map((item) => convert(numberOf(item.of, tuple, world), item.by)),
        term.op === 'least' ? -1 : 1,
      );
    case 'if': {
      const condition = valueAt(term.condition, tuple, world);
      if (typeof condition !== 'boolean') return undefined;
      const taken = valueAt(condition ? term.yes : term.no, tuple, world);
      const by = condition ? term.yesBy : term.noBy;
      return taken instanceof Decimal ? convert(taken, by) : taken;
    }
    case 'aggregate':
      return aggregate(term, tuple, world);
  }
}

export function convert(value: Decimal | undefined, by: Factor | null): Decimal | undefined {
  return value === undefined || by === null ? value : applyFactor(value, by);
}

export function numberOf(term: Term, tuple: number, world: World): Decimal | undefined {
  const value = valueAt(term, tuple, world);
  return value instanceof Decimal ? value : undefined;
}

/** An input counts as given when the caller gave it, also where a default stands in for it; anything else when it has a value. */
function given(term: Op<'given'>, tuple: number, world: World): boolean {
  const { of } = term;
  if (of.op === 'symbol' && world.method.symbols[of.slot]?.is === 'input') {
    const home = world.project(of.record, of.home, tuple);
    return home >= 0 && world.isGiven(of.slot, home);
  }
  world.quiet += 1;
  const value = valueAt(of, tuple, world);
  world.quiet -= 1;
  return value !== undefined;
}

/** e^x, and a number above zero to any power. */
function growth(term: Op<'exponential'> | Op<'raise'>, tuple: number, world: World): Decimal | undefined {
  if (term.op === 'exponential') {
    const of = convert(numberOf(term.of, tuple, world), term.by);
    return of === undefined ? undefined : exponential(of);
  }
  const base = convert(numberOf(term.left, tuple, world), term.leftBy);
  const exponent = base === undefined ? undefined : convert(numberOf(term.right, tuple, world), term.rightBy);
  return base === undefined || exponent === undefined ? undefined : (raise(base, exponent) ?? undefined);
}

function arithmetic(term: Op<'add' | 'subtract'> | Op<'multiply' | 'divide'>, tuple: number, world: World): Decimal | undefined {
  const a = numberOf(term.left, tuple, world);
  const b = a === undefined ? undefined : numberOf(term.right, tuple, world);
  if (a === undefined || b === undefined) return undefined;
  if (term.op === 'add' || term.op === 'subtract') {
    const left = term.leftBy === null ? a : applyFactor(a, term.leftBy);
    const right = term.rightBy === null ? b : applyFactor(b, term.rightBy);
    return term.op === 'add' ? left.plus(right) : left.minus(right);
  }
  if (term.op === 'multiply') return a.times(b);
  return b.isZero() ? undefined : a.dividedBy(b);
}

/** Three-valued: `false and` nothing is false, `true or` nothing is true, otherwise nothing stays nothing. */
function logic(term: Op<'and' | 'or'>, tuple: number, world: World): Value {
  const settled = term.op === 'or';
  const left = valueAt(term.left, tuple, world);
  if (left === settled) return settled;
  const right = valueAt(term.right, tuple, world);
  if (right === settled) return settled;
  return left === undefined || right === undefined ? undefined : !settled;
}

function comparison(term: CompareTerm, tuple: number, world: World): boolean | undefined {
  const [left, right] = [valueAt(term.left, tuple, world), valueAt(term.right, tuple, world)];
  if (left === undefined || right === undefined) return undefined;
  const both = left instanceof Decimal && right instanceof Decimal;
  const order = both ? compare(convert(left, term.leftBy) ?? left, convert(right, term.rightBy) ?? right) : left === right ? 0 : 1;
  switch (term.sign) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
  }
}

function extreme(values: readonly (Decimal | undefined)[], sign: number): Decimal | undefined {
  let best: Decimal | undefined;
  for (const value of values) {
    if (value === undefined) return undefined;
    if (best === undefined || value.comparedTo(best) === sign) best = value;
  }
  return best;
}

/** Tuples the aggregate takes in: those of the group whose `where` holds. */
export function membersOf(term: AggregateTerm & Term, tuple: number, world: World): readonly number[] {
  const { members } = world.groupOf(term, tuple);
  const { where } = term;
  return where === null ? members : members.filter((member) => valueAt(where, member, world) === true);
}

function aggregate(term: AggregateTerm & Term, tuple: number, world: World): Value {
  const { group, cache } = world.groupOf(term, tuple);
  if (group >= 0 && cache.known[group]) return cache.results[group];
  const members = membersOf(term, tuple, world);
  if (term.name === 'count') world.quiet += 1;
  const values = members.map((member) => valueAt(term.of, member, world));
  if (term.name === 'count') world.quiet -= 1;
  const result = combine(term.name, values);
  if (group >= 0) {
    cache.known[group] = true;
    cache.results[group] = result;
  }
  return result;
}

function combine(name: AggregateTerm['name'], values: readonly Value[]): Value {
  if (name === 'count') return new Decimal(values.filter((value) => value !== undefined).length);
  const numbers = values.map((value) => (value instanceof Decimal ? value : undefined));
  if (name === 'min' || name === 'max') return extreme(numbers, name === 'min' ? -1 : 1);
  let total = new Decimal(0);
  for (const number of numbers) {
    if (number === undefined) return undefined;
    total = total.plus(number);
  }
  if (name === 'sum') return total;
  return numbers.length === 0 ? undefined : total.dividedBy(numbers.length);
}

/** The row a lookup finds and its value in the unit wanted; undefined (and noted as a fault) when there is none. */
export function lookup(
  term: LookupTerm & Term,
  tuple: number,
  world: World,
): { entry: LookupEntry; keys: readonly string[]; value: Exclude<Value, undefined> } | undefined {
  const keys = lookupKeys(term, tuple, world);
  if (keys === undefined) return undefined;
  const found = findEntry(term.table, term.column, keys);
  if (typeof found === 'string') {
    world.lookupFault(term, keys, found, null);
    return undefined;
  }
  const { entry } = found;
  if (entry.value === null) {
    world.lookupFault(term, keys, 'refused', entry);
    return undefined;
  }
  if (found.widened !== null) world.lookupFault(term, keys, 'wider_region', entry);
  if (found.outdated !== null) world.lookupFault(term, keys, 'validity_ended', entry);
  const own = found.keys;
  if (!(entry.value instanceof Decimal) || term.kind.type !== 'quantity' || entry.unit === null)
    return { entry, keys: own, value: entry.value };
  const factor = entry.unit === term.kind.unit ? null : conversionFactor(entry.unit, term.kind.unit);
  if (factor === null && entry.unit !== term.kind.unit) {
    world.lookupFault(term, keys, 'other_dimension', entry);
    return undefined;
  }
  return { entry, keys: own, value: factor === null || factor.text === '1' ? entry.value : applyFactor(entry.value, factor) };
}

export function lookupKeys(term: LookupTerm & Term, tuple: number, world: World): string[] | undefined {
  const keys: string[] = [];
  for (const key of term.keys) {
    const value = valueAt(key, tuple, world);
    if (value === undefined) return undefined;
    keys.push(value instanceof Decimal ? print(value) : String(value));
  }
  return keys;
}
