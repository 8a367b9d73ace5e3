import { z } from 'zod';
import { revisionInput } from '../../../contract/document.ts';
import { id } from '../../../contract/values.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { cleanFileName, evidenceContent, evidenceView, fieldsOf, visibleEvidence } from './evidence-view.ts';
import { insertRevision, lockEvidence, updateEvidence } from './store/evidence.ts';
import { findStoredFile } from './store/files.ts';

/** Puts a new file in front; earlier files stay and can be fetched (clause 7.4: records are never replaced). */
export const reviseEvidence = command({
  name: 'document.revise-evidence',
  action: 'evidence.add',
  input: z.strictObject({ ...revisionInput.shape, evidenceId: id }),
  run: async (work, { evidenceId, fileSha256, fileName, note }) => {
    const { organizationId, personId, name } = work.actor;
    await lockEvidence(work.tx, organizationId, [evidenceId]);
    const before = await visibleEvidence(work, evidenceId);
    await work.permit('evidence.add', before.entityId ?? undefined);
    if (!(await findStoredFile(work.tx, organizationId, fileSha256))) throw new Refusal('not_found', { values: { fileSha256 } });
    const revision = before.revision + 1;
    const file = { revision, fileSha256, fileName: cleanFileName(fileName), note, at: work.now, by: personId, byName: name };
    await insertRevision(work.tx, organizationId, evidenceId, file);
    await updateEvidence(work.tx, organizationId, evidenceId, fieldsOf(before), { version: before.version + 1, revision });
    const after = await visibleEvidence(work, evidenceId);
    work.record({
      kind: 'evidence.revised',
      objectType: 'evidence',
      objectId: evidenceId,
      objectVersion: after.version,
      content: evidenceContent(after),
      before: evidenceContent(before),
      reason: note,
    });
    return evidenceView(work, evidenceId);
  },
});
