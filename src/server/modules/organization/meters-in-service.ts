import type { Work } from '../../work/command.ts';
import { meterViews } from './meter-view.ts';
import { findMeters, type Meter } from './store/meters.ts';

/** A meter in service with how its calibration stands today. */
export type MeterInService = Pick<Meter, 'id' | 'code' | 'name' | 'nameEn' | 'entityId' | 'calibrationState' | 'validUntil'>;

/** Meters in service of these entities (null: of all), with a fixed number of statements. The caller checks permission. */
export async function metersInService(work: Work, entityIds: readonly string[] | null): Promise<MeterInService[]> {
  const meters = await findMeters(work.tx, work.actor.organizationId, entityIds === null ? {} : { entityIds });
  return (await meterViews(work, meters))
    .filter((one) => !one.retired)
    .map(({ id, code, name, nameEn, entityId, calibrationState, validUntil }) => ({
      id,
      code,
      name,
      nameEn,
      entityId,
      calibrationState,
      validUntil,
    }));
}
