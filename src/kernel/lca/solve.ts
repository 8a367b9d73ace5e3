import { assert } from '../assert.ts';
import type { Finding } from '../finding.ts';
import type { SolvePlan } from './plan.ts';
import { notFinite, notSolved } from './refuse.ts';
import { type Left, leftOf } from './residual.ts';
import type { SparseMatrix } from './sparse.ts';
import { factorise, type SparseLu, solveLu, solveLuTransposed } from './sparse-lu.ts';

/** By which way a system was solved: `direct` = sparse LU of the whole. */
export type SolvePath = 'direct';

export interface Solution {
  /** One activity a process (forward), or one figure a product (transposed). */
  readonly x: Float64Array;
  /** ‖b − A·x‖ / ‖b‖ from the original matrix. */
  readonly residual: number;
  /** max |b − A·x| / (|A|·|x| + |b|), row by row. */
  readonly backwardError: number;
  readonly iterations: number;
  readonly path: SolvePath;
  readonly findings: readonly Finding[];
}

/** What the relative residual may be at most. */
export const mostResidual = 1e-12;
/** Where rounding alone keeps the residual above that, each row must be solved to within this share of its own terms. */
export const mostBackwardError = 1e-14;
const refinements = 4;

const good = (left: Left): boolean => left.relative <= mostResidual || left.backward <= mostBackwardError;

function direct(
  lu: SparseLu,
  a: SparseMatrix,
  right: Float64Array,
  transposed: boolean,
): { x: Float64Array; left: Left; iterations: number } {
  const solve = transposed ? solveLuTransposed : solveLu;
  let x = solve(lu, right);
  let left = leftOf(a, x, right, transposed);
  let iterations = 0;
  while (left.relative > mostResidual && iterations < refinements) {
    const correction = solve(lu, left.rest);
    const better = x.map((one, i) => one + (correction[i] ?? 0));
    const next = leftOf(a, better, right, transposed);
    iterations += 1;
    if (!(next.backward < left.backward) && !(next.relative < left.relative)) break;
    x = better;
    left = next;
  }
  return { x, left, iterations };
}

function findingsOf(x: Float64Array, left: Left, transposed: boolean): Finding[] {
  const findings: Finding[] = [];
  const negative: number[] = [];
  if (!transposed) for (let j = 0; j < x.length; j += 1) if ((x[j] ?? 0) < 0) negative.push(j);
  if (negative.length > 0) {
    const some = `${negative.slice(0, 10).join(', ')}${negative.length > 10 ? ' …' : ''}`;
    findings.push({
      ...{ code: 'negative_activity', severity: 'info' as const, place: { path: '/scaling', at: { columns: some } } },
      text: {
        zh: `${negative.length} 个过程的活动水平为负（列 ${some}，从 0 计）：它们的产品由别的过程作为共产品或避免的产品提供，超过了需求。`,
        en: `${negative.length} processes run at a negative level (columns ${some}, counted from 0): others supply more of their product, as a by-product or as one avoided, than is demanded.`,
      },
      cure: {
        zh: '确认这是替代（避免的生产）而不是符号错误。',
        en: 'Make sure that this is substitution (avoided production) and not an error of sign.',
      },
    });
  }
  if (left.relative > mostResidual) {
    findings.push({
      ...{ code: 'residual_at_rounding', severity: 'info' as const, place: { path: '/residual' } },
      text: {
        zh: `相对残差 ${left.relative.toExponential(2)}：系统中的数量级远大于需求，双精度舍入使其不能更小；逐行的后向误差为 ${left.backward.toExponential(2)}。`,
        en: `Relative residual ${left.relative.toExponential(2)}: amounts in the system are so much larger than the demand that rounding in double precision keeps it there; row by row the backward error is ${left.backward.toExponential(2)}.`,
      },
    });
  }
  return findings;
}

function solve(plan: SolvePlan, a: SparseMatrix, right: Float64Array, transposed: boolean): Solution {
  assert(plan.size === a.columns && plan.entries === a.values.length && right.length === plan.size, 'the plan belongs to another pattern');
  if (!right.every(Number.isFinite)) throw notFinite('/demand');
  const { x, left, iterations } = direct(factorise(a, plan.order, plan.rowOfColumn), a, right, transposed);
  if (!good(left)) throw notSolved(left.relative);
  return {
    x,
    residual: left.relative,
    backwardError: left.backward,
    iterations,
    path: 'direct',
    findings: findingsOf(x, left, transposed),
  };
}

/** A·x = demand. @throws Refusal (numerically singular, or not accurate enough) that says why. */
export function solveSystem(plan: SolvePlan, a: SparseMatrix, demand: Float64Array): Solution {
  return solve(plan, a, demand, false);
}

/** Aᵀ·y = right: with right = what a unit of each process is worth, y is what a unit of each product is worth, for all products at once. */
export function solveTransposed(plan: SolvePlan, a: SparseMatrix, right: Float64Array): Solution {
  return solve(plan, a, right, true);
}
