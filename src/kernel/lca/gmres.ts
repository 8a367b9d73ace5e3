/**
 * M·x = b for M known only by its products: GMRES (Saad and Schultz 1986, SIAM J. Sci. Stat. Comput. 7: 856–869) with restarts and modified Gram–Schmidt.
 * Ends when the residual has shrunk by `tolerance`, when a whole cycle brings nothing, or after `most` products. Returns x and the products it took.
 */
export function gmres(
  product: (x: Float64Array) => Float64Array,
  b: Float64Array,
  options: { readonly tolerance: number; readonly restart: number; readonly most: number },
): { readonly x: Float64Array; readonly products: number; readonly converged: boolean } {
  const n = b.length;
  const x = new Float64Array(n);
  const rest = b.slice();
  const goal = options.tolerance * length(b);
  let products = 0;
  let size = length(rest);
  while (size > goal && products < options.most) {
    const cycle = oneCycle(product, rest, size, goal, Math.min(options.restart, options.most - products, n));
    products += cycle.products + 1;
    for (let i = 0; i < n; i += 1) x[i] = (x[i] ?? 0) + (cycle.x[i] ?? 0);
    const now = product(x);
    for (let i = 0; i < n; i += 1) rest[i] = (b[i] ?? 0) - (now[i] ?? 0);
    const next = length(rest);
    if (!(next < 0.5 * size)) return { x, products, converged: next <= goal };
    size = next;
  }
  return { x, products, converged: size <= goal };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
const length = (a: Float64Array): number => Math.sqrt(dot(a, a));

/** One basis from the residual: the correction of least residual in it. */
function oneCycle(product: (x: Float64Array) => Float64Array, rest: Float64Array, size: number, goal: number, most: number) {
  const n = rest.length;
  const basis = [rest.map((one) => one / size)];
  const columns: Float64Array[] = [];
  const turns: [number, number][] = [];
  const right = new Float64Array(most + 1);
  right[0] = size;
  let k = 0;
  while (k < most && Math.abs(right[k] ?? 0) > goal) {
    const w = product(basis[k] ?? rest);
    const h = new Float64Array(k + 2);
    for (let i = 0; i <= k; i += 1) {
      const v = basis[i] ?? rest;
      const part = dot(w, v);
      h[i] = part;
      for (let at = 0; at < n; at += 1) w[at] = (w[at] ?? 0) - part * (v[at] ?? 0);
    }
    const over = length(w);
    turns.forEach(([c, s], i) => {
      const [one, two] = [h[i] ?? 0, h[i + 1] ?? 0];
      h[i] = c * one + s * two;
      h[i + 1] = c * two - s * one;
    });
    const radius = Math.hypot(h[k] ?? 0, over);
    if (!(radius > 0) || !Number.isFinite(radius)) break;
    const [c, s] = [(h[k] ?? 0) / radius, over / radius];
    turns.push([c, s]);
    h[k] = radius;
    right[k + 1] = -s * (right[k] ?? 0);
    right[k] = c * (right[k] ?? 0);
    columns.push(h);
    k += 1;
    if (over === 0) break;
    basis.push(w.map((one) => one / over));
  }
  const weights = new Float64Array(k);
  for (let i = k - 1; i >= 0; i -= 1) {
    let sum = right[i] ?? 0;
    for (let j = i + 1; j < k; j += 1) sum -= (columns[j]?.[i] ?? 0) * (weights[j] ?? 0);
    weights[i] = sum / (columns[i]?.[i] ?? 1);
  }
  const x = new Float64Array(n);
  for (let i = 0; i < k; i += 1) {
    const v = basis[i] ?? rest;
    const weight = weights[i] ?? 0;
    for (let at = 0; at < n; at += 1) x[at] = (x[at] ?? 0) + weight * (v[at] ?? 0);
  }
  return { x, products: k };
}
