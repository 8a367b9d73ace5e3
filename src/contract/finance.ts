import { z } from 'zod';
import { parseDecimal } from '../kernel/quantity/decimal.ts';
import { conflictCodes } from '../kernel/trading/finance/conflicts.ts';
import { paymentStates } from '../kernel/trading/finance/payments.ts';
import { contractKinds, interestEvery } from '../kernel/trading/finance/terms.ts';
import { endpoint } from './endpoint.ts';
import { someUnits, unitClassOfLedger, wholeUnits } from './ledger-views.ts';
import { calculationResult } from './library.ts';
import { day, decimalInput, figureText, id, instant, longText, shortText, text } from './values.ts';

/** Carbon finance (B.8, B.9): contracts with their payments, what stands against them on the calendar, and what happened to their units. */

export const financeStates = ['drafted', 'rejected', 'approved', 'running', 'ended', 'defaulted'] as const;
export type FinanceState = (typeof financeStates)[number];
const state = z.enum(financeStates);
const kind = z.enum(contractKinds);
const side = z.enum(['give', 'take']);
const notNegative = decimalInput.refine((value) => parseDecimal(value)?.isNegative() === false, 'below 0');
const positive = decimalInput.refine((value) => parseDecimal(value)?.greaterThan(0), 'not above 0');
const share = decimalInput.refine((value) => {
  const read = parseDecimal(value);
  return read !== null && !read.isNegative() && read.lessThanOrEqualTo(1);
}, 'not between 0 and 1');
const person = z.object({ id, name: z.string() });

/** Prices in yuan a tonne, amounts in yuan, rates and shares as fractions. What a kind does not use stays at its default. */
export const financeTerms = z
  .strictObject({
    price: positive,
    /** Forward: the market price of the first day; swap: of what is received. */
    otherPrice: notNegative.default('0'),
    loan: notNegative.default('0'),
    rate: share.default('0'),
    basis: z.union([z.literal(360), z.literal(365)]).default(365),
    every: z.enum(interestEvery).default('end'),
    fee: notNegative.default('0'),
    collateralShare: share.default('0'),
    ratio: positive.default('1'),
    initialShare: share.default('0'),
    lineShare: share.default('0'),
    /** Which account the units leave and come back to. */
    account: z.enum(['trading', 'registry']).default('trading'),
  })
  .meta({ id: 'FinanceTerms' });

const someClass = z.strictObject({ programme: z.enum(['CEA', 'CCER']), vintage: z.int().min(2019).max(2100) });
export const financeDraft = z
  .strictObject({
    kind,
    side: side.default('give'),
    entityId: id,
    counterparty: shortText,
    /** Units of a class that is held, or, where they come from the other side, of one that they bring. */
    classId: id.optional(),
    newClass: someClass.optional(),
    receivedClassId: id.optional(),
    receivedNewClass: someClass.optional(),
    quantity: someUnits,
    startsOn: day,
    endsOn: day,
    terms: financeTerms,
    documentNo: z.string().trim().max(200).default(''),
    purpose: shortText,
  })
  .meta({ id: 'FinanceDraft' });

export const financeConflict = z
  .object({
    code: z.enum(conflictCodes),
    severity: z.enum(['hard', 'soft']),
    day,
    year: z.int().nullable(),
    quantity: wholeUnits.nullable(),
    text,
    cure: text,
  })
  .meta({
    id: 'FinanceConflict',
    description: 'What stands against a contract; a hard one refuses its approval, a soft one needs a reason.',
  });

const moved = { doneBy: person, doneAt: instant };
export const financeContract = z
  .object({
    id,
    no: z.int(),
    kind,
    side,
    state,
    entityId: id,
    entityName: text,
    counterparty: z.string(),
    class: unitClassOfLedger,
    receivedClass: unitClassOfLedger.nullable(),
    quantity: wholeUnits,
    startsOn: day,
    endsOn: day,
    documentNo: z.string(),
    purpose: z.string(),
    netResult: figureText,
    simpleRate: figureText.nullable(),
    effectiveRate: figureText.nullable(),
    /** Kept with the decision; null before it. */
    accepted: z.int().nullable(),
    draftedBy: person,
    draftedAt: instant,
  })
  .meta({ id: 'FinanceContract' });

const calendarMark = z.object({
  kind: z.enum(['surrender_deadline', 'carry_over_deadline', 'blackout']),
  from: day,
  to: day,
  year: z.int().nullable(),
  text: z.string(),
});

/** A payment of the schedule with what moved for it; positive: received, in yuan. */
const scheduledPayment = z.object({
  flowNo: z.int(),
  state: z.enum(paymentStates),
  moved: figureText,
  /** What moved less what was agreed. */
  difference: figureText,
  lateDays: z.int(),
  payments: z.array(z.object({ id, paidOn: day, amount: figureText, documentNo: z.string(), reason: z.string(), ...moved })),
});

