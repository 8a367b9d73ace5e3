import type { At, DerivationNode } from '../../derivation.ts';
import type { Finding } from '../../finding.ts';
import type { Convention, Evaluation, Output } from '../../method/evaluation.ts';
import { nodeId } from '../../method/nodes.ts';
import { type Decimal, print, shown } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';

/** How a figure is told: symbol, name, unit, decimals for display. */
export interface Figure {
  readonly symbol: string;
  readonly title: Text;
  readonly unit: string;
  readonly digits: number;
}

export interface StepFacts {
  readonly formula: string;
  readonly substituted: string;
  readonly uses: readonly string[];
  readonly clause?: string;
  readonly source?: string;
}

/** Collects figures of a calculation with their derivation; the same calls give the same bytes. */
export interface Sheet {
  readonly input: (figure: Figure, at: At, value: Decimal, ref?: string) => string;
  /** Adds a computed figure to derivation and outputs; its node's id. */
  readonly step: (figure: Figure, at: At, value: Decimal, facts: StepFacts) => string;
  readonly result: (
    method: { readonly id: string; readonly version: number; readonly title: Text; readonly source: string },
    findings: readonly Finding[],
    conventions: readonly Convention[],
  ) => Evaluation;
}

export function openSheet(): Sheet {
  const nodes: DerivationNode[] = [];
  const outputs: Output[] = [];
  const base = ({ symbol, title, unit, digits }: Figure, at: At, value: Decimal) => ({
    id: nodeId(symbol, at),
    symbol,
    at,
    title,
    value: print(value),
    shown: shown(value, digits),
    unit,
  });
  return {
    input: (figure, at, value, ref) => {
      const node = base(figure, at, value);
      nodes.push({ ...node, kind: 'input', ...(ref ? { ref } : {}) });
      return node.id;
    },
    step: (figure, at, value, facts) => {
      const node = base(figure, at, value);
      nodes.push({ ...node, kind: 'step', ...facts });
      const { symbol, title, unit } = node;
      outputs.push({ symbol, at, title, value: node.value, shown: node.shown, unit });
      return node.id;
    },
    result: ({ id, version, title, source }, findings, conventions) => ({
      method: { id, version },
      dataYear: null,
      outputs,
      findings,
      conventions,
      derivation: { method: { id, version, title, source }, dataYear: null, nodes },
    }),
  };
}

/** A choice that the rules leave open and how it was made. */
export function convention(symbol: string, title: Text, value: string, from: Convention['from'], source: string): Convention {
  return { symbol, at: {}, title, value, unit: '', from, source, confidence: 'high' };
}
