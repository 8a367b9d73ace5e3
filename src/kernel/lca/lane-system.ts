import type { DenseLu } from './dense.ts';
import { type LaneRows, laneBytes, laneCount, lanePlaces, type OpenedLanes, putRows, takeRows } from './lanes.ts';
import { rounding, shareOf } from './residual.ts';
import type { Scales } from './scales.ts';
import { byRowsOf, norm, type SparseMatrix } from './sparse.ts';
import type { SweepSystem } from './sweep.ts';

/** A system's rows in the order of its plan, in a memory where eight right sides are swept at once. The bits are those of one after another. */
interface LaneSystem extends OpenedLanes {
  readonly rows: LaneRows;
  readonly inner: number;
  /** Activities, their right sides, and what the rows of the cut lack. */
  readonly x: number;
  readonly own: number;
  readonly t: number;
}

type Take = (bytes: number) => number;

function layOut({ plan, values }: SweepSystem, more: (take: Take) => void = () => {}): LaneSystem {
  const places = lanePlaces();
  const rows = takeRows(places, plan.size, plan.positions.length);
  const inner = places.take(4 * plan.size);
  const vector = () => places.take(laneBytes * plan.size);
  const [x, own, t] = [vector(), vector(), places.take(laneBytes * plan.cut)];
  more(places.take);
  const opened = places.open();
  const { positions } = plan;
  putRows(
    opened,
    rows,
    plan.rowStarts,
    positions.length,
    (k) => values[k] ?? 0,
    (k) => positions[k] ?? 0,
  );
  opened.i32.set(plan.innerStarts, inner / 4);
  return { ...opened, rows, inner, x, own, t };
}

/** U⁻¹·S·U by rows: eight of its columns in one sweep. */
export function reducedInLanes(system: SweepSystem): Float64Array {
  const { plan, units } = system;
  const { before, cut, loops } = plan;
  const { loops: run, f64, rows, inner, x, t } = layOut(system);
  const s = new Float64Array(cut * cut);
  const sweep = (from: number, to: number, out: number) => run.sweep(from, to, inner, rows.starts + 4, rows.at, rows.values, x, 0, out);
  const first = x / 8 + laneCount * before;
  for (let column = 0; column < cut; column += laneCount) {
    const lanes = Math.min(laneCount, cut - column);
    f64.fill(0, first, first + laneCount * cut);
    for (let lane = 0; lane < lanes; lane += 1) f64[first + laneCount * (column + lane) + lane] = units[column + lane] ?? 1;
    sweep(before + cut, before + cut + loops, x);
    sweep(before, before + cut, t - laneBytes * before);
    for (let row = 0; row < cut; row += 1) {
      for (let lane = 0; lane < lanes; lane += 1) {
        const given = -(f64[t / 8 + laneCount * row + lane] ?? 0);
        s[row * cut + column + lane] = given / (units[row] ?? 1) + (row === column + lane ? 1 : 0);
      }
    }
  }
  return s;
}

/** Solutions of A·x = right for up to eight right sides, with what they leave of it as `judged` of residual.ts tells it. */
export interface LaneAnswer {
  readonly x: Float64Array;
  readonly relative: number;
  readonly backward: number;
}

export type LaneSolver = (rights: readonly Float64Array[]) => LaneAnswer[];

