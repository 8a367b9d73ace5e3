import { assert } from '../../assert.ts';
import { Decimal, zero } from '../../quantity/decimal.ts';

import { ofUnits, sumUnits } from '../../quantity/whole.ts';
import { Refusal } from '../../refusal.ts';
import { type Ask, coverModel, type Limit, limitsOf, plainAsk, quantityName, slackName, useName } from './model.ts';
import { brokenLimits, type CoverPlan, type CoverProblem, cashOf, mayUse, needOf, pricedPlan, type Use } from './problem.ts';

/** What a solver answers to a model in CPLEX LP text. */
export interface SolverReply {
  /** `Optimal`, `Infeasible` and others. */
  readonly status: string;
  readonly objective: number;
  /** By column; by row, of a model without whole numbers. */
  readonly values: ReadonlyMap<string, number>;
  readonly duals: ReadonlyMap<string, number>;
}

/** The solver is handed in: the kernel writes the model and reads the reply. */
export type Solve = (model: string) => SolverReply;

/** A limit that the best plan reaches, and what one more of it would save; null where no price of that kind has a meaning. */
export interface Binding {
  readonly limit: Limit;
  readonly shadowPrice: Decimal | null;
}

export interface Broken {
  readonly limit: Limit;
  /** Tonnes, or money of a budget. */
  readonly by: Decimal;
}

export type CoverResult =
  | {
      readonly feasible: true;
      /** The cheapest first; each of the others does without at least one chosen source of every plan before it. */
      readonly plans: readonly CoverPlan[];
      readonly bindings: readonly Binding[];
      /** What one more tonne to surrender would cost each plant. */
      readonly marginal: readonly (Decimal | null)[];
      /** Cost that whole tonnes and least quantities add to the relaxed model the prices come from. */
      readonly roundingCost: Decimal;
    }
  | {
      readonly feasible: false;
      /** The smallest set of limits that would have to give way, and by how much. */
      readonly broken: readonly Broken[];
      /** Tonnes that can be covered within all limits. */
      readonly mostTonnes: bigint;
    };

/** A cost is the least when no other can be lower by more than this share of it. */
const proven = 1e-7;

/** Null when there is no plan. */
function asked(solve: Solve, problem: CoverProblem, ask: Ask): SolverReply | null {
  const reply = solve(coverModel(problem, ask));
  if (reply.status === 'Optimal') return reply;
  if (reply.status === 'Time limit reached') throw tooLong();
  assert(['Infeasible', 'Primal infeasible or unbounded'].includes(reply.status), `the solver says ${reply.status}`);
  return null;
}

function tooLong(): Refusal {
  const zh = '求解超过时限。请减少来源、工厂或情景，或放宽最小数量。';
  const en = 'Solving takes too long. Give fewer sources, plants or scenarios, or drop least quantities.';
  return new Refusal('request_too_large', { detail: { zh, en } });
}

/**
 * In whole tonnes. First with parts of tonnes, which is quick and bounds the cost from below; then whole tonnes next to that answer. Only where those cost
 * noticeably more are all whole numbers searched.
 */
function answered(solve: Solve, problem: CoverProblem, ask: Ask): SolverReply | null {
  if (ask.tonnes.kind !== 'whole') return asked(solve, problem, ask);
  const parts = asked(solve, problem, { ...ask, tonnes: { kind: 'parts' } });
  if (parts === null) return null;
  const near = asked(solve, problem, { ...ask, tonnes: { kind: 'near', to: parts.values } });
  if (near && near.objective - parts.objective <= proven * Math.max(1, Math.abs(parts.objective))) return near;
  return asked(solve, problem, ask);
}

const primalOf = (reply: SolverReply, name: string): number => reply.values.get(name) ?? 0;

function usesIn(problem: CoverProblem, reply: SolverReply): Use[] {
  return problem.sources.flatMap((from, source) =>
    problem.plants.flatMap(({ plant: to }, plant) => {
      const tonnes = mayUse(from, to) ? BigInt(Math.round(primalOf(reply, useName(source, plant)))) : 0n;
      return tonnes === 0n ? [] : [{ source, plant, tonnes }];
    }),
  );
}

