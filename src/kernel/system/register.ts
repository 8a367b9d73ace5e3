import type { Text } from '../text.ts';

/**
 * What a register of the management system is (clauses 4–10, A–D): data of `data/frameworks/registers`, not code. One engine stores, checks, moves,
 * lists, imports and exports the records of all of them; what differs between two registers is what these types can say.
 */
export interface Register {
  /** `context_issue`: the register's name in addresses, tables and files. */
  readonly id: string;
  readonly name: Text;
  /** One record of it. */
  readonly one: Text;
  /** What it is for and what belongs into it, for whoever opens it empty. */
  readonly hint: Text;
  /** Clauses its records serve, unless a record names its own. */
  readonly clauses: readonly string[];
  /** Of its record numbers: `R-0007`. */
  readonly prefix: string;
  readonly cycle: LifeCycle;
  /** Months after an approval until the record must be looked at again; null: it does not grow old. */
  readonly reviewMonths: number | null;
  readonly fields: readonly Field[];
  /** Fields with a part in every register: what the record is called, who answers for it, until when it is due, where it holds. */
  readonly roles: FieldRoles;
  /** Fields shown as columns, besides number, title and state. */
  readonly columns: readonly string[];
  /** Whose right a change of a record is. */
  readonly keeper: Keeper;
  /** Facts of the other subsystems that are shown beside its records (`data/frameworks/facts.yaml`). */
  readonly facts: readonly string[];
}

export interface FieldRoles {
  readonly title: string;
  readonly owner: string | null;
  readonly due: string | null;
  /** A field of type `clause`: the record's own clauses. */
  readonly clauses: string | null;
  /** A formula in the method language over the record's `symbols`, in its `unit`. */
  readonly formula: string | null;
  /** A flag: while it is set the record cannot be brought to an end (legal hold). */
  readonly hold: string | null;
}

/** Rights of the register engine; each is one action of the product's table of rights. */
export type Keeper = 'edit' | 'approve' | 'audit' | 'direct';

interface FieldBase {
  readonly id: string;
  readonly name: Text;
  readonly hint: Text | null;
  /** Must be filled before the record leaves its first state; never to save a draft. */
  readonly required: boolean;
  /** Written by the product alone: whoever changes the record leaves it as it is. */
  readonly kept?: boolean;
}

export interface Option {
  readonly code: string;
  readonly name: Text;
  readonly tone: Tone;
  /** Clauses that a record serves which is of this kind. */
  readonly clauses: readonly string[];
}
export type Tone = 'plain' | 'good' | 'watch' | 'bad';

/** Step of a computed score: from this value on. */
export interface Band {
  readonly from: number;
  readonly code: string;
  readonly name: Text;
  readonly tone: Tone;
}

export interface TextField extends FieldBase {
  readonly type: 'text';
  readonly long: boolean;
}
export interface ChoiceField extends FieldBase {
  readonly type: 'choice';
  readonly many: boolean;
  readonly options: readonly Option[];
}
export interface NumberField extends FieldBase {
  readonly type: 'number';
  /** As printed; empty: a plain number. */
  readonly unit: string;
  readonly min: string | null;
  readonly max: string | null;
  readonly whole: boolean;
}
export interface DayField extends FieldBase {
  readonly type: 'day';
}
export interface FlagField extends FieldBase {
  readonly type: 'flag';
}
/** Somebody of the organization, by id. */
export interface PersonField extends FieldBase {
  readonly type: 'person';
  readonly many: boolean;
}
/** A node of the organization's tree, by id. */
export interface EntityField extends FieldBase {
  readonly type: 'entity';
  readonly many: boolean;
}
/** Another record, by id. */
export interface RecordField extends FieldBase {
  readonly type: 'record';
  readonly many: boolean;
  readonly of: readonly string[];
}
export interface ClauseField extends FieldBase {
  readonly type: 'clause';
  readonly many: true;
}
/** A small table inside the record. */
export interface RowsField extends FieldBase {
  readonly type: 'rows';
  readonly columns: readonly Exclude<Field, RowsField | ScoreField>[];
}
/** The product of whole-number fields, with bands; never stored, always computed. */
export interface ScoreField extends FieldBase {
  readonly type: 'score';
  readonly of: readonly string[];
  /** By rising `from`. */
  readonly bands: readonly Band[];
}

export type Field =
  | TextField
  | ChoiceField
  | NumberField
  | DayField
  | FlagField
  | PersonField
  | EntityField
  | RecordField
  | ClauseField
  | RowsField
  | ScoreField;

/** A value as stored and as on the wire: text, decimal text, ids, days; absent when empty. */
export type Value = string | boolean | readonly string[] | readonly Content[];
export interface Content {
  readonly [field: string]: Value;
}

// ── Life cycles ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a state means for whoever rests on the record. Only `in_force` and `done` are evidence. */
export type Standing = 'drafted' | 'open' | 'in_force' | 'done' | 'ended';

export interface State {
  readonly code: string;
  readonly name: Text;
  readonly stands: Standing;
  /** The content may be changed here: a further version in the same state. */
  readonly editable: boolean;
  /** Where not editable: a change makes a further version in this state, and what was approved stays in force until that one is. */
  readonly revisesTo: string | null;
}

export interface Move {
  readonly code: string;
  readonly name: Text;
  readonly from: readonly string[];
  readonly to: string;
  readonly right: Keeper;
  /** Not by anybody who wrote on the version that is moved. */
  readonly byAnother: boolean;
  /** Not by a person named in these fields (an owner does not verify the own work). */
  readonly notBy: readonly string[];
  /** Fields of people of which no two may name the same person: nobody audits the own work. */
  readonly apart: readonly string[];
  /** Fields that must be filled. */
  readonly needs: readonly string[];
  readonly needsReason: boolean;
  readonly needsEvidence: boolean;
  /** Puts this version in force; its content hash is kept with the move. */
  readonly approves: boolean;
}

export interface LifeCycle {
  readonly id: string;
  readonly name: Text;
  readonly first: string;
  readonly states: readonly State[];
  readonly moves: readonly Move[];
}
