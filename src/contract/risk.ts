import { z } from 'zod';
import { mostFactors } from '../kernel/trading/risk/draw.ts';
import { dayForms } from '../kernel/trading/risk/price-file.ts';
import { riskMethods } from '../kernel/trading/risk/risk-input.ts';
import { limitMeasures } from '../kernel/trading/risk/risk-sheet.ts';
import { day, decimalInput, decimalText } from './values.ts';

/** Inputs of the risk calculations. Estimates, not statutory figures; money in yuan, quantities in whole tonnes. */

const name = z.string().trim().min(1).max(120);
const unsigned = decimalInput.refine((value) => Number(value) >= 0, 'not below 0');
const above = decimalInput.refine((value) => Number(value) > 0, 'above 0');
const between = decimalInput.refine((value) => Number(value) > 0 && Number(value) < 1, 'between 0 and 1');
const tonnes = z.union([z.string().regex(/^-?\d{1,15}$/), z.int()]).meta({ description: 'Whole tonnes.' });
const price = z.strictObject({ day, price: above });
const prices = z.array(price).min(3).max(20_000);

export const priceStatisticsInput = z.strictObject({
  unit: z.string().max(40).default('CNY/tCO2'),
  /** Prices, or a file of them; one of the two. */
  prices: z
    .array(price.extend({ volume: unsigned.optional() }))
    .max(20_000)
    .default([]),
  file: z
    .strictObject({
      text: z.string().max(5_000_000),
      day: name,
      price: name,
      volume: name.optional(),
      day_form: z.enum(dayForms).default('YYYY-MM-DD'),
      from: day.optional(),
    })
    .optional(),
  lambda: between.default('0.94'),
  days_of_year: z.int().min(1).max(366).default(252),
});

export const hedgeInput = z.strictObject({
  item: prices,
  hedge: prices,
  ratio: above.default('1'),
  least_offset: unsigned.default('80'),
  greatest_offset: unsigned.default('125'),
});

/** So many paths a request may ask for. */
export const mostPaths = 10_000_000;

export const marketRiskInput = z.strictObject({
  /** Of every price: what figures of money are told in. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('CNY'),
  positions: z
    .array(
      z.strictObject({
        factor: name,
        tonnes: tonnes.optional(),
        price: above,
        daily_volatility_percent: unsigned.optional(),
        prices: prices.optional(),
        trades: z
          .array(z.strictObject({ side: z.enum(['buy', 'sell', 'use']), tonnes, price: unsigned, fee: unsigned.optional() }))
          .max(20_000)
          .optional(),
      }),
    )
    .min(1)
    .max(mostFactors),
  correlations: z
    .array(z.strictObject({ a: name, b: name, coefficient: decimalText.or(z.number()) }))
    .max(500)
    .default([]),
  methods: z.array(z.enum(riskMethods)).max(riskMethods.length).default(['parametric']),
  confidence: between.default('0.95'),
  days: z.int().min(1).max(260).default(10),
  z: above.optional(),
  lambda: between.default('0.94'),
  monte_carlo: z
    .strictObject({
      paths: z.int().min(1000).max(mostPaths).default(100_000),
      seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
      sampling: z.enum(['plain', 'sobol']).default('plain'),
    })
    .optional(),
  shortfalls: z
    .array(z.strictObject({ factor: name, tonnes: unsigned, cap: unsigned }))
    .max(100)
    .default([]),
  stress: z
    .array(
      z.strictObject({
        scenario: name,
        moves: z
          .array(z.strictObject({ factor: name, percent: decimalInput.optional(), price: unsigned.optional() }))
          .min(1)
          .max(mostFactors),
      }),
    )
    .max(200)
    .default([]),
  counterparties: z
    .array(
      z.strictObject({
        counterparty: name,
        value: decimalInput,
        owed: unsigned.optional(),
        collateral: unsigned.optional(),
        netting: z.boolean().default(false),
        limit: above.optional(),
      }),
    )
    .max(2000)
    .default([]),
  limits: z
    .array(z.strictObject({ limit: name, measure: z.enum(limitMeasures), at: name.optional(), most: above }))
    .max(500)
    .default([]),
  warn_percent: unsigned.default('80'),
});