/** Opened once for many demands; `lu` is of U⁻¹·S·U. */
export function openLaneSolver(system: SweepSystem, lu: DenseLu, scales: Scales): LaneSolver {
  const { plan, matrix } = system;
  const { size, cut } = plan;
  const byRows = byRowsOf(matrix);
  const extra = { lu: 0, luAt: 0, luStarts: 0, ...noPlaces, original: { starts: 0, at: 0, values: 0 } };
  const layout = layOut(system, (take) => {
    extra.lu = take(8 * cut * cut);
    extra.luAt = take(4 * cut * cut);
    extra.luStarts = take(4 * 4 * cut);
    extra.rest = take(laneBytes * size);
    extra.sizes = take(laneBytes * size);
    extra.original = takeRows({ take }, size, matrix.values.length);
    extra.at = take(4 * size);
    extra.found = take(laneBytes * size);
    extra.unknowns = take(8 * size);
    extra.equations = take(8 * size);
    extra.rounding = take(8);
    extra.told = take(3 * 16);
  });
  const { f64, i32 } = layout;
  f64.set(lu.rows, extra.lu / 8);
  for (let k = 0; k < cut * cut; k += 1) i32[extra.luAt / 4 + k] = laneBytes * (k % cut);
  for (let i = 0; i < cut; i += 1) {
    // Of L: from the row's first entry to before its diagonal; of U: from behind it to the row's last.
    for (const [part, at] of [i * cut, i * cut + i, i * cut + i + 1, (i + 1) * cut].entries())
      i32[extra.luStarts / 4 + part * cut + i] = at;
  }
  const positionOf = new Int32Array(size);
  const positionOfRow = new Int32Array(size);
  plan.order.forEach((column, p) => {
    positionOf[column] = p;
    positionOfRow[plan.rowOfColumn[column] ?? 0] = p;
  });
  putRows(
    layout,
    extra.original,
    byRows.rowStarts,
    matrix.values.length,
    (k) => matrix.values[byRows.places[k] ?? 0] ?? 0,
    (k) => positionOf[byRows.columnIndices[k] ?? 0] ?? 0,
  );
  i32.set(
    positionOf.map((p) => laneBytes * p),
    extra.at / 4,
  );
  f64.set(
    Float64Array.from(plan.order, (column) => scales.ofColumn[column] ?? 1),
    extra.unknowns / 8,
  );
  f64.set(scales.ofRow, extra.equations / 8);
  f64[extra.rounding / 8] = rounding(size);
  return (rights) => {
    const demands = rights.map(demandOf);
    sweepLanes(system, layout, { demands, positionOfRow }, () => solveCutInLanes(system, layout, lu, extra));
    return answersOf(system, layout, demands, extra);
  };
}

/** A right side by what is not zero in it, and its norm. */
interface Demand {
  readonly at: readonly number[];
  readonly amounts: Float64Array;
  readonly norm: number;
}

function demandOf(right: Float64Array): Demand {
  const at: number[] = [];
  for (let i = 0; i < right.length; i += 1) if (right[i] !== 0) at.push(i);
  const amounts = Float64Array.from(at, (i) => right[i] ?? 0);
  return { at, amounts, norm: norm(amounts) };
}

interface Demanded {
  readonly demands: readonly Demand[];
  readonly positionOfRow: Int32Array;
}

function sweepLanes({ plan, pivots }: SweepSystem, layout: LaneSystem, { demands, positionOfRow }: Demanded, solveCut: () => void): void {
  const { size, before, cut, loops } = plan;
  const { loops: run, f64, rows, x, own, t } = layout;
  f64.fill(0, own / 8, own / 8 + laneCount * size);
  for (const [lane, { at, amounts }] of demands.entries()) {
    for (const [k, i] of at.entries()) {
      const p = positionOfRow[i] ?? 0;
      f64[own / 8 + laneCount * p + lane] = (amounts[k] ?? 0) / (pivots[p] ?? 1);
    }
  }
  const sweep = (from: number, to: number, out = x) => run.sweep(from, to, rows.starts, rows.starts + 4, rows.at, rows.values, x, own, out);
  sweep(0, before);
  f64.fill(0, x / 8 + laneCount * before, x / 8 + laneCount * (before + cut));
  sweep(before + cut, before + cut + loops);
  sweep(before, before + cut, t - laneBytes * before);
  solveCut();
  sweep(before + cut, size);
}

/** S·x_cut = t by the factors of U⁻¹·S·U; leaves the cut in x. */
function solveCutInLanes(
  { plan, units }: SweepSystem,
  { loops: run, f64, x, t }: LaneSystem,
  { exchanged }: DenseLu,
  { lu, luAt, luStarts }: { readonly lu: number; readonly luAt: number; readonly luStarts: number },
): void {
  const { before, cut } = plan;
  const place = (i: number): number => t / 8 + laneCount * i;
  const part = (number: number): number => luStarts + 4 * cut * number;
  for (let i = 0; i < cut; i += 1)
    for (let lane = 0; lane < laneCount; lane += 1) f64[place(i) + lane] = (f64[place(i) + lane] ?? 0) / (units[i] ?? 1);
  for (let k = 0; k < cut; k += 1) {
    const other = exchanged[k] ?? k;
    for (let lane = 0; other !== k && lane < laneCount; lane += 1) {
      const one = f64[place(k) + lane] ?? 0;
      f64[place(k) + lane] = f64[place(other) + lane] ?? 0;
      f64[place(other) + lane] = one;
    }
  }
  run.sweep(0, cut, part(0), part(1), luAt, lu, t, t, t);
  for (let i = cut - 1; i >= 0; i -= 1) {
    run.sweep(i, i + 1, part(2), part(3), luAt, lu, t, t, t);
    const pivot = f64[lu / 8 + i * cut + i] ?? 1;
    for (let lane = 0; lane < laneCount; lane += 1) f64[place(i) + lane] = (f64[place(i) + lane] ?? 0) / pivot;
  }
  for (let i = 0; i < cut; i += 1)
    for (let lane = 0; lane < laneCount; lane += 1)
      f64[x / 8 + laneCount * (before + i) + lane] = (f64[place(i) + lane] ?? 0) * (units[i] ?? 1);
}

