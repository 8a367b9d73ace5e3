import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { dataYear, day, decimalInput, figureText, id, month, text } from './values.ts';

/** What late or missing calibrations and tests cost, in tonnes and yuan (A.7, A.9). */

export const penaltySpan = z.object({
  from: day,
  to: day,
  days: z.int(),
  meterId: id,
  meterCode: z.string(),
  meterName: text,
  fault: z.enum(['never_calibrated', 'not_calibrated', 'error_found']),
  calibrationId: id.nullable(),
  certificateNo: z.string(),
  ratePct: figureText,
});

export const penalty = z
  .object({
    kind: z.enum(['calibration', 'unmeasured']),
    unitId: id,
    unitName: text,
    month,
    /** Row of the grid it belongs to; null where it concerns several streams. */
    rowKey: z.string().nullable(),
    title: text,
    why: text,
    cure: text,
    clause: z.string(),
    factor: figureText.nullable(),
    share: z.enum(['daily_records', 'days_of_month']).nullable(),
    spans: z.array(penaltySpan),
    /** With and without the penalty, in `unit`. */
    withPenalty: figureText.nullable(),
    without: figureText.nullable(),
    unit: z.string(),
    /** More emission, or less allowance where the production data are taken lower. */
    basis: z.enum(['emission', 'allowance']),
    costT: figureText.nullable(),
    costYuan: figureText.nullable(),
    /** The month is frozen: what it was frozen with stands. */
    frozen: z.boolean(),
  })
  .meta({ id: 'Penalty' });

export const penaltyList = z
  .object({
    year: z.int(),
    items: z.array(penalty),
    /** Null where none was given and none is published for the day. */
    price: z.object({ value: figureText, unit: z.string(), day: day.nullable(), source: z.string().nullable() }).nullable(),
    emissionT: figureText,
    allowanceT: figureText,
    totalT: figureText,
    totalYuan: figureText.nullable(),
    conventions: z.array(text),
  })
  .meta({ id: 'PenaltyList' });

const query = z.object({ price: decimalInput.optional() });

export const penaltyEndpoints = {
  readUnitPenalties: endpoint({
    name: 'emission.readUnitPenalties',
    method: 'GET',
    path: '/api/v1/units/{unitId}/years/{year}/penalties',
    summary: { zh: '机组年度的保守修正与缺测代价', en: "What missing calibrations and tests cost a unit's year" },
    access: { action: 'emission.read' },
    params: z.object({ unitId: id, year: dataYear }),
    query,
    reply: penaltyList,
    refusals: ['not_found'],
  }),
  readEntityPenalties: endpoint({
    name: 'emission.readEntityPenalties',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/penalties',
    summary: { zh: '主体年度的保守修正与缺测代价', en: "What missing calibrations and tests cost an entity's year" },
    access: { action: 'emission.read' },
    params: z.object({ entityId: id, year: dataYear }),
    query,
    reply: penaltyList,
    refusals: ['not_found'],
  }),
} as const;
