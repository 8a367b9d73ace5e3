import { type Memory, memory } from './columns-memory.ts';

/**
 * Loops over one block of `n` records. Addresses end in `| 0`: the engine then need not watch for numbers beyond 32 bits, and some loops take half the time. Arguments are offsets into the working memory. Each factory is called once, so that a loop
 * exists once and the engine compiles it for the one memory: no objects, no closures per record.
 */
export interface Arithmetic {
  readonly table: (out: number, index: number, values: number, n: number) => void;
  readonly timesTable: (out: number, a: number, index: number, values: number, n: number) => void;
  readonly convert: (out: number, codes: number, factors: number, n: number) => void;
  readonly square: (out: number, a: number, n: number) => void;
  readonly squareTimes: Binary;
  readonly squarePlus: Binary;
  readonly squarePlusTable: (out: number, a: number, index: number, values: number, n: number) => void;
  readonly power: (out: number, a: number, exponent: number, n: number) => void;
  readonly negate: Unary;
  readonly absolute: Unary;
  readonly root: Unary;
  readonly add: Binary;
  readonly subtract: Binary;
  readonly multiply: Binary;
  readonly divide: Binary;
  readonly least: Binary;
  readonly greatest: Binary;
}

export type Unary = (out: number, a: number, n: number) => void;
export type Binary = (out: number, a: number, b: number, n: number) => void;

function makeArithmetic(given: Memory): Arithmetic {
  const F = given.floats;
  const I = given.ints;
  const S = given.shorts;
  return {
    table(out, index, values, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = F[(values + (I[(index + i) | 0] ?? 0)) | 0] ?? 0;
    },
    timesTable(out, a, index, values, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = (F[(a + i) | 0] ?? 0) * (F[(values + (I[(index + i) | 0] ?? 0)) | 0] ?? 0);
    },
    /** Multiplies each with the factor of its unit. */
    convert(out, codes, factors, n) {
      for (let i = 0; i < n; i = (i + 1) | 0)
        F[(out + i) | 0] = (F[(out + i) | 0] ?? 0) * (F[(factors + (S[(codes + i) | 0] ?? 0)) | 0] ?? 0);
    },
    square(out, a, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = (F[(a + i) | 0] ?? 0) * (F[(a + i) | 0] ?? 0);
    },
    squareTimes(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = (F[(a + i) | 0] ?? 0) * (F[(a + i) | 0] ?? 0) * (F[(b + i) | 0] ?? 0);
    },
    squarePlus(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = (F[(a + i) | 0] ?? 0) * (F[(a + i) | 0] ?? 0) + (F[(b + i) | 0] ?? 0);
    },
    squarePlusTable(out, a, index, values, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        F[(out + i) | 0] = (F[(a + i) | 0] ?? 0) * (F[(a + i) | 0] ?? 0) + (F[(values + (I[(index + i) | 0] ?? 0)) | 0] ?? 0);
      }
    },
    /** By squaring, like the exact evaluation; zero to a negative power has no value. */
    power(out, a, exponent, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        let result = 1;
        let factor = F[(a + i) | 0] ?? 0;
        for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
          if (rest % 2 === 1) result *= factor;
          factor *= factor;
        }
        F[(out + i) | 0] = exponent >= 0 ? result : result === 0 ? Number.NaN : 1 / result;
      }
    },
    negate(out, a, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = -(F[(a + i) | 0] ?? 0);
    },
    absolute(out, a, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = Math.abs(F[(a + i) | 0] ?? 0);
    },
    root(out, a, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = Math.sqrt(F[(a + i) | 0] ?? 0);
    },
    ...makeBinary(F),
  };
}

function makeBinary(given: Float64Array): Pick<Arithmetic, 'add' | 'subtract' | 'multiply' | 'divide' | 'least' | 'greatest'> {
  const F = given;
  return {
    add(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = (F[(a + i) | 0] ?? 0) + (F[(b + i) | 0] ?? 0);
    },
    subtract(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = (F[(a + i) | 0] ?? 0) - (F[(b + i) | 0] ?? 0);
    },
    multiply(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = (F[(a + i) | 0] ?? 0) * (F[(b + i) | 0] ?? 0);
    },
    divide(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const by = F[(b + i) | 0] ?? 0;
        F[(out + i) | 0] = by === 0 ? Number.NaN : (F[(a + i) | 0] ?? 0) / by;
      }
    },
    least(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = Math.min(F[(a + i) | 0] ?? 0, F[(b + i) | 0] ?? 0);
    },
    greatest(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = Math.max(F[(a + i) | 0] ?? 0, F[(b + i) | 0] ?? 0);
    },
  };
}

/** Conditions are 1, 0, and NaN where there is no answer. */
export interface Logic {
  readonly and: Binary;
  readonly or: Binary;
  readonly not: Unary;
  readonly has: Unary;
  readonly holds: Unary;
  readonly pick: (out: number, when: number, yes: number, no: number, strict: boolean, n: number) => void;
}

function makeLogic(given: Memory): Logic {
  const F = given.floats;
  return {
    and(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const x = F[(a + i) | 0] ?? 0;
        const y = F[(b + i) | 0] ?? 0;
        F[(out + i) | 0] = x === 0 || y === 0 ? 0 : x * y;
      }
    },
    or(out, a, b, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const x = F[(a + i) | 0] ?? 0;
        const y = F[(b + i) | 0] ?? 0;
        F[(out + i) | 0] = x === 1 || y === 1 ? 1 : x + y;
      }
    },
    not(out, a, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = 1 - (F[(a + i) | 0] ?? 0);
    },
    has(out, a, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = Number.isNaN(F[(a + i) | 0] ?? 0) ? 0 : 1;
    },
    holds(out, a, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) F[(out + i) | 0] = (F[(a + i) | 0] ?? 0) === 1 ? 1 : 0;
    },
    pick(out, when, yes, no, strict, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const holding = F[(when + i) | 0] ?? 0;
        F[(out + i) | 0] = holding === 1 ? (F[(yes + i) | 0] ?? 0) : strict && holding !== 0 ? Number.NaN : (F[(no + i) | 0] ?? 0);
      }
    },
  };
}

