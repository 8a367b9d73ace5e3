import { z } from 'zod';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query } from '../../../work/command.ts';
import { energyClaimsOf, insertEnergyClaim } from './store-energy.ts';

/** Records what megawatt-hours of a station's month back; the database refuses a second claim on any of them (one MWh, one claim). */
export const claimEnergy = command({
  name: 'asset.claim-energy',
  action: 'asset.keep_ledger',
  input: ledgerEndpoints.claimEnergy.body,
  run: async (work, { first, last, ...given }) => {
    const [from, to] = [BigInt(first), BigInt(last)];
    if (to < from) {
      const text = { zh: '止号小于起号', en: 'The last one is below the first' };
      throw new Refusal('invalid_input', { findings: [{ code: 'energy_claim', severity: 'error', place: { path: '/last' }, text }] });
    }
    const { organizationId, personId, name } = work.actor;
    const id = work.newId();
    const recorded = { recordedAt: work.now, recordedBy: personId, recordedByName: name };
    await insertEnergyClaim(work.tx, organizationId, { id, ...given, from, to, ...recorded });
    work.record({
      kind: 'energy_claim.recorded',
      objectType: 'energy_claim',
      objectId: id,
      objectVersion: 1,
      content: { ...given, first, last },
    });
    return { id };
  },
});

export const listEnergyClaims = query({
  name: 'asset.list-energy-claims',
  action: 'asset.read',
  input: z.strictObject({}),
  run: async (work) => ({ items: await energyClaimsOf(work.tx, work.actor.organizationId) }),
});