export const financeDetail = financeContract
  .extend({
    terms: financeTerms,
    result: calculationResult,
    /** At today's price: loan to value of a pledge, value of a forward. */
    mark: calculationResult.nullable(),
    markPrice: z.object({ price: figureText, day, source: z.string() }).nullable(),
    /** Of now until it is decided, then those kept with the decision. */
    conflicts: z.array(financeConflict),
    decision: z.object({ decision: z.enum(['approved', 'rejected']), reason: z.string(), ...moved }).nullable(),
    steps: z.array(
      z.object({
        step: z.enum(['started', 'ended', 'defaulted']),
        doneOn: day,
        documentNo: z.string(),
        reason: z.string(),
        /** Of a start: what stood against the contract on that day. */
        conflicts: z.array(financeConflict),
        /** Of the ledger: two where a swap brings units or a default takes them. */
        transactionIds: z.array(id),
        ...moved,
      }),
    ),
    /** Once it is approved: where each payment of the schedule stands today. */
    schedule: z.array(scheduledPayment),
  })
  .meta({ id: 'FinanceDetail' });

const path = (rest = '') => `/api/v1/trading/finance${rest}`;
const contractId = z.object({ contractId: id });
const reply = z.object({ id, state });

export const financeEndpoints = {
  listFinance: endpoint({
    name: 'trading.listFinance',
    method: 'GET',
    path: path(),
    summary: { zh: '碳金融合约，连同未来十二个月的日历', en: 'Contracts of carbon finance with the calendar of the next twelve months' },
    access: { action: 'trading.read' },
    query: z.object({ entityId: id.optional() }),
    reply: z.object({
      items: z.array(financeContract),
      calendar: z.object({ from: day, to: day, marks: z.array(calendarMark) }),
      /** Names the mandate in force allows; null where none is in force. */
      counterparties: z.array(z.string()).nullable(),
    }),
    refusals: ['not_found'],
  }),
  checkFinance: endpoint({
    name: 'trading.checkFinance',
    method: 'POST',
    path: path('/check'),
    summary: { zh: '合约的现金流、成本与日历冲突，不保存', en: 'Payments, cost and conflicts of a contract; nothing is kept' },
    access: { action: 'trading.draft_contract' },
    body: financeDraft,
    reply: z.object({ result: calculationResult, conflicts: z.array(financeConflict) }),
    refusals: ['not_found'],
  }),
  draftFinance: endpoint({
    name: 'trading.draftFinance',
    method: 'POST',
    path: path(),
    summary: { zh: '起草合约', en: 'Draft a contract' },
    access: { action: 'trading.draft_contract' },
    body: financeDraft,
    reply: reply.extend({ no: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict'],
  }),
  readFinance: endpoint({
    name: 'trading.readFinance',
    method: 'GET',
    path: path('/{contractId}'),
    summary: { zh: '一份合约：逐笔现金流、冲突、审批、单位变动', en: 'A contract: payments, conflicts, approval, movements of units' },
    access: { action: 'trading.read' },
    params: contractId,
    reply: financeDetail,
    refusals: ['not_found'],
  }),
  decideFinance: endpoint({
    name: 'trading.decideFinance',
    method: 'POST',
    path: path('/{contractId}/decision'),
    summary: {
      zh: '由他人批准或否决；软冲突须写明理由，硬冲突不能批准',
      en: 'Approve or reject by another person; soft conflicts need a reason, hard ones refuse the approval',
    },
    access: { action: 'trading.approve_contract' },
    params: contractId,
    body: z.strictObject({ decision: z.enum(['approve', 'reject']), reason: longText.default('') }),
    reply,
    refusals: ['not_found', 'wrong_state', 'reason_required', 'same_person_proposes_and_approves', 'contract_conflicts', 'conflict'],
  }),
  moveFinance: endpoint({
    name: 'trading.moveFinance',
    method: 'POST',
    path: path('/{contractId}/steps'),
    summary: {
      zh: '起始、到期或违约：单位按合约在台账中变动',
      en: 'Start, end or default: the units move in the ledger as agreed',
    },
    access: { action: 'trading.book_contract' },
    params: contractId,
    body: z.strictObject({
      step: z.enum(['started', 'ended', 'defaulted']),
      doneOn: day,
      documentNo: z.string().trim().max(200).default(''),
      reason: longText.default(''),
    }),
    reply: reply.extend({ transactionId: id.nullable() }),
    status: 201,
    refusals: [
      'not_found',
      'wrong_state',
      'reason_required',
      'same_person_trades_and_settles',
      'contract_conflicts',
      'units_insufficient',
      'conflict',
    ],
  }),
  payFinance: endpoint({
    name: 'trading.payFinance',
    method: 'POST',
    path: path('/{contractId}/payments'),
    summary: {
      zh: '登记合约的一笔收付款：日期、金额、凭证；由起草人和批准人以外的结算人员登记',
      en: 'Record money of a contract that moved: day, amount, document; by settlement staff who neither drafted nor approved it',
    },
    access: { action: 'trading.settle' },
    params: contractId,
    body: z.strictObject({
      flowNo: z.int().min(1),
      paidOn: day,
      /** Positive: received. */
      amount: z.string().regex(/^-?\d{1,15}(\.\d{1,2})?$/),
      documentNo: z.string().trim().min(1).max(200),
      reason: longText.default(''),
    }),
    reply: z.object({ id, state: z.enum(paymentStates), difference: figureText, lateDays: z.int() }),
    status: 201,
    refusals: ['not_found', 'wrong_state', 'reason_required', 'same_person_trades_and_settles', 'already_exists', 'conflict'],
  }),
} as const;
