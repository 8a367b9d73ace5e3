import type { BodyOf } from '../../../contract/endpoint.ts';
import type { inventoryLineEndpoints as l } from '../../../contract/inventory-lines.ts';
import { numberOut } from '../../parts/fields.tsx';
import { type FactorValue, factorOut, perOf } from './FactorField.tsx';

export type Entry = BodyOf<typeof l.recordEntry>['entry'];
export type Data = 'supplier' | 'hybrid' | 'activity' | 'spend';
/** What a row of activity data asks for. */
export type RowKey =
  | 'amount'
  | 'mass'
  | 'distance'
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
  | 'empty';
export type Kind = NonNullable<Entry['activity']>['kind'];
export type EntryRow = Partial<Record<RowKey, string>> & { name?: string; factor?: FactorValue };

export interface EntryFields {
  readonly data: readonly Data[];
  readonly month?: string;
  readonly note?: string;
  readonly supplierAmount?: string;
  readonly supplierFactor?: FactorValue;
  readonly boundary?: 'cradle_to_gate' | 'gate_to_gate';
  readonly record?: string;
  readonly coverage?: string;
  readonly allotted?: string;
  readonly upstream?: readonly EntryRow[];
  readonly rows?: readonly EntryRow[];
  readonly asked?: string;
  readonly employed?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly year?: string;
  readonly tax?: string;
  readonly basis?: 'purchaser' | 'producer';
  readonly industry?: string;
  readonly rate?: string;
  readonly rateSource?: string;
  readonly spentIndex?: string;
  readonly baseIndex?: string;
  readonly indexSource?: string;
  readonly prefer?: Data;
  readonly preferReason?: string;
}

/** How the guidance reads each of the 15 categories, and what its rows ask for. */
export const kindOfCategory: Readonly<Record<number, Kind>> = {
  ...{ 1: 'quantity', 2: 'quantity', 3: 'quantity', 4: 'freight', 5: 'waste', 6: 'travel', 7: 'commuting', 8: 'leased_assets' },
  ...{ 9: 'freight', 10: 'quantity', 11: 'use_phase', 12: 'end_of_life', 13: 'leased_assets', 14: 'quantity', 15: 'investments' },
};
export const rowKeys: Readonly<Record<Kind, readonly RowKey[]>> = {
  quantity: ['amount'],
  freight: ['mass', 'distance', 'empty'],
  waste: ['mass'],
  travel: ['persons', 'distance'],
  commuting: ['persons', 'oneWay', 'days', 'occupancy'],
  use_phase: ['sold', 'uses', 'perUse'],
  end_of_life: ['sold', 'mass'],
  leased_assets: ['amount', 'share', 'months'],
  investments: ['share', 'emission'],
};
/** May be left empty, with what then stands. */
const otherwise: Partial<Record<RowKey, string>> = { empty: '0', share: '100', months: '12', occupancy: '' };
/** Asked in per cent, sent as a share. */
const percents: readonly RowKey[] = ['share', 'empty'];
export const optional = (key: RowKey): boolean => key in otherwise;
export const inPercent = (key: RowKey): boolean => percents.includes(key);

