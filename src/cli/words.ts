import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type CommandName, helpFor } from './help.ts';
import { UsageError } from './say.ts';

type Parsed<T extends NonNullable<ParseArgsConfig['options']>> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; strict: true }>
>;

/** The words after a command, or a usage error that shows how it is called. */
export function parseWords<T extends NonNullable<ParseArgsConfig['options']>>(
  command: CommandName,
  words: readonly string[],
  options: T,
  positionals: { readonly min: number; readonly max: number },
): Parsed<T> {
  const { zh, en } = helpFor(command);
  try {
    const parsed = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    const count = parsed.positionals.length;
    if (count >= positionals.min && count <= positionals.max) return parsed;
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new UsageError({ zh: `${why}\n${zh}`, en: `${why}\n${en}` });
  }
  throw new UsageError({ zh, en });
}
