import { z } from 'zod';
import { monthState } from './emission-grid.ts';
import { endpoint } from './endpoint.ts';
import { derivation, finding } from './library.ts';
import { day, decimalInput, decimalText, id, instant, month, sha256, shortText, text } from './values.ts';

/** The laboratory of a coal unit: samples with their reports, coal burned day by day, and the month's figures made of them (A.8). */

export const coalParameters = ['carbon', 'ncv', 'hydrogen', 'sulfur', 'moisture', 'ash', 'volatile'] as const;
export const sampleKind = z.enum(['daily', 'batch', 'monthly_composite']);
export const sampleState = z.enum(['as_fired', 'as_received']);
export const coalBasis = z.enum(['ad', 'ar', 'd', 'daf']);

export const accreditation = z
  .strictObject({
    scheme: z.enum(['CMA', 'CNAS']),
    number: shortText,
    validFrom: day,
    validTo: day,
    scope: z.array(z.enum(coalParameters)).min(1),
  })
  .meta({ id: 'Accreditation', description: 'Both days are included.' });

const laboratoryFields = {
  name: shortText,
  nameEn: shortText,
  kind: z.enum(['own', 'external']),
  accreditations: z.array(accreditation).max(20).default([]),
};
export const laboratoryInput = z.strictObject(laboratoryFields).meta({ id: 'LaboratoryDraft' });
export const laboratory = z.object({ ...laboratoryFields, id, version: z.int() }).meta({ id: 'Laboratory' });

/** Figures of a report; per cent on `basis`, except where said. */
const figures = {
  mAd: decimalInput.nullable().default(null),
  mAr: decimalInput.nullable().default(null).meta({ description: "The enterprise's own measurement, %." }),
  carbon: decimalInput.nullable().default(null),
  ncvAr: decimalInput.nullable().default(null).meta({ description: 'GJ/t as received, as the laboratory converted it.' }),
  ash: decimalInput.nullable().default(null).meta({ description: 'On `basis`; air-dried where the basis is dry-ash-free.' }),
  volatile: decimalInput.nullable().default(null),
  hydrogen: decimalInput.nullable().default(null),
  sulfur: decimalInput.nullable().default(null),
  transmittance: decimalInput.nullable().default(null),
  grossCv: decimalInput.nullable().default(null).meta({ description: 'MJ/kg, moist ash-free.' }),
};
export const reportFields = {
  receivedOn: day.nullable().default(null),
  testedOn: day.nullable().default(null),
  reportedOn: day.nullable().default(null),
  laboratoryId: id.nullable().default(null),
  reportNumber: z.string().trim().max(100).default(''),
  standard: z.string().trim().max(200).default(''),
};
const sampleFields = {
  kind: sampleKind,
  number: shortText,
  sampledOn: day,
  state: sampleState.default('as_fired'),
  amountT: decimalInput.nullable().default(null),
  ...reportFields,
  basis: coalBasis.default('ad'),
  ...figures,
  note: z.string().trim().max(2000).default(''),
};
export const sampleInput = z
  .strictObject({ ...sampleFields, fuelStreamId: id, month, evidenceIds: z.array(id).max(20).default([]) })
  .meta({ id: 'CoalSampleDraft' });
const reason = z.string().trim().max(1000).default('');
export const sampleCorrection = z
  .strictObject({ ...sampleFields, evidenceIds: z.array(id).max(20).default([]), reason, version: z.int().min(1) })
  .meta({ id: 'CoalSampleCorrection', description: 'A reason is needed once the sample has a report.' });

const recorded = decimalText.nullable();
const textFigures = {
  mAd: recorded,
  mAr: recorded,
  carbon: recorded,
  ncvAr: recorded,
  ash: recorded,
  volatile: recorded,
  hydrogen: recorded,
  sulfur: recorded,
  transmittance: recorded,
  grossCv: recorded,
};
/** An exact result, with all digits it was computed with. */
const computed = z.string().nullable();
const attached = z.object({
  id,
  title: z.string(),
  kind: z.string(),
  fileName: z.string(),
  fileSha256: sha256,
  mediaType: z.string(),
  revision: z.int(),
});
const sampleShape = {
  sampleId: id,
  versionId: id,
  version: z.int(),
  unitId: id,
  fuelStreamId: id,
  month,
  ...sampleFields,
  state: sampleState,
  basis: coalBasis,
  amountT: decimalText.nullable(),
  ...textFigures,
  withdrawn: z.boolean(),
  reason: z.string(),
  recordedAt: instant,
  recordedByName: z.string(),
};
/** `waiting`: figures or report still out; `flagged`: something that cannot be so; `invalid`: does not count. */
export const sampleStanding = z.enum(['valid', 'waiting', 'late', 'invalid', 'flagged', 'withdrawn']);
export const coalSample = z
  .object({
    ...sampleShape,
    standing: sampleStanding,
    /** Calendar days from sampling to the report. */
    daysToReport: z.int().nullable(),
    reportDue: day,
    /** Last day on which the retained sample is still kept. */
    retainUntil: day,
    carbonAr: computed.meta({ description: '%, as received.' }),
    carbonDaf: computed,
    coalClass: z.string().nullable(),
    findings: z.array(finding),
    evidence: z.array(attached),
  })
  .meta({ id: 'CoalSample' });
