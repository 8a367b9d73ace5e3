import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, decimalInput, decimalText, id, instant, shortText } from './values.ts';

/** Meters and their calibrations (clause 7.1; A.7). */

export const meterKind = z.enum([
  'belt_scale',
  'feeder',
  'truck_scale',
  'electricity_meter',
  'steam_flow',
  'gas_meter',
  'oil_meter',
  'analyser',
]);

export const calibrationInput = z
  .strictObject({
    calibratedOn: day,
    validUntil: day,
    foundErrorPct: decimalInput.nullable().default(null),
    result: z.enum(['in_class', 'out_of_class']),
    body: shortText,
    certificateNo: z.string().trim().max(100).default(''),
    evidenceId: id.nullable().default(null),
  })
  .meta({ id: 'CalibrationDraft' });
/** Why something recorded is changed; kept in the history. */
const changeReason = z.string().trim().min(1).max(1000);
export const calibrationCorrection = z
  .strictObject({ ...calibrationInput.shape, reason: changeReason })
  .meta({ id: 'CalibrationCorrection' });
export const calibration = z
  .object({
    ...calibrationInput.shape,
    id,
    foundErrorPct: decimalText.nullable(),
    evidence: z.object({ id, title: z.string() }).nullable(),
    recordedAt: instant,
    /** The version that this one corrects; null for a first version. */
    supersedes: id.nullable(),
    /** Why it was corrected; empty for a first version. */
    reason: z.string(),
  })
  .omit({ evidenceId: true })
  .meta({ id: 'Calibration' });
const meterFields = {
  code: z.string().trim().min(1).max(40),
  name: shortText,
  nameEn: shortText,
  kind: meterKind,
  model: z.string().trim().max(100).default(''),
  location: z.string().trim().max(200).default(''),
  parameter: z.string().max(60),
  accuracyClass: z.string().trim().min(1).max(10),
  accuracyPct: decimalInput,
  calibrationIntervalMonths: z.int().min(1).max(120),
  inServiceFrom: day,
  inServiceTo: day.nullable().default(null),
};
export const meterInput = z.strictObject({ ...meterFields, entityId: id, unitId: id.nullable() }).meta({ id: 'MeterDraft' });
const { inServiceTo: _retirement, ...changeableMeterFields } = meterFields;
export const meterChange = z
  .strictObject({ ...changeableMeterFields, unitId: id.nullable(), reason: changeReason, version: z.int().min(1) })
  .meta({ id: 'MeterChange' });
export const servicePeriod = z.object({ from: day, to: day.nullable() }).meta({ id: 'ServicePeriod' });
const serviceMove = z
  .strictObject({ from: day, reason: changeReason, version: z.int().min(1) })
  .meta({ id: 'MeterServiceMove', description: 'The first day out of service, or in service again.' });
export const meter = z
  .object({
    ...meterFields,
    accuracyPct: decimalText,
    id,
    entityId: id,
    unitId: id.nullable(),
    version: z.int(),
    /** Oldest first; days out of service lie between them. */
    servicePeriods: z.array(servicePeriod),
    /** Was in service and is not on the day of the product's clock. */
    retired: z.boolean(),
    /** Those that stand, latest first: neither superseded nor withdrawn. */
    calibrations: z.array(calibration),
    /** Against the day of the product's clock. */
    calibrationState: z.enum(['valid', 'due_soon', 'expired', 'never']),
    validUntil: day.nullable(),
  })
  .meta({ id: 'Meter' });

export const meterHistoryEntry = z
  .object({
    kind: z.string(),
    at: instant,
    byName: z.string(),
    reason: z.string(),
    /** What the entry is about when it is a calibration. */
    calibration: z.object({ id, calibratedOn: day, certificateNo: z.string() }).nullable(),
    /** Fields that differ from the version before; empty for a first version. */
    changes: z.array(z.object({ field: z.string(), from: z.json(), to: z.json() })),
  })
  .meta({ id: 'MeterHistoryEntry' });

