import { describe, expect, test } from 'vitest';
import { planSystem } from '../plan.ts';
import { solveSystem, solveTransposed } from '../solve.ts';
import { sparseOf } from '../sparse.ts';
import { flowContributions, groupContributions, processContributions } from './contributions.ts';
import { structuralPaths, type TreeNode, upstreamTree } from './paths.ts';
import { sankeyOf } from './sankey.ts';
import { differencesOf, exchangeSensitivities } from './sensitivity.ts';
import { type SolvedSystem, scoreOf } from './system.ts';

/**
 * Four processes with a loop: 0 assembles (needs 2 of 1, 0.5 of 2), 1 makes parts (3 of 2), 2 makes power in units of 10 (needs 1 of 3), 3 mines (0.2 of 2).
 * Rows do not share the order of the columns: product of column j is row (j + 1) mod 4.
 */
const needs: readonly (readonly [user: number, of: number, amount: number])[] = [
  [0, 1, 2],
  [0, 2, 0.5],
  [1, 2, 3],
  [2, 3, 1],
  [3, 2, 0.2],
];
const outputs = [1, 1, 10, 1];
const direct = Float64Array.from([0.1, 0.4, 9, 2]);
const row = (process: number) => (process + 1) % 4;

function system(change: (user: number, of: number) => number = () => 1): SolvedSystem {
  const a = sparseOf(4, 4, [
    ...outputs.map((amount, j) => [row(j), j, amount] as const),
    ...needs.map(([user, of, amount]) => [row(of), user, -amount * change(user, of)] as const),
  ]);
  const plan = planSystem(a);
  const demand = new Float64Array(4);
  demand[row(0)] = 5;
  const x = solveSystem(plan, a, demand).x;
  return { a, productOf: Int32Array.from([0, 1, 2, 3], row), direct, worth: solveTransposed(plan, a, direct).x, x, demand };
}

/** The power series Σ d·Tᵏ·f by plain loops: T[of, user] = amount needed by an activity that makes one unit, per unit of output. */
function series(terms: number): number[] {
  let activity = [5 / (outputs[0] ?? 1), 0, 0, 0];
  return Array.from({ length: terms }, () => {
    const value = activity.reduce((sum, one, j) => sum + one * (direct[j] ?? 0), 0);
    const next = [0, 0, 0, 0];
    for (const [user, of, amount] of needs) next[of] = (next[of] ?? 0) + ((activity[user] ?? 0) * amount) / (outputs[of] ?? 1);
    activity = next;
    return value;
  });
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
const total = sum(series(200));

describe('analysis of a solved system', () => {
  test('the score is that of the power series', () => {
    expect(scoreOf(system())).toBeCloseTo(total, 10);
  });

  test('processes and flows add up to the score, groups too', () => {
    const one = system();
    const processes = processContributions(one);
    expect(sum(processes.map((c) => c.value))).toBeCloseTo(total, 10);
    expect(sum(processes.map((c) => c.share))).toBeCloseTo(1, 12);
    const b = sparseOf(
      2,
      4,
      [...direct].map((value, j) => [j % 2, j, value / (1 + (j % 2))] as const),
    );
    expect(sum(flowContributions(b, Float64Array.from([1, 2]), one.x).map((c) => c.value))).toBeCloseTo(total, 10);
    const stages = groupContributions(processes, (of) => (of < 2 ? 'production' : 'raw'));
    expect(stages.map((stage) => stage.group)).toEqual(['production', 'raw']);
    expect(sum(stages.map((stage) => stage.value))).toBeCloseTo(total, 10);
  });

  test('the tree adds up at every node, and a loop is told and not followed', () => {
    const [root] = upstreamTree(system(), { cutOff: 0, depth: 10 });
    expect(root?.total).toBeCloseTo(total, 10);
    let loops = 0;
    const check = (node: TreeNode): void => {
      expect(node.direct + node.hidden + sum(node.children.map((child) => child.total))).toBeCloseTo(node.total, 10);
      if (node.loop) loops += 1;
      node.children.forEach(check);
    };
    if (root) check(root);
    expect(loops).toBeGreaterThan(0);
  });

  test('paths of each length are the terms of the power series', () => {
    const { paths, rest, complete } = structuralPaths(system(), 0, { depth: 12, steps: 100_000 });
    const terms = series(12);
    for (const [k, term] of terms.entries())
      expect(sum(paths.filter((path) => path.processes.length === k + 1).map((path) => path.value))).toBeCloseTo(term, 10);
    expect(rest).toBeCloseTo(total - sum(terms), 10);
    expect(complete).toBe(true);
  });

  test('a threshold leaves out only what is below it', () => {
    const all = structuralPaths(system(), 0, { depth: 12, steps: 100_000 }).paths.filter((path) => Math.abs(path.share) >= 0.05);
    expect(structuralPaths(system(), 0.05).paths).toEqual(all);
    expect(structuralPaths(system(), 0, { depth: 40, steps: 10 }).complete).toBe(false);
  });

  test('what enters a node of the Sankey and what it emits is what passes through it; the loop is cut', () => {
    const { nodes, links, hidden } = sankeyOf(system(), 0);
    for (const node of nodes) {
      const inputs = sum(links.filter((link) => link.to === node.process).map((link) => link.value));
      expect(inputs + node.direct).toBeCloseTo(node.total, 9);
    }
    expect(hidden).toBe(0);
    expect(links.filter((link) => link.cut).map((link) => [link.from, link.to])).toEqual([[2, 3]]);
  });

  test('elasticities agree with solving again with one per mille more', () => {
    for (const { process, product, elasticity } of exchangeSensitivities(system())) {
      const step = 1e-3;
      const more = scoreOf(system((user, of) => (user === process && row(of) === product ? 1 + step : 1)));
      expect((more / total - 1) / step).toBeCloseTo(elasticity, 2);
    }
  });

  test('differences add up, whatever one of the results lacks', () => {
    const found = differencesOf(
      new Map([
        ['a', 10],
        ['b', 5],
      ]),
      new Map([
        ['a', 8],
        ['c', 1],
      ]),
    );
    expect(found.map(({ key, change }) => [key, change])).toEqual([
      ['b', -5],
      ['a', -2],
      ['c', 1],
    ]);
    expect(found[0]?.ofTotal).toBeCloseTo(-5 / 15, 12);
  });
});
