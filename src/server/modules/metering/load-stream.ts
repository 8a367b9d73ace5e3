import { fillGaps, type GapFill, reachOf } from '../../../kernel/metering/fill.ts';
import { type MeterVersion, secondsOfDay } from '../../../kernel/metering/settings.ts';
import { type ReadingValue, type UseInterval, useOf } from '../../../kernel/metering/use.ts';
import { printInstant, type Zone } from '../../../kernel/metering/zone.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import type { Work } from '../../work/command.ts';
import { type FillRow, fillsBetween } from './store/fills.ts';
import { readingsBetween, type StoredReading } from './store/readings.ts';
import { type StreamRow, versionsOf } from './store/streams.ts';
import { meterVersions, secondsOf, zoneOfStream } from './views.ts';

export interface LoadedStream {
  readonly zone: Zone;
  readonly versions: readonly MeterVersion[];
  /** Those of the span, with what lies around it so that its ends are known and what a fill rests on is there. */
  readonly readings: readonly StoredReading[];
  /** Those that hold and touch the span. */
  readonly fills: readonly GapFill[];
}

export function gapFill(row: Pick<FillRow, 'id' | 'from_at' | 'to_at' | 'method' | 'stated_use'>): GapFill {
  const { id, method, stated_use } = row;
  return { id, from: secondsOf(row.from_at), to: secondsOf(row.to_at), method, stated: stated_use === null ? null : decimal(stated_use) };
}

/**
 * Readings between two instants, with a day and the longest set stand-still around them, so that flags do not depend on the span asked for, and whatever the
 * span's fills rest on.
 * @param more a fill that is only thought of.
 */
export async function loadStream(
  work: Work,
  stream: StreamRow,
  from: number,
  to: number,
  more: readonly GapFill[] = [],
): Promise<LoadedStream> {
  const { organizationId } = work.actor;
  const versions = meterVersions(stream, await versionsOf(work.tx, organizationId, [stream.id]));
  const rows = await fillsBetween(work.tx, organizationId, stream.id, printInstant(from), printInstant(to));
  const fills = [...rows.map(gapFill), ...more];
  const around = Math.max(secondsOfDay, ...versions.map((one) => ((one.stuckMinutes ?? 0) + one.intervalMinutes) * 60));
  const first = Math.min(from - around, ...fills.map((one) => one.from - reachOf(one.method)));
  const last = Math.max(to + around, ...fills.map((one) => one.to + reachOf(one.method)));
  const readings = await readingsBetween(work.tx, organizationId, stream.id, first, last);
  return { zone: zoneOfStream(stream), versions, readings, fills };
}

export const valuesOf = (readings: readonly StoredReading[]): ReadingValue[] =>
  readings.map(({ at, value, replaced }) => ({ at, value: decimal(value), ...(replaced ? { corrected: true } : {}) }));

export function intervalsOf({ readings, versions, zone, fills }: LoadedStream, from: number, to: number): UseInterval[] {
  const all = fillGaps(useOf(valuesOf(readings), versions, zone), fills, versions, zone);
  return all.filter((one) => one.from >= from && one.from < to);
}
