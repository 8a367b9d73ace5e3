import type { Data, Entry, EntryFields, EntryRow, TreatmentRow } from './entry-model.ts';
import {
  type EntryTable,
  entryTables,
  factorSentAs,
  hybridTables,
  inPercent,
  sentAs,
  type TableKey,
  tablesOfKind,
} from './entry-tables.ts';
import type { FactorValue } from './FactorField.tsx';

/** An entry that was recorded, back in the fields of the form it can be changed in. */
export function fieldsOf(entry: Entry): Omit<EntryFields, 'month' | 'note' | 'estimated'> {
  const { supplier, hybrid, activity, spend, prefer, coverage, record, order } = entry;
  const given: Readonly<Record<Data, unknown>> = { supplier, hybrid, activity, spend };
  const data = (['supplier', 'hybrid', 'activity', 'spend'] as const).filter((way) => given[way] !== undefined);
  return {
    ...{ data, order },
    tables: { ...tablesIn(hybrid, hybridTables), ...tablesIn(activity, activity ? tablesOfKind[activity.kind] : []) },
    ...(supplier && {
      supplierAmount: String(supplier.amount),
      supplierFactor: factorIn(supplier.factor, supplier.unit),
      boundary: supplier.boundary,
    }),
    ...(hybrid && { supplierEmission: String(hybrid.supplier_emission), allotted: percentOf(hybrid.allocation_share) }),
    ...(activity && { kind: activity.kind }),
    ...(activity?.kind === 'commuting' && { asked: textOf(activity.asked), employed: textOf(activity.employed) }),
    ...(spend && spendIn(entry)),
    ...(coverage !== undefined && { coverage: percentOf(coverage) }),
    ...(record !== undefined && { record }),
    ...(prefer && { prefer: prefer.way, preferReason: prefer.reason }),
  };
}

function spendIn({ spend, exchangeRate, priceIndex }: Entry): Partial<EntryFields> {
  if (!spend) return {};
  const id = 'factorId' in spend.factor ? spend.factor.factorId : null;
  const isEpa = id?.startsWith('epa-supply-chain-') === true;
  return {
    ...{ amount: String(spend.amount), currency: spend.currency, year: String(spend.year), tax: percentOf(spend.tax_rate) },
    ...{ basis: spend.price_basis, factorFrom: isEpa ? ('epa' as const) : ('own' as const) },
    ...(isEpa && id !== null ? { industry: id } : { spendFactor: factorIn(spend.factor, '') }),
    ...(exchangeRate && { rate: String(exchangeRate.rate), rateSource: exchangeRate.source }),
    ...(priceIndex && { spentIndex: String(priceIndex.spent), baseIndex: String(priceIndex.base), indexSource: priceIndex.source }),
  };
}

/** `0.825` → `82.5`, digit by digit. */
export function percentOf(share: string | number): string {
  const [whole = '0', part = ''] = String(share).split('.');
  const moved = `${whole}${part.padEnd(2, '0').slice(0, 2)}`.replace(/^(-?)0+(?=\d)/, '$1');
  const rest = part.slice(2).replace(/0+$/, '');
  return rest === '' ? moved : `${moved}.${rest}`;
}

const textOf = (value: string | number | undefined): string => (value === undefined ? '' : String(value));
const written = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

type Given = Readonly<Record<string, unknown>>;
const recordOf = (value: unknown): Given => (typeof value === 'object' && value !== null ? { ...value } : {});
const listOf = (value: unknown): readonly Given[] => (Array.isArray(value) ? value.map(recordOf) : []);

function tablesIn(data: unknown, keys: readonly TableKey[]): NonNullable<EntryFields['tables']> {
  const given = recordOf(data);
  return Object.fromEntries(keys.map((key) => [key, listOf(given[entryTables[key].of]).map((row) => rowIn(entryTables[key], row))]));
}

function rowIn(table: EntryTable, row: Given): EntryRow {
  const unit = written(row.unit);
  const columns = table.columns.flatMap((key) => {
    const text = written(row[sentAs(table, key)]);
    return text === '' ? [] : [[key, inPercent(key) ? percentOf(text) : text] as const];
  });
  const factors = table.factors.map((key) => [key, factorIn(row[factorSentAs[key]], unit)] as const);
  const revenue = recordOf(row.revenue);
  return {
    name: written(row.id),
    ...Object.fromEntries(columns),
    ...Object.fromEntries(factors),
    ...(table.back ? { back: row.return === true } : {}),
    ...(table.treatments ? { treatments: listOf(row.treatments).map((one) => treatmentIn(one, unit)) } : {}),
    ...(row.revenue === undefined
      ? {}
      : { revenue: written(revenue.amount), revenueFactor: factorIn(revenue.factor, written(revenue.unit)) }),
  };
}

const treatmentIn = (one: Given, unit: string): TreatmentRow => ({
  treatment: written(one.treatment),
  share: percentOf(written(one.share)),
  factor: factorIn(one.factor, unit),
});

const originOf = (value: unknown): 'fossil' | 'biogenic' | 'non_anthropogenic' =>
  value === 'biogenic' || value === 'non_anthropogenic' ? value : 'fossil';

/** A chosen factor, as the field shows it; one of several gases, which the form cannot write, is kept as it is. */
function factorIn(choice: unknown, per: string): FactorValue {
  const { factorId, name, source, parts, uncertaintyPct, gwpBasis } = recordOf(choice);
  if (typeof factorId === 'string') return { from: 'library', factorId, per };
  const all = listOf(parts).map((part) => ({
    gas: written(part.gas),
    origin: originOf(part.origin),
    ...{ value: written(part.value), unit: written(part.unit) },
  }));
  const words = { name: written(name), source: written(source) };
  const [only, ...more] = all;
  if (only && more.length === 0 && only.origin === 'fossil' && ['CO2', 'CO2e'].includes(only.gas) && gwpBasis === null)
    return { from: 'hand', ...words, value: only.value, unit: only.unit, uncertainty: written(uncertaintyPct) };
  const basis = { gwpBasis: typeof gwpBasis === 'string' ? gwpBasis : null, uncertaintyPct: written(uncertaintyPct) || null };
  return { from: 'kept', per, choice: { ...words, ...basis, parts: all } };
}
