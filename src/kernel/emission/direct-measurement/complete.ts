import { Decimal } from '../../quantity/decimal.ts';
import type { HourFigures } from './reading.ts';

/** Which hours before a gap are looked at; the first band that holds counts. */
export interface Band {
  /** Availability of the month in %, from. */
  readonly availabilityFrom: Decimal;
  /** Longest gap in hours; null: any. */
  readonly gapTo: number | null;
  readonly lookBackHours: number;
}

export type HourState = 'valid' | 'substituted' | 'stopped' | 'missing';

export interface GivenHour {
  readonly hour: string;
  readonly stopped: boolean;
  readonly figures: HourFigures | null;
}

export interface CompletedHour {
  readonly hour: string;
  /** `missing`: there is no valid hour before the gap to take a value from. */
  readonly state: HourState;
  readonly emission: Decimal | null;
  readonly figures: HourFigures | null;
  /** Of a substituted hour: valid hours looked back, and how long its gap is. */
  readonly lookedBack: number | null;
  readonly gap: number | null;
}

/** Valid emissions so far, oldest first; handed from month to month. */
export type History = Decimal[];

const longestHistory = 2160;

export interface MonthCounts {
  readonly hours: number;
  readonly valid: number;
  readonly substituted: number;
  readonly stopped: number;
  readonly missing: number;
  /** Valid hours / hours that were not stopped, %; null where all were. */
  readonly availability: Decimal | null;
}

function greatest(history: History, hours: number): Decimal | null {
  const from = Math.max(0, history.length - hours);
  let most: Decimal | null = null;
  for (let i = from; i < history.length; i += 1) {
    const one = history[i];
    if (one && (most === null || one.gt(most))) most = one;
  }
  return most;
}

/** Length of the run of hours without a valid reading that begins at `from`. */
function gapFrom(hours: readonly GivenHour[], from: number): number {
  let to = from;
  for (let one = hours[to]; one && !one.stopped && one.figures === null; one = hours[to]) to += 1;
  return to - from;
}

export function countsOf(hours: readonly { readonly state: HourState }[]): MonthCounts {
  const of = (state: HourState) => hours.filter((one) => one.state === state).length;
  const [valid, substituted, stopped, missing] = [of('valid'), of('substituted'), of('stopped'), of('missing')];
  const operating = hours.length - stopped;
  return {
    hours: hours.length,
    valid,
    substituted,
    stopped,
    missing,
    availability: operating === 0 ? null : new Decimal(valid * 100).dividedBy(operating),
  };
}

/**
 * Fills the hours of one month in their order: an hour of operation without a valid reading takes the greatest emission of the last valid hours before its gap,
 * as many as the band of the month's availability and the gap's length says. `history` is carried on in place.
 */
export function completeMonth(hours: readonly GivenHour[], bands: readonly Band[], history: History): CompletedHour[] {
  const operating = hours.filter((one) => !one.stopped);
  const valid = operating.filter((one) => one.figures !== null).length;
  const availability = new Decimal(operating.length === 0 ? 0 : valid * 100).dividedBy(Math.max(1, operating.length));
  const completed: CompletedHour[] = [];
  for (let i = 0; i < hours.length; ) {
    const one = hours[i];
    if (!one) break;
    if (one.stopped || one.figures) {
      const { figures } = one;
      completed.push({
        hour: one.hour,
        state: one.stopped ? 'stopped' : 'valid',
        emission: one.stopped ? new Decimal(0) : (figures?.emission ?? null),
        figures: one.stopped ? null : figures,
        lookedBack: null,
        gap: null,
      });
      if (!one.stopped && figures) history.push(figures.emission);
      i += 1;
      continue;
    }
    const gap = gapFrom(hours, i);
    const band = bands.find(
      (candidate) => availability.gte(candidate.availabilityFrom) && (candidate.gapTo === null || gap <= candidate.gapTo),
    );
    const value = band ? greatest(history, band.lookBackHours) : null;
    for (const hour of hours.slice(i, i + gap))
      completed.push({
        hour: hour.hour,
        state: value ? 'substituted' : 'missing',
        emission: value,
        figures: null,
        lookedBack: value && band ? Math.min(band.lookBackHours, history.length) : null,
        gap,
      });
    i += gap;
  }
  if (history.length > longestHistory) history.splice(0, history.length - longestHistory);
  return completed;
}
