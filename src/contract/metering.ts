import { z } from 'zod';
import { useSteps } from '../kernel/metering/aggregate.ts';
import { endpoint } from './endpoint.ts';
import { convention, derivation, finding } from './library.ts';
import {
  meterBatch,
  meterCorrection,
  meterGap,
  meterMonth,
  meterReason,
  meterStream,
  meterStreamInput,
  meterStreamVersion,
  meterStreamVersionInput,
  meterUse,
  readingsTaken,
  takeOverRow,
} from './metering-values.ts';
import { day, decimalInput, figureText, id, instant, month, sha256 } from './values.ts';

/** Readings of meters: streams, readings as they come, use by interval, hour, day and month (7.1, A.7). */

const streamParams = z.object({ streamId: id });
const monthParams = z.object({ streamId: id, month });
const flag = z.enum(['true', 'false']).default('false');

const intakeQuery = z.object({
  streamId: id.optional().meta({ description: 'The stream of all lines; without it each line names its stream by code.' }),
  source: z.string().trim().max(200).default(''),
  stampColumn: z.string().max(100).default(''),
  timeColumn: z.string().max(100).default('').meta({ description: 'Where date and time stand in two columns: that of the time.' }),
  valueColumn: z.string().max(100).default(''),
  streamColumn: z.string().max(100).default(''),
  replace: flag.meta({ description: 'A value that differs from the one stored takes its place.' }),
  skipFaulty: flag.meta({ description: 'Lines that cannot be read are left out and counted, instead of refusing all.' }),
  dryRun: flag.meta({ description: 'Tells what would be taken in and stores nothing.' }),
});

