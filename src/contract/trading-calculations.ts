import { z } from 'zod';
import { contractKinds, interestEvery } from '../kernel/trading/finance/terms.ts';
import { offeredUnit } from './asset-calculations.ts';
import {
  complianceYear,
  exact,
  givenRules,
  market,
  maybeAmount,
  maybeDay,
  name,
  notNegative,
  realDay,
  signedUnits,
  units,
} from './calculation-values.ts';

/** Inputs of the calculations of the trading subsystem and of the books. */

const zeroMoney = notNegative.prefault('0');
const side = z.enum(['buy', 'sell']);
const positive = notNegative.refine((value) => value.greaterThan(0), 'not above 0');
const person = name.nullable().default(null);

const limitKinds = [
  'order_quantity',
  'day_quantity',
  'position',
  'order_value',
  'day_value',
  'budget',
  'counterparty',
  'highest_price',
  'lowest_price',
] as const;

export const orderCheckInput = z.strictObject({
  market,
  day: realDay,
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .default(null),
  side,
  channel: z.enum(['listed', 'block']).default('listed'),
  kind: z.string().max(20).default('cea'),
  quantity: exact,
  price: exact,
  previous_close: maybeAmount,
  person,
  counterparty: person,
  stock: z.strictObject({ holding: notNegative, bought_today: zeroMoney, bound: zeroMoney }).nullable().default(null),
  funds: z.strictObject({ available: exact, fee_share: zeroMoney }).nullable().default(null),
  limits: z
    .array(
      z.strictObject({
        id: name,
        kind: z.enum(limitKinds),
        limit: exact,
        used: exact.prefault('0'),
        hard: z.boolean().default(true),
        of: person,
      }),
    )
    .max(500)
    .default([]),
  blackouts: z
    .array(z.strictObject({ from: realDay, to: realDay, person, reason: z.string().max(200).default('') }))
    .max(200)
    .default([]),
  approval: z.strictObject({ needed: z.boolean(), given_by: person }).nullable().default(null),
  compliance_year: complianceYear.nullable().default(null),
  unit: offeredUnit.omit({ id: true, kind: true, quantity: true }).optional(),
  rules: givenRules,
});

export const priceBandInput = z.strictObject({ market, day: realDay, previous_close: positive, rules: givenRules });

const traded = z.strictObject({ price: notNegative, quantity: units });
export const closingPriceInput = z.strictObject({
  trades: z.array(traded).max(20_000),
  previous_close: maybeAmount,
  tick: positive.prefault('0.01'),
});

export const tradePerformanceInput = z.strictObject({
  trades: z
    .array(z.strictObject({ side, price: notNegative, quantity: units, fees: zeroMoney }))
    .min(1)
    .max(20_000),
  market: z.array(traded).max(20_000).default([]),
  arrival_price: maybeAmount,
});

export const positionInput = z.strictObject({
  years: z
    .array(
      z.strictObject({
        year: complianceYear,
        holdings: units,
        expected_issue: signedUnits.prefault('0'),
        credits: units.prefault('0'),
        obligation: notNegative,
        obligation_p10: maybeAmount,
        obligation_p90: maybeAmount,
        holding_cost: maybeAmount,
      }),
    )
    .min(1)
    .max(30),
  rules: givenRules,
});

const away = { from: realDay, to: realDay, deadline: maybeDay };
const basis = z.union([z.literal(360), z.literal(365), z.literal(366)]).default(365);
export const repoInput = z.strictObject({ quantity: positive, price: positive, rate: exact, basis, ...away });
export const forwardInput = z.strictObject({
  quantity: positive,
  agreed_price: notNegative,
  mark_price: notNegative,
  side: z.enum(['long', 'short']).default('long'),
  discount: z
    .strictObject({ rate: exact, days: z.int().min(0).max(36_500), basis })
    .nullable()
    .default(null),
});
export const lendingInput = z.strictObject({
  quantity: positive,
  price: positive,
  rate: notNegative,
  collateral_share: zeroMoney,
  basis,
  ...away,
});
export const swapInput = z.strictObject({
  quantity: positive,
  ratio: positive.prefault('1'),
  price_given: notNegative,
  price_received: notNegative,
  credit_limit_left: maybeAmount,
});
export const pledgeInput = z.strictObject({
  quantity: positive,
  price: notNegative,
  loan: notNegative,
  initial_share: positive,
  line_share: positive,
  away: z.strictObject(away).nullable().default(null),
});

const movementKinds = ['opening', 'free', 'purchase', 'other_increase', 'surrender', 'sale', 'cancel', 'other_decrease'] as const;
export const accountingInput = z.strictObject({
  movements: z
    .array(
      z.strictObject({
        id: name,
        day: realDay,
        kind: z.enum(movementKinds),
        unit: z.string().max(20).default('CEA'),
        vintage: z.string().max(20).nullable().default(null),
        quantity: units,
        price: maybeAmount,
        amount: maybeAmount,
        fees: zeroMoney,
        vat: zeroMoney,
        from: z.enum(['purchased', 'free']).default('purchased'),
        paid: z.boolean().default(true),
      }),
    )
    .min(1)
    .max(5_000),
  policy: z
    .strictObject({
      cost_flow: z.enum(['weighted_average', 'fifo', 'by_vintage']),
      free_sale: z.enum(['income', 'no_entry']),
      vat: z.enum(['separate', 'in_cost']),
      cents: z.enum(['exact', 'running']),
    })
    .partial()
    .default({}),
});

/** What was agreed in a contract of carbon finance; fields that a kind does not use are left out. */
export const financeContractInput = z.strictObject({
  kind: z.enum(contractKinds),
  side: z.enum(['give', 'take']).default('give'),
  quantity: units.refine((value) => value > 0n, 'not above 0'),
  price: positive,
  other_price: zeroMoney,
  loan: zeroMoney,
  rate: zeroMoney,
  basis,
  every: z.enum(interestEvery).default('end'),
  fee: zeroMoney,
  collateral_share: zeroMoney,
  ratio: positive.prefault('1'),
  initial_share: zeroMoney,
  line_share: zeroMoney,
  from: realDay,
  to: realDay,
});
