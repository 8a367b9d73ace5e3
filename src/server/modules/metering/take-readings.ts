import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { readingFault, readingsTaken } from '../../../contract/metering-values.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { type Placed, type PlacedReading, type PrintedReading, placedBySlices } from '../../../kernel/metering/place.ts';
import { atOnce, type Slices } from '../../../kernel/metering/slices.ts';
import { printInstant } from '../../../kernel/metering/zone.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, query, type Work } from '../../work/command.ts';
import { inSlices } from '../../work/slices.ts';
import { insertReadings, knownAt, openReadingMonths } from './store/readings.ts';
import { appendBatch, type BatchRow, batchOfContent, lockStream, type StreamRow, streamsOf } from './store/streams.ts';
import { stampsOf, zoneOfStream } from './views.ts';

export type Fault = z.input<typeof readingFault>;
export type Taken = z.input<typeof readingsTaken>;

/** Readings of one stream as they were sent. */
export interface SentReadings {
  readonly streamId: string;
  readonly printed: readonly PrintedReading[];
}
export interface TakeOptions {
  readonly way: BatchRow['way'];
  readonly source: string;
  readonly replace: boolean;
  readonly skipFaulty: boolean;
  readonly dryRun: boolean;
}
/** Readings in their place, before anything of the database is looked at. */
interface PlacedStream {
  readonly stream: StreamRow;
  readonly placed: Placed;
  readonly lines: number;
}

const mostFaults = 100;
/** 2000-01-01: nothing of a carbon account is older, and a wrong year is soon told. */
const earliest = 946_684_800;
const aDay = 86_400;

/** Streams by id or code, those of the asker's organization in which it may push; the others are not there. */
export const streamsToPush = query({
  name: 'metering.streams-to-push',
  action: 'metering.push',
  input: z.strictObject({ names: z.array(z.string()) }),
  run: async (work, { names }) => {
    const { organizationId } = work.actor;
    const isId = (name: string) => z.uuid().safeParse(name).success;
    const ids = names.filter(isId);
    const rows = [
      ...(ids.length > 0 ? await streamsOf(work.tx, organizationId, { ids }) : []),
      ...(names.length > ids.length ? await streamsOf(work.tx, organizationId, { codes: names }) : []),
    ];
    const reach = await work.reach('metering.push');
    const seen = new Map(rows.filter((one) => reach === null || reach.has(one.entity_id)).map((one) => [one.id, one]));
    return { now: work.now, rows: [...seen.values()] };
  },
});

/** Puts what was sent in its place: pure, and before the transaction, so that nothing is locked meanwhile. */
export async function placeSent(stream: StreamRow, printed: readonly PrintedReading[], now: string): Promise<PlacedStream> {
  const options = {
    settings: stampsOf(stream),
    zone: zoneOfStream(stream),
    intervalMinutes: stream.interval_minutes,
    isInterval: stream.kind === 'interval',
    earliest,
    latest: Date.parse(now) / 1000 + aDay,
  };
  return { stream, placed: await inSlices(placedBySlices(printed, options)), lines: printed.length };
}

/** SHA-256 of readings in order, under their stream. */
export const contentOf = (streamId: string, readings: Hashed): string => atOnce(contentBySlices(streamId, readings));

type Hashed = readonly { readonly at: number; readonly value: string }[];
const hashedAtOnce = 10_000;

function textOfPiece(readings: Hashed, from: number): string {
  const text = readings
    .slice(from, from + hashedAtOnce)
    .map(({ at, value }) => `${at} ${value}`)
    .join('\n');
  return from === 0 ? text : `\n${text}`;
}

/** A call for each reading would cost more than the hash, and one for all of a million keeps everybody waiting. */
function* contentBySlices(streamId: string, readings: Hashed): Slices<string> {
  const hash = createHash('sha256').update(`${streamId}\n`);
  for (let from = 0; from < readings.length; from += hashedAtOnce) {
    hash.update(textOfPiece(readings, from));
    yield;
  }
  return hash.digest('hex');
}

