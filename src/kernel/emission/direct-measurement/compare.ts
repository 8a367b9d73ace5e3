import { type Decimal, zero } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';

/** What is in force in a data year. */
export interface MeasurementRule {
  readonly status: 'trial' | 'binding';
  readonly prevails: 'calculation' | 'measurement';
  /** A difference above this, in % of the calculated value, must be explained. */
  readonly thresholdPercent: Decimal;
  readonly document: Text;
  readonly confidence: string;
}

export interface Comparison {
  /** Measured minus calculated, tCO2 and % of the calculated value. */
  readonly difference: Decimal;
  readonly percent: Decimal | null;
  readonly needsExplanation: boolean;
}

/** Null while one of the two is not there. */
export function compareMonth(measured: Decimal | null, calculated: Decimal | null, rule: MeasurementRule | null): Comparison | null {
  if (measured === null || calculated === null) return null;
  const difference = measured.minus(calculated);
  const percent = calculated.isZero() ? null : difference.dividedBy(calculated).times(100);
  const size = percent?.abs() ?? (difference.isZero() ? zero : null);
  return { difference, percent, needsExplanation: rule !== null && (size === null || size.gt(rule.thresholdPercent)) };
}
