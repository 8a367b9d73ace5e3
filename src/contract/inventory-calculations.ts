import { z } from 'zod';
import { instrumentKinds, sourceMethods } from '../kernel/inventory/inventory.ts';
import { consolidationApproaches } from '../kernel/organization/consolidation.ts';
import { exact, maybeAmount, maybeDay, name, notNegative } from './calculation-values.ts';
import { month, text } from './values.ts';

/** Input of the headless calculation `organization-inventory`. */

const code = z.string().trim().min(1).max(60);
const gas = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .meta({ description: 'As in the GWP sets, a blend such as R-410A, or CO2e for a published sum.' });
const unit = z.string().trim().min(1).max(80);
const names = z.union([name.transform((one) => ({ zh: one, en: one })), text]);

const factorPart = z.strictObject({
  gas: gas.default('CO2e'),
  origin: z.enum(['fossil', 'biogenic', 'non_anthropogenic']).default('fossil'),
  value: z.union([exact, z.strictObject({ value: exact, unit, ref: z.string().max(300).optional() })]),
  unit: unit.optional().meta({ description: 'Such as kgCO2/kWh or kg/TJ; not needed where `value` is a factor of the library.' }),
});
const factor = z.strictObject({
  name: names.default({ zh: '因子', en: 'Factor' }),
  source: z.string().max(1000).default(''),
  gwp_basis: z
    .string()
    .max(20)
    .nullable()
    .default(null)
    .meta({ description: 'The GWP set inside CO2e figures, where the publisher says so.' }),
  parts: z.array(factorPart).min(1).max(30),
});
export type InventoryFactorInput = z.output<typeof factor>;

const line = z.strictObject({ month: month.nullable().default(null), amount: exact, unit: unit.optional() });

export const inventoryCalculationInput = z.strictObject({
  from: month,
  to: month,
  approach: z.enum(consolidationApproaches).default('operational_control'),
  gwp_set: z.string().max(20).default('AR6'),
  gwp: z
    .array(z.strictObject({ gas, value: notNegative, source: z.string().max(1000).default('') }))
    .max(200)
    .default([])
    .meta({ description: "Values in place of the set's." }),
  entities: z
    .array(
      z.strictObject({
        id: code,
        name: names.optional(),
        parent: code.nullable().default(null),
        equity_share_pct: notNegative.prefault('100'),
        financial_control: z.enum(['yes', 'joint', 'no']).default('yes'),
        operational_control: z.boolean().default(true),
        fixed_asset_investment: z.boolean().default(false),
        from: maybeDay,
        to: maybeDay,
      }),
    )
    .min(1)
    .max(500),
  sources: z
    .array(
      z.strictObject({
        code,
        name: names.optional(),
        entity: code,
        category: z
          .string()
          .regex(/^[1-6]\.\d$/)
          .meta({ description: 'Such as 1.1 or 4.3: data/frameworks/inventory-categories.yaml.' }),
        kind: z.enum(['emission', 'removal']).default('emission'),
        method: z.enum(sourceMethods).default('activity'),
        unit,
        factor: factor.nullable().default(null),
        residual: factor
          .nullable()
          .default(null)
          .meta({ description: 'Imported energy: residual mix or the supplier’s own, for what no instrument covers.' }),
        monthly: z.boolean().default(false),
        lines: z.array(line).max(5000),
      }),
    )
    .max(2000),
  instruments: z
    .array(
      z.strictObject({
        number: code,
        name: name.optional(),
        kind: z.enum(instrumentKinds).default('gec'),
        entity: code,
        sources: z.array(code).max(500).default([]),
        mwh: notNegative,
        factor,
        from: month,
        to: month,
        criteria: z
          .strictObject({
            attributes: z.boolean().default(true),
            unique: z.boolean().default(true),
            retired: z.boolean().default(true),
            vintage: z.boolean().default(true),
            market: z.boolean().default(true),
          })
          .prefault({}),
        claims: z
          .array(z.strictObject({ station: name, month, first: z.string().regex(/^\d{1,15}$/), last: z.string().regex(/^\d{1,15}$/) }))
          .max(200)
          .default([]),
      }),
    )
    .max(500)
    .default([]),
  exclusions: z
    .array(z.strictObject({ category: code, name, reason: z.string().max(2000).default(''), estimate: maybeAmount }))
    .max(200)
    .default([]),
});
export type InventoryCalculationInput = z.output<typeof inventoryCalculationInput>;
