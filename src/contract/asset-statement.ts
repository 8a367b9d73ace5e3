import { z } from 'zod';
import { movementRowCodes } from '../kernel/asset/statement-movement.ts';
import { endpoint } from './endpoint.ts';
import { unitClassOfLedger, wholeUnits } from './ledger-views.ts';
import { calculationResult } from './library.ts';
import { day, decimalText, figureText, id, instant, shortText, text } from './values.ts';

/** The carbon-asset statement (C.8, Annex G): positive and negative assets of a day, and the prices it values with. Amounts in yuan. */

const priceUsed = z.object({ price: decimalText, day, source: z.string(), from: z.enum(['recorded', 'reference']) });

export const assetStatement = z
  .object({
    /** Null: the whole organization. */
    entityId: id.nullable(),
    entityName: text.nullable(),
    day,
    from: day,
    today: day,
    /** `name`: the place of its figures in the result. */
    holdings: z.array(
      z.object({
        name: z.string(),
        class: unitClassOfLedger,
        quantity: wholeUnits,
        locked: wholeUnits,
        usable: wholeUnits,
        cost: figureText,
        /** How much of approved impairment is in the cost. */
        impaired: figureText,
        price: priceUsed.nullable(),
        objection: text.nullable(),
      }),
    ),
    movement: z.array(
      z.object({
        name: z.string(),
        class: unitClassOfLedger,
        rows: z.array(z.object({ row: z.enum(movementRowCodes), quantity: wholeUnits })),
      }),
    ),
    years: z.array(
      z.object({
        name: z.string(),
        entityId: id,
        entityName: text,
        year: z.int(),
        obligationFrom: z.enum(['verified', 'calculated', 'forecast']),
        deadline: day.nullable(),
        overdue: z.boolean(),
      }),
    ),
    potentials: z.array(
      z.object({
        name: z.string(),
        kind: z.string(),
        expectedYear: z.int().nullable(),
        basis: z.string(),
        entityId: id,
        year: z.int(),
        price: priceUsed.nullable(),
      }),
    ),
    allowancePrice: priceUsed.nullable(),
    result: calculationResult,
  })
  .meta({ id: 'CarbonAssetStatement' });

const valuationPrice = z
  .object({
    id,
    programme: z.string(),
    vintage: z.int().nullable(),
    day,
    version: z.int(),
    price: decimalText,
    source: z.string(),
    recordedAt: instant,
    recordedByName: z.string(),
  })
  .meta({ id: 'ValuationPrice' });

export const assetStatementEndpoints = {
  readAssetStatement: endpoint({
    name: 'asset.readAssetStatement',
    method: 'GET',
    path: '/api/v1/asset-statement',
    summary: {
      zh: '碳资产报表：某日的正负碳资产、变动与潜在资产',
      en: 'Carbon-asset statement: positive and negative assets of a day, movements, potential assets',
    },
    access: { action: 'asset.read' },
    query: z.object({
      entityId: id.optional(),
      day: day.optional(),
      /** First day of the movement; the first of the year unless said otherwise. */
      from: day.optional(),
    }),
    reply: assetStatement,
    refusals: ['not_found'],
  }),
  listValuationPrices: endpoint({
    name: 'asset.listValuationPrices',
    method: 'GET',
    path: '/api/v1/valuation-prices',
    summary: { zh: '计价价格及其来源', en: 'Prices to value with and their sources' },
    access: { action: 'asset.read' },
    reply: z.object({ items: z.array(valuationPrice) }),
  }),
  recordValuationPrice: endpoint({
    name: 'asset.recordValuationPrice',
    method: 'POST',
    path: '/api/v1/valuation-prices',
    summary: {
      zh: '登记某日的计价价格；同一日再次登记形成新版本',
      en: 'Record a price of a day to value with; recording again makes a new version',
    },
    access: { action: 'asset.keep_accounts' },
    body: z.strictObject({
      programme: z.string().regex(/^[A-Z][A-Z0-9-]{1,15}$/),
      vintage: z.int().min(2000).max(2100).nullable().default(null),
      day,
      price: z.string().regex(/^\d{1,9}(\.\d{1,4})?$/),
      source: shortText,
    }),
    reply: valuationPrice,
    status: 201,
  }),
} as const;