const noPlaces = { rest: 0, sizes: 0, at: 0, found: 0, unknowns: 0, equations: 0, rounding: 0, told: 0 };

type Judging = typeof noPlaces & { readonly original: LaneRows };

/** b − A·x and |b| + |A|·|x| of each lane, from the original matrix, and what they say. */
function answersOf({ plan }: SweepSystem, layout: LaneSystem, demands: readonly Demand[], judging: Judging): LaneAnswer[] {
  const { size } = plan;
  const { loops: run, f64, x } = layout;
  const { rest, sizes, original, at, found, unknowns, equations, told } = judging;
  f64.fill(0, rest / 8, rest / 8 + laneCount * size);
  f64.fill(0, sizes / 8, sizes / 8 + laneCount * size);
  for (const [lane, demand] of demands.entries()) {
    for (const [k, i] of demand.at.entries()) {
      const amount = demand.amounts[k] ?? 0;
      f64[rest / 8 + laneCount * i + lane] = amount;
      f64[sizes / 8 + laneCount * i + lane] = Math.abs(amount);
    }
  }
  run.rest(size, original.starts, original.at, original.values, x, rest, sizes);
  run.part(size, at, x, found, 8 * size);
  return demands.map((demand, lane) => {
    const two = 16 * (lane >> 1);
    if (lane % 2 === 0) run.judge(size, x + two, unknowns, rest + two, sizes + two, equations, judging.rounding, told);
    const of = (k: number): number => f64[told / 8 + 2 * k + (lane % 2)] ?? Number.NaN;
    const most = of(1);
    const left = most === 0 || !Number.isFinite(most) ? most : most * Math.sqrt(of(2));
    const first = found / 8 + size * lane;
    return { x: f64.slice(first, first + size), relative: shareOf(left, demand.norm), backward: of(0) };
  });
}

/** Fewer vectors than this are multiplied one by one. */
const fewest = 4;

/** M·x for several x: eight at once. */
export function multiplyInLanes(
  matrix: SparseMatrix,
  vectors: readonly Float64Array[],
  one: (x: Float64Array) => Float64Array,
): Float64Array[] {
  if (vectors.length < fewest) return vectors.map(one);
  const { rows, columns } = matrix;
  const places = lanePlaces();
  const { starts, at, values } = takeRows(places, columns, matrix.values.length);
  const [x, y, out, places64] = [
    places.take(laneBytes * columns),
    places.take(laneBytes * rows),
    places.take(laneBytes * rows),
    places.take(4 * rows),
  ];
  const { loops: run, f64, i32 } = places.open();
  i32.set(matrix.columnStarts, starts / 4);
  i32.set(matrix.rowIndices, at / 4);
  f64.set(matrix.values, values / 8);
  for (let i = 0; i < rows; i += 1) i32[places64 / 4 + i] = laneBytes * i;
  const products: Float64Array[] = [];
  for (let first = 0; first < vectors.length; first += laneCount) {
    const some = vectors.slice(first, first + laneCount);
    for (const [lane, vector] of some.entries()) for (let j = 0; j < columns; j += 1) f64[x / 8 + laneCount * j + lane] = vector[j] ?? 0;
    f64.fill(0, y / 8, y / 8 + laneCount * rows);
    run.give(columns, starts, at, values, x, y);
    run.part(rows, places64, y, out, 8 * rows);
    for (const lane of some.keys()) products.push(f64.slice(out / 8 + rows * lane, out / 8 + rows * (lane + 1)));
  }
  return products;
}
