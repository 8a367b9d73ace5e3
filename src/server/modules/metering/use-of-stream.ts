import type { z } from 'zod';
import { meteringEndpoints as e } from '../../../contract/metering.ts';
import type { meterGap, meterMonth, meterUse } from '../../../contract/metering-values.ts';
import { present } from '../../../kernel/assert.ts';
import { aggregateUse, type UseBucket } from '../../../kernel/metering/aggregate.ts';
import { evaluateMeter, useFindings } from '../../../kernel/metering/evaluate.ts';
import { secondsOfDay } from '../../../kernel/metering/settings.ts';
import { type UseFlag, type UseInterval, useOf } from '../../../kernel/metering/use.ts';
import { instantOfDay, nextMonthWall, printInstant, printWall, wallOfDay, type Zone } from '../../../kernel/metering/zone.ts';
import { Decimal, decimal, print, shown } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { changeable } from '../../work/changeable.ts';
import { query, type Work } from '../../work/command.ts';
import { readingsBetween, type StoredReading } from './store/readings.ts';
import { type StreamRow, versionsOf } from './store/streams.ts';
import { permittedStream } from './streams.ts';
import { contentOf } from './take-readings.ts';
import { meterVersions, stampsOf, zoneOfStream } from './views.ts';

interface Loaded {
  readonly zone: Zone;
  readonly versions: ReturnType<typeof meterVersions>;
  /** Those of the span, with what lies around it so that its ends are known. */
  readonly readings: readonly StoredReading[];
}

/** Readings between two instants, with a day and the longest set stand-still around them, so that flags do not depend on the span asked for. */
async function load(work: Work, stream: StreamRow, from: number, to: number): Promise<Loaded> {
  const { organizationId } = work.actor;
  const versions = meterVersions(stream, await versionsOf(work.tx, organizationId, [stream.id]));
  const around = Math.max(secondsOfDay, ...versions.map((one) => ((one.stuckMinutes ?? 0) + one.intervalMinutes) * 60));
  const readings = await readingsBetween(work.tx, organizationId, stream.id, from - around, to + around);
  return { zone: zoneOfStream(stream), versions, readings };
}

const valuesOf = (readings: readonly StoredReading[]) =>
  readings.map(({ at, value, replaced }) => ({ at, value: decimal(value), ...(replaced ? { corrected: true } : {}) }));

function intervalsOf({ readings, versions, zone }: Loaded, from: number, to: number): UseInterval[] {
  return useOf(valuesOf(readings), versions, zone).filter((one) => one.from >= from && one.from < to);
}

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
    missing: share(bucket.missing, bucket),
    flags: { ...bucket.flags },
  };
}

function intervalView(one: UseInterval, zone: Zone): z.input<typeof meterUse> {
  const estimated = one.flags.includes('estimated');
  return {
    key: printWall(one.from + zone.offsetAt(one.from)),
    from: printInstant(one.from),
    to: printInstant(one.to),
    use: one.use ? print(one.use) : null,
    measured: one.use && !estimated ? '100.00' : '0.00',
    estimated: one.use && estimated ? '100.00' : '0.00',
    missing: one.use ? '0.00' : '100.00',
    flags: Object.fromEntries(one.flags.map((flag) => [flag, 1])),
  };
}

const gapKinds: readonly UseFlag[] = ['missing', 'register_error', 'register_changed', 'estimated', 'stuck'];

/** Runs of intervals that are missing, estimated or doubtful. */
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
    const loaded = await load(work, stream, span.from, span.to);
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

export type MonthUse = z.input<typeof meterMonth>;

async function monthOf(work: Work, stream: StreamRow, month: string): Promise<MonthUse> {
  const zone = zoneOfStream(stream);
  const { from, to } = monthSpan(zone, month);
  const loaded = await load(work, stream, from, to);
  const intervals = intervalsOf(loaded, from, to);
  const bucket = present(aggregateUse(intervals, 'month', zone, from, to)[0], 'the bucket of a month');
  const rests = foundation(loaded.readings, from, to);
  const { use, measured, estimated, missing, flags } = useView(bucket);
  return {
    ...{ streamId: stream.id, month, unit: stream.unit, quantity: stream.quantity },
    ...{ use, measured, estimated, missing, flags },
    readings: rests.length,
    readingsSha256: contentOf(stream.id, rests),
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
    const { readings, versions } = await load(work, stream, span.from, span.to);
    const input = { stamps: stampsOf(stream), zone, versions, unit: stream.unit, step: 'day' as const, readings: valuesOf(readings), span };
    const { derivation, conventions, findings } = changeable(evaluateMeter(input));
    return { nodeId: 'use_total', derivation, conventions, findings };
  },
});
