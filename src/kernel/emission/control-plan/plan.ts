import type { Text } from '../../text.ts';

/** How a value of a data quality control plan comes about (CETS guides, chapter on the data quality control plan: measured, calculated, design, default). */
export const planAcquisitions = ['measured', 'calculated', 'design', 'default'] as const;
export type PlanAcquisition = (typeof planAcquisitions)[number];

export const planFrequencies = ['continuous', 'shift', 'daily', 'batch', 'monthly', 'yearly', 'once'] as const;
export type PlanFrequency = (typeof planFrequencies)[number];

export const planStates = ['draft', 'reviewed', 'approved', 'filed'] as const;
export type PlanState = (typeof planStates)[number];

/** Why a plan is revised; the first version of an entity has `first`, the one for the next data year `new_year`. */
export const revisionTriggers = [
  'first',
  'new_year',
  'new_source',
  'better_method',
  'wrong_data',
  'more_accurate',
  'noncompliant',
  'as_told',
] as const;
export type RevisionTrigger = (typeof revisionTriggers)[number];

/** The written parts of a plan, in the order of the document. */
export const planSections = [
  'boundary',
  'management',
  'internalReview',
  'ledgerControl',
  'sampling',
  'preparation',
  'directMeasurement',
] as const;
export type PlanSection = (typeof planSections)[number];

export interface PlanFacility {
  readonly unitId: string;
  /** boiler, turbine, generator or another main facility, in the plant's own words. */
  readonly name: string;
  readonly number: string;
  readonly model: string;
  readonly location: string;
  readonly state: 'in_use' | 'stopped';
}

/** How one parameter of a unit (or of one of its fuel streams) is obtained. */
export interface PlanLine {
  readonly unitId: string;
  /** Row of the unit's month grid: `parameter`, or `stream-code.parameter`. */
  readonly rowKey: string;
  readonly parameter: string;
  readonly title: Text;
  /** Unit of measure. */
  readonly unit: string;
  readonly acquisition: PlanAcquisition;
  readonly description: string;
  /** Exact names of ledgers and templates. */
  readonly ledgers: string;
  readonly meterIds: readonly string[];
  readonly frequency: PlanFrequency;
  /** Key of the data source where the rules order sources by priority; otherwise empty. */
  readonly source: string;
  /** Why a source of lower priority than the year before is used. */
  readonly sourceReason: string;
  /** What is done where data are missing. */
  readonly missing: string;
  readonly department: string;
  readonly person: string;
}

/** A meter as it was when the plan was written; what the document prints stays true when the meter's record changes later. */
export interface PlanMeter {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
  readonly kind: string;
  readonly model: string;
  readonly location: string;
  readonly accuracyClass: string;
  /** Per cent. */
  readonly accuracyPct: string;
  readonly calibrationIntervalMonths: number;
}

export interface PlanEntity {
  readonly name: Text;
  readonly code: string;
  readonly region: string | null;
  readonly address: string;
  readonly industryCode: string;
  readonly longitude: string | null;
  readonly latitude: string | null;
  readonly altitudeM: string | null;
}

export interface PlanUnit {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
  readonly unitClass: string;
  readonly product: string;
  /** Null, like class and product empty, where the unit is none of power; then `line` says what it is. */
  readonly capacityMw: string | null;
  readonly line?: Text;
  readonly methodId: string;
  readonly streams: readonly Text[];
}

export interface PlanContent {
  readonly entity: PlanEntity;
  readonly units: readonly PlanUnit[];
  readonly facilities: readonly PlanFacility[];
  readonly lines: readonly PlanLine[];
  readonly meters: readonly PlanMeter[];
  readonly sections: Readonly<Record<PlanSection, string>>;
}

/** The place of a line in findings, differences and addresses. */
export function lineKey(line: Pick<PlanLine, 'unitId' | 'rowKey'>): string {
  return `${line.unitId} ${line.rowKey}`;
}

/** Something for each written part. */
export function bySection<T>(of: (name: PlanSection) => T): Readonly<Record<PlanSection, T>> {
  return {
    boundary: of('boundary'),
    management: of('management'),
    internalReview: of('internalReview'),
    ledgerControl: of('ledgerControl'),
    sampling: of('sampling'),
    preparation: of('preparation'),
    directMeasurement: of('directMeasurement'),
  };
}
