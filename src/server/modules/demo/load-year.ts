import { present } from '../../../kernel/assert.ts';
import { managementDeeds } from './load-management.ts';
import { movementDeeds } from './load-movements.ts';
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

/** The compliance year: movements of units, mandate, orders, money, stock-take and the management system, one deed after the other as they happened. */
export async function loadYear(scene: Scene): Promise<void> {
  const told = readYearStory(scene.referenceFolder);
  const entityId = present(scene.places.entities.get(told.entity), `entity ${told.entity}`);
  const desk: YearDesk = { scene, told, entityId, transactions: new Map(), orders: new Map(), funds: new Map() };
  const deeds = [...parts.flatMap((part) => part(desk)), ...systemDeeds(scene)].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const { run } of deeds) await run();
}
