import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { type PaymentStanding, paymentStanding } from '../../../../kernel/trading/finance/payments.ts';
import { type ContractFlow, cashFlows } from '../../../../kernel/trading/finance/terms.ts';
import type { Contract, Payment } from './store.ts';
import { termsOf } from './terms-of.ts';

export interface Scheduled {
  readonly flow: ContractFlow;
  readonly standing: PaymentStanding;
  readonly payments: readonly Payment[];
}

const dayOf = (text: string) => present(parseDay(text), 'a day of a contract');

/** Every payment of an approved contract with what moved for it, as of a day. Payments of nothing (a swap at equal value) are not paid. */
export function scheduleOf(contract: Contract, today: string): Scheduled[] {
  if (contract.decision?.decision !== 'approved') return [];
  const failed = contract.steps.find((one) => one.step === 'defaulted')?.done_on;
  const at = { today: dayOf(today), lapsedFrom: failed === undefined ? null : dayOf(failed) };
  return cashFlows(termsOf(contract))
    .filter((flow) => !flow.amount.isZero())
    .map((flow) => {
      const payments = contract.payments.filter((one) => one.flow_no === flow.no);
      const moved = payments.map((one) => ({ day: dayOf(one.paid_on), amount: decimal(one.amount) }));
      return { flow, payments, standing: paymentStanding(flow, moved, at) };
    });
}
