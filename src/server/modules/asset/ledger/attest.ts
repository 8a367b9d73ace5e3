import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { command } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import * as organization from '../../organization/index.ts';
import { classFor } from './accounts.ts';
import { insertAttestation } from './store-instructions.ts';

const attestationObject = 'ledger_attestation';

/** Records what an authority or a verifier attested; issues count against it and never go above it. */
export const attest = command({
  name: 'asset.attest',
  action: 'asset.keep_ledger',
  input: ledgerEndpoints.attest.body,
  run: async (work, { entityId, evidenceIds, ...given }) => {
    const entity = await organization.findEntity(work, entityId);
    await work.permit('asset.keep_ledger', entityId);
    const { organizationId, personId, name } = work.actor;
    const held = await classFor(work, given);
    const id = work.newId();
    const row = {
      ...{ organization_id: organizationId, id, class_no: held.no, entity_id: entityId, quantity: given.quantity },
      ...{ document_no: given.documentNo, attested_on: given.attestedOn },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    await insertAttestation(work.tx, row);
    await document.useEvidence(work, evidenceIds, {
      objectType: attestationObject,
      objectId: id,
      label: {
        zh: `${entity.name} ${given.programme} ${given.vintage} 核定文件`,
        en: `Attestation of ${given.programme} ${given.vintage}, ${entity.nameEn}`,
      },
      path: '/asset/ledger',
    });
    work.record({
      kind: 'ledger.attested',
      objectType: attestationObject,
      objectId: id,
      objectVersion: 1,
      content: { ...row, evidence_ids: evidenceIds },
    });
    return { id };
  },
});
