import { z } from 'zod';
import type { Action } from '../../../contract/actions.ts';
import { meteringEndpoints as e } from '../../../contract/metering.ts';
import type { meterStreamVersionInput } from '../../../contract/metering-values.ts';
import { zoneOf } from '../../../kernel/metering/zone.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, query, type Work } from '../../work/command.ts';
import { collectFaults, type Faults } from '../../work/faults.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { fillsOf } from './store/fills.ts';
import {
  batchesOf,
  correctionsOf,
  insertStream,
  insertVersion,
  lockStream,
  type StreamRow,
  streamsOf,
  type VersionRow,
  versionsOf,
} from './store/streams.ts';
import { batchView, correctionView, fillView, streamView, versionView } from './views.ts';

type MeterFields = Pick<
  z.output<typeof meterStreamVersionInput>,
  'multiplier' | 'registerSpan' | 'dailyMaximum' | 'stuckMinutes' | 'spikeFactor'
>;

/** `not_found` when there is no such stream; otherwise the actor must hold `action` at its entity. */
export async function permittedStream(work: Work, streamId: string, action: Action): Promise<StreamRow> {
  const [stream] = await streamsOf(work.tx, work.actor.organizationId, { ids: [streamId] });
  if (!stream) throw new Refusal('not_found', { values: { id: streamId, what: 'meter_stream' } });
  await work.permit(action, stream.entity_id);
  return stream;
}

function readMeter(fields: MeterFields, faults: Faults) {
  return {
    multiplier: faults.decimal('/multiplier', fields.multiplier, { min: '0', above: true, max: '1000000000' }),
    register_span: faults.decimalOrNull('/registerSpan', fields.registerSpan, { min: '0', above: true }),
    daily_maximum: faults.decimalOrNull('/dailyMaximum', fields.dailyMaximum, { min: '0', above: true }),
    stuck_minutes: fields.stuckMinutes,
    spike_factor: faults.decimalOrNull('/spikeFactor', fields.spikeFactor, { min: '1', above: true }),
  };
}

function versionRow(
  work: Work,
  streamId: string,
  number: number,
  more: Omit<VersionRow, 'organization_id' | 'stream_id' | 'number' | 'recorded_at' | 'recorded_by' | 'recorded_by_name'>,
): VersionRow {
  const { organizationId, personId, name } = work.actor;
  return {
    organization_id: organizationId,
    stream_id: streamId,
    number,
    ...more,
    recorded_at: work.now,
    recorded_by: personId,
    recorded_by_name: name,
  };
}

/** What belongs to the stream must lie in its entity: a unit or a meter of elsewhere would lend it another's rights. */
async function checkPlace(work: Work, input: { entityId: string; unitId: string | null; meterId: string | null }): Promise<void> {
  await organization.findEntity(work, input.entityId);
  if (input.unitId !== null && (await organization.findUnit(work, input.unitId)).entityId !== input.entityId)
    throw new Refusal('not_found', { values: { id: input.unitId, what: 'unit' } });
  if (input.meterId === null) return;
  const meters = await organization.metersInService(work, [input.entityId]);
  if (!meters.some((one) => one.id === input.meterId)) throw new Refusal('not_found', { values: { id: input.meterId, what: 'meter' } });
}

