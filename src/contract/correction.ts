import { z } from 'zod';
import { acquisition } from './emission-grid.ts';
import { endpoint } from './endpoint.ts';
import { dataYear, decimalInput, figureText, id, instant, month, text } from './values.ts';

/** Corrections of locked months (A.9): a new version with reason and difference, while the old one stays readable. */

export const correctionChange = z
  .strictObject({
    parameter: z.string().max(60),
    fuelStreamId: id.nullable(),
    /** null withdraws the value. */
    value: decimalInput.nullable(),
    unit: z.string().max(40).optional(),
    acquisition: acquisition.default('measured'),
    comment: z.string().trim().max(1000).default(''),
  })
  .meta({ id: 'CorrectionChange' });

const difference = z.object({
  unit: z.string(),
  /** As it was frozen, by the data of then under present rules and calibrations, and with the changed values. */
  frozen: figureText.nullable(),
  restated: figureText.nullable(),
  corrected: figureText.nullable(),
  /** Corrected less frozen. */
  change: figureText.nullable(),
});
const changedValue = z.object({
  rowKey: z.string(),
  title: text,
  unit: z.string(),
  before: figureText.nullable(),
  after: figureText.nullable(),
});
const deed = z.object({ can: z.boolean(), why: z.string().nullable() });

export const monthCorrection = z
  .object({
    id,
    unitId: id,
    month,
    number: z.int(),
    state: z.enum(['requested', 'reviewed', 'approved', 'rejected']),
    reason: z.string(),
    changes: z.array(changedValue),
    difference,
    calculationId: id,
    newCalculationId: id.nullable(),
    /** The month's emission in both calculations. */
    nodeId: z.string(),
    evidence: z.array(z.object({ id, title: z.string() })),
    requestedAt: instant,
    requestedByName: z.string(),
    reviewedAt: instant.nullable(),
    reviewedByName: z.string().nullable(),
    decidedAt: instant.nullable(),
    decidedByName: z.string().nullable(),
    decisionReason: z.string(),
    version: z.int(),
    deeds: z.object({ review: deed, approve: deed, reject: deed }),
  })
  .meta({ id: 'MonthCorrection' });

const list = z.object({ items: z.array(monthCorrection) }).meta({ id: 'MonthCorrections' });
const unitMonth = z.object({ unitId: id, month });
const changes = z.array(correctionChange).max(200);

export const correctionEndpoints = {
  listCorrections: endpoint({
    name: 'emission.listCorrections',
    method: 'GET',
    path: '/api/v1/units/{unitId}/years/{year}/corrections',
    summary: { zh: '机组年度内已锁定月份的更正', en: "Corrections of a unit's locked months in a year" },
    access: { action: 'emission.read' },
    params: z.object({ unitId: id, year: dataYear }),
    reply: list,
    refusals: ['not_found'],
  }),
  previewCorrection: endpoint({
    name: 'emission.previewCorrection',
    method: 'POST',
    path: '/api/v1/units/{unitId}/months/{month}/corrections/preview',
    summary: { zh: '试算更正前后的差额（不保存）', en: 'What a correction would change; stores nothing' },
    access: { action: 'emission.read' },
    params: unitMonth,
    body: z.strictObject({ changes }),
    reply: z.object({ changes: z.array(changedValue), difference }),
    refusals: ['not_found', 'wrong_state', 'unit_mismatch'],
  }),
  requestCorrection: endpoint({
    name: 'emission.requestCorrection',
    method: 'POST',
    path: '/api/v1/units/{unitId}/months/{month}/corrections',
    summary: { zh: '申请更正已锁定的月份', en: 'Request the correction of a locked month' },
    access: { action: 'emission.record' },
    params: unitMonth,
    body: z.strictObject({ reason: z.string().trim().min(1).max(2000), changes, evidenceIds: z.array(id).max(20).default([]) }),
    reply: list,
    status: 201,
    refusals: ['not_found', 'wrong_state', 'already_exists', 'month_has_errors', 'unit_mismatch'],
  }),
  decideCorrection: endpoint({
    name: 'emission.decideCorrection',
    method: 'POST',
    path: '/api/v1/corrections/{correctionId}/decide',
    summary: { zh: '审核、批准或驳回更正', en: 'Review, approve or reject a correction' },
    access: { action: 'emission.read' },
    params: z.object({ correctionId: id }),
    body: z.strictObject({
      deed: z.enum(['review', 'approve', 'reject']),
      reason: z.string().trim().max(1000).default(''),
      version: z.int().min(1),
    }),
    reply: list,
    refusals: [
      'not_found',
      'wrong_state',
      'conflict',
      'reason_required',
      'month_has_errors',
      'same_person_enters_and_reviews',
      'same_person_enters_and_approves',
      'same_person_reviews_and_approves',
    ],
  }),
} as const;
