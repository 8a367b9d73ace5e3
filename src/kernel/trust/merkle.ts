import { concat, equalBytes } from './bytes.ts';

/** SHA-256 of bytes: the platform's own where it has one, `sha256.ts` where it has not. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The hash of a leaf (RFC 6962 §2.1). */
export const leafHashOf = (hash: Hash, leaf: Uint8Array): Uint8Array => hash(concat(leafPrefix, leaf));

/** The hash of a node over its two children (RFC 6962 §2.1). */
export const nodeHashOf = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array => hash(concat(nodePrefix, left, right));

export const emptyRoot = (hash: Hash): Uint8Array => hash(new Uint8Array());

/**
 * The right edge of a tree: the roots of its perfect subtrees, largest first, one for each bit of its size. With it a log grows, and tells its root, without
 * anything that came before; whoever keeps an edge can only ever go on from what it stands for.
 */
export interface Edge {
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

export const noEdge: Edge = { size: 0, roots: [] };

/** The edge after one more leaf hash. */
export function grown(hash: Hash, edge: Edge, leafHash: Uint8Array): Edge {
  const roots = [...edge.roots];
  let right = leafHash;
  for (let size = edge.size; size % 2 === 1; size = Math.floor(size / 2)) {
    const left = roots.pop();
    if (left === undefined) throw new RangeError('an edge without the subtrees of its size');
    right = nodeHashOf(hash, left, right);
  }
  return { size: edge.size + 1, roots: [...roots, right] };
}

/** The root of the tree with this edge (RFC 6962 §2.1: the left subtree is the largest perfect one). */
export function rootOfEdge(hash: Hash, edge: Edge): Uint8Array {
  const last = edge.roots.at(-1);
  if (last === undefined) return emptyRoot(hash);
  return edge.roots.slice(0, -1).reduceRight((right, left) => nodeHashOf(hash, left, right), last);
}

/** The root of a whole list of leaf hashes. */
export function rootOf(hash: Hash, leafHashes: Iterable<Uint8Array>): Uint8Array {
  let edge = noEdge;
  for (const leafHash of leafHashes) edge = grown(hash, edge, leafHash);
  return rootOfEdge(hash, edge);
}

/** The largest power of two smaller than `n`, which is at least 2. */
export function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** A run of leaves `[from, to)` whose subtree's root is asked for. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The subtrees of the audit path of a leaf (RFC 6962 §2.1.1), from the leaf upwards. */
export function inclusionRanges(index: number, size: number): Range[] {
  const path: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  return path.reverse();
}

/** The subtrees of a consistency proof between the first `old` leaves and all `size` (RFC 6962 §2.1.2), in its order. */
export function consistencyRanges(old: number, size: number): Range[] {
  if (old <= 0 || old >= size) return [];
  const path: Range[] = [];
  let from = 0;
  let to = size;
  let isWhole = true;
  while (old < to) {
    const middle = from + splitOf(to - from);
    if (old <= middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
      isWhole = false;
    }
  }
  if (!isWhole) path.push({ from, to });
  return path.reverse();
}

const isIndex = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * Whether a leaf stands at this place of the tree with this root (RFC 9162 §2.1.3.2). A tree without leaves includes nothing; a proof with one hash too many
 * or too few, or with a hash of another length, proves nothing.
 */
export function isIncluded(
  hash: Hash,
  {
    index,
    size,
    leafHash,
    proof,
    root,
  }: { index: number; size: number; leafHash: Uint8Array; proof: readonly Uint8Array[]; root: Uint8Array },
): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size) return false;
  if ([leafHash, root, ...proof].some((one) => one.length !== 32)) return false;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length) return false;
  let node = leafHash;
  for (const [i, range] of ranges.entries()) {
    const other = proof[i];
    if (other === undefined) return false;
    node = range.from > index ? nodeHashOf(hash, node, other) : nodeHashOf(hash, other, node);
  }
  return equalBytes(node, root);
}

/** The bits of a consistency proof's way: whether the next hash lies left of what is known so far. */
function bothRoots(
  hash: Hash,
  old: number,
  size: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
): readonly [Uint8Array, Uint8Array] | null {
  const ranges = consistencyRanges(old, size);
  if (ranges.length !== proof.length) return null;
  // The first old subtree is either told (when the old tree is no perfect one) or the old root itself.
  const told = old === splitOf(old + 1) ? null : proof[0];
  if (told === undefined) return null;
  let before = told ?? oldRoot;
  let after = before;
  for (const [i, range] of ranges.entries()) {
    const other = proof[i];
    if (other === undefined) return null;
    if (told !== null && i === 0) continue;
    if (range.from >= old) after = nodeHashOf(hash, after, other);
    else {
      before = nodeHashOf(hash, other, before);
      after = nodeHashOf(hash, other, after);
    }
  }
  return [before, after];
}

/**
 * Whether the tree of `size` leaves begins with the tree of `old` leaves (RFC 9162 §2.1.4.2). Of an empty tree nothing follows, so nothing is consistent with
 * it; equal sizes need equal roots and no proof.
 */
export function isConsistent(
  hash: Hash,
  { old, size, oldRoot, root, proof }: { old: number; size: number; oldRoot: Uint8Array; root: Uint8Array; proof: readonly Uint8Array[] },
): boolean {
  if (!isIndex(old) || !isIndex(size) || old === 0 || old > size) return false;
  if ([oldRoot, root, ...proof].some((one) => one.length !== 32)) return false;
  if (old === size) return proof.length === 0 && equalBytes(oldRoot, root);
  const both = bothRoots(hash, old, size, proof, oldRoot);
  return both !== null && equalBytes(both[0], oldRoot) && equalBytes(both[1], root);
}
