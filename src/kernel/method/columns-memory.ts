import { Refusal } from '../refusal.ts';

/**
 * The one working memory of all loops over columns, in views of four element kinds over the same bytes. The engine then knows address
 * and length of every array while it compiles a loop, which halves the time of most; arrays handed in as arguments are checked on each access.
 * It holds nothing between two calls: every evaluation first puts there what it needs.
 */
export interface Memory {
  readonly floats: Float64Array;
  readonly ints: Int32Array;
  readonly shorts: Uint16Array;
  readonly bytes: Uint8Array;
}

/** Records worked on at a time: the registers of a block stay in the caches. */
export const blockLength = 2048;

const size = 1 << 27;
let only: Memory | null = null;

/** Reserved when first used; the system gives pages as they are touched. */
export function memory(): Memory {
  if (only === null) {
    const buffer = new ArrayBuffer(size);
    only = {
      floats: new Float64Array(buffer),
      ints: new Int32Array(buffer),
      shorts: new Uint16Array(buffer),
      bytes: new Uint8Array(buffer),
    };
  }
  return only;
}

/** Hands out places in the memory, as offsets in elements of the kind asked for. Each begins at a cache line. */
export interface Arena {
  readonly floats: (count: number) => number;
  readonly ints: (count: number) => number;
  readonly shorts: (count: number) => number;
  readonly bytes: (count: number) => number;
  /** A new arena that goes on from here and leaves this one as it is. */
  readonly after: () => Arena;
}

export function makeArena(from = 0): Arena {
  let next = from;
  const take = (count: number, bytes: number): number => {
    const at = next;
    next = Math.ceil((at + count * bytes) / 64) * 64;
    if (next > size) throw tooLarge();
    return at / bytes;
  };
  return {
    floats: (count) => take(count, 8),
    ints: (count) => take(count, 4),
    shorts: (count) => take(count, 2),
    bytes: (count) => take(count, 1),
    after: () => makeArena(next),
  };
}

function tooLarge(): Refusal {
  const text = {
    zh: '因子、地区、单位等的不同组合过多，超出按列计算的工作内存',
    en: 'there are more distinct combinations of factors, regions, units … than the working memory of the bulk evaluation holds',
  };
  const cure = { zh: '按地点或年度分批计算', en: 'Compute in parts, by site or by year' };
  return new Refusal('invalid_input', { findings: [{ code: 'calculation_too_large', severity: 'error', place: {}, text, cure }] });
}

type Loop = (
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
  i: number,
  j: number,
  k: number,
  l: number,
) => unknown;

/**
 * Calls a loop. All calls go through this one place on purpose: the engine sees it call many functions and so leaves each of them as a
 * function of its own, compiled for the working memory; put into its callers, the loops with tables run at half the speed.
 */
export function call(loop: Loop, a: number, b: number, c: number, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0): number {
  const answer = loop(a, b, c, d, e, f, g, h, i, j, k, l);
  return typeof answer === 'number' ? answer : 0;
}
