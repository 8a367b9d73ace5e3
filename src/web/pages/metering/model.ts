import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { meteringEndpoints } from '../../../contract/metering.ts';
import { useFlags } from '../../../kernel/metering/use.ts';

export type Stream = ReplyOf<typeof meteringEndpoints.listMeterStreams>['items'][number];
export type StreamDetail = ReplyOf<typeof meteringEndpoints.readMeterStream>;
export type Use = ReplyOf<typeof meteringEndpoints.readMeterUse>;
export type UseItem = Use['items'][number];
export type Flag = (typeof useFlags)[number];
export type Taken = ReplyOf<typeof meteringEndpoints.pushReadingsCsv>;

/** Flags of an item with how often, in the order of the list. */
export function flagsOf(flags: UseItem['flags']): { flag: Flag; count: number }[] {
  return useFlags.flatMap((flag) => (flags[flag] ? [{ flag, count: flags[flag] }] : []));
}

/** Years from the first to the last reading; the year of neither where there is none. */
export function yearsOf(stream: Stream): number[] {
  if (stream.firstAt === null || stream.lastMonth === null) return [];
  const [first, last] = [Number(stream.firstAt.slice(0, 4)), Number(stream.lastMonth.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, i) => last - i);
}

/** Last day of a month, `2018-02-28`. */
export function lastDayOf(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][number - 1] ?? 31;
  return `${month}-${days}`;
}
