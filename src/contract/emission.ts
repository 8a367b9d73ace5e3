import { z } from 'zod';
import { evidenceKind } from './document.ts';
import { acquisition, cellInput, monthGrid, monthState } from './emission-grid.ts';
import { endpoint } from './endpoint.ts';
import { calculationResult, convention, derivation, finding } from './library.ts';
import { dataYear, decimalText, figureText, id, instant, month, sha256, text } from './values.ts';

/** Activity data by unit and month → emissions with derivation (A.8, A.9). */

export const numberWithPlace = z
  .object({ value: z.string().nullable(), shown: z.string().nullable(), unit: z.string(), nodeId: z.string().nullable(), title: text })
  .meta({ id: 'NumberWithPlace' });

export const annualResult = z
  .object({
    entityId: id,
    entityName: text,
    year: z.int(),
    total: numberWithPlace,
    obligation: numberWithPlace,
    previousTotal: numberWithPlace.nullable(),
    completeness: z.object({ given: z.int(), required: z.int(), evidenced: z.int(), approvedMonths: z.int(), allMonths: z.int() }),
    units: z.array(
      z.object({
        unitId: id,
        unitName: text,
        entityId: id,
        total: numberWithPlace,
        previousTotal: numberWithPlace.nullable(),
        intensities: z.array(numberWithPlace),
        facts: z.array(numberWithPlace),
        monthly: z.array(
          z.object({
            month,
            emission: numberWithPlace,
            previous: z.string().nullable(),
            intensity: numberWithPlace.nullable(),
            state: monthState,
          }),
        ),
        /** Share of each fuel stream and purchased power in the unit's total, tCO2. */
        sources: z.array(z.object({ name: text, emission: numberWithPlace })),
        findings: z.array(finding),
        conventions: z.array(convention),
      }),
    ),
    findings: z.array(finding),
    /** Approved corrections of locked months: the year's figures hold them. */
    corrected: z.array(
      z.object({ unitId: id, month, number: z.int(), changeT: figureText.nullable(), approvedAt: instant.nullable(), reason: z.string() }),
    ),
  })
  .meta({ id: 'AnnualResult' });

export const derivationView = z
  .object({
    unitId: id,
    year: z.int(),
    nodeId: z.string(),
    derivation,
    /** Frozen calculation the node was read from; null when computed now from current data. */
    frozen: z.object({ calculationId: id, contentSha256: sha256, recordedAt: instant }).nullable(),
    /** What stands behind the input nodes, by `ref`. */
    data: z.array(
      z.object({
        ref: z.string(),
        cellId: id,
        rowTitle: text,
        month,
        version: z.int(),
        value: decimalText.nullable(),
        unit: z.string(),
        givenValue: z.string().nullable(),
        givenUnit: z.string(),
        acquisition,
        comment: z.string(),
        recordedAt: instant,
        recordedByName: z.string(),
        evidence: z.array(
          z.object({
            id,
            title: z.string(),
            kind: z.string(),
            fileSha256: sha256,
            fileName: z.string(),
            mediaType: z.string(),
            revision: z.int(),
          }),
        ),
      }),
    ),
    approvals: z.array(
      z.object({
        month,
        fromState: monthState,
        toState: monthState,
        at: instant,
        byName: z.string(),
        reason: z.string(),
        snapshotSha256: z.string().nullable(),
      }),
    ),
    /** Why a factor of a meter applies: which days of which meter, by the factor's symbol and month, from the calibrations as they stand. */
    penalties: z
      .array(z.object({ symbol: z.string(), month, factor: figureText, why: text, meterId: id, meterCode: z.string() }))
      .optional(),
    conventions: z.array(convention),
    findings: z.array(finding),
  })
  .meta({ id: 'DerivationView' });

