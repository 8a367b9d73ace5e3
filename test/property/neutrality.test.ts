import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balanceOf } from '../../src/kernel/neutrality/balance.ts';
import type { Lot, NeutralityInput } from '../../src/kernel/neutrality/balance-input.ts';
import { lotFaults } from '../../src/kernel/neutrality/lots.ts';
import type { NeutralityRules } from '../../src/kernel/neutrality/rule-set.ts';
import { decimal } from '../../src/kernel/quantity/decimal.ts';

/** Random lots against a count unit by unit: one serial number, one use; what is neutral is never short of a unit. */
const lot = fc.record({
  series: fc.constantFrom('a', 'b'),
  first: fc.integer({ min: 1, max: 60 }),
  count: fc.integer({ min: 1, max: 20 }),
  retired: fc.boolean(),
  use: fc.constantFrom('neutrality', 'neutrality', 'neutrality', 'compliance', 'other'),
});
type Drawn = typeof lot extends fc.Arbitrary<infer T> ? T : never;

const lotOf = ({ series, first, count, retired, use }: Drawn, at: number): Lot => ({
  ...{ id: `${at}`, quantity: BigInt(count), kind: 'ccer', scheme: 'CCER', retired, retiredOn: null, beneficiary: null, vintage: null },
  ...{ serials: { series, first: BigInt(first), last: BigInt(first + count - 1) }, reducedUntil: null, issuedOn: null },
  ...{
    use: use === 'compliance' || use === 'other' ? use : 'neutrality',
    verified: null,
    registered: null,
    removal: false,
    forestShown: null,
  },
});
const units = ({ series, first, count }: Drawn) => Array.from({ length: count }, (_, i) => `${series}${first + i}`);

const rules: Pick<NeutralityRules, 'renewableCounts'> = { renewableCounts: { value: true, confidence: 'high' } };
const input = (footprint: string, lots: readonly Lot[]): NeutralityInput => ({
  ...{
    claim: 'achievement',
    subject: '',
    subjectKind: 'site',
    periodStart: null,
    periodEnd: null,
    declaredOn: null,
    footprint: decimal(footprint),
  },
  ...{
    removals: decimal('0'),
    notAbatable: null,
    footprintVerified: null,
    planApprovedOn: null,
    planPublishedOn: null,
    validation: null,
    firstPeriod: true,
  },
  ...{ base: null, baseOutput: null, output: null, actions: [], lots },
});

test('lots are accepted exactly when every unit is retired for this use and none stands twice', () => {
  fc.assert(
    fc.property(fc.array(lot, { maxLength: 6 }), (drawn) => {
      const all = drawn.flatMap(units);
      const right = new Set(all).size === all.length && drawn.every((one) => one.retired && one.use === 'neutrality');
      expect(lotFaults(drawn.map(lotOf)).length === 0).toBe(right);
    }),
    { numRuns: 500, seed: 20_240_401 },
  );
});

test('neutral means at least as many units as the residual has tonnes, short and surplus never together', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.array(lot, { maxLength: 6 }), (cents, drawn) => {
      const balance = balanceOf(input((cents / 100).toFixed(2), drawn.map(lotOf)), rules);
      const retired = drawn.reduce((sum, one) => sum + one.count, 0);
      expect(balance.neutral).toBe(retired * 100 >= cents);
      expect(balance.short.greaterThan(0)).toBe(!balance.neutral);
      expect(balance.surplus > 0n && balance.short.greaterThan(0)).toBe(false);
    }),
    { numRuns: 500, seed: 20_240_402 },
  );
});
