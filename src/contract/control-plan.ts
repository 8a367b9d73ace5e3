import { z } from 'zod';
import { planAcquisitions, planFrequencies, planStates, revisionTriggers } from '../kernel/emission/control-plan/plan.ts';
import { endpoint } from './endpoint.ts';
import { finding } from './library.ts';
import { dataYear, day, decimalText, id, instant, sha256, shortText, text } from './values.ts';

/** Data quality control plan of an entity for a data year (A.7): versions from draft to filed, lines by unit and parameter, and what follows for entered values. */

export const planState = z.enum(planStates);
export const planAcquisition = z.enum(planAcquisitions);
export const planFrequency = z.enum(planFrequencies);
export const revisionTrigger = z.enum(revisionTriggers);

const words = (most: number) => z.string().trim().max(most);
const facility = z
  .strictObject({
    unitId: id,
    name: shortText,
    number: words(60),
    model: words(100),
    location: words(200),
    state: z.enum(['in_use', 'stopped']),
  })
  .meta({ id: 'PlanFacility' });

const lineFields = {
  unitId: id,
  rowKey: z.string().min(1).max(100),
  acquisition: planAcquisition,
  description: words(1000),
  ledgers: words(500),
  meterIds: z.array(id).max(20),
  frequency: planFrequency,
  source: words(40),
  sourceReason: words(1000),
  missing: words(1000),
  department: words(100),
  person: words(100),
};
const lineInput = z.strictObject(lineFields).meta({ id: 'PlanLineDraft' });
const line = z.object({ ...lineFields, parameter: z.string(), title: text, unit: z.string() }).meta({ id: 'PlanLine' });

const sectionText = words(8000);
const sections = z
  .strictObject({
    boundary: sectionText,
    management: sectionText,
    internalReview: sectionText,
    ledgerControl: sectionText,
    sampling: sectionText,
    preparation: sectionText,
    directMeasurement: sectionText,
  })
  .meta({ id: 'PlanSections' });

const planMeter = z
  .object({
    id,
    code: z.string(),
    name: text,
    kind: z.string(),
    model: z.string(),
    location: z.string(),
    accuracyClass: z.string(),
    accuracyPct: decimalText,
    calibrationIntervalMonths: z.int(),
  })
  .meta({ id: 'PlanMeter' });

const entityFacts = z.object({
  name: text,
  code: z.string(),
  region: z.string().nullable(),
  address: z.string(),
  industryCode: z.string(),
  longitude: decimalText.nullable(),
  latitude: decimalText.nullable(),
  altitudeM: decimalText.nullable(),
});
const unitFacts = z.object({
  id,
  code: z.string(),
  name: text,
  unitClass: z.string(),
  product: z.string(),
  capacityMw: decimalText.nullable(),
  line: text.optional().meta({ description: 'A unit of another sector than power, in one line.' }),
  methodId: z.string(),
  streams: z.array(text),
});

export const planContent = z
  .object({
    entity: entityFacts,
    units: z.array(unitFacts),
    facilities: z.array(facility),
    lines: z.array(line),
    meters: z.array(planMeter),
    sections,
  })
  .meta({ id: 'PlanContent' });

const signature = z.object({ by: id, byName: z.string(), at: instant });
export const planVersion = z
  .object({
    id,
    entityId: id,
    year: z.int(),
    number: z.int(),
    state: planState,
    validFrom: day,
    trigger: revisionTrigger,
    note: z.string(),
    contentSha256: sha256,
    basedOn: id.nullable(),
    drafted: signature,
    reviewed: signature.nullable(),
    approved: signature.nullable(),
    filed: z.object({ on: day, receiptNumber: z.string(), byName: z.string(), at: instant }).nullable(),
    evidence: z.array(z.object({ id, title: z.string() })),
    /** Whether entered values are compared with this version today. */
    inForce: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'PlanVersion' });

