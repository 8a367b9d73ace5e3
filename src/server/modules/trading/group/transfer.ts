import { z } from 'zod';
import { groupEndpoints } from '../../../../contract/group.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { priceByRule } from './price-rule.ts';
import { insertTransfer, insertTransferDecision, nextTransferNo, transfersOf } from './store.ts';

const endpoint = groupEndpoints.decideTransfer;
const transferObject = 'internal_transfer';

const fault = (path: string, zh: string, en: string): Refusal =>
  new Refusal('invalid_input', { findings: [{ code: 'internal_transfer', severity: 'error', place: { path }, text: { zh, en } }] });

/** Proposes a transfer for the entity that gives (B.8): at the price of the rule in force, or at another one with the reason. Nothing moves yet. */
export function proposeTransfer(shelf: Shelf) {
  return command({
    name: 'trading.propose-transfer',
    action: 'trading.propose_transfer',
    input: groupEndpoints.proposeTransfer.body,
    run: async (work, { fromEntityId, toEntityId, classId, quantity, effectiveOn, price, reason, documentNo }) => {
      await organization.findEntity(work, fromEntityId);
      await organization.findEntity(work, toEntityId);
      await work.permit('trading.propose_transfer', fromEntityId);
      if (fromEntityId === toEntityId) throw fault('/toEntityId', '转出与转入不能相同', 'From and to are the same');
      if (effectiveOn > todayOf(work.now)) throw fault('/effectiveOn', '生效日不能晚于今天', 'The day is not after today');
      await asset.lockLedger(work);
      const held = await asset.tradedClass(work, classId);
      const ruled = await priceByRule(work, shelf, effectiveOn);
      const given = price === null ? null : print(decimal(price));
      const own = given !== null && given !== ruled?.price;
      if (given === null && ruled === null)
        throw fault('/price', '没有生效的转让价格规则，请填写价格与理由', 'No price rule is in force: say a price and the reason');
      if (own && reason === '') throw new Refusal('reason_required');
      const { organizationId, personId, name } = work.actor;
      const row = {
        ...{ organization_id: organizationId, id: work.newId(), no: await nextTransferNo(work.tx, organizationId) },
        ...{ from_entity_id: fromEntityId, to_entity_id: toEntityId, class_no: held.no, quantity, effective_on: effectiveOn },
        ...(own
          ? { price: given, price_formula: given, rule_id: null }
          : { price: ruled?.price ?? '', price_formula: ruled?.formula ?? '', rule_id: ruled?.rule.id ?? null }),
        ...{ reason, document_no: documentNo, done_at: work.now, done_by: personId, done_by_name: name },
      };
      await insertTransfer(work.tx, row);
      work.record({
        ...{ kind: 'internal_transfer.proposed', objectType: transferObject, objectId: row.id, objectVersion: 1, content: row },
        ...(reason === '' ? {} : { reason }),
      });
      return { id: row.id, no: row.no, state: 'proposed' };
    },
  });
}

/** Accepts or rejects a transfer once for the entity that takes (B.8), by somebody else than its proposer; accepted units move from account to account. */
export const decideTransfer = command({
  name: 'trading.decide-transfer',
  action: 'trading.accept_transfer',
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
  run: async (work, { transferId, decision, reason }) => {
    await asset.lockLedger(work);
    const { organizationId, personId, name } = work.actor;
    const [transfer] = await transfersOf(work.tx, organizationId, transferId);
    if (!transfer) throw new Refusal('not_found', { values: { id: transferId, what: 'transfer' } });
    await work.permit('trading.accept_transfer', transfer.to_entity_id);
    if (transfer.done_by === personId) throw new Refusal('same_person_proposes_and_approves');
    if (transfer.decision !== null) throw new Refusal('wrong_state');
    if (decision === 'reject' && reason === '') throw new Refusal('reason_required');
    const transactionId =
      decision === 'reject'
        ? null
        : await asset.bookInternalTransfer(work, {
            ...{ fromEntityId: transfer.from_entity_id, toEntityId: transfer.to_entity_id, classNo: transfer.class_no },
            ...{
              quantity: BigInt(transfer.quantity),
              day: transfer.effective_on,
              documentNo: transfer.document_no,
              reason: transfer.reason,
            },
            proposedBy: { id: transfer.done_by, name: transfer.done_by_name },
            details: { transferId, price: transfer.price },
          });
    const decided = decision === 'accept' ? ('accepted' as const) : ('rejected' as const);
    const row = {
      ...{ organization_id: organizationId, transfer_id: transferId, decision: decided, reason, transaction_id: transactionId },
      ...{ done_at: work.now, done_by: personId, done_by_name: name },
    };
    await insertTransferDecision(work.tx, row);
    work.record({
      ...{ kind: `internal_transfer.${decided}`, objectType: transferObject, objectId: transferId, objectVersion: 2, content: row },
      ...(reason === '' ? {} : { reason }),
    });
    return { id: transferId, state: decided };
  },
});
