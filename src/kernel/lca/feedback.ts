import type { Components, Graph } from './components.ts';

/**
 * A small set of nodes without which no cycle is left. The reductions of Levy and Low (1988, J. Algorithms 9: 470–493): a node that nothing leads to or that
 * leads nowhere goes; a node with one way in or one way out is contracted into that neighbour; a node that leads to itself is taken; when nothing of that is
 * left, the node with the most ways through it (in × out) is taken. The set is small, not proven smallest.
 */
export function feedbackSet(graph: Graph, components: Components): Int32Array {
  const found: number[] = [];
  const members = membersOf(graph.size, components);
  for (const nodes of members) {
    if (nodes.length < 2) continue;
    const rest = contracted(graph, components, nodes, found);
    if (rest.nodes.length === 0) continue;
    if (rest.nodes.length > mostBits) found.push(...backTargets(rest));
    else found.push(...reduced(rest));
  }
  return Int32Array.from(found).sort();
}

/** Above this, adjacency by bits takes too much memory. */
const mostBits = 24_000;

function membersOf(size: number, { of, sizes }: Components): number[][] {
  const members: number[][] = Array.from(sizes, () => []);
  for (let v = 0; v < size; v += 1) if ((sizes[of[v] ?? 0] ?? 0) > 1) members[of[v] ?? 0]?.push(v);
  return members;
}

interface Rest {
  /** The nodes that are left, by their number in the graph. */
  readonly nodes: readonly number[];
  /** Edges between them by their place in `nodes`. */
  readonly edges: readonly (readonly number[])[];
}

/** All nodes with one way out contracted at once: two thirds of a database sell to one market only. */
function contracted({ starts, targets }: Graph, { of }: Components, nodes: readonly number[], found: number[]): Rest {
  const into = new Map<number, number>();
  for (const v of nodes) {
    let only = -1;
    for (let k = starts[v] ?? 0; k < (starts[v + 1] ?? 0) && only !== -2; k += 1) {
      const w = targets[k] ?? 0;
      if (w === v || of[w] !== of[v]) continue;
      only = only === -1 || only === w ? w : -2;
    }
    if (only >= 0) into.set(v, only);
  }
  const rootOf = new Map<number, number>();
  for (const v of nodes) {
    const way = new Set<number>();
    let at = v;
    while (!rootOf.has(at) && into.has(at) && !way.has(at)) {
      way.add(at);
      at = into.get(at) ?? at;
    }
    if (way.has(at)) found.push(at); // a ring of such nodes: one of it is taken and everything led to it alone
    const root = rootOf.get(at) ?? (way.has(at) ? -1 : at);
    for (const one of way) rootOf.set(one, root);
    if (!rootOf.has(at)) rootOf.set(at, root);
  }
  const left = nodes.filter((v) => rootOf.get(v) === v);
  const placeOf = new Map(left.map((v, i) => [v, i]));
  const edges = left.map((v) => {
    const out = new Set<number>();
    for (let k = starts[v] ?? 0; k < (starts[v + 1] ?? 0); k += 1) {
      const w = targets[k] ?? 0;
      const place = w === v || of[w] !== of[v] ? undefined : placeOf.get(rootOf.get(w) ?? -1);
      if (place !== undefined) out.add(place);
    }
    return [...out];
  });
  return { nodes: left, edges };
}

/** For what is too large for bits: the targets of a depth-first walk's back edges. */
function backTargets({ nodes, edges }: Rest): number[] {
  const state = new Uint8Array(nodes.length);
  const position = new Int32Array(nodes.length);
  const found = new Set<number>();
  for (let root = 0; root < nodes.length; root += 1) {
    const calls = state[root] === 0 ? [root] : [];
    while (calls.length > 0) {
      const v = calls.at(-1) ?? 0;
      state[v] = 1;
      const w = edges[v]?.[position[v] ?? 0];
      position[v] = (position[v] ?? 0) + 1;
      if (w === undefined) {
        state[v] = 2;
        calls.pop();
      } else if (state[w] === 0) calls.push(w);
      else if (state[w] === 1) found.add(w);
    }
  }
  return [...found].map((v) => nodes[v] ?? 0);
}

