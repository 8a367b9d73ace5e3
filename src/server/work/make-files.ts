import type { z } from 'zod';
import type { Text } from '../../kernel/text.ts';
import type { Command } from './command.ts';
import type { JobContext } from './jobs.ts';

/** Where such a job stands: how many of its files are stored. */
export interface FilesMade {
  readonly made: number;
  readonly [key: string]: number;
}

export interface FileToMake<Kind extends string> {
  readonly kind: Kind;
  /** What a person reads while it is made. */
  readonly message: Text;
}

interface FrozenFiles<Frozen, Kind extends string> {
  /** Freezes what the files are made from; runs once, whatever happens after it. */
  readonly freeze: { readonly command: Command<z.ZodType, unknown>; readonly input: unknown; readonly message: Text };
  /** Reads what was frozen. */
  readonly frozen: () => Promise<Frozen>;
  readonly files: (frozen: Frozen) => readonly FileToMake<Kind>[];
  readonly make: (kind: Kind, frozen: Frozen) => Promise<Uint8Array>;
  readonly store: (kind: Kind, content: Uint8Array) => { readonly command: Command<z.ZodType, unknown>; readonly input: unknown };
  readonly done: Text;
}

/** The work of a job that freezes something and makes files from what is frozen, one step each: after an interruption it goes on with the file it was at. */
export async function freezeAndMakeFiles<Frozen, Kind extends string>(
  { breathe, progress, saved, step }: Pick<JobContext<unknown, FilesMade>, 'breathe' | 'progress' | 'saved' | 'step'>,
  work: FrozenFiles<Frozen, Kind>,
): Promise<void> {
  await progress(0, null, work.freeze.message);
  let made = saved?.made ?? 0;
  if (!saved) await step(work.freeze.command, work.freeze.input, { made });
  const frozen = await work.frozen();
  const files = work.files(frozen);
  const total = files.length + 1;
  for (const { kind, message } of files.slice(made)) {
    breathe();
    await progress(made + 1, total, message);
    const content = await work.make(kind, frozen);
    made += 1;
    const { command, input } = work.store(kind, content);
    await step(command, input, { made });
  }
  await progress(total, total, work.done);
}
