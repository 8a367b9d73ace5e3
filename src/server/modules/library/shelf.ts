import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../../../kernel/assert.ts';
import { describeMethod, type MethodDescription } from '../../../kernel/method/describe.ts';
import type { Method } from '../../../kernel/method/method.ts';
import { Decimal } from '../../../kernel/quantity/decimal.ts';
import { applyFactor } from '../../../kernel/quantity/rational.ts';
import type { Units } from '../../../kernel/quantity/units.ts';
import type { Text } from '../../../kernel/text.ts';
import type { LoadedMethods } from './methods.ts';

/** A method with what its callers need besides evaluating it. */
export interface ShelvedMethod {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  /** Of the method file and of every rule table it reads: two runs under the same hash follow the same rules. */
  readonly sha256: string;
  readonly method: Method;
  readonly description: MethodDescription;
  /** Units of the registry that convert into `unit`, the unit itself first. */
  readonly acceptedUnits: (unit: string) => readonly string[];
  /** The value in another unit, exactly; null when the two do not convert. */
  readonly convert: (value: Decimal, from: string, to: string) => Decimal | null;
  readonly range: (record: string, symbol: string) => { readonly min: Decimal | null; readonly max: Decimal | null };
}

/** The methods of the installation, read once at start. */
export interface Shelf {
  readonly units: Units;
  readonly method: (id: string) => ShelvedMethod | undefined;
  readonly methods: readonly ShelvedMethod[];
}

/** Prefixed and compound units that people write where the registry's own rows would not offer them. */
const customary = [
  '10^4t',
  '10^4MWh',
  '10^4Nm3',
  '10^4kWh',
  'kJ/kg',
  'MJ/kg',
  'kcal_IT/kg',
  'kgC/kg',
  'TJ/Gg',
  'MJ/Nm3',
  'kgC/GJ',
  'tC/TJ',
];

function acceptedUnits(units: Units, unit: string): readonly string[] {
  const candidates = [...units.rows.map((row) => row.unit), ...customary];
  return [unit, ...candidates.filter((candidate) => candidate !== unit && units.convertible(candidate, unit))].slice(0, 24);
}

function convert(units: Units, value: Decimal, from: string, to: string): Decimal | null {
  if (from === to) return value;
  const factor = units.conversionFactor(from, to);
  return factor ? applyFactor(value, factor) : null;
}

function rangeOf(description: MethodDescription, record: string, symbol: string) {
  const input = description.records.find((r) => r.name === record)?.inputs.find((i) => i.symbol === symbol);
  const bound = (text: string | null | undefined) => (text === null || text === undefined ? null : new Decimal(text));
  return { min: bound(input?.min), max: bound(input?.max) };
}

/** The bytes a method rests on: its own file and its tables, in a fixed order. */
function hashOf(referenceFolder: string, method: Method): string {
  const hash = createHash('sha256');
  const add = (name: string) => hash.update(`${name}\n`).update(readFileSync(join(referenceFolder, name)));
  add(`methods/${method.id}.yaml`);
  for (const [, { ref }] of [...method.tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if ('file' in ref) add(`methods/tables/${ref.file}.yaml`);
    else if ('factors' in ref) hash.update(`factors/${ref.factors}\n`);
    else hash.update('gwp\n');
  }
  return hash.digest('hex');
}

export function makeShelf(loaded: LoadedMethods, referenceFolder: string): Shelf {
  const accepted = new Map<string, readonly string[]>();
  const methods = [...loaded.methods.values()].map((method): ShelvedMethod => {
    const description = describeMethod(method);
    return {
      id: method.id,
      version: method.version,
      title: method.title,
      sha256: hashOf(referenceFolder, method),
      method,
      description,
      acceptedUnits: (unit) => {
        if (!accepted.has(unit)) accepted.set(unit, acceptedUnits(loaded.units, unit));
        return present(accepted.get(unit), 'just set');
      },
      convert: (value, from, to) => convert(loaded.units, value, from, to),
      range: (record, symbol) => rangeOf(description, record, symbol),
    };
  });
  const byId = new Map(methods.map((method) => [method.id, method]));
  return { units: loaded.units, method: (id) => byId.get(id), methods };
}