const meterParams = z.object({ meterId: id });
const calibrationParams = z.object({ meterId: id, calibrationId: id });
export const meterEndpoints = {
  listMeters: endpoint({
    name: 'organization.listMeters',
    method: 'GET',
    path: '/api/v1/meters',
    summary: { zh: '计量器具及校准', en: 'Meters and their calibrations' },
    access: { action: 'organization.read' },
    query: z.object({ entityId: id.optional(), unitId: id.optional() }),
    reply: z.object({ items: z.array(meter) }),
  }),
  addMeter: endpoint({
    name: 'organization.addMeter',
    method: 'POST',
    path: '/api/v1/meters',
    summary: { zh: '新增计量器具', en: 'Add a meter' },
    access: { action: 'meter.maintain' },
    body: meterInput,
    reply: meter,
    status: 201,
    refusals: ['not_found', 'already_exists'],
  }),
  recordCalibration: endpoint({
    name: 'organization.recordCalibration',
    method: 'POST',
    path: '/api/v1/meters/{meterId}/calibrations',
    summary: { zh: '登记校准', en: 'Record a calibration' },
    access: { action: 'meter.maintain' },
    params: meterParams,
    body: calibrationInput,
    reply: meter,
    status: 201,
    refusals: ['not_found'],
  }),
  changeMeter: endpoint({
    name: 'organization.changeMeter',
    method: 'PUT',
    path: '/api/v1/meters/{meterId}',
    summary: { zh: '修改计量器具', en: 'Change a meter' },
    access: { action: 'meter.maintain' },
    params: meterParams,
    body: meterChange,
    reply: meter,
    refusals: ['not_found', 'already_exists', 'conflict'],
  }),
  retireMeter: endpoint({
    name: 'organization.retireMeter',
    method: 'POST',
    path: '/api/v1/meters/{meterId}/retire',
    summary: { zh: '停用计量器具（自某日起）', en: 'Take a meter out of service from a day' },
    access: { action: 'meter.maintain' },
    params: meterParams,
    body: serviceMove,
    reply: meter,
    refusals: ['not_found', 'wrong_state', 'conflict'],
  }),
  bringBackMeter: endpoint({
    name: 'organization.bringBackMeter',
    method: 'POST',
    path: '/api/v1/meters/{meterId}/bring-back',
    summary: { zh: '恢复使用计量器具（自某日起）', en: 'Bring a meter back into service from a day' },
    access: { action: 'meter.maintain' },
    params: meterParams,
    body: serviceMove,
    reply: meter,
    refusals: ['not_found', 'wrong_state', 'conflict'],
  }),
  correctCalibration: endpoint({
    name: 'organization.correctCalibration',
    method: 'PUT',
    path: '/api/v1/meters/{meterId}/calibrations/{calibrationId}',
    summary: { zh: '更正校准（新版本）', en: 'Correct a calibration by a new version' },
    access: { action: 'meter.maintain' },
    params: calibrationParams,
    body: calibrationCorrection,
    reply: meter,
    refusals: ['not_found', 'conflict'],
  }),
  withdrawCalibration: endpoint({
    name: 'organization.withdrawCalibration',
    method: 'POST',
    path: '/api/v1/meters/{meterId}/calibrations/{calibrationId}/withdraw',
    summary: { zh: '撤回误登的校准', en: 'Withdraw a calibration recorded by mistake' },
    access: { action: 'meter.maintain' },
    params: calibrationParams,
    body: z.strictObject({ reason: changeReason }),
    reply: meter,
    refusals: ['not_found', 'conflict'],
  }),
  readMeterHistory: endpoint({
    name: 'organization.readMeterHistory',
    method: 'GET',
    path: '/api/v1/meters/{meterId}/history',
    summary: { zh: '计量器具及其校准的变更历史', en: 'What was done to a meter and its calibrations' },
    access: { action: 'organization.read' },
    params: meterParams,
    reply: z.object({ items: z.array(meterHistoryEntry) }),
    refusals: ['not_found'],
  }),
} as const;
