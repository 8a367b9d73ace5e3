/** SHA-256 (FIPS 180-4) in plain arithmetic, for places that have no platform: the one-file verifier, a browser page that is opened from a disk. */

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

/** The first 32 bits of the fractional part of a root of a prime, taken exactly: floor(p^(1/k) · 2^32) mod 2^32. */
function fraction(prime: number, root: 2n | 3n): number {
  const wanted = BigInt(prime) << (32n * root);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** root <= wanted) low = middle;
    else high = middle;
  }
  return Number(low & 0xffff_ffffn) | 0;
}

const roundConstants = Int32Array.from(primes(64), (prime) => fraction(prime, 3n));
const start = Int32Array.from(primes(8), (prime) => fraction(prime, 2n));

const at = (words: Int32Array, i: number): number => words[i] ?? 0;
const turned = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** One block of 64 bytes at `from`; `schedule` is room for its 64 words. */
function compress(state: Int32Array, bytes: Uint8Array, from: number, schedule: Int32Array): void {
  for (let t = 0; t < 16; t += 1) {
    const i = from + 4 * t;
    schedule[t] = ((bytes[i] ?? 0) << 24) | ((bytes[i + 1] ?? 0) << 16) | ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0);
  }
  for (let t = 16; t < 64; t += 1) {
    const x = at(schedule, t - 15);
    const y = at(schedule, t - 2);
    const s0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const s1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    schedule[t] = (at(schedule, t - 16) + s0 + at(schedule, t - 7) + s1) | 0;
  }
  let [a, b, c, d] = [at(state, 0), at(state, 1), at(state, 2), at(state, 3)];
  let [e, f, g, h] = [at(state, 4), at(state, 5), at(state, 6), at(state, 7)];
  for (let t = 0; t < 64; t += 1) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(roundConstants, t) + at(schedule, t)) | 0;
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = (at(state, i) + value) | 0;
}

/** The hash of bytes of any length below 2^50. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const state = Int32Array.from(start);
  const schedule = new Int32Array(64);
  const whole = bytes.length - (bytes.length % 64);
  for (let from = 0; from < whole; from += 64) compress(state, bytes, from, schedule);
  const rest = bytes.subarray(whole);
  const last = new Uint8Array(rest.length < 56 ? 64 : 128);
  last.set(rest);
  last[rest.length] = 0x80;
  let bits = BigInt(bytes.length) * 8n;
  for (let i = last.length - 1; i >= last.length - 8; i -= 1, bits >>= 8n) last[i] = Number(bits & 255n);
  for (let from = 0; from < last.length; from += 64) compress(state, last, from, schedule);
  return Uint8Array.from({ length: 32 }, (_, i) => (at(state, i >> 2) >>> (24 - 8 * (i & 3))) & 255);
}
