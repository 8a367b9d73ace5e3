import { z } from 'zod';
import { zero } from '../kernel/quantity/decimal.ts';
import { name, notNegative, realDay } from './calculation-values.ts';

/** Input of the embedded emissions of goods (Annex D.8): one installation, one period. */

const basis = z.enum(['actual', 'default']).meta({ description: 'Measured by the operator, or a default value of the rules.' });
const positive = notNegative.refine((value) => value.gt(zero), 'more than 0');

const madeHere = z.strictObject({ id: name, made_here: name, quantity: notNegative });
const bought = z.strictObject({
  ...{ id: name, category: name, quantity: notNegative },
  direct: notNegative.meta({ description: 'Specific direct embedded emissions, tCO2e a unit.' }),
  indirect: notNegative.meta({ description: 'Specific indirect embedded emissions, tCO2e a unit.' }),
  basis: basis.default('default'),
});

const carbonPrice = z.strictObject({
  surrendered: notNegative.meta({ description: 'Allowances surrendered for the emissions of this good, tCO2e.' }),
  free_allocation: notNegative.default(zero),
  price: notNegative.meta({ description: 'Price of an allowance, in the currency named.' }),
  currency: z.string().regex(/^[A-Z]{3}$/),
  rebate: notNegative.default(zero).meta({ description: 'Rebates and compensation, in the currency named.' }),
  evidence: z.string().max(500).nullable().default(null),
});

const good = z.strictObject({
  id: name,
  cn_code: z
    .string()
    .regex(/^\d{8}$/)
    .meta({ description: 'Combined Nomenclature, 8 digits without blanks.' }),
  category: name.meta({ description: 'Aggregated category of data/frameworks/cbam-goods.yaml.' }),
  route: z.string().max(200).default(''),
  quantity: positive.meta({ description: 'Made in the period, own use included.' }),
  unit: z.enum(['t', 'MWh']).default('t'),
  attributed: notNegative.meta({ description: 'Emissions attributed to the production process, tCO2e.' }),
  basis: basis.default('actual'),
  electricity: z
    .strictObject({ quantity: notNegative, factor: notNegative, basis: basis.default('default') })
    .nullable()
    .default(null)
    .meta({ description: 'Used by the production process: MWh and tCO2e/MWh.' }),
  precursors: z
    .array(z.union([madeHere, bought]))
    .max(100)
    .default([]),
  carbon_price: carbonPrice.nullable().default(null),
});

export const cbamInput = z.strictObject({
  installation: z.string().trim().min(1).max(200),
  period: z.strictObject({ from: realDay, until: realDay }),
  goods: z.array(good).min(1).max(200),
});
