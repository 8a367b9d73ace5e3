import { type Decimal, power } from '../quantity/decimal.ts';
import type { Term } from './term.ts';

/** The value of a term built of plain numbers only (`10^-3`, `44/12`); null when it is none. */
export function constant(term: Term): Decimal | null {
  if (!term.bare) return null;
  switch (term.op) {
    case 'number':
      return term.value;
    case 'negate':
      return constant(term.of)?.negated() ?? null;
    case 'power': {
      const of = constant(term.of);
      return of === null || (of.isZero() && term.exponent < 0) ? null : power(of, term.exponent);
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide': {
      const [a, b] = [constant(term.left), constant(term.right)];
      if (a === null || b === null) return null;
      if (term.op === 'add') return a.plus(b);
      if (term.op === 'subtract') return a.minus(b);
      if (term.op === 'multiply') return a.times(b);
      return b.isZero() ? null : a.dividedBy(b);
    }
    default:
      return null;
  }
}
