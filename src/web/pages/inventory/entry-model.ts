import type { BodyOf } from '../../../contract/endpoint.ts';
import { type inventoryLineEndpoints as l, scope3Entry } from '../../../contract/inventory-lines.ts';
import { numberOut } from '../../parts/fields.tsx';
import {
  type EntryTable,
  entryTables,
  type FactorKey,
  factorSentAs,
  hybridTables,
  inPercent,
  type Kind,
  optional,
  type RowKey,
  sentAs,
  type TableKey,
  tablesOfKind,
} from './entry-tables.ts';
import { type FactorValue, factorOut, perOf } from './FactorField.tsx';

export type Entry = BodyOf<typeof l.recordEntry>['entry'];
export type Data = 'supplier' | 'hybrid' | 'activity' | 'spend';

export interface TreatmentRow {
  readonly treatment?: string | undefined;
  readonly share?: string | undefined;
  readonly factor?: FactorValue | undefined;
}
export type EntryRow = Partial<Record<RowKey, string>> &
  Partial<Record<FactorKey, FactorValue>> & {
    name?: string;
    back?: boolean;
    /** Of an investee's revenue. */
    revenueFactor?: FactorValue;
    treatments?: readonly TreatmentRow[];
  };

/** An entry of scope 3 as the form holds it: texts as they were typed. */
export interface EntryFields {
  readonly data: readonly Data[];
  readonly month?: string | undefined;
  readonly note?: string;
  readonly estimated?: boolean;
  readonly kind?: Kind;
  readonly tables?: Partial<Record<TableKey, readonly EntryRow[]>>;
  readonly supplierAmount?: string;
  readonly supplierFactor?: FactorValue;
  readonly boundary?: 'cradle_to_gate' | 'gate_to_gate';
  readonly record?: string;
  readonly coverage?: string;
  readonly supplierEmission?: string;
  readonly allotted?: string;
  readonly asked?: string;
  readonly employed?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly year?: string;
  readonly tax?: string;
  readonly basis?: 'purchaser' | 'producer';
  readonly factorFrom?: 'epa' | 'own';
  readonly industry?: string;
  readonly spendFactor?: FactorValue;
  readonly order?: Entry['order'];
  readonly rate?: string;
  readonly rateSource?: string;
  readonly spentIndex?: string;
  readonly baseIndex?: string;
  readonly indexSource?: string;
  readonly prefer?: Data;
  readonly preferReason?: string;
}

/** A row before anything is typed. */
export const emptyRow = (table: EntryTable): EntryRow => (table.treatments ? { treatments: [{}] } : {});

