import { verificationRecordEndpoints } from '../../../../contract/verification-record.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { recordObject, recordsView } from './record-view.ts';
import { insertConfirmation, versionById, versionsOfYear } from './store.ts';

/** Confirms the latest version of a verified figure; not by the person who entered it (A.10). From then on it is the figure that counts. */
export function confirmVerificationRecord(shelf: Shelf) {
  return command({
    name: 'emission.confirm-verification-record',
    action: 'verification_record.confirm',
    input: verificationRecordEndpoints.confirmVerificationRecord.params,
    run: async (work, { recordId }) => {
      const { organizationId, personId, name } = work.actor;
      const record = await versionById(work.tx, organizationId, recordId);
      if (!record) throw new Refusal('not_found', { values: { what: 'verification_record', id: recordId } });
      await work.permit('verification_record.confirm', record.entity_id);
      const [latest] = await versionsOfYear(work.tx, organizationId, record.entity_id, record.year);
      if (latest?.id !== recordId || record.confirmed_at !== null)
        throw new Refusal('wrong_state', { values: { version: String(record.version) } });
      if (record.recorded_by === personId) throw new Refusal('same_person_enters_and_confirms');
      const row = {
        record_id: recordId,
        recorded_by: record.recorded_by,
        confirmed_at: work.now,
        confirmed_by: personId,
        confirmed_by_name: name,
      };
      await insertConfirmation(work.tx, { ...row, organization_id: organizationId });
      work.record({
        kind: 'verification_record.confirmed',
        objectType: recordObject,
        objectId: recordId,
        objectVersion: record.version,
        content: { ...row, entity_id: record.entity_id, year: record.year, verified_t: record.verified_t },
      });
      return await recordsView(work, shelf, record.entity_id, record.year);
    },
  });
}
