import type { z } from 'zod';
import type { numberWithPlace } from '../../../contract/emission.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { nodeId } from '../../../kernel/method/nodes.ts';
import type { Text } from '../../../kernel/text.ts';

export type NumberWithPlace = z.input<typeof numberWithPlace>;
type At = Readonly<Record<string, string>>;

type Output = Evaluation['outputs'][number];

interface Index {
  readonly byNode: ReadonlyMap<string, Output>;
  /** Those of a year, without a month, by symbol and unit. */
  readonly yearly: ReadonlyMap<string, readonly Output[]>;
}

/** An evaluation is told to many; its outputs are put in order once. */
const indexes = new WeakMap<Evaluation['outputs'], Index>();

function indexOf({ outputs }: Pick<Evaluation, 'outputs'>): Index {
  const there = indexes.get(outputs);
  if (there) return there;
  const byNode = new Map<string, Output>();
  const yearly = new Map<string, Output[]>();
  for (const output of outputs) {
    byNode.set(nodeId(output.symbol, output.at), output);
    if (output.at.month !== undefined || output.at.unit === undefined) continue;
    const key = `${output.symbol} ${output.at.unit}`;
    const own = yearly.get(key);
    if (own) own.push(output);
    else yearly.set(key, [output]);
  }
  const index = { byNode, yearly };
  indexes.set(outputs, index);
  return index;
}

/** Outputs by address: every number of a report is picked from here and carries its place in the derivation. */
export function outputIndex(evaluation: Evaluation): (symbol: string, at?: At) => Output | undefined {
  const { byNode } = indexOf(evaluation);
  return (symbol, at = {}) => byNode.get(nodeId(symbol, at));
}

/** The outputs of a symbol that are a unit's year: one, or one for each stream. */
export function yearlyOutputs(evaluation: Evaluation, symbol: string, unitKey: string): readonly Output[] {
  return indexOf(evaluation).yearly.get(`${symbol} ${unitKey}`) ?? [];
}

export function numberOf(output: Evaluation['outputs'][number]): NumberWithPlace {
  return {
    value: output.rounded ?? output.value,
    shown: output.shown,
    unit: output.unit,
    nodeId: nodeId(output.symbol, output.at),
    title: output.title,
  };
}

/** Where a method has no such output: a number that says so instead of a zero. */
export function noNumber(title: Text, unit: string): NumberWithPlace {
  return { value: null, shown: null, unit, nodeId: null, title };
}