/** Adds a stream of readings to an entity, a unit or a meter of it (7.1, A.7). */
export function addStream(shelf: Pick<Shelf, 'units'>) {
  return command({
    name: 'metering.add-stream',
    action: 'metering.maintain',
    input: e.addMeterStream.body,
    run: async (work, input) => {
      await work.permit('metering.maintain', input.entityId);
      await checkPlace(work, input);
      const { organizationId } = work.actor;
      const faults = collectFaults();
      const meter = readMeter(input, faults);
      faults.day('/validFrom', input.validFrom);
      if (zoneOf(input.zone) === null)
        faults.add('unknown_zone', '/zone', {
          zh: '没有这个时区，例如 Asia/Shanghai。',
          en: 'There is no such time zone; for example Asia/Shanghai.',
        });
      if (!shelf.units.convertible(input.unit, input.unit))
        faults.add('unknown_unit', '/unit', { zh: '没有这个单位，例如 kWh。', en: 'There is no such unit; for example kWh.' });
      faults.refuse();
      if ((await streamsOf(work.tx, organizationId, { codes: [input.code] })).length > 0) {
        const text = { zh: `编码 ${input.code} 已被使用，请换一个。`, en: `The code ${input.code} is already in use; choose another.` };
        throw new Refusal('already_exists', {
          values: { code: input.code },
          findings: [{ code: 'code_taken', severity: 'error', place: { path: '/code' }, text }],
        });
      }
      const row: StreamRow = {
        organization_id: organizationId,
        id: work.newId(),
        ...{ entity_id: input.entityId, unit_id: input.unitId, meter_id: input.meterId },
        ...{ code: input.code, name: input.name, name_en: input.nameEn, quantity: input.quantity, unit: input.unit },
        ...{ kind: input.kind, interval_minutes: input.intervalMinutes },
        ...{ zone: input.zone, stamp_order: input.stampOrder, midnight: input.midnight, stamp_marks: input.stampMarks },
        ...{ batch_number: 0, first_at: null, last_at: null, changed_at: work.now },
      };
      const version = versionRow(work, row.id, 1, { ...meter, valid_from: input.validFrom, new_register: false, reason: '' });
      await insertStream(work.tx, row);
      await insertVersion(work.tx, version);
      const view = streamView(row, [version]);
      work.record({ kind: 'meter_stream.added', objectType: 'meter_stream', objectId: row.id, objectVersion: 1, content: view });
      return view;
    },
  });
}

/** Settings of a meter from a day on; what was before stays, and a new register takes no difference to the one before. */
export const changeStream = command({
  name: 'metering.change-stream',
  action: 'metering.maintain',
  input: z.strictObject({ ...e.changeMeterStream.params.shape, ...e.changeMeterStream.body.shape }),
  run: async (work, { streamId, ...input }) => {
    await permittedStream(work, streamId, 'metering.maintain');
    const { organizationId } = work.actor;
    const stream = await lockStream(work.tx, organizationId, streamId);
    if (!stream) throw new Refusal('not_found', { values: { id: streamId, what: 'meter_stream' } });
    const faults = collectFaults();
    const meter = readMeter(input, faults);
    faults.day('/validFrom', input.validFrom);
    faults.refuse();
    const before = await versionsOf(work.tx, organizationId, [streamId]);
    const number = (before.at(-1)?.number ?? 0) + 1;
    const row = versionRow(work, streamId, number, {
      ...meter,
      valid_from: input.validFrom,
      new_register: input.newRegister,
      reason: input.reason,
    });
    await insertVersion(work.tx, row);
    work.record({
      kind: 'meter_stream.changed',
      objectType: 'meter_stream',
      objectId: streamId,
      objectVersion: number,
      content: versionView(row),
      reason: input.reason,
    });
    return streamView(stream, [...before, row]);
  },
});

/** Streams of the entities the actor may see, by code. */
export const listStreams = query({
  name: 'metering.list-streams',
  action: 'metering.read',
  input: e.listMeterStreams.query,
  run: async (work, { entityId, unitId }) => {
    const reach = await work.reach('metering.read');
    const below = entityId === undefined ? null : (await organization.entitiesBelow(work, entityId)).map((one) => one.id);
    const entityIds = below === null ? (reach === null ? undefined : [...reach]) : below.filter((one) => reach === null || reach.has(one));
    const { organizationId } = work.actor;
    const rows = await streamsOf(work.tx, organizationId, { ...(entityIds ? { entityIds } : {}), unitId });
    const versions = await versionsOf(
      work.tx,
      organizationId,
      rows.map((one) => one.id),
    );
    return { items: rows.map((row) => streamView(row, versions)) };
  },
});

export const readStream = query({
  name: 'metering.read-stream',
  action: 'metering.read',
  input: e.readMeterStream.params,
  run: async (work, { streamId }) => {
    const stream = await permittedStream(work, streamId, 'metering.read');
    const { organizationId, personId } = work.actor;
    const versions = await versionsOf(work.tx, organizationId, [streamId]);
    const batches = await batchesOf(work.tx, organizationId, streamId);
    const corrections = await correctionsOf(work.tx, organizationId, { streamId });
    return {
      stream: streamView(stream, versions),
      versions: versions.map(versionView),
      batches: batches.map(batchView),
      corrections: corrections.map((one) => correctionView(one, stream, personId)),
      fills: (await fillsOf(work.tx, organizationId, streamId)).map((one) => fillView(one, stream)),
    };
  },
});
