import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { meteringEndpoints as e } from '../../../contract/metering.ts';
import { largestReadingBytes, mostReadings } from '../../../contract/metering-values.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { PrintedReading } from '../../../kernel/metering/place.ts';
import { type ReadingFile, readingFileBySlices } from '../../../kernel/metering/read-csv.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Call } from '../../work/route.ts';
import { inSlices } from '../../work/slices.ts';
import { openReadingMonths } from './store/readings.ts';
import { type Fault, placeSent, previewReadings, streamsToPush, type Taken, type TakeOptions, takeReadings } from './take-readings.ts';

type AnyCall = Pick<Call, 'ask' | 'command' | 'deps' | 'stream'>;

interface Sent {
  /** Id or code. */
  readonly stream: string;
  readonly printed: readonly PrintedReading[];
}

interface IntakeOptions extends TakeOptions {
  /** The one stream is part of the address: where it is not, nothing is there. */
  readonly address: boolean;
}

/** Looks the streams up, puts the readings in their place, makes the tables of their months, and stores or only tells. */
async function takeSent(call: AnyCall, sent: readonly Sent[], before: readonly Fault[], options: IntakeOptions) {
  const { now, rows } = await call.ask(streamsToPush, { names: sent.map((one) => one.stream) });
  const unknown: Fault[] = [];
  const placed: Awaited<ReturnType<typeof placeSent>>[] = [];
  for (const { stream, printed } of sent) {
    const row = rows.find((one) => one.id === stream || one.code === stream);
    if (row) placed.push(await placeSent(row, printed, now));
    else if (options.address) throw new Refusal('not_found', { values: { id: stream, what: 'meter_stream' } });
    else unknown.push({ code: 'unknown_stream', line: printed[0]?.line ?? 1, text: stream });
  }
  // A stream named twice, by code and by id, would meet its own batch.
  if (new Set(placed.map((one) => one.stream.id)).size < placed.length) throw twice;
  const faults = [...before, ...unknown];
  if (options.dryRun) return await call.ask(previewReadings(placed, faults, options), {});
  const ends = placed.flatMap(({ placed: { readings } }) => [readings[0]?.at ?? [], readings.at(-1)?.at ?? []].flat());
  if (ends.length > 0 && (faults.length === 0 || options.skipFaulty))
    await openReadingMonths(call.deps.db.app, Math.min(...ends), Math.max(...ends));
  return await call.command(takeReadings(placed, faults, options), {});
}

const twice = new Refusal('invalid_input', {
  findings: [
    {
      code: 'stream_twice',
      severity: 'error',
      place: { path: '/streams' },
      text: { zh: '同一数据流出现了两次', en: 'A stream stands twice' },
      cure: { zh: '每个数据流只列一次', en: 'List each stream once' },
    },
  ],
});

const noFile = { columns: [], mapping: { stamp: '', time: '', value: '', stream: '' }, sample: [] };

/** `POST /meter-readings`: readings of streams as JSON. */
export async function pushReadings(call: AnyCall & { readonly body: z.output<typeof e.pushReadings.body> }): Promise<Taken> {
  const { streams, ...rest } = call.body;
  let line = 0;
  const sent = streams.map(({ stream, readings }) => ({
    stream,
    printed: readings.map(([stamp, value]) => {
      line += 1;
      return { stamp, value: String(value), line };
    }),
  }));
  return { ...(await takeSent(call, sent, [], { ...rest, way: 'push', address: false })), ...noFile };
}

/** The body as text; refuses what is too large or no UTF-8. */
async function textOf(stream: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    bytes += chunk.length;
    if (bytes > largestReadingBytes) throw new Refusal('file_too_large', { values: { bytes: String(largestReadingBytes) } });
    pieces.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw unreadable({ zh: '不是 UTF-8 文本', en: 'This is no UTF-8 text' }, { zh: '请另存为“CSV UTF-8”', en: 'Save it as "CSV UTF-8"' });
  }
}

function unreadable(text: Finding['text'], cure: Finding['text']): Refusal {
  return new Refusal('invalid_input', { findings: [{ code: 'file_unreadable', severity: 'error', place: {}, text, cure }] });
}

/** `POST /meter-readings/csv`: a file of readings, stored or only looked at. */
export async function pushReadingsCsv(call: AnyCall & { readonly query: z.output<typeof e.pushReadingsCsv.query> }): Promise<Taken> {
  const q = call.query;
  const options: IntakeOptions = {
    address: q.streamId !== undefined,
    ...{ way: 'csv', source: q.source, dryRun: q.dryRun === 'true' },
    ...{ replace: q.replace === 'true', skipFaulty: q.skipFaulty === 'true' },
  };
  const given = { stamp: q.stampColumn, time: q.timeColumn, value: q.valueColumn, stream: q.streamId ? '' : q.streamColumn };
  const file = await inSlices(readingFileBySlices(await textOf(call.stream), given));
  if (file.lines.length > mostReadings)
    throw unreadable(
      { zh: `多于 ${mostReadings} 行`, en: `More than ${mostReadings} lines` },
      { zh: '请分成几个文件', en: 'Divide it into several files' },
    );
  const mapped = file.mapping.stamp !== '' && file.mapping.value !== '' && (q.streamId !== undefined || file.mapping.stream !== '');
  if (!mapped && !options.dryRun)
    throw unreadable(
      { zh: '没有找到时间戳、读数或数据流的列', en: 'The columns of stamp, value or stream were not found' },
      { zh: '指明列名，或改用常见列名', en: 'Name the columns, or use the usual names' },
    );
  const short = file.short.slice(0, 100).map((line): Fault => ({ code: 'line_unreadable', line, text: '' }));
  const sent = mapped ? sentOf(file.lines, q.streamId) : [];
  const taken = await takeSent(call, sent, short, options);
  const { columns, mapping, sample } = file;
  return { ...taken, columns: [...columns], mapping, sample: sample.map((cells) => [...cells]) };
}

function sentOf(lines: ReadingFile['lines'], streamId: string | undefined): Sent[] {
  if (streamId !== undefined) return [{ stream: streamId, printed: lines }];
  const byStream = new Map<string, PrintedReading[]>();
  for (const line of lines) {
    const list = byStream.get(line.stream);
    if (list) list.push(line);
    else byStream.set(line.stream, [line]);
  }
  return [...byStream].map(([stream, printed]) => ({ stream, printed }));
}
