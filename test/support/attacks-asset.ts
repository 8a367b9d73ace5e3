import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on the management of carbon assets: statement, inventory, projects, appraisals, budget. */

const sent = async (by: Client, url: string, body: object) => ok(await by.post(`/api/v1/${url}`, body)).json();

const potential = (mark: string) => ({ kind: 'energy_saving', name: mark, quantity: '10', probability: '0.5', basis: mark });

/** One of each. `mark` stands in every text. */
export async function furnishAssets(who: { readonly all: Client; readonly second: Client }, entityId: string, mark: string) {
  await sent(who.all, 'valuation-prices', { programme: 'CEA', day: '2024-01-02', price: '70', source: mark });
  const opened = { asOf: '2024-12-31', note: mark, seenVersion: 0 };
  const { id: identificationId } = await sent(who.second, `entities/${entityId}/years/2024/asset-identifications`, opened);
  const { id: entryId } = await sent(who.second, `asset-identifications/${identificationId}/entries`, potential(mark));
  return { identificationId, entryId };
}

export function attacksOnAssets({ plantId, identificationId, entryId, evidenceId }: AttackedIds): Attack[] {
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
  ];
}