/** The plan of a reply, checked exactly against every limit. */
export function planOf(problem: CoverProblem, reply: SolverReply): CoverPlan {
  const uses = usesIn(problem, reply);
  const quantities = problem.sources.map((_, s) => BigInt(Math.round(primalOf(reply, quantityName(s)))));
  const broken = brokenLimits(problem, { uses, quantities });
  assert(broken.length === 0, `the solver's plan breaks ${broken.join(', ')}`);
  return pricedPlan(problem, uses, quantities);
}

/** Sources a plan could do without: what a plant holds itself and has no other use for is no choice. */
function chosenIn(problem: CoverProblem, plan: CoverPlan): number[] {
  return problem.sources.flatMap((source, s) => {
    const ownOnly = plan.uses.every((use) => use.source !== s || problem.plants[use.plant]?.plant === source.plant);
    const free = source.kind === 'holding' && ownOnly && source.prices.every((price) => price.isZero());
    return (plan.quantities[s] ?? 0n) > 0n && !free ? [s] : [];
  });
}

/** How much of a limit a plan takes; null for what has no amount. */
export function takenOf(problem: CoverProblem, plan: CoverPlan, { kind, index }: Limit): Decimal {
  switch (kind) {
    case 'cover':
      return ofUnits(
        sumUnits(
          plan.uses.filter(({ plant }) => plant === index),
          ({ tonnes }) => tonnes,
        ),
      );
    case 'credits': {
      const own = plan.uses.filter(({ plant, source }) => plant === index && problem.sources[source]?.unit === 'credit');
      return ofUnits(sumUnits(own, ({ tonnes }) => tonnes));
    }
    case 'available':
    case 'minimum':
      return ofUnits(plan.quantities[index] ?? 0n);
    case 'budget': {
      const period = problem.periods[index]?.period;
      return problem.sources.reduce(
        (sum, one, s) => (one.period === period ? sum.plus(cashOf(problem, one, plan.quantities[s] ?? 0n)) : sum),
        zero,
      );
    }
  }
}

export function sizeOf(problem: CoverProblem, { kind, index }: Limit): Decimal {
  switch (kind) {
    case 'cover':
      return ofUnits(problem.plants[index]?.obligation ?? 0n);
    case 'credits':
      return ofUnits(problem.plants[index]?.creditLimit ?? 0n);
    case 'available':
      return ofUnits(problem.sources[index]?.available ?? 0n);
    case 'minimum':
      return ofUnits(problem.sources[index]?.minimum ?? 0n);
    case 'budget':
      return problem.periods[index]?.budget ?? zero;
  }
}

/** Nobody pays for less than this: differences below are the solver's rounding. */
const noise = new Decimal('1e-6');

function dualsOf(reply: SolverReply): (row: string) => Decimal {
  return (row) => {
    const value = new Decimal((reply.duals.get(row) ?? 0).toPrecision(12));
    return value.abs().lessThan(noise) ? zero : value;
  };
}

/** Limits that the plan reaches: a budget when not even the cheapest further tonne of its period fits. */
function isReached(problem: CoverProblem, plan: CoverPlan, limit: Limit, dual: Decimal): boolean {
  if (limit.kind === 'cover') return false;
  const [taken, size] = [takenOf(problem, plan, limit), sizeOf(problem, limit)];
  if (limit.kind === 'budget') return !dual.isZero() || taken.equals(size);
  if (limit.kind === 'credits' && size.isZero()) return problem.sources.some(({ unit }) => unit === 'credit') && needOf(problem) > 0n;
  return taken.equals(size) && !taken.isZero();
}

