/** A directed graph: node v leads to `targets[starts[v]]` … before `targets[starts[v + 1]]`. */
export interface Graph {
  readonly size: number;
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

export interface Components {
  /** The component of each node; a component has a lower number than those that lead to it. */
  readonly of: Int32Array;
  readonly sizes: Int32Array;
}

/** Strongly connected components (Tarjan 1972, SIAM J. Comput. 1: 146–160), without recursion. */
export function componentsOf({ size, starts, targets }: Graph): Components {
  const of = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const number = new Int32Array(size).fill(-1);
  const position = new Int32Array(size);
  const stack = new Int32Array(size);
  const calls = new Int32Array(size);
  const sizes: number[] = [];
  let [time, height] = [0, 0];
  for (let root = 0; root < size; root += 1) {
    if ((number[root] ?? 0) >= 0) continue;
    let depth = 0;
    calls[0] = root;
    while (depth >= 0) {
      const v = calls[depth] ?? 0;
      if ((number[v] ?? 0) < 0) {
        number[v] = time;
        low[v] = time;
        time += 1;
        stack[height] = v;
        height += 1;
        position[v] = starts[v] ?? 0;
      }
      const end = starts[v + 1] ?? 0;
      let at = position[v] ?? 0;
      let down = -1;
      let own = low[v] ?? 0;
      while (at < end) {
        const w = targets[at] ?? 0;
        at += 1;
        if ((number[w] ?? 0) < 0) {
          down = w;
          break;
        }
        if ((of[w] ?? 0) < 0 && (number[w] ?? 0) < own) own = number[w] ?? 0;
      }
      low[v] = own;
      position[v] = at;
      if (down >= 0) {
        depth += 1;
        calls[depth] = down;
        continue;
      }
      depth -= 1;
      if (own === number[v]) {
        const before = height;
        do {
          height -= 1;
          of[stack[height] ?? 0] = sizes.length;
        } while (stack[height] !== v);
        sizes.push(before - height);
      }
      if (depth >= 0) low[calls[depth] ?? 0] = Math.min(low[calls[depth] ?? 0] ?? 0, own);
    }
  }
  return { of, sizes: Int32Array.from(sizes) };
}
