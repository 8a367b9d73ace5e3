import { z } from 'zod';
import { checklistFields, type NeutralityChecklist } from '../../../../kernel/neutrality/checklist.ts';
import { type NeutralityRules, subjectKinds, unitKinds, validationTypes } from '../../../../kernel/neutrality/rule-set.ts';

/** The shape of `data/frameworks/neutrality-rules.yaml`. */

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const confidence = z.enum(['high', 'medium', 'low']);
const ruled = <Value extends z.ZodType>(value: Value) => z.strictObject({ value, confidence });
const months = z.int().min(1).max(120);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const event = z.strictObject({
  ...{ plan_before_start: ruled(z.boolean()), plan_published: ruled(z.boolean()), units: ruled(z.array(z.enum(unitKinds)).min(1)) },
  ...{
    forest_months_after: ruled(months),
    validations: ruled(z.array(z.enum(validationTypes)).min(1)),
    clauses: z.record(z.string(), text),
  },
});
const ruleSet = z.strictObject({
  ...{ id: z.string().regex(/^[a-z0-9-]+$/), name: text, title: text, note: text, status: z.enum(['in_force', 'withdrawn']) },
  ...{ withdrawn_on: day.nullable(), replaced_by: z.string().nullable(), subjects: z.array(z.enum(subjectKinds)).min(1) },
  ...{ plan_months: ruled(months.nullable()), first_period_by_offset: ruled(z.boolean()), renewable_counts: ruled(z.boolean()) },
  reduction: ruled(z.enum(['absolute_or_intensity', 'actions'])),
  ...{ retirement_months_before: ruled(months.nullable()), complete_months_after: ruled(months.nullable()) },
  ...{ vintage_years: ruled(months.nullable()), offset_order: ruled(z.array(z.enum(unitKinds))), event: event.nullable() },
  ...{ sources: z.array(z.string()).min(1), checklist: z.string() },
  statements: z.strictObject({ commitment: text, achievement: text }),
});
const validations = z.strictObject({ self: text, other_party: text, independent: text, none: text });
export const neutralityFile = z.strictObject({ rule_sets: z.array(ruleSet).min(1), validations });

const section = z.strictObject({
  ...{ id: z.string(), of: z.enum(['both', 'achievement']), name: text },
  items: z.array(z.strictObject({ field: z.enum(checklistFields), title: text })).min(1),
});
const checklist = z.strictObject({ id: z.string(), name: text, source: z.string(), sections: z.array(section).min(1) });
export const checklistFile = z.strictObject({ checklists: z.array(checklist).min(1) });
export const checklistsFrom = (data: z.output<typeof checklistFile>): readonly NeutralityChecklist[] => data.checklists;

const eventFrom = (one: z.output<typeof event>): NeutralityRules['event'] => ({
  ...{ planBeforeStart: one.plan_before_start, planPublished: one.plan_published, units: one.units, validations: one.validations },
  ...{ forestMonthsAfter: one.forest_months_after, clauses: one.clauses },
});

export const neutralityFrom = (data: z.output<typeof neutralityFile>): NeutralityRules[] =>
  data.rule_sets.map((one) => ({
    ...{ id: one.id, name: one.name, title: one.title, note: one.note, status: one.status, subjects: one.subjects },
    ...{ withdrawnOn: one.withdrawn_on, replacedBy: one.replaced_by, planMonths: one.plan_months, reduction: one.reduction },
    ...{ firstPeriodByOffset: one.first_period_by_offset, renewableCounts: one.renewable_counts },
    ...{ retirementMonthsBefore: one.retirement_months_before, completeMonthsAfter: one.complete_months_after },
    ...{ vintageYears: one.vintage_years, offsetOrder: one.offset_order, sources: one.sources, checklist: one.checklist },
    event: one.event && eventFrom(one.event),
    ...{ statements: one.statements, validations: data.validations },
  }));
