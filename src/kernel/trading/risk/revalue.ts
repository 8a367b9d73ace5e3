import { blockPaths } from './draw.ts';
import { blocksOf, type SamplePlan, sampleBlock } from './scenarios.ts';
import { selectSmallest, type Tail, tailCount } from './select.ts';

/**
 * The paths of a sample, kept so that a trade is told without drawing again: results grouped by their size into bins, and of each bin the range of every
 * factor's move. A trade opens only the bins that can hold a result of the tail; what it finds is exactly the tail of all paths.
 */
export interface StoredScenarios {
  readonly paths: number;
  readonly factors: number;
  /** Result of each path, bin after bin, the worst bin first. */
  readonly results: Float64Array;
  /** Move of each factor on these paths: factor after factor. */
  readonly moves: Float64Array;
  /** Where each bin begins; one more than there are bins. */
  readonly starts: Int32Array;
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  /** Range of the moves: bin after bin, the factors of one side by side. */
  readonly leastMove: Float64Array;
  readonly greatestMove: Float64Array;
  readonly room: Float64Array;
}

const bins = 4096;

/** Results and moves of all paths of a plan, in drawn order. */
function drawAll(plan: SamplePlan): { results: Float64Array; moves: Float64Array } {
  const { paths, model } = plan;
  const count = model.prices.length;
  const results = new Float64Array(paths);
  const moves = new Float64Array(paths * count);
  for (let block = 0; block < blocksOf(paths); block += 1) {
    const at = block * blockPaths;
    const n = Math.min(blockPaths, paths - at);
    const own = new Float64Array(n * count);
    sampleBlock(plan, block, results.subarray(at, at + n), own);
    for (let f = 0; f < count; f += 1) moves.set(own.subarray(f * n, (f + 1) * n), f * paths + at);
  }
  return { results, moves };
}

/** Draws a sample and keeps its paths; 8 · (factors + 2) bytes each. */
export function storeScenarios(plan: SamplePlan): StoredScenarios {
  const { paths } = plan;
  const factors = plan.model.prices.length;
  const drawn = drawAll(plan);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let p = 0; p < paths; p += 1) {
    const x = drawn.results[p] ?? 0;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const scale = high > low ? (bins - 1) / (high - low) : 0;
  const binOf = (x: number): number => Math.floor((x - low) * scale);
  const starts = new Int32Array(bins + 1);
  for (let p = 0; p < paths; p += 1) {
    const b = binOf(drawn.results[p] ?? 0) + 1;
    starts[b] = (starts[b] ?? 0) + 1;
  }
  for (let b = 0; b < bins; b += 1) starts[b + 1] = (starts[b + 1] ?? 0) + (starts[b] ?? 0);
  const next = starts.slice();
  const results = new Float64Array(paths);
  const moves = new Float64Array(paths * factors);
  const [least, greatest] = [new Float64Array(bins).fill(Number.POSITIVE_INFINITY), new Float64Array(bins).fill(Number.NEGATIVE_INFINITY)];
  const leastMove = new Float64Array(bins * factors).fill(Number.POSITIVE_INFINITY);
  const greatestMove = new Float64Array(bins * factors).fill(Number.NEGATIVE_INFINITY);
  for (let p = 0; p < paths; p += 1) {
    const x = drawn.results[p] ?? 0;
    const b = binOf(x);
    const at = next[b] ?? 0;
    next[b] = at + 1;
    results[at] = x;
    least[b] = Math.min(least[b] ?? 0, x);
    greatest[b] = Math.max(greatest[b] ?? 0, x);
    for (let f = 0; f < factors; f += 1) {
      const m = drawn.moves[f * paths + p] ?? 0;
      moves[f * paths + at] = m;
      const k = b * factors + f;
      leastMove[k] = Math.min(leastMove[k] ?? 0, m);
      greatestMove[k] = Math.max(greatestMove[k] ?? 0, m);
    }
  }
  return { paths, factors, results, moves, starts, least, greatest, leastMove, greatestMove, room: new Float64Array(paths) };
}

/** How far a bin's results can move either way by the trades. */
function reach(stored: StoredScenarios, trades: Float64Array, bin: number, worst: boolean): number {
  let sum = worst ? (stored.least[bin] ?? 0) : (stored.greatest[bin] ?? 0);
  for (let f = 0; f < stored.factors; f += 1) {
    const tonnes = trades[f] ?? 0;
    if (tonnes === 0) continue;
    const at = bin * stored.factors + f;
    sum += tonnes * ((tonnes > 0 === worst ? stored.leastMove[at] : stored.greatestMove[at]) ?? 0);
  }
  return sum;
}

/** A result that at least `count` paths do not exceed after the trades. */
function ceilingOf(stored: StoredScenarios, trades: Float64Array, count: number): number {
  let [ceiling, held] = [Number.NEGATIVE_INFINITY, 0];
  for (let b = 0; held < count && b < bins; b += 1) {
    const n = (stored.starts[b + 1] ?? 0) - (stored.starts[b] ?? 0);
    if (n === 0) continue;
    ceiling = Math.max(ceiling, reach(stored, trades, b, false));
    held += n;
  }
  return ceiling;
}

/** Puts the new results of a bin that are not above the ceiling into the room; how many there are then. */
function openBin(stored: StoredScenarios, trades: Float64Array, bin: number, ceiling: number, found: number): number {
  const { results, moves, room, paths } = stored;
  const [from, to] = [stored.starts[bin] ?? 0, stored.starts[bin + 1] ?? 0];
  let at = found;
  const traded = [...trades.keys()].filter((f) => trades[f] !== 0);
  const [only = 0] = traded;
  if (traded.length === 1) {
    const tonnes = trades[only] ?? 0;
    const shift = only * paths;
    for (let p = from; p < to; p += 1) {
      const x = (results[p] ?? 0) + tonnes * (moves[shift + p] ?? 0);
      room[at] = x;
      if (x <= ceiling) at += 1;
    }
    return at;
  }
  for (let p = from; p < to; p += 1) {
    let x = results[p] ?? 0;
    for (const f of traded) x += (trades[f] ?? 0) * (moves[f * paths + p] ?? 0);
    room[at] = x;
    if (x <= ceiling) at += 1;
  }
  return at;
}

/** Value at risk and shortfall after trades of so many tonnes of each factor, on the very same paths. */
export function revalue(stored: StoredScenarios, trades: Float64Array, confidence: number): Tail & { readonly opened: number } {
  const k = tailCount(stored.paths, confidence);
  const ceiling = ceilingOf(stored, trades, k + 1);
  let [found, opened] = [0, 0];
  for (let b = 0; b < bins; b += 1) {
    const n = (stored.starts[b + 1] ?? 0) - (stored.starts[b] ?? 0);
    if (n === 0 || reach(stored, trades, b, true) > ceiling) continue;
    found = openBin(stored, trades, b, ceiling, found);
    opened += n;
  }
  const { room } = stored;
  const limit = selectSmallest(room, k, 0, found);
  let [sum, rest] = [0, 0];
  for (let i = 0; i < k; i += 1) {
    const x = room[i] ?? 0;
    const next = sum + x;
    rest += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  return { valueAtRisk: -limit, expectedShortfall: k === 0 ? null : -(sum + rest) / k, worse: k, opened };
}
