import type { Factor } from '../quantity/rational.ts';
import { type Memory, memory } from './columns-memory.ts';
import type { Graph, Node } from './columns-node.ts';
import type { Term } from './term.ts';

type GrowthTerm = Extract<Term, { readonly op: 'exponential' | 'raise' }>;

/** The node of e^x and of a power whose exponent is a formula. `realize` makes the node of a part. */
export function growthNode(forms: { readonly graph: Graph }, term: GrowthTerm, realize: (part: Term, by: Factor | null) => Node): Node {
  const { make, scaleOf } = forms.graph;
  if (term.op === 'exponential') {
    const of = realize(term.of, term.by);
    return make({ op: 'exponential', of, scale: scaleOf(of) }, { positive: true, total: of.total, plain: false, risky: false });
  }
  const [left, right] = [realize(term.left, term.leftBy), realize(term.right, term.rightBy)];
  return make(
    { op: 'raise', left, right, leftScale: scaleOf(left), rightScale: scaleOf(right) },
    { positive: true, total: false, plain: false, risky: false },
  );
}

/**
 * An error in the exponent becomes a relative error of the result: where what the exponent was made of is larger than this, some units of
 * 2⁻⁵³ could become 10⁻¹², and the record is left to the exact evaluation.
 */
const trusted = 256;

/** Loops over one block; they mark the records that floats cannot answer in `doubtful` (an offset in bytes). */
export interface Growing {
  readonly exponential: (out: number, a: number, scale: number, doubtful: number, n: number) => void;
  readonly raise: (out: number, a: number, b: number, scaleA: number, scaleB: number, doubtful: number, n: number) => void;
}

function makeGrowing(given: Memory): Growing {
  const F = given.floats;
  const B = given.bytes;
  return {
    exponential(out, a, scale, doubtful, n) {
      for (let i = 0; i < n; i += 1) {
        const x = F[(a + i) | 0] ?? 0;
        F[(out + i) | 0] = Math.exp(x);
        if ((F[(scale + i) | 0] ?? 0) > trusted) B[(doubtful + i) | 0] = 1;
      }
    },
    /** A base at or below zero has no value; one that lost so many digits that its sign is not sure is left to the exact evaluation. */
    raise(out, a, b, scaleA, scaleB, doubtful, n) {
      for (let i = 0; i < n; i += 1) {
        const base = F[(a + i) | 0] ?? 0;
        const exponent = F[(b + i) | 0] ?? 0;
        const sizeA = F[(scaleA + i) | 0] ?? 0;
        F[(out + i) | 0] = base > 0 ? base ** exponent : Number.NaN;
        const ofBase = base === 0 ? sizeA * Number.MAX_VALUE : sizeA / Math.abs(base);
        const size = base > 0 ? Math.abs(exponent) * ofBase + Math.abs(Math.log(base)) * (F[(scaleB + i) | 0] ?? 0) : 0;
        if (size > trusted || ofBase > 1024) B[(doubtful + i) | 0] = 1;
      }
    },
  };
}

let only: Growing | null = null;

export function growing(): Growing {
  only ??= makeGrowing(memory());
  return only;
}