function explain(solve: Solve, problem: CoverProblem, best: CoverPlan) {
  const used = problem.sources.map((_, s) => (best.quantities[s] ?? 0n) > 0n);
  const reply = answered(solve, problem, { ...plainAsk, tonnes: { kind: 'used', used } });
  if (reply === null) return { bindings: [], marginal: problem.plants.map(() => null), roundingCost: zero };
  const dual = dualsOf(reply);
  const bindings = limitsOf(problem)
    .filter((limit) => isReached(problem, best, limit, dual(limit.row)))
    .map((limit): Binding => ({ limit, shadowPrice: limit.kind === 'minimum' ? null : dual(limit.row).negated() }));
  const relaxed = pricedRelaxed(problem, reply);
  const roundingCost = best.objective.minus(relaxed);
  const marginal = problem.plants.map((_, p) => dual(`cover${p}`));
  return { bindings, marginal, roundingCost: roundingCost.abs().lessThan(new Decimal('0.005')) ? zero : roundingCost };
}

/** The relaxed objective, worked out from its quantities by the same function as every plan's, so that rounding of the solver stays out of it. */
function pricedRelaxed(problem: CoverProblem, reply: SolverReply): Decimal {
  const thousand = 1_000_000;
  const scaled = (name: string) => BigInt(Math.round(primalOf(reply, name) * thousand));
  const uses = problem.sources.flatMap((_, source) =>
    problem.plants.map((__, plant) => ({ source, plant, tonnes: scaled(useName(source, plant)) })),
  );
  const quantities = problem.sources.map((_, s) => scaled(quantityName(s)));
  const unscaled = { ...problem, sources: problem.sources.map((one) => ({ ...one, fixedCost: one.fixedCost.times(thousand) })) };
  return pricedPlan(unscaled, uses, quantities).objective.dividedBy(thousand);
}

function infeasible(solve: Solve, problem: CoverProblem): CoverResult {
  const all = limitsOf(problem);
  const giving = all.filter(({ kind, index }) => {
    if (kind === 'available') return problem.sources[index]?.kind !== 'holding';
    return kind === 'credits' || kind === 'budget';
  });
  const covers = all.filter(({ kind }) => kind === 'cover');
  const broken = smallestSet(solve, problem, giving) ?? smallestSet(solve, problem, [...giving, ...covers]) ?? [];
  const most = answered(solve, problem, { ...plainAsk, mostTonnes: true });
  const mostTonnes = most ? sumUnits(usesIn(problem, most), ({ tonnes }) => tonnes) : 0n;
  return { feasible: false, broken, mostTonnes };
}

/** First as few limits as possible, then those by as little as possible. */
function smallestSet(solve: Solve, problem: CoverProblem, limits: readonly Limit[]): Broken[] | null {
  const first = answered(solve, problem, { ...plainAsk, elastic: { limits, least: 'count' } });
  if (first === null) return null;
  const chosen = limits.filter((limit) => primalOf(first, slackName(limit)) > 1e-3);
  // A switch that leaked hides a broken limit: then the amounts of the first answer stand.
  const second = answered(solve, problem, { ...plainAsk, elastic: { limits: chosen, least: 'amount' } }) ?? first;
  return chosen.flatMap((limit) => {
    const by = primalOf(second, slackName(limit));
    if (by <= 1e-3) return [];
    const digits = limit.kind === 'budget' ? 2 : 0;
    // Upwards: a cent less would not be enough. The digits cut off are the solver's rounding.
    return [{ limit, by: new Decimal(by.toPrecision(11)).toDecimalPlaces(digits, Decimal.ROUND_CEIL) }];
  });
}

/** The cheapest lawful plan with the reasons for its cost and up to `wanted − 1` other plans, or why there is none. */
export function cheapestCover(solve: Solve, problem: CoverProblem, wanted: number): CoverResult {
  const plans: CoverPlan[] = [];
  while (plans.length < wanted) {
    const cuts = plans.map((plan) => chosenIn(problem, plan));
    if (cuts.some((set) => set.length === 0)) break;
    const reply = answered(solve, problem, { ...plainAsk, cuts });
    if (reply === null) break;
    plans.push(planOf(problem, reply));
  }
  const [best] = plans;
  return best ? { feasible: true, plans, ...explain(solve, problem, best) } : infeasible(solve, problem);
}
