import type { Decimal } from '../quantity/decimal.ts';
import { most, unitsAbove } from '../quantity/whole.ts';

/** What is to be surrendered for an emission (管理办法 art. 28: not less than it): whole tonnes, rounded up. One rule for every screen. */
export const obligationUnits = (emission: Decimal): bigint => unitsAbove(emission);

/** What is still to be surrendered, in whole tonnes. */
export const outstandingUnits = (emission: Decimal, surrendered: bigint): bigint => most(0n, obligationUnits(emission) - surrendered);
