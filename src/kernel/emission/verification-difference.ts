import { Decimal, print } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';

/** From this share of the verified figure on a difference counts as material (A.10); a smaller one is corrected all the same. */
export const usualMaterialityPct = '5';

export interface VerificationDifference {
  /** Reported less verified, in the unit of both. */
  readonly difference: string;
  /** Of the verified figure in per cent, three decimals half up; null where the verified figure is zero. */
  readonly percent: string | null;
  readonly material: boolean;
}

/**
 * How a reported figure stands to the verified one (A.10; worked case C31: 2,453,000 against 2,441,200 is +0.483 %). The sign is that of over-reporting.
 * Material when the difference without its sign is at least the threshold, compared exactly; where the verified figure is zero, any difference is.
 */
export function verificationDifference(reported: string, verified: string, materialityPct = usualMaterialityPct): VerificationDifference {
  const difference = new Decimal(reported).minus(verified);
  const base = new Decimal(verified);
  if (base.isZero()) return { difference: print(difference), percent: null, material: !difference.isZero() };
  const percent = difference.times(100).div(base);
  return {
    difference: print(difference),
    percent: print(round(percent, 3)),
    material: difference.abs().times(100).greaterThanOrEqualTo(base.abs().times(materialityPct)),
  };
}
