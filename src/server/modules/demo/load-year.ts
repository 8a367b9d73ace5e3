import { present } from '../../../kernel/assert.ts';
import type * as emission from '../emission/index.ts';
import { managementDeeds } from './load-management.ts';
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

/** The compliance year: movements of units, mandate, orders, money, stock-take, the management system and carbon neutrality, one deed after the other as they happened. */
export async function loadYear(scene: Scene, threads: emission.RenderThreads): Promise<void> {
  const told = readYearStory(scene.referenceFolder);
  const entityId = present(scene.places.entities.get(told.entity), `entity ${told.entity}`);
  const desk: YearDesk = { scene, told, entityId, transactions: new Map(), orders: new Map(), funds: new Map() };
  const deeds = [...parts.flatMap((part) => part(desk)), ...systemDeeds(scene), ...neutralityDeeds(scene, threads)].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  );
  for (const { run } of deeds) await run();
}
