import type { Alias, AliasKind, IntakeRow, IntakeUnit, Recipe, UnknownName } from './recipe.ts';
import { cellName, plainName } from './table.ts';
import { nameAndUnit, unitOfWords } from './unit-words.ts';

/** What a file is read against: where one may record, what the source's names mean, which units of measure exist. */
export interface IntakeContext {
  readonly fileName: string;
  readonly units: readonly IntakeUnit[];
  readonly aliases: readonly Alias[];
  readonly unitSymbols: readonly string[];
}

export interface NamePlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

type Known<T> = T | 'skip' | null;

/** Explains the names of a file once each, and keeps those that nobody has explained. */
export interface Resolver {
  readonly unit: (name: string, place: NamePlace) => Known<IntakeUnit>;
  readonly unitById: (id: string) => IntakeUnit | null;
  readonly fuel: (name: string, place: NamePlace) => Known<{ stream: string; parameter: string | null; unit: string | null }>;
  readonly parameter: (name: string, place: NamePlace) => Known<{ parameter: string; stream: string | null; unit: string | null }>;
  readonly measure: (name: string, place: NamePlace) => Known<string>;
  readonly unknown: () => UnknownName[];
}

function aliasMap(aliases: readonly Alias[]): ReadonlyMap<string, Alias> {
  return new Map(aliases.map((alias) => [`${alias.kind} ${plainName(alias.name)}`, alias]));
}

function only<T>(items: readonly T[]): T | null {
  return items.length === 1 ? (items[0] ?? null) : null;
}

function namesOf(row: IntakeRow): string[] {
  return [row.parameter, row.title.zh, row.title.en].map(plainName);
}

/** A parameter by its row's key, its symbol or its exact title; with a unit in brackets behind the name or without. */
function parameterByName(
  name: string,
  rows: readonly IntakeRow[],
): { parameter: string; stream: string | null; unit: string | null } | null {
  const byKey = rows.find((row) => row.key === name.trim());
  if (byKey) return { parameter: byKey.parameter, stream: byKey.stream, unit: null };
  for (const { name: bare, unit } of [{ name, unit: null }, nameAndUnit(name)]) {
    const found = new Set(rows.filter((row) => namesOf(row).includes(plainName(bare))).map((row) => row.parameter));
    const parameter = only([...found]);
    if (parameter !== null) return { parameter, stream: null, unit };
  }
  return null;
}

type Fuel = { stream: string; parameter: string | null; unit: string | null };

function fuelByName(name: string, units: readonly IntakeUnit[]): Fuel | null {
  const same = units.flatMap((unit) =>
    unit.streams.filter((s) => [s.code, s.name.zh, s.name.en].some((one) => plainName(one) === plainName(name))),
  );
  const code = only([...new Set(same.map((s) => s.code))]);
  return code === null ? null : { stream: code, parameter: null, unit: null };
}

export function openResolver(context: IntakeContext): Resolver {
  const aliases = aliasMap(context.aliases);
  const measures = new Set(context.unitSymbols);
  const rows = context.units.flatMap((unit) => unit.rows);
  const missing = new Map<string, { first: UnknownName; count: number }>();
  const looker = <T>(kind: AliasKind, told: (alias: Alias) => T | null, guess: (name: string) => T | null) => {
    const memo = new Map<string, T | 'skip'>();
    return (name: string, place: NamePlace): Known<T> => {
      const key = plainName(name);
      const known = memo.get(key);
      if (known !== undefined) return known;
      const alias = aliases.get(`${kind} ${key}`);
      const found: Known<T> = alias ? (alias.skip ? 'skip' : told(alias)) : guess(name);
      if (found !== null) {
        memo.set(key, found);
        return found;
      }
      const before = missing.get(`${kind} ${key}`);
      const first = { kind, name, count: 1, sheet: place.sheet, cell: cellName(place.row, place.column) };
      if (before) before.count += 1;
      else missing.set(`${kind} ${key}`, { first, count: 1 });
      return null;
    };
  };
  const unitById = (id: string) => context.units.find((unit) => unit.id === id) ?? null;
  return {
    unitById,
    unit: looker(
      'facility',
      (alias) => (alias.unitId === null ? null : unitById(alias.unitId)),
      (name) =>
        only(context.units.filter((unit) => [unit.name.zh, unit.name.en, unit.id].some((one) => plainName(one) === plainName(name)))),
    ),
    fuel: looker(
      'fuel',
      (alias) => (alias.stream === null ? null : { stream: alias.stream, parameter: alias.parameter, unit: alias.unit }),
      (name) => fuelByName(name, context.units),
    ),
    parameter: looker(
      'parameter',
      (alias) => (alias.parameter === null ? null : { parameter: alias.parameter, stream: alias.stream, unit: alias.unit }),
      (name) => parameterByName(name, rows),
    ),
    measure: looker(
      'unit',
      (alias) => alias.unit,
      (name) => unitOfWords(name, measures),
    ),
    unknown: () => [...missing.values()].map(({ first, count }) => ({ ...first, count })),
  };
}

/** The grid row of a unit for a parameter and, where its rows are by fuel, a stream; `which` when the stream has to be named. */
export function rowFor(unit: IntakeUnit, parameter: string, stream: string | null): IntakeRow | 'none' | 'which' {
  const candidates = unit.rows.filter((row) => row.parameter === parameter);
  if (candidates.length === 0) return 'none';
  const own = candidates.find((row) => row.stream === null);
  if (own) return own;
  if (stream !== null) return candidates.find((row) => row.stream === stream) ?? 'none';
  return only(candidates) ?? 'which';
}

/** Whether a recipe names nothing that is not there; the first thing that is, else null. */
export function recipeFault(recipe: Recipe, context: IntakeContext): 'no_values' | 'no_month' | 'no_facility' | 'no_parameter' | null {
  const has = (role: string) => recipe.columns.some((column) => column.role === role);
  const monthValues = has('month_value');
  if (!has('amount') && !has('value') && !monthValues) return 'no_values';
  if (!monthValues && recipe.month.from === 'column' && !has('month')) return 'no_month';
  if (!has('facility') && (recipe.unitId === null || !context.units.some((unit) => unit.id === recipe.unitId))) return 'no_facility';
  if ((has('value') || monthValues) && !has('parameter') && recipe.parameter === null) return 'no_parameter';
  return null;
}
