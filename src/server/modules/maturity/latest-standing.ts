import type { Work } from '../../work/command.ts';
import { assessmentsOf } from './store.ts';

/** The assessment of an entity that was frozen last, for the management review of the module below; null: none was. */
export async function latestStanding(work: Work, entityId: string) {
  const frozen = (await assessmentsOf(work.tx, work.actor.organizationId, [entityId])).filter((one) => one.frozen_at !== null);
  const last = frozen.sort((a, b) => ((a.frozen_at ?? '') < (b.frozen_at ?? '') ? 1 : -1))[0];
  if (!last) return null;
  return {
    ...{ year: last.year, level: last.level, total: last.total, signed: last.signed_at !== null },
    ...{ frozenOn: last.frozen_at?.slice(0, 10) ?? null, path: `/system/maturity/${last.id}` },
  };
}
