import type { Text } from '../../text.ts';
import type { AllocationRule } from '../allocation.ts';
import type { Pedigree } from '../data-quality.ts';

/** A product footprint as its author writes it: goal, unit, boundary, and the processes with their lines. Numbers are decimal text, amounts formulas of the method language. */

export const stages = ['raw_materials', 'production', 'distribution', 'use', 'end_of_life'] as const;
export type Stage = (typeof stages)[number];

export const stageWords: Readonly<Record<Stage, Text>> = {
  raw_materials: { zh: '原材料', en: 'Raw materials' },
  production: { zh: '生产', en: 'Production' },
  distribution: { zh: '分销运输', en: 'Distribution' },
  use: { zh: '使用', en: 'Use' },
  end_of_life: { zh: '废弃处理', en: 'End of life' },
};

/** Lines that ISO 14067 wants apart (7.2): they add up to the total. Removals are zero or below. */
export const separateLines = ['fossil', 'biogenic', 'removal', 'dluc', 'aircraft'] as const;
export type SeparateLine = (typeof separateLines)[number];
export type Separate = Readonly<Record<SeparateLine, number>>;

export const separateWords: Readonly<Record<SeparateLine, Text>> = {
  fossil: { zh: '化石源', en: 'Fossil' },
  biogenic: { zh: '生物源排放', en: 'Biogenic emissions' },
  removal: { zh: '生物源清除', en: 'Biogenic removals' },
  dluc: { zh: '直接土地利用变化', en: 'Direct land-use change' },
  aircraft: { zh: '航空器', en: 'Aircraft' },
};

export const boundaries = ['cradle_to_gate', 'cradle_to_grave', 'gate_to_gate'] as const;
export type Boundary = (typeof boundaries)[number];
export const ruleSetIds = ['iso-14067-2018', 'gb-t-24067-2024', 'pas-2050-2011'] as const;
export type RuleSetId = (typeof ruleSetIds)[number];

export interface StudyParameter {
  readonly symbol: string;
  readonly title: string;
  readonly unit: string;
  /** A number, or a formula over other parameters. */
  readonly value: string;
  /** How far a number may lie from what is written, in the unit of the parameter; a formula varies with what it is made of. */
  readonly uncertainty?: LineSpread | null | undefined;
}

/** Where the burden of an input comes from. What it is worth per unit is resolved by the server and frozen with a version. */
export type LineLink =
  | { readonly kind: 'none' }
  | { readonly kind: 'process'; readonly processId: string; readonly outputId: string }
  | { readonly kind: 'factor'; readonly factorId: string }
  | { readonly kind: 'footprint'; readonly versionId: string }
  | { readonly kind: 'database'; readonly databaseId: string; readonly processId: string }
  | {
      readonly kind: 'supplier';
      readonly supplier: string;
      /** kgCO2e per unit of the line, by separate line. */
      readonly values: Readonly<Record<SeparateLine, string>>;
      readonly evidenceIds: readonly string[];
    };

/** How far an amount may lie from what is written: GSD² as a ratio, the others in the unit of the line; decimal text. */
export type LineSpread =
  | { readonly distribution: 'lognormal'; readonly gsd2: string }
  | { readonly distribution: 'normal'; readonly sd: string }
  | { readonly distribution: 'triangular' | 'uniform'; readonly minimum: string; readonly maximum: string };

export interface LineQuality {
  readonly primary: boolean;
  readonly source: string;
  readonly year: number | null;
  readonly region: string;
  readonly technology: string;
  readonly pedigree: Pedigree | null;
  /** TeR, GeR, TiR, P of the PEF method, decimal text. */
  readonly pef: { readonly TeR: string; readonly GeR: string; readonly TiR: string; readonly P: string } | null;
  /** Versions frozen before these fields came do not have them. */
  readonly uncertainty?: LineSpread | null | undefined;
  /** GSD² of what one unit of the source is worth. */
  readonly factorGsd2?: string | null | undefined;
}

