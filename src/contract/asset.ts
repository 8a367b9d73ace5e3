import { z } from 'zod';
import { numberWithPlace } from './emission.ts';
import { endpoint } from './endpoint.ts';
import { convention, derivation, finding } from './library.ts';
import { dataYear, day, decimalInput, decimalText, id, instant, month, text } from './values.ts';

/** Allowance allocation, obligation and the compliance gap of an entity's year (C.4). */

/** Inputs of the allocation method that the owner may say instead of what is computed. */
export const allocationInputSymbol = z.enum([
  ...(['treatment', 'generation_mwh', 'supply_mwh', 'heat_gj', 'heat_ratio', 'load_factor', 'F_f_given', 'verified_emission'] as const),
  ...(['previous_verified', 'supply_2018', 'heat_2018'] as const),
]);
export const decisionKind = z.enum(['pre_allocation', 'final_allocation', 'deduction']);

export const allocationInput = z
  .object({
    symbol: allocationInputSymbol,
    title: text,
    unit: z.string(),
    /** What emission's annual result gives; null where it gives nothing. */
    computed: z.string().nullable(),
    used: z.string().nullable(),
    from: z.enum(['calculated', 'verified', 'owner', 'none']),
    owner: z.object({ reason: z.string(), byName: z.string(), at: instant }).nullable(),
    /** Versions so far, for `seenVersion`. */
    version: z.int(),
  })
  .meta({ id: 'AllocationInput' });

export const allocationDecision = z
  .object({
    id,
    kind: decisionKind,
    version: z.int(),
    tonnes: decimalText.nullable(),
    decidedOn: day,
    documentNo: z.string(),
    note: z.string(),
    /** Whether this version counts: the latest of its kind, unless it withdraws. */
    counts: z.boolean(),
    evidence: z.array(z.object({ id, title: z.string() })),
    recordedAt: instant,
    recordedByName: z.string(),
  })
  .meta({ id: 'AllocationDecision' });

const bySymbol = z.record(z.string(), numberWithPlace);

export const allocationYear = z
  .object({
    entityId: id,
    entityName: text,
    year: z.int(),
    /** Whether the allocation plan of the year is in force, or a consultation draft. */
    plan: z.enum(['final', 'draft']),
    /** What the gap is measured against: the verified emission once there is one. */
    emissionFrom: z.enum(['verified', 'calculated']),
    monthsComplete: z.int(),
    monthsAll: z.int(),
    totals: bySymbol,
    units: z.array(
      z.object({
        unitId: id,
        unitName: text,
        unitClass: z.string(),
        inputs: z.array(allocationInput),
        numbers: bySymbol,
        pre: bySymbol,
        decisions: z.array(allocationDecision),
      }),
    ),
    findings: z.array(finding),
    conventions: z.array(convention),
  })
  .meta({ id: 'AllocationYear' });

/** A figure with the ends of its range, P10 and P90. */
const ranged = z.object({ value: decimalText, p10: decimalText, p90: decimalText });

export const complianceGap = z
  .object({
    entityId: id,
    entityName: text,
    year: z.int(),
    today: day,
    plan: z.enum(['final', 'draft']),
    emissionFrom: z.enum(['verified', 'calculated', 'forecast']),
    emission: z.object({ ...ranged.shape, soFar: decimalText, remaining: decimalText }),
    allocation: z.object({ value: decimalText, decided: decimalText }),
    obligation: decimalText,
    /** Positive is short, negative is a surplus. */
    gap: ranged,
    price: z.object({ value: decimalText, unit: z.string(), day: day.nullable(), source: z.string().nullable() }).nullable(),
    cost: ranged.nullable(),
    months: z.array(z.object({ month, emission: decimalText, from: z.enum(['actual', 'forecast']), lastYear: decimalText.nullable() })),
    units: z.array(
      z.object({
        unitId: id,
        unitName: text,
        emission: decimalText.nullable(),
        allocation: decimalText.nullable(),
        gap: decimalText.nullable(),
        loadFactor: decimalText.nullable(),
        loadBorder: decimalText.nullable(),
        borderChange: decimalText.nullable(),
      }),
    ),
    whatIf: z
      .object({ loadFactor: decimalText, allocation: decimalText, gap: decimalText, change: decimalText, cost: decimalText.nullable() })
      .nullable(),
    notes: z.array(text),
    findings: z.array(finding),
  })
  .meta({ id: 'ComplianceGap' });

const place = z.object({ entityId: id, year: dataYear });
const unitPlace = z.object({ unitId: id, year: dataYear });
const note = z.string().trim().max(1000);

export const assetEndpoints = {
  readAllocation: endpoint({
    name: 'asset.readAllocation',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/allocation',
    summary: {
      zh: '主体年度配额：逐机组核定、合计、上限、预分配与多退少补',
      en: "An entity's allocation of a year: by unit, total, limit, pre-allocation and true-up",
    },
    access: { action: 'asset.read' },
    params: place,
    reply: allocationYear,
    refusals: ['not_found'],
  }),
  readAllocationDerivation: endpoint({
    name: 'asset.readAllocationDerivation',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/allocation/derivation',
    summary: { zh: '一个配额数的推导', en: 'How a figure of the allocation came about' },
    access: { action: 'asset.read' },
    params: place,
    query: z.object({ node: z.string().max(300) }),
    reply: z.object({
      entityId: id,
      year: z.int(),
      nodeId: z.string(),
      derivation,
      conventions: z.array(convention),
      findings: z.array(finding),
    }),
    refusals: ['not_found'],
  }),
  recordAllocationInput: endpoint({
    name: 'asset.recordAllocationInput',
    method: 'POST',
    path: '/api/v1/units/{unitId}/years/{year}/allocation-inputs',
    summary: {
      zh: '以说明理由的数值代替计算所得的分配参数，或撤回',
      en: 'Say a value with a reason instead of a computed input, or take it back',
    },
    access: { action: 'asset.record_allocation' },
    params: unitPlace,
    body: z.strictObject({
      symbol: allocationInputSymbol,
      /** Null: what is computed counts again. */
      value: z.union([decimalInput, z.string().max(40)]).nullable(),
      reason: note.min(1),
      seenVersion: z.int().min(0),
    }),
    reply: z.object({ symbol: allocationInputSymbol, version: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict'],
  }),
  recordAllocationDecision: endpoint({
    name: 'asset.recordAllocationDecision',
    method: 'POST',
    path: '/api/v1/units/{unitId}/years/{year}/allocation-decisions',
    summary: { zh: '登记主管部门的预分配、核定或核减', en: 'Record what the authority decided: pre-allocation, allocation or deduction' },
    access: { action: 'asset.record_allocation' },
    params: unitPlace,
    body: z.strictObject({
      kind: decisionKind,
      /** Null withdraws the decision; the note then says why. */
      tonnes: decimalInput.nullable(),
      decidedOn: day,
      documentNo: z.string().trim().max(200).default(''),
      note: note.default(''),
      evidenceIds: z.array(id).max(20).default([]),
      seenVersion: z.int().min(0),
    }),
    reply: z.object({ id, kind: decisionKind, version: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict', 'reason_required'],
  }),
  readGap: endpoint({
    name: 'asset.readGap',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/gap',
    summary: {
      zh: '履约缺口：排放（已有月份加预测）减配额，含区间与成本',
      en: 'The compliance gap: emission (so far and forecast) less allocation, with range and cost',
    },
    access: { action: 'asset.read' },
    params: place,
    query: z.object({ price: decimalText.optional(), loadFactor: decimalText.optional() }),
    reply: complianceGap,
    refusals: ['not_found'],
  }),
} as const;
