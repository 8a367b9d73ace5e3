import type { z } from 'zod';
import type { numberWithPlace } from '../../../contract/emission.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { nodeId } from '../../../kernel/method/nodes.ts';
import type { Text } from '../../../kernel/text.ts';

export type NumberWithPlace = z.input<typeof numberWithPlace>;
type At = Readonly<Record<string, string>>;

/** Outputs by address: every number of a report is picked from here and carries its place in the derivation. */
export function outputIndex(evaluation: Evaluation): (symbol: string, at?: At) => Evaluation['outputs'][number] | undefined {
  const index = new Map(evaluation.outputs.map((output) => [nodeId(output.symbol, output.at), output]));
  return (symbol, at = {}) => index.get(nodeId(symbol, at));
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
