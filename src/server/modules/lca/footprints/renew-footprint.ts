import { z } from 'zod';
import { footprintEndpoints } from '../../../../contract/footprints.ts';
import { present } from '../../../../kernel/assert.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import { tieEvidence } from './evidence.ts';
import { type FootprintParts, studySha256 } from './figure.ts';
import { findFootprint, findVersion, footprintObject, versionView } from './footprint-view.ts';
import { insertVersion, versionHeads } from './store.ts';

const { params, body } = footprintEndpoints.renewFootprint;

/** Drafts the next version from an approved one; the approved one stays as it is. */
export const renewFootprint = (parts: FootprintParts) =>
  command({
    name: 'lca.renew-footprint',
    action: 'footprint.model',
    input: z.strictObject({ ...params.shape, ...body.shape }),
    run: async (work, { footprintId, note, seenNumber }) => {
      const { organizationId, personId, name } = work.actor;
      const footprint = await findFootprint(work, footprintId);
      await work.permit('footprint.model', footprint.entity_id);
      const [latest] = await versionHeads(work.tx, organizationId, [footprintId]);
      const before = await findVersion(work, present(latest, 'a version of a footprint').id);
      if (before.number !== seenNumber) throw new Refusal('conflict', { values: { number: String(before.number) } });
      if (before.state !== 'approved') throw new Refusal('wrong_state', { values: { state: before.state } });
      const study = { ...before.study, validUntil: null };
      const row = {
        ...{
          id: work.newId(),
          footprint_id: footprintId,
          entity_id: footprint.entity_id,
          number: before.number + 1,
          state: 'draft' as const,
          note,
        },
        ...{ content_sha256: studySha256(study, note), valid_until: null, hands: [personId] },
        ...{ drafted_at: work.now, drafted_by: personId, drafted_by_name: name, version: 1, changed_at: work.now },
      };
      await insertVersion(work.tx, { ...row, organization_id: organizationId, study: JSON.stringify(study) });
      await tieEvidence(work, { id: row.id, footprint_id: footprintId, study: null }, study);
      work.record({
        kind: 'footprint.drafted',
        objectType: footprintObject,
        objectId: row.id,
        objectVersion: 1,
        content: { ...row, study },
      });
      return await versionView(work, parts, await findVersion(work, row.id));
    },
  });
