import { type Attack, get, post, put } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on what stands beside inventories: a base year that waits for its decision. Reports and analyses need an approved inventory: test/api/inventory-beside.test.ts. */

const proposal = (mark: string) => ({ baseYear: 2023, years: [{ year: 2023, emission: '1000' }], reason: mark });

export async function furnishBaseYear(all: Client, inventoryId: string, mark: string) {
  const made = ok(await all.post(`/api/v1/inventories/${inventoryId}/base-year`, proposal(mark)));
  const baseYearDecisionId: string = made.json().decisions[0].id;
  return { baseYearDecisionId };
}

export function attacksBesideInventories({ inventoryId, ghgSourceId, baseYearDecisionId, ownFactorId }: AttackedIds): Attack[] {
  const inventory = `/api/v1/inventories/${inventoryId}`;
  const decision = { approve: true, comment: 'x', seenSha256: '0'.repeat(64) };
  const variants = [{ name: 'x', gwpSet: 'AR5', factors: [{ sourceId: ghgSourceId, factorId: ownFactorId }] }];
  return [
    get('inventoryReport.read', `${inventory}/report`),
    put('inventoryReport.writeFacts', `${inventory}/report/facts`, { facts: { r: 'x' }, seenVersion: 0 }),
    get('inventoryReport.readFile', `/api/v1/inventory-reports/${inventoryId}/files/pdf`),
    get('inventoryReport.readBaseYear', `${inventory}/base-year`),
    post('inventoryReport.proposeBaseYear', `${inventory}/base-year`, proposal('x')),
    post('inventoryReport.decideBaseYear', `/api/v1/base-year-decisions/${baseYearDecisionId}/decision`, decision),
    get('inventoryReport.readQuality', `${inventory}/quality`),
    post('inventoryReport.analyse', `${inventory}/uncertainty-analyses`, { approach: 'approach_1' }),
    get('inventoryReport.readAnalysis', `/api/v1/inventory-analyses/${inventoryId}`),
    post('inventoryReport.compareMethods', `${inventory}/method-comparison`, { variants, version: 1 }),
  ];
}
