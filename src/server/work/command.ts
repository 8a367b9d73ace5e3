import type { z } from 'zod';
import type { Action } from '../../contract/actions.ts';
import type { Tx } from '../db/tx.ts';
import type { Actor } from './actor.ts';
import type { JournalRecord } from './journal.ts';

/** Everything impure that a command or query may use. Commands receive nothing else from outside. */
export interface Work {
  /** The one transaction; row-level security is already set to the actor's organization. */
  readonly tx: Tx;
  readonly actor: Actor;
  /** ISO instant of this piece of work. In the demo it follows the story's clock. */
  readonly now: string;
  /** UUIDv7, increasing within one piece of work. */
  readonly newId: () => string;
  /** Says what was written; the funnel turns it into a journal leaf in the same transaction. A write without one does not commit. */
  readonly record: (entry: JournalRecord) => void;
  /** Throws `not_permitted` unless the actor holds a role for `action` at this entity or above it; without an entity: for the whole organization. */
  readonly permit: (action: Action, entityId?: string) => Promise<void>;
  /** Which of these actions the actor may do at this entity of the organization. */
  readonly allowed: (actions: readonly Action[], entityId: string) => Promise<ReadonlySet<Action>>;
  /** The entities in which the actor may do `action`; null: all of them. */
  readonly reach: (action: Action) => Promise<ReadonlySet<string> | null>;
  /** Runs once the transaction has committed (and not when it rolls back): starting a job, dropping a cached session. */
  readonly afterCommit: (effect: () => void | Promise<void>) => void;
}

/** `person`: anyone signed in. `system`: only the installation itself. `calculation`: stores nothing, so a program or a demo visitor may too. */
export type WorkAction = Action | 'person' | 'system' | 'calculation';

interface Common<Input extends z.ZodType, Result> {
  /** `emission.record-activity-data`: module and verb, used in the journal and the logs. */
  readonly name: string;
  readonly action: WorkAction;
  /** Parsed strictly: unknown keys are refused at every depth, whether or not the schema says so. */
  readonly input: Input;
  /** Time limit of one SQL statement; 15 s unless said otherwise. */
  readonly statementSeconds?: number;
  readonly run: (work: Work, input: z.output<Input>) => Promise<Result>;
}

/** A verb of a module: `(work, input) => result`. */
export interface Command<Input extends z.ZodType, Result> extends Common<Input, Result> {
  readonly type: 'command';
  /** `serializable` where a rule spans rows that other transactions change; conflicts are retried by the funnel. */
  readonly isolation?: 'read committed' | 'serializable';
  /** The result holds a secret shown once: never stored for a repeated request. */
  readonly secretResult?: boolean;
}

export function command<Input extends z.ZodType, Result>(definition: Omit<Command<Input, Result>, 'type'>): Command<Input, Result> {
  return { ...definition, type: 'command' };
}

/** Reads only: runs in a read-only transaction, so that it cannot write by mistake. */
export interface Query<Input extends z.ZodType, Result> extends Common<Input, Result> {
  readonly type: 'query';
}

export function query<Input extends z.ZodType, Result>(definition: Omit<Query<Input, Result>, 'type'>): Query<Input, Result> {
  return { ...definition, type: 'query' };
}
