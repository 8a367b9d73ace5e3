import { present } from '../../../kernel/assert.ts';
import * as asset from '../asset/index.ts';
import type * as emission from '../emission/index.ts';
import { type CycleParts, footprintDeeds } from './load-footprints.ts';
import { inventoryDeeds } from './load-inventory.ts';
import { managementDeeds } from './load-management.ts';
import { meteringDeeds } from './load-metering.ts';
import { movementDeeds } from './load-movements.ts';
import { neutralityDeeds } from './load-neutrality.ts';
import { costDeeds, fundsDeeds, orderDeeds, stockTakeDeeds } from './load-orders.ts';
import { mandateDeeds, planDeeds, policyDeeds, priceDeeds } from './load-plans.ts';
import { systemDeeds } from './load-system.ts';
import type { Scene } from './load-turns.ts';
import { readYearStory } from './story-year.ts';
import type { YearDesk } from './year-desk.ts';

const parts = [
  ...[policyDeeds, priceDeeds, planDeeds, mandateDeeds, fundsDeeds, movementDeeds, orderDeeds, costDeeds, stockTakeDeeds],
  managementDeeds,
];

/** What works beside the commands: where papers are made, where life-cycle systems are read and solved. */
export interface YearParts {
  readonly reports: emission.RenderThreads;
  readonly cycles: CycleParts;
}

/** The compliance year: movements of units, mandate, orders, money, stock-take, the management system, inventory, footprints and carbon neutrality, one deed after the other as they happened. */
export async function loadYear(scene: Scene, { reports, cycles }: YearParts): Promise<void> {
  const told = readYearStory(scene.referenceFolder);
  const entityId = present(scene.places.entities.get(told.entity), `entity ${told.entity}`);
  const desk: YearDesk = { scene, told, entityId, transactions: new Map(), orders: new Map(), funds: new Map() };
  const making: Promise<void>[] = [];
  const deeds = [
    ...parts.flatMap((part) => part(desk)),
    ...systemDeeds(scene),
    ...inventoryDeeds(scene, { shelf: scene.shelf, energy: asset.energyRegister }, { threads: reports, making }),
    ...meteringDeeds(scene),
    ...footprintDeeds(scene, cycles),
    ...neutralityDeeds(scene, reports),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const { run } of deeds) await run();
  await Promise.all(making);
}
