import type { Text } from '../text.ts';

/** A clause of the standard in our own words: `4.1` … `10.3`, `A.4` … `D.10`. The wording of the standard is not ours to repeat. */
export interface Clause {
  readonly id: string;
  readonly module: ClauseModule;
  readonly title: Text;
  /** What it asks of the organization. */
  readonly asks: Text;
  /** What shows that it is met; all that are needed must be there and current. */
  readonly rests: readonly Rest[];
}

/** The general part and the four annexes: one engine runs over each. */
export const clauseModules = ['general', 'A', 'B', 'C', 'D'] as const;
export type ClauseModule = (typeof clauseModules)[number];

/** Records of a register, or a fact that the other subsystems already know. */
export interface Rest {
  readonly type: 'register' | 'fact';
  readonly id: string;
  readonly needed: boolean;
  /** False: it is shown under the clause and may be asked by others, but the clause does not grow old by it: a target that was missed is no lack of evidence. */
  readonly tells?: boolean;
  /** Of a register: the clause under which its records count, where it is another one (audits count under 9.2). Null: this clause. */
  readonly under: string | null;
  /** Rests of one clause with the same number stand for each other: one of them is enough. Null: it stands alone. */
  readonly either: number | null;
}

/** What a fact's reader knows of one place, or (entity null) of the whole organization. */
export interface FactAt {
  readonly entityId: string | null;
  /** The latest day for which it is known; null: nothing is known where something ought to be. */
  readonly on: string | null;
  readonly holds: boolean;
}

/** Something that live data of the product show, with how long it counts (`data/frameworks/facts.yaml`). */
export interface Fact {
  readonly id: string;
  readonly name: Text;
  /** What it says when it holds. */
  readonly says: Text;
  readonly clauses: readonly string[];
  /** Days after the day it is known for. */
  readonly currentForDays: number;
}
