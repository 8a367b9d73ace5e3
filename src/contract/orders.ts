import { z } from 'zod';
import { parseDecimal } from '../kernel/quantity/decimal.ts';
import { checkCodes } from '../kernel/trading/order.ts';
import { endpoint } from './endpoint.ts';
import { unitClassOfLedger, wholeUnits } from './ledger-views.ts';
import { calculationResult, finding } from './library.ts';
import { day, decimalInput, figureText, id, instant, longText, sha256, shortText, text } from './values.ts';

/** Orders (B.5–B.9): ticket, checks, override, approval, fills, settlement, reconciliation, report. Units in whole tonnes, prices in yuan a tonne. */

export const orderStates = ['refused', 'waiting', 'rejected', 'in_market', 'to_settle', 'settled', 'cancelled', 'expired'] as const;
export type OrderState = (typeof orderStates)[number];
const state = z.enum(orderStates);
const someUnits = z.string().regex(/^[1-9]\d{0,17}$/);
const price = decimalInput.refine((value) => parseDecimal(value)?.greaterThan(0), 'not above 0');
const notNegative = decimalInput.refine((value) => parseDecimal(value)?.isNegative() === false, 'below 0');
const person = z.object({ id, name: z.string() });
const side = z.enum(['buy', 'sell']);
const channel = z.enum(['listed', 'block']);

/** Checks of the kernel, and that a mandate is in force. */
export const orderCheckCodes = ['mandate', ...checkCodes] as const;

export const orderCheck = z
  .object({
    stage: z.enum(['ticket', 'approval']),
    code: z.enum(orderCheckCodes),
    verdict: z.enum(['pass', 'fail', 'warn']),
    limitId: z.string().nullable(),
    figures: z.record(z.string(), z.string()),
    text,
  })
  .meta({ id: 'OrderCheck' });

export const orderTicket = z
  .strictObject({
    entityId: id,
    /** The instrument: a class of units held, or one that a purchase brings. */
    classId: id.optional(),
    newClass: z.strictObject({ programme: z.enum(['CEA', 'CCER']), vintage: z.int().min(2019).max(2100) }).optional(),
    side,
    channel: channel.default('listed'),
    quantity: someUnits,
    price,
    previousClose: price,
    closeSource: shortText,
    /** The price when the decision was made; the previous close unless said otherwise. */
    arrivalPrice: price.nullable().default(null),
    purpose: shortText,
    complianceYear: z.int().min(2019).max(2060).nullable().default(null),
    counterparty: z.string().trim().max(200).default(''),
    /** The request to buy that a purchase serves. */
    requestId: id.optional(),
    /** Of a purchase: what the account holds by the evidence named. */
    funds: z
      .strictObject({ available: notNegative, evidenceId: id, feeShare: notNegative.default('0') })
      .nullable()
      .default(null),
  })
  .meta({ id: 'OrderTicket' });

export const orderFill = z
  .object({
    id,
    tradeNo: z.string(),
    price: figureText,
    quantity: wholeUnits,
    tradedAt: instant,
    source: z.enum(['entered', 'imported']),
    doneBy: person,
    doneAt: instant,
  })
  .meta({ id: 'OrderFill' });

const done = { doneBy: person, doneAt: instant };
export const tradingOrder = z
  .object({
    id,
    no: z.int(),
    entityId: id,
    class: unitClassOfLedger,
    side,
    channel,
    quantity: wholeUnits,
    price: figureText,
    tradingDay: day,
    expiresAt: instant,
    purpose: z.string(),
    complianceYear: z.int().nullable(),
    state,
    needsOverride: z.boolean(),
    firstReason: z.string().nullable(),
    filled: wholeUnits,
    average: figureText.nullable(),
    placedBy: person,
    placedAt: instant,
  })
  .meta({ id: 'TradingOrder' });

export const orderBreak = z
  .object({
    code: z.enum(['not_settled', 'quantity_differs', 'amount_differs', 'ledger_differs', 'reservation_left']),
    text,
    figures: z.record(z.string(), z.string()),
  })
  .meta({ id: 'OrderBreak', description: 'Where fills, settlement and ledger do not agree.' });

export const orderStep = z.object({ kind: z.string(), at: instant, by: person, reason: z.string() }).meta({ id: 'OrderStep' });

