import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal, zero } from '../../quantity/decimal.ts';
import { compareVariants, type Variant } from './compare.ts';

const digits = fc.integer({ min: 0, max: 99_999 }).map((n) => decimal(n).dividedBy(100));
const term = (gas: string) =>
  fc.record({ gas: fc.constant(gas), activity: digits, factor: digits, oxidation: digits, gwp: digits, says: fc.constant('') });
const source = (id: string) =>
  fc.record({
    id: fc.constant(id),
    boundary: digits,
    terms: fc.oneof(fc.tuple(term('CO2')), fc.tuple(term('CO2'), term('CH4')), fc.tuple(term('CO2e'))),
  });
const variant = (id: string): fc.Arbitrary<Variant> =>
  fc.record({ id: fc.constant(id), sources: fc.tuple(source('a'), source('b'), source('c')).chain((all) => fc.subarray(all)) });

test('what explains a difference adds to it, digit for digit, and vanishes between equals', () => {
  fc.assert(
    fc.property(variant('x'), variant('y'), (x, y) => {
      for (const { first, second, causes } of compareVariants(x, y)) {
        const sum = Object.values(causes).reduce((all, cause) => all.plus(cause), zero);
        expect(sum.equals(second.minus(first))).toBe(true);
      }
      for (const { causes } of compareVariants(x, x)) expect(Object.values(causes).every((cause) => cause.isZero())).toBe(true);
    }),
    { numRuns: 60, seed: 14064 },
  );
});
