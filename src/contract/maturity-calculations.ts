import { z } from 'zod';
import { exact, name, notNegative } from './calculation-values.ts';

/** Inputs of the calculations of maturity, baseline and abatement. */

const text = z.strictObject({ zh: z.string().max(200), en: z.string().max(200) });
const code = z.string().regex(/^[A-Za-z][\w.]{0,60}$/);

export const maturityScheme = z.strictObject({
  id: name,
  title: text.optional(),
  /** The best score of an item. */
  scale: notNegative.prefault('4'),
  told: z.enum(['percent', 'scale']).default('percent'),
  dimensions: z
    .array(z.strictObject({ id: code, name: text.optional(), weight: notNegative }))
    .min(1)
    .max(50),
  levels: z
    .array(z.strictObject({ level: z.int().min(0).max(20), name: text.optional(), min: notNegative }))
    .min(1)
    .max(20),
  gates: z
    .array(z.strictObject({ id: code, name: text.optional(), caps: z.int().min(0).max(20) }))
    .max(50)
    .default([]),
  staged: z.boolean().default(false),
  without_evidence: notNegative.prefault('1'),
});

export const maturityScoreInput = z.strictObject({
  scheme: maturityScheme
    .optional()
    .meta({ description: 'A scheme of your own; without it ours, which the result names. It is not the official EATNS rating.' }),
  dimensions: z
    .array(
      z.strictObject({
        id: code,
        applicable: z.boolean().default(true),
        score: notNegative.nullable().default(null).meta({ description: 'As the scheme tells it; without it the mean of the items.' }),
        items: z
          .array(
            z.strictObject({
              id: z.string().trim().min(1).max(60),
              weight: notNegative.prefault('1'),
              score: notNegative,
              evidence: z.int().min(0).default(0),
              applicable: z.boolean().default(true),
            }),
          )
          .max(1000)
          .default([]),
      }),
    )
    .max(50),
  gates: z.array(code).max(50).default([]).meta({ description: 'Gates of the scheme that stand now.' }),
});

export const baselineRecalculationInput = z.strictObject({
  base_emission: exact,
  changes: z
    .array(
      z.strictObject({
        id: name,
        kind: z.enum(['acquisition', 'divestment', 'outsourcing', 'insourcing', 'method', 'factor', 'error', 'organic', 'new_facility']),
        /** Effect on the emissions of the base year, with its sign. */
        effect: exact,
        /** What was taken over or given up existed in the base year. */
        existed_in_base_year: z.boolean().default(true),
      }),
    )
    .max(1000),
  /** Share of the base emissions from which a restatement is due. */
  threshold: notNegative.prefault('0.05'),
});

export const abatementInput = z.strictObject({
  actions: z
    .array(
      z.strictObject({
        id: name,
        /** 10⁴ CNY. */
        investment: notNegative,
        /** 10⁴ CNY a year; a saving is negative. */
        running_cost: exact.prefault('0'),
        /** tCO2e a year. */
        saving: exact,
        /** Years. */
        lifetime: z.int().min(1).max(100),
      }),
    )
    .max(10_000),
  rate: notNegative.optional().meta({ description: 'Discount rate a year; 0.08 where none is given.' }),
});
