import { Decimal, print } from '../quantity/decimal.ts';
import type { Unit } from '../quantity/unit.ts';
import type { AggregateTerm, Kind, LookupTerm, Term, Value } from './term.ts';
import { lookup, membersOf, valueAt } from './value.ts';
import type { World } from './world.ts';

/** Told of every value a formula rests on, in the order of appearance. */
export interface Uses {
  readonly symbol: (slot: number, tuple: number) => void;
  readonly lookup: (term: LookupTerm & Term, found: NonNullable<ReturnType<typeof lookup>>) => void;
}

/** Digits of a number inside a substituted formula: enough to check by hand, few enough to read. The nodes have all digits. */
export const readableDigits = 15;
const listed = 12;
const listedCharacters = 600;

/**
 * The formula with the numbers put in. It is a formula of the language again: what has no value stays a name, of an `if` the
 * branch that was taken stands, an aggregate is written out up to twelve members and beyond that as its value.
 */
export function substitute(term: Term, tuple: number, world: World, uses: Uses): string {
  return put(term, tuple, world, uses, 0);
}

const levels = { or: 1, and: 2, not: 3, compare: 4, add: 5, subtract: 5, multiply: 6, divide: 6, negate: 7, power: 8 } as const;
const atom = 9;

function put(term: Term, tuple: number, world: World, uses: Uses, level: number): string {
  const { text, own } = written(term, tuple, world, uses);
  return own < level ? `(${text})` : text;
}

function written(term: Term, tuple: number, world: World, uses: Uses): { text: string; own: number } {
  const go = (part: Term, level: number) => put(part, tuple, world, uses, level);
  switch (term.op) {
    case 'number':
      return whole(term.bare ? term.digits : `${term.digits} [${unitOf(term.kind)?.symbol ?? '1'}]`);
    case 'text':
    case 'boolean':
    case 'key':
      return whole(valueText(valueAt(term, tuple, world), term.kind) ?? "''");
    case 'symbol': {
      const home = world.project(term.record, term.home, tuple);
      if (home >= 0) uses.symbol(term.slot, home);
      return number(valueText(valueAt(term, tuple, world), term.kind) ?? term.name);
    }
    case 'lookup': {
      for (const key of term.keys) put(key, tuple, world, uses, 0);
      const found = lookup(term, tuple, world);
      if (found) uses.lookup(term, found);
      return number(valueText(found?.value, term.kind) ?? term.columnName);
    }
    case 'negate':
      return { text: `-${go(term.of, levels.negate)}`, own: levels.negate };
    case 'not':
      return { text: `not ${go(term.of, levels.not)}`, own: levels.not };
    case 'given':
      return whole(String(valueAt(term, tuple, world)));
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide': {
      const own = levels[term.op];
      const sign = { add: '+', subtract: '-', multiply: '*', divide: '/' }[term.op];
      const firm = term.op === 'subtract' || term.op === 'divide';
      return { text: `${go(term.left, own)} ${sign} ${go(term.right, firm ? own + 1 : own)}`, own };
    }
    case 'and':
    case 'or':
      return { text: `${go(term.left, levels[term.op])} ${term.op} ${go(term.right, levels[term.op])}`, own: levels[term.op] };
    case 'compare':
      return { text: `${go(term.left, 5)} ${term.sign} ${go(term.right, 5)}`, own: levels.compare };
    case 'power':
      return { text: `${go(term.of, atom)}^${term.exponent}`, own: levels.power };
    case 'raise':
      return { text: `${go(term.left, atom)} ^ (${go(term.right, 0)})`, own: levels.power };
    case 'root':
      return whole(`sqrt(${go(term.of, 0)})`);
    case 'exponential':
      return whole(`exp(${go(term.of, 0)})`);
    case 'absolute':
      return whole(`abs(${go(term.of, 0)})`);
    case 'round':
      return whole(`round(${go(term.of, 0)}, ${term.digits})`);
    case 'floor':
    case 'ceil':
      return whole(`${term.op}(${go(term.of, 0)})`);
    case 'least':
    case 'greatest':
      return whole(`${term.op === 'least' ? 'min' : 'max'}(${term.items.map((item) => go(item.of, 0)).join(', ')})`);
    case 'if': {
      go(term.condition, 0);
      const condition = valueAt(term.condition, tuple, world);
      return condition === undefined ? whole('undecided') : written(condition ? term.yes : term.no, tuple, world, uses);
    }
    case 'aggregate':
      return aggregateText(term, tuple, world, uses);
  }
}

function whole(text: string): { text: string; own: number } {
  return { text, own: atom };
}

/** A negative number is a negation to the grammar. */
function number(text: string): { text: string; own: number } {
  return text.startsWith('-') ? { text, own: levels.negate } : whole(text);
}

function aggregateText(term: AggregateTerm & Term, tuple: number, world: World, uses: Uses): { text: string; own: number } {
  const members = membersOf(term, tuple, world);
  const shows = members.length <= listed && term.name !== 'count';
  const level = term.name === 'sum' || term.name === 'mean' ? levels.add : 0;
  const parts = members.map((member) => put(term.of, member, world, uses, level));
  const total = valueAt(term, tuple, world);
  const short = number(valueText(total, term.kind) ?? 'undecided');
  if (!shows || parts.length === 0 || parts.reduce((n, part) => n + part.length, 0) > listedCharacters) return short;
  if (term.name === 'min' || term.name === 'max') return whole(`${term.name}(${parts.join(', ')})`);
  if (term.name === 'mean') return { text: `(${parts.join(' + ')}) / ${parts.length}`, own: levels.divide };
  return { text: parts.join(' + '), own: parts.length === 1 ? 0 : levels.add };
}

function unitOf(kind: Kind): Unit | null {
  return kind.type === 'quantity' ? kind.unit : null;
}

/** `12.5 [t]`, `'coal'`, `true`; null when there is no value. A number of dimension 1 stands without unit. */
function valueText(value: Value, kind: Kind): string | null {
  if (value === undefined) return null;
  if (!(value instanceof Decimal))
    return typeof value === 'string' ? `'${value.replaceAll("'", '’').replaceAll(/\s/g, ' ')}'` : String(value);
  const unit = unitOf(kind);
  const digits = print(value, readableDigits);
  return unit === null || unit.symbol === '1' ? digits : `${digits} [${unit.symbol}]`;
}