export const workbench = z
  .object({
    today: z.string(),
    year: z.int(),
    headline: z.array(
      z.object({
        key: z.string(),
        number: numberWithPlace,
        compare: z.object({ label: text, value: z.string() }).nullable(),
        path: z.string(),
      }),
    ),
    completeness: z.object({ given: z.int(), required: z.int(), evidenced: z.int(), approvedMonths: z.int(), allMonths: z.int() }),
    months: z.array(
      z.object({
        unitId: id,
        unitName: text,
        month,
        state: monthState,
        given: z.int(),
        required: z.int(),
        errors: z.int(),
        warnings: z.int(),
        /** A draft because somebody returned it. */
        returned: z.boolean(),
      }),
    ),
    due: z.array(z.object({ key: z.string(), title: text, due: z.string(), daysLeft: z.int(), done: z.boolean(), path: z.string() })),
    wrong: z.array(z.object({ severity: z.enum(['error', 'warning', 'info']), title: text, path: z.string() })),
    next: z.array(z.object({ key: z.string(), title: text, count: z.int(), path: z.string() })),
  })
  .meta({ id: 'Workbench' });

const unitYear = z.object({ unitId: id, year: dataYear });
const unitMonth = z.object({ unitId: id, month });

export const emissionEndpoints = {
  readWorkbench: endpoint({
    name: 'emission.readWorkbench',
    method: 'GET',
    path: '/api/v1/workbench',
    summary: { zh: '工作台：在哪里、什么到期、什么不对、下一步', en: 'Workbench: where we are, what is due, what is wrong, what next' },
    access: { action: 'emission.read' },
    query: z.object({ year: dataYear.optional() }),
    reply: workbench,
  }),
  readMonthGrid: endpoint({
    name: 'emission.readMonthGrid',
    method: 'GET',
    path: '/api/v1/units/{unitId}/years/{year}/grid',
    summary: { zh: '机组全年月度表', en: "A unit's month grid for a year" },
    access: { action: 'emission.read' },
    params: unitYear,
    reply: monthGrid,
    refusals: ['not_found'],
  }),
  recordActivityData: endpoint({
    name: 'emission.recordActivityData',
    method: 'POST',
    path: '/api/v1/units/{unitId}/years/{year}/activity-data',
    summary: { zh: '录入活动数据（整块保存，全部成功或全部不保存）', en: 'Record activity data (a block, all or nothing)' },
    access: { action: 'emission.record' },
    params: unitYear,
    body: z.strictObject({ cells: z.array(cellInput).min(1).max(2000) }),
    reply: monthGrid,
    refusals: ['not_found', 'month_not_open', 'conflict', 'unit_mismatch'],
  }),
  attachEvidence: endpoint({
    name: 'emission.attachEvidence',
    method: 'POST',
    path: '/api/v1/units/{unitId}/years/{year}/evidence',
    summary: { zh: '为数值附上或移除证据', en: 'Attach evidence to values, or take it off' },
    access: { action: 'emission.record' },
    params: unitYear,
    body: z.strictObject({
      cellIds: z.array(id).min(1).max(500),
      add: z.array(id).max(50).default([]),
      remove: z.array(id).max(50).default([]),
      /** What the added pieces serve as here; none: what they are themselves. */
      kinds: z.array(evidenceKind).max(10).optional(),
    }),
    reply: monthGrid,
    refusals: ['not_found', 'month_not_open'],
  }),
  readCell: endpoint({
    name: 'emission.readCell',
    method: 'GET',
    path: '/api/v1/activity-cells/{cellId}',
    summary: { zh: '一个数值的全部版本与证据', en: 'All versions of a value and its evidence' },
    access: { action: 'emission.read' },
    params: z.object({ cellId: id }),
    reply: z
      .object({
        cellId: id,
        unitId: id,
        month,
        title: text,
        unit: z.string(),
        versions: z.array(
          z.object({
            datumId: id,
            version: z.int(),
            value: decimalText.nullable(),
            givenValue: z.string().nullable(),
            givenUnit: z.string(),
            acquisition,
            comment: z.string(),
            recordedAt: instant,
            recordedByName: z.string(),
          }),
        ),
        evidence: z.array(
          z.object({
            id,
            title: z.string(),
            kind: z.string(),
            fileName: z.string(),
            fileSha256: sha256,
            mediaType: z.string(),
            revision: z.int(),
          }),
        ),
      })
      .meta({ id: 'ActivityCell' }),
    refusals: ['not_found'],
  }),
  moveMonth: endpoint({
    name: 'emission.moveMonth',
    method: 'POST',
    path: '/api/v1/units/{unitId}/months/{month}/move',
    summary: { zh: '提交、审核、批准、锁定或退回一个月', en: 'Submit, review, approve, lock or return a month' },
    access: { action: 'emission.read' },
    params: unitMonth,
    body: z.strictObject({
      to: z.enum(['in_review', 'reviewed', 'approved', 'locked', 'draft']),
      reason: z.string().trim().max(1000).default(''),
      version: z.int().min(0),
    }),
    reply: monthGrid,
    refusals: [
      'not_found',
      'wrong_state',
      'conflict',
      'month_has_errors',
      'warning_needs_reason',
      'reason_required',
      'same_person_enters_and_reviews',
      'same_person_enters_and_approves',
      'same_person_reviews_and_approves',
    ],
  }),
  explainWarning: endpoint({
    name: 'emission.explainWarning',
    method: 'POST',
    path: '/api/v1/units/{unitId}/months/{month}/reasons',
    summary: { zh: '说明一条警告的理由', en: 'Give the reason for a warning' },
    access: { action: 'emission.record' },
    params: unitMonth,
    body: z.strictObject({ code: z.string().max(80), place: z.string().max(300), reason: z.string().trim().min(1).max(1000) }),
    reply: monthGrid,
    refusals: ['not_found', 'month_not_open'],
  }),
  readMonthHistory: endpoint({
    name: 'emission.readMonthHistory',
    method: 'GET',
    path: '/api/v1/units/{unitId}/months/{month}/history',
    summary: { zh: '一个月的状态经过', en: 'How a month went from state to state' },
    access: { action: 'emission.read' },
    params: unitMonth,
    reply: z.object({
      items: z.array(
        z.object({
          fromState: monthState,
          toState: monthState,
          at: instant,
          byName: z.string(),
          reason: z.string(),
          snapshotSha256: z.string().nullable(),
        }),
      ),
    }),
    refusals: ['not_found'],
  }),
  readAnnualResult: endpoint({
    name: 'emission.readAnnualResult',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/result',
    summary: { zh: '主体年度排放：按机组、按月、强度', en: "An entity's annual emission: by unit, by month, with intensities" },
    access: { action: 'emission.read' },
    params: z.object({ entityId: id, year: dataYear }),
    reply: annualResult,
    refusals: ['not_found'],
  }),
  readDerivation: endpoint({
    name: 'emission.readDerivation',
    method: 'GET',
    path: '/api/v1/units/{unitId}/years/{year}/derivation',
    summary: {
      zh: '一个数的推导：公式、数据、因子、证据、批准',
      en: 'How a number came about: formula, data, factors, evidence, approvals',
    },
    access: { action: 'emission.read' },
    params: unitYear,
    query: z.object({ node: z.string().max(300), calculationId: id.optional() }),
    reply: derivationView,
    refusals: ['not_found'],
  }),
  readEntityDerivation: endpoint({
    name: 'emission.readEntityDerivation',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/derivation',
    summary: { zh: '主体总量的推导', en: "How an entity's total came about" },
    access: { action: 'emission.read' },
    params: z.object({ entityId: id, year: dataYear }),
    query: z.object({ node: z.string().max(300) }),
    reply: derivationView.omit({ unitId: true }).extend({ entityId: id }).meta({ id: 'EntityDerivationView' }),
    refusals: ['not_found'],
  }),
  readCalculation: endpoint({
    name: 'emission.readCalculation',
    method: 'GET',
    path: '/api/v1/frozen-calculations/{calculationId}',
    summary: { zh: '一次冻结的计算，逐字节可重算', en: 'A frozen calculation, which recomputes byte for byte' },
    access: { action: 'emission.read' },
    params: z.object({ calculationId: id }),
    reply: z.object({
      id,
      methodSha256: sha256,
      contentSha256: sha256,
      recordedAt: instant,
      recomputes: z.enum(['identical', 'different', 'method_changed']),
      result: calculationResult,
    }),
    refusals: ['not_found'],
  }),
} as const;
