import { drawBytes } from './draw-bytes.ts';

/**
 * Sums of standard normals over the steps of many paths, in independent streams: the numbers of (seed, block) are the same whoever draws them, in whatever
 * order and on however many threads. xoshiro256++ (Blackman, Vigna 2019), two generators a block, started with hashes of (seed, block); normals by the
 * ziggurat of Marsaglia and Tsang (2000) with 256 layers in the form of Doornik (2005). The loop is `draw.wat`; what it leaves open is decided here.
 */

/** Paths of one block: what one piece of work draws, and the unit in which results are put together. */
export const blockPaths = 4096;
/** More factors than this the memory of the loop does not hold. */
export const mostFactors = 28;

const layers = 256;
const edge = 3.6541528853610088;
const area = 0.004928673233974655;
const stateAt = 2112;
const sumsAt = 2176;

function layerEdges(): Float64Array {
  const x = new Float64Array(layers + 1);
  let height = Math.exp(-0.5 * edge * edge);
  x[0] = area / height;
  x[1] = edge;
  for (let i = 2; i < layers; i += 1) {
    const before = x[i - 1] ?? 0;
    x[i] = Math.sqrt(-2 * Math.log(area / before + height));
    height = Math.exp(-0.5 * (x[i] ?? 0) ** 2);
  }
  return x; // the last stays 0
}

export const X: Float64Array = layerEdges();
const density = X.map((x) => Math.exp(-0.5 * x * x));

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mixed(h: number): number {
  let x = h | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** Word `k` of what a block starts with. The seed is a whole number from 0 to 2^53 − 1. */
export function startWord(seed: number, block: number, k: number): number {
  const low = (seed % 0x1_0000_0000) | 0;
  const high = Math.floor(seed / 0x1_0000_0000) | 0;
  let h = mixed(0x243f6a88 + Math.imul(k, 0x9e3779b9));
  for (const part of [low, high, block]) h = mixed((h + 0x9e3779b9) ^ part);
  return h;
}

/** A stream for the few draws that the loop leaves open: xoshiro128** with 53 bits a number. */
export function openStream(seed: number, block: number, salt: number): () => number {
  let a = startWord(seed, block, salt);
  let b = startWord(seed, block, salt + 1);
  let c = startWord(seed, block, salt + 2);
  let d = startWord(seed, block, salt + 3) | 1; // never all zero
  const word = (): number => {
    const m = Math.imul(b, 5);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return Math.imul((m << 7) | (m >>> 25), 9);
  };
  return () => ((word() >>> 5) * 67108864 + (word() >>> 6) + 0.5) / 9007199254740992;
}

/** Decides the draw of place `u` in layer `i` that lies outside the layer's inner box. */
export function decideDraw(i: number, u: number, uniform: () => number): number {
  for (;;) {
    if (i === 0) {
      for (;;) {
        const x = Math.log(uniform()) / edge;
        if (-2 * Math.log(uniform()) >= x * x) return u < 0 ? x - edge : edge - x;
      }
    }
    const x = u * (X[i] ?? 0);
    const outer = density[i] ?? 0;
    if (outer + uniform() * ((density[i + 1] ?? 0) - outer) < Math.exp(-0.5 * x * x)) return x;
    i = Math.floor(uniform() * layers);
    u = 2 * uniform() - 1;
    const again = u * (X[i] ?? 0);
    if (Math.abs(again) < (X[i + 1] ?? 0)) return again;
  }
}

interface Loop {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly draw: (pairs: number, factors: number, steps: number) => void;
}
/** Every engine has it; declared here because the kernel is compiled without the types of any platform. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Loop };
};

let loop: Loop | null = null;
let uniform: () => number = () => 0.5;

function openLoop(): Loop {
  const bytes = Uint8Array.from({ length: drawBytes.length / 2 }, (_, i) => Number.parseInt(drawBytes.slice(2 * i, 2 * i + 2), 16));
  const unlikely = (i: number, u: number): number => decideDraw(i, u, uniform);
  const opened = new WebAssembly.Instance(new WebAssembly.Module(bytes), { tanheng: { unlikely } }).exports;
  new Float64Array(opened.memory.buffer, 0, layers + 1).set(X);
  return opened;
}

/**
 * The sums of `steps` standard normals for every factor of a block's paths: element `(pair · factors + factor) · 2 + side` belongs to path `2 · pair + side`.
 * The array is the loop's own memory: valid until the next call.
 */
export function drawSums(paths: number, factors: number, steps: number, seed: number, block: number): Float64Array {
  loop ??= openLoop();
  const { buffer } = loop.memory;
  const state = new Int32Array(buffer, stateAt, 16);
  for (let k = 0; k < 16; k += 1) state[k] = startWord(seed, block, k);
  state[12] = (state[12] ?? 0) | 1; // neither of the two all zero
  state[14] = (state[14] ?? 0) | 1;
  uniform = openStream(seed, block, 16);
  const pairs = Math.ceil(paths / 2);
  loop.draw(pairs, factors, steps);
  return new Float64Array(buffer, sumsAt, pairs * factors * 2);
}
