import { Decimal, zero } from '../../quantity/decimal.ts';
import { least, most, ofUnits, sumUnits } from '../../quantity/whole.ts';

/** Where units can come from: what is held, what can be bought, what can be freed from a pledge or loan at a cost. */
export const sourceKinds = ['holding', 'purchase', 'release'] as const;
export type SourceKind = (typeof sourceKinds)[number];

export interface CoverPlant {
  readonly plant: string;
  /** Whole tonnes to surrender. */
  readonly obligation: bigint;
  /** Most credits, whole tonnes. */
  readonly creditLimit: bigint;
}

export interface CoverSource {
  readonly source: string;
  readonly kind: SourceKind;
  readonly unit: 'allowance' | 'credit';
  /** Who holds or buys it; null: any plant of the group. */
  readonly plant: string | null;
  /** When it is paid for; null where nothing is. */
  readonly period: string | null;
  /** Whole tonnes; null: as much as wanted. */
  readonly available: bigint | null;
  /** Least quantity when it is used at all. */
  readonly minimum: bigint;
  /** Money per tonne by scenario. Of a holding: what it is worth otherwise, which is no cash. */
  readonly prices: readonly Decimal[];
  /** Money when it is used at all. */
  readonly fixedCost: Decimal;
  /** Money per tonne when another plant uses it; null: it stays where it is. */
  readonly transferCost: Decimal | null;
}

export interface CoverPeriod {
  readonly period: string;
  readonly budget: Decimal | null;
}

export interface CoverProblem {
  readonly plants: readonly CoverPlant[];
  readonly sources: readonly CoverSource[];
  readonly periods: readonly CoverPeriod[];
  /** Probabilities of the price scenarios, which add to 1. */
  readonly scenarios: readonly { readonly scenario: string; readonly probability: Decimal }[];
  /** Share of the objective that is the mean cost of the worst scenarios instead of the expected cost, and which share of them is the worst. */
  readonly tail: { readonly weight: Decimal; readonly confidence: Decimal };
}

export interface Use {
  readonly source: number;
  readonly plant: number;
  readonly tonnes: bigint;
}

/** One way to cover everything. */
export interface CoverPlan {
  readonly uses: readonly Use[];
  /** Bought, freed or taken of each source; more than its uses only where a least quantity asks for it. */
  readonly quantities: readonly bigint[];
  readonly expectedCost: Decimal;
  readonly scenarioCosts: readonly Decimal[];
  readonly tailCost: Decimal;
  /** What was made least. */
  readonly objective: Decimal;
}

/** Whether a plant may take units of a source. */
export function mayUse(source: CoverSource, plant: string): boolean {
  return source.plant === null || source.plant === plant || source.transferCost !== null;
}

/** What a tonne costs beyond its price when this plant uses it. */
export function extraCost(source: CoverSource, plant: string): Decimal {
  return source.plant === null || source.plant === plant ? zero : (source.transferCost ?? zero);
}

export function needOf(problem: CoverProblem): bigint {
  return sumUnits(problem.plants, ({ obligation }) => obligation);
}

/** No sensible plan takes more of a source. */
export function mostOf(problem: CoverProblem, source: CoverSource): bigint {
  const need = needOf(problem);
  const wanted = most(need, source.minimum);
  return source.available === null ? wanted : least(wanted, source.available);
}

export function expectedPrice(problem: CoverProblem, source: CoverSource): Decimal {
  return problem.scenarios.reduce((sum, { probability }, i) => sum.plus(probability.times(source.prices[i] ?? zero)), zero);
}

/** Cash of a source in its period, at expected prices. */
export function cashOf(problem: CoverProblem, source: CoverSource, tonnes: bigint): Decimal {
  if (source.kind === 'holding' || tonnes === 0n) return zero;
  return expectedPrice(problem, source).times(tonnes.toString()).plus(source.fixedCost);
}

/** Mean cost of the dearest scenarios that make up `1 − confidence` of the probability. */
export function meanOfWorst(problem: CoverProblem, costs: readonly Decimal[]): Decimal {
  const share = new Decimal(1).minus(problem.tail.confidence);
  const order = [...costs.keys()].sort((a, b) => (costs[b] ?? zero).comparedTo(costs[a] ?? zero));
  let [left, sum] = [share, zero];
  for (const i of order) {
    const part = Decimal.min(left, problem.scenarios[i]?.probability ?? zero);
    sum = sum.plus(part.times(costs[i] ?? zero));
    left = left.minus(part);
  }
  return sum.dividedBy(share);
}

/** A plan with its costs worked out exactly. */
export function pricedPlan(problem: CoverProblem, uses: readonly Use[], quantities: readonly bigint[]): CoverPlan {
  const fixed = problem.sources.reduce((sum, one, s) => ((quantities[s] ?? 0n) > 0n ? sum.plus(one.fixedCost) : sum), zero);
  const extra = uses.reduce((sum, { source, plant, tonnes }) => {
    const [from, to] = [problem.sources[source], problem.plants[plant]];
    return from && to ? sum.plus(extraCost(from, to.plant).times(tonnes.toString())) : sum;
  }, fixed);
  const scenarioCosts = problem.scenarios.map((_, i) =>
    problem.sources.reduce((sum, one, s) => sum.plus((one.prices[i] ?? zero).times(ofUnits(quantities[s] ?? 0n))), extra),
  );
  const expectedCost = problem.scenarios.reduce((sum, { probability }, i) => sum.plus(probability.times(scenarioCosts[i] ?? zero)), zero);
  const tailCost = meanOfWorst(problem, scenarioCosts);
  const { weight } = problem.tail;
  const objective = expectedCost.times(new Decimal(1).minus(weight)).plus(tailCost.times(weight));
  return { uses, quantities, expectedCost, scenarioCosts, tailCost, objective };
}

/** The limits a plan breaks, checked in whole tonnes and exact money; none for a lawful plan. */
export function brokenLimits(problem: CoverProblem, plan: Pick<CoverPlan, 'uses' | 'quantities'>): string[] {
  const broken: string[] = [];
  const taken = (of: (use: Use) => boolean) => sumUnits(plan.uses.filter(of), ({ tonnes }) => tonnes);
  for (const [p, { plant, obligation, creditLimit }] of problem.plants.entries()) {
    if (taken((use) => use.plant === p) !== obligation) broken.push(`cover ${plant}`);
    const credits = taken((use) => use.plant === p && problem.sources[use.source]?.unit === 'credit');
    if (credits > creditLimit) broken.push(`credits ${plant}`);
  }
  for (const [s, source] of problem.sources.entries()) {
    const [used, quantity] = [taken((use) => use.source === s), plan.quantities[s] ?? 0n];
    if (used > quantity || (source.minimum === 0n && used !== quantity)) broken.push(`quantity ${source.source}`);
    if (source.available !== null && quantity > source.available) broken.push(`available ${source.source}`);
    if (quantity > 0n && quantity < source.minimum) broken.push(`minimum ${source.source}`);
  }
  for (const { period, budget } of problem.periods) {
    const cash = problem.sources.reduce(
      (sum, one, s) => (one.period === period ? sum.plus(cashOf(problem, one, plan.quantities[s] ?? 0n)) : sum),
      zero,
    );
    if (budget !== null && cash.greaterThan(budget)) broken.push(`budget ${period}`);
  }
  for (const { source, plant, tonnes } of plan.uses) {
    const [from, to] = [problem.sources[source], problem.plants[plant]];
    if (tonnes < 0n || !from || !to || !mayUse(from, to.plant)) broken.push(`use ${source} ${plant}`);
  }
  return broken;
}
