import { z } from 'zod';
import { budgetItemCodes } from '../kernel/asset/evaluate-budget.ts';
import { complianceYear, exact, givenRules, maybeAmount, maybeDay, name, notNegative, realDay, units } from './calculation-values.ts';

/** Inputs of the calculations of the asset subsystem. */

const none = units.prefault('0');
const vintage = z.string().regex(/^\d{4}(-\d{4})?$/);

export const carryOverInput = z.strictObject({
  sold: units.nullable().default(null),
  bought: units.nullable().default(null),
  trades: z
    .array(z.strictObject({ day: realDay, side: z.enum(['buy', 'sell']), vintage, quantity: units }))
    .max(20_000)
    .default([]),
  trading: none,
  registry: none,
  frozen: none,
  pending: none,
  applied: none,
  late_compliance: z.boolean().default(false),
  today: maybeDay,
  rules: givenRules,
});

export const offeredUnit = z.strictObject({
  id: name,
  kind: z.enum(['allowance', 'credit']),
  quantity: units,
  vintage: vintage.nullable().default(null),
  registered: maybeDay,
  inside_market: z.boolean().default(false),
  older_scheme: z.boolean().default(false),
});

export const surrenderCheckInput = z.strictObject({
  compliance_year: complianceYear,
  obligation: notNegative,
  day: maybeDay,
  arrears: z.boolean().default(false),
  offered: z.array(offeredUnit).max(5_000),
  rules: givenRules,
});

export const coverCostInput = z.strictObject({
  compliance_year: complianceYear,
  obligation: notNegative,
  allocated: none,
  credits_held: none,
  allowance_price: notNegative,
  credit_price: maybeAmount,
  rules: givenRules,
});

export const surrenderableInput = z.strictObject({
  compliance_year: complianceYear,
  holding: units,
  obligation: units,
  encumbrances: z
    .array(
      z.strictObject({
        id: name,
        kind: z.enum(['pledged', 'lent', 'repo', 'frozen', 'reserved']),
        quantity: units,
        returns: maybeDay,
      }),
    )
    .max(2_000)
    .default([]),
  deadline: maybeDay,
  lead_days: z.int().min(0).max(60).default(0),
  rules: givenRules,
});

export const penaltyInput = z.strictObject({
  missing: units,
  day: realDay,
  average_price: maybeAmount,
  trades: z
    .array(z.strictObject({ price: notNegative, quantity: units }))
    .max(5_000)
    .default([]),
  rules: givenRules,
});

const stretch = z.union([
  z.strictObject({ by: z.literal('mwh'), from: units, to: units }),
  z.strictObject({ by: z.literal('day'), from: realDay, to: realDay }),
]);
export const claimsInput = z.strictObject({
  claims: z
    .array(
      z.strictObject({ id: name, kind: z.enum(['gec', 'ccer', 'green_power', 'own_claim']), source: name, stretch, same: name.optional() }),
    )
    .min(1)
    .max(2_000),
});

export const valuationInput = z.strictObject({
  policy: z.enum(['cost', 'market', 'lower']).default('cost'),
  lots: z.array(z.strictObject({ id: name, quantity: units, cost: notNegative, price: maybeAmount })).max(5_000),
  liability: z.strictObject({ quantity: units, price: notNegative }).nullable().default(null),
});

export const assetStatementInput = z.strictObject({
  holdings: z
    .array(
      z.strictObject({
        ...{ id: name, quantity: units, locked: none, usable: none, credit: z.boolean().default(false), cost: notNegative },
        price: maybeAmount,
      }),
    )
    .max(5_000),
  years: z
    .array(z.strictObject({ id: name, obligation: units, surrendered: none, allocation: none, issued: none, credits_left: none }))
    .max(500)
    .default([]),
  potentials: z
    .array(
      z.strictObject({
        ...{ id: name, quantity: notNegative, price: maybeAmount },
        probability: notNegative.refine((value) => value.lessThanOrEqualTo(1), 'above 1'),
      }),
    )
    .max(1_000)
    .default([]),
  allowance_price: maybeAmount,
});

const budgetLines = z
  .array(z.strictObject({ item: z.enum(budgetItemCodes), quantity: notNegative.prefault('0'), amount: notNegative.prefault('0') }))
  .max(50);
export const assetBudgetInput = z.strictObject({ plan: budgetLines, actual: budgetLines.nullable().default(null) });

export const investmentInput = z.strictObject({
  rate: exact.refine((value) => value.greaterThan(-1), 'not above -1'),
  years: z
    .array(
      z.strictObject({
        year: z.int().min(0).max(100),
        cash: exact,
        reduction: notNegative.prefault('0'),
        price: notNegative.prefault('0'),
      }),
    )
    .min(1)
    .max(101),
});

const figure = exact.nullable().default(null);
export const performanceInput = z.strictObject({
  ...{ emission: figure, abatement_cost: figure, compliance_cost: figure, offset_cost: figure, budget: figure },
  ...{
    realized: figure,
    unrealized: figure,
    average_assets: figure,
    bought_quantity: figure,
    bought_amount: figure,
    market_average: figure,
  },
  ...{ credits_used: figure, credit_limit: figure, surrenders_due: figure, surrenders_in_time: figure },
});

export const calendarInput = z.strictObject({
  compliance_year: complianceYear,
  sector: z.enum(['power', 'industry']).default('power'),
  today: maybeDay,
});

export const projectCheckInput = z.strictObject({
  construction: realDay,
  from: realDay,
  to: realDay,
  application: realDay,
  crediting_from: realDay,
  crediting_to: realDay,
  validator: name.nullable().default(null),
  verifier: name.nullable().default(null),
  obliged: z.boolean().default(false),
  inside_market: z.boolean().default(false),
  rules: givenRules,
});
