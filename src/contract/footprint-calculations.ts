import { z } from 'zod';
import { allocationRules } from '../kernel/lca/allocation.ts';
import { pedigreeIndicators } from '../kernel/lca/data-quality.ts';
import { heatPowerRules } from '../kernel/lca/evaluate-heat-power.ts';
import { exact, maybeAmount, name, notNegative } from './calculation-values.ts';

/** Inputs of the calculations of product footprints. */

const prices = z.array(notNegative).max(3).default([]).meta({ description: 'Prices of one to three years; their mean counts.' });
const unit = z.string().trim().min(1).max(40);

export const allocationInput = z.strictObject({
  total: exact.meta({ description: 'What the whole process emits, in `unit`.' }),
  unit: unit.default('kgCO2e'),
  rule: z.enum(allocationRules),
  outputs: z
    .array(
      z.strictObject({
        id: name,
        amount: notNegative,
        unit: unit.default('kg'),
        mass: maybeAmount.meta({ description: 'In one unit for all outputs.' }),
        energy: maybeAmount.meta({ description: 'In one unit for all outputs.' }),
        exergy_factor: maybeAmount,
        reference_efficiency: maybeAmount,
        prices,
        avoided: exact
          .nullable()
          .default(null)
          .meta({ description: 'Emission of the production this output replaces, for the whole amount.' }),
        direct: exact.nullable().default(null).meta({ description: 'Emission that subdivision ties to this output alone.' }),
        main: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(200),
});

export const heatPowerInput = z.strictObject({
  emission: notNegative.meta({ description: 'tCO2e' }),
  electricity: notNegative.meta({ description: 'MWh supplied' }),
  heat: notNegative.meta({ description: 'GJ supplied' }),
  rule: z.enum(heatPowerRules).default('energy'),
  heat_temperature: maybeAmount.meta({ description: 'K' }),
  ambient_temperature: maybeAmount.meta({ description: 'K' }),
  electric_efficiency: maybeAmount,
  heat_efficiency: maybeAmount,
  electricity_prices: prices,
  heat_prices: prices,
  avoided_boiler: maybeAmount.meta({ description: 'tCO2e/GJ of the boiler that the heat replaces' }),
});

export const cutOffInput = z.strictObject({
  flows: z
    .array(z.strictObject({ id: name, amount: exact, excluded: z.boolean().optional() }))
    .min(1)
    .max(5_000),
  rule: z.enum(['single_total', 'pas2050']).default('single_total'),
  single_limit: notNegative.optional().meta({ description: '0.01 where none is given' }),
  total_limit: notNegative.optional().meta({ description: '0.05 where none is given' }),
});

const rating = notNegative.refine((value) => value.greaterThanOrEqualTo(1) && value.lessThanOrEqualTo(5), 'a rating from 1 to 5');
const score = z.int().min(1).max(5).optional();

export const dataQualityInput = z.strictObject({
  flows: z
    .array(
      z.strictObject({
        id: name,
        contribution: exact,
        primary: z.boolean().default(false),
        pedigree: z
          .strictObject(Object.fromEntries(pedigreeIndicators.map((one) => [one, score])))
          .nullable()
          .default(null),
        basic: notNegative.refine((value) => value.greaterThanOrEqualTo(1), 'at least 1').optional(),
        pef: z.strictObject({ TeR: rating, GeR: rating, TiR: rating, P: rating }).nullable().default(null),
        score: rating.nullable().default(null),
      }),
    )
    .min(1)
    .max(5_000),
});
