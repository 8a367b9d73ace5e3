import { industryEndpoints as i } from '../../../contract/allocation-industry.ts';
import { assetEndpoints as e } from '../../../contract/asset.ts';
import { carryOverEndpoints } from '../../../contract/carry-over.ts';
import { complianceEndpoints as c } from '../../../contract/compliance.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import { accountingRoutes } from './accounting/routes.ts';
import { budgetRoutes } from './budget/routes.ts';
import { readCarryOver } from './compliance/read-carry-over.ts';
import { readCompliance } from './compliance/read-compliance.ts';
import { confirmAllocationDecision } from './confirm-allocation-decision.ts';
import { computeIndustryAllocation } from './industry/compute-industry-allocation.ts';
import { keepIndustrySheet, readIndustrySheet } from './industry/industry-sheet.ts';
import { inventoryRoutes } from './inventory/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { explainAllocation, readAllocation } from './read-allocation.ts';
import { readGap } from './read-gap.ts';
import { recordAllocationDecision } from './record-allocation-decision.ts';
import { recordAllocationInput } from './record-allocation-input.ts';
import { recordAllocationTogether } from './record-allocation-together.ts';
import { statementRoutes } from './statement/routes.ts';

export function routes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.readAllocation, runs(readAllocation(shelf))),
    route(e.readAllocationDerivation, runs(explainAllocation(shelf))),
    route(e.recordAllocationInput, runs(recordAllocationInput(shelf))),
    route(e.recordAllocationDecision, runs(recordAllocationDecision)),
    route(e.confirmAllocationDecision, runs(confirmAllocationDecision)),
    route(e.recordAllocationTogether, runs(recordAllocationTogether)),
    route(e.readGap, runs(readGap(shelf))),
    route(i.readIndustrySheet, runs(readIndustrySheet(shelf))),
    route(i.keepIndustrySheet, runs(keepIndustrySheet(shelf))),
    route(i.computeIndustryAllocation, runs(computeIndustryAllocation(shelf))),
    ...ledgerRoutes(shelf),
    ...accountingRoutes(),
    ...statementRoutes(shelf),
    ...inventoryRoutes(),
    ...projectRoutes(shelf),
    ...budgetRoutes(shelf),
    route(c.readCompliance, runs(readCompliance(shelf))),
    route(carryOverEndpoints.readCarryOver, runs(readCarryOver(shelf))),
  ];
}
