import type { DerivationNode } from '../../kernel/derivation.ts';

/** The nodes of a derivation by id, with what rests on what: the pure part of the derivation drawer. */
export interface NodeIndex {
  readonly byId: ReadonlyMap<string, DerivationNode>;
  /** Below a node, in the order of its formula, each once. */
  readonly below: (id: string) => readonly DerivationNode[];
  /** How many nodes stand below, each counted once. */
  readonly weight: (id: string) => number;
}

export function indexNodes(nodes: readonly DerivationNode[]): NodeIndex {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const weights = new Map<string, number>();
  const below = (id: string) => {
    const node = byId.get(id);
    if (node?.kind !== 'step') return [];
    return [...new Set(node.uses)].flatMap((used) => byId.get(used) ?? []);
  };
  const weight = (id: string) => {
    const known = weights.get(id);
    if (known !== undefined) return known;
    const seen = new Set<string>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const node of below(next)) {
        if (seen.has(node.id)) continue;
        seen.add(node.id);
        open.push(node.id);
      }
    }
    weights.set(id, seen.size);
    return seen.size;
  };
  return { byId, below, weight };
}

/** A place in the tree: the ids from the root to the node. The same value may stand at several places, each opened on its own. */
export type TreePath = string;
const gap = ' › ';

export function pathOf(parent: TreePath | null, id: string): TreePath {
  return parent === null ? id : `${parent}${gap}${id}`;
}

export function idAt(path: TreePath): string {
  const at = path.lastIndexOf(gap);
  return at < 0 ? path : path.slice(at + gap.length);
}

export function parentOf(path: TreePath): TreePath | null {
  const at = path.lastIndexOf(gap);
  return at < 0 ? null : path.slice(0, at);
}

/** A subtree that still fits the eye is opened down to its inputs at once, so that evidence is few clicks away. */
export const openAtOnce = 30;

/**
 * What is open when a place is opened: the place itself; below it everything when the subtree is small, otherwise on while there is only one way.
 */
export function opening(index: NodeIndex, path: TreePath): TreePath[] {
  const children = index.below(idAt(path));
  if (children.length === 0) return [];
  const small = index.weight(idAt(path)) <= openAtOnce;
  const steps = children.filter((child) => index.below(child.id).length > 0);
  const further = small ? steps : children.length === 1 ? steps : [];
  return [path, ...further.flatMap((child) => opening(index, pathOf(path, child.id)))];
}

export interface TreeLine {
  readonly path: TreePath;
  readonly node: DerivationNode;
  /** From 1, as in aria-level. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly open: boolean;
  readonly hasBelow: boolean;
}

/** The visible lines of the tree, top down. */
export function linesOf(index: NodeIndex, rootId: string, open: ReadonlySet<TreePath>): TreeLine[] {
  const lines: TreeLine[] = [];
  const add = (node: DerivationNode, parent: TreePath | null, level: number, position: number, siblings: number) => {
    const path = pathOf(parent, node.id);
    const below = index.below(node.id);
    const isOpen = open.has(path);
    lines.push({ path, node, level, position, siblings, open: isOpen, hasBelow: below.length > 0 });
    if (isOpen) for (const [i, child] of below.entries()) add(child, path, level + 1, i + 1, below.length);
  };
  const root = index.byId.get(rootId);
  if (root) add(root, null, 1, 1, 1);
  return lines;
}

export type TreeKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

/** Where a key leads in the tree, and whether it opens or closes the place it starts from. */
export function treeMove(
  lines: readonly TreeLine[],
  at: TreePath,
  key: string,
): { readonly to: TreePath; readonly toggle: boolean } | null {
  const here = lines.findIndex((line) => line.path === at);
  const line = lines[here];
  if (!line) return null;
  const to = (index: number) => ({ to: lines[Math.max(0, Math.min(lines.length - 1, index))]?.path ?? at, toggle: false });
  switch (key) {
    case 'ArrowUp':
      return to(here - 1);
    case 'ArrowDown':
      return to(here + 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(lines.length - 1);
    case 'ArrowRight':
      if (!line.hasBelow) return null;
      return line.open ? to(here + 1) : { to: at, toggle: true };
    case 'ArrowLeft':
      if (line.open) return { to: at, toggle: true };
      return { to: parentOf(at) ?? at, toggle: false };
    default:
      return null;
  }
}

/** What tells a node from its neighbours of the same symbol: `2024-07`, `coal · 2024-07`; the parts the parent has too are left out. */
export function ownIndexes(node: DerivationNode, parent: DerivationNode | null, names: IndexNames): string[] {
  return Object.entries(node.at).flatMap(([set, key]) => (parent?.at[set] === key ? [] : [names.get(`${set}=${key}`) ?? key]));
}

/** What a key of an index set is called (`unit=1` → 1号机组); a key without a name stands for itself. */
export type IndexNames = ReadonlyMap<string, string>;

/** A quantity with all its digits: before the rounding of the rule where there is one. Null for what is no quantity or has no value. */
export function exactOf(node: DerivationNode): string | null {
  if (node.unit === '') return null;
  return node.kind === 'step' && node.rounding ? node.rounding.exact : node.value;
}

/** `0.5290` as `0.529`: the same number, as exact values are written. */
export function withoutFinalZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
