import { byRowsOf } from '../sparse.ts';
import { type OpenedLoop, openLoop, placesFromStart } from './loop.ts';
import type { Simulation } from './simulation.ts';
import { distributionCodes, type Spreads } from './spreads.ts';

/** Vectors in the cut's basis that GMRES may build before an iteration is solved directly. */
export const mostBasis = 40;

/** Entries whose draws the fast loop does not make: of other distributions, and pivots. `at` is their place in the sampled array, or a position. */
export interface Special {
  readonly at: number;
  readonly place: number;
}

/** A sampled matrix in the memory of the loop. */
export interface Sampled {
  readonly at: number;
  readonly starts: number;
  readonly base: number;
  readonly sigma: number;
  /** Pairs of values; 0 where the matrix is certain. */
  readonly values: number;
  readonly count: number;
  readonly specials: readonly Special[];
}

export interface Layout extends OpenedLoop {
  readonly a: Sampled;
  readonly inner: number;
  readonly b: Sampled;
  readonly pivots: Float64Array;
  readonly pivotSpecials: readonly Special[];
  readonly x: number;
  /** Right sides and what is left of them, a pair for each position. */
  readonly right: number;
  readonly rest: number;
  /** What a unit of `rest` is in the equation of the matrix: its drawn pivots. */
  readonly weights: number;
  readonly saved: number;
  readonly sum: number;
  /** Of the preconditioner; filled by who solves the cut. */
  readonly inverse: number;
  readonly basis: number;
  readonly z: number;
  readonly t: number;
  /** Pairs of weights of the basis vectors. */
  readonly parts: number;
  readonly inventory: number;
  /** Views of the memory. */
  readonly f64: Float64Array;
}

const fast = (spreads: Spreads | null, place: number): boolean => spreads !== null && spreads.kinds[place] === distributionCodes.lognormal;
const special = (spreads: Spreads | null, place: number): boolean =>
  spreads !== null && spreads.kinds[place] !== distributionCodes.none && spreads.kinds[place] !== distributionCodes.lognormal;

/** Puts a simulation into the memory of a loop of its own. */
export function layOut(simulation: Simulation): Layout {
  const { plan, a, b, ofA, ofB, width } = simulation;
  const { size, rowStarts, innerStarts, positions, places, pivotPlaces, order } = plan;
  const rowsOfB = byRowsOf(b);
  const memory = placesFromStart();
  const sampledAt = (rows: number, entries: number, sampled: boolean) => ({
    ...{ at: memory.take(4 * entries), starts: memory.take(4 * (rows + 1)), base: memory.take(8 * entries) },
    ...{ sigma: sampled ? memory.take(8 * entries) : 0, values: sampled ? memory.take(16 * entries) : 0, count: entries },
  });
  const ofSystem = sampledAt(size, positions.length, true);
  const ofFlows = sampledAt(b.rows, b.values.length, ofB !== null);
  const at = {
    ...{
      inner: memory.take(4 * size),
      x: memory.take(16 * size),
      right: memory.take(16 * size),
      rest: memory.take(16 * size),
      weights: memory.take(16 * size),
      saved: memory.take(16 * size),
      sum: memory.take(16),
      inverse: memory.take(8 * simulation.inverse.length),
    },
    ...{ basis: memory.take(16 * width * (mostBasis + 1)), z: memory.take(16 * width), t: memory.take(16 * width) },
    parts: memory.take(16 * (mostBasis + 1)),
    inventory: memory.take(16 * b.rows),
  };
  const opened = openLoop(memory.taken());
  const { buffer } = opened.loop.memory;
  const put = (where: number, array: Int32Array | readonly number[]) => new Int32Array(buffer, where, array.length).set(array);
  const f64 = new Float64Array(buffer, 0, Math.floor(memory.taken() / 8));
  put(ofSystem.starts, rowStarts);
  put(at.inner, innerStarts);
  put(
    ofSystem.at,
    positions.map((p) => 16 * p),
  );
  const pivots = new Float64Array(size);
  const driven = new Set(simulation.driven?.places);
  const [specials, pivotSpecials, flowSpecials]: [Special[], Special[], Special[]] = [[], [], []];
  for (let p = 0; p < size; p += 1) {
    const place = pivotPlaces[p] ?? 0;
    pivots[p] = a.values[place] ?? 1;
    f64.fill(pivots[p] ?? 1, at.weights / 8 + 2 * p, at.weights / 8 + 2 * p + 2);
    if (fast(ofA, place) || special(ofA, place) || driven.has(place)) pivotSpecials.push({ at: p, place });
    for (let k = rowStarts[p] ?? 0; k < (rowStarts[p + 1] ?? 0); k += 1) {
      const own = places[k] ?? 0;
      f64[ofSystem.base / 8 + k] = (a.values[own] ?? 0) / (pivots[p] ?? 1);
      f64[ofSystem.sigma / 8 + k] = fast(ofA, own) ? (ofA.first[own] ?? 0) : 0;
      if (special(ofA, own)) specials.push({ at: k, place: own });
    }
  }
  const positionOf = new Int32Array(size);
  order.forEach((column, p) => {
    positionOf[column] = p;
  });
  put(ofFlows.starts, rowsOfB.rowStarts);
  put(
    ofFlows.at,
    rowsOfB.columnIndices.map((column) => 16 * (positionOf[column] ?? 0)),
  );
  rowsOfB.places.forEach((place, k) => {
    f64[ofFlows.base / 8 + k] = b.values[place] ?? 0;
    if (ofB !== null) f64[ofFlows.sigma / 8 + k] = fast(ofB, place) ? (ofB.first[place] ?? 0) : 0;
    if (special(ofB, place)) flowSpecials.push({ at: k, place });
  });
  return { ...opened, ...at, a: { ...ofSystem, specials }, b: { ...ofFlows, specials: flowSpecials }, pivots, pivotSpecials, f64 };
}
