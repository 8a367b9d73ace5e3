import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { wholeUnits } from './ledger-views.ts';
import { calculationResult } from './library.ts';
import { limitKind } from './trading-desk.ts';
import { instrumentCode } from './trading-prices.ts';
import { day, decimalInput, decimalText, figureText, id, instant, longText, shortText, text } from './values.ts';

/** Risks of trading (B.6, B.9, B.10): value at risk, stress, results, use of limits and breaches, exposures, settlement alarms, hedges, what a trade would change. */

const signedTonnes = z
  .string()
  .regex(/^-?\d{1,12}$/)
  .meta({ id: 'SignedTonnes', description: 'Whole tonnes, short negative, as text.' });

export const riskScenario = z
  .strictObject({
    name: shortText,
    moves: z
      .array(z.strictObject({ instrument: instrumentCode, percent: decimalInput.optional(), price: decimalInput.optional() }))
      .min(1)
      .max(10),
  })
  .refine(({ moves }) => moves.every((one) => (one.percent === undefined) !== (one.price === undefined)), 'either percent or price')
  .meta({ id: 'RiskScenario' });

const terms = {
  confidence: decimalInput.refine((value) => Number(value) > 0.5 && Number(value) < 1, 'between 0.5 and 1'),
  horizonDays: z.int().min(1).max(260),
  /** So many latest prices of each series. */
  windowPrices: z.int().min(3).max(2000),
  lambda: decimalInput.refine((value) => Number(value) > 0 && Number(value) < 1, 'between 0 and 1'),
  paths: z.int().min(1000).max(500_000),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  scenarios: z.array(riskScenario).max(50),
};
export const riskBasisTerms = z.strictObject(terms).meta({ id: 'RiskBasisTerms' });

export const riskBasis = z
  .object({
    /** 0: nobody has set one yet; the usual choices count. */
    version: z.int(),
    terms: riskBasisTerms,
    note: z.string(),
    recordedAt: instant.nullable(),
    recordedByName: z.string().nullable(),
  })
  .meta({ id: 'RiskBasis' });

const atRisk = z.object({
  instrument: z.string(),
  held: wholeUnits,
  expected: wholeUnits,
  owed: wholeUnits,
  /** What is left over or short: that is what a price can change. */
  tonnes: wholeUnits,
  price: figureText.nullable(),
  priceDay: day.nullable(),
  /** Prices used of the series. */
  prices: z.int(),
  currency: z.string(),
});

export const limitUse = z
  .object({
    id: z.string(),
    kind: limitKind,
    year: z.int().nullable(),
    /** Whose limit it is: a person or a partner; null: everybody. */
    ofName: z.string().nullable(),
    most: decimalText,
    used: figureText.nullable(),
    left: figureText.nullable(),
    hard: z.boolean(),
    state: z.enum(['kept', 'near', 'breached', 'by_order']),
    breachedSince: instant.nullable(),
  })
  .meta({ id: 'LimitUse' });

export const breach = z
  .object({
    id,
    number: z.int(),
    kind: limitKind,
    limitId: z.string(),
    mandateVersion: z.int(),
    most: decimalText,
    used: figureText,
    foundAt: instant,
    foundByName: z.string(),
    endedAt: instant.nullable(),
    closed: z.object({ reason: z.string(), doneAt: instant, doneBy: z.object({ id, name: z.string() }) }).nullable(),
  })
  .meta({ id: 'LimitBreach' });

export const settlementAlarm = z.object({
  orderId: id,
  orderNo: z.int(),
  severity: z.enum(['info', 'warning', 'error']),
  dueOn: day,
  daysLate: z.int(),
  text,
});

export const riskView = z
  .object({
    entityId: id,
    entityName: text,
    today: day,
    basis: riskBasis,
    atRisk: z.array(atRisk),
    /** Value at risk, shortfall, stress and exposures; null where nothing is at risk or a series is missing. */
    risk: calculationResult.nullable(),
    /** What keeps figures from being told, each with what to do. */
    missing: z.array(text),
    /** Realized and unrealized result by class; null where nothing was traded. */
    results: calculationResult.nullable(),
    classes: z.array(
      z.object({ name: z.string(), tonnes: wholeUnits, freeSold: wholeUnits, used: wholeUnits, unpriced: wholeUnits, price: figureText }),
    ),
    /** Null: no mandate is in force. */
    limits: z.array(limitUse).nullable(),
    breaches: z.array(breach),
    counterparties: z.array(z.object({ name: z.string(), unsettled: figureText, contracts: figureText, limit: decimalText.nullable() })),
    alarms: z.array(settlementAlarm),
    /** Instruments with prices, for the hedge. */
    instruments: z.array(z.string()),
  })
  .meta({ id: 'RiskView' });

