import { z } from 'zod';
import { identificationStepCodes, potentialKindCodes } from './asset-inventory-kinds.ts';
import { endpoint } from './endpoint.ts';
import { unitClassOfLedger } from './ledger-views.ts';
import { calculationResult } from './library.ts';
import { dataYear, day, decimalText, id, instant, longText, shortText, text } from './values.ts';

/** Identification of carbon assets and the inventory it leads to (C.6, Annex G): runs with steps, lines in versions, each reviewed, the whole approved. */

const amount = z.string().regex(/^\d{1,15}(\.\d{1,6})?$/);
const share = z.string().regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/);
const person = z.object({ id, name: z.string() });

const entryInput = z.strictObject({
  /** A line that is there: a further version of it. */
  lineId: id.optional(),
  seenVersion: z.int().min(0).default(0),
  /** Of an existing asset; its kind, class, quantity and unit stay the ledger's. */
  kind: z.enum(potentialKindCodes).optional(),
  name: shortText,
  quantity: amount.optional(),
  unit: z.enum(['t', 'MWh']).default('t'),
  low: amount.nullable().default(null),
  high: amount.nullable().default(null),
  probability: share.nullable().default(null),
  expectedYear: z.int().min(2010).max(2100).nullable().default(null),
  basis: longText.min(1),
  holder: z.string().trim().max(200).default(''),
  responsible: z.string().trim().max(200).default(''),
  nextStep: z.string().trim().max(500).default(''),
  dueOn: day.nullable().default(null),
  withdrawn: z.boolean().default(false),
  reason: longText.default(''),
  evidenceIds: z.array(id).max(20).default([]),
});

const entry = z.object({
  ...{ id, lineId: id, version: z.int(), standing: z.enum(['existing', 'potential']), kind: z.string(), name: z.string() },
  class: unitClassOfLedger.nullable(),
  ...{ quantity: decimalText, unit: z.enum(['t', 'MWh']), low: decimalText.nullable(), high: decimalText.nullable() },
  ...{ probability: decimalText.nullable(), expectedYear: z.int().nullable(), basis: z.string(), holder: z.string() },
  ...{ responsible: z.string(), nextStep: z.string(), dueOn: day.nullable(), withdrawn: z.boolean(), reason: z.string() },
  recordedAt: instant,
  recordedBy: person,
  /** Of this version, by somebody else than its author. */
  review: z
    .object({ verdict: z.enum(['accepted', 'returned']), reason: z.string(), reviewedAt: instant, reviewedByName: z.string() })
    .nullable(),
  evidence: z.array(z.object({ id, title: z.string() })),
});

export const assetInventory = z
  .object({
    entityId: id,
    entityName: text,
    year: z.int(),
    versions: z.array(
      z.object({
        ...{ id, version: z.int(), asOf: day, state: z.enum(['open', 'approved', 'rejected', 'superseded']), note: z.string() },
        ...{ openedAt: instant, openedBy: person },
        ...{ decidedAt: instant.nullable(), decidedByName: z.string().nullable(), decisionReason: z.string() },
      }),
    ),
    /** The version asked for, or the latest; null while there is none. */
    shown: z
      .object({
        id,
        steps: z.array(
          z.object({
            step: z.enum(identificationStepCodes),
            note: z.string(),
            doneAt: instant.nullable(),
            doneByName: z.string().nullable(),
          }),
        ),
        entries: z.array(entry),
        /** What still stands against an approval. */
        missing: z.array(text),
        /** Weighted quantities of the potential assets. */
        result: calculationResult,
      })
      .nullable(),
  })
  .meta({ id: 'AssetInventory' });

const place = z.object({ entityId: id, year: dataYear });
const reference = z.object({ id, version: z.int() });

export const assetInventoryEndpoints = {
  readAssetInventory: endpoint({
    name: 'asset.readAssetInventory',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/asset-inventory',
    summary: {
      zh: '碳资产识别与清单：步骤、现有与潜在资产、复核、批准、版本',
      en: 'Identification and inventory: steps, existing and potential assets, reviews, approval, versions',
    },
    access: { action: 'asset.read' },
    params: place,
    query: z.object({ identificationId: id.optional() }),
    reply: assetInventory,
    refusals: ['not_found'],
  }),
  openIdentification: endpoint({
    name: 'asset.openIdentification',
    method: 'POST',
    path: '/api/v1/entities/{entityId}/years/{year}/asset-identifications',
    summary: {
      zh: '开始碳资产识别；沿用上一批准版本的潜在资产',
      en: 'Open an identification; potential assets of the version approved last go with it',
    },
    access: { action: 'asset.identify' },
    params: place,
    body: z.strictObject({ asOf: day, note: longText.default(''), seenVersion: z.int().min(0) }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  takeIdentificationStep: endpoint({
    name: 'asset.takeIdentificationStep',
    method: 'POST',
    path: '/api/v1/asset-identifications/{identificationId}/steps',
    summary: { zh: '完成一个识别步骤', en: 'Take a step of an identification' },
    access: { action: 'asset.identify' },
    params: z.object({ identificationId: id }),
    body: z.strictObject({ step: z.enum(identificationStepCodes), note: longText.min(1) }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'wrong_state', 'already_exists'],
  }),
  recordInventoryEntry: endpoint({
    name: 'asset.recordInventoryEntry',
    method: 'POST',
    path: '/api/v1/asset-identifications/{identificationId}/entries',
    summary: {
      zh: '登记潜在资产，或更正清单中的一项（形成新版本）',
      en: 'Record a potential asset, or a further version of a line of the inventory',
    },
    access: { action: 'asset.identify' },
    params: z.object({ identificationId: id }),
    body: entryInput,
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state', 'reason_required'],
  }),
  reviewInventoryEntry: endpoint({
    name: 'asset.reviewInventoryEntry',
    method: 'POST',
    path: '/api/v1/asset-inventory-entries/{entryId}/review',
    summary: { zh: '复核清单中的一项（登记人以外的人）', en: 'Review a line of the inventory, by another person than its author' },
    access: { action: 'asset.review_inventory' },
    params: z.object({ entryId: id }),
    body: z.strictObject({ verdict: z.enum(['accepted', 'returned']), reason: longText.default('') }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'wrong_state', 'reason_required', 'same_person_enters_and_reviews'],
  }),
  decideIdentification: endpoint({
    name: 'asset.decideIdentification',
    method: 'POST',
    path: '/api/v1/asset-identifications/{identificationId}/decision',
    summary: {
      zh: '批准或否决碳资产清单（未参与登记的人）',
      en: 'Approve or reject the inventory, by somebody who wrote nothing of it',
    },
    access: { action: 'asset.approve_inventory' },
    params: z.object({ identificationId: id }),
    body: z.strictObject({ decision: z.enum(['approve', 'reject']), reason: longText.default('') }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'wrong_state', 'reason_required', 'same_person_proposes_and_approves'],
  }),
} as const;
