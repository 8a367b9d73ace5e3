import type { Node } from './columns-node.ts';

/** Two or three operations done in one pass over a block: `of`² times or plus `with`; `with` may be a table read on the way. */
export interface Fusion {
  readonly op: 'squareTimes' | 'squarePlus' | 'squarePlusTable';
  readonly of: Node;
  readonly with: Node;
}

export interface Fusions {
  readonly of: ReadonlyMap<number, Fusion>;
  /** Nodes that need no register of their own. */
  readonly absorbed: ReadonlySet<number>;
}

/** Squares that are used once, by a product or a sum: what uncertainties are made of. */
export function fusionsOf(nodes: readonly Node[], roots: readonly Node[], partsOf: (node: Node) => readonly Node[]): Fusions {
  const uses = new Map<number, number>();
  for (const node of [...roots, ...nodes.flatMap(partsOf)]) uses.set(node.id, (uses.get(node.id) ?? 0) + 1);
  const once = (node: Node) => uses.get(node.id) === 1;
  const of = new Map<number, Fusion>();
  const absorbed = new Set<number>();
  for (const node of nodes) {
    if (node.op !== 'multiply' && node.op !== 'add') continue;
    const sides = [node.left, node.right];
    const square = sides.find((side) => side.op === 'power' && side.exponent === 2 && once(side));
    const other = sides.find((side) => side !== square);
    if (square?.op !== 'power' || other === undefined) continue;
    const table = node.op === 'add' && other.op === 'table' && once(other);
    of.set(node.id, { op: node.op === 'multiply' ? 'squareTimes' : table ? 'squarePlusTable' : 'squarePlus', of: square.of, with: other });
    absorbed.add(square.id);
    if (table) absorbed.add(other.id);
  }
  return { of, absorbed };
}
