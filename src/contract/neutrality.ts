import { z } from 'zod';
import { lotCriteria } from '../kernel/neutrality/lots.ts';
import { endpoint } from './endpoint.ts';
import { serialRun, someUnits, unitClassOfLedger, wholeUnits } from './ledger-views.ts';
import { calculationResult } from './library.ts';
import { lotFacts } from './neutrality-lots.ts';
import { frozenReference, paperContent, paperKind } from './neutrality-papers.ts';
import { purchaseRequest } from './trading-requests.ts';
import { day, decimalText, figureText, id, instant, longText, month, sha256, shortText, text } from './values.ts';

/** Carbon neutrality (Annex D): subjects with their papers, claims with the units that back them. */

export const claimKinds = ['commitment', 'achievement'] as const;
export const claimStates = ['drafted', 'declared', 'published', 'withdrawn'] as const;
const subjectKind = z.enum(['organization', 'site', 'product', 'event']);
const done = { at: instant, by: z.string() };
const verdict = z.enum(['met', 'not_met', 'not_shown']);

const ruleSet = z.object({
  ...{ id: z.string(), name: text, title: text, note: text, status: z.enum(['in_force', 'withdrawn']), withdrawnOn: day.nullable() },
  subjects: z.array(z.string()),
});
const period = z.object({ id, no: z.int(), startsOn: day, endsOn: day });
/** Gross, removals and units never meet in one figure. */
const figures = z.object({
  ...{ gross: figureText, removals: figureText, residual: figureText, short: figureText, unabated: figureText.nullable() },
  ...{ need: wholeUnits, retired: wholeUnits, surplus: wholeUnits, neutral: z.boolean(), claimAllowed: z.boolean() },
  ...{
    reduction: figureText.nullable(),
    reductionShare: figureText.nullable(),
    intensityReduction: figureText.nullable(),
    notCounted: figureText,
  },
});
const condition = z.object({ id: z.string(), title: text, verdict, reason: text });

export const neutralitySubject = z
  .object({
    ...{ id, version: z.int(), entityId: id, kind: subjectKind, code: z.string(), name: text, boundary: z.string(), rationale: z.string() },
    ...{ ruleSet, changedAt: instant, changedBy: z.string() },
  })
  .meta({ id: 'NeutralitySubject' });

export const neutralityPaper = z
  .object({
    ...{
      id,
      kind: paperKind,
      periodId: id.nullable(),
      version: z.int(),
      content: paperContent,
      contentSha256: sha256,
      drafted: z.object(done),
    },
    /** Of a footprint that was taken from another part of the product. */
    reference: frozenReference.nullable(),
    /** A newer version of its source was approved since, where the reader may see it: told, and nothing declared moves. */
    later: z.object({ version: z.int(), sha256 }).nullable(),
    decision: z.object({ decision: z.enum(['approved', 'rejected']), reason: z.string(), ...done }).nullable(),
    mine: z.boolean(),
    evidence: z.array(z.object({ id, title: z.string() })),
  })
  .meta({ id: 'NeutralityPaper' });

const claimShort = z.object({
  ...{ id, no: z.int(), number: z.string(), kind: z.enum(claimKinds), state: z.enum(claimStates), periodId: id },
  ...{ version: z.int(), retired: wholeUnits },
});

export const stepIds = ['subject', 'commitment', 'plan', 'footprint', 'reduction', 'offset', 'retirement', 'claim', 'maintenance'] as const;
const step = z.object({ id: z.enum(stepIds), state: z.enum(['done', 'open', 'waiting']), reason: text });

const lot = z.object({
  ...{ id, no: z.int(), entityId: id, class: unitClassOfLedger, quantity: wholeUnits, state: z.enum(['proposed', 'retired', 'rejected']) },
  ...{ source: z.enum(['holding', 'retired']), transactionId: id.nullable(), retiredOn: day.nullable(), serials: z.array(serialRun) },
  ...{ scheme: z.string(), project: z.string(), registryUrl: z.string(), removal: z.boolean() },
  criteria: z.array(z.object({ id: z.enum(lotCriteria), verdict })),
  ...{ proposed: z.object(done), mine: z.boolean(), decided: z.object({ reason: z.string(), ...done }).nullable() },
});

