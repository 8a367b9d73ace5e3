import { z } from 'zod';
import { dayForms } from '../kernel/trading/risk/price-file.ts';
import { endpoint } from './endpoint.ts';
import { calculationResult, finding } from './library.ts';
import { day, decimalText, id, instant, shortText } from './values.ts';

/** Prices of any market (B.7): a file of closes by day, kept append-only by instrument; statistics, and the value at risk of the position. */

export const instrumentCode = z.string().regex(/^[A-Z][A-Z0-9-]{1,15}$/);
const columns = z.strictObject({
  day: shortText,
  price: shortText,
  volume: shortText.optional(),
  dayForm: z.enum(dayForms).default('YYYY-MM-DD'),
});

export const pricePoint = z.object({ day, price: decimalText, volume: decimalText.nullable(), version: z.int(), source: z.string() });

export const priceView = z
  .object({
    instruments: z.array(
      z.object({ instrument: z.string(), unit: z.string(), count: z.int(), firstDay: day, lastDay: day, lastPrice: decimalText }),
    ),
    instrument: z.string().nullable(),
    unit: z.string(),
    /** In the order of their days; of each day the latest version. */
    prices: z.array(pricePoint),
    /** Null with fewer than three prices. */
    statistics: calculationResult.nullable(),
    /** Tonnes that the value at risk is told for, and where they come from. */
    position: z.object({ tonnes: z.string(), from: z.enum(['given', 'holdings', 'none']) }),
    /** Parametric, historical and exponentially weighted; null with fewer than three prices or without a position. */
    risk: calculationResult.nullable(),
    imports: z.array(
      z.object({
        id,
        instrument: z.string(),
        source: z.string(),
        rowsAdded: z.int(),
        rowsKnown: z.int(),
        recordedAt: instant,
        recordedByName: z.string(),
        contentSha256: z.string(),
      }),
    ),
  })
  .meta({ id: 'PriceView' });

export const tradingPriceEndpoints = {
  readPrices: endpoint({
    name: 'trading.readPrices',
    method: 'GET',
    path: '/api/v1/trading/prices',
    summary: {
      zh: '市场价格：序列、统计、波动率、头寸的风险价值',
      en: 'Market prices: series, statistics, volatility, value at risk of the position',
    },
    access: { action: 'trading.read' },
    query: z.object({
      instrument: instrumentCode.optional(),
      from: day.optional(),
      /** Tonnes, short negative; without them what is held of the instrument. */
      tonnes: z
        .string()
        .regex(/^-?\d{1,12}$/)
        .optional(),
    }),
    reply: priceView,
  }),
  importPrices: endpoint({
    name: 'trading.importPrices',
    method: 'POST',
    path: '/api/v1/trading/prices',
    summary: { zh: '导入价格文件（任一市场的 CSV）', en: 'Take in a file of prices (CSV of any market)' },
    access: { action: 'trading.record_prices' },
    body: z.strictObject({
      instrument: instrumentCode,
      unit: z
        .string()
        .regex(/^[A-Z]{3}\/t(CO2)?$/)
        .default('CNY/t'),
      source: shortText,
      text: z.string().min(1).max(5_000_000),
      columns,
    }),
    bodyBytes: 6_000_000,
    reply: z.object({ importId: id, added: z.int(), known: z.int(), findings: z.array(finding) }),
    status: 201,
  }),
} as const;