export const whatIfView = z
  .object({
    instrument: z.string(),
    tonnes: wholeUnits,
    currency: z.string(),
    paths: z.int(),
    seed: z.int(),
    /** Paths that had to be looked at again; the others cannot be among the worst. */
    opened: z.int(),
    before: z.object({ tonnes: wholeUnits, valueAtRisk: figureText, expectedShortfall: figureText.nullable() }),
    after: z.object({ tonnes: wholeUnits, valueAtRisk: figureText, expectedShortfall: figureText.nullable() }),
  })
  .meta({ id: 'WhatIfRisk' });

const entity = z.object({ entityId: id });
export const tradingRiskEndpoints = {
  readRisk: endpoint({
    name: 'trading.readRisk',
    method: 'GET',
    path: '/api/v1/trading/risk/{entityId}',
    summary: {
      zh: '交易风险：风险价值、压力情景、损益、限额使用与突破、敞口、结算告警',
      en: 'Risks of trading: value at risk, stress, results, use of limits and breaches, exposures, settlement alarms',
    },
    access: { action: 'trading.read' },
    params: entity,
    reply: riskView,
    refusals: ['not_found'],
  }),
  whatIf: endpoint({
    name: 'trading.whatIfRisk',
    method: 'POST',
    path: '/api/v1/trading/risk/{entityId}/what-if',
    summary: { zh: '试算一笔交易之后的风险，同一批路径，不保存', en: 'Risk after a trade, on the very same paths; nothing is kept' },
    access: { action: 'trading.read' },
    params: entity,
    body: z.strictObject({ instrument: instrumentCode, tonnes: signedTonnes }),
    reply: whatIfView,
    refusals: ['not_found'],
  }),
  readHedge: endpoint({
    name: 'trading.readHedge',
    method: 'GET',
    path: '/api/v1/trading/hedge',
    summary: { zh: '套期有效性：两个品种的已导入价格', en: 'Effectiveness of a hedge, from the prices of two instruments' },
    access: { action: 'trading.read' },
    query: z.object({
      item: instrumentCode,
      hedge: instrumentCode,
      ratio: z
        .string()
        .regex(/^\d{1,4}(\.\d{1,6})?$/)
        .default('1'),
    }),
    reply: calculationResult,
    refusals: ['not_found'],
  }),
  setRiskBasis: endpoint({
    name: 'trading.setRiskBasis',
    method: 'POST',
    path: '/api/v1/trading/risk-basis',
    summary: {
      zh: '风险口径新版本：置信度、期限、窗口、路径、种子与压力情景',
      en: 'A new version of what risk figures start from: confidence, horizon, window, paths, seed, stress scenarios',
    },
    access: { action: 'trading.set_risk_basis' },
    body: z.strictObject({ terms: riskBasisTerms, note: longText.default(''), seenVersion: z.int().min(0) }),
    reply: z.object({ version: z.int() }),
    status: 201,
    refusals: ['conflict'],
  }),
  watchLimits: endpoint({
    name: 'trading.watchLimits',
    method: 'POST',
    path: '/api/v1/trading/limit-checks',
    summary: { zh: '现在核对全部限额，登记新的突破', en: 'Look at every limit now and keep new breaches' },
    access: { action: 'trading.close_breach' },
    reply: z.object({ found: z.int(), ended: z.int() }),
    status: 201,
  }),
  closeBreach: endpoint({
    name: 'trading.closeBreach',
    method: 'POST',
    path: '/api/v1/trading/breaches/{breachId}/closure',
    summary: { zh: '说明理由关闭一次突破，由交易员以外的人', en: 'Close a breach with a reason, by somebody who does not trade' },
    access: { action: 'trading.close_breach' },
    params: z.object({ breachId: id }),
    body: z.strictObject({ reason: longText.min(1) }),
    reply: z.object({ id }),
    status: 201,
    refusals: ['not_found', 'wrong_state', 'trader_closes_breach'],
  }),
} as const;
