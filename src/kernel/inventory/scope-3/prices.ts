import { type Decimal, one } from '../../quantity/decimal.ts';

/** Units of `currency` for one of `per`, mean of the year. */
export interface ExchangeRate {
  readonly currency: string;
  readonly per: string;
  readonly year: number;
  readonly rate: Decimal;
  readonly source: string;
  readonly confidence: string;
}

/** Price level of a currency's economy in a year; only ratios count. */
export interface PriceIndex {
  readonly currency: string;
  readonly year: number;
  readonly value: Decimal;
  readonly source: string;
  readonly confidence: string;
}

export interface PriceTables {
  readonly rates: readonly ExchangeRate[];
  readonly indices: readonly PriceIndex[];
}

/** Whether money is first converted at the spending year's rate and then deflated abroad, or first deflated at home and then converted at the base year's. */
export const priceOrders = ['convert_then_deflate', 'deflate_then_convert'] as const;
export type PriceOrder = (typeof priceOrders)[number];

export interface PriceStep {
  readonly kind: 'rate' | 'index';
  /** What the money is multiplied with. */
  readonly by: Decimal;
  readonly says: string;
  readonly source: string;
  readonly confidence: string;
}

export type PriceMissing = { readonly kind: 'rate' | 'index'; readonly currency: string; readonly per: string; readonly year: number };

function rateIn(tables: PriceTables, currency: string, per: string, year: number): PriceStep | PriceMissing {
  const found = tables.rates.find((one) => one.currency === currency && one.per === per && one.year === year);
  if (found)
    return {
      kind: 'rate',
      by: one.dividedBy(found.rate),
      says: `1 / ${found.rate.toFixed()} (${currency}/${per} ${year})`,
      ...origin(found),
    };
  const turned = tables.rates.find((one) => one.currency === per && one.per === currency && one.year === year);
  if (turned) return { kind: 'rate', by: turned.rate, says: `${turned.rate.toFixed()} (${per}/${currency} ${year})`, ...origin(turned) };
  return { kind: 'rate', currency, per, year };
}

const origin = ({ source, confidence }: { source: string; confidence: string }) => ({ source, confidence });

function indexIn(tables: PriceTables, currency: string, from: number, to: number): PriceStep | PriceMissing {
  const of = (year: number) => tables.indices.find((one) => one.currency === currency && one.year === year);
  const [spent, base] = [of(from), of(to)];
  if (spent === undefined || base === undefined) return { kind: 'index', currency, per: currency, year: spent === undefined ? from : to };
  const sources = [...new Set([base.source, spent.source])].join('; ');
  const confidence = [base, spent].some((one) => one.confidence === 'low') ? 'low' : base.confidence;
  const says = `${base.value.toFixed()} (${currency} ${to}) / ${spent.value.toFixed()} (${currency} ${from})`;
  return { kind: 'index', by: base.value.dividedBy(spent.value), says, source: sources, confidence };
}

/** The steps that take money of one currency and year to the currency and price year of a factor; what is missing instead where a table has a gap. */
export function priceSteps(
  tables: PriceTables,
  from: { readonly currency: string; readonly year: number },
  to: { readonly currency: string; readonly year: number },
  order: PriceOrder,
): { readonly steps: readonly PriceStep[]; readonly missing: readonly PriceMissing[] } {
  const abroad = from.currency !== to.currency;
  const later = from.year !== to.year;
  const first = order === 'convert_then_deflate';
  const convert = abroad ? [rateIn(tables, from.currency, to.currency, first ? from.year : to.year)] : [];
  const deflate = later ? [indexIn(tables, first ? to.currency : from.currency, from.year, to.year)] : [];
  const all = first ? [...convert, ...deflate] : [...deflate, ...convert];
  return {
    steps: all.filter((one): one is PriceStep => 'by' in one),
    missing: all.filter((one): one is PriceMissing => !('by' in one)),
  };
}

/** Currency and price year of a factor per money (`USD2022`); null where it is none. */
export function moneyUnit(per: string): { readonly currency: string; readonly year: number } | null {
  const found = /^([A-Z]{3})(\d{4})$/.exec(per);
  return found ? { currency: found[1] ?? '', year: Number(found[2]) } : null;
}
