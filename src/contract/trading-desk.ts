import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { wholeUnits } from './ledger-views.ts';
import { calculationResult } from './library.ts';
import { dataYear, day, decimalText, figureText, id, text } from './values.ts';

/** The desk (B.7): the position of each open compliance year, the limits' use, what is due when; and where the cheapest cover starts from. */

export const limitKind = z.enum([
  ...(['order_quantity', 'day_quantity', 'position', 'order_value', 'day_value'] as const),
  ...(['budget', 'counterparty', 'highest_price', 'lowest_price'] as const),
]);
const deskYear = z.object({
  year: z.int(),
  deadline: day.nullable(),
  daysLeft: z.int().nullable(),
  obligationFrom: z.enum(['verified', 'calculated', 'forecast']),
  surrendered: wholeUnits,
  holdings: wholeUnits,
  expectedIssue: wholeUnits,
  credits: wholeUnits,
  creditsUsable: figureText,
  /** Of the obligation what is not surrendered yet. */
  outstanding: figureText,
  position: figureText,
  positionLow: figureText.nullable(),
  positionHigh: figureText.nullable(),
  coverRatio: figureText.nullable(),
  /** Of the usable allowances, free ones at no cost; null where none was bought. */
  averageCost: figureText.nullable(),
});

export const deskView = z
  .object({
    entityId: id,
    entityName: text,
    today: day,
    /** Compliance years that are not settled, earliest first. */
    years: z.array(deskYear),
    /** Of the years above; null when none is open. */
    result: calculationResult.nullable(),
    /** Units that count for none of them, with the reason. */
    apart: z.array(z.object({ name: z.string(), quantity: wholeUnits, objection: text.nullable() })),
    mandate: z
      .object({
        id,
        version: z.int(),
        validTo: day,
        budgetYuan: decimalText,
        limits: z.array(
          z.object({ id: z.string(), kind: limitKind, limit: decimalText, used: figureText.nullable(), year: z.int().nullable() }),
        ),
      })
      .nullable(),
    stopped: z.object({ reason: z.string(), byName: z.string() }).nullable(),
    price: z.object({ price: decimalText, day, source: z.string() }).nullable(),
  })
  .meta({ id: 'DeskView' });

const place = { entityId: id };
export const tradingDeskEndpoints = {
  readDesk: endpoint({
    name: 'trading.readDesk',
    method: 'GET',
    path: '/api/v1/trading/desk/{entityId}',
    summary: {
      zh: '交易台：分履约年度头寸、覆盖率、限额使用、到期义务',
      en: 'The desk: positions by compliance year, cover ratio, use of limits, what is due',
    },
    access: { action: 'trading.read' },
    params: z.object(place),
    reply: deskView,
    refusals: ['not_found'],
  }),
  readCoverStart: endpoint({
    name: 'trading.readCoverStart',
    method: 'GET',
    path: '/api/v1/trading/cover/{entityId}/{year}',
    summary: {
      zh: '最低成本履约的起点：应清缴量、存量、参考价与预算',
      en: 'Where the cheapest cover starts: what is owed, what is held, prices and budget',
    },
    access: { action: 'trading.read' },
    params: z.object({ ...place, year: dataYear }),
    reply: z.object({
      entityName: text,
      year: z.int(),
      plant: z.string(),
      outstanding: wholeUnits,
      obligationFrom: z.enum(['verified', 'calculated', 'forecast']),
      held: z.array(
        z.object({
          name: z.string(),
          unit: z.enum(['allowance', 'credit']),
          vintage: z.string(),
          registered: day.nullable(),
          available: wholeUnits,
        }),
      ),
      /** Of the year's allocation, by decision or forecast, what is not issued yet. */
      expectedIssue: wholeUnits,
      allowancePrice: decimalText.nullable(),
      allowancePriceDay: day.nullable(),
      creditPrice: decimalText.nullable(),
      budgetYuan: decimalText.nullable(),
    }),
    refusals: ['not_found'],
  }),
} as const;
