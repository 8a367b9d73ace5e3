import type { z } from 'zod';
import type { RuleBooks } from '../../../kernel/market/rule-book.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import type { Method } from '../../../kernel/method/method.ts';
import type { Text } from '../../../kernel/text.ts';
import { parseInput } from '../../work/strict.ts';
import type { Frameworks } from './frameworks/read-frameworks.ts';

/** One figure a calculation gives, for the OpenAPI document: index sets of each value in `per`. */
export interface FunctionOutput {
  readonly symbol: string;
  readonly title: Text;
  readonly unit: string;
  readonly per: readonly string[];
}

export type Methods = (id: string) => Method | undefined;

/**
 * A named calculation that a pure kernel function makes instead of a method file: allocation, uncertainty and the like. It is listed, described and run beside
 * the methods (`POST /api/v1/calculations/<id>`, `tanheng calc <id>`) and gives the same kind of result.
 */
export interface KernelCalculation<Input extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly summary: Text;
  readonly input: Input;
  readonly outputs: readonly FunctionOutput[];
  /** Runs as it stands. */
  readonly example: Record<string, unknown>;
  /** `methods`: the methods of the data folder, for a calculation that solves what one of them leaves open; `books`: the rule books of the markets; `frameworks`: those of the management system. */
  /** Whether an input rests on what an organization has stored: then the module that keeps it answers, under the caller's rights, and `run` is not asked. */
  readonly rests?: (input: unknown) => boolean;
  readonly run: (input: z.output<Input>, methods: Methods, books: RuleBooks, frameworks: Frameworks) => Evaluation;
}

/** Ties the type of `run` to the schema of its input; the list below forgets it again, because `runFunction` parses first. */
export function kernelCalculation<Input extends z.ZodType>(definition: KernelCalculation<Input>): KernelCalculation {
  return { ...definition, run: (input, ...rest) => definition.run(parseInput(definition.input, input), ...rest) };
}