export const planDifference = z
  .object({
    part: z.enum(['entity', 'unit', 'facility', 'line', 'meter', 'section']),
    key: z.string(),
    field: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** How the part is called. */
    title: text,
  })
  .meta({ id: 'PlanDifference' });

/** What a line can choose from: the unit's rows with the rule behind each, and the meters that may measure for the unit. */
const choices = z.object({
  rows: z.array(
    z.object({
      unitId: id,
      rowKey: z.string(),
      parameter: z.string(),
      title: text,
      unit: z.string(),
      planned: z.boolean().meta({ description: 'A plan has to cover it.' }),
      sources: z.array(z.object({ key: z.string(), title: text })),
      meterRules: z.array(
        z.object({
          kinds: z.array(z.string()),
          accuracyPct: z.string().nullable(),
          intervalMonths: z.int().nullable(),
          document: z.string(),
          confidence: z.string(),
        }),
      ),
    }),
  ),
  meters: z.array(planMeter.extend({ unitId: id.nullable(), parameter: z.string(), inService: z.boolean() })),
});

const deed = z.object({ can: z.boolean(), why: z.string().nullable() });
export const controlPlan = z
  .object({
    plan: planVersion,
    content: planContent,
    findings: z.array(finding),
    /** Against the version it was prefilled from; empty for a first plan. */
    differences: z.array(planDifference),
    choices,
    deeds: z.object({ change: deed, review: deed, approve: deed, return: deed, file: deed }),
  })
  .meta({ id: 'ControlPlan' });

export const controlPlans = z
  .object({
    entityId: id,
    entityName: text,
    year: z.int(),
    filing: z.object({ opens: day, due: day, daysLeft: z.int(), open: z.boolean(), filed: z.boolean(), document: z.string() }),
    /** Latest first. */
    versions: z.array(planVersion),
    /** A plan of an earlier year that a new one is prefilled from. */
    earlier: z.object({ planId: id, year: z.int(), number: z.int() }).nullable(),
  })
  .meta({ id: 'ControlPlans' });

export const planReport = z
  .object({
    plan: planVersion,
    content: planContent,
    /** Every version of the year up to this one, oldest first: the revision log. */
    revisions: z.array(planVersion),
    /** In the order of the document, meters resolved. */
    lines: z.array(line.extend({ unitName: text, sourceTitle: text.nullable(), meters: z.array(planMeter) })),
    filing: controlPlans.shape.filing,
  })
  .meta({ id: 'PlanReport' });

const place = z.object({ entityId: id, year: dataYear });
const planParams = z.object({ planId: id });
const head = { validFrom: day, trigger: revisionTrigger, note: words(2000) };

