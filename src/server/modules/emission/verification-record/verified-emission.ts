import type { Work } from '../../../work/command.ts';
import { currentOf } from './record-view.ts';
import { versionsOfYear } from './store.ts';

/** The figure that counts after verification, in tonnes as text; units only where the verifier gave them. */
export interface VerifiedEmission {
  readonly recordId: string;
  readonly version: number;
  readonly totalT: string;
  readonly units: readonly { readonly unitId: string; readonly verifiedT: string }[];
  readonly verifier: string;
  readonly verifierEn: string;
  readonly verifiedOn: string;
  readonly confirmedAt: string;
}

/** The confirmed verified emission of an entity's year; null before there is one. The caller checks permission at the entity. */
export async function verifiedEmission(work: Work, entityId: string, year: number): Promise<VerifiedEmission | null> {
  const one = currentOf(await versionsOfYear(work.tx, work.actor.organizationId, entityId, year));
  if (one === null || one.confirmed_at === null) return null;
  return {
    recordId: one.id,
    version: one.version,
    totalT: one.verified_t,
    units: one.units.map(({ unitId, verifiedT }) => ({ unitId, verifiedT })),
    verifier: one.verifier,
    verifierEn: one.verifier_en,
    verifiedOn: one.verified_on,
    confirmedAt: one.confirmed_at,
  };
}