export const orderDetail = tradingOrder
  .extend({
    counterparty: z.string(),
    previousClose: figureText,
    closeSource: z.string(),
    arrivalPrice: figureText,
    bandLow: figureText.nullable(),
    bandHigh: figureText.nullable(),
    funds: figureText.nullable(),
    evidenceId: id.nullable(),
    checks: z.array(orderCheck),
    override: z.object({ reason: z.string(), ...done }).nullable(),
    decision: z
      .object({ decision: z.enum(['approved', 'rejected']), reason: z.string(), reservationId: id.nullable(), ...done })
      .nullable(),
    ending: z.object({ ending: z.enum(['cancelled', 'expired']), reason: z.string(), ...done }).nullable(),
    fills: z.array(orderFill),
    settlement: z
      .object({
        transactionId: id,
        dueOn: day,
        settledOn: day,
        quantity: wholeUnits,
        amount: figureText,
        fees: figureText,
        /** What left the bank account (negative) or came to it. */
        cash: figureText,
        documentNo: z.string(),
        ...done,
      })
      .nullable(),
    settlementDueOn: day,
    /** The request it serves, and what that is for. */
    request: z.object({ id, no: z.int(), label: text, path: z.string() }).nullable(),
    breaks: z.array(orderBreak),
    timeline: z.array(orderStep),
    /** Post-trade report, once everything is filled that will be. */
    report: calculationResult.nullable(),
  })
  .meta({ id: 'OrderDetail' });

const verdict = z.object({
  verdict: z.enum(['accepted', 'needs_override', 'refused']),
  firstReason: z.string().nullable(),
  checks: z.array(orderCheck),
  bandLow: figureText.nullable(),
  bandHigh: figureText.nullable(),
  amount: figureText,
  tradingDay: day,
});

/** A report of fills: CSV text, or a stored file (xlsx or CSV); one of the two. */
const fillFile = z.strictObject({
  csv: z.string().min(1).max(500_000).optional(),
  file: z.strictObject({ sha256, name: shortText }).optional(),
});
export const fillReport = z
  .object({
    lines: z.array(
      z.object({
        row: z.int(),
        tradeNo: z.string(),
        orderNo: z.int(),
        orderId: id,
        price: figureText,
        quantity: wholeUnits,
        tradedAt: instant,
        /** There already, and passed over. */
        known: z.boolean(),
      }),
    ),
    findings: z.array(finding),
  })
  .meta({ id: 'FillReport' });

const path = (rest = '') => `/api/v1/trading/orders${rest}`;
const orderId = z.object({ orderId: id });
const moved = z.object({ id, state });

