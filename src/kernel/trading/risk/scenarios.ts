import { blockPaths, drawSums } from './draw.ts';

/** The prices a book depends on: correlated geometric Brownian motions, drift −σ²/2 (prices have no trend), in steps of one trading day. */
export interface PriceModel {
  readonly prices: Float64Array;
  /** Standard deviation of a day's log return. */
  readonly daily: Float64Array;
  /** Rows of L with L·Lᵀ = the correlations, factors × factors, row by row. */
  readonly mixing: Float64Array;
  readonly days: number;
}

/** Linear positions, and obligations still to be covered at the market price or a cap, whichever is lower (a fine, a fixed offer). */
export interface Book {
  /** Tonnes of each factor; short is negative. */
  readonly positions: Float64Array;
  readonly shortfalls: readonly { readonly factor: number; readonly tonnes: number; readonly cap: number }[];
}

export interface SamplePlan {
  readonly model: PriceModel;
  readonly book: Book;
  readonly paths: number;
  readonly seed: number;
}

export function blocksOf(paths: number): number {
  return Math.ceil(paths / blockPaths);
}

/** What the book gains (negative: loses) when the prices change by `moves`, money per tonne by factor. */
export function gainOf(book: Book, prices: Float64Array, moves: Float64Array): number {
  let gain = 0;
  for (let f = 0; f < moves.length; f += 1) gain += (book.positions[f] ?? 0) * (moves[f] ?? 0);
  for (const { factor, tonnes, cap } of book.shortfalls) {
    const now = prices[factor] ?? 0;
    gain -= tonnes * (Math.min(now + (moves[factor] ?? 0), cap) - now);
  }
  return gain;
}

/** The mixing with a day's deviations in it: row f holds σ_f · L_f. */
export function loadingsOf({ daily, mixing }: PriceModel): Float64Array {
  const n = daily.length;
  return mixing.map((l, i) => l * (daily[Math.floor(i / n)] ?? 0));
}

/**
 * Results of one block, and where `moves` is given (factors × paths, one factor after the other) the price changes behind them. Every step of every path is
 * drawn; steps are added up before they are mixed, because the book looks only at the last day.
 */
export function sampleBlock(plan: SamplePlan, block: number, out: Float64Array, moves?: Float64Array): void {
  const { model, book } = plan;
  const { prices, daily, days } = model;
  const n = out.length;
  const count = prices.length;
  const sums = drawSums(n, count, days, plan.seed, block);
  const loadings = loadingsOf(model);
  out.fill(0);
  const logs = new Float64Array(n);
  for (let f = 0; f < count; f += 1) {
    logs.fill(-0.5 * (daily[f] ?? 0) ** 2 * days);
    for (let k = 0; k <= f; k += 1) {
      const weight = loadings[f * count + k] ?? 0;
      if (weight === 0) continue;
      for (let p = 0, at = 2 * k; p < n; p += 2, at += 2 * count) {
        logs[p] = (logs[p] ?? 0) + weight * (sums[at] ?? 0);
        logs[p + 1] = (logs[p + 1] ?? 0) + weight * (sums[at + 1] ?? 0);
      }
    }
    const price = prices[f] ?? 0;
    const held = book.positions[f] ?? 0;
    const shorts = book.shortfalls.filter(({ factor }) => factor === f);
    for (let p = 0; p < n; p += 1) {
      const move = price * (Math.exp(logs[p] ?? 0) - 1);
      logs[p] = move;
      out[p] = (out[p] ?? 0) + held * move;
    }
    for (const { tonnes, cap } of shorts) {
      const room = cap - price;
      for (let p = 0; p < n; p += 1) out[p] = (out[p] ?? 0) - tonnes * Math.min(logs[p] ?? 0, room);
    }
    moves?.set(logs, f * n);
  }
}

/** Results of blocks `from` to `to` (exclusive), in order. Any division of the blocks gives the same numbers. */
export function sampleBlocks(plan: SamplePlan, from: number, to: number): Float64Array {
  const first = from * blockPaths;
  const results = new Float64Array(Math.max(0, Math.min(plan.paths, to * blockPaths) - first));
  for (let block = from; block < to; block += 1) {
    const at = (block - from) * blockPaths;
    sampleBlock(plan, block, results.subarray(at, Math.min(at + blockPaths, results.length)));
  }
  return results;
}
