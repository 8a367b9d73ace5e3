import type { Day } from '../calendar/day.ts';
import type { Text } from '../text.ts';

export type Confidence = 'high' | 'medium' | 'low';

/** A group of goods of the carbon border adjustment: in what they are measured and whether indirect emissions count once the definitive period began. */
export interface CbamSector {
  readonly id: string;
  readonly name: Text;
  readonly unit: 't' | 'MWh';
  readonly indirectCounts: boolean;
  readonly confidence: Confidence;
}

/** An aggregated category of goods: CN codes by prefix, the gases asked for, and the categories that are relevant precursors of it. */
export interface CbamCategory {
  readonly id: string;
  readonly sector: string;
  readonly name: Text;
  readonly cn: readonly string[];
  readonly except: readonly string[];
  readonly gases: readonly string[];
  readonly precursors: readonly string[];
  readonly confidence: Confidence;
}

/** `data/frameworks/cbam-goods.yaml`. */
export interface CbamGoods {
  readonly source: string;
  readonly definitiveFrom: { readonly value: Day; readonly confidence: Confidence };
  readonly sectors: readonly CbamSector[];
  readonly categories: readonly CbamCategory[];
}

/** Does the category take in this CN code of 8 digits? */
export function takesIn(category: CbamCategory, cnCode: string): boolean {
  const starts = (prefix: string) => cnCode.startsWith(prefix);
  return category.cn.some(starts) && !category.except.some(starts);
}
