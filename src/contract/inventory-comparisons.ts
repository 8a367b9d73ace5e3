import { z } from 'zod';
import { midYearRules } from '../kernel/inventory/base-year/evaluate-series.ts';
import { exact, name, notNegative } from './calculation-values.ts';
import { baselineRecalculationInput } from './maturity-calculations.ts';

/** Inputs of `base-year-series` and `method-comparison`. */

const year = z.int().min(1990).max(2100);
const { kind } = baselineRecalculationInput.shape.changes.element.shape;

export const seriesChange = z.strictObject({
  ...{ id: name, kind },
  from_year: year.meta({ description: 'The first year whose reported figure holds the change, whole or in part.' }),
  existed_since: year.nullable().default(null).meta({ description: 'Null: existed before the base year.' }),
  mid_year: z.boolean().default(false),
  between_scopes: z.boolean().default(false).meta({ description: 'Only moves emissions between scopes that are all reported.' }),
  effects: z
    .array(z.strictObject({ year, effect: exact }))
    .max(100)
    .meta({ description: 'tCO2e with sign, by year.' }),
});

export const seriesInput = z.strictObject({
  base_year: year,
  threshold: notNegative.prefault('0.05'),
  mid_year: z.enum(midYearRules).default('whole_year'),
  years: z
    .array(z.strictObject({ year, emission: notNegative }))
    .min(1)
    .max(100),
  changes: z.array(seriesChange).max(1000).default([]),
  reporting_year: year.optional(),
});

export const comparisonInput = z.strictObject({
  variants: z
    .array(
      z.strictObject({
        id: name,
        sources: z
          .array(
            z.strictObject({
              id: name,
              boundary: notNegative.prefault('1').meta({ description: 'Share of the entity under the approach.' }),
              terms: z
                .array(
                  z.strictObject({
                    gas: z.string().max(40),
                    activity: exact,
                    factor: exact.meta({ description: 't of the gas for one of the activity.' }),
                    oxidation: notNegative.prefault('1'),
                    gwp: notNegative.prefault('1'),
                    says: z.string().max(300).default(''),
                  }),
                )
                .max(60),
            }),
          )
          .max(5_000),
      }),
    )
    .min(2)
    .max(12),
});
