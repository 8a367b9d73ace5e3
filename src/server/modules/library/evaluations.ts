import { createHash } from 'node:crypto';
import { present } from '../../../kernel/assert.ts';
import type { FrozenFigures } from '../../../kernel/emission/frozen-pins.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import type { Method } from '../../../kernel/method/method.ts';
import { openMemo } from '../../work/memo.ts';
import { openTurns, type Turns } from '../../work/turns.ts';
import { type EvaluationTask, type EvaluationThreads, evaluate, fromPieces } from './answer-evaluation.ts';

/** Figures frozen earlier that an evaluation is pinned to. */
export interface Frozen {
  /** Says which they are, each by the hash of its content: two evaluations with the same names are pinned to the same figures. */
  readonly names: readonly string[];
  /** Asked only where the evaluation is not known yet. */
  readonly load: () => Promise<readonly FrozenFigures[]>;
}

export interface EvaluateOptions {
  readonly frozen?: Frozen;
  /** Whether the derivation's nodes are wanted; they cost more than the numbers. */
  readonly derivation?: boolean;
  /** `false`: computed again, whatever is known; the check that a frozen calculation still gives the same bytes asks so. */
  readonly known?: boolean;
}

/** A method as it is evaluated: its hash covers everything that decides about a result besides the input. */
interface Edition {
  readonly id: string;
  readonly sha256: string;
  readonly method: Method;
}

/** What `evaluateMethod` gives; who receives it shares it with others and does not change it. */
export type Evaluator = (edition: Edition, input: unknown, options?: EvaluateOptions) => Promise<Evaluation>;

export interface EvaluationsOptions {
  /** Where larger ones are computed; without them everything is computed where it is asked. */
  readonly threads?: EvaluationThreads;
  readonly memoBytes?: number;
}

export const usualMemoBytes = 64 * 1024 * 1024;

/** Objects read from JSON hold about this many times its length: measured 1.3 with titles shared, as much again for two-byte texts. */
const bytesOfCharacter = 3;

/**
 * Up to this many characters of input an evaluation takes a few milliseconds and stays where it is asked: a unit's year of one or two streams has 7,000 to
 * 14,000. With the derivation it takes three times as long.
 */
const smallInput = { plain: 15_000, derived: 5_000 };

/** The name of an evaluation: the method's edition, the input and the pins to the letter. */
function keyOf(edition: Edition, input: string, names: readonly string[], derivation: boolean): string {
  const head = JSON.stringify([edition.sha256, derivation, names]);
  return createHash('sha256').update(head).update('\n').update(input).digest('base64');
}

const lengthOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length, 0);

interface Computed {
  readonly evaluation: Evaluation;
  readonly characters: number;
}

async function compute(edition: Edition, task: EvaluationTask, threads: EvaluationThreads | undefined, turn: Turns): Promise<Computed> {
  const small = task.input.length <= (task.derivation ? smallInput.derived : smallInput.plain);
  const answer = threads && !small ? await threads.ask('', task) : null;
  if (answer && 'pieces' in answer) {
    const evaluation = present(await fromPieces(answer.pieces, turn), 'an evaluation of a thread');
    return { evaluation, characters: lengthOf(answer.pieces) };
  }
  const evaluation = evaluate(edition.method, task);
  return { evaluation, characters: JSON.stringify(evaluation).length };
}

/**
 * Evaluations by what they are of: the same method edition, input and pins were computed once and are told again, a larger one is computed in a thread, and who
 * asks for what is just being computed waits for that. A changed value is another input; nothing has to be taken out when something is written.
 */
export function openEvaluations({ threads, memoBytes = usualMemoBytes }: EvaluationsOptions = {}): Evaluator {
  const memo = openMemo<Evaluation>(memoBytes);
  const turn = openTurns();
  const underWay = new Map<string, Promise<Evaluation>>();
  const answer: Evaluator = async (edition, input, { frozen, derivation = true, known = true } = {}) => {
    const text = JSON.stringify(input);
    const key = keyOf(edition, text, frozen?.names ?? [], derivation);
    const work = async (): Promise<Evaluation> => {
      const { id, sha256 } = edition;
      const task = { method: { id, sha256 }, input: text, frozen: (await frozen?.load()) ?? [], derivation };
      const { evaluation, characters } = await compute(edition, task, threads, turn);
      memo.keep(key, evaluation, characters * bytesOfCharacter);
      return evaluation;
    };
    if (!known) return await work();
    const there = memo.get(key);
    if (there) return there;
    // What stops another's work (a transaction that was cut off) is not this one's affair.
    const other = await underWay.get(key)?.catch(() => undefined);
    if (other) return other;
    const own = work();
    underWay.set(key, own);
    try {
      return await own;
    } finally {
      if (underWay.get(key) === own) underWay.delete(key);
    }
  };
  return async (...asked) => {
    const evaluation = await answer(...asked);
    // What is made of it takes its time too, and many may have waited for it.
    await turn();
    return evaluation;
  };
}
