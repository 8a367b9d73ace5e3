import { type Attack, get } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on the management of carbon assets: statement, inventory, projects, appraisals, budget. */

const sent = async (by: Client, url: string, body: object) => ok(await by.post(`/api/v1/${url}`, body)).json();

/** One of each. `mark` stands in every text. */
export async function furnishAssets(who: { readonly all: Client; readonly second: Client }, _entityId: string, mark: string) {
  await sent(who.all, 'valuation-prices', { programme: 'CEA', day: '2024-01-02', price: '70', source: mark });
  return {};
}

export function attacksOnAssets({ plantId }: AttackedIds): Attack[] {
  return [get('asset.readAssetStatement', `/api/v1/asset-statement?entityId=${plantId}`)];
}