export const coalSampleVersion = z.object(sampleShape).meta({ id: 'CoalSampleVersion' });

export const dailyFields = ['fuelT', 'mAr', 'mAd', 'carbon', 'ncvAr', 'ash', 'volatile', 'hydrogen', 'sulfur'] as const;
const coalDay = z.object({
  day,
  fuelT: decimalText.nullable(),
  mAr: decimalText.nullable(),
  fuelVersion: z.int(),
  sampleId: id.nullable(),
});
const deed = z.object({ can: z.boolean(), why: z.string().nullable() });
/** Beside each other: what stands in the month's cell, and what the laboratory gives. */
const comparison = z.object({
  parameter: z.string(),
  title: text,
  unit: z.string(),
  shownDigits: z.int(),
  laboratory: computed,
  cell: decimalText.nullable(),
  same: z.boolean(),
});
export const laboratoryMonth = z
  .object({
    unitId: id,
    unitName: text,
    fuelStreamId: id,
    streamName: text,
    month,
    monthState,
    record: deed,
    adopt: deed,
    days: z.array(coalDay),
    samples: z.array(coalSample),
    /** Which of the three ways of testing the month rests on; null without a valid test. */
    way: sampleKind.nullable(),
    fuelSumT: decimalText.nullable(),
    comparisons: z.array(comparison),
    method: z.object({ id: z.string(), version: z.int(), title: text }),
    derivation: derivation.nullable(),
    findings: z.array(finding),
    adoption: z.object({ id, at: instant, byName: z.string(), contentSha256: sha256 }).nullable(),
  })
  .meta({ id: 'LaboratoryMonth' });

/** `adopted`: the cell is the laboratory's; `ready`: a result is not taken over; `differs`: the cell says otherwise; `default`: no valid test. */
export const laboratoryStatus = z.enum(['empty', 'waiting', 'ready', 'adopted', 'differs', 'default']);
export const laboratoryYear = z
  .object({
    unitId: id,
    unitName: text,
    year: z.int(),
    months: z.array(
      z.object({
        fuelStreamId: id,
        streamName: text,
        month,
        monthState,
        status: laboratoryStatus,
        fuelDays: z.int(),
        samples: z.int(),
        valid: z.int(),
        waiting: z.int(),
        late: z.int(),
        flagged: z.int(),
        way: sampleKind.nullable(),
        carbonAr: computed,
        ncvAr: computed,
        errors: z.int(),
        warnings: z.int(),
      }),
    ),
    /** Retained samples whose time is over: they may be taken out of the store. */
    retention: z.object({ kept: z.int(), over: z.int() }),
  })
  .meta({ id: 'LaboratoryYear' });

const unitYear = z.object({ unitId: id, year: z.coerce.number().int().min(2010).max(2100) });
const coalMonth = z.object({ unitId: id, fuelStreamId: id, month });
const sampleParams = z.object({ sampleId: id });
const base = '/api/v1/units/{unitId}/fuel-streams/{fuelStreamId}/months/{month}';

