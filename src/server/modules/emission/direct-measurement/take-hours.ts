import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Action } from '../../../../contract/actions.ts';
import {
  directMeasurementEndpoints as e,
  largestHoursBytes,
  type measuredBatch,
  mostHours,
} from '../../../../contract/direct-measurement.ts';
import { columnsOf, type HourDefaults, readHourLine } from '../../../../kernel/emission/direct-measurement/read-hours.ts';
import { type Reading, readingOf } from '../../../../kernel/emission/direct-measurement/reading.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import type { Call } from '../../../work/route.ts';
import * as organization from '../../organization/index.ts';
import { appendBatch, type BatchRow, countKnown, lockStack, stacksOf } from './store.ts';

export type Batch = z.input<typeof measuredBatch>;

export function batchOf(row: BatchRow): Batch {
  return {
    id: row.id,
    stackId: row.stack_id,
    number: row.number,
    way: row.way,
    rows: row.rows,
    fromHour: row.from_hour,
    toHour: row.to_hour,
    replaced: row.replaced,
    contentSha256: row.content_sha256,
    recordedAt: row.recorded_at,
    recordedByName: row.recorded_by_name,
  };
}

async function store(work: Work, action: Action, stackId: string, way: BatchRow['way'], readings: readonly Reading[]): Promise<Batch> {
  const { organizationId, personId, name } = work.actor;
  const stack = await lockStack(work.tx, organizationId, stackId);
  if (!stack) throw new Refusal('not_found', { values: { what: 'stack' } });
  const unit = await organization.findUnit(work, stack.unit_id);
  await work.permit(action, unit.entityId);
  const hours = readings.map((one) => one.hour);
  const sorted = [...hours].sort();
  const row: BatchRow = {
    organization_id: organizationId,
    id: work.newId(),
    stack_id: stackId,
    number: stack.batch_number + 1,
    way,
    rows: readings.length,
    from_hour: sorted[0] ?? '',
    to_hour: sorted.at(-1) ?? '',
    replaced: await countKnown(work.tx, organizationId, stackId, hours),
    content_sha256: createHash('sha256').update(canonical(readings)).digest('hex'),
    recorded_at: work.now,
    recorded_by: personId,
    recorded_by_name: name,
  };
  await appendBatch(work.tx, row, readings);
  const { organization_id: _, ...content } = row;
  work.record({ kind: 'measured_hours.taken_in', objectType: 'measured_batch', objectId: row.id, objectVersion: 1, content });
  return batchOf(row);
}

function refuseDoubles(hours: readonly string[], path: (index: number) => object): void {
  const seen = new Set<string>();
  const findings = hours.flatMap((hour, i): Finding[] => {
    if (!seen.has(hour)) {
      seen.add(hour);
      return [];
    }
    const text = { zh: `小时 ${hour} 出现两次`, en: `The hour ${hour} stands twice` };
    return [
      {
        code: 'hour_twice',
        severity: 'error',
        place: path(i),
        text,
        cure: { zh: '每个小时只保留一行', en: 'Keep one line for each hour' },
      },
    ];
  });
  if (findings.length > 0) throw new Refusal('invalid_input', { findings: findings.slice(0, mostFindings) });
}

const mostFindings = 100;

/** Pushes hours by API; a reading of an hour that is there already counts from now on, the earlier one stays as an earlier version (A.8). */
export const pushHours = command({
  name: 'measurement.push-hours',
  action: 'emission.push',
  input: z.strictObject({ ...e.pushHours.params.shape, ...e.pushHours.body.shape }),
  run: async (work, { stackId, hours }) => {
    refuseDoubles(
      hours.map((one) => one.hour),
      (i) => ({ path: `/hours/${i}/hour` }),
    );
    return await store(work, 'emission.push', stackId, 'push', hours.map(readingOf));
  },
});

/** Asked before a byte is taken in: may the person, and what does the stack measure on? */
const basisOf = query({
  name: 'measurement.basis-of',
  action: 'measurement.record',
  input: e.importHours.params,
  run: async (work, { stackId }): Promise<HourDefaults> => {
    const [stack] = await stacksOf(work.tx, work.actor.organizationId, { id: stackId });
    if (!stack) throw new Refusal('not_found', { values: { what: 'stack' } });
    await work.permit('measurement.record', (await organization.findUnit(work, stack.unit_id)).entityId);
    return { concentrationBasis: stack.concentration_basis, flowBasis: stack.flow_basis };
  },
});

/** Lines of a stream of UTF-8 bytes, without holding more than one piece; refuses what is too large or no text. */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [rest, bytes] = ['', 0];
  try {
    for await (const piece of stream) {
      const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
      bytes += chunk.length;
      if (bytes > largestHoursBytes) throw new Refusal('file_too_large', { values: { bytes: String(largestHoursBytes) } });
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?=.)/s);
      rest = lines.pop() ?? '';
      yield* lines;
    }
    yield rest + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError)
      throw unreadable('不是 UTF-8 文本', 'This is no UTF-8 text', '请另存为“CSV UTF-8”', 'Save it as "CSV UTF-8"');
    throw error;
  }
}

function unreadable(zh: string, en: string, cureZh: string, cureEn: string): Refusal {
  const finding: Finding = { code: 'file_unreadable', severity: 'error', place: {}, text: { zh, en }, cure: { zh: cureZh, en: cureEn } };
  return new Refusal('invalid_input', { findings: [finding] });
}

/** Reads a CSV of hours; refuses it whole with the first hundred faults, each with its line. */
export async function readHours(stream: Readable, defaults: HourDefaults): Promise<Reading[]> {
  const findings: Finding[] = [];
  const readings: Reading[] = [];
  let columns: ReturnType<typeof columnsOf> = null;
  let number = 0;
  for await (const line of linesOf(stream)) {
    number += 1;
    if (number === 1) {
      columns = columnsOf(line, findings);
      if (!columns) break;
    } else if (columns && line.trim() !== '') {
      const reading = readHourLine(line, number, columns, defaults, findings);
      if (reading) readings.push(reading);
      if (findings.length > mostFindings) break;
      if (readings.length > mostHours)
        throw unreadable(`多于 ${mostHours} 行`, `More than ${mostHours} lines`, '请按年分成几个文件', 'Divide the file by years');
    }
  }
  if (findings.length > 0) throw new Refusal('invalid_input', { findings: findings.slice(0, mostFindings) });
  if (readings.length === 0)
    throw unreadable(
      '没有任何小时数据',
      'There is no hour in it',
      '首行为表头，其后每小时一行',
      'One line of headings, then a line for each hour',
    );
  refuseDoubles(
    readings.map((one) => one.hour),
    (i) => ({ line: i + 2 }),
  );
  return readings;
}

const storeHours = (readings: readonly Reading[]) =>
  command({
    name: 'measurement.import-hours',
    action: 'measurement.record',
    input: e.importHours.params,
    statementSeconds: 60,
    run: (work, { stackId }) => store(work, 'measurement.record', stackId, 'csv', readings),
  });

/** `POST …/hours/csv`: the file is read as it comes, and taken in whole or not at all (A.8). */
export async function importHours(call: Call<{ stackId: string }>): Promise<Batch> {
  const { stackId } = call.params;
  const defaults = await call.ask(basisOf, { stackId });
  const readings = await readHours(call.stream, defaults);
  return await call.command(storeHours(readings), { stackId });
}
