import { z } from 'zod';
import { footprintEndpoints } from '../../../../contract/footprints.ts';
import { type FootprintDeed, whyNotFootprint } from '../../../../kernel/lca/model/footprint-state.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import { errorsOf, type FootprintParts, figureVersion, freeze } from './figure.ts';
import { deedActions, factsOf, findFootprint, findVersion, footprintObject, versionView } from './footprint-view.ts';
import { issueReportNumber } from './report-number.ts';
import { updateVersion, type VersionRow } from './store.ts';

const { params, body } = footprintEndpoints.moveFootprint;
const deeds = { reviewed: 'review', approved: 'approve', draft: 'return' } as const satisfies Record<string, FootprintDeed>;
const kinds = { reviewed: 'footprint.reviewed', approved: 'footprint.approved', draft: 'footprint.returned' } as const;

/** What each move writes: review freezes what the study rests on, giving back sets it free again. */
async function changesOf(work: Work, parts: FootprintParts, row: VersionRow, to: keyof typeof deeds) {
  const { personId, name } = work.actor;
  if (to === 'approved') return { approved_at: work.now, approved_by: personId, approved_by_name: name };
  if (to === 'draft') {
    return { reviewed_at: null, reviewed_by: null, reviewed_by_name: null, frozen: null, frozen_sha256: null, total: null };
  }
  const { product_name: productName } = await findFootprint(work, row.footprint_id);
  const { text, sha256, total } = freeze(productName, await figureVersion(work, parts, row));
  return { reviewed_at: work.now, reviewed_by: personId, reviewed_by_name: name, frozen: text, frozen_sha256: sha256, total };
}

/** Reviews or approves a version, or gives it back with a reason; by people who wrote nothing of it, and by two of them. */
export const moveFootprint = (parts: FootprintParts) =>
  command({
    name: 'lca.move-footprint',
    action: 'lca.read',
    input: z.strictObject({ ...params.shape, ...body.shape }),
    run: async (work, { versionId, to, reason, version }) => {
      const row = await findVersion(work, versionId, true);
      const deed = deeds[to];
      await work.permit(deedActions[deed], row.entity_id);
      if (row.version !== version) throw new Refusal('conflict', { values: { version: String(row.version) } });
      const figured = await figureVersion(work, parts, row);
      const why = whyNotFootprint(deed, factsOf(row, figured, false), { person: work.actor.personId, permitted: true });
      if (why !== null)
        throw new Refusal(why, why === 'study_has_errors' ? { findings: errorsOf(figured) } : { values: { state: row.state } });
      if (to === 'draft' && reason === '') throw new Refusal('reason_required');
      const moved = { state: to, ...(await changesOf(work, parts, row, to)), changed_at: work.now };
      if (!(await updateVersion(work.tx, work.actor.organizationId, versionId, version, moved))) throw new Refusal('conflict');
      work.record({
        ...{ kind: kinds[to], objectType: footprintObject, objectId: versionId, objectVersion: version + 1 },
        ...{ content: { ...moved, content_sha256: row.content_sha256 }, before: { state: row.state } },
        ...(reason === '' ? {} : { reason }),
      });
      if (to === 'approved') await issueReportNumber(work, row);
      return await versionView(work, parts, await findVersion(work, versionId));
    },
  });
