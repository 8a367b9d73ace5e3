import { Refusal } from '../../refusal.ts';
import { identity, lowerTriangle } from './correlation.ts';
import { roomOf, type Shape, type Spread, shapeOf } from './marginal.ts';
import { fillNormals } from './random.ts';
import type { Inventory, Parameter } from './sources.ts';

/** Draws of one block: what one piece of work computes, and the unit in which results are put together, whoever computed them. */
export const blockDraws = 4096;

/** What a thread needs to draw: plain numbers and arrays only. */
export interface DrawPlan {
  readonly seed: number;
  readonly draws: number;
  readonly sources: readonly { readonly value: number; readonly parameters: readonly number[] }[];
  readonly spreads: readonly Spread[];
  /** Rows of L with L·Lᵀ = correlations of the latent normals; null where nothing is correlated. */
  readonly mixing: readonly (readonly number[])[] | null;
}

/** Sums over one block that do not depend on who computed it. Deviations are from the sources' given values, in their unit. */
export interface DrawnBlock {
  readonly totals: Float64Array;
  /** Σ dᵢ, Σ dᵢ² and Σ dᵢ·D by source, D the deviation of the total. */
  readonly first: Float64Array;
  readonly square: Float64Array;
  readonly cross: Float64Array;
}

export function blocksOf(draws: number): number {
  return Math.ceil(draws / blockDraws);
}

function spreadOf(one: Parameter): Spread {
  const [lower, upper] = [one.lower.toNumber() / 100, one.upper.toNumber() / 100];
  return { distribution: one.distribution, lower, upper, least: one.least, greatest: one.greatest };
}

function refusal(code: string, path: string, zh: string, en: string): Refusal {
  return new Refusal('invalid_input', { findings: [{ code, severity: 'error', place: { path }, text: { zh, en } }] });
}

function mixingOf(inventory: Inventory): number[][] | null {
  if (!inventory.correlated) return null;
  const n = inventory.parameters.length;
  const r = identity(n);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      const row = r[i];
      if (row && i !== j) row[j] = inventory.correlation(i, j)?.toNumber() ?? 0;
    }
  const l = lowerTriangle(r);
  if (l === null)
    throw refusal(
      'correlations_contradict',
      '/correlations',
      '相关系数彼此矛盾，不构成相关矩阵',
      'The coefficients contradict each other: they are no correlation matrix',
    );
  return l.map((row) => [...row]);
}

/** Makes the plan of a list of sources; refuses contradicting correlations and empty truncations. */
export function drawPlan(inventory: Inventory, draws: number, seed: number): DrawPlan {
  const spreads = inventory.parameters.map(spreadOf);
  for (const [i, spread] of spreads.entries()) {
    if (spread.lower === 0 && spread.upper === 0) continue;
    const { from, to } = roomOf(spread);
    const name = inventory.parameters[i]?.address ?? '';
    if (!(to - from > 1e-6))
      throw refusal(
        'truncation_empty',
        '/sources',
        `${name}：截断范围内几乎没有可抽取的值`,
        `${name}: hardly anything can be drawn within the truncation`,
      );
  }
  return {
    seed,
    draws,
    sources: inventory.sources.map(({ value, parameters }) => ({ value: value.toNumber(), parameters })),
    spreads,
    mixing: mixingOf(inventory),
  };
}

/** Latent normals of every parameter: independent streams, mixed where parameters are correlated. */
function latent(plan: DrawPlan, n: number, block: number): Float64Array[] {
  const plain = plan.spreads.map((_, variable) => {
    const values = new Float64Array(n);
    fillNormals(values, n, plan.seed, variable, block);
    return values;
  });
  const { mixing } = plan;
  if (mixing === null) return plain;
  return mixing.map((row) => {
    const values = new Float64Array(n);
    for (const [k, weight] of row.entries()) {
      const from = plain[k];
      if (weight === 0 || !from) continue;
      for (let i = 0; i < n; i += 1) values[i] = (values[i] ?? 0) + weight * (from[i] ?? 0);
    }
    return values;
  });
}

/** Draws one block: each source is its value times the product of its parameters' multiples, the total their sum. */
export function drawBlock(plan: DrawPlan, block: number, shapes: readonly Shape[] = plan.spreads.map(shapeOf)): DrawnBlock {
  const n = Math.min(blockDraws, plan.draws - block * blockDraws);
  const multiples = latent(plan, n, block);
  for (const [i, shape] of shapes.entries()) shape(multiples[i] ?? new Float64Array(0), n);
  const count = plan.sources.length;
  const deviation = new Float64Array(n);
  const own = plan.sources.map(({ value, parameters }) => {
    const d = new Float64Array(n).fill(1);
    for (const parameter of parameters) {
      const by = multiples[parameter];
      if (by) for (let i = 0; i < n; i += 1) d[i] = (d[i] ?? 0) * (by[i] ?? 0);
    }
    for (let i = 0; i < n; i += 1) {
      d[i] = ((d[i] ?? 0) - 1) * value;
      deviation[i] = (deviation[i] ?? 0) + (d[i] ?? 0);
    }
    return d;
  });
  const [first, square, cross] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (const [k, d] of own.entries()) {
    let [a, b, c] = [0, 0, 0];
    for (let i = 0; i < n; i += 1) {
      const x = d[i] ?? 0;
      a += x;
      b += x * x;
      c += x * (deviation[i] ?? 0);
    }
    first[k] = a;
    square[k] = b;
    cross[k] = c;
  }
  const value = plan.sources.reduce((sum, source) => sum + source.value, 0);
  const totals = deviation;
  for (let i = 0; i < n; i += 1) totals[i] = value + (totals[i] ?? 0);
  return { totals, first, square, cross };
}

/** Blocks `from` to `to` (exclusive), in order. */
export function drawBlocks(plan: DrawPlan, from: number, to: number): DrawnBlock[] {
  const shapes = plan.spreads.map(shapeOf);
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => drawBlock(plan, from + i, shapes));
}
