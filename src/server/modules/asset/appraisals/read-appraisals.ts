import { z } from 'zod';
import { type appraisal, assetAppraisalEndpoints as e } from '../../../../contract/asset-appraisals.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import { runCalculation, type Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { appraisalObject, hashOf } from './record-appraisal.ts';
import { type Appraisal, appraisalsOf, versionsOf } from './store.ts';

export const appraisalView = (row: Appraisal): z.input<typeof appraisal> => ({
  ...{
    id: row.id,
    appraisalId: row.appraisal_id,
    version: row.version,
    kind: row.kind,
    entityId: row.entity_id,
    projectId: row.project_id,
  },
  ...{ name: row.name, year: row.year, calculation: row.calculation, headline: row.headline.map((one) => ({ ...one })), note: row.note },
  ...{ recordedAt: row.recorded_at, recordedByName: row.recorded_by_name },
});

export const listAppraisals = query({
  name: 'asset.list-appraisals',
  action: 'asset.read',
  input: z.strictObject({ ...e.listAppraisals.params.shape, ...e.listAppraisals.query.shape }),
  run: async (work, { entityId, kind }) => {
    const entity = await organization.findEntity(work, entityId);
    await work.permit('asset.read', entityId);
    const all = await appraisalsOf(work.tx, work.actor.organizationId, [entityId]);
    const items = all.filter((one) => kind === undefined || one.kind === kind).map(appraisalView);
    return { entityName: { zh: entity.name, en: entity.nameEn }, items };
  },
});

/** An appraisal with its result worked out again from what was kept; says whether the bytes are those of then. */
export function readAppraisal(shelf: Shelf) {
  return query({
    name: 'asset.read-appraisal',
    action: 'asset.read',
    input: z.strictObject({ ...e.readAppraisal.params.shape, ...e.readAppraisal.query.shape }),
    run: async (work, { appraisalId, version }) => {
      const all = await versionsOf(work.tx, work.actor.organizationId, appraisalId);
      const found = version === undefined ? all[0] : all.find((one) => one.version === version);
      if (!found) throw new Refusal('not_found', { values: { what: appraisalObject, id: appraisalId } });
      await work.permit('asset.read', found.entity_id);
      const result = runCalculation(shelf, found.calculation, found.input);
      return {
        ...{ appraisal: appraisalView(found), input: found.input, result },
        recomputes: hashOf(result) === found.result_sha256 ? ('identical' as const) : ('differs' as const),
        versions: all.map((one) => ({
          ...{ version: one.version, note: one.note, recordedAt: one.recorded_at, recordedByName: one.recorded_by_name },
        })),
      };
    },
  });
}
