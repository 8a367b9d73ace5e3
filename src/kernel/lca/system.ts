import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';
import type { AllocationRule } from './allocation.ts';
import type { Choice } from './choices.ts';
import type { SparseMatrix } from './sparse.ts';

/** A GWP set: kgCO2e per kg of gas, by the names of `data/gwp`. */
export interface GwpSet {
  readonly id: string;
  readonly values: Readonly<Record<string, number>>;
}

export type GasLine = 'fossil' | 'biogenic' | 'land_use';

/** One kind of elementary flow of `data/lca/flow-to-gas.yaml`: which names or CAS numbers mean which gas on which line. First match counts. */
export interface GasRule {
  readonly gas: string;
  readonly line: GasLine;
  /** Names as written in databases, compared without regard to case. */
  readonly names: readonly string[];
  /** Without leading zeros. */
  readonly cas?: readonly string[];
}
export type FlowToGas = readonly GasRule[];

/** `stored`: the factors the data set itself states, by mass where it states none. */
export type SystemAllocation = AllocationRule | 'stored';

export interface BuildOptions {
  readonly allocation: SystemAllocation;
  /** Another rule for single processes, by process id. */
  readonly allocationOf?: Readonly<Record<string, SystemAllocation>>;
  /** Where the rule cannot divide a process (a product without mass, say): all to its reference product, or no part of the system. Listed either way. */
  readonly otherwise?: 'reference' | 'leave_out';
  /** `given_only` leaves unlinked what names no provider. */
  readonly providers?: 'given_then_lowest_id' | 'given_only';
  /** Lines of global warming by this set, before the indicators of the databases' own methods. */
  readonly gwpSet?: GwpSet;
  readonly flowToGas?: FlowToGas;
  /** Values that replace input parameters: process id → name → value. Only where systems are built from databases. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A column of A: a process, or the part of a joint process that belongs to one product. Its row is the product (or the waste it treats). */
export interface SystemProcess {
  readonly processId: string;
  readonly name: string;
  readonly location: string;
  readonly flowId: string;
  readonly flowName: string;
  readonly unit: string;
  /** Of the whole process's burdens, where one share holds for all of them. */
  readonly share: number;
}

export interface SystemFlow {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly unit: string;
  /** Taken from nature: amounts of inputs count positive, else those of outputs. */
  readonly resource: boolean;
}

export interface SystemIndicator {
  readonly id: string;
  readonly name: Text;
  readonly unit: string;
}

/**
 * One system as matrices. A: column = process, row = its product in the same order, what is made positive, what is used negative. B: row = elementary flow in its
 * reference unit. C: row = indicator. `choices` lists what was decided on the way; nothing is decided silently.
 */
export interface BuiltSystem {
  readonly a: SparseMatrix;
  readonly b: SparseMatrix;
  readonly c: SparseMatrix;
  readonly processIndex: readonly SystemProcess[];
  readonly productIndex: readonly { readonly processId: string; readonly flowId: string; readonly unit: string }[];
  readonly flowIndex: readonly SystemFlow[];
  readonly indicatorIndex: readonly SystemIndicator[];
  readonly choices: readonly Choice[];
  readonly findings: readonly Finding[];
  /** Where the amount of a table's line went, for sampling: matrix, place, and what its amount is multiplied by. */
  readonly places: readonly Placed[];
}

export interface Placed {
  readonly matrix: 'a' | 'b';
  readonly row: number;
  readonly column: number;
  readonly factor: number;
  readonly line: number;
}