export const laboratoryEndpoints = {
  listLaboratories: endpoint({
    name: 'laboratory.listLaboratories',
    method: 'GET',
    path: '/api/v1/laboratories',
    summary: { zh: '实验室及其资质', en: 'Laboratories and their accreditation' },
    access: { action: 'emission.read' },
    reply: z.object({ items: z.array(laboratory) }),
  }),
  addLaboratory: endpoint({
    name: 'laboratory.addLaboratory',
    method: 'POST',
    path: '/api/v1/laboratories',
    summary: { zh: '登记实验室', en: 'Record a laboratory' },
    access: { action: 'laboratory.record' },
    body: laboratoryInput,
    reply: laboratory,
    status: 201,
    refusals: ['already_exists'],
  }),
  changeLaboratory: endpoint({
    name: 'laboratory.changeLaboratory',
    method: 'PUT',
    path: '/api/v1/laboratories/{laboratoryId}',
    summary: { zh: '修改实验室与资质', en: 'Change a laboratory and its accreditation' },
    access: { action: 'laboratory.record' },
    params: z.object({ laboratoryId: id }),
    body: laboratoryInput.extend({ version: z.int().min(1) }).meta({ id: 'LaboratoryChange' }),
    reply: laboratory,
    refusals: ['not_found', 'conflict', 'already_exists'],
  }),
  readLaboratoryYear: endpoint({
    name: 'laboratory.readLaboratoryYear',
    method: 'GET',
    path: '/api/v1/units/{unitId}/years/{year}/laboratory',
    summary: { zh: '机组全年化验情况（按月）', en: "A unit's laboratory record by month" },
    access: { action: 'emission.read' },
    params: unitYear,
    reply: laboratoryYear,
    refusals: ['not_found'],
  }),
  readLaboratoryMonth: endpoint({
    name: 'laboratory.readLaboratoryMonth',
    method: 'GET',
    path: `${base}/laboratory`,
    summary: {
      zh: '一个煤流一个月的煤样、每日耗煤与加权结果',
      en: "A coal stream's month: samples, coal by day, and what is made of them",
    },
    access: { action: 'emission.read' },
    params: coalMonth,
    reply: laboratoryMonth,
    refusals: ['not_found'],
  }),
  recordDailyCoal: endpoint({
    name: 'laboratory.recordDailyCoal',
    method: 'POST',
    path: `${base}/daily-coal`,
    summary: { zh: '录入每日耗煤与每日煤样（整块）', en: 'Record coal and samples day by day (a block, all or nothing)' },
    access: { action: 'laboratory.record' },
    params: coalMonth,
    body: z.strictObject({
      cells: z
        .array(z.strictObject({ day, field: z.enum(dailyFields), value: decimalInput.nullable(), seenVersion: z.int().min(0).optional() }))
        .min(1)
        .max(600),
      /** On which basis the figures of days stand that had no sample before. */
      basis: coalBasis.exclude(['daf']).default('ad'),
    }),
    reply: laboratoryMonth,
    refusals: ['not_found', 'month_not_open', 'conflict', 'reason_required'],
  }),
  recordSample: endpoint({
    name: 'laboratory.recordSample',
    method: 'POST',
    path: '/api/v1/units/{unitId}/coal-samples',
    summary: { zh: '登记煤样', en: 'Record a coal sample' },
    access: { action: 'laboratory.record' },
    params: z.object({ unitId: id }),
    body: sampleInput,
    reply: coalSample,
    status: 201,
    refusals: ['not_found', 'month_not_open', 'already_exists'],
  }),
  readSample: endpoint({
    name: 'laboratory.readSample',
    method: 'GET',
    path: '/api/v1/coal-samples/{sampleId}',
    summary: { zh: '煤样、判定与全部版本', en: 'A coal sample, what is said of it, and all its versions' },
    access: { action: 'emission.read' },
    params: sampleParams,
    reply: z
      .object({
        sample: coalSample,
        unitName: text,
        streamName: text,
        laboratoryName: text.nullable(),
        monthState,
        record: deed,
        versions: z.array(coalSampleVersion),
        retainedMassKg: decimalText,
      })
      .meta({ id: 'CoalSampleDetail' }),
    refusals: ['not_found'],
  }),
  correctSample: endpoint({
    name: 'laboratory.correctSample',
    method: 'PUT',
    path: '/api/v1/coal-samples/{sampleId}',
    summary: { zh: '更正煤样（新版本）', en: 'Correct a coal sample by a new version' },
    access: { action: 'laboratory.record' },
    params: sampleParams,
    body: sampleCorrection,
    reply: coalSample,
    refusals: ['not_found', 'month_not_open', 'conflict', 'wrong_state', 'reason_required'],
  }),
  withdrawSample: endpoint({
    name: 'laboratory.withdrawSample',
    method: 'POST',
    path: '/api/v1/coal-samples/{sampleId}/withdraw',
    summary: { zh: '撤回误登的煤样', en: 'Withdraw a coal sample' },
    access: { action: 'laboratory.record' },
    params: sampleParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(1000), version: z.int().min(1) }),
    reply: coalSample,
    refusals: ['not_found', 'month_not_open', 'conflict', 'wrong_state'],
  }),
  reportSamples: endpoint({
    name: 'laboratory.reportSamples',
    method: 'POST',
    path: `${base}/report`,
    summary: { zh: '为若干煤样登记同一份检测报告', en: 'Record one report for several samples' },
    access: { action: 'laboratory.record' },
    params: coalMonth,
    body: z.strictObject({
      samples: z
        .array(z.strictObject({ sampleId: id, version: z.int().min(1) }))
        .min(1)
        .max(200),
      receivedOn: day,
      testedOn: day,
      reportedOn: day,
      laboratoryId: id,
      reportNumber: shortText,
      standard: z.string().trim().max(200).default(''),
      evidenceIds: z.array(id).max(20).default([]),
      reason,
    }),
    reply: laboratoryMonth,
    refusals: ['not_found', 'month_not_open', 'conflict', 'wrong_state', 'reason_required'],
  }),
  adoptLaboratoryValues: endpoint({
    name: 'laboratory.adoptLaboratoryValues',
    method: 'POST',
    path: `${base}/adopt`,
    summary: {
      zh: '把化验结果采用到当月数据（计算值，附推导与证据）',
      en: "Take the laboratory's values into the month, with derivation and evidence",
    },
    access: { action: 'emission.record' },
    params: coalMonth,
    body: z.strictObject({}),
    reply: laboratoryMonth,
    refusals: ['not_found', 'month_not_open', 'wrong_state'],
  }),
} as const;
