import type { RoundingMode } from '../quantity/rounding.ts';
import { type Key, keyText } from './columns-key.ts';
import type { Comparison } from './formula.ts';

/** What is known of every value of a node before any is computed. */
export interface Traits {
  /** Never below zero. */
  readonly positive: boolean;
  /** Has a finite value for every record. */
  readonly total: boolean;
  /** A number as it was given or read, at most once rounded to binary: equal decimals are equal here. */
  readonly plain: boolean;
  /** Digits may have been lost by subtraction. */
  readonly risky: boolean;
}

/**
 * Arithmetic on blocks of a float column. Yes and no are 1 and 0, no value is NaN inside a block (never outside).
 * `scale` is the size of what was added and subtracted on the way; beside it a difference is too small to be trusted.
 */
export type Node = Traits & { readonly id: number } & (
    | { readonly op: 'load'; readonly feed: number }
    | { readonly op: 'table'; readonly key: Key }
    | { readonly op: 'times_table'; readonly of: Node; readonly key: Key }
    | { readonly op: BinaryOp; readonly left: Node; readonly right: Node }
    | { readonly op: UnaryOp; readonly of: Node }
    | { readonly op: 'power'; readonly of: Node; readonly exponent: number }
    | { readonly op: 'check'; readonly of: Node; readonly scale: Node }
    | { readonly op: 'exponential'; readonly of: Node; readonly scale: Node }
    | { readonly op: 'raise'; readonly left: Node; readonly right: Node; readonly leftScale: Node; readonly rightScale: Node }
    | {
        readonly op: 'round';
        readonly of: Node;
        readonly scale: Node;
        readonly digits: number;
        readonly mode: Rounding;
      }
    | { readonly op: 'compare'; readonly sign: Comparison; readonly left: Node; readonly right: Node; readonly scale: Node | null }
    | { readonly op: 'pick'; readonly strict: boolean; readonly when: Node; readonly yes: Node; readonly no: Node }
  );

export type Rounding = RoundingMode | 'floor' | 'ceil';
export type BinaryOp = 'add' | 'subtract' | 'multiply' | 'divide' | 'least' | 'greatest' | 'and' | 'or';
export type UnaryOp = 'negate' | 'absolute' | 'root' | 'not' | 'has' | 'holds';

type Bare<N> = N extends Node ? Omit<N, 'id' | keyof Traits> : never;

export function traitsOf(node: Traits): Traits {
  const { positive, total, plain, risky } = node;
  return { positive, total, plain, risky };
}

/** Makes nodes; the same operation on the same nodes is one node. */
export interface Graph {
  readonly make: (node: Bare<Node>, traits: Traits) => Node;
  readonly multiply: (left: Node, right: Node) => Node;
  readonly square: (node: Node) => Node;
  /** The size of a node's value before anything was subtracted. */
  readonly scaleOf: (node: Node) => Node;
  /** The node, watched for lost digits where it may have lost some. */
  readonly checked: (node: Node) => Node;
  readonly binary: (op: 'add' | 'subtract' | 'divide' | 'least' | 'greatest', left: Node, right: Node) => Node;
}

export function makeGraph(): Graph {
  const known = new Map<string, Node>();
  const make = (node: Bare<Node>, traits: Traits): Node => {
    const text = Object.entries(node)
      .map(([name, part]) => (name === 'key' ? keyText(part) : typeof part === 'object' && part !== null ? `#${part.id}` : String(part)))
      .join(' ');
    const before = known.get(text);
    if (before !== undefined) return before;
    const made: Node = { ...node, ...traits, id: known.size };
    known.set(text, made);
    return made;
  };
  const multiply = (left: Node, right: Node): Node => {
    const [a, b] = left.id <= right.id ? [left, right] : [right, left];
    if (a === b) return square(a);
    return make(
      { op: 'multiply', left: a, right: b },
      { positive: a.positive && b.positive, total: a.total && b.total, plain: false, risky: a.risky || b.risky },
    );
  };
  const square = (node: Node): Node => {
    if (node.op === 'multiply') return multiply(square(node.left), square(node.right));
    if (node.op === 'root' && node.of.positive) return node.of;
    return make({ op: 'power', of: node, exponent: 2 }, { ...traitsOf(node), positive: true, plain: false });
  };
  const binary = (op: 'add' | 'subtract' | 'divide' | 'least' | 'greatest', left: Node, right: Node): Node => {
    const divisor = op === 'divide' ? checked(right) : right;
    return make({ op, left, right: divisor }, binaryTraits(op, left, right));
  };
  const scaleOf = (node: Node): Node => scale(node, make, scaleOf);
  const checked = (node: Node): Node =>
    node.risky ? make({ op: 'check', of: node, scale: scaleOf(node) }, { ...traitsOf(node), risky: false }) : node;
  return { make, multiply, square, scaleOf, checked, binary };
}

function binaryTraits(op: 'add' | 'subtract' | 'divide' | 'least' | 'greatest', left: Node, right: Node): Traits {
  const both = left.positive && right.positive;
  const risky = left.risky || right.risky || op === 'subtract' || (op === 'add' && !both);
  const positive = op === 'greatest' ? left.positive || right.positive : both && op !== 'subtract';
  return { positive, total: left.total && right.total && op !== 'divide', plain: false, risky };
}

const sure: Traits = { positive: true, total: false, plain: false, risky: false };

/** Bound of the values met on the way, to which the rounding errors of floats are proportional. */
function scale(node: Node, make: Graph['make'], of: Graph['scaleOf']): Node {
  if (!node.risky) return node.positive ? node : make({ op: 'absolute', of: node }, sure);
  switch (node.op) {
    case 'add':
    case 'subtract':
      return make({ op: 'add', left: of(node.left), right: of(node.right) }, sure);
    case 'multiply':
      return make({ op: 'multiply', left: of(node.left), right: of(node.right) }, sure);
    case 'divide':
      return make({ op: 'divide', left: of(node.left), right: make({ op: 'absolute', of: node.right }, sure) }, sure);
    case 'least':
    case 'greatest':
      return make({ op: 'greatest', left: of(node.left), right: of(node.right) }, sure);
    case 'negate':
    case 'absolute':
      return of(node.of);
    case 'times_table': {
      const size = make({ op: 'times_table', of: of(node.of), key: node.key }, sure);
      return make({ op: 'absolute', of: size }, sure);
    }
    case 'power':
      return make({ op: 'power', of: of(node.of), exponent: Math.abs(node.exponent) }, sure);
    case 'root':
      // The relative error halves; the error itself is that of the radicand over the root.
      return make({ op: 'divide', left: of(node.of), right: node }, sure);
    case 'pick':
      return make({ op: 'pick', strict: node.strict, when: node.when, yes: of(node.yes), no: of(node.no) }, sure);
    default:
      return make({ op: 'absolute', of: node }, sure);
  }
}
