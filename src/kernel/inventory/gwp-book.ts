import { Decimal, parseDecimal } from '../quantity/decimal.ts';
import type { GwpResolution } from './category.ts';
import type { CarbonOrigin, GasGroup, InventoryInput } from './inventory.ts';

/** The library's global warming potentials and the make-up of refrigerant blends. */
export interface GwpBook {
  /** By set, then gas: kg CO2e per kg as printed, and where from. */
  readonly sets: ReadonlyMap<string, ReadonlyMap<string, GwpValue>>;
  /** By blend: gas and share of mass in per cent. */
  readonly blends: ReadonlyMap<string, readonly BlendPart[]>;
  readonly resolutions: readonly GwpResolution[];
}

export interface GwpValue {
  readonly value: string;
  readonly source: string;
}

export interface BlendPart {
  readonly gas: string;
  readonly sharePct: string;
}

/** A GWP as an inventory uses it. */
export interface UsedGwp {
  readonly value: Decimal;
  readonly source: string;
}

/** Answers for one inventory: its set, its own values first, the resolutions of the reviewed file next, the set's row last. Null: no value known. */
export function gwpLookup(book: GwpBook, set: string, overrides: InventoryInput['gwpOverrides']): (gas: string) => UsedGwp | null {
  const known = new Map<string, UsedGwp | null>();
  const rows = book.sets.get(set);
  const own = new Map(overrides.map((one) => [one.gas, one]));
  const find = (gas: string): UsedGwp | null => {
    if (gas === 'CO2' || gas === 'CO2e') return { value: new Decimal(1), source: gas === 'CO2' ? 'by definition' : '' };
    const given = own.get(gas);
    if (given) return used(given.value, given.source);
    const resolution = book.resolutions.find((one) => one.set === set && one.gas === gas);
    if (resolution?.value) return used(resolution.value, `${set}; ${resolution.reason.en}`);
    const row = rows?.get(resolution?.takes ?? gas) ?? (gas.startsWith('CH4') ? (own.get('CH4') ?? rows?.get('CH4')) : undefined);
    return row ? used(row.value, row.source) : null;
  };
  return (gas) => {
    const before = known.get(gas);
    if (before !== undefined) return before;
    const found = find(gas);
    known.set(gas, found);
    return found;
  };
}

function used(value: string, source: string): UsedGwp | null {
  const number = parseDecimal(value);
  return number === null ? null : { value: number, source };
}

/** A blend as its species, anything else as itself; shares are fractions. `R410A` is read as `R-410A`. */
export function speciesOf(book: GwpBook, gas: string): readonly { readonly gas: string; readonly share: Decimal }[] {
  const name = /^R\d/.test(gas) ? `R-${gas.slice(1)}` : gas;
  const blend = book.blends.get(name);
  if (!blend) return [{ gas, share: new Decimal(1) }];
  return blend.map((part) => ({ gas: part.gas, share: new Decimal(part.sharePct).dividedBy(100) }));
}

/** Methane with an origin: what the sets of AR5 and AR6 tell apart. */
export function gasOfOrigin(gas: string, origin: CarbonOrigin): string {
  return gas === 'CH4' ? (origin === 'fossil' ? 'CH4' : 'CH4-nonfossil') : gas;
}

const perfluorinated = /^(PFC-.*|(c-?)?C\d*F\d+)$/;

/** The group of ISO 14064-1 a gas is reported under. */
export function gasGroup(gas: string): GasGroup {
  if (gas === 'CO2') return 'CO2';
  if (gas === 'CO2e') return 'unspecified';
  if (gas === 'CH4' || gas.startsWith('CH4-')) return 'CH4';
  if (gas === 'N2O' || gas === 'SF6' || gas === 'NF3') return gas;
  if (gas.startsWith('HFC-') || gas === 'HFCs-PFCs') return 'HFCs';
  if (perfluorinated.test(gas)) return 'PFCs';
  return 'other';
}
