import { type Decimal, decimal, one, zero } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';

/** An emission factor: the mass of CO2e in its numerator, what it is per in its denominator (`kgCO2e/kg`, `kgCO2e/(t*km)`, `kgCO2e/USD2022`). */
export interface EmissionFactor {
  readonly value: Decimal;
  readonly unit: string;
  readonly source: string;
  readonly ref?: string | undefined;
}

export type PartName = keyof typeof partTitles;

/** What a term may be a product of, with its name in both languages. */
export const partTitles = {
  amount: { zh: '数量', en: 'Amount' },
  mass: { zh: '质量', en: 'Mass' },
  distance: { zh: '距离', en: 'Distance' },
  persons: { zh: '人数', en: 'Persons' },
  days: { zh: '全年天数', en: 'Days of the year' },
  ways: { zh: '往返次数', en: 'Ways a day or journey' },
  occupancy: { zh: '每车乘员（除数）', en: 'Persons in a vehicle (divides)' },
  scale: { zh: '由样本推算到全体的倍数', en: 'From those asked to all' },
  trips: { zh: '车次', en: 'Trips' },
  uplift: { zh: '空返附加', en: 'Uplift for empty running' },
  share: { zh: '份额', en: 'Share' },
  units_sold: { zh: '销售数量', en: 'Units sold' },
  uses: { zh: '寿命期使用次数', en: 'Uses over the lifetime' },
  per_use: { zh: '每次使用的消耗', en: 'Consumption of one use' },
  months: { zh: '持有月数 / 12', en: 'Months held / 12' },
  investee: { zh: '被投资方排放（范围1+2）', en: 'Emissions of the investee (scope 1 + 2)' },
  supplier: { zh: '供应商范围1+2排放', en: 'Scope 1 + 2 of the supplier' },
  spend: { zh: '采购额（基准年价格）', en: 'Spend at prices of the base year' },
  factor: { zh: '排放因子', en: 'Emission factor' },
} as const satisfies Readonly<Record<string, Text>>;

export interface Part {
  readonly name: PartName;
  readonly value: Decimal;
  readonly unit: string;
  readonly source?: string | undefined;
  readonly ref?: string | undefined;
}

/** One product inside a line: its parts multiplied give mass of CO2e in the unit of the factor. `primary`: it rests on data of the partner concerned. */
export interface Term {
  readonly name: string;
  readonly parts: readonly Part[];
  /** Tonnes for one of the product's unit. */
  readonly tonnes: Decimal;
  readonly primary: boolean;
}

const scales: Readonly<Record<string, string>> = { gCO2e: '0.000001', kgCO2e: '0.001', tCO2e: '1' };

/** Tonnes of CO2e in one of the factor's numerator, and what it is per; null where the unit is no `…CO2e/…`. */
export function readFactorUnit(unit: string): { readonly tonnes: Decimal; readonly per: string } | null {
  const at = unit.indexOf('/');
  const scale = scales[unit.slice(0, at)];
  const per = unit.slice(at + 1).replace(/^\((.+)\)$/, '$1');
  return at < 0 || scale === undefined || per === '' ? null : { tonnes: decimal(scale), per };
}

export function factorPart(factor: EmissionFactor): Part {
  return { name: 'factor', value: factor.value, unit: factor.unit, source: factor.source, ref: factor.ref };
}

export function part(name: PartName, value: Decimal, unit = '1'): Part {
  return { name, value, unit };
}

/** tCO2e of a term. */
export function emissionOf({ parts, tonnes }: Term): Decimal {
  return parts
    .reduce((product, { name, value }) => (name === 'occupancy' ? product.dividedBy(value) : product.times(value)), one)
    .times(tonnes);
}

export function sumOf(terms: readonly Term[]): Decimal {
  return terms.reduce((sum, term) => sum.plus(emissionOf(term)), zero);
}
