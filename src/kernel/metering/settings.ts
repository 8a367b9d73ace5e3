import { type Decimal, one } from '../quantity/decimal.ts';

/** `interval`: each reading is the use since the one before. `register`: a counter that goes on. */
export const readingKinds = ['interval', 'register'] as const;
export type ReadingKind = (typeof readingKinds)[number];
/** Whether 0:00 ends the printed day or begins it. */
export const midnights = ['closes', 'opens'] as const;
export type Midnight = (typeof midnights)[number];
/** Whether a stamp of an interval prints its end or its beginning. */
export const stampMarks = ['end', 'start'] as const;
export type StampMark = (typeof stampMarks)[number];
export const stampOrders = ['ymd', 'dmy', 'mdy'] as const;
/** In which order a stamp prints year, month and day. */
export type StampOrder = (typeof stampOrders)[number];

/** How a source prints its stamps. */
export interface StampSettings {
  readonly zone: string;
  readonly order: StampOrder;
  readonly midnight: Midnight;
  readonly marks: StampMark;
}

/** How a meter measures; amounts are in the stream's unit, after the multiplier. */
export interface MeterSettings {
  readonly kind: ReadingKind;
  readonly intervalMinutes: number;
  readonly multiplier: Decimal;
  /** Where the register starts again at zero, as read; null: not known, so a drop is always an error. */
  readonly registerSpan: Decimal | null;
  /** The most the meter can measure in a day. */
  readonly dailyMaximum: Decimal | null;
  /** No change for longer than this is flagged. */
  readonly stuckMinutes: number | null;
  /** A use above so many times the middle use of its day is flagged. */
  readonly spikeFactor: Decimal | null;
}

/** Settings that hold from an instant on; a new register takes no difference to the one before. */
export interface MeterVersion extends MeterSettings {
  readonly from: number;
  readonly newRegister: boolean;
}

export const plainMeter: MeterSettings = {
  kind: 'interval',
  intervalMinutes: 15,
  multiplier: one,
  registerSpan: null,
  dailyMaximum: null,
  stuckMinutes: null,
  spikeFactor: null,
};

export const secondsOfDay = 86_400;

export function versionAt(versions: readonly MeterVersion[], at: number): MeterVersion {
  let found = versions[0];
  for (const one of versions) if (one.from <= at) found = one;
  if (!found) throw new TypeError('a stream without settings');
  return found;
}
