import type { At, DerivationNode, InputNode, LookupNode, StepNode } from '../../derivation.ts';
import type { Finding } from '../../finding.ts';
import type { Convention, Evaluation, Output } from '../../method/evaluation.ts';
import { nodeId } from '../../method/nodes.ts';
import { Decimal, print, shown } from '../../quantity/decimal.ts';
import { type RoundingMode, round } from '../../quantity/rounding.ts';
import type { Text } from '../../text.ts';

/** How a figure is told: symbol, name, unit, decimals for display. */
export interface Figure {
  readonly symbol: string;
  readonly title: Text;
  readonly unit: string;
  readonly digits: number;
}

/** A figure in one line: symbol, Chinese, English, unit ('' for words), decimals for display. */
export function figure(symbol: string, zh: string, en: string, unit = '', digits = 0): Figure {
  return { symbol, title: { zh, en }, unit, digits };
}

export interface StepFacts extends Pick<StepNode, 'clause' | 'source' | 'confidence' | 'note' | 'choice'> {
  readonly formula: string;
  /** Without it the formula is told with the shown values of what it uses. */
  readonly substituted?: string;
  readonly uses: readonly string[];
  /** How the rule rounds: the value stays exact, the output carries both. */
  readonly rounding?: { readonly digits: number; readonly mode: RoundingMode };
}

/** Where a value of a reviewed file stands. */
export type LookupFacts = Pick<LookupNode, 'table' | 'column' | 'keys' | 'source' | 'confidence' | 'ref'>;

/** A number, or a word: a verdict, a day, an account. */
export type Told = Decimal | string | null;

/** Collects figures of a calculation with their derivation; the same calls give the same bytes. */
export interface Sheet {
  /** `given`: what was given when it had another unit. */
  readonly input: (figure: Figure, at: At, value: Told, ref?: string, given?: InputNode['given']) => string;
  readonly lookup: (figure: Figure, at: At, value: Told, facts: LookupFacts) => string;
  /** Adds a computed figure to derivation and outputs; its node's id. */
  readonly step: (figure: Figure, at: At, value: Told, facts: StepFacts) => string;
  readonly result: (
    method: { readonly id: string; readonly version: number; readonly title: Text; readonly source: string },
    findings: readonly Finding[],
    conventions: readonly Convention[],
  ) => Evaluation;
}

export function openSheet(): Sheet {
  const nodes: DerivationNode[] = [];
  const outputs: Output[] = [];
  const known = new Map<string, DerivationNode>();
  const add = (node: DerivationNode): string => {
    nodes.push(node);
    known.set(node.id, node);
    return node.id;
  };
  const base = ({ symbol, title, unit, digits }: Figure, at: At, value: Told) => ({
    id: nodeId(symbol, at),
    symbol,
    at,
    title,
    value: value instanceof Decimal ? print(value) : value,
    shown: value instanceof Decimal ? shown(value, digits) : value,
    unit: value instanceof Decimal || value === null ? unit : '',
  });
  return {
    input: (figure, at, value, ref, given) =>
      add({ ...base(figure, at, value), kind: 'input', ...(given ? { given } : {}), ...(ref ? { ref } : {}) }),
    lookup: (figure, at, value, facts) => add({ ...base(figure, at, value), kind: 'lookup', ...facts }),
    step: (figure, at, value, { rounding, ...facts }) => {
      const rounded = rounding && value instanceof Decimal ? round(value, rounding.digits, rounding.mode) : value;
      const node = base(figure, at, rounded);
      const exact = base(figure, at, value).value;
      const substituted = facts.substituted ?? withNumbers(facts.formula, facts.uses, known);
      const told = rounding && exact !== null ? { rounding: { ...rounding, exact } } : {};
      add({ ...node, kind: 'step', ...facts, substituted, ...told });
      const { symbol, title, unit } = node;
      const kept = rounding && node.value !== null ? { rounded: node.value } : {};
      outputs.push({ symbol, at, title, value: exact, shown: node.shown, ...kept, unit });
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

/** The formula with the shown values of the nodes it uses; of a symbol used several times all values stand. */
function withNumbers(formula: string, uses: readonly string[], known: ReadonlyMap<string, DerivationNode>): string {
  const values = new Map<string, string[]>();
  for (const id of uses) {
    const node = known.get(id);
    if (node) values.set(node.symbol, [...(values.get(node.symbol) ?? []), node.shown ?? '—']);
  }
  const told = (symbol: string): string => {
    const all = values.get(symbol);
    if (all === undefined) return symbol;
    return all.length > 4 ? `${all.slice(0, 3).join(', ')} … (${all.length})` : all.join(', ');
  };
  return formula.replace(/[A-Za-z_]\w*/g, told);
}

/** A choice that the rules leave open and how it was made. */
export function convention(symbol: string, title: Text, value: string, from: Convention['from'], source: string): Convention {
  return { symbol, at: {}, title, value, unit: '', from, source, confidence: 'high' };
}