export const checklistItem = z.object({ id: z.string(), section: text, title: text, value: text, complete: z.boolean() });

const version = z.object({
  ...{ version: z.int(), sha256, statement: text, reason: z.string(), declared: z.object(done) },
  published: z.object(done).nullable(),
});

const claimParams = z.object({ claimId: id });
const claimRefusals = ['not_found', 'wrong_state', 'conflict'] as const;

export const neutralityEndpoints = {
  readOverview: endpoint({
    name: 'neutrality.readOverview',
    method: 'GET',
    path: '/api/v1/neutrality',
    summary: { zh: '碳中和主体、差额与声明', en: 'Subjects of neutrality, their gaps and claims' },
    access: { action: 'neutrality.read' },
    reply: z.object({
      ruleSets: z.array(ruleSet),
      items: z.array(
        z.object({
          subject: neutralitySubject,
          period: period.nullable(),
          figures: figures.nullable(),
          claims: z.array(claimShort),
          planUntil: day.nullable(),
        }),
      ),
    }),
  }),
  addSubject: endpoint({
    name: 'neutrality.addSubject',
    method: 'POST',
    path: '/api/v1/neutrality/subjects',
    summary: { zh: '确定碳中和主体与边界', en: 'Name a subject with its boundary' },
    access: { action: 'neutrality.keep' },
    body: z.strictObject({
      ...{ entityId: id, kind: subjectKind, code: shortText, name: shortText, nameEn: shortText, boundary: longText.min(1) },
      ...{ rationale: longText.default(''), ruleSet: shortText },
    }),
    reply: z.object({ id }),
    status: 201,
    refusals: ['not_found', 'already_exists'],
  }),
  changeSubject: endpoint({
    name: 'neutrality.changeSubject',
    method: 'PUT',
    path: '/api/v1/neutrality/subjects/{subjectId}',
    summary: { zh: '修改主体的名称、边界或依据（新版本）', en: 'Change name, boundary or rule set of a subject (a new version)' },
    access: { action: 'neutrality.keep' },
    params: z.object({ subjectId: id }),
    body: z.strictObject({
      ...{
        name: shortText,
        nameEn: shortText,
        boundary: longText.min(1),
        rationale: longText.default(''),
        ruleSet: shortText,
        seenVersion: z.int(),
      },
    }),
    reply: z.object({ id, version: z.int() }),
    refusals: ['not_found', 'conflict'],
  }),
  readSubject: endpoint({
    name: 'neutrality.readSubject',
    method: 'GET',
    path: '/api/v1/neutrality/subjects/{subjectId}',
    summary: { zh: '一个主体：步骤、文件、期间、条件与声明', en: 'A subject: steps, papers, periods, conditions and claims' },
    access: { action: 'neutrality.read' },
    params: z.object({ subjectId: id }),
    reply: z.object({
      subject: neutralitySubject,
      periods: z.array(period.extend({ figures: figures.nullable(), conditions: z.array(condition) })),
      papers: z.array(neutralityPaper),
      claims: z.array(claimShort),
      steps: z.array(step),
    }),
    refusals: ['not_found'],
  }),
  readSources: endpoint({
    name: 'neutrality.readSources',
    method: 'GET',
    path: '/api/v1/neutrality/subjects/{subjectId}/footprint-sources',
    summary: { zh: '可引用的已批准清单或产品碳足迹', en: 'Approved inventories or product footprints to take figures from' },
    access: { action: 'neutrality.read' },
    params: z.object({ subjectId: id }),
    query: z.object({ periodId: id }),
    reply: z.object({
      inventories: z.array(
        z.object({
          ...{ id, version: z.int(), name: z.string(), from: month, to: month, emission: figureText, emissionMarket: figureText, sha256 },
          whyNot: text.nullable(),
        }),
      ),
      footprints: z.array(
        z.object({
          ...{ versionId: id, number: z.int(), name: z.string(), total: z.number(), unitAmount: decimalText, unit: z.string() },
          ...{ validUntil: day.nullable(), sha256, whyNot: text.nullable() },
        }),
      ),
    }),
    refusals: ['not_found'],
  }),
  addPeriod: endpoint({
    name: 'neutrality.addPeriod',
    method: 'POST',
    path: '/api/v1/neutrality/subjects/{subjectId}/periods',
    summary: { zh: '登记一个应用期', en: 'Add a period' },
    access: { action: 'neutrality.keep' },
    params: z.object({ subjectId: id }),
    body: z.strictObject({ startsOn: day, endsOn: day }),
    reply: z.object({ id, no: z.int() }),
    status: 201,
    refusals: ['not_found', 'already_exists'],
  }),
  draftPaper: endpoint({
    name: 'neutrality.draftPaper',
    method: 'POST',
    path: '/api/v1/neutrality/subjects/{subjectId}/papers',
    summary: { zh: '起草承诺、计划、足迹、减排或审定', en: 'Draft a commitment, plan, footprint, reduction or validation' },
    access: { action: 'neutrality.keep' },
    params: z.object({ subjectId: id }),
    body: z.strictObject({ periodId: id.nullable().default(null), content: paperContent }),
    reply: z.object({ id, version: z.int() }),
    status: 201,
    refusals: ['not_found', 'wrong_state', 'conflict'],
  }),
  decidePaper: endpoint({
    name: 'neutrality.decidePaper',
    method: 'POST',
    path: '/api/v1/neutrality/papers/{paperId}/decision',
    summary: {
      zh: '批准或退回；承诺由最高管理者签署',
      en: 'Approve or reject by another person; a commitment is signed by top management',
    },
    access: { action: 'neutrality.read' },
    params: z.object({ paperId: id }),
    body: z.strictObject({ decision: z.enum(['approved', 'rejected']), reason: longText.default('') }),
    reply: z.object({ id }),
    refusals: ['not_found', 'wrong_state', 'reason_required', 'same_person_proposes_and_approves', 'conflict'],
  }),
  draftClaim: endpoint({
    name: 'neutrality.draftClaim',
    method: 'POST',
    path: '/api/v1/neutrality/subjects/{subjectId}/claims',
    summary: { zh: '起草一项声明', en: 'Draft a claim' },
    access: { action: 'neutrality.keep' },
    params: z.object({ subjectId: id }),
    body: z.strictObject({ periodId: id, kind: z.enum(claimKinds) }),
    reply: z.object({ id, number: z.string() }),
    status: 201,
    refusals: ['not_found', 'already_exists', 'conflict'],
  }),
  readClaim: endpoint({
    name: 'neutrality.readClaim',
    method: 'GET',
    path: '/api/v1/neutrality/claims/{claimId}',
    summary: { zh: '一项声明：单位、条件、清单与版本', en: 'A claim: units, conditions, checklist and versions' },
    access: { action: 'neutrality.read' },
    params: claimParams,
    reply: z.object({
      claim: claimShort,
      subject: neutralitySubject,
      period,
      mine: z.boolean(),
      figures: figures.nullable(),
      conditions: z.array(condition),
      result: calculationResult.nullable(),
      statement: text.nullable(),
      checklist: z.array(checklistItem),
      lots: z.array(lot),
      versions: z.array(version),
      withdrawal: z.object({ reason: z.string(), ...done }).nullable(),
      procurements: z.array(
        z.object({
          ...{ id, programme: z.string(), quantity: wholeUnits, neededBy: day, reason: z.string(), ...done },
          /** The request to buy in trading; null for what was asked before there were any. */
          request: purchaseRequest.nullable(),
        }),
      ),
      /** What could be retired for it now. */
      available: z.array(
        z.object({ entityId: id, account: z.enum(['registry', 'trading']), class: unitClassOfLedger, quantity: wholeUnits }),
      ),
    }),
    refusals: ['not_found'],
  }),
  proposeLot: endpoint({
    name: 'neutrality.proposeLot',
    method: 'POST',
    path: '/api/v1/neutrality/claims/{claimId}/lots',
    summary: { zh: '为声明占用待注销的单位，或引用已注销的单位', en: 'Set units apart for a claim, or name units already retired' },
    access: { action: 'neutrality.keep' },
    params: claimParams,
    body: z.strictObject({
      source: z.discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('holding'),
          entityId: id,
          account: z.enum(['registry', 'trading']),
          classId: id,
          quantity: someUnits,
        }),
        z.strictObject({ type: z.literal('retired'), transactionId: id }),
      ]),
      facts: lotFacts,
      evidenceIds: z.array(id).max(20).default([]),
    }),
    reply: z.object({ id }),
    status: 201,
    refusals: [...claimRefusals, 'units_insufficient', 'unit_backs_another_claim', 'units_used_for_compliance', 'units_not_retired'],
  }),
  decideLot: endpoint({
    name: 'neutrality.decideLot',
    method: 'POST',
    path: '/api/v1/neutrality/lots/{lotId}/decision',
    summary: {
      zh: '批准注销（与声明的支撑同一事务），或退回',
      en: 'Approve the retirement, with the backing of the claim in one transaction, or reject',
    },
    access: { action: 'asset.approve_ledger' },
    params: z.object({ lotId: id }),
    body: z.strictObject({ decision: z.enum(['approved', 'rejected']), reason: longText.default('') }),
    reply: z.object({ id, transactionId: id.nullable() }),
    refusals: [
      ...claimRefusals,
      ...([
        'reason_required',
        'same_person_proposes_and_approves',
        'unit_backs_another_claim',
        'units_not_retired',
        'units_used_for_compliance',
      ] as const),
    ],
  }),
  requestUnits: endpoint({
    name: 'neutrality.requestUnits',
    method: 'POST',
    path: '/api/v1/neutrality/claims/{claimId}/procurements',
    summary: { zh: '请交易买入所需单位', en: 'Ask trading to buy the units needed' },
    access: { action: 'neutrality.keep' },
    params: claimParams,
    body: z.strictObject({
      ...{ programme: shortText, quantity: someUnits, neededBy: day, reason: longText.default('') },
      /** Who is to hold the units: the subject's entity unless said otherwise, or one below it. */
      entityId: id.optional(),
    }),
    reply: z.object({ id }),
    status: 201,
    refusals: [...claimRefusals],
  }),
  declareClaim: endpoint({
    name: 'neutrality.declareClaim',
    method: 'POST',
    path: '/api/v1/neutrality/claims/{claimId}/declaration',
    summary: {
      zh: '签署声明：条件齐备时冻结全部内容；更正须写原因',
      en: 'Sign the declaration: freezes everything once every condition is met; a correction needs a reason',
    },
    access: { action: 'neutrality.sign' },
    params: claimParams,
    body: z.strictObject({ reason: longText.default('') }),
    reply: z.object({ version: z.int(), sha256 }),
    status: 201,
    refusals: [...claimRefusals, 'claim_not_allowed', 'reason_required', 'same_person_proposes_and_approves'],
  }),
  publishClaim: endpoint({
    name: 'neutrality.publishClaim',
    method: 'POST',
    path: '/api/v1/neutrality/claims/{claimId}/publication',
    summary: { zh: '公布已签署的声明', en: 'Publish the signed declaration' },
    access: { action: 'neutrality.keep' },
    params: claimParams,
    reply: z.object({ number: z.string(), version: z.int() }),
    status: 201,
    refusals: [...claimRefusals],
  }),
  withdrawClaim: endpoint({
    name: 'neutrality.withdrawClaim',
    method: 'POST',
    path: '/api/v1/neutrality/claims/{claimId}/withdrawal',
    summary: { zh: '撤回声明；已注销的单位不再释放', en: 'Withdraw a claim; retired units stay retired and spent' },
    access: { action: 'neutrality.sign' },
    params: claimParams,
    body: z.strictObject({ reason: longText.min(1) }),
    reply: z.object({ id }),
    refusals: [...claimRefusals],
  }),
  readClaimReport: endpoint({
    name: 'neutrality.readClaimReport',
    method: 'GET',
    path: '/api/v1/neutrality/claims/{claimId}/report',
    summary: { zh: '声明报告（PDF、Word），由冻结的快照生成', en: 'The report of a declaration (PDF, Word), made from its snapshot' },
    access: { action: 'neutrality.read' },
    params: claimParams,
    query: z.object({
      format: z.enum(['pdf', 'docx']).default('pdf'),
      language: z.enum(['zh', 'en']).default('zh'),
      version: z.coerce.number().int().min(1).optional(),
    }),
    reply: z.unknown(),
    replyMedia: 'application/octet-stream',
    refusals: ['not_found', 'wrong_state'],
  }),
} as const;
