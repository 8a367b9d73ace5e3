import type { OrganizationInventory } from '../../../kernel/inventory/inventory.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { inventoryFor } from './load-inventory.ts';
import { freezeOf, inventoriesOf } from './store.ts';

interface Wanted {
  readonly id: string;
  readonly version: number | null;
}

/** A frozen version for modules above; `version` null: the latest. @throws Refusal `not_found`, `not_permitted`. */
export async function frozenInventory(work: Work, wanted: Wanted): Promise<OrganizationInventory> {
  const found = await frozenIfApproved(work, wanted);
  if (!found) throw new Refusal('not_found', { values: { what: 'ghg_inventory', id: wanted.id } });
  return found;
}

/** The same; null where the inventory has no such version. @throws Refusal `not_found` of the inventory itself, `not_permitted`. */
export async function frozenIfApproved(work: Work, { id, version }: Wanted): Promise<OrganizationInventory | null> {
  await inventoryFor(work, id, 'inventory.read');
  return (await freezeOf(work.tx, work.actor.organizationId, id, version))?.content ?? null;
}

/** An inventory with a frozen version, in one line. */
export interface ApprovedInventory {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly entityId: string;
  readonly from: string;
  readonly to: string;
  readonly emission: string;
  readonly emissionMarket: string;
  readonly sha256: string;
  readonly approvedAt: string;
}

/** The latest frozen version of every inventory the actor may see, the latest period first. */
export async function approvedInventories(work: Work): Promise<ApprovedInventory[]> {
  const reach = await work.reach('inventory.read');
  const rows = await inventoriesOf(work.tx, work.actor.organizationId, reach === null ? null : [...reach]);
  return rows.flatMap(({ version, emission, emission_market: emissionMarket, content_sha256: sha, frozen_at: approvedAt, ...one }) =>
    version === null || emission === null || emissionMarket === null || sha === null || approvedAt === null
      ? []
      : [
          {
            ...{ id: one.id, version, name: one.name, entityId: one.entity_id, from: one.period_from, to: one.period_to },
            emission,
            emissionMarket,
            sha256: sha.toString('hex'),
            approvedAt,
          },
        ],
  );
}
