import { lanesBytes } from './lanes-bytes.ts';

/** Right sides that are worked on together, and the bytes they take at a position. */
export const laneCount = 8;
export const laneBytes = 8 * laneCount;

/** The loops of `lanes.wat` with a memory of their own. All addresses are in bytes. */
export interface LaneLoops {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly sweep: (
    ...of: [first: number, last: number, starts: number, ends: number, at: number, values: number, x: number, from: number, out: number]
  ) => void;
  readonly rest: (rows: number, starts: number, at: number, values: number, x: number, rest: number, size: number) => void;
  readonly take: (to: number, from: number, bytes: number, factor: number) => void;
  readonly give: (columns: number, starts: number, at: number, values: number, x: number, y: number) => void;
  readonly part: (rows: number, at: number, x: number, out: number, bytes: number) => void;
  readonly judge: (
    ...of: [rows: number, x: number, unknowns: number, rest: number, size: number, equations: number, rounding: number, out: number]
  ) => void;
  readonly greatest: (
    ...of: [count: number, starts: number, at: number, values: number, rows: number, columns: number, mostRows: number, mostColumns: number]
  ) => void;
}
/** Every engine has it; declared here because the kernel is compiled without the types of any platform. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: LaneLoops };
};

let module: object | null = null;
const page = 65_536;

export interface OpenedLanes {
  readonly loops: LaneLoops;
  /** The whole memory. */
  readonly f64: Float64Array;
  readonly i32: Int32Array;
}

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));

/** Places one after another, at multiples of 64 bytes; `open` makes the memory once all are known. */
export function lanePlaces(): { readonly take: (bytes: number) => number; readonly open: () => OpenedLanes } {
  let next = 64; // no array stands at 0, which means none
  return {
    take: (bytes) => {
      const at = next;
      next += Math.ceil(bytes / 64) * 64;
      return at;
    },
    open: () => {
      module ??= new WebAssembly.Module(bytesOf(lanesBytes));
      const loops = new WebAssembly.Instance(module).exports;
      loops.memory.grow(Math.ceil(next / page));
      return { loops, f64: new Float64Array(loops.memory.buffer), i32: new Int32Array(loops.memory.buffer) };
    },
  };
}

/** Rows of single float64 in a memory of lanes: places of starts, of where their entries' positions stand, and of values. */
export interface LaneRows {
  readonly starts: number;
  readonly at: number;
  readonly values: number;
}

export function takeRows(places: { readonly take: (bytes: number) => number }, rows: number, entries: number): LaneRows {
  return { starts: places.take(4 * (rows + 1)), at: places.take(4 * entries), values: places.take(8 * entries) };
}

/** `entryOf` and `positionOf` an entry, by its number. */
export function putRows(
  { f64, i32 }: OpenedLanes,
  { starts, at, values }: LaneRows,
  rowStarts: Int32Array,
  entries: number,
  entryOf: (k: number) => number,
  positionOf: (k: number) => number,
): void {
  i32.set(rowStarts, starts / 4);
  for (let k = 0; k < entries; k += 1) {
    i32[at / 4 + k] = laneBytes * positionOf(k);
    f64[values / 8 + k] = entryOf(k);
  }
}
