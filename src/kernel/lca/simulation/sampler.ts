import { openStream } from '../../trading/risk/draw.ts';
import { leftOf } from '../residual.ts';
import { solveSystem } from '../solve.ts';
import { type ByRows, byRowsOf, multiply, type Scales, type SparseMatrix, scalesOf } from '../sparse.ts';
import { openPairSolver, type PairSolver } from './cut-pair.ts';
import { type Layout, layOut, type Sampled } from './layout.ts';
import { type BlockResult, blockIterations, type Simulation } from './simulation.ts';
import { drawSpread, type Spreads } from './spreads.ts';

/** What a residual of the cut may be at most, relative to the base's solution. */
const tolerance = 1e-11;
/** An iteration that is left worse than this is solved by itself. */
const acceptable = 1e-9;
const salts = { a: 0, b: 64, others: 128 };

export interface Sampler {
  /** The first `count` iterations of a block: the same numbers whoever draws it. */
  readonly block: (block: number, count: number) => BlockResult;
}

type Lane = 0 | 1;

interface State {
  readonly simulation: Simulation;
  readonly layout: Layout;
  /** Drawn pivots by the values themselves, two for each position. */
  readonly ratios: Float64Array;
  readonly watch: readonly Watched[];
  readonly right: RightSide;
  readonly solver: PairSolver | null;
  readonly baseInventory: Float64Array;
  readonly indicators: ByRows;
  readonly scales: Scales;
}

/** Draws both matrices for two iterations; what the watched entries drew. */
function draw({ simulation, layout, ratios, watch }: State, pair: number): Float64Array {
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
  dividePivots(simulation, layout, ratios);
  return told;
}

