import type { InventoryBooks } from '../../../kernel/inventory/coefficients.ts';
import type { InventoryInput, InventoryResult, OrganizationInventory, PinnedFactor } from '../../../kernel/inventory/inventory.ts';
import type { ConsolidationApproach } from '../../../kernel/organization/consolidation.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Work } from '../../work/command.ts';

/** An inventory as what stands beside it sees it: as it is now, and as it was frozen when it was approved. */
export interface StandingInventory {
  readonly inventoryId: string;
  readonly entityId: string;
  readonly entityName: Text;
  readonly year: number;
  readonly name: string;
  /** 0: was never approved. */
  readonly version: number;
  /** The latest frozen version, or the one asked for; null unless the inventory stands approved. */
  readonly frozen: OrganizationInventory | null;
  /** Whoever entered a source or a line of it. */
  readonly enteredBy: ReadonlySet<string>;
  readonly input: InventoryInput;
  readonly result: InventoryResult;
}

/** An approved inventory of an entity, for series of years and trends. */
export interface ApprovedInventory {
  readonly inventoryId: string;
  readonly year: number;
  readonly name: string;
  readonly emission: string;
}

/** What report, base year, analyses and comparisons ask of the inventories they belong to. */
export interface InventoryHome {
  /** @throws Refusal where a file of the product is wrong or missing. */
  readonly books: () => InventoryBooks;
  /** For who may read it; `version`: as it was frozen then. @throws Refusal `not_found`, `not_permitted`. */
  readonly standing: (work: Work, inventoryId: string, version?: number) => Promise<StandingInventory>;
  /** Where an inventory belongs. @throws Refusal `not_found`. */
  readonly entityOf: (work: Work, inventoryId: string) => Promise<string>;
  /** Approved inventories of an entity, the earliest year first. */
  readonly approvedOf: (work: Work, entityId: string) => Promise<readonly ApprovedInventory[]>;
  /** The input with the entities' shares under another approach. */
  readonly under: (work: Work, standing: StandingInventory, approach: ConsolidationApproach) => Promise<InventoryInput>;
  /** A factor of the library or an approved one of one's own, pinned. @throws Refusal `not_found`, `factor_not_approved`. */
  readonly pin: (work: Work, factorId: string) => Promise<PinnedFactor>;
}

export function headOf({ inventoryId, entityId, entityName, year, name, version, frozen }: StandingInventory) {
  return { inventoryId, entityId, entityName, year, name, version, sha256: frozen?.sha256 ?? null };
}
