import { z } from 'zod';
import { accountFor, type ClassWanted, classFor } from '../../src/server/modules/asset/ledger/accounts.ts';
import { ownerOf } from '../../src/server/modules/asset/ledger/movement.ts';
import { postTransaction } from '../../src/server/modules/asset/ledger/post-transaction.ts';
import type { AccountKind } from '../../src/server/modules/asset/ledger/tables.ts';
import { command } from '../../src/server/work/command.ts';
import type { Plant } from './plant.ts';

export interface Posting {
  readonly kind: string;
  readonly day: string;
  readonly from: AccountKind;
  readonly to: AccountKind;
  readonly quantity: bigint;
  readonly held?: ClassWanted;
  readonly documentNo?: string;
}

const worldly = (kind: AccountKind) => kind === 'issuance' || kind === 'external';
export const cea2024: ClassWanted = { programme: 'CEA', vintage: 2024 };

/** Posts a movement of the plant straight into its ledger: what other parts of the product do by their own commands. */
export function posterOf(plant: Plant) {
  return async (one: Posting): Promise<string> =>
    await plant.run(
      'assets',
      command({
        name: 'test.post',
        action: 'asset.keep_ledger',
        input: z.object({}),
        run: async (work) => {
          const owner = await ownerOf(work, plant.ids.plant);
          const account = (kind: AccountKind) => accountFor(work, { kind, owner: worldly(kind) ? null : owner });
          const held = await classFor(work, one.held ?? cea2024);
          const [from, to] = [await account(one.from), await account(one.to)];
          const final = ['surrender', 'cancel', 'retire'].includes(one.kind);
          const attestationId = one.kind === 'issue' ? await attested(plant, held.no, one.quantity, work) : undefined;
          const { id } = await postTransaction(work, {
            ...{ kind: one.kind, effectiveOn: one.day, documentNo: one.documentNo ?? '' },
            legs: [{ fromNo: from.no, toNo: to.no, classNo: held.no, quantity: one.quantity }],
            ...(attestationId === undefined ? {} : { attestationId }),
            ...(final ? { beneficiary: 'plant', period: '2024', claim: 'compliance 2024' } : {}),
            ...(final ? { proposedBy: { id: plant.actors.top.personId, name: 'top' } } : {}),
          });
          return id;
        },
      }),
      {},
    );
}

async function attested(
  plant: Plant,
  classNo: number,
  quantity: bigint,
  work: Parameters<Parameters<typeof command>[0]['run']>[0],
): Promise<string> {
  const id = work.newId();
  const { organizationId, personId, name } = work.actor;
  await work.tx
    .insertInto('app.ledger_attestation')
    .values({
      ...{ organization_id: organizationId, id, class_no: classNo, entity_id: plant.ids.plant, quantity: `${quantity}` },
      ...{ document_no: 'D-1', attested_on: '2024-01-10', recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    })
    .execute();
  work.record({ kind: 'ledger.attested', objectType: 'ledger_attestation', objectId: id, objectVersion: 1, content: {} });
  return id;
}
