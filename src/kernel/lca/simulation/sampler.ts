import { openStream } from '../../trading/risk/draw.ts';
import { type ByRows, byRowsOf, multiply, type SparseMatrix } from '../sparse.ts';
import { type Layout, layOut, type Sampled } from './layout.ts';
import { type Lane, openPairSolution, type SolvePair } from './pair-solution.ts';
import { type BlockResult, blockIterations, type Simulation } from './simulation.ts';
import { drawSpread, type Spreads } from './spreads.ts';

const salts = { a: 0, b: 64, others: 128 };

export interface Sampler {
  /** The first `count` iterations of a block: the same numbers whoever draws it. */
  readonly block: (block: number, count: number) => BlockResult;
}

interface State {
  readonly simulation: Simulation;
  readonly layout: Layout;
  /** Drawn pivots by the values themselves, two for each position. */
  readonly ratios: Float64Array;
  readonly watch: readonly Watched[];
  /** What multiplies each driven entry where it lies in a lane. */
  readonly drives: readonly Drive[];
  readonly solve: SolvePair;
  readonly baseInventory: Float64Array;
  readonly indicators: ByRows;
}

/** Draws both matrices for two iterations; what the watched entries drew. */
function draw({ simulation, layout, ratios, watch, drives }: State, pair: number): Float64Array {
  const { seed, ofB } = simulation;
  const { loop, a, b } = layout;
  layout.start(seed, pair, salts.a);
  if (a.count > 0) loop.sample(a.values, a.base, a.sigma, a.count);
  if (ofB !== null && b.count > 0) {
    layout.start(seed, pair, salts.b);
    loop.sample(b.values, b.base, b.sigma, b.count);
  }
  drawOthers(simulation, layout, ratios, pair);
  const told = new Float64Array(2 * watch.length);
  watch.forEach(({ from, scale }, i) => {
    for (const lane of [0, 1] as const) told[2 * i + lane] = from(layout, ratios, lane) * scale;
  });
  for (const [i, drive] of drives.entries())
    for (const lane of [0, 1] as const) drive(layout, ratios, lane, factorOf(simulation, 2 * pair + lane, i));
  dividePivots(simulation, layout, ratios);
  return told;
}

/** 1 beyond the last iteration, whose lane nobody looks at. */
function factorOf({ driven }: Simulation, iteration: number, place: number): number {
  return driven ? (driven.factors[iteration * driven.places.length + place] ?? 1) : 1;
}

function inventoryOfPair({ simulation: { b, ofB }, layout }: State): void {
  const { loop, f64, inventory, x } = layout;
  if (ofB === null) {
    loop.gather(0, b.rows, layout.b.starts, layout.b.at, layout.b.base, x, inventory);
    return;
  }
  loop.sweep(0, b.rows, layout.b.starts, layout.b.starts + 4, layout.b.at, layout.b.values, x, 0, inventory);
  for (let i = inventory / 8; i < inventory / 8 + 2 * b.rows; i += 1) f64[i] = -(f64[i] ?? 0);
}

type Recorded = Omit<BlockResult, 'residual' | 'direct'>;

function record({ simulation, layout, baseInventory, indicators }: State, result: Recorded, row: number, lane: Lane): void {
  const { b, c } = simulation;
  const { f64 } = layout;
  const g = layout.inventory / 8 + lane;
  for (let i = 0; i < b.rows; i += 1) {
    const value = f64[g + 2 * i] ?? 0;
    const off = value - (baseInventory[i] ?? 0);
    result.sums[i] = (result.sums[i] ?? 0) + off;
    result.squares[i] = (result.squares[i] ?? 0) + off * off;
    if (result.inventories.length > 0) result.inventories[row * b.rows + i] = value;
  }
  for (let k = 0; k < c.rows; k += 1) {
    let score = 0;
    for (let at = indicators.rowStarts[k] ?? 0; at < (indicators.rowStarts[k + 1] ?? 0); at += 1) {
      score += (c.values[indicators.places[at] ?? 0] ?? 0) * (f64[g + 2 * (indicators.columnIndices[at] ?? 0)] ?? 0);
    }
    result.scores[row * c.rows + k] = score;
  }
}

function drawBlock(state: State, number: number, count: number): BlockResult {
  const { b, c, watched, keepInventories } = state.simulation;
  const result = {
    ...{ scores: new Float64Array(blockIterations * c.rows), watched: new Float64Array(blockIterations * watched.length) },
    ...{ sums: new Float64Array(b.rows), squares: new Float64Array(b.rows) },
    inventories: new Float64Array(keepInventories ? blockIterations * b.rows : 0),
  };
  let [residual, direct] = [0, 0];
  for (let pair = 0; 2 * pair < count; pair += 1) {
    const told = draw(state, (number * blockIterations) / 2 + pair);
    const solved = state.solve(state.ratios, 2 * pair + 1 < count ? 2 : 1);
    inventoryOfPair(state);
    for (const lane of [0, 1] as const) {
      const row = 2 * pair + lane;
      if (row >= count) continue;
      residual = Math.max(residual, solved.residuals[lane]);
      if (solved.direct[lane]) direct += 1;
      for (let i = 0; i < watched.length; i += 1) result.watched[row * watched.length + i] = told[2 * i + lane] ?? 0;
      record(state, result, row, lane);
    }
  }
  return { ...result, residual, direct };
}

