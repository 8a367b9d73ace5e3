/**
 * A dimension: powers of open-ended base names (`mass`, `length`, `co2e`, `USD2022` …). `key` is canonical, so two dimensions
 * are equal exactly when their keys are; the key of dimension 1 is ''.
 */
export interface Dimension {
  readonly key: string;
  readonly powers: ReadonlyMap<string, number>;
}

export const dimensionless: Dimension = { key: '', powers: new Map() };

export function dimension(powers: Iterable<readonly [string, number]>): Dimension {
  const kept = [...powers].filter(([, n]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  if (kept.length === 0) return dimensionless;
  return { key: kept.map(([name, n]) => (n === 1 ? name : `${name}^${n}`)).join('·'), powers: new Map(kept) };
}

export function addPowers(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, sign: 1 | -1): Map<string, number> {
  const sum = new Map(a);
  for (const [name, n] of b) {
    const next = (sum.get(name) ?? 0) + sign * n;
    if (next === 0) sum.delete(name);
    else sum.set(name, next);
  }
  return sum;
}

export function multiplyDimensions(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  return b.key === '' ? a : dimension(addPowers(a.powers, b.powers, sign));
}

export function raiseDimension(a: Dimension, exponent: number): Dimension {
  return dimension([...a.powers].map(([name, n]) => [name, n * exponent] as const));
}
