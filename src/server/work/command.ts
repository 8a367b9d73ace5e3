import type { z } from 'zod';
import type { Action } from '../../contract/actions.ts';
import type { Actor } from './actor.ts';
import type { JournalRecord } from './journal.ts';
import type { Tx } from '../db/tx.ts';

/** Everything impure that a command or query may use. Commands receive nothing else from outside. */
export interface Work {
  /** The one transaction; row-level security is already set to the actor's organization. */
  readonly tx: Tx;
  readonly actor: Actor;
  /** ISO instant of this piece of work. In the demo it follows the story's clock. */
  readonly now: string;
  /** UUIDv7. */
  readonly newId: () => string;
  /** Says what was written; the funnel turns it into a journal leaf in the same transaction. A write without one does not commit. */
  readonly record: (entry: JournalRecord) => void;
  /** Throws `not_permitted` unless the actor holds a role for `action` at this entity or above it. */
  readonly permit: (action: Action, entityId?: string) => Promise<void>;
}

/** A verb of a module: `(work, input) => result`. */
export interface Command<Input extends z.ZodType, Result> {
  /** `emission.record-activity-data`: module and verb, used in the journal and the logs. */
  readonly name: string;
  readonly action: Action | 'person' | 'system';
  readonly input: Input;
  readonly run: (work: Work, input: z.output<Input>) => Promise<Result>;
}

export function command<Input extends z.ZodType, Result>(definition: Command<Input, Result>): Command<Input, Result> {
  return definition;
}

/** Reads only: runs in a read-only transaction, so that it cannot write by mistake. */
export interface Query<Input extends z.ZodType, Result> {
  readonly name: string;
  readonly action: Action | 'person' | 'system';
  readonly input: Input;
  readonly run: (work: Work, input: z.output<Input>) => Promise<Result>;
}

export function query<Input extends z.ZodType, Result>(definition: Query<Input, Result>): Query<Input, Result> {
  return definition;
}
