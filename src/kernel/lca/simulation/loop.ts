import { decideDraw, openStream, startWord, X } from '../../trading/risk/draw.ts';
import { loopBytes } from './loop-bytes.ts';

/** The loops of `loop.wat` with a memory of their own, and places in it. All addresses are in bytes. */
export interface Loop {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly sample: (out: number, base: number, sigma: number, count: number) => void;
  readonly sweep: (
    ...of: [first: number, last: number, starts: number, ends: number, at: number, values: number, x: number, from: number, out: number]
  ) => void;
  readonly left: (
    ...of: [rows: number, starts: number, at: number, values: number, x: number, from: number, weights: number, out: number, sum: number]
  ) => void;
  readonly gather: (first: number, last: number, starts: number, at: number, values: number, x: number, out: number) => void;
  readonly apply: (m: number, end: number, width: number, x: number, y: number) => void;
  readonly dot: (v: number, w: number, bytes: number, out: number) => void;
  readonly add: (to: number, from: number, bytes: number, factor: number) => void;
  readonly orthogonalise: (w: number, v: number, stride: number, count: number, bytes: number, h: number) => void;
}
/** Every engine has it; declared here because the kernel is compiled without the types of any platform. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Loop };
};

const stateAt = 2112;
const firstFree = 2176;
const page = 65_536;

let module: object | null = null;

export interface OpenedLoop {
  readonly loop: Loop;
  /** Chooses the numbers of (seed, pair, what they are for): the same whoever draws them. */
  readonly start: (seed: number, pair: number, salt: number) => void;
}

export function openLoop(bytes: number): OpenedLoop {
  module ??= new WebAssembly.Module(
    Uint8Array.from({ length: loopBytes.length / 2 }, (_, i) => Number.parseInt(loopBytes.slice(2 * i, 2 * i + 2), 16)),
  );
  let uniform: () => number = () => 0.5;
  const unlikely = (i: number, u: number): number => decideDraw(i, u, uniform);
  const loop = new WebAssembly.Instance(module, { tanheng: { unlikely } }).exports;
  loop.memory.grow(Math.ceil(bytes / page));
  new Float64Array(loop.memory.buffer, 0, X.length).set(X);
  const state = new Int32Array(loop.memory.buffer, stateAt, 16);
  return {
    loop,
    start: (seed, pair, salt) => {
      for (let k = 0; k < 16; k += 1) state[k] = startWord(seed, pair, salt + k);
      state[12] = (state[12] ?? 0) | 1; // neither of the two all zero
      state[14] = (state[14] ?? 0) | 1;
      uniform = openStream(seed, pair, salt + 16);
    },
  };
}

/** Places one after another, each at a multiple of 16 bytes. */
export interface Places {
  readonly take: (bytes: number) => number;
  readonly taken: () => number;
}

export function placesFromStart(): Places {
  let next = firstFree;
  return {
    take: (bytes) => {
      const at = next;
      next += Math.ceil(bytes / 16) * 16;
      return at;
    },
    taken: () => next,
  };
}
