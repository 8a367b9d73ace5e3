import type { Text } from '../text.ts';

/** ISO 14064-1:2018 clause 5.2.4: 1 direct, 2 imported energy, 3 transport, 4 products used, 5 use of products, 6 other. */
export type IsoCategory = '1' | '2' | '3' | '4' | '5' | '6';
export const isoCategories: readonly IsoCategory[] = ['1', '2', '3', '4', '5', '6'];
export type Scope = '1' | '2' | '3';

/** One sub-class of Annex B and where the GHG Protocol puts it; `data/frameworks/inventory-categories.yaml`. */
export interface InventoryCategory {
  /** Such as `1.1`, `2.1`, `4.3`. */
  readonly code: string;
  readonly iso: IsoCategory;
  /** Letter of the sub-class in Annex B of ISO 14064-1:2018; '' where the annex names none. */
  readonly annexB: string;
  readonly scope: Scope;
  /** 1–15 of the Corporate Value Chain (Scope 3) Standard; null for scopes 1 and 2 and for what it leaves optional. */
  readonly scope3: number | null;
  readonly title: Text;
  /** What belongs there, for whoever chooses. */
  readonly about: Text;
}

export interface CategoryTitle<Code> {
  readonly code: Code;
  readonly title: Text;
}

/** The whole classification, as it is read from its reviewed file. */
export interface InventoryClassification {
  readonly source: string;
  readonly isoTitles: readonly CategoryTitle<IsoCategory>[];
  readonly scopeTitles: readonly CategoryTitle<Scope>[];
  readonly scope3Titles: readonly CategoryTitle<number>[];
  readonly categories: readonly InventoryCategory[];
  /** Where a GWP set leaves a choice open: which row or value stands in, and why. */
  readonly gwpResolutions: readonly GwpResolution[];
}

export interface GwpResolution {
  readonly set: string;
  readonly gas: string;
  /** The gas of the same set whose value is taken; null when `value` is given. */
  readonly takes: string | null;
  readonly value: string | null;
  readonly reason: Text;
}
