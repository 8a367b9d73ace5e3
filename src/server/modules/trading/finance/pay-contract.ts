import { z } from 'zod';
import { financeEndpoints } from '../../../../contract/finance.ts';
import { present } from '../../../../kernel/assert.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import { lockedContract } from './decide-contract.ts';
import { financeObject } from './draft-contract.ts';
import { aboutOf, purposeOf } from './money-of.ts';
import { scheduleOf } from './schedule.ts';
import { insertPayment } from './store.ts';

const endpoint = financeEndpoints.payFinance;

/**
 * Records money of a contract that moved (B.8), by settlement staff who neither drafted nor approved it. What differs from what is open, or goes the other way
 * (a correction), says why. Nothing is changed: a wrong record is turned round by another.
 */
export const payFinance = command({
  name: 'trading.pay-finance',
  action: 'trading.settle',
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
  run: async (work, { contractId, flowNo, paidOn, amount, documentNo, reason }) => {
    const contract = await lockedContract(work, contractId);
    await work.permit('trading.settle', contract.entity_id);
    if ([contract.drafted_by, contract.decision?.done_by].includes(work.actor.personId))
      throw new Refusal('same_person_trades_and_settles');
    if (contract.decision?.decision !== 'approved') throw new Refusal('wrong_state');
    const today = todayOf(work.now);
    const faulty = (path: string, zh: string, en: string) =>
      new Refusal('invalid_input', { findings: [{ code: 'finance_payment', severity: 'error', place: { path }, text: { zh, en } }] });
    const before = scheduleOf(contract, today).find((one) => one.flow.no === flowNo);
    if (!before) throw faulty('/flowNo', '付款计划中没有这一笔', 'The schedule has no such payment');
    if (paidOn > today) throw faulty('/paidOn', '收付日期不晚于今天', 'The day of payment is not after today');
    const moved = decimal(amount);
    if (moved.isZero()) throw faulty('/amount', '金额不为零', 'The amount is not 0');
    if (!moved.equals(before.standing.difference.negated()) && reason === '') throw new Refusal('reason_required');
    const { organizationId, personId, name } = work.actor;
    const row = {
      ...{ organization_id: organizationId, id: work.newId(), contract_id: contractId, flow_no: flowNo },
      ...{ due_on: before.flow.day, due_amount: print(before.flow.amount), paid_on: paidOn, amount: print(moved), document_no: documentNo },
      ...{ reason, done_at: work.now, done_by: personId, done_by_name: name },
    };
    await insertPayment(work.tx, row);
    await asset.recordMoney(work, {
      ...{ entityId: contract.entity_id, account: contract.terms.account, movedOn: paidOn, amount: row.amount, documentNo },
      ...{ purpose: purposeOf(contract, before.flow.kind), about: aboutOf(contract, before.flow), contractId, toldById: row.id },
    });
    const { standing } = present(
      scheduleOf({ ...contract, payments: [...contract.payments, row] }, today).find((one) => one.flow.no === flowNo),
      'the payment',
    );
    const told = { state: standing.state, difference: print(standing.difference), lateDays: standing.lateDays };
    work.record({
      ...{ kind: 'finance.contract_paid', objectType: financeObject, objectId: contractId },
      objectVersion: 5 + contract.payments.length,
      content: { ...row, ...told },
      ...(reason === '' ? {} : { reason }),
    });
    return { id: row.id, ...told };
  },
});
