import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal, exponential, power, raise } from '../../src/kernel/quantity/decimal.ts';

const seed = 20_260_901;
const scale = 10n ** 80n;

/** e^x for x = n/d by Taylor's series in whole numbers of 10^-80: shares nothing with the kernel. */
function series(n: bigint, d: bigint): bigint {
  // e^(n/d) = (e^(n/(d·2^k)))^(2^k), so that the series is short.
  let halvings = 0n;
  while ((n < 0n ? -n : n) > d << halvings) halvings += 1n;
  const x = (n * scale) / (d << halvings);
  let [term, sum] = [scale, scale];
  for (let i = 1n; term !== 0n; i += 1n) {
    term = (term * x) / (scale * i);
    sum += term;
  }
  for (let i = 0n; i < halvings; i += 1n) sum = (sum * sum) / scale;
  return sum;
}

const closeness = (a: Decimal, b: Decimal) => (b.isZero() ? a.abs() : a.minus(b).abs().dividedBy(b.abs()));

test('exp agrees with its series to 49 digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 40_000 }), fc.integer({ min: 1, max: 9_999 }), (n, d) => {
      fc.pre(Math.abs(n / d) <= 12);
      const expected = new Decimal(series(BigInt(n), BigInt(d)).toString()).dividedBy(new Decimal(10).pow(80));
      const exact = exponential(new Decimal(n).dividedBy(d));
      // The quotient itself is right to 50 digits only; times at most 12 in the exponent.
      return closeness(exact, expected).lessThan('1e-47');
    }),
    { numRuns: 300, seed },
  );
});

test('exp of a terminating decimal has 49 right digits', () => {
  for (const [n, d, x] of [
    [1n, 1n, '1'],
    [-1n, 2n, '-0.5'],
    [1234n, 1000n, '1.234'],
    [-675n, 100n, '-6.75'],
  ] as const) {
    const expected = new Decimal(series(n, d).toString()).dividedBy(new Decimal(10).pow(80));
    expect(exponential(new Decimal(x)).toSignificantDigits(49).toFixed(), x).toBe(expected.toSignificantDigits(49).toFixed());
  }
});

test('a whole exponent gives what repeated multiplication gives', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: -40, max: 40 }), (n, exponent) => {
      const base = new Decimal(n).dividedBy(1000);
      const raised = raise(base, new Decimal(exponent));
      return raised !== null && closeness(raised, power(base, exponent)).lessThan('1e-48');
    }),
    { numRuns: 300, seed },
  );
});

test('the root of a power is the power again: (b^(p/q))^q = b^p', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9_999 }),
      fc.integer({ min: -30, max: 30 }),
      fc.constantFrom(2, 4, 5, 8, 10, 16, 20),
      (n, p, q) => {
        const base = new Decimal(n).dividedBy(100);
        const root = raise(base, new Decimal(p).dividedBy(q));
        return root !== null && closeness(power(root, q), power(base, p)).lessThan('1e-47');
      },
    ),
    { numRuns: 300, seed },
  );
});

test('no value where there is none, no endless work where the result is out of range', () => {
  expect(raise(new Decimal(0), new Decimal('0.5'))).toBeNull();
  expect(raise(new Decimal(-2), new Decimal(2))).toBeNull();
  expect(raise(new Decimal(10), new Decimal('1e90'))?.isFinite()).toBe(false);
  expect(raise(new Decimal('1e-100'), new Decimal('1e90'))?.isZero()).toBe(true);
  expect(exponential(new Decimal('1e99')).isFinite()).toBe(false);
  expect(exponential(new Decimal('-1e99')).isZero()).toBe(true);
  expect(exponential(new Decimal(0)).toFixed()).toBe('1');
});
