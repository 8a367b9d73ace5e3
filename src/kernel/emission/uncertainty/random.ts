/**
 * Normal random numbers in independent, addressable streams: the numbers of (seed, variable, block) are the same whoever asks for them, in whatever order, and
 * on however many threads. xoshiro128** (Blackman, Vigna 2018) is started for each address with four different hashes of it; normals come from the ziggurat of
 * Marsaglia and Tsang (2000) in the form of Doornik (2005), where the layer and the place in it are different bits.
 */

const layers = 128;
const edge = 3.442619855899;
const area = 9.91256303526217e-3;

function layerEdges(): Float64Array {
  const x = new Float64Array(layers + 1);
  let density = Math.exp(-0.5 * edge * edge);
  x[0] = area / density;
  x[1] = edge;
  for (let i = 2; i < layers; i += 1) {
    const before = x[i - 1] ?? 0;
    const here = Math.sqrt(-2 * Math.log(area / before + density));
    x[i] = here;
    density = Math.exp(-0.5 * here * here);
  }
  return x; // the last stays 0
}

const X = layerEdges();
const ratio = Float64Array.from({ length: layers }, (_, i) => (X[i + 1] ?? 0) / (X[i] ?? 1));

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mixed(h: number): number {
  let x = h | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** One of the four words a stream starts with. The seed is a whole number from 0 to 2^53 − 1. */
function startWord(salt: number, seed: number, variable: number, block: number): number {
  const low = (seed % 0x1_0000_0000) | 0;
  const high = Math.floor(seed / 0x1_0000_0000) | 0;
  let h = mixed(salt ^ low);
  h = mixed((h + 0x9e3779b9) ^ high);
  h = mixed((h + 0x9e3779b9) ^ variable);
  return mixed((h + 0x9e3779b9) ^ block);
}

const salts = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;

function startOf(seed: number, variable: number, block: number): Int32Array {
  const state = Int32Array.from(salts, (salt) => startWord(salt, seed, variable, block));
  state[3] = (state[3] ?? 0) | 1; // never all zero
  return state;
}

/** The next 32 bits of a stream, as a signed integer. */
function step(s: Int32Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = s;
  const m = Math.imul(b, 5);
  const [x, y] = [c ^ a, d ^ b];
  s[1] = b ^ x;
  s[0] = a ^ y;
  s[2] = x ^ (b << 9);
  s[3] = (y << 11) | (y >>> 21);
  return Math.imul((m << 7) | (m >>> 25), 9);
}

/** A uniform number in (0, 1) with 32 bits. */
function uniform(s: Int32Array): number {
  return ((step(s) >>> 0) + 0.5) / 4294967296;
}

/** A normal from the tail beyond the last layer (Marsaglia 1964). */
function tail(s: Int32Array, negative: boolean): number {
  for (;;) {
    const x = Math.log(uniform(s)) / edge;
    const y = Math.log(uniform(s));
    if (-2 * y >= x * x) return negative ? x - edge : edge - x;
  }
}

/** What the first look does not decide: the tail, or the wedge between two layers; NaN: try again. */
function unlikely(i: number, u: number, s: Int32Array): number {
  if (i === 0) return tail(s, u < 0);
  const x = u * (X[i] ?? 0);
  const above = Math.exp(-0.5 * ((X[i] ?? 0) ** 2 - x * x));
  const below = Math.exp(-0.5 * ((X[i + 1] ?? 0) ** 2 - x * x));
  return below + uniform(s) * (above - below) < 1 ? x : Number.NaN;
}

/** Fills `out[0…n)` with standard normals of the stream (seed, variable, block). The loop holds the state in four locals: twice as fast as an array. */
export function fillNormals(out: Float64Array, n: number, seed: number, variable: number, block: number): void {
  const s = startOf(seed, variable, block);
  let [a = 0, b = 0, c = 0, d = 0] = s;
  let k = 0;
  while (k < n) {
    const m = Math.imul(b, 5);
    const high = Math.imul((m << 7) | (m >>> 25), 9);
    c ^= a;
    d ^= b;
    const e = b ^ c;
    a ^= d;
    c ^= b << 9;
    d = (d << 11) | (d >>> 21);
    const m2 = Math.imul(e, 5);
    const low = Math.imul((m2 << 7) | (m2 >>> 25), 9);
    c ^= a;
    d ^= e;
    b = e ^ c;
    a ^= d;
    c ^= e << 9;
    d = (d << 11) | (d >>> 21);
    const i = low & 127;
    // 32 bits of one word and 21 of the other: the seven of the layer are not among them.
    const u = high * 4.656612873077393e-10 + (low >>> 11) * 2.220446049250313e-16;
    if (Math.abs(u) < (ratio[i] ?? 0)) {
      out[k] = u * (X[i] ?? 0);
      k += 1;
      continue;
    }
    s[0] = a;
    s[1] = b;
    s[2] = c;
    s[3] = d;
    const found = unlikely(i, u, s);
    [a = 0, b = 0, c = 0, d = 0] = s;
    if (!Number.isNaN(found)) {
      out[k] = found;
      k += 1;
    }
  }
}
