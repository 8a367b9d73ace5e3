import { z } from 'zod';
import type { Activity } from '../kernel/inventory/scope-3/activity.ts';
import { ways } from '../kernel/inventory/scope-3/ladder.ts';
import { priceOrders } from '../kernel/inventory/scope-3/prices.ts';
import { exact, name, notNegative } from './calculation-values.ts';

/** Inputs of the calculations of scope 3 (`scope-3-line`, `spend-based-emissions`). */

const unit = z.string().trim().min(1).max(40);
const share = notNegative.refine((value) => value.lessThanOrEqualTo(1), 'a share lies between 0 and 1');
const positive = notNegative.refine((value) => value.greaterThan(0), 'above 0');
/** A factor with what it is per; `{"factorId": …}` of the library stands for value and unit. */
const factor = z.strictObject({ value: exact, unit, source: z.string().max(500).default(''), ref: z.string().max(300).optional() });
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(5_000).default([]);
const quantity = z.strictObject({ id: name, amount: exact, unit, factor });

const commuters = z.strictObject({
  ...{ id: name, persons: notNegative, one_way_km: notNegative, days: notNegative, factor },
  occupancy: positive.optional().meta({ description: 'Persons in one vehicle, for factors per vehicle-kilometre.' }),
});
const leg = z.strictObject({ id: name, mass_t: notNegative, distance_km: notNegative, empty_return: notNegative.prefault('0'), factor });
const vehicle = z.strictObject({
  ...{ id: name, mass_t: notNegative, capacity_t: positive, load: share.refine((value) => !value.isZero(), 'above 0') },
  ...{ distance_km: notNegative, empty_return: notNegative.prefault('0'), full: factor, empty: factor },
});
const treatments = z
  .array(z.strictObject({ treatment: name, share, factor }))
  .min(1)
  .max(20);
const stream = z.strictObject({ id: name, mass: notNegative, unit, treatments });

const activity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('quantity'), items: z.array(quantity).min(1).max(5_000) }),
  z.strictObject({
    ...{ kind: z.literal('commuting'), groups: list(commuters) },
    asked: positive.optional().meta({ description: 'Employees who answered; with `employed` the answers stand for all.' }),
    employed: notNegative.optional(),
    telework: list(z.strictObject({ ...quantity.shape, persons: notNegative, days: notNegative })),
  }),
  z.strictObject({
    kind: z.literal('travel'),
    journeys: list(
      z.strictObject({
        id: name,
        persons: notNegative.prefault('1'),
        distance_km: notNegative,
        return: z.boolean().default(false),
        factor,
      }),
    ),
    nights: list(quantity),
  }),
  z.strictObject({ kind: z.literal('freight'), legs: list(leg), vehicles: list(vehicle) }),
  z.strictObject({ kind: z.literal('waste'), streams: z.array(stream).min(1).max(5_000) }),
  z.strictObject({
    kind: z.literal('use_phase'),
    products: z
      .array(z.strictObject({ id: name, units_sold: notNegative, uses: notNegative, per_use: exact, unit, factor }))
      .min(1)
      .max(5_000),
  }),
  z.strictObject({
    kind: z.literal('end_of_life'),
    products: z
      .array(z.strictObject({ ...stream.shape, units_sold: notNegative }))
      .min(1)
      .max(5_000),
  }),
  z.strictObject({
    kind: z.literal('leased_assets'),
    assets: z
      .array(z.strictObject({ ...quantity.shape, share: share.prefault('1'), months: notNegative.prefault('12') }))
      .min(1)
      .max(5_000),
  }),
  z.strictObject({
    kind: z.literal('investments'),
    investments: z
      .array(
        z
          .strictObject({ id: name, share, emission: exact.optional(), revenue: quantity.optional() })
          .refine(
            (value) => value.emission !== undefined || value.revenue !== undefined,
            'give the emissions of the investee or its revenue',
          ),
      )
      .min(1)
      .max(5_000),
  }),
]) satisfies z.ZodType<Activity>;

const currency = z.string().regex(/^[A-Z]{3}$/);
const year = z.int().min(1990).max(2100);
const spendFields = {
  ...{ amount: notNegative, currency, year },
  tax_rate: notNegative.prefault('0').meta({ description: 'Deductible tax inside the amount, as a share of the price without it.' }),
  price_basis: z.enum(['purchaser', 'producer']).default('purchaser'),
  factor,
  factor_without_margins: factor.optional(),
};
const spend = z.strictObject(spendFields);

const supplier = z.strictObject({
  ...{ amount: exact, unit, factor },
  boundary: z.enum(['cradle_to_gate', 'gate_to_gate']).default('cradle_to_gate'),
});
const hybrid = z.strictObject({
  supplier_emission: notNegative.meta({ description: 'tCO2e of scope 1 and 2 of the supplier.' }),
  allocation_share: share.prefault('1'),
  materials: list(quantity),
  transport: list(z.strictObject({ id: name, mass_t: notNegative, distance_km: notNegative, factor })),
  waste: list(quantity),
  other: list(quantity),
});

const from = { source: z.string().max(300).default(''), confidence: z.enum(['high', 'medium', 'low']).default('high') };
const prices = {
  order: z.enum(priceOrders).default('convert_then_deflate'),
  exchange_rates: z
    .array(z.strictObject({ currency, per: currency, year, rate: positive, ...from }))
    .max(2_000)
    .optional(),
  price_indices: z
    .array(z.strictObject({ currency, year, value: positive, ...from }))
    .max(2_000)
    .optional(),
};

export const scope3Input = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        ...{ id: name, category: z.int().min(1).max(15) },
        ...{ supplier: supplier.optional(), hybrid: hybrid.optional(), activity: activity.optional(), spend: spend.optional() },
        prefer: z.strictObject({ way: z.enum(ways), reason: z.string().trim().min(1).max(500) }).optional(),
      }),
    )
    .min(1)
    .max(5_000),
  ...prices,
});

export const spendInput = z.strictObject({
  lines: z
    .array(z.strictObject({ id: name, ...spendFields }))
    .min(1)
    .max(20_000),
  ...prices,
});
