import type { Entry } from './entry-model.ts';

export type Kind = NonNullable<Entry['activity']>['kind'];

/** What a row of an entry may ask for; the words have a label and an explanation for each. */
export type RowKey =
  | 'amount'
  | 'perDay'
  | 'mass'
  | 'capacity'
  | 'load'
  | 'distance'
  | 'empty'
  | 'persons'
  | 'oneWay'
  | 'days'
  | 'occupancy'
  | 'sold'
  | 'uses'
  | 'perUse'
  | 'share'
  | 'months'
  | 'emission'
  | 'revenue';
export type FactorKey = 'factor' | 'full' | 'unladen';
export type TableKey =
  | 'items'
  | 'groups'
  | 'telework'
  | 'journeys'
  | 'nights'
  | 'legs'
  | 'vehicles'
  | 'streams'
  | 'products'
  | 'discarded'
  | 'assets'
  | 'investees'
  | 'materials'
  | 'moved'
  | 'waste'
  | 'other';

/** A list of rows of an entry: where it stands in the data that are sent, and what a row asks for. */
export interface EntryTable {
  readonly of: string;
  readonly columns: readonly RowKey[];
  readonly factors: readonly FactorKey[];
  /** Its amounts are in what the factor is per, which is sent along. */
  readonly unit?: true;
  /** Divided among treatments, each with its own factor. */
  readonly treatments?: true;
  /** A journey may go there and back. */
  readonly back?: true;
}

const measured = { factors: ['factor'], unit: true } as const;
const plain = { factors: ['factor'] } as const;
export const entryTables: Readonly<Record<TableKey, EntryTable>> = {
  items: { of: 'items', columns: ['amount'], ...measured },
  groups: { of: 'groups', columns: ['persons', 'oneWay', 'days', 'occupancy'], ...plain },
  telework: { of: 'telework', columns: ['perDay', 'persons', 'days'], ...measured },
  journeys: { of: 'journeys', columns: ['persons', 'distance'], ...plain, back: true },
  nights: { of: 'nights', columns: ['amount'], ...measured },
  legs: { of: 'legs', columns: ['mass', 'distance', 'empty'], ...plain },
  vehicles: { of: 'vehicles', columns: ['mass', 'capacity', 'load', 'distance', 'empty'], factors: ['full', 'unladen'] },
  streams: { of: 'streams', columns: ['mass'], factors: [], unit: true, treatments: true },
  products: { of: 'products', columns: ['sold', 'uses', 'perUse'], ...measured },
  discarded: { of: 'products', columns: ['sold', 'mass'], factors: [], unit: true, treatments: true },
  assets: { of: 'assets', columns: ['amount', 'share', 'months'], ...measured },
  investees: { of: 'investments', columns: ['share', 'emission', 'revenue'], factors: [] },
  materials: { of: 'materials', columns: ['amount'], ...measured },
  moved: { of: 'transport', columns: ['mass', 'distance'], ...plain },
  waste: { of: 'waste', columns: ['amount'], ...measured },
  other: { of: 'other', columns: ['amount'], ...measured },
};

export const tablesOfKind: Readonly<Record<Kind, readonly TableKey[]>> = {
  quantity: ['items'],
  freight: ['legs', 'vehicles'],
  waste: ['streams'],
  travel: ['journeys', 'nights'],
  commuting: ['groups', 'telework'],
  use_phase: ['products'],
  end_of_life: ['discarded'],
  leased_assets: ['assets'],
  investments: ['investees'],
};
export const hybridTables: readonly TableKey[] = ['materials', 'moved', 'waste', 'other'];

/** How the guidance reads each of the 15 categories. */
const kindOfCategory: Readonly<Record<number, Kind>> = {
  ...{ 1: 'quantity', 2: 'quantity', 3: 'quantity', 4: 'freight', 5: 'waste', 6: 'travel', 7: 'commuting', 8: 'leased_assets' },
  ...{ 9: 'freight', 10: 'quantity', 11: 'use_phase', 12: 'end_of_life', 13: 'leased_assets', 14: 'quantity', 15: 'investments' },
};
/** The ways to describe the activity of a category: its own, and amount × factor (fuel burned, energy used), which every chapter allows. */
export function kindsOf(scope3: number): readonly Kind[] {
  const own = kindOfCategory[scope3] ?? 'quantity';
  return own === 'quantity' ? [own] : [own, 'quantity'];
}

/** The name of a field in the data that are sent. */
export const fieldOf: Readonly<Record<RowKey, string>> = {
  ...{ amount: 'amount', perDay: 'amount', mass: 'mass', capacity: 'capacity_t', load: 'load', distance: 'distance_km' },
  ...{ empty: 'empty_return', persons: 'persons', oneWay: 'one_way_km', days: 'days', occupancy: 'occupancy', sold: 'units_sold' },
  ...{ uses: 'uses', perUse: 'per_use', share: 'share', months: 'months', emission: 'emission', revenue: 'revenue' },
};
/** Freight is in tonnes, waste in what its factors are per. */
export const sentAs = (table: EntryTable, key: RowKey): string => (key === 'mass' && table.unit === undefined ? 'mass_t' : fieldOf[key]);
export const factorSentAs: Readonly<Record<FactorKey, string>> = { factor: 'factor', full: 'full', unladen: 'empty' };

/** May be left empty: what then stands is told beside the field. */
const leftOpen: readonly RowKey[] = ['empty', 'occupancy', 'months', 'emission', 'revenue'];
export const optional = (table: EntryTable, key: RowKey): boolean =>
  leftOpen.includes(key) || (key === 'share' && table.of === 'assets') || (key === 'persons' && table.of === 'journeys');
/** Asked in per cent, sent as a share. */
const percents: readonly RowKey[] = ['share', 'empty', 'load'];
export const inPercent = (key: RowKey): boolean => percents.includes(key);

/** The unit beside a field; `per`: what the row's factor is per. */
export function unitOf(table: EntryTable, key: RowKey, per: string): string {
  if (key === 'distance' || key === 'oneWay') return 'km';
  if (key === 'capacity' || (key === 'mass' && table.unit === undefined)) return 't';
  if (key === 'emission') return 'tCO2e';
  return key === 'amount' || key === 'perDay' || key === 'perUse' || key === 'mass' || key === 'revenue' ? per : '';
}
