import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { meteringEndpoints as e } from '../../../contract/metering.ts';
import type { meterGap, meterMonth, meterUse } from '../../../contract/metering-values.ts';
import { present } from '../../../kernel/assert.ts';
import { aggregateUse, type UseBucket } from '../../../kernel/metering/aggregate.ts';
import { evaluateMeter, useFindings } from '../../../kernel/metering/evaluate.ts';
import type { GapFill } from '../../../kernel/metering/fill.ts';
import { secondsOfDay } from '../../../kernel/metering/settings.ts';
import type { UseFlag, UseInterval } from '../../../kernel/metering/use.ts';
import { instantOfDay, nextMonthWall, printInstant, printWall, wallOfDay, type Zone } from '../../../kernel/metering/zone.ts';
import { Decimal, print, shown, zero } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { changeable } from '../../work/changeable.ts';
import { query, type Work } from '../../work/command.ts';
import { intervalsOf, loadStream, valuesOf } from './load-stream.ts';
import type { StoredReading } from './store/readings.ts';
import type { StreamRow } from './store/streams.ts';
import { permittedStream } from './streams.ts';
import { contentOf } from './take-readings.ts';
import { stampsOf, zoneOfStream } from './views.ts';

function share(seconds: number, bucket: { readonly from: number; readonly to: number }): string {
  return shown(new Decimal(seconds).times(100).div(bucket.to - bucket.from), 2);
}

function useView(bucket: UseBucket): z.input<typeof meterUse> {
  return {
    key: bucket.key,
    from: printInstant(bucket.from),
    to: printInstant(bucket.to),
    use: bucket.use ? print(bucket.use) : null,
    measured: share(bucket.measured, bucket),
    estimated: share(bucket.estimated, bucket),
    substituted: share(bucket.substituted, bucket),
    missing: share(bucket.missing, bucket),
    flags: { ...bucket.flags },
  };
}

function intervalView(one: UseInterval, zone: Zone): z.input<typeof meterUse> {
  const [substituted, spread] = [one.flags.includes('substituted'), one.flags.includes('estimated')];
  const whole = (is: boolean) => (is ? '100.00' : '0.00');
  return {
    key: printWall(one.from + zone.offsetAt(one.from)),
    from: printInstant(one.from),
    to: printInstant(one.to),
    use: one.use ? print(one.use) : null,
    measured: whole(one.use !== null && !spread && !substituted),
    estimated: whole(one.use !== null && spread && !substituted),
    substituted: whole(substituted),
    missing: whole(one.use === null),
    flags: Object.fromEntries(one.flags.map((flag) => [flag, 1])),
  };
}

const gapKinds: readonly UseFlag[] = ['substituted', 'missing', 'register_error', 'register_changed', 'estimated', 'stuck'];

/** Runs of intervals that are missing, substituted, estimated or doubtful. */
function gapsOf(intervals: readonly UseInterval[], zone: Zone): z.input<typeof meterGap>[] {
  const gaps: { from: number; to: number; kind: UseFlag; intervals: number }[] = [];
  for (const one of intervals) {
    const kind = gapKinds.find((flag) => one.flags.includes(flag));
    if (!kind) continue;
    const last = gaps.at(-1);
    if (last && last.kind === kind && last.to === one.from) {
      last.to = one.to;
      last.intervals += 1;
    } else gaps.push({ from: one.from, to: one.to, kind, intervals: 1 });
  }
  const local = (at: number) => printWall(at + zone.offsetAt(at));
  return gaps.map(({ from, to, kind, intervals: count }) => ({
    from: printInstant(from),
    to: printInstant(to),
    fromLocal: local(from),
    toLocal: local(to),
    kind,
    intervals: count,
  }));
}

const mostGaps = 200;
/** Days that may be asked for at once. */
const mostDays = { interval: 32, hour: 100, day: 800, month: 4000 } as const;

function spanOf(zone: Zone, from: string, to: string, most: number): { from: number; to: number } {
  const [first, last] = [wallOfDay(from), wallOfDay(to)];
  const fault = (path: string, zh: string, en: string) =>
    new Refusal('invalid_input', { findings: [{ code: 'wrong_span', severity: 'error', place: { path }, text: { zh, en } }] });
  if (first === null) throw fault('/query/from', '没有这一天', 'There is no such day');
  if (last === null) throw fault('/query/to', '没有这一天', 'There is no such day');
  if (last < first || (last - first) / secondsOfDay >= most)
    throw fault(
      '/query/to',
      `结束日不得早于开始日，且最多 ${most} 天`,
      `The last day may not be before the first, and at most ${most} days are told at once`,
    );
  return { from: instantOfDay(zone, first), to: instantOfDay(zone, last + secondsOfDay) };
}

