import type { z } from 'zod';
import type { meterBatch, meterCorrection, meterFill, meterStream, meterStreamVersion } from '../../../contract/metering-values.ts';
import { present } from '../../../kernel/assert.ts';
import type { MeterVersion, StampSettings } from '../../../kernel/metering/settings.ts';
import { instantOfDay, printWall, wallOfDay, type Zone, zoneOf } from '../../../kernel/metering/zone.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import type { FillRow } from './store/fills.ts';
import type { BatchRow, CorrectionRow, StreamRow, VersionRow } from './store/streams.ts';

/** What `find…` of the zones gives for a name that was checked when the stream was added. */
export function zoneOfStream(stream: Pick<StreamRow, 'zone'>): Zone {
  return present(zoneOf(stream.zone), `time zone ${stream.zone}`);
}

export const secondsOf = (instant: string): number => Date.parse(instant) / 1000;
const plain = (value: string): string => decimal(value).toFixed();
const plainOrNull = (value: string | null): string | null => (value === null ? null : plain(value));

export function stampsOf(stream: StreamRow): StampSettings {
  return { zone: stream.zone, order: stream.stamp_order, midnight: stream.midnight, marks: stream.stamp_marks };
}

/** Settings in order of the day they hold from; of two for a day the one recorded later. */
export function meterVersions(stream: StreamRow, rows: readonly VersionRow[]): MeterVersion[] {
  const zone = zoneOfStream(stream);
  const byDay = new Map(rows.map((row) => [row.valid_from, row]));
  const found = [...byDay.values()].sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
  const orNull = (value: string | null) => (value === null ? null : decimal(value));
  return found.map((row) => ({
    kind: stream.kind,
    intervalMinutes: stream.interval_minutes,
    from: instantOfDay(zone, wallOfDay(row.valid_from) ?? 0),
    newRegister: row.new_register,
    multiplier: decimal(row.multiplier),
    registerSpan: orNull(row.register_span),
    dailyMaximum: orNull(row.daily_maximum),
    stuckMinutes: row.stuck_minutes,
    spikeFactor: orNull(row.spike_factor),
  }));
}

function localMonth(stream: StreamRow): string | null {
  if (stream.last_at === null) return null;
  // An interval that ends at midnight belongs to the day before.
  const at = secondsOf(stream.last_at) - 1;
  return printWall(at + zoneOfStream(stream).offsetAt(at)).slice(0, 7);
}

/** `versions` may be those of several streams. */
export function streamView(row: StreamRow, versions: readonly VersionRow[]): z.input<typeof meterStream> {
  const own = versions.filter((one) => one.stream_id === row.id);
  const latest = present(
    [...own].sort((a, b) => (a.valid_from === b.valid_from ? a.number - b.number : a.valid_from < b.valid_from ? -1 : 1)).at(-1),
    'a stream with settings',
  );
  return {
    id: row.id,
    entityId: row.entity_id,
    unitId: row.unit_id,
    meterId: row.meter_id,
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    quantity: row.quantity,
    unit: row.unit,
    kind: row.kind,
    intervalMinutes: row.interval_minutes,
    zone: row.zone,
    stampOrder: row.stamp_order,
    midnight: row.midnight,
    stampMarks: row.stamp_marks,
    ...settingsView(latest),
    firstAt: row.first_at,
    lastAt: row.last_at,
    lastMonth: localMonth(row),
    batches: row.batch_number,
  };
}

function settingsView(row: VersionRow) {
  return {
    multiplier: plain(row.multiplier),
    registerSpan: plainOrNull(row.register_span),
    dailyMaximum: plainOrNull(row.daily_maximum),
    stuckMinutes: row.stuck_minutes,
    spikeFactor: plainOrNull(row.spike_factor),
  };
}

export function versionView(row: VersionRow): z.input<typeof meterStreamVersion> {
  return {
    number: row.number,
    validFrom: row.valid_from,
    newRegister: row.new_register,
    ...settingsView(row),
    reason: row.reason,
    recordedAt: row.recorded_at,
    recordedByName: row.recorded_by_name,
  };
}

export function batchView(row: BatchRow): z.input<typeof meterBatch> {
  return {
    id: row.id,
    streamId: row.stream_id,
    number: row.number,
    way: row.way,
    source: row.source,
    lines: row.lines,
    taken: row.taken,
    repeated: row.repeated,
    known: row.known,
    replaced: row.replaced,
    outOfOrder: row.out_of_order,
    faulty: row.faulty,
    fromAt: row.from_at,
    toAt: row.to_at,
    contentSha256: row.content_sha256,
    recordedAt: row.recorded_at,
    recordedByName: row.recorded_by_name,
  };
}

export function correctionView(row: CorrectionRow, stream: StreamRow, personId: string): z.input<typeof meterCorrection> {
  const at = secondsOf(row.at);
  return {
    id: row.id,
    streamId: row.stream_id,
    at: row.at,
    atLocal: printWall(at + zoneOfStream(stream).offsetAt(at)),
    oldValue: plainOrNull(row.old_value),
    newValue: plain(row.new_value),
    reason: row.reason,
    state: row.state,
    requestedAt: row.requested_at,
    requestedByName: row.requested_by_name,
    requestedByMe: row.requested_by === personId,
    decidedAt: row.decided_at,
    decidedByName: row.decided_by_name,
    decisionReason: row.decision_reason,
    version: row.version,
  };
}

export function fillView(row: FillRow, stream: StreamRow): z.input<typeof meterFill> {
  const local = (instant: string) => printWall(secondsOf(instant) + zoneOfStream(stream).offsetAt(secondsOf(instant)));
  return {
    id: row.id,
    streamId: row.stream_id,
    from: row.from_at,
    to: row.to_at,
    fromLocal: local(row.from_at),
    toLocal: local(row.to_at),
    method: row.method,
    statedUse: plainOrNull(row.stated_use),
    reason: row.reason,
    recordedAt: row.recorded_at,
    recordedByName: row.recorded_by_name,
    withdrawnAt: row.withdrawn_at,
    withdrawnByName: row.withdrawn_by_name,
    withdrawalReason: row.withdrawal_reason,
    version: row.version,
  };
}