/** Class numbers of records: the sum of what each axis adds. */
export interface Indexing {
  readonly one: (out: number, a: number, mapA: number, n: number) => void;
  readonly addOne: (out: number, a: number, mapA: number, n: number) => void;
  readonly addInt: (out: number, a: number, mapA: number, n: number) => void;
  readonly two: (out: number, a: number, mapA: number, b: number, mapB: number, n: number) => void;
  readonly four: (
    out: number,
    a: number,
    mapA: number,
    b: number,
    mapB: number,
    c: number,
    mapC: number,
    d: number,
    mapD: number,
    n: number,
  ) => void;
  /** `four` and `hits` in one. */
  readonly fourCounted: (
    out: number,
    a: number,
    mapA: number,
    b: number,
    mapB: number,
    c: number,
    mapC: number,
    d: number,
    mapD: number,
    n: number,
    hits: number,
    fresh: number,
  ) => number;
  /** Counts the records of each number as well. */
  readonly twoCounted: (out: number, a: number, mapA: number, b: number, mapB: number, counts: number, n: number) => void;
  readonly count: (counts: number, index: number, n: number) => void;
  readonly hits: (index: number, hits: number, fresh: number, n: number) => number;
}

function makeIndexing(given: Memory): Indexing {
  const I = given.ints;
  const S = given.shorts;
  return {
    one(out, a, mapA, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) I[(out + i) | 0] = I[(mapA + (S[(a + i) | 0] ?? 0)) | 0] ?? 0;
    },
    addOne(out, a, mapA, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) I[(out + i) | 0] = (I[(out + i) | 0] ?? 0) + (I[(mapA + (S[(a + i) | 0] ?? 0)) | 0] ?? 0);
    },
    addInt(out, a, mapA, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) I[(out + i) | 0] = (I[(out + i) | 0] ?? 0) + (I[(mapA + (I[(a + i) | 0] ?? 0)) | 0] ?? 0);
    },
    two(out, a, mapA, b, mapB, n) {
      for (let i = 0; i < n; i = (i + 1) | 0)
        I[(out + i) | 0] = (I[(mapA + (S[(a + i) | 0] ?? 0)) | 0] ?? 0) + (I[(mapB + (S[(b + i) | 0] ?? 0)) | 0] ?? 0);
    },
    four(out, a, mapA, b, mapB, c, mapC, d, mapD, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const first = (I[(mapA + (S[(a + i) | 0] ?? 0)) | 0] ?? 0) + (I[(mapB + (S[(b + i) | 0] ?? 0)) | 0] ?? 0);
        I[(out + i) | 0] = first + (I[(mapC + (S[(c + i) | 0] ?? 0)) | 0] ?? 0) + (I[(mapD + (S[(d + i) | 0] ?? 0)) | 0] ?? 0);
      }
    },
    ...makeFourCounted(given),
    twoCounted(out, a, mapA, b, mapB, counts, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const at = (I[(mapA + (S[(a + i) | 0] ?? 0)) | 0] ?? 0) + (I[(mapB + (S[(b + i) | 0] ?? 0)) | 0] ?? 0);
        I[(out + i) | 0] = at;
        I[(counts + at) | 0] = (I[(counts + at) | 0] ?? 0) + 1;
      }
    },
    count(counts, index, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const at = (counts + (I[(index + i) | 0] ?? 0)) | 0;
        I[at] = (I[at] ?? 0) + 1;
      }
    },
    /** Counts the records of each class; puts the first of a class not met before into `fresh` and returns how many there are. */
    hits(index, hits, fresh, n) {
      let found = 0;
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const at = (hits + (I[(index + i) | 0] ?? 0)) | 0;
        const before = I[at] ?? 0;
        I[at] = before + 1;
        if (before === 0) {
          I[(fresh + found) | 0] = i;
          found += 1;
        }
      }
      return found;
    },
  };
}

function makeFourCounted(given: Memory): Pick<Indexing, 'fourCounted'> {
  const I = given.ints;
  const S = given.shorts;
  return {
    fourCounted(out, a, mapA, b, mapB, c, mapC, d, mapD, n, hits, fresh) {
      let found = 0;
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const first = ((I[(mapA + (S[(a + i) | 0] ?? 0)) | 0] ?? 0) + (I[(mapB + (S[(b + i) | 0] ?? 0)) | 0] ?? 0)) | 0;
        const second = ((I[(mapC + (S[(c + i) | 0] ?? 0)) | 0] ?? 0) + (I[(mapD + (S[(d + i) | 0] ?? 0)) | 0] ?? 0)) | 0;
        const number = (first + second) | 0;
        I[(out + i) | 0] = number;
        const at = (hits + number) | 0;
        const before = I[at] ?? 0;
        I[at] = (before + 1) | 0;
        if (before === 0) {
          I[(fresh + found) | 0] = i;
          found = (found + 1) | 0;
        }
      }
      return found;
    },
  };
}

function once<T>(make: (given: Memory) => T): () => T {
  let only: T | null = null;
  return () => {
    only ??= make(memory());
    return only;
  };
}

export const arithmetic = once(makeArithmetic);
export const logic = once(makeLogic);
export const indexing = once(makeIndexing);
