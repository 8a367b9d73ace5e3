import { Decimal, print } from '../quantity/decimal.ts';

/** One unit's year as the decomposition needs it; decimal text, null where it is not known. */
export interface YearFacts {
  readonly unit: string;
  /** tCO2 of the year, and the part that comes from coal. */
  readonly emission: string;
  readonly coalEmission: string | null;
  /** t of coal, and its carbon content weighted by consumption (tC/t). */
  readonly coal: string | null;
  readonly carbon: string | null;
  /** MWh of gross generation. */
  readonly generation: string | null;
}

export const changeParts = ['output', 'fuel_intensity', 'carbon_content', 'oxidation', 'other_sources', 'units'] as const;
export type ChangePart = (typeof changeParts)[number];

export interface UnitChange {
  readonly unit: string;
  readonly before: string | null;
  readonly now: string | null;
  readonly difference: string;
  /** Parts that add up to the difference, digit for digit. */
  readonly parts: Readonly<Record<ChangePart, string>>;
}

export interface YearChange {
  readonly before: string;
  readonly now: string;
  readonly difference: string;
  readonly parts: Readonly<Record<ChangePart, string>>;
  /** Difference of the emission per MWh, where both years have generation. */
  readonly intensityBefore: string | null;
  readonly intensityNow: string | null;
  readonly units: readonly UnitChange[];
}

type Parts = Record<ChangePart, Decimal>;
const none = (): Parts => ({
  output: new Decimal(0),
  fuel_intensity: new Decimal(0),
  carbon_content: new Decimal(0),
  oxidation: new Decimal(0),
  other_sources: new Decimal(0),
  units: new Decimal(0),
});

/** How much of the change of a product of factors each factor brings: the mean over all orders in which they may change (Shapley). */
export function shares(before: readonly Decimal[], now: readonly Decimal[]): Decimal[] {
  const count = before.length;
  const weights = weightsOf(count);
  return before.map((_, i) => {
    let sum = new Decimal(0);
    for (let others = 0; others < 1 << count; others += 1) {
      if ((others >> i) & 1) continue;
      let product = new Decimal(1);
      let size = 0;
      for (let j = 0; j < count; j += 1) {
        const changed = (others >> j) & 1;
        if (changed) size += 1;
        if (j !== i) product = product.times((changed ? now[j] : before[j]) ?? 1);
      }
      sum = sum.plus(product.times(weights[size] ?? 0));
    }
    return sum.times((now[i] ?? new Decimal(0)).minus(before[i] ?? 0));
  });
}

/** `s!(n−1−s)!/n!` for s others changed before. */
function weightsOf(count: number): Decimal[] {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return Array.from({ length: count }, (_, s) => new Decimal(factorial(s) * factorial(count - 1 - s)).div(factorial(count)));
}

function positive(value: string | null): Decimal | null {
  const number = value === null ? null : new Decimal(value);
  return number?.greaterThan(0) ? number : null;
}

/** The factors whose product is the coal emission: output, coal per output (or coal alone where output is not known), carbon, and what is left: oxidation × 44/12. */
function factorsOf(facts: YearFacts, withOutput: boolean): Decimal[] | null {
  const [emission, coal, carbon, generation] = [facts.coalEmission, facts.coal, facts.carbon, facts.generation].map(positive);
  if (!emission || !coal || !carbon) return null;
  const rest = emission.div(coal.times(carbon));
  if (!withOutput) return [coal, carbon, rest];
  return generation ? [generation, coal.div(generation), carbon, rest] : null;
}

function changeOfUnit(unit: string, before: YearFacts | undefined, now: YearFacts | undefined): { change: UnitChange; parts: Parts } {
  const [old, fresh] = [new Decimal(before?.emission ?? 0), new Decimal(now?.emission ?? 0)];
  const difference = fresh.minus(old);
  const parts = none();
  if (!before || !now) parts.units = difference;
  else {
    const both = [true, false].map((withOutput) => [factorsOf(before, withOutput), factorsOf(now, withOutput)] as const);
    const found = both.findIndex(([a, b]) => a !== null && b !== null);
    const [a, b] = both[found] ?? [null, null];
    if (a && b) {
      const brought = shares(a, b);
      const names: readonly ChangePart[] = found === 0 ? ['output', 'fuel_intensity', 'carbon_content'] : ['output', 'carbon_content'];
      for (const [i, name] of names.entries()) parts[name] = (brought[i] ?? new Decimal(0)).toDecimalPlaces(12);
      const coal = new Decimal(now.coalEmission ?? 0).minus(before.coalEmission ?? 0);
      // The rest of the coal: exact, so that the parts add up digit for digit.
      parts.oxidation = names.reduce((left, name) => left.minus(parts[name]), coal);
      parts.other_sources = difference.minus(coal);
    } else parts.other_sources = difference;
  }
  const change = {
    unit,
    before: before?.emission ?? null,
    now: now?.emission ?? null,
    difference: print(difference),
    parts: printed(parts),
  };
  return { change, parts };
}

function printed(parts: Parts): Record<ChangePart, string> {
  return Object.fromEntries(changeParts.map((name) => [name, print(parts[name])])) as Record<ChangePart, string>;
}

/**
 * Why a year's emission is another than the year before (A.9), unit by unit: output, coal per output, carbon content, what is left of the coal (oxidation), other
 * sources, and units that are there in one year only. The coal emission is a product, E = W · (FC/W) · C · (OF·44/12); its change is divided by the mean over all
 * orders in which the factors may change (Shapley 1953), so that the parts add up to the difference and do not depend on an order. Without generation the coal
 * itself stands for the output.
 */
export function yearChange(before: readonly YearFacts[], now: readonly YearFacts[]): YearChange {
  const names = [...new Set([...before, ...now].map((one) => one.unit))];
  const units = names.map((unit) =>
    changeOfUnit(
      unit,
      before.find((one) => one.unit === unit),
      now.find((one) => one.unit === unit),
    ),
  );
  const total = none();
  for (const { parts } of units) for (const name of changeParts) total[name] = total[name].plus(parts[name]);
  const sum = (all: readonly YearFacts[], of: (one: YearFacts) => string | null) =>
    all.reduce((s, one) => s.plus(of(one) ?? 0), new Decimal(0));
  const [old, fresh] = [sum(before, (one) => one.emission), sum(now, (one) => one.emission)];
  const intensity = (all: readonly YearFacts[], emission: Decimal) => {
    const generation = sum(all, (one) => one.generation);
    return generation.isZero() ? null : print(emission.div(generation));
  };
  return {
    before: print(old),
    now: print(fresh),
    difference: print(fresh.minus(old)),
    parts: printed(total),
    intensityBefore: intensity(before, old),
    intensityNow: intensity(now, fresh),
    units: units.map(({ change }) => change),
  };
}
