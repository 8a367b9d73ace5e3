import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, decimalInput, decimalText, id, instant, longText, shortText, text } from './values.ts';

/** Boundaries, units, fuel streams and meters (clauses 4.3 and 7.1, A.4). */

export const entityKind = z.enum(['group', 'company', 'plant']);
export const consolidationApproach = z.enum(['equity_share', 'financial_control', 'operational_control']);
export const unitClass = z.enum(['conventional_coal_above_300mw', 'conventional_coal_up_to_300mw', 'non_conventional_coal', 'gas']);
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

const entityFields = {
  parentId: id.nullable(),
  kind: entityKind,
  name: shortText,
  nameEn: shortText,
  code: z.string().trim().max(60).default(''),
  country: z.string().length(2).default('CN'),
  region: z.string().max(10).nullable().default(null),
  address: z.string().trim().max(300).default(''),
  longitude: decimalInput.nullable().default(null),
  latitude: decimalInput.nullable().default(null),
  altitudeM: decimalInput.nullable().default(null),
  industryCode: z.string().trim().max(20).default(''),
  equitySharePct: decimalInput.default('100'),
  financialControl: z.enum(['yes', 'joint', 'no']).default('yes'),
  operationalControl: z.boolean().default(true),
  /** Counts 0 under equity share (GHG Protocol Corporate Standard ch. 3). */
  fixedAssetInvestment: z.boolean().default(false),
  validFrom: day,
  validTo: day.nullable().default(null),
};
export const entityInput = z.strictObject(entityFields).meta({ id: 'EntityDraft' });
export const entityChange = z.strictObject({ ...entityFields, version: z.int().min(1) }).meta({ id: 'EntityChange' });
export const entity = z
  .object({
    ...entityFields,
    id,
    longitude: decimalText.nullable(),
    latitude: decimalText.nullable(),
    altitudeM: decimalText.nullable(),
    equitySharePct: decimalText,
    version: z.int(),
    changedAt: instant,
  })
  .meta({ id: 'Entity' });

const unitFields = {
  name: shortText,
  nameEn: shortText,
  code: z.string().trim().min(1).max(20),
  unitClass,
  product: z.enum(['condensing', 'chp']),
  capacityMw: decimalInput,
  boilerType: z.enum(['', 'pulverized', 'cfb', 'gas_turbine', 'other']).default(''),
  cooling: z.enum(['', 'open_water', 'closed_water', 'air', 'back_pressure']).default(''),
  methodId: z.string().max(80).default('cn-power-generation'),
  commissionedOn: day,
  retiredOn: day.nullable().default(null),
};
export const fuelStreamInput = z
  .strictObject({
    code: z.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
    name: shortText,
    nameEn: shortText,
    fuelKind: z.enum(['coal', 'oil', 'gas']),
    fuel: z.string().max(40),
  })
  .meta({ id: 'FuelStreamDraft' });
export const fuelStream = z.object({ ...fuelStreamInput.shape, id, position: z.int(), version: z.int() }).meta({ id: 'FuelStream' });
export const unitInput = z
  .strictObject({ ...unitFields, entityId: id, fuelStreams: z.array(fuelStreamInput).min(1).max(20) })
  .meta({ id: 'UnitDraft' });
export const unitChange = z
  .strictObject({ ...unitFields, addFuelStreams: z.array(fuelStreamInput).max(20).default([]), version: z.int().min(1) })
  .meta({ id: 'UnitChange' });
export const unit = z
  .object({
    ...unitFields,
    capacityMw: decimalText,
    id,
    entityId: id,
    fuelStreams: z.array(fuelStream),
    version: z.int(),
    changedAt: instant,
  })
  .meta({ id: 'Unit' });

const sharePart = z.object({ pct: decimalText, formula: z.string(), why: text });
export const consolidationShare = z
  .object({ entityId: id, equityShare: sharePart, financialControl: sharePart, operationalControl: sharePart })
  .meta({ id: 'ConsolidationShare' });

export const organizationTree = z
  .object({
    organization: z.object({ id, name: z.string(), nameEn: z.string(), isDemo: z.boolean() }),
    entities: z.array(entity),
    units: z.array(unit),
    /** How much of each entity counts on the day of the product's clock, under the approach now approved and under the others. */
    consolidation: z.object({ approach: consolidationApproach.nullable(), day, shares: z.array(consolidationShare) }),
  })
  .meta({ id: 'OrganizationTree' });

