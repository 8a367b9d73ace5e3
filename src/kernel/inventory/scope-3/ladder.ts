import { type Decimal, one, zero } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import { type Activity, joined, type Quantity, quantityTerm, type Reading, readActivity } from './activity.ts';
import { type EmissionFactor, part, readFactorUnit, type Term } from './terms.ts';

/** From the most to the least specific (Technical Guidance for Calculating Scope 3 Emissions, figure 1.2 and its like in every chapter). */
export const ways = ['supplier', 'hybrid', 'activity', 'spend'] as const;
export type Way = (typeof ways)[number];

export const wayTitles: Readonly<Record<Way | 'none', Text>> = {
  supplier: { zh: '供应商特定法', en: 'Supplier-specific' },
  hybrid: { zh: '混合法', en: 'Hybrid' },
  activity: { zh: '平均数据法（活动数据）', en: 'Average data (activity)' },
  spend: { zh: '支出法', en: 'Spend-based' },
  none: { zh: '无可用数据', en: 'No data to compute with' },
};

export interface Supplier extends Omit<Quantity, 'id'> {
  /** Only a factor from cradle to gate stands for the whole purchase. */
  readonly boundary: 'cradle_to_gate' | 'gate_to_gate';
}

export interface Hybrid {
  /** tCO2e of scopes 1 and 2 that the supplier allots to the purchase, or its total with a share. */
  readonly supplier_emission: Decimal;
  readonly allocation_share: Decimal;
  readonly materials: readonly Quantity[];
  readonly transport: readonly {
    readonly id: string;
    readonly mass_t: Decimal;
    readonly distance_km: Decimal;
    readonly factor: EmissionFactor;
  }[];
  readonly waste: readonly Quantity[];
  /** What else lies upstream, by quantity. */
  readonly other: readonly Quantity[];
}

export interface Spend {
  readonly amount: Decimal;
  readonly currency: string;
  readonly year: number;
  /** Deductible tax inside the amount, as a share of the price without it. */
  readonly tax_rate: Decimal;
  readonly price_basis: 'purchaser' | 'producer';
  /** Per money of a price year; the factor without margins for producer prices. */
  readonly factor: EmissionFactor;
  readonly factor_without_margins?: EmissionFactor | undefined;
}

export interface Scope3Line {
  readonly id: string;
  /** 1–15. */
  readonly category: number;
  readonly supplier?: Supplier | undefined;
  readonly hybrid?: Hybrid | undefined;
  readonly activity?: Activity | undefined;
  readonly spend?: Spend | undefined;
  /** A way chosen against the ladder, with the reason. */
  readonly prefer?: { readonly way: Way; readonly reason: string } | undefined;
}

export interface Refused {
  readonly way: Way;
  readonly why: Text;
}

export interface Choice {
  readonly way: Way | 'none';
  readonly why: Text;
  readonly refused: readonly Refused[];
}

const given: Readonly<Record<Way, Text>> = {
  supplier: { zh: '有供应商从摇篮到大门的因子', en: 'a supplier factor from cradle to gate is given' },
  hybrid: { zh: '有供应商范围1、2的分配排放及其上游数据', en: 'scope 1 and 2 of the supplier are given with its upstream data' },
  activity: { zh: '有实物活动数据与因子', en: 'physical activity data with factors are given' },
  spend: { zh: '只有采购额', en: 'only the spend is known' },
};
const lacking: Readonly<Record<Way, Text>> = {
  supplier: { zh: '没有供应商特定数据', en: 'no supplier-specific data' },
  hybrid: { zh: '没有供应商分配的排放', en: 'no emissions allotted by the supplier' },
  activity: { zh: '没有实物活动数据', en: 'no physical activity data' },
  spend: { zh: '没有采购额', en: 'no spend' },
};
const notWhole: Text = {
  zh: '供应商因子只到“大门到大门”，不含上游',
  en: 'the factor of the supplier is gate to gate and leaves its upstream out',
};

function against(line: Scope3Line, way: Way): Text | null {
  if (line[way] === undefined) return lacking[way];
  return way === 'supplier' && line.supplier?.boundary === 'gate_to_gate' ? notWhole : null;
}

/** The first way of the ladder that the data allow, or the one preferred with a reason where they allow it. */
export function chooseWay(line: Scope3Line): Choice {
  const refused = ways.flatMap((way): Refused[] => {
    const why = against(line, way);
    return why === null ? [] : [{ way, why }];
  });
  const open = ways.filter((way) => !refused.some((one) => one.way === way));
  const [first] = open;
  if (first === undefined) return { way: 'none', why: { zh: '各级方法的数据都没有', en: 'no rung of the ladder has data' }, refused };
  const preferred = line.prefer && open.includes(line.prefer.way) ? line.prefer : undefined;
  if (preferred && preferred.way !== first) {
    const why = { zh: `选用者指定：${preferred.reason}`, en: `chosen by hand: ${preferred.reason}` };
    return { way: preferred.way, why, refused };
  }
  return { way: first, why: given[first], refused: refused.filter((one) => ways.indexOf(one.way) < ways.indexOf(first)) };
}

/** Terms of every way but spend, which needs prices. */
export function readWay(line: Scope3Line, way: Exclude<Way, 'spend'>): Reading {
  if (way === 'supplier') return line.supplier ? quantityTerm({ ...line.supplier, id: 'supplier' }, [], true) : joined([]);
  if (way === 'activity') return line.activity ? readActivity(line.activity) : joined([]);
  return line.hybrid ? hybridTerms(line.hybrid) : joined([]);
}

/** Scope 1 and 2 of the supplier for the purchase + its materials, transport and waste by average factors + what else is upstream (guidance formula 1.2). */
function hybridTerms(hybrid: Hybrid): Reading {
  const { supplier_emission, allocation_share, materials, transport, waste, other } = hybrid;
  const own: Term = {
    name: 'supplier scope 1+2',
    parts: [part('supplier', supplier_emission, 'tCO2e'), part('share', allocation_share)],
    tonnes: one,
    primary: true,
  };
  const moved = readActivity({
    kind: 'freight',
    legs: transport.map((leg) => ({ ...leg, empty_return: zero })),
    vehicles: [],
  });
  const parts = [...materials, ...waste, ...other].map((item) => quantityTerm(item));
  return joined([{ terms: [own], mismatches: [] }, ...parts, moved]);
}

/** The factor that fits the price basis, with what it is per. */
export function spendFactor(spend: Spend): { readonly factor: EmissionFactor; readonly per: string; readonly tonnes: Decimal } | null {
  const factor = spend.price_basis === 'producer' ? (spend.factor_without_margins ?? spend.factor) : spend.factor;
  const read = readFactorUnit(factor.unit);
  return read === null ? null : { factor, per: read.per, tonnes: read.tonnes };
}