/** A percentage as the share it stands for, without leaving decimals. */
export function shareOf(percent: string): string {
  const [whole = '', part = ''] = percent.split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = whole.replace('-', '').padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${part}`;
}

type Faults = string[];

/** The entry as it is sent; `faults` names the fields that are missing or no numbers. */
export function entryOut(fields: EntryFields, kind: Kind): { readonly entry: Entry; readonly faults: readonly string[] } {
  const faults: Faults = [];
  const has = (data: Data) => fields.data.includes(data);
  const number = (name: string, text: string | undefined): string => {
    const read = numberOut(text);
    if (read === null) faults.push(name);
    return read ?? '0';
  };
  const factor = (name: string, value: FactorValue | undefined) => {
    const out = factorOut(value);
    if (out === null) faults.push(name);
    return out ?? { factorId: '-' };
  };
  const maybe = (text: string | undefined) => numberOut(text);
  const entry: Entry = { order: 'convert_then_deflate' };
  const supplierFactor = has('supplier') ? factor('supplierFactor', fields.supplierFactor) : null;
  if (supplierFactor)
    entry.supplier = {
      amount: number('supplierAmount', fields.supplierAmount),
      unit: perOf(fields.supplierFactor) || '-',
      factor: supplierFactor,
      boundary: fields.boundary ?? 'cradle_to_gate',
    };
  if (has('hybrid'))
    entry.hybrid = {
      supplier_emission: number('allotted', fields.allotted),
      ...{ allocation_share: '1', materials: [], transport: [], waste: [] },
      other: (fields.upstream ?? []).map((row, i) => ({
        id: row.name || `${i + 1}`,
        amount: number('amount', row.amount),
        unit: perOf(row.factor) || '-',
        factor: factor('factor', row.factor),
      })),
    };
  if (has('activity')) entry.activity = activityOut(fields, kind, { number, factor, maybe });
  if (has('spend')) {
    entry.spend = {
      amount: number('amount', fields.amount),
      ...{
        currency: fields.currency ?? 'CNY',
        year: Number(fields.year),
        tax_rate: fields.tax ? shareOf(number('tax', fields.tax)) : '0',
        price_basis: fields.basis ?? 'purchaser',
      },
      factor: { factorId: fields.industry ?? '-' },
    };
    if (fields.industry === undefined) faults.push('industry');
    const rate = maybe(fields.rate);
    if (rate !== null && fields.rateSource) entry.exchangeRate = { rate, source: fields.rateSource };
    const [spent, base] = [maybe(fields.spentIndex), maybe(fields.baseIndex)];
    if (spent !== null && base !== null && fields.indexSource) entry.priceIndex = { spent, base, source: fields.indexSource };
  }
  const coverage = maybe(fields.coverage);
  if (coverage !== null && (has('supplier') || has('hybrid'))) entry.coverage = shareOf(coverage);
  if (fields.record?.trim()) entry.record = fields.record.trim();
  if (fields.prefer && fields.preferReason?.trim()) entry.prefer = { way: fields.prefer, reason: fields.preferReason.trim() };
  return { entry, faults };
}

interface Reading {
  readonly number: (name: string, text: string | undefined) => string;
  readonly factor: (name: string, value: FactorValue | undefined) => NonNullable<ReturnType<typeof factorOut>>;
  readonly maybe: (text: string | undefined) => string | null;
}

/** A field of a row, in the way it is sent. */
function reader({ number, maybe }: Reading) {
  return (row: EntryRow, key: RowKey): string => {
    const given = maybe(row[key]) ?? otherwise[key];
    const text = given === undefined ? number(key, row[key]) : given;
    return inPercent(key) && text !== '' ? shareOf(text) : text;
  };
}

const namedRows = ({ rows = [] }: EntryFields) =>
  rows.map((row, i) => ({ row, id: row.name || `${i + 1}`, unit: perOf(row.factor) || '-' }));

function activityOut(fields: EntryFields, kind: Kind, reading: Reading): NonNullable<Entry['activity']> {
  const { factor, maybe } = reading;
  const of = reader(reading);
  const named = namedRows(fields);
  if (kind === 'freight')
    return {
      kind,
      vehicles: [],
      legs: named.map(({ row, id }) => ({
        id,
        mass_t: of(row, 'mass'),
        distance_km: of(row, 'distance'),
        empty_return: of(row, 'empty'),
        factor: factor('factor', row.factor),
      })),
    };
  if (kind === 'travel')
    return {
      kind,
      nights: [],
      journeys: named.map(({ row, id }) => ({
        id,
        return: false,
        persons: of(row, 'persons'),
        distance_km: of(row, 'distance'),
        factor: factor('factor', row.factor),
      })),
    };
  if (kind === 'commuting') {
    const [asked, employed] = [maybe(fields.asked), maybe(fields.employed)];
    const groups = named.map(({ row, id }) => {
      const occupancy = of(row, 'occupancy');
      const base = {
        id,
        persons: of(row, 'persons'),
        one_way_km: of(row, 'oneWay'),
        days: of(row, 'days'),
        factor: factor('factor', row.factor),
      };
      return occupancy === '' ? base : { ...base, occupancy };
    });
    return { kind, groups, telework: [], ...(asked !== null && employed !== null ? { asked, employed } : {}) };
  }
  return productsOut(fields, kind, reading);
}

function productsOut(fields: EntryFields, kind: Kind, reading: Reading): NonNullable<Entry['activity']> {
  const { factor } = reading;
  const of = reader(reading);
  const named = namedRows(fields);
  const treated = (row: EntryRow) => [{ treatment: '-', share: '1', factor: factor('factor', row.factor) }];
  if (kind === 'waste')
    return { kind, streams: named.map(({ row, id, unit }) => ({ id, mass: of(row, 'mass'), unit, treatments: treated(row) })) };
  if (kind === 'end_of_life')
    return {
      kind,
      products: named.map(({ row, id, unit }) => ({
        id,
        units_sold: of(row, 'sold'),
        mass: of(row, 'mass'),
        unit,
        treatments: treated(row),
      })),
    };
  if (kind === 'use_phase')
    return {
      kind,
      products: named.map(({ row, id, unit }) => ({
        id,
        units_sold: of(row, 'sold'),
        uses: of(row, 'uses'),
        per_use: of(row, 'perUse'),
        unit,
        factor: factor('factor', row.factor),
      })),
    };
  if (kind === 'leased_assets')
    return {
      kind,
      assets: named.map(({ row, id, unit }) => ({
        id,
        amount: of(row, 'amount'),
        share: of(row, 'share'),
        months: of(row, 'months'),
        unit,
        factor: factor('factor', row.factor),
      })),
    };
  if (kind === 'investments')
    return { kind, investments: named.map(({ row, id }) => ({ id, share: of(row, 'share'), emission: of(row, 'emission') })) };
  return {
    kind: 'quantity',
    items: named.map(({ row, id, unit }) => ({ id, amount: of(row, 'amount'), unit, factor: factor('factor', row.factor) })),
  };
}
