import { z } from 'zod';
import { useSteps } from '../kernel/metering/aggregate.ts';
import { fillMethods } from '../kernel/metering/fill.ts';
import { readingFaults } from '../kernel/metering/place.ts';
import { midnights, readingKinds, stampMarks, stampOrders } from '../kernel/metering/settings.ts';
import { useFlags } from '../kernel/metering/use.ts';
import { finding } from './library.ts';
import { day, decimalInput, decimalText, figureText, id, instant, month, sha256, shortText } from './values.ts';

/** What crosses the wire of meter readings (7.1, A.7); the endpoints stand in metering.ts. */

export const meteredQuantities = ['electricity', 'heat', 'steam', 'gas', 'coal', 'oil', 'water', 'other'] as const;

const stampFields = {
  zone: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .default('Asia/Shanghai')
    .meta({ description: 'Time zone of the printed stamps, such as Asia/Shanghai.' }),
  stampOrder: z.enum(stampOrders).default('ymd'),
  midnight: z.enum(midnights).default('closes').meta({ description: 'Whether the stamp 0:00 closes the printed day or opens it.' }),
  stampMarks: z.enum(stampMarks).default('end').meta({ description: 'Whether a stamp prints the end or the beginning of its interval.' }),
};
const meterFields = {
  multiplier: decimalInput.default('1'),
  registerSpan: decimalInput
    .nullable()
    .default(null)
    .meta({ description: 'Where the register starts again at zero, as read, such as 100000.' }),
  dailyMaximum: decimalInput
    .nullable()
    .default(null)
    .meta({ description: "The most the meter can measure in a day, in the stream's unit, after the multiplier." }),
  stuckMinutes: z.int().min(1).max(527_040).nullable().default(null),
  spikeFactor: decimalInput.nullable().default(null),
};
const kindFields = { kind: z.enum(readingKinds).default('interval'), intervalMinutes: z.int().min(1).max(44_640).default(15) };
export const meterReason = z.string().trim().min(1).max(1000);

/** The aggregation of readings without storing anything. */
export const meterAggregateInput = z.strictObject({
  ...stampFields,
  ...kindFields,
  ...meterFields,
  unit: z.string().min(1).max(40).default('kWh'),
  step: z.enum(useSteps).default('day'),
  readings: z
    .array(z.strictObject({ stamp: z.string().min(1).max(60), value: decimalInput }))
    .min(1)
    .max(50_000),
});

export const meterStreamVersionInput = z
  .strictObject({ ...meterFields, validFrom: day, newRegister: z.boolean().default(false), reason: meterReason })
  .meta({ id: 'MeterStreamVersionDraft' });
export const meterStreamInput = z
  .strictObject({
    entityId: id,
    unitId: id.nullable().default(null),
    meterId: id.nullable().default(null),
    code: z.string().trim().min(1).max(60),
    name: shortText,
    nameEn: shortText,
    quantity: z.enum(meteredQuantities),
    unit: z.string().trim().min(1).max(40),
    ...kindFields,
    ...stampFields,
    ...meterFields,
    validFrom: day.default('2000-01-01'),
  })
  .meta({ id: 'MeterStreamDraft' });

const settingsShown = {
  multiplier: decimalText,
  registerSpan: decimalText.nullable(),
  dailyMaximum: decimalText.nullable(),
  stuckMinutes: z.int().nullable(),
  spikeFactor: decimalText.nullable(),
};
export const meterStreamVersion = z
  .object({
    number: z.int(),
    validFrom: day,
    newRegister: z.boolean(),
    ...settingsShown,
    reason: z.string(),
    recordedAt: instant,
    recordedByName: z.string(),
  })
  .meta({ id: 'MeterStreamVersion' });
export const meterStream = z
  .object({
    id,
    entityId: id,
    unitId: id.nullable(),
    meterId: id.nullable(),
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    quantity: z.enum(meteredQuantities),
    unit: z.string(),
    kind: z.enum(readingKinds),
    intervalMinutes: z.int(),
    ...{ zone: z.string(), stampOrder: z.enum(stampOrders), midnight: z.enum(midnights), stampMarks: z.enum(stampMarks) },
    ...settingsShown,
    firstAt: instant.nullable(),
    lastAt: instant.nullable(),
    /** Local month of the last reading; null without one. */
    lastMonth: month.nullable(),
    batches: z.int(),
  })
  .meta({ id: 'MeterStream' });