/** A percentage as the share it stands for, without leaving decimals. */
export function shareOf(percent: string): string {
  const [whole = '', part = ''] = percent.split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = whole.replace('-', '').padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${part}`;
}

/** A row of the sheet of EPA factors as it is published, or without the margins of trade and transport. */
export const withoutMargins = (id: string): string => id.replace(/#emission_factor$/, '#emission_factor_without_margins');
export const withMargins = (id: string): string => id.replace(/#emission_factor_without_margins$/, '#emission_factor');

type Sent = Record<string, unknown>;

/** Reads the fields of a form and remembers which are missing or no numbers. */
class Reading {
  readonly faults: string[] = [];

  number(name: string, text: string | undefined): string | undefined {
    const read = numberOut(text);
    if (read === null) this.faults.push(name);
    return read ?? undefined;
  }

  factor(name: string, value: FactorValue | undefined): unknown {
    const out = factorOut(value);
    if (out === null) this.faults.push(name);
    return out;
  }

  /** A field that may be empty; what is no number is a fault. */
  maybe(name: string, text: string | undefined): string | undefined {
    return text === undefined || text.trim() === '' ? undefined : this.number(name, text);
  }
}

/** The entry as it is sent; `faults` names the fields that are missing or no numbers. */
export function entryOut(fields: EntryFields): { readonly entry: Entry | null; readonly faults: readonly string[] } {
  const reading = new Reading();
  const has = (data: Data) => fields.data.includes(data);
  const sent: Sent = { order: fields.order ?? 'convert_then_deflate' };
  if (has('supplier'))
    sent.supplier = {
      amount: reading.number('supplierAmount', fields.supplierAmount),
      unit: perOf(fields.supplierFactor) || '-',
      factor: reading.factor('supplierFactor', fields.supplierFactor),
      boundary: fields.boundary ?? 'cradle_to_gate',
    };
  if (has('hybrid')) sent.hybrid = hybridOut(fields, reading);
  if (has('activity')) sent.activity = activityOut(fields, reading);
  if (has('spend')) Object.assign(sent, spendOut(fields, reading));
  const coverage = reading.maybe('coverage', fields.coverage);
  if (coverage !== undefined && (has('supplier') || has('hybrid'))) sent.coverage = shareOf(coverage);
  if (fields.record?.trim()) sent.record = fields.record.trim();
  if (fields.prefer && fields.preferReason?.trim()) sent.prefer = { way: fields.prefer, reason: fields.preferReason.trim() };
  if (reading.faults.length > 0) return { entry: null, faults: reading.faults };
  const read = scope3Entry.safeParse(sent);
  return read.success ? { entry: read.data, faults: [] } : { entry: null, faults: read.error.issues.map((one) => one.path.join('/')) };
}

function hybridOut(fields: EntryFields, reading: Reading): Sent {
  const lists = hybridTables.map((key) => [entryTables[key].of, rowsOut(fields, key, reading)]);
  const share = reading.maybe('allotted', fields.allotted);
  return {
    supplier_emission: reading.number('supplierEmission', fields.supplierEmission),
    ...(share === undefined ? {} : { allocation_share: shareOf(share) }),
    ...Object.fromEntries(lists),
  };
}

function activityOut(fields: EntryFields, reading: Reading): Sent {
  const kind = fields.kind ?? 'quantity';
  const lists = tablesOfKind[kind].map((key) => [entryTables[key].of, rowsOut(fields, key, reading)] as const);
  if (lists.every(([, rows]) => rows.length === 0)) reading.faults.push('rows');
  if (kind !== 'commuting') return { kind, ...Object.fromEntries(lists) };
  const [asked, employed] = [reading.maybe('asked', fields.asked), reading.maybe('employed', fields.employed)];
  if ((asked === undefined) !== (employed === undefined)) reading.faults.push('asked');
  return { kind, ...Object.fromEntries(lists), ...(asked === undefined ? {} : { asked, employed }) };
}

function rowsOut({ tables }: EntryFields, key: TableKey, reading: Reading): Sent[] {
  const table = entryTables[key];
  return (tables?.[key] ?? []).map((row, i) =>
    table.of === 'investments' ? investeeOut(row, i, reading) : rowOut(table, row, i, reading),
  );
}

const nameOf = (row: EntryRow, i: number) => row.name?.trim() || `${i + 1}`;

function columnOut(table: EntryTable, key: RowKey, row: EntryRow, reading: Reading): string | undefined {
  const text = optional(table, key) ? reading.maybe(key, row[key]) : reading.number(key, row[key]);
  return text !== undefined && inPercent(key) ? shareOf(text) : text;
}

function rowOut(table: EntryTable, row: EntryRow, i: number, reading: Reading): Sent {
  const sent: Sent = { id: nameOf(row, i) };
  for (const key of table.columns) {
    const value = columnOut(table, key, row, reading);
    if (value !== undefined) sent[sentAs(table, key)] = value;
  }
  for (const key of table.factors) sent[factorSentAs[key]] = reading.factor(key, row[key]);
  if (table.unit) sent.unit = perOfRow(table, row) || '-';
  if (table.back) sent.return = row.back ?? false;
  if (table.treatments) sent.treatments = treatmentsOut(row.treatments ?? [], reading);
  return sent;
}

function treatmentsOut(rows: readonly TreatmentRow[], reading: Reading): Sent[] {
  if (rows.length === 0) reading.faults.push('treatments');
  return rows.map(({ treatment, share, factor }, i) => {
    const percent = rows.length === 1 ? (reading.maybe('share', share) ?? '100') : reading.number('share', share);
    return {
      treatment: treatment?.trim() || `${i + 1}`,
      share: percent === undefined ? undefined : shareOf(percent),
      factor: reading.factor('factor', factor),
    };
  });
}

/** Its emissions by share, or its revenue with a factor per money. */
function investeeOut(row: EntryRow, i: number, reading: Reading): Sent {
  const id = nameOf(row, i);
  const share = reading.number('share', row.share);
  const emission = reading.maybe('emission', row.emission);
  const sent: Sent = { id, share: share === undefined ? undefined : shareOf(share) };
  if (emission !== undefined) return { ...sent, emission };
  const unit = perOf(row.revenueFactor) || '-';
  const amount = reading.number('revenue', row.revenue);
  return { ...sent, revenue: { id, amount, unit, factor: reading.factor('revenueFactor', row.revenueFactor) } };
}

/** What the amounts of a row are in. */
export function perOfRow(table: EntryTable, row: EntryRow | undefined): string {
  if (table.treatments) return perOf(row?.treatments?.find((one) => perOf(one.factor) !== '')?.factor);
  return perOf(table.of === 'investments' ? row?.revenueFactor : row?.[table.factors[0] ?? 'factor']);
}

function spendOut(fields: EntryFields, reading: Reading): Sent {
  const { basis = 'purchaser', industry, factorFrom = 'epa' } = fields;
  const isEpa = factorFrom === 'epa';
  if (isEpa && industry === undefined) reading.faults.push('industry');
  const tax = reading.maybe('tax', fields.tax);
  const without = isEpa && basis === 'producer' && industry ? { factor_without_margins: { factorId: withoutMargins(industry) } } : {};
  const spend = {
    amount: reading.number('amount', fields.amount),
    ...{ currency: fields.currency ?? 'CNY', year: Number(fields.year), price_basis: basis },
    ...(tax === undefined ? {} : { tax_rate: shareOf(tax) }),
    factor: isEpa ? { factorId: withMargins(industry ?? '-') } : reading.factor('spendFactor', fields.spendFactor),
    ...without,
  };
  const rate = reading.maybe('rate', fields.rate);
  const [spent, base] = [reading.maybe('spentIndex', fields.spentIndex), reading.maybe('baseIndex', fields.baseIndex)];
  const [rateSource, indexSource] = [fields.rateSource?.trim() ?? '', fields.indexSource?.trim() ?? ''];
  if (rate !== undefined && rateSource === '') reading.faults.push('rateSource');
  if ((spent === undefined) !== (base === undefined) || (spent !== undefined && indexSource === '')) reading.faults.push('indexSource');
  return {
    spend,
    ...(rate === undefined ? {} : { exchangeRate: { rate, source: rateSource } }),
    ...(spent === undefined ? {} : { priceIndex: { spent, base, source: indexSource } }),
  };
}
