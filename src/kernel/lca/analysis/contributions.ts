import { multiply, type SparseMatrix } from '../sparse.ts';
import { type SolvedSystem, scoreOf } from './system.ts';

export interface Contribution {
  /** Column of the process, row of the flow, or the name of the group. */
  readonly of: number;
  readonly value: number;
  /** Of the score; 0 where the score is 0. */
  readonly share: number;
}

/** The largest first; equal ones by number, so that the same system gives the same list. */
function ranked(values: Float64Array, score: number): Contribution[] {
  const all = [...values].map((value, of) => ({ of, value, share: score === 0 ? 0 : value / score }));
  return all.filter((one) => one.value !== 0).sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.of - b.of);
}

/** What each process emits itself under the demand; they add up to the score. */
export function processContributions(system: Pick<SolvedSystem, 'direct' | 'x'>): Contribution[] {
  const values = system.x.map((activity, column) => activity * (system.direct[column] ?? 0));
  return ranked(values, scoreOf(system));
}

/** What each elementary flow adds: `factor[f] · (B · x)[f]`; they add up to the score. `b`: column = process, row = flow. */
export function flowContributions(b: SparseMatrix, factors: Float64Array, x: Float64Array): Contribution[] {
  const values = multiply(b, x).map((amount, flow) => amount * (factors[flow] ?? 0));
  return ranked(
    values,
    values.reduce((sum, value) => sum + value, 0),
  );
}

export interface GroupContribution {
  readonly group: string;
  readonly value: number;
  readonly share: number;
}

/** Contributions added by group (a stage, a place); groups in the order they are first met. */
export function groupContributions(contributions: readonly Contribution[], groupOf: (of: number) => string): GroupContribution[] {
  const sums = new Map<string, number>();
  for (const { of, value } of [...contributions].sort((a, b) => a.of - b.of)) {
    const group = groupOf(of);
    sums.set(group, (sums.get(group) ?? 0) + value);
  }
  const whole = [...sums.values()].reduce((sum, value) => sum + value, 0);
  return [...sums].map(([group, value]) => ({ group, value, share: whole === 0 ? 0 : value / whole }));
}