export const meterBatch = z
  .object({
    id,
    streamId: id,
    number: z.int(),
    way: z.enum(['push', 'csv', 'file', 'correction']),
    source: z.string(),
    lines: z.int(),
    taken: z.int().meta({ description: 'Readings stored by this batch.' }),
    repeated: z.int().meta({ description: 'Lines that said what another line of the batch says.' }),
    known: z.int().meta({ description: 'Readings that were there already with the same value.' }),
    replaced: z.int().meta({ description: 'Readings that take the place of an earlier value; the earlier one stays.' }),
    outOfOrder: z.int(),
    faulty: z.int().meta({ description: 'Lines left out because they could not be read.' }),
    fromAt: instant.nullable(),
    toAt: instant.nullable(),
    contentSha256: sha256,
    recordedAt: instant,
    recordedByName: z.string(),
  })
  .meta({ id: 'MeterBatch' });

export const readingFault = z
  .object({ code: z.enum([...readingFaults, 'value_differs', 'unknown_stream', 'line_unreadable']), line: z.int(), text: z.string() })
  .meta({ id: 'ReadingFault' });

const flagCounts = z.partialRecord(z.enum(useFlags), z.int());
export const meterUse = z
  .object({
    key: z.string().meta({ description: 'Local hour, day or month, or the beginning of an interval.' }),
    from: instant,
    to: instant,
    use: figureText.nullable(),
    /** Shares of the time, per cent with two decimals. */
    measured: z.string(),
    estimated: z.string(),
    substituted: z.string(),
    missing: z.string(),
    flags: flagCounts,
  })
  .meta({ id: 'MeterUse' });
export const meterGap = z
  .object({ from: instant, to: instant, fromLocal: z.string(), toLocal: z.string(), kind: z.enum(useFlags), intervals: z.int() })
  .meta({ id: 'MeterGap' });
export const meterMonth = z
  .object({
    streamId: id,
    month,
    unit: z.string(),
    quantity: z.enum(meteredQuantities),
    use: figureText.nullable(),
    measured: z.string(),
    estimated: z.string(),
    substituted: z.string().meta({ description: 'Share of the time for which a fill gives the value.' }),
    missing: z.string(),
    flags: flagCounts,
    /** What each fill put into the month, in order of time. */
    fills: z.array(z.object({ id, method: z.enum(fillMethods), intervals: z.int(), use: figureText })),
    readings: z.int(),
    /** SHA-256 over the readings that the month rests on, in order, and what was put in where there were none: what refers to the month names it. */
    readingsSha256: sha256,
    findings: z.array(finding),
  })
  .meta({ id: 'MeterMonth' });

export const meterCorrection = z
  .object({
    id,
    streamId: id,
    at: instant,
    atLocal: z.string(),
    oldValue: figureText.nullable(),
    newValue: figureText,
    reason: z.string(),
    state: z.enum(['requested', 'approved', 'refused']),
    requestedAt: instant,
    requestedByName: z.string(),
    requestedByMe: z.boolean(),
    decidedAt: instant.nullable(),
    decidedByName: z.string().nullable(),
    decisionReason: z.string(),
    version: z.int(),
  })
  .meta({ id: 'MeterCorrection' });

/** A gap to be filled, and how. */
export const meterFillInput = z.strictObject({
  from: instant,
  to: instant,
  method: z.enum(fillMethods),
  statedUse: decimalInput.nullable().default(null).meta({ description: "Of `stated`: the use of the whole gap in the stream's unit." }),
});
export const meterFill = z
  .object({
    id,
    streamId: id,
    from: instant,
    to: instant,
    fromLocal: z.string(),
    toLocal: z.string(),
    method: z.enum(fillMethods),
    statedUse: figureText.nullable(),
    reason: z.string(),
    recordedAt: instant,
    recordedByName: z.string(),
    withdrawnAt: instant.nullable(),
    withdrawnByName: z.string().nullable(),
    withdrawalReason: z.string(),
    version: z.int(),
  })
  .meta({ id: 'MeterFill' });

/** A row of the month grid that a stream's month may go into. */
export const takeOverRow = z.object({
  parameter: z.string(),
  fuelStreamId: id.nullable(),
  title: z.object({ zh: z.string(), en: z.string() }),
  unit: z.string(),
});

export const largestReadingBytes = 64 * 1024 * 1024;
export const mostReadings = 1_000_000;

export const readingsTaken = z
  .object({
    stored: z.boolean(),
    batches: z.array(
      meterBatch.omit({ id: true, number: true, recordedAt: true, recordedByName: true }).extend({ id: id.nullable(), code: z.string() }),
    ),
    faults: z.array(readingFault),
    faultCount: z.int(),
    /** Of a file: its headings, which of them were read, and its first lines. */
    columns: z.array(z.string()),
    mapping: z.object({ stamp: z.string(), time: z.string(), value: z.string(), stream: z.string() }),
    sample: z.array(z.array(z.string())),
  })
  .meta({ id: 'ReadingsTaken' });
