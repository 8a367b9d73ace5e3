import { rolesFor } from '../../../contract/actions.ts';
import { evidenceInput } from '../../../contract/document.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../work/actor.ts';
import { command } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import { checkFields, cleanFileName, evidenceContent, evidenceView, fieldsOf, visibleEvidence } from './evidence-view.ts';
import { insertEvidence } from './store/evidence.ts';
import { findStoredFile } from './store/files.ts';

/** Records a stored file as evidence with what it covers and until when it holds (clause 7.4). */
export const addEvidence = command({
  name: 'document.add-evidence',
  action: 'evidence.add',
  input: evidenceInput,
  run: async (work, { fileSha256, fileName, ...input }) => {
    const { organizationId, personId, name } = work.actor;
    const fields = { ...fieldsOf(input), entityId: input.entityId ?? onlyEntity(work.actor) };
    await work.permit('evidence.add', fields.entityId ?? undefined);
    const faults = collectFaults();
    checkFields(fields, faults);
    faults.refuse();
    if (!(await findStoredFile(work.tx, organizationId, fileSha256))) throw new Refusal('not_found', { values: { fileSha256 } });
    const id = work.newId();
    const file = { revision: 1, fileSha256, fileName: cleanFileName(fileName), note: '', at: work.now, by: personId, byName: name };
    await insertEvidence(work.tx, organizationId, id, fields, file);
    work.record({
      kind: 'evidence.recorded',
      objectType: 'evidence',
      objectId: id,
      objectVersion: 1,
      content: evidenceContent(await visibleEvidence(work, id)),
    });
    return evidenceView(work, id);
  },
});

/** Who may add evidence in one entity only means that entity when he names none; null: the whole organization. */
function onlyEntity(actor: Actor): string | null {
  const held = actor.grants.filter((grant) => rolesFor('evidence.add').includes(grant.role)).map((grant) => grant.entityId);
  const entities = new Set(held);
  return entities.size === 1 ? (held[0] ?? null) : null;
}
