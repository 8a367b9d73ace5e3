import { assetBudgetEndpoints as e } from '../../../../contract/asset-budget.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { decideAssetBudget, draftAssetBudget } from './draft-budget.ts';
import { readAssetBudget } from './read-budget.ts';

export function budgetRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.readAssetBudget, runs(readAssetBudget(shelf))),
    route(e.draftAssetBudget, runs(draftAssetBudget)),
    route(e.decideAssetBudget, runs(decideAssetBudget)),
  ];
}
