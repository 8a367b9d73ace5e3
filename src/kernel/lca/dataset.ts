/**
 * One life-cycle database as values, whatever format it came in: what the parsers of `formats/` give, what `build-system.ts` turns into matrices and what
 * the exporter writes. A foreground model (a footprint) is turned into the same shape and joined with a background database.
 * Amounts are Float64: life-cycle systems are bulk numbers whose solution states its residual. Ids are those of the source; text stands as given.
 */

/** A name as the source gives it. `name` is in the database's first language, English where it gives several; `nameZh` where it also gives Chinese. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly nameZh?: string;
  /** Path from the root to the nearest folder. */
  readonly category?: readonly string[];
  readonly description?: string;
}

/** A unit of its group: `factor` reference units make one of it (g in a group of kg: 0.001). */
export interface LcaUnit {
  readonly id: string;
  readonly name: string;
  readonly factor: number;
}

export interface UnitGroup extends Named {
  readonly units: readonly LcaUnit[];
  /** Name of the unit whose factor is 1. */
  readonly referenceUnit: string;
}

/** Mass, energy, goods transport …: a quantity a flow can be counted in. */
export interface FlowProperty extends Named {
  readonly unitGroupId: string;
  readonly kind?: 'physical' | 'economic';
}

export type FlowKind = 'product' | 'elementary' | 'waste';

/** `factor` reference units of the property (e.g. MJ) make one reference unit of the flow's own reference property (e.g. kg). */
export interface FlowPropertyFactor {
  readonly flowPropertyId: string;
  readonly factor: number;
}

export interface Flow extends Named {
  readonly kind: FlowKind;
  /** The property amounts of the system are counted in; always one of `properties`, with factor 1. */
  readonly referencePropertyId: string;
  readonly properties: readonly FlowPropertyFactor[];
  readonly cas?: string;
  readonly formula?: string;
  readonly location?: string;
  readonly synonyms?: readonly string[];
}

/** How an amount varies. Lognormal: geometric mean and geometric standard deviation (not its square). Normal: mean and standard deviation. */
export type Uncertainty =
  | { readonly kind: 'lognormal'; readonly geometricMean: number; readonly geometricSd: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'triangular'; readonly minimum: number; readonly mode: number; readonly maximum: number }
  | { readonly kind: 'uniform'; readonly minimum: number; readonly maximum: number };

export type Direction = 'input' | 'output';

export interface Exchange {
  /** Number of the line in its process, from 1, unique there. */
  readonly id: number;
  readonly flowId: string;
  readonly direction: Direction;
  readonly amount: number;
  /** Name of a unit of the group of `flowPropertyId`, or of the flow's reference property where that is absent. */
  readonly unit: string;
  readonly flowPropertyId?: string;
  /** What the process is for. Exactly one in a plain process; several where it is given per joint product. */
  readonly isReference: boolean;
  /** An output that replaces a production elsewhere: counted as a negative input. */
  readonly isAvoided?: boolean;
  /** Id of the process this input comes from (this waste goes to), where the source says so. */
  readonly providerId?: string;
  readonly uncertainty?: Uncertainty;
  /** Scores 1–5 of reliability, completeness, time, geography, technology and, where given, sample size; 0 = not given. */
  readonly pedigree?: readonly number[];
  /** Geometric standard deviation before the pedigree, where the source gives it. */
  readonly baseUncertainty?: number;
  /** Formula of the amount; `amount` is its stored value. */
  readonly formula?: string;
  readonly price?: { readonly amount: number; readonly currency: string; readonly formula?: string };
  readonly comment?: string;
  readonly location?: string;
}

/** A parameter of a process, or of the database where it stands there. With `formula` it is dependent and `value` is its stored value. */
export interface Parameter {
  readonly name: string;
  readonly value: number;
  readonly formula?: string;
  readonly description?: string;
  readonly uncertainty?: Uncertainty;
}

/** `physical` and `economic` share a whole process, `causal` one exchange, between the products. */
export type StoredAllocationKind = 'physical' | 'economic' | 'causal';

export interface AllocationFactor {
  readonly kind: StoredAllocationKind;
  /** Flow of the product that carries the share. */
  readonly productId: string;
  /** Causal factors: the line they share. */
  readonly exchangeId?: number;
  /** A share, 0 to 1. */
  readonly value: number;
}

/** What a process says about itself; texts as given. Days are `YYYY-MM-DD`, or a year. */
export interface Documentation {
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly time?: string;
  readonly geography?: string;
  readonly technology?: string;
  readonly method?: string;
  readonly sampling?: string;
  readonly completeness?: string;
  readonly intendedUse?: string;
  readonly restrictions?: string;
  readonly review?: string;
  readonly reviewer?: string;
  readonly documentor?: string;
  readonly generator?: string;
  readonly owner?: string;
  readonly publication?: string;
  readonly createdAt?: string;
  readonly copyright?: boolean;
  readonly sourceIds?: readonly string[];
}

export interface LcaProcess extends Named {
  /** A unit process states one step; a system process (LCI result) states what all before it emit. */
  readonly kind: 'unit' | 'system';
  readonly location?: string;
  readonly version?: string;
  readonly exchanges: readonly Exchange[];
  readonly parameters: readonly Parameter[];
  readonly allocationFactors?: readonly AllocationFactor[];
  readonly defaultAllocation?: StoredAllocationKind;
  readonly documentation?: Documentation;
  readonly infrastructure?: boolean;
}

export interface Source extends Named {
  readonly reference?: string;
  readonly year?: number;
  readonly url?: string;
}

export interface Location extends Named {
  readonly code: string;
}

/** One factor: `value` units of the indicator for one `unit` of the flow. */
export interface ImpactFactor {
  readonly flowId: string;
  readonly value: number;
  readonly unit: string;
  readonly flowPropertyId?: string;
  readonly location?: string;
}

export interface ImpactIndicator extends Named {
  readonly unit: string;
  readonly factors: readonly ImpactFactor[];
}

export interface ImpactMethod extends Named {
  readonly indicators: readonly ImpactIndicator[];
}

export interface LcaDatabase {
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
  readonly licence: string;
  readonly credit: string;
  readonly unitGroups: readonly UnitGroup[];
  readonly flowProperties: readonly FlowProperty[];
  readonly flows: readonly Flow[];
  readonly processes: readonly LcaProcess[];
  /** Parameters that hold in every process. */
  readonly parameters: readonly Parameter[];
  readonly methods: readonly ImpactMethod[];
  readonly sources: readonly Source[];
  readonly locations: readonly Location[];
}

/** A database with nothing in it, to be filled by a parser or a model. */
export const emptyDatabase: LcaDatabase = {
  name: '',
  version: '',
  publisher: '',
  licence: '',
  credit: '',
  unitGroups: [],
  flowProperties: [],
  flows: [],
  processes: [],
  parameters: [],
  methods: [],
  sources: [],
  locations: [],
};