const scopeFields = {
  consolidationApproach,
  statement: z.string().trim().min(1).max(4000),
  statementEn: z.string().trim().min(1).max(4000),
  annexes: z.array(z.enum(['A', 'B', 'C', 'D'])).min(1),
  exclusions: z.array(z.strictObject({ subject: shortText, reason: longText })).max(50),
  effectiveFrom: day,
};
export const scopeStatementInput = z.strictObject(scopeFields).meta({ id: 'ScopeStatementDraft' });
export const scopeStatement = z
  .object({
    ...scopeFields,
    id,
    number: z.int(),
    state: z.enum(['draft', 'approved', 'superseded']),
    draftedByName: z.string(),
    draftedAt: instant,
    approvedByName: z.string().nullable(),
    approvedAt: instant.nullable(),
    contentSha256: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'ScopeStatement' });

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
const entityParams = z.object({ entityId: id });
const unitParams = z.object({ unitId: id });

export const organizationEndpoints = {
  readTree: endpoint({
    name: 'organization.readTree',
    method: 'GET',
    path: '/api/v1/organization',
    summary: { zh: '组织树：集团、公司、厂、机组', en: 'Organization tree: group, companies, plants, units' },
    access: { action: 'organization.read' },
    reply: organizationTree,
  }),
  addEntity: endpoint({
    name: 'organization.addEntity',
    method: 'POST',
    path: '/api/v1/entities',
    summary: { zh: '新增公司或厂', en: 'Add a company or plant' },
    access: { action: 'organization.maintain' },
    body: entityInput,
    reply: entity,
    status: 201,
    refusals: ['not_found', 'already_exists'],
  }),
  changeEntity: endpoint({
    name: 'organization.changeEntity',
    method: 'PUT',
    path: '/api/v1/entities/{entityId}',
    summary: { zh: '修改主体', en: 'Change an entity' },
    access: { action: 'organization.maintain' },
    params: entityParams,
    body: entityChange,
    reply: entity,
    refusals: ['not_found', 'conflict'],
  }),
  addUnit: endpoint({
    name: 'organization.addUnit',
    method: 'POST',
    path: '/api/v1/units',
    summary: { zh: '新增机组', en: 'Add a unit' },
    access: { action: 'organization.maintain' },
    body: unitInput,
    reply: unit,
    status: 201,
    refusals: ['not_found', 'already_exists', 'unknown_method'],
  }),
  changeUnit: endpoint({
    name: 'organization.changeUnit',
    method: 'PUT',
    path: '/api/v1/units/{unitId}',
    summary: { zh: '修改机组', en: 'Change a unit' },
    access: { action: 'organization.maintain' },
    params: unitParams,
    body: unitChange,
    reply: unit,
    refusals: ['not_found', 'conflict', 'unknown_method'],
  }),
  listScopeStatements: endpoint({
    name: 'organization.listScopeStatements',
    method: 'GET',
    path: '/api/v1/scope-statements',
    summary: { zh: '范围声明的各版本', en: 'Editions of the scope statement' },
    access: { action: 'organization.read' },
    reply: z.object({ items: z.array(scopeStatement) }),
  }),
  draftScopeStatement: endpoint({
    name: 'organization.draftScopeStatement',
    method: 'POST',
    path: '/api/v1/scope-statements',
    summary: { zh: '起草新版范围声明', en: 'Draft a new edition of the scope statement' },
    access: { action: 'organization.maintain' },
    body: scopeStatementInput,
    reply: scopeStatement,
    status: 201,
    refusals: ['conflict'],
  }),
  approveScopeStatement: endpoint({
    name: 'organization.approveScopeStatement',
    method: 'POST',
    path: '/api/v1/scope-statements/{scopeStatementId}/approve',
    summary: { zh: '批准范围声明', en: 'Approve the scope statement' },
    access: { action: 'organization.approve_scope' },
    params: z.object({ scopeStatementId: id }),
    body: z.strictObject({ contentSha256: z.string() }),
    reply: scopeStatement,
    refusals: ['not_found', 'wrong_state', 'conflict', 'same_person_proposes_and_approves'],
  }),
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