interface Sorted {
  readonly fresh: readonly PlacedReading[];
  readonly replacing: readonly PlacedReading[];
  readonly known: number;
  readonly differing: readonly Fault[];
}

/** Which readings are new, known, or say something else than what is stored. */
async function sortReadings(work: Work, { stream, placed }: PlacedStream, replace: boolean): Promise<Sorted> {
  const { readings } = placed;
  const [first, last] = [readings[0], readings.at(-1)];
  const seconds = (instant: string) => Date.parse(instant) / 1000;
  const apart =
    !first ||
    !last ||
    stream.first_at === null ||
    stream.last_at === null ||
    last.at < seconds(stream.first_at) ||
    first.at > seconds(stream.last_at);
  // The usual batch lies behind everything that is there: nothing to look up.
  if (apart) return { fresh: readings, replacing: [], known: 0, differing: [] };
  const known = await knownAt(work.tx, work.actor.organizationId, stream.id, readings);
  const others = readings.filter((one) => known.get(one.at)?.same === false);
  return {
    fresh: known.size === 0 ? readings : readings.filter((one) => !known.has(one.at)),
    replacing: replace ? others : [],
    known: known.size - others.length,
    differing: replace
      ? []
      : others.map(({ at, line, value }) => ({
          code: 'value_differs',
          line,
          text: `${printInstant(at)}: ${value} ≠ ${known.get(at)?.value}`,
        })),
  };
}

type BatchTold = Taken['batches'][number];

async function takeStream(work: Work, one: PlacedStream, options: TakeOptions): Promise<{ told: BatchTold; faults: readonly Fault[] }> {
  const { organizationId, personId, name } = work.actor;
  const locked = options.dryRun ? one.stream : await lockStream(work.tx, organizationId, one.stream.id);
  if (!locked) throw new Refusal('not_found', { values: { id: one.stream.id, what: 'meter_stream' } });
  await work.permit(options.way === 'correction' ? 'metering.approve' : 'metering.push', locked.entity_id);
  const { placed, lines } = one;
  const sorted = await sortReadings(work, { ...one, stream: locked }, options.replace);
  const faults = [...placed.faults, ...sorted.differing];
  const taken = sorted.replacing.length === 0 ? sorted.fresh : [...sorted.fresh, ...sorted.replacing].sort((a, b) => a.at - b.at);
  const [first, last] = [placed.readings[0], placed.readings.at(-1)];
  const counted = {
    ...{ way: options.way, source: options.source, lines, taken: taken.length, repeated: placed.repeated, known: sorted.known },
    ...{ replaced: sorted.replacing.length, faulty: faults.length },
  };
  const told = {
    ...counted,
    streamId: locked.id,
    code: locked.code,
    outOfOrder: placed.outOfOrder,
    fromAt: first ? printInstant(first.at) : null,
    toAt: last ? printInstant(last.at) : null,
    contentSha256: await inSlices(contentBySlices(locked.id, placed.readings)),
  };
  if (options.dryRun || (faults.length > 0 && !options.skipFaulty)) return { told: { ...told, id: null }, faults };
  if (taken.length === 0) {
    const before = await batchOfContent(work.tx, organizationId, locked.id, told.contentSha256);
    return { told: { ...told, id: before?.id ?? null }, faults };
  }
  const row: BatchRow = {
    organization_id: organizationId,
    id: work.newId(),
    stream_id: locked.id,
    number: locked.batch_number + 1,
    ...counted,
    out_of_order: placed.outOfOrder,
    from_at: told.fromAt,
    to_at: told.toAt,
    content_sha256: told.contentSha256,
    recorded_at: work.now,
    recorded_by: personId,
    recorded_by_name: name,
  };
  await openReadingMonths(work.tx, taken[0]?.at ?? 0, taken.at(-1)?.at ?? 0);
  await insertReadings(work.tx, organizationId, locked.id, row.number, taken);
  await appendBatch(work.tx, row);
  const { organization_id: _, ...content } = row;
  // Of a batch of which nothing was known before, the two are one.
  const takenSha256 = taken.length === placed.readings.length ? told.contentSha256 : await inSlices(contentBySlices(locked.id, taken));
  work.record({
    kind: 'meter_readings.taken_in',
    objectType: 'meter_batch',
    objectId: row.id,
    objectVersion: 1,
    content: { ...content, takenSha256 },
  });
  return { told: { ...told, id: row.id }, faults };
}