export interface StudyInput {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
  readonly unit: string;
  readonly link: LineLink;
  /** A production this process makes unnecessary: counted with the other sign. */
  readonly avoided: boolean;
  /** Left out by the cut-off criteria; the amount is the estimate that shows it is small enough. */
  readonly excluded: boolean;
  readonly reason: string;
  /** Other than that of its process: a transport leg among the inputs of production. */
  readonly stage: Stage | null;
  readonly quality: LineQuality;
}

/** What the process itself emits or takes up, in kgCO2e-able units: tCO2e, or a gas by its GWP set. */
export interface StudyEmission {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
  readonly unit: string;
  /** Gas of the GWP set where the unit is plain mass; '' where the amount is CO2e already. */
  readonly gas: string;
  readonly line: SeparateLine;
  readonly quality: LineQuality;
}

export interface StudyOutput {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
  readonly unit: string;
  /** kg and MJ of the whole amount, where the unit of the output does not say it already; decimal text. */
  readonly mass: string | null;
  readonly energy: string | null;
  /** 1 for electricity; for heat from its temperature. */
  readonly exergyFactor: string | null;
  readonly referenceEfficiency: string | null;
  readonly prices: readonly string[];
  /** What this output replaces elsewhere, for substitution. */
  readonly replaces: LineLink;
}

export interface StudyProcess {
  readonly id: string;
  readonly name: string;
  readonly stage: Stage;
  /** The first is the main product. */
  readonly outputs: readonly StudyOutput[];
  readonly inputs: readonly StudyInput[];
  readonly emissions: readonly StudyEmission[];
  readonly allocation: AllocationRule;
  /** Why this rule, where there are several outputs. */
  readonly allocationReason: string;
}

/** What one functional unit takes: first the product, then use and end of life where they are processes of their own. */
export interface StudyDemand {
  readonly processId: string;
  readonly outputId: string;
  readonly amount: string;
  readonly unit: string;
}

export interface FootprintStudy {
  readonly ruleSet: RuleSetId;
  readonly goal: string;
  readonly audience: string;
  readonly unit: { readonly kind: 'functional' | 'declared'; readonly amount: string; readonly unit: string; readonly description: string };
  readonly boundary: Boundary;
  readonly boundaryDescription: string;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly geography: string;
  readonly gwpSet: string;
  readonly limitations: string;
  readonly electricity: string;
  /** kg of one declared unit of the product, and kg of carbon in it; decimal text, '' where not stated. */
  readonly productMass: string;
  readonly biogenicCarbon: string;
  readonly fossilCarbon: string;
  readonly validUntil: string | null;
  readonly parameters: readonly StudyParameter[];
  readonly processes: readonly StudyProcess[];
  readonly demand: readonly StudyDemand[];
}

export const noSeparate: Separate = { fossil: 0, biogenic: 0, removal: 0, dluc: 0, aircraft: 0 };

export function addSeparate(a: Separate, b: Separate, times = 1): Separate {
  return {
    fossil: a.fossil + b.fossil * times,
    biogenic: a.biogenic + b.biogenic * times,
    removal: a.removal + b.removal * times,
    dluc: a.dluc + b.dluc * times,
    aircraft: a.aircraft + b.aircraft * times,
  };
}

export function sumSeparate(a: Separate): number {
  return a.fossil + a.biogenic + a.removal + a.dluc + a.aircraft;
}

/** What one unit of a linked input is worth, as it was resolved: kgCO2e per `unit`. */
export interface ResolvedLink {
  readonly unit: string;
  readonly values: Separate;
  readonly name: string;
  readonly source: string;
  /** Whether it is frozen: id with version, or hash. */
  readonly pin: string;
  /** Share of primary data in it, where it says (another footprint). */
  readonly primaryShare: number | null;
}

/** Key of a line in the maps of resolved links: process and line. */
export const lineKey = (processId: string, lineId: string): string => `${processId}/${lineId}`;
