import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { calculationResult } from './library.ts';
import { frozenReference } from './neutrality-papers.ts';
import { day, decimalText, figureText, id, instant, longText, month, sha256, shortText, text } from './values.ts';

/** Declarations of embedded emissions of goods (D.8): what an installation outside the European Union tells the importer of its goods. */

const amount = decimalText.refine((value) => !value.startsWith('-'), 'not below zero');
const positive = amount.refine((value) => /[1-9]/.test(value), 'more than 0');
const percent = positive.refine((value) => Number(value) <= 100, 'at most 100');
const basis = z.enum(['actual', 'default']);
const name = z.string().trim().min(1).max(120);

/** Where attributed emissions come from: a share of a verified year or of the direct emissions of a frozen inventory, or the production stage of an approved footprint. */
const goodSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entity_year'), entityId: id, year: z.int().min(2010).max(2100), share: percent }),
  z.strictObject({ kind: z.literal('inventory'), inventoryId: id, version: z.int().min(1), share: percent }),
  z.strictObject({ kind: z.literal('footprint'), versionId: id }),
]);

/** Made in the same installation (`madeHere` names the good), or bought with its specific embedded emissions, tCO2e a unit. */
const precursor = z.strictObject({
  ...{ id: name, quantity: amount, madeHere: name.nullable().default(null), category: z.string().trim().max(120).default('') },
  ...{ direct: amount.default('0'), indirect: amount.default('0'), basis: basis.default('default') },
});

/** What is owed for the emissions of the good where it is made. */
const carbonPrice = z.strictObject({
  ...{ surrendered: amount, freeAllocation: amount.default('0'), price: amount, currency: z.string().regex(/^[A-Z]{3}$/) },
  ...{ rebate: amount.default('0'), evidence: z.string().trim().max(500).default('') },
});

export const cbamGoodDraft = z.strictObject({
  ...{ id: name, cnCode: z.string().regex(/^\d{8}$/), category: name, route: z.string().trim().max(200).default('') },
  ...{ quantity: positive, unit: z.enum(['t', 'MWh']) },
  /** tCO2e; not looked at where the good has a source. */
  attributed: amount.default('0'),
  basis: basis.default('actual'),
  source: goodSource.nullable().default(null),
  electricity: z.strictObject({ quantity: amount, factor: amount, basis }).nullable().default(null),
  precursors: z.array(precursor).max(100).default([]),
  carbonPrice: carbonPrice.nullable().default(null),
});
export type CbamGoodDraft = z.output<typeof cbamGoodDraft>;

export const cbamDraftContent = z.strictObject({
  ...{
    installation: shortText,
    installationEn: shortText,
    address: z.string().trim().max(300).default(''),
    country: z.string().regex(/^[A-Z]{2}$/),
  },
  ...{ importer: z.string().trim().max(200).default(''), contact: z.string().trim().max(200).default('') },
  /** Of the figures; asked for in the definitive period. */
  ...{ verifier: z.string().trim().max(200).default(''), verifiedOn: day.nullable().default(null) },
  goods: z.array(cbamGoodDraft).min(1).max(200),
  note: longText.default(''),
  evidenceIds: z.array(id).max(20).default([]),
});
export type CbamDraftContent = z.output<typeof cbamDraftContent>;

const done = { at: instant, by: z.string() };
export const cbamStates = ['drafted', 'returned', 'approved'] as const;
const head = z.object({
  ...{ id, number: z.string(), entityId: id, installation: text, from: day, until: day, version: z.int(), state: z.enum(cbamStates) },
  ...{ goods: z.array(z.object({ id: z.string(), cnCode: z.string(), category: z.string() })), changed: z.object(done) },
});

const confidence = z.enum(['high', 'medium', 'low']);
const category = z.object({
  ...{ id: z.string(), sector: z.string(), name: text, cn: z.array(z.string()), except: z.array(z.string()) },
  ...{ gases: z.array(z.string()), precursors: z.array(z.string()), unit: z.enum(['t', 'MWh']) },
  /** In the definitive period. */
  ...{ indirectCounts: z.boolean(), confidence },
});
const book = z.object({
  source: z.string(),
  definitiveFrom: day,
  sectors: z.array(z.object({ id: z.string(), name: text })),
  categories: z.array(category),
});

/** What was taken from a frozen source, by the good's name. */
const taken = z.object({
  good: z.string(),
  label: text,
  reference: frozenReference,
  later: z.object({ version: z.int(), sha256 }).nullable(),
});
const decision = z.object({ decision: z.enum(['approved', 'rejected']), reason: z.string(), sha256: sha256.nullable(), ...done });

const params = z.object({ declarationId: id });
const base = '/api/v1/neutrality/cbam';
export const cbamFileFormats = ['xlsx', 'xml', 'csv'] as const;

