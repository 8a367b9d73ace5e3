import { z } from 'zod';
import { unitProcesses, unitSectors } from '../kernel/organization/unit-sector.ts';
import { endpoint } from './endpoint.ts';
import { meterEndpoints } from './meters.ts';
import { day, decimalInput, decimalText, id, instant, longText, shortText, text } from './values.ts';

/** Boundaries, units and fuel streams (clause 4.3, A.4); meters stand in meters.ts. */

export const entityKind = z.enum(['group', 'company', 'plant']);
export const consolidationApproach = z.enum(['equity_share', 'financial_control', 'operational_control']);
export const unitClass = z.enum(['conventional_coal_above_300mw', 'conventional_coal_up_to_300mw', 'non_conventional_coal', 'gas']);

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
  sector: z
    .enum(unitSectors)
    .default('power')
    .meta({ description: 'Decides which of the following fields the unit has; a field of another sector is refused.' }),
  unitClass: unitClass.nullable().default(null).meta({ description: 'Power units, where it is required, like product and capacityMw.' }),
  product: z.enum(['condensing', 'chp']).nullable().default(null),
  capacityMw: decimalInput.nullable().default(null),
  boilerType: z.enum(['', 'pulverized', 'cfb', 'gas_turbine', 'other']).default(''),
  cooling: z.enum(['', 'open_water', 'closed_water', 'air', 'back_pressure']).default(''),
  process: z
    .enum(['', ...unitProcesses])
    .default('')
    .meta({ description: 'Lines of steel, cement and aluminium, where it is required.' }),
  annualCapacityT: decimalInput.nullable().default(null).meta({ description: 'Design capacity in t per year; not of power and cement.' }),
  dailyCapacityT: decimalInput.nullable().default(null).meta({ description: 'Cement: design capacity of clinker in t per day.' }),
  cellCurrentKa: decimalInput.nullable().default(null).meta({ description: 'Aluminium: current of the cells in kA.' }),
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
  .strictObject({ ...unitFields, entityId: id, fuelStreams: z.array(fuelStreamInput).max(20) })
  .meta({ id: 'UnitDraft' });
export const unitChange = z
  .strictObject({ ...unitFields, addFuelStreams: z.array(fuelStreamInput).max(20).default([]), version: z.int().min(1) })
  .meta({ id: 'UnitChange' });
export const unit = z
  .object({
    ...unitFields,
    capacityMw: decimalText.nullable(),
    annualCapacityT: decimalText.nullable(),
    dailyCapacityT: decimalText.nullable(),
    cellCurrentKa: decimalText.nullable(),
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
    draftedBy: id,
    draftedByName: z.string(),
    draftedAt: instant,
    approvedByName: z.string().nullable(),
    approvedAt: instant.nullable(),
    contentSha256: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'ScopeStatement' });

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
  ...meterEndpoints,
} as const;
