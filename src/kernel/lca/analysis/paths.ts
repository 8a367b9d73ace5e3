import { columnOf, makersOf, type SolvedSystem, scoreOf } from './system.ts';

/** A process in the tree of what a product needs. */
export interface TreeNode {
  readonly process: number;
  readonly product: number;
  /** Of the product, for the node above it. */
  readonly amount: number;
  /** With all that lies above it. */
  readonly total: number;
  /** What the process emits itself for this amount. */
  readonly direct: number;
  readonly children: readonly TreeNode[];
  /** Of its inputs, what is not shown: below the cut-off, deeper than asked, or a loop. */
  readonly hidden: number;
  /** The process stands already further down this branch: the loop is shown once and not followed. */
  readonly loop: boolean;
}

export interface TreeLimits {
  /** Share of the score below which a branch is not shown. */
  readonly cutOff: number;
  readonly depth: number;
  /** Nodes at most. */
  readonly nodes: number;
}

const usual: TreeLimits = { cutOff: 0.01, depth: 8, nodes: 500 };

interface Standing {
  readonly product: number;
  readonly amount: number;
  readonly above: readonly number[];
}

/** What the demand needs, product by product: totals, direct emissions, and what is hidden. `total = direct + Σ children + hidden` at every node. */
export function upstreamTree(system: Omit<SolvedSystem, 'x'>, limits: Partial<TreeLimits> = {}): TreeNode[] {
  const { cutOff, depth, nodes } = { ...usual, ...limits };
  const makers = makersOf(system);
  // The score, as worth · demand: the same as direct · activities.
  const score = system.demand.reduce((sum, amount, product) => sum + amount * (system.worth[product] ?? 0), 0);
  const least = Math.abs(score) * cutOff;
  let left = nodes;
  const grow = ({ product, amount, above }: Standing): TreeNode => {
    left -= 1;
    const process = makers[product] ?? -1;
    const total = amount * (system.worth[product] ?? 0);
    const none = { process, product, amount, total, children: [], hidden: total, direct: 0, loop: false };
    if (process < 0) return none;
    const { output, links } = columnOf(system, process);
    const activity = output === 0 ? 0 : amount / output;
    const direct = (system.direct[process] ?? 0) * activity;
    if (above.includes(process)) return { ...none, direct, hidden: total - direct, loop: true };
    const parts = links
      .map((link) => ({ product: link.product, amount: link.amount * activity }))
      .sort((a, b) => worthOf(system, b) - worthOf(system, a) || a.product - b.product);
    const children: TreeNode[] = [];
    for (const part of parts) {
      if (above.length + 1 >= depth || worthOf(system, part) < least || left <= 0) continue;
      children.push(grow({ ...part, above: [...above, process] }));
    }
    const hidden = total - direct - children.reduce((sum, child) => sum + child.total, 0);
    return { ...none, direct, children, hidden };
  };
  return [...system.demand].flatMap((amount, product) => (amount === 0 ? [] : [grow({ product, amount, above: [] })]));
}

const worthOf = (system: Pick<SolvedSystem, 'worth'>, part: { readonly product: number; readonly amount: number }): number =>
  Math.abs(part.amount * (system.worth[part.product] ?? 0));

/** A chain of processes from the demand outwards, and what its last one emits for it. */
export interface StructuralPath {
  readonly processes: readonly number[];
  readonly value: number;
  readonly share: number;
}

export interface StructuralPaths {
  readonly paths: readonly StructuralPath[];
  /** The score less the paths told. */
  readonly rest: number;
  /** Paths found before the limit of steps was reached; false: there may be more above the threshold. */
  readonly complete: boolean;
}

/**
 * Structural path analysis: all chains whose last process adds at least `threshold` of the score. Branches that are worth less are not followed; loops are followed
 * as long as they are worth it, so that the paths of all lengths are the terms of the power series `direct · (I − T)⁻¹ · demand`.
 */
export function structuralPaths(system: SolvedSystem, threshold: number, limits = { depth: 40, steps: 200_000 }): StructuralPaths {
  const makers = makersOf(system);
  const score = scoreOf(system);
  const least = Math.abs(score) * threshold;
  const paths: StructuralPath[] = [];
  let steps = 0;
  const follow = ({ product, amount, above }: Standing): void => {
    const process = makers[product] ?? -1;
    steps += 1;
    if (process < 0 || steps > limits.steps) return;
    const { output, links } = columnOf(system, process);
    if (output === 0) return;
    const activity = amount / output;
    const value = (system.direct[process] ?? 0) * activity;
    const processes = [...above, process];
    if (value !== 0 && Math.abs(value) >= least) paths.push({ processes, value, share: score === 0 ? 0 : value / score });
    if (processes.length >= limits.depth) return;
    for (const link of links) {
      const next = { product: link.product, amount: link.amount * activity };
      if (next.amount !== 0 && worthOf(system, next) >= least) follow({ ...next, above: processes });
    }
  };
  for (const [product, amount] of system.demand.entries()) if (amount !== 0) follow({ product, amount, above: [] });
  paths.sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.processes.length - b.processes.length || order(a.processes, b.processes));
  const told = paths.reduce((sum, path) => sum + path.value, 0);
  return { paths, rest: score - told, complete: steps <= limits.steps };
}

function order(a: readonly number[], b: readonly number[]): number {
  for (const [i, one] of a.entries()) if (one !== b[i]) return one - (b[i] ?? 0);
  return 0;
}
