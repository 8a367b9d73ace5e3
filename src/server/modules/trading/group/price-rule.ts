import { z } from 'zod';
import { groupEndpoints } from '../../../../contract/group.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { transferPrice } from '../../../../kernel/trading/group/transfer-price.ts';
import { command, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { allowancePrice } from '../desk/read-desk.ts';
import { insertPriceDecision, insertPriceRule, type PriceRule, priceRulesOf } from './store.ts';

const endpoint = groupEndpoints.decideTransferPrice;
export const ruleObject = 'transfer_price_rule';

/** The latest approved version that is valid on a day. */
export function ruleOn(rules: readonly PriceRule[], day: string): PriceRule | null {
  return rules.find((one) => one.decision?.decision === 'approved' && one.valid_from <= day) ?? null;
}

/** The price the rule of a day gives; null without a rule, or where the market has no close yet. */
export async function priceByRule(work: Work, shelf: Shelf, day: string) {
  const rule = ruleOn(await priceRulesOf(work.tx, work.actor.organizationId), day);
  if (rule === null) return null;
  const today = todayOf(work.now);
  const close = rule.method === 'market' ? await allowancePrice(work, shelf, day < today ? day : today) : null;
  const found = transferPrice(rule.method, decimal(rule.value), close === null ? null : decimal(close.price));
  return found && { rule, price: print(found.price), formula: close === null ? found.formula : `${found.formula} (${close.day})` };
}

/** Proposes a version of the transfer-price rule (C.8); it counts once somebody else has approved it. */
export const proposeTransferPrice = command({
  name: 'trading.propose-transfer-price',
  action: 'trading.set_transfer_price',
  input: groupEndpoints.proposeTransferPrice.body,
  run: async (work, { method, value, validFrom, note, seenVersion }) => {
    await work.permit('trading.set_transfer_price');
    const { organizationId, personId, name } = work.actor;
    const latest = (await priceRulesOf(work.tx, organizationId))[0]?.version ?? 0;
    if (latest !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest) } });
    if (method === 'market' && decimal(value).greaterThan(1)) {
      const text = { zh: '折扣须在 0 与 1 之间', en: 'The share taken off is between 0 and 1' };
      throw new Refusal('invalid_input', { findings: [{ code: 'transfer_price', severity: 'error', place: { path: '/value' }, text }] });
    }
    const row = {
      ...{
        organization_id: organizationId,
        id: work.newId(),
        version: latest + 1,
        method,
        value: print(decimal(value)),
        valid_from: validFrom,
        note,
      },
      ...{ done_at: work.now, done_by: personId, done_by_name: name },
    };
    await insertPriceRule(work.tx, row);
    work.record({ kind: 'transfer_price.proposed', objectType: ruleObject, objectId: row.id, objectVersion: row.version, content: row });
    return { id: row.id, state: 'proposed' };
  },
});

/** Approves or rejects a version once, by somebody else than its proposer. */
export const decideTransferPrice = command({
  name: 'trading.decide-transfer-price',
  action: 'trading.approve_transfer_price',
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
  run: async (work, { ruleId, decision, reason }) => {
    await work.permit('trading.approve_transfer_price');
    const { organizationId, personId, name } = work.actor;
    const rule = (await priceRulesOf(work.tx, organizationId)).find((one) => one.id === ruleId);
    if (!rule) throw new Refusal('not_found', { values: { id: ruleId, what: 'transfer_price_rule' } });
    if (rule.done_by === personId) throw new Refusal('same_person_proposes_and_approves');
    if (rule.decision !== null) throw new Refusal('wrong_state');
    if (decision === 'reject' && reason === '') throw new Refusal('reason_required');
    const decided = decision === 'approve' ? ('approved' as const) : ('rejected' as const);
    const row = {
      ...{ organization_id: organizationId, rule_id: ruleId, decision: decided, reason },
      ...{ done_at: work.now, done_by: personId, done_by_name: name },
    };
    await insertPriceDecision(work.tx, row);
    work.record({
      ...{ kind: `transfer_price.${decided}`, objectType: ruleObject, objectId: ruleId, objectVersion: rule.version, content: row },
      ...(reason === '' ? {} : { reason }),
    });
    return { id: ruleId, state: decided };
  },
});
