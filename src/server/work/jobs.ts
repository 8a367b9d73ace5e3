import type { z } from 'zod';
import type { Action } from '../../contract/actions.ts';
import type { Text } from '../../kernel/text.ts';
import type { Actor } from './actor.ts';
import type { Command, Query } from './command.ts';

/** A value that jsonb keeps as it is. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a running job may use. */
export interface JobContext<Input, State extends Json> {
  readonly jobId: string;
  /** Who started it; its commands run with that person's rights, looked up anew at each attempt. */
  readonly actor: Actor;
  readonly input: Input;
  /** Where an earlier attempt stood. */
  readonly saved: State | undefined;
  /** Throws once somebody asked to cancel, the server ends, or another worker took the job over. Call it between steps. */
  readonly breathe: () => void;
  readonly progress: (done: number, total: number | null, message: Text) => Promise<void>;
  /** Remembers where the job stands; for work that only reads. */
  readonly checkpoint: (state: State) => Promise<void>;
  /** Runs a command and remembers the state in the same transaction: after a crash a step is either done and remembered, or neither. */
  readonly step: <I extends z.ZodType, R>(command: Command<I, R>, input: unknown, state: State) => Promise<R>;
  readonly ask: <I extends z.ZodType, R>(query: Query<I, R>, input: unknown) => Promise<R>;
}

export interface JobDefinition<Input extends z.ZodType = z.ZodType, State extends Json = Json> {
  /** `journal.verify`: module and verb. */
  readonly kind: string;
  readonly title: Text;
  /** The right needed to start it, besides `job.run`. */
  readonly action: Action;
  readonly input: Input;
  /** What it writes belongs to the whole organization: who holds the right at one entity only is refused before anything is queued. */
  readonly inWhole?: boolean;
  /** At most one of this kind at a time in an organization. */
  readonly single?: boolean;
  readonly run: (context: JobContext<z.output<Input>, State>) => Promise<Json>;
}

/** Long work in steps. It must be able to start from any state it has saved. */
export function defineJob<Input extends z.ZodType, State extends Json>(definition: JobDefinition<Input, State>): JobDefinition {
  return definition as unknown as JobDefinition;
}
