import { Refusal } from '../../../../kernel/refusal.ts';
import type { EnergyRegister } from '../../../work/energy.ts';
import { energyClaimsOf, insertEnergyClaim } from './store-energy.ts';

/** The ledger's register of energy claims for modules below it, handed to them in wire.ts. Whoever takes a claim has been permitted the deed it belongs to. */
export const energyRegister: EnergyRegister = {
  claims: (work) => energyClaimsOf(work.tx, work.actor.organizationId),
  take: async (work, { first, last, ...claim }) => {
    const { organizationId, personId, name } = work.actor;
    const [from, to] = [BigInt(first), BigInt(last)];
    const there = (await energyClaimsOf(work.tx, organizationId)).filter(
      (one) => one.station === claim.station && one.month === claim.month && BigInt(one.first) <= to && from <= BigInt(one.last),
    );
    if (there.some((one) => one.reference !== claim.reference)) throw new Refusal('energy_claimed_already');
    // A certificate that is in the register already is the same claim, as far as it reaches.
    const covered = there.reduce((sum, one) => sum + BigInt(one.last) - BigInt(one.first) + 1n, 0n);
    if (covered >= to - from + 1n) return;
    if (there.length > 0) throw new Refusal('energy_claimed_already');
    const id = work.newId();
    const recorded = { recordedAt: work.now, recordedBy: personId, recordedByName: name };
    await insertEnergyClaim(work.tx, organizationId, { id, ...claim, from, to, ...recorded });
    work.record({
      kind: 'energy_claim.recorded',
      objectType: 'energy_claim',
      objectId: id,
      objectVersion: 1,
      content: { ...claim, first, last },
    });
  },
};
