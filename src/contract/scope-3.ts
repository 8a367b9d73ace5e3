import { z } from 'zod';
import type { Activity } from '../kernel/inventory/scope-3/activity.ts';
import { ways } from '../kernel/inventory/scope-3/ladder.ts';
import { priceOrders } from '../kernel/inventory/scope-3/prices.ts';
import { exact, name, notNegative } from './calculation-values.ts';

/** Inputs of the calculations of scope 3 (`scope-3-line`, `spend-based-emissions`). */

const unit = z.string().trim().min(1).max(40);
const currency = z.string().regex(/^[A-Z]{3}$/);
const year = z.int().min(1990).max(2100);

/** How numbers of an entry are read: exactly, for the kernel, or as they cross the wire. */
interface Numbers<Number extends z.ZodType, Whole extends z.ZodType> {
  readonly exact: Number;
  readonly notNegative: Number;
  readonly positive: Number;
  readonly share: Number;
  /** A share above 0. */
  readonly load: Number;
  /** With what stands where nothing is given. */
  readonly zero: Whole;
  readonly one: Whole;
  readonly whole: Whole;
  readonly months: Whole;
}

function spendFields<Factor extends z.ZodType, Number extends z.ZodType, Whole extends z.ZodType>(
  factor: Factor,
  amount: Number,
  zero: Whole,
) {
  return {
    ...{ amount, currency, year },
    tax_rate: zero.meta({ description: 'Deductible tax inside the amount, as a share of the price without it.' }),
    price_basis: z.enum(['purchaser', 'producer']).default('purchaser'),
    factor,
    factor_without_margins: factor.optional(),
  };
}

/** The data a line of scope 3 may have, by the way they are used; `factor`: how an emission factor is named. */
export function scope3Shapes<Factor extends z.ZodType, Number extends z.ZodType, Whole extends z.ZodType>(
  factor: Factor,
  { exact, notNegative, positive, share, load, zero, one, whole, months }: Numbers<Number, Whole>,
) {
  const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(5_000).default([]);
  const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(5_000);
  const quantity = z.strictObject({ id: name, amount: exact, unit, factor });
  const leg = z.strictObject({ id: name, mass_t: notNegative, distance_km: notNegative, empty_return: zero, factor });
  const vehicle = z.strictObject({
    ...{ id: name, mass_t: notNegative, capacity_t: positive, load, distance_km: notNegative },
    ...{ empty_return: zero, full: factor, empty: factor },
  });
  const commuters = z.strictObject({
    ...{ id: name, persons: notNegative, one_way_km: notNegative, days: notNegative, factor },
    occupancy: positive.optional().meta({ description: 'Persons in one vehicle, for factors per vehicle-kilometre.' }),
  });
  const treatments = z
    .array(z.strictObject({ treatment: name, share, factor }))
    .min(1)
    .max(20);
  const stream = z.strictObject({ id: name, mass: notNegative, unit, treatments });
  const journey = z.strictObject({ id: name, persons: one, distance_km: notNegative, return: z.boolean().default(false), factor });
  const investment = z
    .strictObject({ id: name, share, emission: exact.optional(), revenue: quantity.optional() })
    .refine(
      (value) => Object.hasOwn(value, 'emission') || Object.hasOwn(value, 'revenue'),
      'give the emissions of the investee or its revenue',
    );
  const product = z.strictObject({ id: name, units_sold: notNegative, uses: notNegative, per_use: exact, unit, factor });
  const activity = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('quantity'), items: some(quantity) }),
    z.strictObject({
      ...{ kind: z.literal('commuting'), groups: list(commuters) },
      asked: positive.optional().meta({ description: 'Employees who answered; with `employed` the answers stand for all.' }),
      employed: notNegative.optional(),
      telework: list(z.strictObject({ ...quantity.shape, persons: notNegative, days: notNegative })),
    }),
    z.strictObject({ kind: z.literal('travel'), journeys: list(journey), nights: list(quantity) }),
    z.strictObject({ kind: z.literal('freight'), legs: list(leg), vehicles: list(vehicle) }),
    z.strictObject({ kind: z.literal('waste'), streams: some(stream) }),
    z.strictObject({ kind: z.literal('use_phase'), products: some(product) }),
    z.strictObject({ kind: z.literal('end_of_life'), products: some(z.strictObject({ ...stream.shape, units_sold: notNegative })) }),
    z.strictObject({ kind: z.literal('leased_assets'), assets: some(z.strictObject({ ...quantity.shape, share: whole, months })) }),
    z.strictObject({ kind: z.literal('investments'), investments: some(investment) }),
  ]);
  const spend = spendFields(factor, notNegative, zero);
  const supplier = z.strictObject({
    ...{ amount: exact, unit, factor },
    boundary: z.enum(['cradle_to_gate', 'gate_to_gate']).default('cradle_to_gate'),
  });
  const hybrid = z.strictObject({
    supplier_emission: notNegative.meta({ description: 'tCO2e of scope 1 and 2 of the supplier.' }),
    allocation_share: whole,
    materials: list(quantity),
    transport: list(z.strictObject({ id: name, mass_t: notNegative, distance_km: notNegative, factor })),
    waste: list(quantity),
    other: list(quantity),
  });
  const prefer = z.strictObject({ way: z.enum(ways), reason: z.string().trim().min(1).max(500) }).optional();
  return {
    spend,
    line: {
      supplier: supplier.optional(),
      hybrid: hybrid.optional(),
      activity: activity.optional(),
      spend: z.strictObject(spend).optional(),
      prefer,
    },
  };
}

const shareOf = notNegative.refine((value) => value.lessThanOrEqualTo(1), 'a share lies between 0 and 1');
const positiveOf = notNegative.refine((value) => value.greaterThan(0), 'above 0');

/** Numbers as the kernel takes them. */
export const exactNumbers = {
  ...{ exact, notNegative, positive: positiveOf, share: shareOf, load: shareOf.refine((value) => !value.isZero(), 'above 0') },
  ...{ zero: notNegative.prefault('0'), one: notNegative.prefault('1'), whole: shareOf.prefault('1'), months: notNegative.prefault('12') },
};
/** A factor with what it is per; `{"factorId": …}` of the library stands for value and unit. */
const factor = z.strictObject({ value: exact, unit, source: z.string().max(500).default(''), ref: z.string().max(300).optional() });
const shapes = scope3Shapes(factor, exactNumbers);
shapes.line.activity satisfies z.ZodType<Activity | undefined>;

const from = { source: z.string().max(300).default(''), confidence: z.enum(['high', 'medium', 'low']).default('high') };
export const priceFields = {
  order: z.enum(priceOrders).default('convert_then_deflate'),
  exchange_rates: z
    .array(z.strictObject({ currency, per: currency, year, rate: positiveOf, ...from }))
    .max(2_000)
    .optional(),
  price_indices: z
    .array(z.strictObject({ currency, year, value: positiveOf, ...from }))
    .max(2_000)
    .optional(),
};

export const scope3Input = z.strictObject({
  lines: z
    .array(z.strictObject({ ...{ id: name, category: z.int().min(1).max(15) }, ...shapes.line }))
    .min(1)
    .max(5_000),
  ...priceFields,
});

export const spendInput = z.strictObject({
  lines: z
    .array(z.strictObject({ id: name, ...shapes.spend }))
    .min(1)
    .max(20_000),
  ...priceFields,
});
