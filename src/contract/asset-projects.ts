import { z } from 'zod';
import { projectStepCodes } from '../kernel/asset/project-cycle.ts';
import { methodologyCodes } from './asset-project-steps.ts';
import { endpoint } from './endpoint.ts';
import { someUnits, wholeUnits } from './ledger-views.ts';
import { calculationResult } from './library.ts';
import { day, decimalText, id, instant, longText, shortText, text } from './values.ts';

/** Reduction projects (C.6, C.8): facts in versions, the steps of the CCER cycle with documents, expected credits by year, the check of an application. */

const facts = {
  name: shortText,
  methodology: z.enum(methodologyCodes),
  constructionOn: day.nullable().default(null),
  creditingFrom: day.nullable().default(null),
  creditingTo: day.nullable().default(null),
  /** Obliged by law, or inside the quota management of a market: then there is nothing to certify. */
  obliged: z.boolean().default(false),
  insideMarket: z.boolean().default(false),
  note: longText.default(''),
};
const step = z.enum(projectStepCodes);

const takenStep = z.object({
  ...{
    id,
    round: z.int(),
    step,
    version: z.int(),
    happenedOn: day,
    body: z.string(),
    periodFrom: day.nullable(),
    periodTo: day.nullable(),
  },
  ...{ quantity: wholeUnits.nullable(), documentNo: z.string(), note: z.string(), recordedAt: instant, recordedByName: z.string() },
  evidence: z.array(z.object({ id, title: z.string() })),
});

export const assetProject = z
  .object({
    ...{ id, entityId: id, entityName: text, code: z.string(), version: z.int() },
    ...{ name: z.string(), methodology: z.enum(methodologyCodes), constructionOn: day.nullable() },
    ...{ creditingFrom: day.nullable(), creditingTo: day.nullable(), obliged: z.boolean(), insideMarket: z.boolean(), note: z.string() },
    recordedAt: instant,
    recordedByName: z.string(),
    state: step.nullable(),
    /** What may follow; `expectedOn`: by the working days of the rules, where the step before begins a count. */
    next: z.array(z.object({ round: z.int(), step, expectedOn: day.nullable() })),
    steps: z.array(takenStep),
    /** Expected credits by year, each with its stored calculation. */
    expected: z.array(z.object({ appraisalId: id, year: z.int(), quantity: decimalText, name: z.string(), version: z.int() })),
    /** Issued by the steps recorded, and by the ledger's classes of this project. */
    issuedBySteps: wholeUnits,
    issuedInLedger: wholeUnits,
    /** `ccer-project-check`; null while a day is missing. */
    check: calculationResult.nullable(),
  })
  .meta({ id: 'AssetProject' });

const reference = z.object({ id, version: z.int() });

export const assetProjectEndpoints = {
  listAssetProjects: endpoint({
    name: 'asset.listAssetProjects',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/asset-projects',
    summary: {
      zh: '减排项目：状态、步骤、预计与已签发的减排量、申请条件检查',
      en: 'Reduction projects: state, steps, expected and issued credits, check of an application',
    },
    access: { action: 'asset.read' },
    params: z.object({ entityId: id }),
    reply: z.object({ today: day, items: z.array(assetProject) }),
    refusals: ['not_found'],
  }),
  addAssetProject: endpoint({
    name: 'asset.addAssetProject',
    method: 'POST',
    path: '/api/v1/entities/{entityId}/asset-projects',
    summary: { zh: '登记减排项目', en: 'Add a reduction project' },
    access: { action: 'asset.keep_projects' },
    params: z.object({ entityId: id }),
    body: z.strictObject({ code: z.string().trim().min(1).max(100), ...facts }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'already_exists'],
  }),
  reviseAssetProject: endpoint({
    name: 'asset.reviseAssetProject',
    method: 'POST',
    path: '/api/v1/asset-projects/{projectId}/facts',
    summary: { zh: '更正项目信息，形成新版本', en: 'Revise the facts of a project: a new version' },
    access: { action: 'asset.keep_projects' },
    params: z.object({ projectId: id }),
    body: z.strictObject({ ...facts, reason: longText.min(1), seenVersion: z.int().min(1) }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict'],
  }),
  recordProjectStep: endpoint({
    name: 'asset.recordProjectStep',
    method: 'POST',
    path: '/api/v1/asset-projects/{projectId}/steps',
    summary: {
      zh: '登记项目周期的一步，或更正、撤下最后一步',
      en: 'Record a step of the cycle, or correct or take back the last one',
    },
    access: { action: 'asset.keep_projects' },
    params: z.object({ projectId: id }),
    body: z.strictObject({
      round: z.int().min(0).max(200),
      step,
      happenedOn: day,
      body: z.string().trim().max(200).default(''),
      periodFrom: day.nullable().default(null),
      periodTo: day.nullable().default(null),
      quantity: someUnits.nullable().default(null),
      documentNo: z.string().trim().max(200).default(''),
      note: longText.default(''),
      withdrawn: z.boolean().default(false),
      evidenceIds: z.array(id).max(20).default([]),
      seenVersion: z.int().min(0).default(0),
    }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state', 'reason_required'],
  }),
} as const;
