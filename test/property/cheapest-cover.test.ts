import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../src/kernel/quantity/decimal.ts';
import { sumUnits } from '../../src/kernel/quantity/whole.ts';
import { limitsOf } from '../../src/kernel/trading/cover/model.ts';
import { type Broken, cheapestCover } from '../../src/kernel/trading/cover/plans.ts';
import {
  brokenLimits,
  type CoverPlan,
  type CoverProblem,
  type CoverSource,
  mayUse,
  pricedPlan,
  type Use,
} from '../../src/kernel/trading/cover/problem.ts';
import { solveModel } from '../../src/server/modules/library/solver.ts';

const money = (cents: number) => new Decimal(cents).dividedBy(100);
const cents = fc.integer({ min: 0, max: 9_999 });

const source = fc
  .record({
    kind: fc.constantFrom('holding' as const, 'purchase' as const, 'release' as const),
    unit: fc.constantFrom('allowance' as const, 'credit' as const),
    plant: fc.constantFrom(null, 'a', 'b'),
    period: fc.constantFrom('1', '2'),
    available: fc.option(fc.integer({ min: 0, max: 5 })),
    minimum: fc.constantFrom(0, 0, 0, 2, 3),
    prices: fc.tuple(cents, cents),
    fixedCost: fc.constantFrom(0, 0, 5_000),
    transferCost: fc.option(fc.integer({ min: 0, max: 500 })),
  })
  .map(
    (one): Omit<CoverSource, 'source'> => ({
      ...one,
      available: one.available === null ? null : BigInt(one.available),
      minimum: BigInt(one.minimum),
      prices: one.prices.map(money),
      fixedCost: money(one.fixedCost),
      transferCost: one.transferCost === null ? null : money(one.transferCost),
    }),
  );

const problem = fc
  .record({
    obligations: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })),
    limits: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
    sources: fc.array(source, { minLength: 1, maxLength: 4 }),
    budgets: fc.tuple(fc.option(fc.integer({ min: 0, max: 40_000 })), fc.option(fc.integer({ min: 0, max: 40_000 }))),
    probability: fc.constantFrom('0.5', '0.25', '0.8'),
    weight: fc.constantFrom('0', '0', '0.3', '1'),
  })
  .map(({ obligations, limits, sources, budgets, probability, weight }): CoverProblem => {
    const first = new Decimal(probability);
    return {
      plants: ['a', 'b'].map((plant, i) => ({ plant, obligation: BigInt(obligations[i] ?? 0), creditLimit: BigInt(limits[i] ?? 0) })),
      sources: sources.map((one, i) => ({ ...one, source: `s${i}` })),
      periods: ['1', '2'].map((period, i) => ({ period, budget: budgets[i] === null ? null : money(budgets[i] ?? 0) })),
      scenarios: [
        { scenario: 'low', probability: first },
        { scenario: 'high', probability: new Decimal(1).minus(first) },
      ],
      tail: { weight: new Decimal(weight), confidence: new Decimal('0.6') },
    };
  });

/** Every way to take `tonnes` from the sources that a plant may use. */
function waysOf(one: CoverProblem, plant: number, tonnes: bigint, from = 0): Use[][] {
  if (tonnes === 0n) return [[]];
  const source = one.sources[from];
  if (!source) return [];
  const ways: Use[][] = [];
  const most = mayUse(source, one.plants[plant]?.plant ?? '') ? tonnes : 0n;
  for (let taken = 0n; taken <= most; taken += 1n) {
    const rest = waysOf(one, plant, tonnes - taken, from + 1);
    ways.push(...rest.map((uses) => (taken === 0n ? uses : [{ source: from, plant, tonnes: taken }, ...uses])));
  }
  return ways;
}

