import { type LookupColumn, type LookupEntry, type LookupTable, lookupKey } from './table.ts';

/** What a lookup found, and what has to be said about it. */
export interface FoundEntry {
  readonly entry: LookupEntry;
  /** The address of the entry: the region it is for, the first month it is valid. */
  readonly keys: readonly string[];
  /** The region asked for, when the row is of a wider one. */
  readonly widened: string | null;
  /** The month asked for, when the row's validity had ended before. */
  readonly outdated: string | null;
}

/** The region of rows that hold everywhere. */
export const world = 'WORLD';

/** `CN-BJ` → `CN-BJ`, `CN`, `WORLD`: the nearest first. */
export function regionChain(region: string): string[] {
  const chain: string[] = [];
  for (let one = region; one !== ''; one = one.slice(0, Math.max(0, one.lastIndexOf('-')))) chain.push(one);
  return chain.includes(world) ? chain : [...chain, world];
}

/** The entry for keys as asked; `not_valid` when there are rows, but none for that month. */
export function findEntry(table: LookupTable, column: LookupColumn, keys: readonly string[]): FoundEntry | 'no_row' | 'not_valid' {
  const region = table.keys.findIndex((key) => key.type === 'region');
  const month = table.keys.findIndex((key) => key.type === 'month');
  if (region < 0 && month < 0) {
    const entry = column.entries.get(lookupKey(keys));
    return entry === undefined ? 'no_row' : { entry, keys, widened: null, outdated: null };
  }
  const answers = found.get(column) ?? new Map<string, FoundEntry | 'no_row' | 'not_valid'>();
  found.set(column, answers);
  const address = lookupKey(keys);
  const known = answers.get(address);
  if (known !== undefined) return known;
  const answer = nearest(column, keys, region, month);
  if (answers.size >= mostAnswers) answers.clear();
  answers.set(address, answer);
  return answer;
}

/** A table does not change once it is made, so an answer stands. */
const found = new WeakMap<LookupColumn, Map<string, FoundEntry | 'no_row' | 'not_valid'>>();
const mostAnswers = 100_000;

function nearest(column: LookupColumn, keys: readonly string[], region: number, month: number): FoundEntry | 'no_row' | 'not_valid' {
  const asked = keys[region] ?? '';
  const lists = (region < 0 ? [''] : regionChain(asked)).map((one) => {
    const nearer = keys.map((key, i) => (i === region ? one : i === month ? '' : key));
    return { keys: nearer, widened: region >= 0 && one !== asked ? asked : null, rows: rowsOf(column, lookupKey(nearer), month) };
  });
  const inMonth = keys[month] ?? '';
  for (const late of [false, true]) {
    for (const list of lists) {
      const entry = month < 0 ? list.rows[0] : validIn(list.rows, inMonth, late);
      if (entry !== undefined)
        return { entry, keys: addressed(list.keys, month, entry), widened: list.widened, outdated: late ? inMonth : null };
    }
  }
  return lists.some((list) => list.rows.length > 0) ? 'not_valid' : 'no_row';
}

function addressed(keys: readonly string[], month: number, entry: LookupEntry): readonly string[] {
  return month < 0 ? keys : keys.map((key, i) => (i === month ? monthOf(entry.validity?.from) : key));
}

/** `2024-07-01` and `2024-07` are the same month. */
function monthOf(day: string | null | undefined): string {
  return day?.slice(0, 7) ?? '';
}

function validIn(rows: readonly LookupEntry[], month: string, late: boolean): LookupEntry | undefined {
  const begun = rows.filter((row) => monthOf(row.validity?.from) <= month);
  const ended = (row: LookupEntry) => row.validity?.to !== null && row.validity?.to !== undefined && monthOf(row.validity.to) < month;
  // Where two rows hold in one month (a change within it), the later one counts.
  return late ? begun.filter((row) => row.lasting === true).at(-1) : begun.filter((row) => !ended(row)).at(-1);
}

const dated = new WeakMap<LookupColumn, Map<string, LookupEntry[]>>();

/** Rows under an address without its month, by first month of validity. */
function rowsOf(column: LookupColumn, address: string, month: number): readonly LookupEntry[] {
  let groups = dated.get(column);
  if (groups === undefined) {
    groups = new Map();
    for (const [key, entry] of column.entries) {
      const group = month < 0 ? key : lookupKey(key.split('\u0001').map((part, i) => (i === month ? '' : part)));
      const list = groups.get(group);
      if (list) list.push(entry);
      else groups.set(group, [entry]);
    }
    for (const list of groups.values()) list.sort((a, b) => (monthOf(a.validity?.from) < monthOf(b.validity?.from) ? -1 : 1));
    dated.set(column, groups);
  }
  return groups.get(address) ?? [];
}

/**
 * Texts with the same signature find the same entries at this key whatever the other keys are, and the same is to be said about it.
 * Used to work out a value once for all months between two changes, and for all regions that fall back alike.
 */
export function keySignature(table: LookupTable, column: LookupColumn, position: number, text: string): string {
  const type = table.keys[position]?.type;
  const known = signatureParts(column, position, type === 'month');
  if (type === 'month') return String(known.filter((cut) => cut <= text).length);
  if (type !== 'region') return text;
  const present = new Set(known);
  const chain = regionChain(text).filter((one) => present.has(one));
  return `${chain[0] === text ? '=' : '>'}${chain.join(',')}`;
}

const parts = new WeakMap<LookupColumn, Map<number, readonly string[]>>();

/** Regions that occur, or the months in which a validity begins or has ended. */
function signatureParts(column: LookupColumn, position: number, month: boolean): readonly string[] {
  const mine = parts.get(column) ?? new Map<number, readonly string[]>();
  parts.set(column, mine);
  const known = mine.get(position);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const [key, entry] of column.entries) {
    if (!month) found.add(key.split('\u0001')[position] ?? '');
    else {
      found.add(monthOf(entry.validity?.from));
      // Any month after the last valid one compares greater than it and not greater than this mark.
      if (entry.validity?.to) found.add(`${monthOf(entry.validity.to)}+`);
    }
  }
  mine.set(position, [...found]);
  return [...found];
}