function solvePair({ simulation, layout, ratios, right, solver }: State): { residual: number; direct: number } {
  const { before, cut, loops, size } = simulation.plan;
  const { loop, f64, x } = layout;
  const { starts, at, values } = layout.a;
  right.put(ratios);
  const sweep = (first: number, last: number, out: number) =>
    loop.sweep(first, last, starts, starts + 4, at, values, x, right.touches(first, last) ? layout.right : 0, out);
  sweep(0, before, x);
  let [residual, direct] = [0, 0];
  if (!solver) return { residual, direct };
  for (let p = before; p < before + cut; p += 1) f64.fill(simulation.base[p] ?? 0, x / 8 + 2 * p, x / 8 + 2 * p + 2);
  sweep(before + cut, before + cut + loops, x);
  sweep(before, before + cut, layout.t - 16 * before);
  const found = solver.solve();
  sweep(before + cut, before + cut + loops, x);
  sweep(before + cut + loops, size, x);
  for (const lane of [0, 1] as const) {
    if (found[lane] <= acceptable) residual = Math.max(residual, found[lane]);
    else {
      solveLane(simulation, layout, ratios, lane);
      direct += 1;
    }
  }
  return { residual, direct };
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
    const solved = solvePair(state);
    direct += solved.direct;
    residual = Math.max(residual, solved.residual, pair === 0 ? wholeResidual(state) : 0);
    inventoryOfPair(state);
    for (const lane of [0, 1] as const) {
      const row = 2 * pair + lane;
      if (row >= count) continue;
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
    ...{ simulation, layout, ratios: new Float64Array(2 * plan.size).fill(1), watch: watchedPlaces(simulation) },
    ...{ right: rightSide(simulation, layout), solver: plan.cut > 0 ? openPairSolver(simulation, layout, tolerance) : null },
    ...{ baseInventory: multiply(b, columnsOf(simulation.base, plan.order)), indicators: byRowsOf(c), scales: scalesOf(simulation.a) },
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

interface RightSide {
  readonly touches: (first: number, last: number) => boolean;
  readonly put: (ratios: Float64Array) => void;
}

/** The demand in the memory of the loop, and which rows it touches. */
function rightSide({ plan, demand }: Simulation, layout: Layout): RightSide {
  const touched: [position: number, amount: number][] = [];
  plan.order.forEach((column, p) => {
    const amount = demand[plan.rowOfColumn[column] ?? 0] ?? 0;
    if (amount !== 0) touched.push([p, amount]);
  });
  return {
    touches: (first: number, last: number): boolean => touched.some(([p]) => p >= first && p < last),
    put: (ratios: Float64Array): void => {
      for (const [p, amount] of touched) {
        for (const lane of [0, 1])
          layout.f64[layout.right / 8 + 2 * p + lane] = amount / ((layout.pivots[p] ?? 1) * (ratios[2 * p + lane] ?? 1));
      }
    },
  };
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

interface Watched {
  readonly from: (layout: Layout, ratios: Float64Array, lane: Lane) => number;
  readonly scale: number;
}

/** Where the draw of each watched entry is found. */
function watchedPlaces({ plan, a, b, ofB, watched }: Simulation): Watched[] {
  const ofPlace = new Map<number, Watched>();
  const wanted = new Set(watched);
  for (let p = 0; p < plan.size; p += 1) {
    const pivotPlace = plan.pivotPlaces[p] ?? 0;
    const pivot = a.values[pivotPlace] ?? 1;
    if (wanted.has(pivotPlace)) ofPlace.set(pivotPlace, { from: (_, ratios, lane) => ratios[2 * p + lane] ?? 1, scale: pivot });
    for (let k = plan.rowStarts[p] ?? 0; k < (plan.rowStarts[p + 1] ?? 0); k += 1) {
      const place = plan.places[k] ?? 0;
      if (wanted.has(place))
        ofPlace.set(place, { from: ({ f64, a: { values } }, _, lane) => f64[values / 8 + 2 * k + lane] ?? 0, scale: pivot });
    }
  }
  byRowsOf(b).places.forEach((place, k) => {
    if (ofB === null || !wanted.has(a.values.length + place)) return;
    ofPlace.set(a.values.length + place, { from: ({ f64, b: { values } }, _, lane) => f64[values / 8 + 2 * k + lane] ?? 0, scale: 1 });
  });
  return Array.from(watched, (place) => ofPlace.get(place) ?? { from: () => 0, scale: 0 });
}

/** The sampled matrix of a lane, in the order of A. */
function matrixOfLane({ plan, a }: Simulation, { f64, pivots, a: { values: at } }: Layout, ratios: Float64Array, lane: Lane): SparseMatrix {
  const values = new Float64Array(a.values.length);
  for (let p = 0; p < plan.size; p += 1) {
    const pivot = (pivots[p] ?? 1) * (ratios[2 * p + lane] ?? 1);
    values[plan.pivotPlaces[p] ?? 0] = pivot;
    for (let k = plan.rowStarts[p] ?? 0; k < (plan.rowStarts[p + 1] ?? 0); k += 1)
      values[plan.places[k] ?? 0] = (f64[at / 8 + 2 * k + lane] ?? 0) * pivot;
  }
  return { ...a, values };
}

function solveLane(simulation: Simulation, layout: Layout, ratios: Float64Array, lane: Lane): void {
  const { x } = solveSystem(simulation.plan, matrixOfLane(simulation, layout, ratios, lane), simulation.demand);
  simulation.plan.order.forEach((column, p) => {
    layout.f64[layout.x / 8 + 2 * p + lane] = x[column] ?? 0;
  });
}

/** ‖f − A·x‖ / ‖f‖ of the first lane, from its sampled matrix. */
function wholeResidual({ simulation, layout, ratios, scales }: State): number {
  const sampled = matrixOfLane(simulation, layout, ratios, 0);
  const x = columnsOf(laneOf(layout, simulation.plan.size), simulation.plan.order);
  const left = leftOf(sampled, scales, x, simulation.demand, false);
  return Math.min(left.relative, left.backward);
}

const laneOf = ({ f64, x }: Layout, size: number): Float64Array => Float64Array.from({ length: size }, (_, p) => f64[x / 8 + 2 * p] ?? 0);