/** One direction of the adjacency: for each node a row of bits and how many of them are set. */
interface Side {
  readonly bits: Int32Array;
  readonly degree: Int32Array;
}

interface State {
  readonly words: number;
  readonly out: Side;
  readonly in: Side;
  readonly gone: Uint8Array;
  readonly pending: number[];
  readonly taken: number[];
}

const has = ({ words }: State, side: Side, v: number, w: number): boolean =>
  (((side.bits[v * words + (w >> 5)] ?? 0) >>> (w & 31)) & 1) === 1;

function put({ words }: State, side: Side, v: number, w: number): void {
  const at = v * words + (w >> 5);
  const before = side.bits[at] ?? 0;
  const after = before | (1 << (w & 31));
  if (after === before) return;
  side.bits[at] = after;
  side.degree[v] = (side.degree[v] ?? 0) + 1;
}

function drop({ words }: State, side: Side, v: number, w: number): void {
  const at = v * words + (w >> 5);
  side.bits[at] = (side.bits[at] ?? 0) & ~(1 << (w & 31));
  side.degree[v] = (side.degree[v] ?? 0) - 1;
}

function each({ words }: State, side: Side, v: number, work: (w: number) => void): void {
  if (side.degree[v] === 0) return;
  for (let i = 0; i < words; i += 1) {
    let word = side.bits[v * words + i] ?? 0;
    while (word !== 0) {
      const low = word & -word;
      word ^= low;
      work((i << 5) + 31 - Math.clz32(low));
    }
  }
}

function remove(state: State, v: number): void {
  state.gone[v] = 1;
  each(state, state.in, v, (u) => {
    if (u === v) return;
    drop(state, state.out, u, v);
    state.pending.push(u);
  });
  each(state, state.out, v, (w) => {
    if (w === v) return;
    drop(state, state.in, w, v);
    state.pending.push(w);
  });
}

/** v has one neighbour on `narrow`; what it has on `wide` becomes that neighbour's. */
function contract(state: State, narrow: Side, wide: Side, v: number): void {
  let only = -1;
  each(state, narrow, v, (w) => {
    only = w;
  });
  state.gone[v] = 1;
  drop(state, wide, only, v);
  each(state, wide, v, (u) => {
    drop(state, narrow, u, v);
    put(state, narrow, u, only);
    put(state, wide, only, u);
    state.pending.push(u);
  });
  state.pending.push(only);
}

function reduce(state: State, v: number): void {
  if (state.gone[v] === 1) return;
  if (has(state, state.out, v, v)) {
    state.taken.push(v);
    remove(state, v);
  } else if (state.out.degree[v] === 0 || state.in.degree[v] === 0) remove(state, v);
  else if (state.out.degree[v] === 1) contract(state, state.out, state.in, v);
  else if (state.in.degree[v] === 1) contract(state, state.in, state.out, v);
}

function reduced({ nodes, edges }: Rest): number[] {
  const n = nodes.length;
  const words = (n + 31) >> 5;
  const side = (): Side => ({ bits: new Int32Array(n * words), degree: new Int32Array(n) });
  const state: State = { words, out: side(), in: side(), gone: new Uint8Array(n), pending: nodes.map((_, i) => i), taken: [] };
  edges.forEach((targets, v) => {
    for (const w of targets) {
      put(state, state.out, v, w);
      put(state, state.in, w, v);
    }
  });
  for (;;) {
    for (let v = state.pending.pop(); v !== undefined; v = state.pending.pop()) reduce(state, v);
    let [best, most] = [-1, 0];
    for (let v = 0; v < n; v += 1) {
      const ways = state.gone[v] === 1 ? 0 : (state.in.degree[v] ?? 0) * (state.out.degree[v] ?? 0);
      if (ways > most) [best, most] = [v, ways];
    }
    if (best < 0) return state.taken.map((v) => nodes[v] ?? 0);
    state.taken.push(best);
    remove(state, best);
  }
}
