import { z } from 'zod';
import { footprintEndpoints } from '../../../../contract/footprints.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import { tieEvidence } from './evidence.ts';
import { type FootprintParts, studySha256 } from './figure.ts';
import { findVersion, footprintObject, versionView } from './footprint-view.ts';
import { updateVersion } from './store.ts';

const { params, body } = footprintEndpoints.changeFootprint;

/** Writes a draft as a whole. What is not right yet is kept and told; who writes has a hand in it and neither reviews nor approves. */
export const changeFootprint = (parts: FootprintParts) =>
  command({
    name: 'lca.change-footprint',
    action: 'footprint.model',
    input: z.strictObject({ ...params.shape, ...body.shape }),
    run: async (work, { versionId, version, study, note: given }) => {
      const { organizationId, personId } = work.actor;
      const before = await findVersion(work, versionId, true);
      await work.permit('footprint.model', before.entity_id);
      if (before.state !== 'draft') throw new Refusal('wrong_state', { values: { state: before.state } });
      if (before.version !== version) throw new Refusal('conflict', { values: { version: String(before.version) } });
      const note = given ?? before.note;
      const changes = {
        ...{ note, content_sha256: studySha256(study, note), valid_until: study.validUntil, changed_at: work.now },
        hands: [...new Set([...before.hands, personId])],
      };
      const written = await updateVersion(work.tx, organizationId, versionId, version, { ...changes, study: JSON.stringify(study) });
      if (!written) throw new Refusal('conflict');
      await tieEvidence(work, before, study);
      work.record({
        ...{ kind: 'footprint.changed', objectType: footprintObject, objectId: versionId, objectVersion: version + 1 },
        ...{ content: { ...changes, study }, before: { study: before.study, note: before.note } },
      });
      return await versionView(work, parts, await findVersion(work, versionId));
    },
  });