export const controlPlanEndpoints = {
  listControlPlans: endpoint({
    name: 'emission.listControlPlans',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/control-plans',
    summary: {
      zh: '主体年度的数据质量控制方案（全部版本、报送期限）',
      en: "Versions of an entity's data quality control plan of a year, and when it is filed",
    },
    access: { action: 'emission.read' },
    params: place,
    reply: controlPlans,
    refusals: ['not_found'],
  }),
  readControlPlan: endpoint({
    name: 'emission.readControlPlan',
    method: 'GET',
    path: '/api/v1/control-plans/{planId}',
    summary: { zh: '一个版本的内容、检查结果与差异', en: 'A version: its content, what is wrong with it, and what differs' },
    access: { action: 'emission.read' },
    params: planParams,
    reply: controlPlan,
    refusals: ['not_found'],
  }),
  draftControlPlan: endpoint({
    name: 'emission.draftControlPlan',
    method: 'POST',
    path: '/api/v1/entities/{entityId}/years/{year}/control-plans',
    summary: { zh: '起草新版本（由上一版本或组织资料预填）', en: 'Draft a version, prefilled from the last one or from the organization' },
    access: { action: 'control_plan.draft' },
    params: place,
    body: z.strictObject({
      ...head,
      validFrom: day.optional(),
      trigger: revisionTrigger.optional(),
      note: head.note.default(''),
      /** Language of the proposed wording. */
      language: z.enum(['zh', 'en']).default('zh'),
      /** What it begins with; without an earlier plan always the organization. */
      from: z.enum(['last', 'organization']).default('last'),
      seenNumber: z.int().min(0),
    }),
    reply: controlPlan,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  changeControlPlan: endpoint({
    name: 'emission.changeControlPlan',
    method: 'PUT',
    path: '/api/v1/control-plans/{planId}',
    summary: { zh: '修改草稿', en: 'Change a draft' },
    access: { action: 'control_plan.draft' },
    params: planParams,
    body: z.strictObject({
      ...head,
      facilities: z.array(facility).max(400),
      lines: z.array(lineInput).max(2000),
      sections,
      version: z.int().min(1),
    }),
    bodyBytes: 4 * 1024 * 1024,
    reply: controlPlan,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  moveControlPlan: endpoint({
    name: 'emission.moveControlPlan',
    method: 'POST',
    path: '/api/v1/control-plans/{planId}/move',
    summary: { zh: '审核、批准或退回方案', en: 'Review, approve or return a plan' },
    access: { action: 'emission.read' },
    params: planParams,
    body: z.strictObject({ to: z.enum(['reviewed', 'approved', 'draft']), reason: words(1000).default(''), version: z.int().min(1) }),
    reply: controlPlan,
    refusals: [
      'not_found',
      'conflict',
      'wrong_state',
      'reason_required',
      'plan_has_errors',
      'same_person_drafts_and_reviews',
      'same_person_drafts_and_approves',
      'same_person_reviews_and_approves',
    ],
  }),
  fileControlPlan: endpoint({
    name: 'emission.fileControlPlan',
    method: 'POST',
    path: '/api/v1/control-plans/{planId}/file',
    summary: { zh: '登记报送（日期、平台回执号、证据）', en: 'Record the filing: day, receipt number of the platform, evidence' },
    access: { action: 'control_plan.file' },
    params: planParams,
    body: z.strictObject({
      filedOn: day,
      receiptNumber: z.string().trim().min(1).max(100),
      evidenceIds: z.array(id).min(1).max(20),
      version: z.int().min(1),
    }),
    reply: controlPlan,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  compareControlPlans: endpoint({
    name: 'emission.compareControlPlans',
    method: 'GET',
    path: '/api/v1/control-plans/{planId}/differences',
    summary: { zh: '与另一版本逐项比较', en: 'Compare with another version, field by field' },
    access: { action: 'emission.read' },
    params: planParams,
    query: z.object({ from: id }),
    reply: z.object({ from: planVersion, to: planVersion, items: z.array(planDifference) }),
    refusals: ['not_found'],
  }),
  readPlanLines: endpoint({
    name: 'emission.readPlanLines',
    method: 'GET',
    path: '/api/v1/units/{unitId}/years/{year}/control-plan-lines',
    summary: { zh: '机组各参数的方案规定（生效版本）', en: "What the plan in force says of a unit's parameters" },
    access: { action: 'emission.read' },
    params: z.object({ unitId: id, year: dataYear }),
    reply: z.object({
      /** In the order in which they came into force. */
      versions: z.array(
        z.object({
          planId: id,
          number: z.int(),
          state: planState,
          validFrom: day,
          lines: z.array(line.extend({ meters: z.array(planMeter), sourceTitle: text.nullable() })),
        }),
      ),
    }),
    refusals: ['not_found'],
  }),
  readPlanReport: endpoint({
    name: 'emission.readPlanReport',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/control-plan-report',
    summary: {
      zh: '导出方案（最新批准版本；没有时为最新版本）',
      en: 'The plan as one document: the latest approved version, or the latest where none is approved',
    },
    access: { action: 'emission.read' },
    params: place,
    query: z.object({ number: z.coerce.number().int().min(1).optional() }),
    reply: planReport,
    refusals: ['not_found'],
  }),
} as const;
