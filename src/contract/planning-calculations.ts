import { z } from 'zod';
import { exact, name, notNegative } from './calculation-values.ts';
import { abatementInput } from './maturity-calculations.ts';

/** Inputs of the calculations of planning (clause 6). */

const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(5_000).default([]);

export const carbonReviewInput = z.strictObject({
  /** Sources of the year, tCO2. */
  sources: list(z.strictObject({ id: name, emission: notNegative })),
  previous_emission: notNegative.optional(),
  main_share: notNegative
    .optional()
    .meta({ description: 'Main points are the largest that together reach this share; 0.8 where none is given.' }),
  /** Tonnes by class. */
  holdings: list(z.strictObject({ id: name, own: exact, available: exact })),
  /** Tonnes, long positive, short negative. */
  positions: list(z.strictObject({ id: name, position: exact })),
  /** CNY a tonne. */
  price: notNegative.optional(),
  /** CNY, as valued elsewhere; told with the position. */
  value_at_risk: notNegative.optional(),
  opportunities: abatementInput.shape.actions.default([]),
  rate: notNegative.optional().meta({ description: 'Discount rate a year; 0.08 where none is given.' }),
});

const year = z.int().min(1990).max(2100);
const valueOfYear = z
  .array(z.strictObject({ year, value: exact }))
  .max(200)
  .default([]);

export const targetPathInput = z.strictObject({
  ...{ base_year: year, base_value: exact, due_year: year, target_value: exact },
  better: z.enum(['lower', 'higher']).default('lower'),
  points: valueOfYear,
  actuals: valueOfYear,
  unit: z.string().max(40).default('1'),
});
