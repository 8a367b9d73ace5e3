import { verificationRecordEndpoints } from '../../../../contract/verification-record.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { recordsView } from './record-view.ts';

/** The verified figure of an entity's year with every earlier version (A.10). */
export function readVerificationRecords(shelf: Shelf) {
  return query({
    name: 'emission.read-verification-records',
    action: 'emission.read',
    input: verificationRecordEndpoints.readVerificationRecords.params,
    run: async (work, { entityId, year }) => {
      await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      return await recordsView(work, shelf, entityId, year);
    },
  });
}
