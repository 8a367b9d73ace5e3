import type { StampSettings } from './settings.ts';
import { atOnce, linesOfSlice, type Slices } from './slices.ts';
import { parseStamp } from './stamp.ts';
import type { Zone } from './zone.ts';

/** A reading as a source sends it. */
export interface PrintedReading {
  readonly stamp: string;
  readonly value: string;
  /** Line of a file, or position in a request; from 1. */
  readonly line: number;
}

/** A reading in its place: the instant at which it was taken, or at which its interval ended. */
export interface PlacedReading {
  /** Seconds since 1970, UTC. */
  readonly at: number;
  /** Exact decimal text. */
  readonly value: string;
  readonly line: number;
}

export const readingFaults = ['stamp_unreadable', 'value_unreadable', 'stamp_left_out', 'stamp_outside', 'stamp_twice'] as const;
export type ReadingFault = (typeof readingFaults)[number];

export interface Placed {
  /** In order of time, each instant once. */
  readonly readings: readonly PlacedReading[];
  readonly faults: readonly { readonly code: ReadingFault; readonly line: number; readonly text: string }[];
  /** Lines that stand earlier than the one before them. */
  readonly outOfOrder: number;
  /** Lines that say again what another line says. */
  readonly repeated: number;
  /** Lines whose wall clock the zone shows twice; the first such line takes the earlier instant. */
  readonly ambiguous: number;
}

export interface PlaceOptions {
  readonly settings: StampSettings;
  readonly zone: Zone;
  readonly intervalMinutes: number;
  readonly isInterval: boolean;
  /** Instants outside are faults, seconds. */
  readonly earliest: number;
  readonly latest: number;
}

const number = /^-?\d{1,20}(\.\d{1,15})?$/;

/** The number without signs and zeros that say nothing; null when it is none that can be stored exactly. */
export function plainNumber(text: string): string | null {
  const value = text.trim();
  if (!number.test(value)) return null;
  const negative = value.startsWith('-');
  const [whole = '', part = ''] = (negative ? value.slice(1) : value).split('.');
  const bare = whole.replace(/^0+(?=\d)/, '');
  const rest = part.replace(/0+$/, '');
  const said = rest === '' ? bare : `${bare}.${rest}`;
  return negative && said !== '0' ? `-${said}` : said;
}

/** The instant a stamp stands for; a fault where it stands for none. Of a wall clock shown twice: the one that is not taken yet. */
function instantOf(printed: PrintedReading, options: PlaceOptions, seen: ReadonlyMap<number, unknown>) {
  const { settings, zone } = options;
  const stamp = parseStamp(printed.stamp, settings.order, settings.midnight);
  if (!stamp) return 'stamp_unreadable' as const;
  const shift = options.isInterval && settings.marks === 'start' ? options.intervalMinutes * 60 : 0;
  if (stamp.offset !== null) return { at: stamp.wall - stamp.offset + shift, ambiguous: false };
  const found = zone.instantsOf(stamp.wall);
  const [first, second] = found;
  if (first === undefined) return 'stamp_left_out' as const;
  if (second === undefined) return { at: first + shift, ambiguous: false };
  return { at: (seen.has(first + shift) ? second : first) + shift, ambiguous: true };
}

/** Puts readings in their place; what cannot be read is told with its line, and a second value for an instant is a fault of the second. */
export function placeReadings(printed: readonly PrintedReading[], options: PlaceOptions): Placed {
  return atOnce(placedBySlices(printed, options));
}

/** The same with pauses. */
export function* placedBySlices(printed: readonly PrintedReading[], options: PlaceOptions): Slices<Placed> {
  const seen = new Map<number, PlacedReading>();
  const faults: { code: ReadingFault; line: number; text: string }[] = [];
  let [outOfOrder, repeated, ambiguous, last] = [0, 0, 0, Number.NEGATIVE_INFINITY];
  let count = 0;
  for (const one of printed) {
    const { line } = one;
    count += 1;
    if (count % linesOfSlice === 0) yield;
    const value = plainNumber(one.value);
    const place = instantOf(one, options, seen);
    if (typeof place === 'string') faults.push({ code: place, line, text: one.stamp });
    else if (value === null) faults.push({ code: 'value_unreadable', line, text: one.value });
    else if (place.at < options.earliest || place.at > options.latest) faults.push({ code: 'stamp_outside', line, text: one.stamp });
    else {
      if (place.ambiguous) ambiguous += 1;
      if (place.at < last) outOfOrder += 1;
      last = place.at;
      const had = seen.get(place.at);
      if (!had) seen.set(place.at, { at: place.at, value, line });
      else if (had.value === value) repeated += 1;
      else faults.push({ code: 'stamp_twice', line, text: one.stamp });
    }
  }
  const readings = [...seen.values()];
  // What came in order needs none.
  if (outOfOrder > 0) readings.sort((a, b) => a.at - b.at);
  return { readings, faults, outOfOrder, repeated, ambiguous };
}