export const orderEndpoints = {
  listOrders: endpoint({
    name: 'trading.listOrders',
    method: 'GET',
    path: path(),
    summary: { zh: '委托列表，新的在前', en: 'Orders, latest first' },
    access: { action: 'trading.read' },
    query: z.object({ state: state.optional(), entityId: id.optional() }),
    reply: z.object({ items: z.array(tradingOrder) }),
  }),
  checkTicket: endpoint({
    name: 'trading.checkTicket',
    method: 'POST',
    path: path('/check'),
    summary: { zh: '委托单送出前的检查，不保存', en: 'Checks of a ticket before it is sent; nothing is kept' },
    access: { action: 'trading.place_order' },
    body: orderTicket,
    reply: verdict,
    refusals: ['not_found'],
  }),
  placeOrder: endpoint({
    name: 'trading.placeOrder',
    method: 'POST',
    path: path(),
    summary: {
      zh: '送出委托单：检查结果随单保存，不通过的委托单为“已拒绝”',
      en: 'Send a ticket: its checks are kept with it, and one that fails is kept as refused',
    },
    access: { action: 'trading.place_order' },
    body: orderTicket,
    reply: moved.extend({ no: z.int(), firstReason: z.string().nullable() }),
    status: 201,
    refusals: ['not_found', 'conflict'],
  }),
  readOrder: endpoint({
    name: 'trading.readOrder',
    method: 'GET',
    path: path('/{orderId}'),
    summary: {
      zh: '一笔委托：检查、审批、成交、结算、对账与报告',
      en: 'An order: checks, approval, fills, settlement, reconciliation, report',
    },
    access: { action: 'trading.read' },
    params: orderId,
    reply: orderDetail,
    refusals: ['not_found'],
  }),
  overrideLimit: endpoint({
    name: 'trading.overrideLimit',
    method: 'POST',
    path: path('/{orderId}/override'),
    summary: { zh: '由他人说明理由放行软限额', en: 'Override a soft limit, by another person with a reason' },
    access: { action: 'trading.override_limit' },
    params: orderId,
    body: z.strictObject({ reason: longText.min(1) }),
    reply: moved,
    refusals: ['not_found', 'wrong_state', 'same_person_proposes_and_approves'],
  }),
  decideOrder: endpoint({
    name: 'trading.decideOrder',
    method: 'POST',
    path: path('/{orderId}/decision'),
    summary: { zh: '批准或否决；批准卖出时占用其单位', en: 'Approve or reject; approving a sale sets its units apart' },
    access: { action: 'trading.approve_order' },
    params: orderId,
    body: z.strictObject({ decision: z.enum(['approve', 'reject']), reason: longText.default('') }),
    reply: moved,
    refusals: [
      'not_found',
      'wrong_state',
      'reason_required',
      'same_person_proposes_and_approves',
      'order_checks_failed',
      'units_insufficient',
      'conflict',
    ],
  }),
  cancelOrder: endpoint({
    name: 'trading.cancelOrder',
    method: 'POST',
    path: path('/{orderId}/cancellation'),
    summary: { zh: '撤销未成交部分', en: 'Cancel what is not filled' },
    access: { action: 'trading.place_order' },
    params: orderId,
    body: z.strictObject({ reason: longText.default('') }),
    reply: moved,
    refusals: ['not_found', 'wrong_state'],
  }),
  recordFill: endpoint({
    name: 'trading.recordFill',
    method: 'POST',
    path: path('/{orderId}/fills'),
    summary: { zh: '登记一笔成交', en: 'Enter a fill' },
    access: { action: 'trading.record_fill' },
    params: orderId,
    body: z.strictObject({ tradeNo: shortText, price, quantity: someUnits, tradedAt: instant }),
    reply: moved,
    status: 201,
    refusals: ['not_found', 'wrong_state', 'fill_above_order', 'fill_price_impossible', 'already_exists'],
  }),
  previewFills: endpoint({
    name: 'trading.previewFills',
    method: 'POST',
    path: '/api/v1/trading/fills/preview',
    summary: {
      zh: '预览成交回报：逐行结果与单元格错误，不保存',
      en: 'What a report of fills would add, with every fault at its cell; nothing is kept',
    },
    access: { action: 'trading.record_fill' },
    body: fillFile,
    reply: fillReport,
    refusals: ['not_found', 'file_too_large', 'file_type_refused', 'file_damaged', 'request_too_large'],
  }),
  importFills: endpoint({
    name: 'trading.importFills',
    method: 'POST',
    path: '/api/v1/trading/fills/import',
    summary: {
      zh: '导入成交回报（xlsx 或 CSV：trade_no,order_no,price,quantity,traded_at）：全部或都不',
      en: 'Import fills (xlsx or CSV: trade_no,order_no,price,quantity,traded_at): all or none',
    },
    access: { action: 'trading.record_fill' },
    body: fillFile,
    reply: z.object({ fills: z.int(), known: z.int(), orders: z.array(id) }),
    status: 201,
    refusals: ['not_found', 'file_too_large', 'file_type_refused', 'file_damaged', 'request_too_large', 'units_insufficient'],
  }),
  settleOrder: endpoint({
    name: 'trading.settleOrder',
    method: 'POST',
    path: path('/{orderId}/settlement'),
    summary: {
      zh: '按清算单结算：单位入账，金额与费用留存；由下单人、批准人以外的人进行',
      en: 'Settle by the clearing statement: units are booked, money and fees kept; by neither the trader nor the approver',
    },
    access: { action: 'trading.settle' },
    params: orderId,
    body: z.strictObject({
      settledOn: day,
      quantity: someUnits,
      amount: notNegative,
      fees: notNegative.default('0'),
      documentNo: shortText,
      marketAverage: price.nullable().default(null),
    }),
    reply: moved.extend({ transactionId: id }),
    status: 201,
    refusals: ['not_found', 'wrong_state', 'same_person_trades_and_settles', 'units_insufficient', 'conflict'],
  }),
} as const;
