import { z } from 'zod';
import { validationTypes } from '../kernel/neutrality/rule-set.ts';
import { day, decimalText, figureText, id, longText, shortText } from './values.ts';

/** What the papers of a subject say (D.5–D.9): the content that is decided about. Tonnes are exact decimals of zero or more. */

const tonnes = decimalText.refine((value) => !value.startsWith('-'), 'not below zero');
const maybeTonnes = tonnes.nullable().default(null);
/** With every digit a frozen figure has. */
const exactTonnes = figureText.refine((value) => !value.startsWith('-'), 'not below zero');
const someText = longText.min(1);
const evidenceIds = z.array(id).max(20).default([]);

export const paperKinds = ['commitment', 'plan', 'footprint', 'reduction', 'validation'] as const;
export const paperKind = z.enum(paperKinds);
export type PaperKind = (typeof paperKinds)[number];

const target = z.strictObject({ year: z.int().min(2000).max(2100), tonnes, note: z.string().trim().max(500).default('') });

/** Signed by top management (D.5). */
export const commitmentPaper = z.strictObject({
  kind: z.literal('commitment'),
  statement: someText,
  effectiveOn: day,
  contact: shortText,
  evidenceIds,
});

/** The management plan (D.6): timescale, pathway with short and long targets, means, assumptions, residual, how it will be offset. */
export const planPaper = z.strictObject({
  kind: z.literal('plan'),
  from: day,
  to: day,
  neutralBy: z.int().min(2000).max(2100),
  shortTargets: z.array(target).min(1).max(20),
  longTargets: z.array(target).min(1).max(20),
  means: someText,
  assumptions: someText,
  residualEstimate: tonnes,
  /** Part that no feasible action avoids. */
  notAbatable: maybeTonnes,
  offsetType: shortText,
  offsetTonnes: tonnes,
  /** When and where what it says in the main was made public, as an event is asked. */
  publishedOn: day.optional(),
  publishedAt: z.string().trim().max(300).optional(),
  evidenceIds,
});

export const footprintSources = ['stated', 'entity_year', 'inventory', 'footprint'] as const;
export const scope2Bases = ['location', 'market'] as const;
export type Scope2Basis = (typeof scope2Bases)[number];

/** Where the figures come from: the year of an entity, a frozen inventory (scope 2 by one of its two bases), an approved product footprint times what was produced. */
const footprintReference = z.union([
  z.strictObject({ entityId: id, year: z.int().min(2010).max(2100) }),
  z.strictObject({ inventoryId: id, version: z.int().min(1), scope2: z.enum(scope2Bases) }),
  z.strictObject({ versionId: id, quantity: tonnes }),
]);
/** One figure with its name; the English one where the product gave both. */
const line = z.strictObject({ category: shortText, categoryEn: z.string().trim().max(200).optional(), tonnes: exactTonnes });

/**
 * Quantified for a period (D.6): stated line by line with evidence, or taken as it was frozen: the verified year of an entity, an approved inventory,
 * an approved product footprint.
 */
export const footprintPaper = z.strictObject({
  kind: z.literal('footprint'),
  source: z.enum(footprintSources),
  reference: footprintReference.nullable().default(null),
  lines: z.array(line).max(100).default([]),
  removals: exactTonnes.default('0'),
  /** Told beside the total, never netted with it: biogenic CO2 and what else a frozen source reports apart. */
  apart: z.array(line).max(10).optional(),
  output: maybeTonnes,
  outputUnit: z.string().trim().max(40).default(''),
  method: shortText,
  gases: z.string().trim().max(200).default('CO2, CH4, N2O, HFCs, PFCs, SF6, NF3'),
  assumptions: longText.default(''),
  exclusions: longText.default(''),
  verified: z.boolean(),
  verifier: z.string().trim().max(200).default(''),
  verifiedOn: day.nullable().default(null),
  evidenceIds,
});

/** Reductions against the base (D.8); what purchased renewable power saved is told apart. */
export const reductionPaper = z.strictObject({
  kind: z.literal('reduction'),
  baseFrom: day,
  baseTo: day,
  baseTonnes: tonnes,
  baseOutput: maybeTonnes,
  actions: z
    .array(
      z.strictObject({
        title: shortText,
        saving: tonnes,
        kind: z.enum(['own', 'renewable_procurement']),
        /** Yuan. */
        cost: maybeTonnes,
      }),
    )
    .max(100)
    .default([]),
  evidenceIds,
});

/** Who validated the claim (D.9). */
export const validationPaper = z.strictObject({
  kind: z.literal('validation'),
  type: z.enum(validationTypes),
  validator: shortText,
  statement: someText,
  on: day,
  evidenceIds,
});

export const paperContent = z.discriminatedUnion('kind', [commitmentPaper, planPaper, footprintPaper, reductionPaper, validationPaper]);
export type PaperContent = z.output<typeof paperContent>;
export type PaperOf<K extends PaperKind> = Extract<PaperContent, { kind: K }>;

export const referenceKinds = ['entity_year', 'inventory', 'footprint'] as const;
/** A footprint as it was frozen: what its source said stands in it. `id`, `version`: of the record, the inventory, the product footprint. */
export const frozenReference = z.object({
  kind: z.enum(referenceKinds),
  id: z.string(),
  version: z.int(),
  hash: z.string(),
});
