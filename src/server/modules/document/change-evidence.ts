import { z } from 'zod';
import { evidenceChange } from '../../../contract/document.ts';
import { id } from '../../../contract/values.ts';
import { command } from '../../work/command.ts';
import { conflictOf } from '../../work/conflict.ts';
import { collectFaults } from '../../work/faults.ts';
import { checkFields, evidenceContent, evidenceView, fieldsOf, visibleEvidence } from './evidence-view.ts';
import { lockEvidence, updateEvidence } from './store/evidence.ts';

/** Changes what is said of a piece of evidence; its files stay as they are. */
export const changeEvidence = command({
  name: 'document.change-evidence',
  action: 'evidence.add',
  input: z.strictObject({ ...evidenceChange.shape, evidenceId: id }),
  run: async (work, { evidenceId, version, ...input }) => {
    const { organizationId } = work.actor;
    await lockEvidence(work.tx, organizationId, [evidenceId]);
    const before = await visibleEvidence(work, evidenceId);
    await work.permit('evidence.add', before.entityId ?? undefined);
    // Moving it to the whole organization needs the right there.
    if (input.entityId !== before.entityId) await work.permit('evidence.add', input.entityId ?? undefined);
    const fields = fieldsOf(input);
    if (before.version !== version) throw conflictOf({ ...before }, { ...fields, version });
    const faults = collectFaults();
    checkFields(fields, faults);
    faults.refuse();
    await updateEvidence(work.tx, organizationId, evidenceId, fields, { version: version + 1, revision: before.revision });
    const after = await visibleEvidence(work, evidenceId);
    work.record({
      kind: 'evidence.changed',
      objectType: 'evidence',
      objectId: evidenceId,
      objectVersion: after.version,
      content: evidenceContent(after),
      before: evidenceContent(before),
    });
    return evidenceView(work, evidenceId);
  },
});
