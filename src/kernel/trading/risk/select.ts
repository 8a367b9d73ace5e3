/**
 * The `k`-th smallest value (0 the smallest) of `values[from…to)`, which are put in another order: everything before it is not above it. By selection
 * (Floyd and Rivest 1975), never by sorting: the expected cost is about 1.5 comparisons a value.
 */
export function selectSmallest(values: Float64Array, k: number, from = 0, to: number = values.length): number {
  narrow(values, from, to - 1, from + k);
  return values[from + k] ?? Number.NaN;
}

function narrow(a: Float64Array, left: number, right: number, k: number): void {
  let [low, high] = [left, right];
  while (high > low) {
    if (high - low > 600) {
      const n = high - low + 1;
      const i = k - low + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * (i - n / 2 < 0 ? -1 : 1);
      narrow(a, Math.max(low, Math.floor(k - (i * s) / n + sd)), Math.min(high, Math.floor(k + ((n - i) * s) / n + sd)), k);
    }
    const t = a[k] ?? 0;
    let [i, j] = [low, high];
    while (i <= j) {
      while ((a[i] ?? 0) < t) i += 1;
      while ((a[j] ?? 0) > t) j -= 1;
      if (i <= j) {
        const x = a[i] ?? 0;
        a[i] = a[j] ?? 0;
        a[j] = x;
        i += 1;
        j -= 1;
      }
    }
    if (j < k) low = i;
    if (k < i) high = j;
  }
}

/** How many of `n` results are worse than the one that value at risk names: `floor((1 − confidence) · n)`; guarded against 0.01 being a little less. */
export function tailCount(n: number, confidence: number): number {
  return Math.floor((1 - confidence) * n + 1e-9 * n);
}

/** The worst results that can be among the `k + 1` smallest, in their own order: what a part of a sample gives to the whole. */
export function worstOf(results: Float64Array, k: number): Float64Array {
  if (results.length <= k + 1) return results;
  const limit = selectSmallest(results.slice(), k);
  let n = 0;
  for (let i = 0; i < results.length; i += 1) if ((results[i] ?? 0) <= limit) n += 1;
  const worst = new Float64Array(n);
  n = 0;
  for (let i = 0; i < results.length; i += 1) {
    const x = results[i] ?? 0;
    if (x <= limit) {
      worst[n] = x;
      n += 1;
    }
  }
  return worst;
}

export interface Tail {
  /** Loss at position `floor((1 − confidence) · n) + 1` from the worst; positive is a loss. */
  readonly valueAtRisk: number;
  /** Mean of the losses worse than that one; null when there is none. */
  readonly expectedShortfall: number | null;
  readonly worse: number;
}

/**
 * Value at risk and expected shortfall of `n` results, of which `results` holds at least the worst (`worstOf`), in a fixed order. The sum is taken in that
 * order with the rounding kept apart, so that it does not depend on who computed what.
 */
export function tailOf(results: Float64Array, n: number, confidence: number): Tail {
  const k = tailCount(n, confidence);
  const limit = selectSmallest(results.slice(), k);
  let [sum, rest, below] = [0, 0, 0];
  for (let i = 0; i < results.length; i += 1) {
    const x = results[i] ?? 0;
    if (x >= limit) continue;
    const next = sum + x;
    rest += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
    below += 1;
  }
  const worse = sum + rest + (k - below) * limit; // ties with the limit fill the places that are left
  return { valueAtRisk: -limit, expectedShortfall: k === 0 ? null : -worse / k, worse: k };
}
