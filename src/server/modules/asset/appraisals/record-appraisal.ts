import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AppraisalKind, appraisalCalculations, assetAppraisalEndpoints as e } from '../../../../contract/asset-appraisals.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import { runCalculation, type Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { projectById } from '../projects/store.ts';
import { insertAppraisal, versionsOf } from './store.ts';
import type { HeadlineFigure } from './tables.ts';

type Result = ReturnType<typeof runCalculation>;
export const appraisalObject = 'asset_appraisal';

/** What a list shows of each kind. */
const headlines: Readonly<Record<AppraisalKind, readonly string[]>> = {
  investment: ['npv', 'npv_without', 'break_even_price', 'irr', 'payback_year'],
  valuation: ['positive', 'negative', 'net', 'unrealized_sum'],
  performance: ['total_cost', 'unit_cost', 'budget_variance', 'asset_return', 'in_time'],
  credits: ['ER'],
};

/** SHA-256 of the result's bytes, as it is told: the same input and method version give the same. */
export function hashOf(result: Result): string {
  return createHash('sha256').update(JSON.stringify(result)).digest('hex');
}

function headlineOf(kind: AppraisalKind, { outputs }: Result): HeadlineFigure[] {
  return headlines[kind].flatMap((symbol) => {
    const found = outputs.find((one) => one.symbol === symbol);
    if (!found) return [];
    const value = found.value === null ? null : String(found.value);
    return [{ symbol, title: found.title, value, shown: found.shown === null ? null : String(found.shown), unit: found.unit }];
  });
}

const input = z.strictObject({ ...e.recordAppraisal.params.shape, ...e.recordAppraisal.body.shape });
type Given = z.output<typeof input>;

function calculationOf({ kind, calculation }: Given): string {
  const known = appraisalCalculations[kind];
  const asked = calculation ?? known[0];
  if (!known.includes(asked)) throw new Refusal('unknown_calculation', { values: { name: asked } });
  return asked;
}

/** Works out a named calculation and keeps its input and the hash of its result (C.8): a further version where one is there. */
export function recordAppraisal(shelf: Shelf) {
  return command({
    name: 'asset.record-appraisal',
    action: 'asset.appraise',
    input,
    run: async (work, given) => {
      const { entityId, kind, name, year, projectId, note, seenVersion } = given;
      await organization.findEntity(work, entityId);
      await work.permit('asset.appraise', entityId);
      const { organizationId, personId, name: personName } = work.actor;
      const before = given.appraisalId === undefined ? [] : await versionsOf(work.tx, organizationId, given.appraisalId);
      const [latest] = before;
      if (given.appraisalId !== undefined && (latest?.entity_id !== entityId || latest.kind !== kind))
        throw new Refusal('not_found', { values: { what: appraisalObject, id: given.appraisalId } });
      if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
      if (latest && note === '') throw new Refusal('reason_required');
      if (kind === 'credits' && (projectId === null || (await projectById(work.tx, organizationId, projectId))?.entity_id !== entityId))
        throw new Refusal('not_found', { values: { what: 'asset_project', id: projectId ?? '' } });
      const calculation = calculationOf(given);
      const result = runCalculation(shelf, calculation, given.input);
      const id = work.newId();
      const row = {
        ...{ id, appraisal_id: latest?.appraisal_id ?? id, version: seenVersion + 1, entity_id: entityId },
        ...{ project_id: kind === 'credits' ? projectId : null, kind, name, year, calculation, method_version: result.method.version },
        ...{ result_sha256: hashOf(result), note, recorded_at: work.now, recorded_by: personId, recorded_by_name: personName },
      };
      const headline = headlineOf(kind, result);
      await insertAppraisal(work.tx, {
        ...{ ...row, organization_id: organizationId, input: JSON.stringify(given.input), headline: JSON.stringify(headline) },
      });
      work.record({
        kind: 'asset.appraisal_recorded',
        objectType: appraisalObject,
        objectId: id,
        objectVersion: row.version,
        content: { ...row, input: given.input, headline },
        ...(note === '' ? {} : { reason: note }),
      });
      return { id, appraisalId: row.appraisal_id, version: row.version };
    },
  });
}