/** All lawful plans, without a model: every division, bought at the least quantity where there is one. */
function allPlans(one: CoverProblem): CoverPlan[] {
  const [first = [], second = []] = one.plants.map(({ obligation }, p) => waysOf(one, p, obligation));
  return first.flatMap((a) =>
    second.flatMap((b) => {
      const uses = [...a, ...b];
      const quantities = one.sources.map(({ minimum }, s) => {
        const used = sumUnits(
          uses.filter((use) => use.source === s),
          ({ tonnes }) => tonnes,
        );
        return used > 0n && used < minimum ? minimum : used;
      });
      return brokenLimits(one, { uses, quantities }).length > 0 ? [] : [pricedPlan(one, uses, quantities)];
    }),
  );
}

const leastOf = (plans: readonly CoverPlan[]) =>
  plans.reduce<CoverPlan | null>((a, b) => (a?.objective.lessThanOrEqualTo(b.objective) ? a : b), null);

test('the plan is the cheapest of all there are, and there is none exactly where there is none', () => {
  let [feasible, infeasible] = [0, 0];
  fc.assert(
    fc.property(problem, (one) => {
      const result = cheapestCover(solveModel, one, 1);
      const best = leastOf(allPlans(one));
      expect(result.feasible).toBe(best !== null);
      if (result.feasible) {
        feasible += 1;
        expect(
          result.plans[0]?.objective
            .minus(best?.objective ?? 0)
            .abs()
            .toNumber(),
        ).toBeLessThan(1e-6);
      } else {
        infeasible += 1;
        expect(result.broken.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300, seed: 20_260_727 },
  );
  expect(Math.min(feasible, infeasible)).toBeGreaterThan(40);
});

test('limits loosened by what is lacking leave a lawful plan, and fewer limits would not do', () => {
  fc.assert(
    fc.property(problem, (one) => {
      const result = cheapestCover(solveModel, one, 1);
      if (result.feasible || result.broken.some(({ limit }) => limit.kind === 'cover')) return;
      const same = ({ limit }: Broken, kind: string, index: number) => limit.kind === kind && limit.index === index;
      const loosened = (by: (kind: string, index: number) => Decimal): CoverProblem => {
        const units = (kind: string, index: number) => BigInt(by(kind, index).toFixed());
        return {
          ...one,
          plants: one.plants.map((plant, i) => ({ ...plant, creditLimit: plant.creditLimit + units('credits', i) })),
          sources: one.sources.map((from, i) => ({
            ...from,
            available: from.available === null ? null : from.available + units('available', i),
          })),
          periods: one.periods.map((period, i) => ({ ...period, budget: period.budget?.plus(by('budget', i)) ?? null })),
        };
      };
      const lacking = loosened((kind, index) => result.broken.find((broken) => same(broken, kind, index))?.by ?? new Decimal(0));
      expect(leastOf(allPlans(lacking))).not.toBeNull();
      if (result.broken.length < 2) return;
      const all = limitsOf(one).filter(
        ({ kind, index }) => kind === 'credits' || kind === 'budget' || (kind === 'available' && one.sources[index]?.kind !== 'holding'),
      );
      for (const only of all) {
        const alone = loosened((kind, index) => new Decimal(kind === only.kind && index === only.index ? 1_000 : 0));
        expect(leastOf(allPlans(alone))).toBeNull();
      }
    }),
    { numRuns: 200, seed: 20_260_728 },
  );
});

test('the second plan is the cheapest that does without something the first one uses', () => {
  fc.assert(
    fc.property(problem, (one) => {
      const result = cheapestCover(solveModel, one, 2);
      if (!result.feasible) return;
      const [first, second] = result.plans;
      const chosen = one.sources.flatMap((from, s) => {
        const own = (first?.uses ?? []).every((use) => use.source !== s || one.plants[use.plant]?.plant === from.plant);
        const free = from.kind === 'holding' && own && from.prices.every((price) => price.isZero());
        return (first?.quantities[s] ?? 0n) > 0n && !free ? [s] : [];
      });
      const others = allPlans(one).filter((plan) => chosen.some((s) => plan.quantities[s] === 0n));
      const wanted = leastOf(others);
      expect(second === undefined).toBe(wanted === null);
      if (second && wanted) expect(second.objective.minus(wanted.objective).abs().toNumber()).toBeLessThan(1e-6);
    }),
    { numRuns: 200, seed: 20_260_729 },
  );
});
