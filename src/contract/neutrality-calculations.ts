import { z } from 'zod';
import { subjectKinds, unitKinds, validationTypes } from '../kernel/neutrality/rule-set.ts';
import { maybeAmount, maybeDay, name, notNegative, units } from './calculation-values.ts';

/** Inputs of the calculations of neutrality (Annex D). What is not given is not shown, which no condition takes for fulfilled. */

export const neutralityRuleSets = ['pas-2060-2014', 'iso-14068-1-2023', 'cn-large-event-2019'] as const;

const lot = z.strictObject({
  id: name,
  quantity: units.refine((value) => value > 0n, 'at least one unit'),
  kind: z.enum(unitKinds).default('other').meta({
    description: 'Allowance of the national or a pilot market, CCER, public scheme, project in China, newly planted forest, other.',
  }),
  scheme: z.string().max(120).default(''),
  serials: z
    .strictObject({ series: name, first: units, last: units })
    .nullable()
    .default(null)
    .meta({ description: 'A run of serial numbers, both ends included.' }),
  retired: z.boolean().default(true),
  retired_on: maybeDay,
  beneficiary: z.string().max(200).nullable().default(null),
  used_for: z.enum(['neutrality', 'compliance', 'other']).default('neutrality'),
  vintage: z.int().min(2000).max(2100).nullable().default(null),
  reduced_until: maybeDay,
  issued_on: maybeDay,
  verified: z.boolean().nullable().default(null),
  registered: z.boolean().nullable().default(null),
  removal: z.boolean().default(false),
  forest_shown: z
    .boolean()
    .nullable()
    .default(null)
    .meta({ description: 'Newly planted forest: certified, with place, species, area and plans made public.' }),
});

export const neutralityBalanceInput = z.strictObject({
  rule_set: z.enum(neutralityRuleSets).default('iso-14068-1-2023'),
  claim: z.enum(['commitment', 'achievement']).default('achievement'),
  subject: z.string().max(200).default(''),
  subject_kind: z.enum(subjectKinds).default('organization'),
  period_start: maybeDay,
  period_end: maybeDay,
  declared_on: maybeDay,
  footprint: notNegative.meta({ description: 'Gross, tCO2e.' }),
  removals: notNegative
    .default(() => notNegative.parse('0'))
    .meta({ description: 'Inside the boundary of the subject, tCO2e; never netted with units.' }),
  not_abatable: maybeAmount,
  footprint_verified: z.boolean().nullable().default(null),
  plan_approved_on: maybeDay,
  plan_published_on: maybeDay,
  validation: z.enum(validationTypes).nullable().default(null).meta({ description: 'Who confirms the neutrality of an event.' }),
  first_period: z.boolean().default(false),
  base: z.strictObject({ footprint: notNegative, output: maybeAmount }).nullable().default(null),
  output: maybeAmount,
  actions: z
    .array(z.strictObject({ id: name, saving: notNegative, kind: z.enum(['own', 'renewable_procurement']).default('own') }))
    .max(500)
    .default([]),
  credits: z.array(lot).max(2_000).default([]),
  vintage_years: z.int().min(1).max(50).optional().meta({ description: 'In place of the rule set’s.' }),
});
