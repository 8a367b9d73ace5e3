import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import { decideIdentification, reviewInventoryEntry } from './decide-inventory.ts';
import { openIdentification } from './open-identification.ts';
import { readAssetInventory } from './read-inventory.ts';
import { recordInventoryEntry } from './record-entry.ts';
import { takeIdentificationStep } from './take-step.ts';

export function inventoryRoutes(): MountedRoute[] {
  return [
    route(e.readAssetInventory, runs(readAssetInventory)),
    route(e.openIdentification, runs(openIdentification)),
    route(e.takeIdentificationStep, runs(takeIdentificationStep)),
    route(e.recordInventoryEntry, runs(recordInventoryEntry)),
    route(e.reviewInventoryEntry, runs(reviewInventoryEntry)),
    route(e.decideIdentification, runs(decideIdentification)),
  ];
}
