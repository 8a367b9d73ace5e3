import { type FrozenFigures, frozenPins } from '../../../kernel/emission/frozen-pins.ts';
import { evaluateMethod } from '../../../kernel/method/evaluate.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import type { Method } from '../../../kernel/method/method.ts';
import type { Threads } from '../../work/threads.ts';

/** An evaluation as a thread receives it. */
export interface EvaluationTask {
  readonly method: { readonly id: string; readonly sha256: string };
  /** JSON text. */
  readonly input: string;
  readonly frozen: readonly FrozenFigures[];
  readonly derivation: boolean;
}

/** The evaluation in pieces of JSON, or that the thread read another edition of the method than the server. */
export type EvaluationAnswer = { readonly pieces: readonly string[] } | { readonly otherEdition: true };

export type EvaluationThreads = Threads<EvaluationTask, EvaluationAnswer>;

/** How many items of a list stand in one piece: a piece is read in a few milliseconds. */
const itemsInPiece = 1_500;

type Lists = Pick<Evaluation, 'outputs' | 'findings' | 'conventions'> & { nodes: Evaluation['derivation']['nodes'] };
interface Piece extends Partial<Lists> {
  readonly whole?: Evaluation;
}

export function evaluate(
  method: Method,
  { input, frozen, derivation }: Pick<EvaluationTask, 'input' | 'frozen' | 'derivation'>,
): Evaluation {
  return evaluateMethod(method, JSON.parse(input), { derivation, ...(frozen.length > 0 ? { pins: frozenPins(method, frozen) } : {}) });
}

/** In the thread: evaluates, and writes the result so that the server can read it bit by bit. */
export function answerEvaluation(method: { sha256: string; method: Method } | undefined, task: EvaluationTask): EvaluationAnswer {
  if (method?.sha256 !== task.method.sha256) return { otherEdition: true };
  return { pieces: piecesOf(evaluate(method.method, task)) };
}

export function piecesOf(evaluation: Evaluation): string[] {
  const { outputs, findings, conventions, derivation } = evaluation;
  const lists: Lists = { outputs, findings, conventions, nodes: derivation.nodes };
  const whole: Evaluation = { ...evaluation, outputs: [], findings: [], conventions: [], derivation: { ...derivation, nodes: [] } };
  const pieces: Piece[] = [{ whole }];
  for (const [name, list] of Object.entries(lists))
    for (let from = 0; from < list.length; from += itemsInPiece) pieces.push({ [name]: list.slice(from, from + itemsInPiece) });
  return pieces.map((piece) => JSON.stringify(piece));
}

/** Puts the pieces together; `pause` is waited for between them, so that others have their turn. */
export async function fromPieces(pieces: readonly string[], pause: () => Promise<unknown>): Promise<Evaluation | undefined> {
  const outputs: Evaluation['outputs'][number][] = [];
  const findings: Evaluation['findings'][number][] = [];
  const conventions: Evaluation['conventions'][number][] = [];
  const nodes: Evaluation['derivation']['nodes'][number][] = [];
  let whole: Evaluation | undefined;
  for (const [i, text] of pieces.entries()) {
    if (i > 1) await pause();
    const piece: Piece = JSON.parse(text);
    whole ??= piece.whole;
    outputs.push(...(piece.outputs ?? []));
    findings.push(...(piece.findings ?? []));
    conventions.push(...(piece.conventions ?? []));
    nodes.push(...(piece.nodes ?? []));
  }
  return whole && { ...whole, outputs, findings, conventions, derivation: { ...whole.derivation, nodes } };
}
