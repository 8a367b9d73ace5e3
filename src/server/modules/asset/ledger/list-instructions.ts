import { z } from 'zod';
import { ledgerDraft } from '../../../../contract/ledger-views.ts';
import { present } from '../../../../kernel/assert.ts';
import { query } from '../../../work/command.ts';
import { maxTries } from './decide-instruction.ts';
import { classesOf } from './store.ts';
import { attestationsOf, instructionsOf } from './store-instructions.ts';
import { classView } from './views.ts';

/** Instructions that wait and those decided, latest first. */
export const listInstructions = query({
  name: 'asset.list-instructions',
  action: 'asset.read',
  input: z.strictObject({}),
  run: async (work) => {
    const { organizationId } = work.actor;
    const reach = await work.reach('asset.read');
    const classes = new Map((await classesOf(work.tx, organizationId)).map((one) => [one.no, one]));
    const rows = await instructionsOf(work.tx, organizationId);
    return {
      items: rows
        .filter((row) => reach === null || reach.has(row.entity_id))
        .map((row) => {
          const draft = ledgerDraft.parse(row.draft);
          const late = row.decision === null && Date.parse(row.expires_at) <= Date.parse(work.now);
          return {
            ...{ id: row.id, kind: draft.kind, entityId: row.entity_id, quantity: row.quantity, draft },
            class: classView(present(classes.get(row.class_no), 'a class')),
            state: row.decision ?? (late ? ('expired' as const) : ('proposed' as const)),
            proposedAt: row.proposed_at,
            proposedBy: { id: row.proposed_by, name: row.proposed_by_name },
            expiresAt: row.expires_at,
            triesLeft: maxTries - row.tries,
            decidedAt: row.decided_at,
            decidedBy: row.decided_by === null ? null : { id: row.decided_by, name: row.decided_by_name ?? '' },
            decisionReason: row.reason ?? '',
            transactionId: row.transaction_id,
          };
        }),
    };
  },
});

/** Attested statements, latest first, with what was issued of each. */
export const listAttestations = query({
  name: 'asset.list-attestations',
  action: 'asset.read',
  input: z.strictObject({}),
  run: async (work) => {
    const { organizationId } = work.actor;
    const reach = await work.reach('asset.read');
    const classes = new Map((await classesOf(work.tx, organizationId)).map((one) => [one.no, one]));
    return {
      items: (await attestationsOf(work.tx, organizationId))
        .filter((row) => reach === null || reach.has(row.entity_id))
        .map((row) => ({
          ...{ id: row.id, entityId: row.entity_id, quantity: row.quantity, issued: row.issued, documentNo: row.document_no },
          ...{ attestedOn: row.attested_on, recordedByName: row.recorded_by_name },
          class: classView(present(classes.get(row.class_no), 'a class')),
        })),
    };
  },
});
