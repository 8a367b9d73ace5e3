import { z } from 'zod';
import { numberWithPlace } from './emission.ts';
import { endpoint } from './endpoint.ts';
import { convention, derivation, finding } from './library.ts';
import { unitClass } from './organization.ts';
import { dataYear, day, decimalInput, decimalText, figureText, id, instant, month, shortText, text } from './values.ts';

/** Allowance allocation, obligation and the compliance gap of an entity's year (C.4). */

/** Inputs of the allocation method that the owner may say instead of what is computed. */
export const allocationInputSymbol = z.enum([
  ...(['treatment', 'generation_mwh', 'supply_mwh', 'heat_gj', 'heat_ratio', 'load_factor', 'F_f_given', 'verified_emission'] as const),
  ...(['previous_verified', 'supply_2018', 'heat_2018'] as const),
]);
export const decisionKind = z.enum(['pre_allocation', 'final_allocation', 'deduction']);
/** A decision counts once somebody other than its proposer has confirmed it; until then the version before it counts. */
export const decisionState = z.enum(['proposed', 'counts', 'withdrawn', 'replaced']);

export const allocationInput = z
  .object({
    symbol: allocationInputSymbol,
    title: text,
    unit: z.string(),
    /** What emission's annual result gives; null where it gives nothing. */
    computed: z.string().nullable(),
    used: z.string().nullable(),
    /** `default`: a rule that is not settled, for which the value stands in. */
    from: z.enum(['calculated', 'verified', 'owner', 'default', 'none']),
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
    state: decisionState,
    /** Whether this version counts: the latest confirmed one of its kind, unless it withdraws. */
    counts: z.boolean(),
    evidence: z.array(z.object({ id, title: z.string() })),
    recordedAt: instant,
    recordedBy: id,
    recordedByName: z.string(),
    confirmedAt: instant.nullable(),
    confirmedByName: z.string().nullable(),
  })
  .meta({ id: 'AllocationDecision' });

/** One of the units whose data are reported together (合并填报); its capacity in MW where it is known. */
export const allocationPart = z
  .object({ name: shortText, unitClass, capacityMw: decimalText.nullable() })
  .meta({ id: 'AllocationPart', description: 'A unit reported together with others.' });

/** Which units one unit of the register reports together in a year; without parts it reports on its own. */
export const allocationTogether = z
  .object({
    /** Versions so far, for `seenVersion`; 0 where nothing was ever said. */
    version: z.int(),
    parts: z.array(allocationPart),
    reason: z.string(),
    byName: z.string().nullable(),
    at: instant.nullable(),
  })
  .meta({ id: 'AllocationTogether' });

/** How the verified total of a year becomes the emission that the obligation counts; tCO2. */
export const verifiedObligation = z
  .object({
    verifiedT: figureText,
    /** Emission of purchased power as calculated: in the total of the year, outside its obligation. */
    purchasedT: figureText,
    obligationT: figureText,
  })
  .meta({ id: 'VerifiedObligation' });

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
    /** Null before there is a verified figure. */
    verified: verifiedObligation.nullable(),
    monthsComplete: z.int(),
    monthsAll: z.int(),
    totals: bySymbol,
    units: z.array(
      z.object({
        unitId: id,
        unitName: text,
        /** What the unit is called in findings. */
        key: z.string(),
        unitClass: z.string(),
        together: allocationTogether,
        inputs: z.array(allocationInput),
        numbers: bySymbol,
        pre: bySymbol,
        decisions: z.array(allocationDecision),
      }),
    ),
    leftOut: z
      .array(z.object({ unitId: id, unitName: text, reason: text }))
      .meta({ description: 'Units of other sectors, to which the plan of the power industry does not allocate.' }),
    findings: z.array(finding),
    conventions: z.array(convention),
  })
  .meta({ id: 'AllocationYear' });

/** A figure with the ends of its range, P10 and P90. */
const ranged = z.object({ value: decimalText, p10: decimalText, p90: decimalText });

/** What a forecast month rests on: the same month of last year, the mean of the months so far, or both. */
export const forecastBasis = z.enum(['both', 'last_year', 'so_far']);
/** Share of a figure that is forecast, %; null where the figure is not known, 0 where the owner or the verifier said it. */
const forecastShare = decimalText.nullable();

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
    /** Null before there is a verified figure. */
    verified: verifiedObligation.nullable(),
    /** Positive is short, negative is a surplus. */
    gap: ranged,
    /** What the allocation page shows: the data so far without a forecast; null where nothing is forecast. */
    withoutForecast: z.object({ obligation: decimalText, allocation: decimalText, gap: decimalText }).nullable(),
    /** What of the figures is measured and what forecast. A month is mixed where it is measured at some units only. */
    forecast: z.object({
      measured: z.array(month),
      mixed: z.array(month),
      forecast: z.array(month),
      obligationShare: forecastShare,
      allocationShare: forecastShare,
    }),
    price: z.object({ value: decimalText, unit: z.string(), day: day.nullable(), source: z.string().nullable() }).nullable(),
    cost: ranged.nullable(),
    months: z.array(
      z.object({
        month,
        emission: decimalText,
        /** What of it is measured. */
        measured: decimalText,
        from: z.enum(['actual', 'mixed', 'forecast']),
        basis: z.array(forecastBasis),
        lastYear: decimalText.nullable(),
      }),
    ),
    units: z.array(
      z.object({
        unitId: id,
        unitName: text,
        emission: decimalText.nullable(),
        allocation: decimalText.nullable(),
        gap: decimalText.nullable(),
        measuredMonths: z.int(),
        forecastMonths: z.int(),
        shares: z.object({ emission: forecastShare, electricity: forecastShare, heat: forecastShare }),
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
    summary: {
      zh: '登记主管部门的预分配、核定或核减（待另一人确认）',
      en: 'Record what the authority decided: pre-allocation, allocation or deduction; it counts when somebody else has confirmed it',
    },
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
  confirmAllocationDecision: endpoint({
    name: 'asset.confirmAllocationDecision',
    method: 'POST',
    path: '/api/v1/allocation-decisions/{decisionId}/confirm',
    summary: { zh: '确认配额决定（登记人以外的人）', en: 'Confirm an allocation decision; not by the person who recorded it' },
    access: { action: 'asset.confirm_allocation' },
    params: z.object({ decisionId: id }),
    reply: z.object({ id, kind: decisionKind, version: z.int() }),
    refusals: ['not_found', 'wrong_state', 'same_person_enters_and_confirms'],
  }),
  recordAllocationTogether: endpoint({
    name: 'asset.recordAllocationTogether',
    method: 'POST',
    path: '/api/v1/units/{unitId}/years/{year}/allocation-together',
    summary: {
      zh: '登记与该机组合并填报的机组（就低取类别），空清单即恢复单独填报',
      en: 'Record which units are reported together (the least favourable class counts); an empty list says that the unit reports on its own',
    },
    access: { action: 'asset.record_allocation' },
    params: unitPlace,
    body: z.strictObject({
      parts: z.array(z.strictObject({ name: shortText, unitClass, capacityMw: decimalInput.nullable().default(null) })).max(20),
      reason: note.min(1),
      seenVersion: z.int().min(0),
    }),
    reply: z.object({ version: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict'],
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