/** Use by interval, hour, day or month with flags, and what is missing or estimated. */
export const readUse = query({
  name: 'metering.read-use',
  action: 'metering.read',
  input: e.readMeterUse.query.extend(e.readMeterUse.params.shape),
  run: async (work, { streamId, step, from, to }) => {
    const stream = await permittedStream(work, streamId, 'metering.read');
    const span = spanOf(zoneOfStream(stream), from, to, mostDays[step]);
    const loaded = await loadStream(work, stream, span.from, span.to);
    const intervals = intervalsOf(loaded, span.from, span.to);
    const items =
      step === 'interval'
        ? intervals.map((one) => intervalView(one, loaded.zone))
        : aggregateUse(intervals, step, loaded.zone, span.from, span.to).map(useView);
    const gaps = gapsOf(intervals, loaded.zone);
    return { streamId, step, unit: stream.unit, items, gaps: gaps.slice(0, mostGaps), gapCount: gaps.length };
  },
});

function monthSpan(zone: Zone, month: string): { from: number; to: number } {
  const wall = present(wallOfDay(month), 'a month that the contract checked');
  return { from: instantOfDay(zone, wall), to: instantOfDay(zone, nextMonthWall(wall)) };
}

/** Of what was loaded, the readings the month rests on: between its ends, with the one before it and the one after. */
function foundation(readings: readonly StoredReading[], from: number, to: number): StoredReading[] {
  const inside = readings.filter((one) => one.at >= from && one.at <= to);
  const before = inside[0]?.at === from ? undefined : readings.filter((one) => one.at < from).at(-1);
  const after = inside.at(-1)?.at === to ? undefined : readings.find((one) => one.at > to);
  return [...(before ? [before] : []), ...inside, ...(after ? [after] : [])];
}

/** The hash of the readings alone where nothing was put in, so that what refers to such a month goes on holding. */
function contentOfMonth(streamId: string, rests: readonly StoredReading[], intervals: readonly UseInterval[]): string {
  const read = contentOf(streamId, rests);
  const filled = intervals.filter((one) => one.fill !== undefined);
  if (filled.length === 0) return read;
  const lines = filled.map((one) => `${one.fill} ${one.from} ${one.to} ${one.use?.toFixed() ?? ''}`);
  return createHash('sha256')
    .update([read, ...lines].join('\n'))
    .digest('hex');
}

function fillsView(fills: readonly GapFill[], intervals: readonly UseInterval[]): z.input<typeof meterMonth>['fills'] {
  return fills.flatMap(({ id, method }) => {
    const own = intervals.filter((one) => one.fill === id);
    const use = own.reduce((sum, one) => sum.plus(one.use ?? zero), zero);
    return own.length === 0 ? [] : [{ id, method, intervals: own.length, use: print(use) }];
  });
}

export type MonthUse = z.input<typeof meterMonth>;

async function monthOf(work: Work, stream: StreamRow, month: string): Promise<MonthUse> {
  const zone = zoneOfStream(stream);
  const { from, to } = monthSpan(zone, month);
  const loaded = await loadStream(work, stream, from, to);
  const intervals = intervalsOf(loaded, from, to);
  const bucket = present(aggregateUse(intervals, 'month', zone, from, to)[0], 'the bucket of a month');
  const rests = foundation(loaded.readings, from, to);
  const { use, measured, estimated, substituted, missing, flags } = useView(bucket);
  return {
    ...{ streamId: stream.id, month, unit: stream.unit, quantity: stream.quantity },
    ...{ use, measured, estimated, substituted, missing, flags },
    fills: fillsView(loaded.fills, intervals),
    readings: rests.length,
    readingsSha256: contentOfMonth(stream.id, rests, intervals),
    findings: useFindings(intervals).map(changeable),
  };
}

/**
 * The use of a stream's month with coverage, flags and the hash of the readings it rests on: what a higher module takes as activity data and refers to.
 * The caller's actor must be able to see the stream.
 */
export async function monthUse(work: Work, streamId: string, month: string): Promise<MonthUse> {
  return await monthOf(work, await permittedStream(work, streamId, 'metering.read'), month);
}

export const readMonth = query({
  name: 'metering.read-month',
  action: 'metering.read',
  input: e.readMeterMonth.params,
  run: (work, { streamId, month }) => monthUse(work, streamId, month),
});

/** How the use of a month came about, day by day. */
export const explainMonth = query({
  name: 'metering.explain-month',
  action: 'metering.read',
  input: e.explainMeterMonth.params,
  run: async (work, { streamId, month }) => {
    const stream = await permittedStream(work, streamId, 'metering.read');
    const zone = zoneOfStream(stream);
    const span = monthSpan(zone, month);
    const { readings, versions, fills } = await loadStream(work, stream, span.from, span.to);
    const input = {
      stamps: stampsOf(stream),
      zone,
      versions,
      unit: stream.unit,
      step: 'day' as const,
      readings: valuesOf(readings),
      fills,
      span,
    };
    const { derivation, conventions, findings } = changeable(evaluateMeter(input));
    return { nodeId: 'use_total', derivation, conventions, findings };
  },
});
