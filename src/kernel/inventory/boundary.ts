import type { Day } from '../calendar/day.ts';
import {
  type ConsolidationApproach,
  consolidationApproaches,
  consolidationShares,
  type OwnedEntity,
} from '../organization/consolidation.ts';
import { print } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { InventoryBooks } from './coefficients.ts';
import { computeInventory } from './compute.ts';
import type { InventoryEntity, InventoryInput, InventoryResult } from './inventory.ts';

export interface NamedEntity extends OwnedEntity {
  readonly name: Text;
}

/** The entities with their shares under one approach, as they stand on a day (the last of the period). */
export function boundaryOf(entities: readonly NamedEntity[], approach: ConsolidationApproach, day: Day): InventoryEntity[] {
  const shares = new Map(consolidationShares(entities, approach, day).map((one) => [one.entityId, one]));
  return entities.flatMap(({ id, name, parentId }) => {
    const share = shares.get(id);
    return share ? [{ id, name, parentId, share: print(share.share), formula: share.formula, why: share.why }] : [];
  });
}

export interface ApproachResult {
  readonly approach: ConsolidationApproach;
  readonly entities: readonly InventoryEntity[];
  readonly result: Pick<InventoryResult, 'total' | 'totalMarketBased' | 'byIso' | 'byEntity'>;
}

/** The same data under all three approaches, side by side. */
export function compareApproaches(
  input: InventoryInput,
  entities: readonly NamedEntity[],
  day: Day,
  books: InventoryBooks,
): ApproachResult[] {
  return consolidationApproaches.map((approach) => {
    const boundary = boundaryOf(entities, approach, day);
    const { total, totalMarketBased, byIso, byEntity } = computeInventory({ ...input, approach, entities: boundary }, books).result;
    return { approach, entities: boundary, result: { total, totalMarketBased, byIso, byEntity } };
  });
}
