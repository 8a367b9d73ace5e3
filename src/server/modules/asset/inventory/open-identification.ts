import { z } from 'zod';
import type { Action } from '../../../../contract/actions.ts';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import {
  approvedUntil,
  entriesOf,
  type Identification,
  identificationById,
  identificationsOf,
  insertEntries,
  insertIdentification,
} from './store.ts';

export const identificationObject = 'asset_identification';

/** An identification at which the actor may do something. @throws Refusal `not_found`, `not_permitted`. */
export async function identificationFor(work: Work, id: string, action: Action): Promise<Identification> {
  const found = await identificationById(work.tx, work.actor.organizationId, id);
  if (!found) throw new Refusal('not_found', { values: { what: identificationObject, id } });
  await work.permit(action, found.entity_id);
  return found;
}

export function mustBeOpen({ decision }: Identification): void {
  if (decision !== null) throw new Refusal('wrong_state', { values: { state: decision } });
}

/** Opens an identification of an entity's year (C.6, Annex G). Potential assets of the version approved last go with it, to be reviewed again. */
export const openIdentification = command({
  name: 'asset.open-identification',
  action: 'asset.identify',
  isolation: 'serializable',
  input: z.strictObject({ ...e.openIdentification.params.shape, ...e.openIdentification.body.shape }),
  run: async (work, { entityId, year, asOf, note, seenVersion }) => {
    await organization.findEntity(work, entityId);
    await work.permit('asset.identify', entityId);
    const { organizationId, personId, name } = work.actor;
    const [latest] = await identificationsOf(work.tx, organizationId, entityId, year);
    if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
    if (latest && latest.decision === null) throw new Refusal('wrong_state', { values: { state: 'open' } });
    const row = {
      ...{ id: work.newId(), entity_id: entityId, year, version: seenVersion + 1, as_of: asOf, note },
      ...{ opened_at: work.now, opened_by: personId, opened_by_name: name },
    };
    await insertIdentification(work.tx, { ...row, organization_id: organizationId });
    const carried = await carriedEntries(work, row.id, entityId, asOf);
    await insertEntries(work.tx, carried);
    work.record({
      kind: 'asset.identification_opened',
      objectType: identificationObject,
      objectId: row.id,
      objectVersion: row.version,
      content: { ...row, carried: carried.map((one) => one.name) },
    });
    return { id: row.id, version: row.version };
  },
});

async function carriedEntries(work: Work, identificationId: string, entityId: string, asOf: string) {
  const { organizationId, personId, name } = work.actor;
  const [before] = await approvedUntil(work.tx, organizationId, [entityId], asOf);
  const known = before ? await entriesOf(work.tx, organizationId, [before.id]) : [];
  return known
    .filter((one) => one.standing === 'potential' && !one.withdrawn)
    .map(({ verdict: _, review_reason: _r, reviewed_at: _a, reviewed_by_name: _n, ...one }) => ({
      ...one,
      ...{ organization_id: organizationId, id: work.newId(), identification_id: identificationId, line_id: work.newId(), version: 1 },
      ...{ reason: '', recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    }));
}