export function openSampler(simulation: Simulation): Sampler {
  const layout = layOut(simulation);
  const { plan, b, c } = simulation;
  const state: State = {
    ...{ simulation, layout, ratios: new Float64Array(2 * plan.size).fill(1), watch: watchedPlaces(simulation, simulation.watched) },
    ...{ solve: openPairSolution(simulation, layout), indicators: byRowsOf(c) },
    baseInventory: multiply(b, columnsOf(simulation.base, plan.order)),
    drives: watchedPlaces(simulation, simulation.driven?.places ?? new Int32Array(0)).map((one) => one.drive),
  };
  return { block: (number, count) => drawBlock(state, number, count) };
}

/** From the order of positions to that of columns. */
function columnsOf(byPosition: ArrayLike<number>, order: Int32Array): Float64Array {
  const x = new Float64Array(order.length);
  order.forEach((column, p) => {
    x[column] = byPosition[p] ?? 0;
  });
  return x;
}

/** What the fast loop does not draw: other distributions, and pivots. Each lane has a stream of its own. */
function drawOthers({ a, b, ofA, ofB, seed, plan }: Simulation, layout: Layout, ratios: Float64Array, pair: number): void {
  const { f64 } = layout;
  const put = (
    { values, specials }: Sampled,
    matrix: SparseMatrix,
    spreads: Spreads,
    pivotOf: (k: number) => number,
    uniform: () => number,
    lane: Lane,
  ) => {
    for (const { at, place } of specials)
      f64[values / 8 + 2 * at + lane] = drawSpread(spreads, place, matrix.values[place] ?? 0, uniform) / pivotOf(at);
  };
  if (layout.pivotSpecials.length + layout.a.specials.length + layout.b.specials.length === 0) return;
  for (const lane of [0, 1] as const) {
    const uniform = openStream(seed, pair, salts.others + 8 * lane);
    put(layout.a, a, ofA, (k) => layout.pivots[rowOfEntry(plan.rowStarts, k)] ?? 1, uniform, lane);
    if (ofB !== null) put(layout.b, b, ofB, () => 1, uniform, lane);
    for (const { at, place } of layout.pivotSpecials) {
      const value = a.values[place] ?? 1;
      ratios[2 * at + lane] = drawSpread(ofA, place, value, uniform) / value;
    }
  }
}

function rowOfEntry(starts: Int32Array, k: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= k) low = middle;
    else high = middle - 1;
  }
  return low;
}

function dividePivots({ plan }: Simulation, { f64, a, pivotSpecials }: Layout, ratios: Float64Array): void {
  for (const { at } of pivotSpecials) {
    for (let k = plan.rowStarts[at] ?? 0; k < (plan.rowStarts[at + 1] ?? 0); k += 1) {
      for (const lane of [0, 1]) f64[a.values / 8 + 2 * k + lane] = (f64[a.values / 8 + 2 * k + lane] ?? 0) / (ratios[2 * at + lane] ?? 1);
    }
  }
}

type Drive = (layout: Layout, ratios: Float64Array, lane: Lane, by: number) => void;

interface Watched {
  readonly from: (layout: Layout, ratios: Float64Array, lane: Lane) => number;
  readonly scale: number;
  readonly drive: Drive;
}

const times = (array: Float64Array, at: number, by: number): void => {
  array[at] = (array[at] ?? 0) * by;
};
const drivenIn =
  (of: 'a' | 'b', k: number): Drive =>
  ({ f64, [of]: { values } }, _, lane, by) =>
    times(f64, values / 8 + 2 * k + lane, by);

/** Where the draw of each of these entries is found. */
function watchedPlaces({ plan, a, b, ofB }: Simulation, watched: Int32Array): Watched[] {
  const ofPlace = new Map<number, Watched>();
  const wanted = new Set(watched);
  for (let p = 0; p < plan.size; p += 1) {
    const pivotPlace = plan.pivotPlaces[p] ?? 0;
    const pivot = a.values[pivotPlace] ?? 1;
    if (wanted.has(pivotPlace))
      ofPlace.set(pivotPlace, {
        ...{ from: (_, ratios, lane) => ratios[2 * p + lane] ?? 1, scale: pivot },
        drive: (_, ratios, lane, by) => times(ratios, 2 * p + lane, by),
      });
    for (let k = plan.rowStarts[p] ?? 0; k < (plan.rowStarts[p + 1] ?? 0); k += 1) {
      const place = plan.places[k] ?? 0;
      if (wanted.has(place))
        ofPlace.set(place, {
          ...{ from: ({ f64, a: { values } }, _, lane) => f64[values / 8 + 2 * k + lane] ?? 0, scale: pivot },
          drive: drivenIn('a', k),
        });
    }
  }
  byRowsOf(b).places.forEach((place, k) => {
    if (ofB === null || !wanted.has(a.values.length + place)) return;
    ofPlace.set(a.values.length + place, {
      ...{ from: ({ f64, b: { values } }, _, lane) => f64[values / 8 + 2 * k + lane] ?? 0, scale: 1 },
      drive: drivenIn('b', k),
    });
  });
  return Array.from(watched, (place) => ofPlace.get(place) ?? { from: () => 0, scale: 0, drive: () => undefined });
}
