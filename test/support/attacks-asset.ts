import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on the management of carbon assets: statement, inventory, projects, appraisals, budget. */

const sent = async (by: Client, url: string, body: object) => ok(await by.post(`/api/v1/${url}`, body)).json();

const potential = (mark: string) => ({ kind: 'energy_saving', name: mark, quantity: '10', probability: '0.5', basis: mark });

const project = (code: string, name: string) => ({ code, name, methodology: 'CCER-14-001' });
const investment = { kind: 'investment', year: 2024, input: { rate: '0.1', years: [{ year: 0, cash: '-1' }] } };
const forest = { strata: [{ stratum: 'main', area: '10', biomass_end: '5', root_shoot: '0.25' }] };
const budget = { lines: [{ item: 'opening', quantity: '5' }], seenVersion: 0 };

/** One of each. `mark` stands in every text. */
export async function furnishAssets(who: { readonly all: Client; readonly second: Client }, entityId: string, mark: string) {
  await sent(who.all, 'valuation-prices', { programme: 'CEA', day: '2024-01-02', price: '70', source: mark });
  const opened = { asOf: '2024-12-31', note: mark, seenVersion: 0 };
  const { id: identificationId } = await sent(who.second, `entities/${entityId}/years/2024/asset-identifications`, opened);
  const { id: entryId } = await sent(who.second, `asset-identifications/${identificationId}/entries`, potential(mark));
  const { id: projectId } = await sent(who.all, `entities/${entityId}/asset-projects`, project(mark, mark));
  const { appraisalId } = await sent(who.all, `entities/${entityId}/asset-appraisals`, { ...investment, name: mark });
  const { id: budgetId } = await sent(who.second, `entities/${entityId}/years/2024/asset-budgets`, { ...budget, note: mark });
  return { identificationId, entryId, projectId, appraisalId, budgetId };
}

export function attacksOnAssets(ids: AttackedIds): Attack[] {
  const { plantId, identificationId, entryId, evidenceId } = ids;
  const inventory = `/api/v1/entities/${plantId}/years/2024/asset-inventory`;
  const run = `/api/v1/asset-identifications/${identificationId}`;
  return [
    get('asset.readAssetStatement', `/api/v1/asset-statement?entityId=${plantId}`),
    get('asset.readAssetInventory', inventory),
    get('asset.readAssetInventory', `${inventory}?identificationId=${identificationId}`),
    post('asset.openIdentification', `/api/v1/entities/${plantId}/years/2023/asset-identifications`, {
      asOf: '2023-12-31',
      seenVersion: 0,
    }),
    post('asset.takeIdentificationStep', `${run}/steps`, { step: 'scope', note: 'n' }),
    post('asset.recordInventoryEntry', `${run}/entries`, { ...potential('n'), evidenceIds: [evidenceId] }),
    post('asset.reviewInventoryEntry', `/api/v1/asset-inventory-entries/${entryId}/review`, { verdict: 'accepted' }),
    post('asset.decideIdentification', `${run}/decision`, { decision: 'reject', reason: 'r' }),
    ...ofPlans(ids),
  ];
}

function ofPlans({ plantId, evidenceId, projectId, appraisalId, budgetId }: AttackedIds): Attack[] {
  const entity = `/api/v1/entities/${plantId}`;
  const step = { round: 0, step: 'design', happenedOn: '2024-01-02', evidenceIds: [evidenceId] };
  const { code: _, ...facts } = project('c', 'n');
  return [
    get('asset.listAssetProjects', `${entity}/asset-projects`),
    post('asset.addAssetProject', `${entity}/asset-projects`, project('C-9', 'n')),
    post('asset.reviseAssetProject', `/api/v1/asset-projects/${projectId}/facts`, { ...facts, reason: 'r', seenVersion: 1 }),
    post('asset.recordProjectStep', `/api/v1/asset-projects/${projectId}/steps`, step),
    get('asset.listAppraisals', `${entity}/asset-appraisals`),
    get('asset.readAppraisal', `/api/v1/asset-appraisals/${appraisalId}`),
    get('asset.readAppraisalStart', `${entity}/years/2024/appraisal-start`),
    post('asset.recordAppraisal', `${entity}/asset-appraisals`, { ...investment, name: 'n', appraisalId, seenVersion: 1, note: 'n' }),
    post('asset.recordAppraisal', `${entity}/asset-appraisals`, {
      ...{ kind: 'credits', name: 'n', year: 2025, projectId, calculation: 'cn-ccer-forestry', input: forest },
    }),
    get('asset.readAssetBudget', `${entity}/years/2024/asset-budget`),
    get('asset.readAssetBudget', `${entity}/years/2024/asset-budget?budgetId=${budgetId}`),
    post('asset.draftAssetBudget', `${entity}/years/2023/asset-budgets`, budget),
    post('asset.decideAssetBudget', `/api/v1/asset-budgets/${budgetId}/decision`, { decision: 'reject', reason: 'r' }),
  ];
}