export const cbamEndpoints = {
  readCbamDeclarations: endpoint({
    name: 'neutrality.readCbamDeclarations',
    method: 'GET',
    path: base,
    summary: { zh: '货物隐含排放申报，及所涉货物类别', en: 'Declarations of embedded emissions, and the categories of goods concerned' },
    access: { action: 'neutrality.read' },
    reply: z.object({ book, items: z.array(head) }),
  }),
  openCbamDeclaration: endpoint({
    name: 'neutrality.openCbamDeclaration',
    method: 'POST',
    path: base,
    summary: { zh: '为一个设施一个报告期新建申报', en: 'Open a declaration of an installation and a period' },
    access: { action: 'neutrality.keep' },
    body: z.strictObject({ entityId: id, from: day, until: day, content: cbamDraftContent }),
    reply: z.object({ id, number: z.string() }),
    status: 201,
    refusals: ['not_found', 'conflict'],
  }),
  readCbamDeclaration: endpoint({
    name: 'neutrality.readCbamDeclaration',
    method: 'GET',
    path: `${base}/{declarationId}`,
    summary: {
      zh: '一份申报：货物、数值与推导、来源、决定',
      en: 'A declaration: goods, figures with their derivation, sources, decisions',
    },
    access: { action: 'neutrality.read' },
    params,
    reply: z.object({
      declaration: head,
      book,
      content: cbamDraftContent,
      contentSha256: sha256,
      drafted: z.object(done),
      mine: z.boolean(),
      result: calculationResult,
      taken: z.array(taken),
      decision: decision.nullable(),
      evidence: z.array(z.object({ id, title: z.string() })),
      versions: z.array(z.object({ version: z.int(), sha256, drafted: z.object(done), decision: decision.nullable() })),
    }),
    refusals: ['not_found'],
  }),
  draftCbamDeclaration: endpoint({
    name: 'neutrality.draftCbamDeclaration',
    method: 'POST',
    path: `${base}/{declarationId}/drafts`,
    summary: { zh: '起草申报的新版本', en: 'Draft a further version of a declaration' },
    access: { action: 'neutrality.keep' },
    params,
    body: z.strictObject({ content: cbamDraftContent, seenVersion: z.int() }),
    reply: z.object({ version: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict'],
  }),
  decideCbamDeclaration: endpoint({
    name: 'neutrality.decideCbamDeclaration',
    method: 'POST',
    path: `${base}/{declarationId}/drafts/{version}/decision`,
    summary: { zh: '由他人批准（冻结）或退回', en: 'Approve, which freezes it, or return it, by another person' },
    access: { action: 'neutrality.approve' },
    params: z.object({ declarationId: id, version: z.coerce.number().int().min(1) }),
    body: z.strictObject({ decision: z.enum(['approved', 'rejected']), reason: longText.default('') }),
    reply: z.object({ version: z.int(), sha256: sha256.nullable() }),
    refusals: ['not_found', 'wrong_state', 'reason_required', 'same_person_proposes_and_approves', 'conflict'],
  }),
  readCbamSources: endpoint({
    name: 'neutrality.readCbamSources',
    method: 'GET',
    path: `${base}-sources`,
    summary: { zh: '可引用的冻结来源', en: 'Frozen sources to take figures from' },
    access: { action: 'neutrality.read' },
    query: z.object({ entityId: id, from: day, until: day }),
    reply: z.object({
      years: z.array(z.object({ entityId: id, name: text, year: z.int(), tonnes: figureText })),
      inventories: z.array(z.object({ id, version: z.int(), name: z.string(), from: month, to: month, sha256, whyNot: text.nullable() })),
      footprints: z.array(
        z.object({ versionId: id, number: z.int(), name: z.string(), unit: z.string(), sha256, whyNot: text.nullable() }),
      ),
    }),
    refusals: ['not_found'],
  }),
  readCbamFile: endpoint({
    name: 'neutrality.readCbamFile',
    method: 'GET',
    path: `${base}/{declarationId}/file`,
    summary: {
      zh: '已批准申报的文件（xlsx、XML、CSV），由冻结的快照生成；版式为本产品自定',
      en: 'The approved declaration as a file (xlsx, XML, CSV), made from its snapshot; the layout is ours',
    },
    access: { action: 'neutrality.read' },
    params,
    query: z.object({
      format: z.enum(cbamFileFormats).default('xlsx'),
      language: z.enum(['zh', 'en']).default('en'),
      version: z.coerce.number().int().min(1).optional(),
    }),
    reply: z.unknown(),
    replyMedia: 'application/octet-stream',
    refusals: ['not_found', 'wrong_state'],
  }),
} as const;
