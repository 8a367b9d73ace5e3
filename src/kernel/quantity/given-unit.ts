import { rational, times } from './rational.ts';
import { convertible, type Unit } from './unit.ts';
import type { Units } from './units.ts';

/** Element carbon by mass of fuel, as the guides declare it. */
const carbonByMass = 'tC/t';

/**
 * The unit in which a number was given for a quantity declared in `wanted`; null when it cannot be read. Laboratories report carbon content in percent by mass
 * (GB/T 476), so for tonnes of carbon per tonne of fuel `%` is read as hundredths of it: 45.67 % is 0.4567 tC/t. Only what is given is read so; for any other
 * quantity, and inside formulas, `%` keeps its own kind.
 */
export function givenUnit(units: Units, symbol: string, wanted: Unit): Unit | null {
  const unit = units.find(symbol);
  if (unit === null || unit.symbol !== '%' || convertible(unit, wanted)) return unit;
  const carbon = units.find(carbonByMass);
  if (carbon === null || !convertible(carbon, wanted)) return unit;
  return percentOf(carbon);
}

const percents = new WeakMap<Unit, Unit>();

function percentOf(unit: Unit): Unit {
  const known = percents.get(unit);
  if (known) return known;
  const percent = { ...unit, symbol: '%', factor: times(unit.factor, rational(1n, 100n)), terms: new Map([['%', 1]]) };
  percents.set(unit, percent);
  return percent;
}

/** Whether a number in `symbol` may be given for a quantity declared in `wanted`. */
export function givenFits(units: Units, symbol: string, wanted: Unit): boolean {
  const unit = givenUnit(units, symbol, wanted);
  return unit !== null && convertible(unit, wanted);
}
