import type { Midnight, StampOrder } from './settings.ts';
import { secondsOfDay } from './settings.ts';

/** A stamp as printed: a wall clock, or an instant where an offset is printed with it. */
export interface Stamp {
  readonly wall: number;
  /** Seconds ahead of UTC where the stamp prints its offset: then it is an instant, and 0:00 is what it says. */
  readonly offset: number | null;
}

const pattern = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/;
const orders: Readonly<Record<StampOrder, readonly [number, number, number]>> = { ymd: [1, 2, 3], dmy: [3, 2, 1], mdy: [3, 1, 2] };

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * (Number(text.slice(1, 3)) * 3600 + Number(text.slice(-2)) * 60);
}

/**
 * Reads a printed stamp: `31/12/2018 0:00`, `2018-12-31 24:00`, `2018-12-31T23:45:00+08:00`. A date alone is its midnight. A four-digit year in front is
 * always read as year, month, day. Null for what is no moment of the calendar.
 *
 * 0:00 closes the printed day where the source says so: `31/12/2018 0:00` is the end of the 31st. 24:00 always does.
 */
export function parseStamp(text: string, order: StampOrder, midnight: Midnight): Stamp | null {
  const parts = pattern.exec(text.trim());
  if (!parts) return null;
  const [y, m, d] = orders[(parts[1] ?? '').length === 4 ? 'ymd' : order];
  const [year, month, date] = [parts[y] ?? '', Number(parts[m]), Number(parts[d])];
  if (year.length !== 4 || month < 1 || month > 12 || date < 1 || (parts[m] ?? '').length > 2 || (parts[d] ?? '').length > 2) return null;
  const [hour, minute, second] = [Number(parts[4] ?? 0), Number(parts[5] ?? 0), Number(parts[6] ?? 0)];
  if (minute > 59 || second > 59 || hour > 24 || (hour === 24 && minute + second > 0)) return null;
  const dayStart = Date.UTC(Number(year), month - 1, date) / 1000;
  // A day that the month has not comes out as a day of the next one.
  if (new Date(dayStart * 1000).getUTCDate() !== date || Number(year) < 1900) return null;
  const offset = offsetOf(parts[7]);
  const isMidnight = hour + minute + second === 0;
  const closing = isMidnight && midnight === 'closes' && offset === null ? secondsOfDay : 0;
  return { wall: dayStart + hour * 3600 + minute * 60 + second + closing, offset };
}
