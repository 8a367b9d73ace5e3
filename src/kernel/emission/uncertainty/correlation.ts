/** Correlation coefficients of n quantities, row by row. */
export type Matrix = readonly Float64Array[];

export function identity(n: number): Float64Array[] {
  return Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n);
    row[i] = 1;
    return row;
  });
}

/** The least a pivot may be below zero before the coefficients contradict each other. */
const slack = 1e-9;

/**
 * Lower triangle L with L·Lᵀ = R; null where the coefficients contradict each other (A with B and B with C fully, A with C not at all). Full correlation is
 * allowed: its pivot is zero and the quantity repeats those before it.
 */
export function lowerTriangle(r: Matrix): Float64Array[] | null {
  const n = r.length;
  const l = Array.from({ length: n }, () => new Float64Array(n));
  for (let j = 0; j < n; j += 1) {
    const own = l[j];
    if (!own) return null;
    let pivot = r[j]?.[j] ?? 0;
    for (let k = 0; k < j; k += 1) pivot -= (own[k] ?? 0) ** 2;
    if (pivot < -slack) return null;
    const root = pivot > slack ? Math.sqrt(pivot) : 0;
    own[j] = root;
    for (let i = j + 1; i < n; i += 1) {
      const row = l[i];
      if (!row) return null;
      let sum = r[i]?.[j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (row[k] ?? 0) * (own[k] ?? 0);
      if (root === 0 && Math.abs(sum) > Math.sqrt(slack)) return null;
      row[j] = root === 0 ? 0 : sum / root;
    }
  }
  return l;
}
