import { z } from 'zod';
import { sourceKinds } from '../kernel/trading/cover/problem.ts';
import { day, decimalInput } from './values.ts';

/** Input of the cheapest lawful cover. */

const name = z.string().trim().min(1).max(120);
const unsigned = decimalInput.refine((value) => Number(value) >= 0, 'not below 0');
const share = decimalInput.refine((value) => Number(value) >= 0 && Number(value) <= 1, 'from 0 to 1');
const tonnes = z.union([z.string().regex(/^\d{1,15}$/), z.int().min(0)]).meta({ description: 'Whole tonnes.' });

const coverSource = z.strictObject({
  source: name,
  kind: z.enum(sourceKinds).default('purchase'),
  unit: z.enum(['allowance', 'credit']).default('allowance'),
  /** Of an allowance: `2024`, or `2019-2020`. */
  vintage: z
    .string()
    .regex(/^\d{4}(-\d{4})?$/)
    .optional(),
  registered: day.optional(),
  inside_market: z.boolean().optional(),
  older_scheme: z.boolean().optional(),
  plant: name.optional(),
  period: name.optional(),
  available: tonnes.optional(),
  minimum: tonnes.optional(),
  price: unsigned.default('0'),
  prices: z
    .array(z.strictObject({ scenario: name, price: unsigned }))
    .max(200)
    .optional(),
  fixed_cost: unsigned.optional(),
  transfer_cost: unsigned.optional(),
});

export const cheapestCoverInput = z.strictObject({
  year: z.int().min(2019).max(2100),
  day: day.optional(),
  arrears: z.boolean().default(false),
  plants: z
    .array(z.strictObject({ plant: name, obligation: unsigned }))
    .min(1)
    .max(100),
  sources: z.array(coverSource).max(400),
  periods: z
    .array(z.strictObject({ period: name, budget: unsigned.optional() }))
    .max(60)
    .default([]),
  scenarios: z
    .array(z.strictObject({ scenario: name, probability: share }))
    .max(200)
    .default([]),
  /** Share of the objective that is the mean cost of the worst scenarios. */
  tail_weight: share.default('0'),
  tail_confidence: decimalInput.refine((value) => Number(value) > 0 && Number(value) < 1, 'between 0 and 1').default('0.95'),
  plans: z.int().min(1).max(5).default(3),
  rules: z.record(z.string(), decimalInput).optional(),
});
