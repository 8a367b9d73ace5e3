import { columnOf, type SolvedSystem, scoreOf } from './system.ts';

/** How much the score moves when one exchange moves: per cent for one per cent. */
export interface ExchangeSensitivity {
  readonly process: number;
  readonly product: number;
  /** `(∂score/∂amount) · amount / score`, with `∂score/∂A[i, j] = −worth[i] · x[j]`. */
  readonly elasticity: number;
}

/** The inputs that move the score most, by the gradient of the solved system; no second solution is needed. */
export function exchangeSensitivities(system: SolvedSystem, most = 50): ExchangeSensitivity[] {
  const score = scoreOf(system);
  if (score === 0) return [];
  const all: ExchangeSensitivity[] = [];
  for (const [process, activity] of system.x.entries()) {
    if (activity === 0) continue;
    for (const { product, amount } of columnOf(system, process).links)
      all.push({ process, product, elasticity: ((system.worth[product] ?? 0) * activity * amount) / score });
  }
  all.sort((a, b) => Math.abs(b.elasticity) - Math.abs(a.elasticity) || a.process - b.process || a.product - b.product);
  return all.slice(0, most);
}

export interface Difference {
  readonly key: string;
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** Of the total before; null where that is 0. */
  readonly ofTotal: number | null;
}

/** Two results line by line; a line that one of them lacks counts 0 there. The changes add up to the change of the total. */
export function differencesOf(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Difference[] {
  const total = [...before.values()].reduce((sum, value) => sum + value, 0);
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys
    .map((key) => {
      const [was, is] = [before.get(key) ?? 0, after.get(key) ?? 0];
      return { key, before: was, after: is, change: is - was, ofTotal: total === 0 ? null : (is - was) / Math.abs(total) };
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.key < b.key ? -1 : 1));
}
