import { Decimal as Base } from 'decimal.js';
import { type Decimal, guarded, zero } from './decimal.ts';

/** Half away from zero (四舍五入), towards zero, away from zero. */
export type RoundingMode = 'half_up' | 'down' | 'up';

export const roundingModes: readonly RoundingMode[] = ['half_up', 'down', 'up'];

const modes = {
  half_up: Base.ROUND_HALF_UP,
  down: Base.ROUND_DOWN,
  up: Base.ROUND_UP,
  floor: Base.ROUND_FLOOR,
  ceil: Base.ROUND_CEIL,
} as const;

/** Rounds to `digits` decimals; negative digits round to tens, hundreds …; the error of an earlier division does not tip the result. */
export function round(value: Decimal, digits: number, mode: RoundingMode = 'half_up'): Decimal {
  return put(guarded(value), digits, modes[mode]);
}

/** The greatest whole number not above the value. */
export function floor(value: Decimal): Decimal {
  return put(guarded(value), 0, modes.floor);
}

/** The least whole number not below the value. */
export function ceil(value: Decimal): Decimal {
  return put(guarded(value), 0, modes.ceil);
}

function put(value: Decimal, digits: number, mode: Base.Rounding): Decimal {
  if (!value.isFinite()) return value;
  const result = digits >= 0 ? value.toDecimalPlaces(digits, mode) : value.toNearest(`1e${-digits}`, mode);
  return result.isZero() ? zero : result;
}