function faultFindings(faults: readonly Fault[]): Finding[] {
  return faults.slice(0, mostFaults).map(({ code, line, text }) => ({
    code,
    severity: 'error',
    place: { line },
    text: { zh: `第 ${line} 行：${faultWords[code].zh}（${text}）`, en: `Line ${line}: ${faultWords[code].en} (${text})` },
    cure: faultCures[code === 'value_differs' ? 'value_differs' : 'other'],
  }));
}

const faultWords: Readonly<Record<Fault['code'], { readonly zh: string; readonly en: string }>> = {
  stamp_unreadable: { zh: '时间戳无法识别', en: 'the stamp is no moment of the calendar' },
  value_unreadable: { zh: '读数不是数字', en: 'the value is no number' },
  stamp_left_out: { zh: '夏令时开始时不存在的时刻', en: 'a time that the change of clocks left out' },
  stamp_outside: { zh: '早于 2000 年或晚于明天', en: 'before 2000 or later than tomorrow' },
  stamp_twice: { zh: '同一时刻有两个不同的读数', en: 'a second, different value for the same moment' },
  value_differs: { zh: '与已保存的读数不同', en: 'differs from the stored value' },
  unknown_stream: { zh: '没有这个数据流，或无权写入', en: 'no such stream, or no right to push into it' },
  line_unreadable: { zh: '列数不足', en: 'too few columns' },
};
const faultCures = {
  value_differs: {
    zh: '若新值正确，请选择“以新值替换”；原值保留为较早版本',
    en: 'Where the new value is right, choose to replace; the earlier value stays as an earlier version',
  },
  other: {
    zh: '核对列和日期格式，或选择略过有误的行',
    en: 'Check the columns and the order of dates, or choose to leave faulty lines out',
  },
} as const;

function refuseFaults(faults: readonly Fault[]): never {
  throw new Refusal('invalid_input', { values: { faults: String(faults.length) }, findings: faultFindings(faults) });
}

/**
 * Stores readings of one or several streams, all or nothing: what is known already is not stored again, what differs is a fault unless it is to replace, what is
 * new is appended under the stream's next batch (7.1, A.7).
 */
export const takeReadings = (placed: readonly PlacedStream[], before: readonly Fault[], options: TakeOptions) =>
  command({
    name: 'metering.take-readings',
    action: 'metering.push',
    input: z.strictObject({}),
    statementSeconds: 60,
    run: (work) => takePlaced(work, placed, before, options),
  });

/** The same inside another command's transaction. */
export async function takePlaced(
  work: Work,
  placed: readonly PlacedStream[],
  before: readonly Fault[],
  options: TakeOptions,
): Promise<Pick<Taken, 'stored' | 'batches' | 'faults' | 'faultCount'>> {
  const batches: BatchTold[] = [];
  const faults: Fault[] = [...before];
  // In one order for everybody, so that two senders never wait for each other.
  for (const one of [...placed].sort((a, b) => (a.stream.id < b.stream.id ? -1 : 1))) {
    const { told, faults: own } = await takeStream(work, one, options);
    batches.push(told);
    for (const fault of own) faults.push(fault);
  }
  if (!options.dryRun && !options.skipFaulty && faults.length > 0) refuseFaults(faults);
  return { stored: !options.dryRun, batches, faults: faults.slice(0, mostFaults), faultCount: faults.length };
}

/** The same without a transaction that writes: tells what would be taken in. */
export const previewReadings = (placed: readonly PlacedStream[], before: readonly Fault[], options: TakeOptions) =>
  query({
    name: 'metering.preview-readings',
    action: 'metering.push',
    input: z.strictObject({}),
    statementSeconds: 60,
    run: (work) => takePlaced(work, placed, before, { ...options, dryRun: true }),
  });