export const meteringEndpoints = {
  listMeterStreams: endpoint({
    name: 'metering.listStreams',
    method: 'GET',
    path: '/api/v1/meter-streams',
    summary: { zh: '计量数据流', en: 'Streams of meter readings' },
    access: { action: 'metering.read' },
    query: z.object({ entityId: id.optional(), unitId: id.optional() }),
    reply: z.object({ items: z.array(meterStream) }),
  }),
  addMeterStream: endpoint({
    name: 'metering.addStream',
    method: 'POST',
    path: '/api/v1/meter-streams',
    summary: { zh: '新增计量数据流', en: 'Add a stream of readings' },
    access: { action: 'metering.maintain' },
    body: meterStreamInput,
    reply: meterStream,
    status: 201,
    refusals: ['not_found', 'already_exists'],
  }),
  changeMeterStream: endpoint({
    name: 'metering.changeStream',
    method: 'POST',
    path: '/api/v1/meter-streams/{streamId}/versions',
    summary: { zh: '自某日起改变倍率、满度等设置', en: 'Change multiplier, span and the like from a day on' },
    access: { action: 'metering.maintain' },
    params: streamParams,
    body: meterStreamVersionInput,
    reply: meterStream,
    status: 201,
    refusals: ['not_found'],
  }),
  readMeterStream: endpoint({
    name: 'metering.readStream',
    method: 'GET',
    path: '/api/v1/meter-streams/{streamId}',
    summary: { zh: '数据流的设置、版本、批次和更正', en: "A stream's settings, versions, batches and corrections" },
    access: { action: 'metering.read' },
    params: streamParams,
    reply: z.object({
      stream: meterStream,
      versions: z.array(meterStreamVersion),
      batches: z.array(meterBatch),
      corrections: z.array(meterCorrection),
    }),
    refusals: ['not_found'],
  }),
  readMeterUse: endpoint({
    name: 'metering.readUse',
    method: 'GET',
    path: '/api/v1/meter-streams/{streamId}/use',
    summary: { zh: '按时段、小时、日或月的用量，含标记与缺口', en: 'Use by interval, hour, day or month, with flags and gaps' },
    access: { action: 'metering.read' },
    params: streamParams,
    query: z.object({
      step: z.enum(['interval', ...useSteps]).default('day'),
      from: day,
      to: day.meta({ description: 'The last day, included.' }),
    }),
    reply: z.object({
      streamId: id,
      step: z.string(),
      unit: z.string(),
      items: z.array(meterUse),
      gaps: z.array(meterGap),
      gapCount: z.int(),
    }),
    refusals: ['not_found'],
  }),
  readMeterMonth: endpoint({
    name: 'metering.readMonth',
    method: 'GET',
    path: '/api/v1/meter-streams/{streamId}/months/{month}',
    summary: { zh: '一个月的用量、覆盖率与所依据读数的哈希', en: 'The use of a month with coverage and the hash of its readings' },
    access: { action: 'metering.read' },
    params: monthParams,
    reply: meterMonth,
    refusals: ['not_found'],
  }),
  explainMeterMonth: endpoint({
    name: 'metering.explainMonth',
    method: 'GET',
    path: '/api/v1/meter-streams/{streamId}/months/{month}/derivation',
    summary: { zh: '一个月用量的由来', en: 'How the use of a month came about' },
    access: { action: 'metering.read' },
    params: monthParams,
    reply: z.object({ nodeId: z.string(), derivation, conventions: z.array(convention), findings: z.array(finding) }),
    refusals: ['not_found'],
  }),
  pushReadings: endpoint({
    name: 'metering.pushReadings',
    method: 'POST',
    path: '/api/v1/meter-readings',
    summary: { zh: '推送读数（JSON，全部成功或全部不保存）', en: 'Push readings as JSON, all or nothing' },
    description: {
      zh: '每个数据流一组 [时间戳, 读数]；时间戳按数据流的设置读取。同一批重复发送不会重复保存。',
      en: 'For each stream pairs of [stamp, value]; stamps are read by the settings of the stream. The same batch sent again stores nothing twice.',
    },
    access: { action: 'metering.push' },
    body: z.strictObject({
      source: z.string().trim().max(200).default(''),
      replace: z.boolean().default(false),
      skipFaulty: z.boolean().default(false),
      dryRun: z.boolean().default(false),
      streams: z
        .array(
          z.strictObject({
            stream: z.string().min(1).max(60).meta({ description: 'Id or code of the stream.' }),
            readings: z.array(z.tuple([z.string().min(1).max(60), z.union([z.string().max(60), z.number()])])).max(200_000),
          }),
        )
        .min(1)
        .max(500),
    }),
    bodyBytes: 16 * 1024 * 1024,
    reply: readingsTaken,
    status: 201,
    refusals: ['not_found'],
  }),
  pushReadingsCsv: endpoint({
    name: 'metering.pushReadingsCsv',
    method: 'POST',
    path: '/api/v1/meter-readings/csv',
    summary: { zh: '导入或预览读数（CSV）', en: 'Take in readings from CSV, or see what would be taken in' },
    description: {
      zh: '请求体为 UTF-8 的 CSV（逗号、分号或制表符），首行为表头。未指明列时按常见列名识别。最大 64 MB、100 万行。',
      en: 'The body is CSV in UTF-8 (comma, semicolon or tab) with a head. Columns that are not named are found by their usual names. At most 64 MB and a million lines.',
    },
    access: { action: 'metering.push' },
    query: intakeQuery,
    requestMedia: 'application/octet-stream',
    reply: readingsTaken,
    status: 201,
    refusals: ['not_found', 'file_too_large'],
  }),
  requestMeterCorrection: endpoint({
    name: 'metering.requestCorrection',
    method: 'POST',
    path: '/api/v1/meter-streams/{streamId}/corrections',
    summary: { zh: '申请更正一个读数', en: 'Ask for the correction of a reading' },
    access: { action: 'metering.correct' },
    params: streamParams,
    body: z.strictObject({ at: instant, newValue: decimalInput, reason: meterReason }),
    reply: meterCorrection,
    status: 201,
    refusals: ['not_found'],
  }),
  decideMeterCorrection: endpoint({
    name: 'metering.decideCorrection',
    method: 'POST',
    path: '/api/v1/meter-corrections/{correctionId}/decision',
    summary: { zh: '批准或驳回读数更正（由另一人）', en: 'Approve or refuse the correction of a reading, by another person' },
    access: { action: 'metering.approve' },
    params: z.object({ correctionId: id }),
    body: z.strictObject({
      decision: z.enum(['approved', 'refused']),
      reason: z.string().trim().max(1000).default(''),
      version: z.int().min(1),
    }),
    reply: meterCorrection,
    refusals: ['not_found', 'conflict', 'wrong_state', 'same_person_proposes_and_approves'],
  }),
  listTakeOverRows: endpoint({
    name: 'metering.listTakeOverRows',
    method: 'GET',
    path: '/api/v1/meter-streams/{streamId}/take-over-rows',
    summary: { zh: '可采用该数据流的月度数据行', en: 'Rows of the month grid that may take the stream over' },
    access: { action: 'metering.read' },
    params: streamParams,
    reply: z.object({ items: z.array(takeOverRow) }),
    refusals: ['not_found'],
  }),
  takeOverMonth: endpoint({
    name: 'metering.takeOverMonth',
    method: 'POST',
    path: '/api/v1/meter-streams/{streamId}/months/{month}/take-over',
    summary: { zh: '将月用量采用到月度数据', en: 'Take the use of a month over into the month grid' },
    access: { action: 'emission.record' },
    params: monthParams,
    body: z.strictObject({ parameter: z.string().min(1).max(60), fuelStreamId: id.nullable().default(null), readingsSha256: sha256 }),
    reply: z.object({ month, parameter: z.string(), value: figureText, unit: z.string() }),
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state', 'month_not_open', 'unit_mismatch'],
  }),
};
