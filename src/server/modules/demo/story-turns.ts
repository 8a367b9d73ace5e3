import { z } from 'zod';

const paper = z.object({ file: z.string(), title: z.string(), kind: z.string(), from: z.string(), to: z.string() });
export type StoryPaper = z.output<typeof paper>;
const place = { unit: z.string(), month: z.string() };

const laboratory = z.object({
  ref: z.string(),
  name: z.string(),
  name_en: z.string(),
  kind: z.enum(['own', 'external']),
  accreditations: z.array(
    z.object({ scheme: z.string(), number: z.string(), valid_from: z.string(), valid_to: z.string(), scope: z.array(z.string()) }),
  ),
});
const sample = z.object({
  ...place,
  number: z.string(),
  sampled_on: z.string(),
  received_on: z.string(),
  tested_on: z.string(),
  reported_on: z.string(),
  report_number: z.string(),
  m_ad: z.string(),
  carbon: z.string(),
  ncv_ar: z.string().optional(),
  ash: z.string(),
  volatile: z.string(),
  hydrogen: z.string(),
  sulfur: z.string(),
});

const verification = z.object({
  entity: z.string(),
  year: z.number(),
  verifier: z.string(),
  verifier_en: z.string(),
  verified_on: z.string(),
  opinion: z.string(),
  total: z.string(),
  units: z.record(z.string(), z.string()),
  statement: z.string(),
  paper,
  entered_at: z.string(),
  confirmed_at: z.string(),
});
const controlPlan = z.object({
  entity: z.string(),
  year: z.number(),
  note: z.string(),
  drafted_at: z.string(),
  written_at: z.string(),
  reviewed_at: z.string(),
  approved_at: z.string(),
  filed_on: z.string(),
  filed_at: z.string(),
  receipt: z.string(),
  paper,
});
const allocation = z.object({
  year: z.number(),
  kind: z.string(),
  decided_on: z.string(),
  document_no: z.string(),
  tonnes: z.record(z.string(), z.string()),
  paper: paper.optional(),
  recorded_at: z.string(),
  confirmed_at: z.string(),
});
/** A movement of units as a person enters it; what is final names who approves it and when. */
const movement = z.object({
  at: z.string(),
  entity: z.string(),
  kind: z.string(),
  class: z.string(),
  project: z.string().default(''),
  quantity: z.string(),
  from: z.string(),
  to: z.string(),
  effective_on: z.string(),
  document_no: z.string().default(''),
  reason: z.string().default(''),
  /** Of an issue: what was attested, with the same document. */
  attested_on: z.string().optional(),
  registered_on: z.string().optional(),
  period: z.string().default(''),
  claim: z.string().default(''),
  approved: z.object({ by: z.string(), at: z.string() }).optional(),
});

/** What turns the even course of the story: samples and laboratories, a late report, corrections. */
export const turns = {
  laboratories: z.array(laboratory),
  samples: z.array(sample),
  own_calorific: z.array(z.object({ ...place, deviation: z.string().optional() })),
  late_report: z.object({ ...place, returned_at: z.string(), arrived_at: z.string(), reason: z.string(), note: z.string() }),
  lost_sample: z.object({ ...place, number: z.string(), sampled_on: z.string(), lost_at: z.string(), reason: z.string() }),
  form_facts: z.object({
    at: z.string(),
    entity: z.string(),
    facts: z.record(z.string(), z.string()),
    units: z.record(z.string(), z.record(z.string(), z.string())),
  }),
  stack: z.object({
    unit: z.string(),
    code: z.string(),
    name: z.string(),
    name_en: z.string(),
    location: z.string(),
    added_at: z.string(),
    pushed_at: z.string(),
    file: z.string(),
  }),
  uncertainty: z.object({ entity: z.string(), year: z.number(), at: z.string(), note: z.string() }),
  annual_report: z.object({
    entity: z.string(),
    year: z.number(),
    purpose: z.string(),
    language: z.string(),
    by: z.string(),
    issued_at: z.string(),
  }),
  reasons: z.array(z.object({ ...place, code: z.string(), reason: z.string() })),
  verification,
  control_plans: z.array(controlPlan),
  weighted_quality: z.string(),
  allocations: z.array(allocation),
  movements: z.array(movement),
  corrections: z.array(
    z.object({
      ...place,
      values: z.record(z.string(), z.string()),
      comment: z.string(),
      reason: z.string(),
      paper,
      requested_at: z.string(),
      reviewed_at: z.string(),
      approved_at: z.string(),
      explained_at: z.string(),
    }),
  ),
};
export type StorySample = z.output<typeof sample>;
