import type { Day } from '../calendar/day.ts';
import { most, sumUnits } from '../quantity/whole.ts';

/** Units that are held but not free: pledged, lent, sold under repurchase, frozen, reserved. */
export interface Encumbrance {
  readonly id: string;
  readonly kind: 'pledged' | 'lent' | 'repo' | 'frozen' | 'reserved';
  readonly quantity: bigint;
  /** The day on which they come back; null: not agreed. */
  readonly returns: Day | null;
}

export interface Surrenderable {
  readonly encumbered: bigint;
  readonly now: bigint;
  /** With what comes back in time. */
  readonly byDeadline: bigint;
  readonly short: bigint;
  readonly shortByDeadline: bigint;
  /** Encumbrances that do not end in time, or with no day agreed. */
  readonly conflicts: readonly Encumbrance[];
}

/**
 * What may be surrendered of a holding: pledged and lent units leave the surrenderable pool until they are back. A return on the deadline itself is too late unless
 * `leadDays` is 0, because the units must reach the registry account first; `latest` is the last day in time. Null when more is encumbered than held.
 */
export function surrenderable(holding: bigint, all: readonly Encumbrance[], obligation: bigint, latest: Day): Surrenderable | null {
  const encumbered = sumUnits(all, (one) => one.quantity);
  if (encumbered > holding) return null;
  const inTime = (one: Encumbrance) => one.returns !== null && one.returns <= latest;
  const back = sumUnits(all.filter(inTime), (one) => one.quantity);
  const now = holding - encumbered;
  const byDeadline = now + back;
  return {
    ...{ encumbered, now, byDeadline },
    short: most(0n, obligation - now),
    shortByDeadline: most(0n, obligation - byDeadline),
    conflicts: all.filter((one) => !inTime(one)),
  };
}
