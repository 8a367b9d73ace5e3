import { z } from 'zod';
import { hourStatuses } from '../kernel/emission/direct-measurement/reading.ts';
import { endpoint } from './endpoint.ts';
import { finding } from './library.ts';
import { dataYear, decimalInput, decimalText, id, instant, longText, month, sha256, shortText, text } from './values.ts';

/** Direct measurement (CEMS): stacks, hourly readings, monthly report, comparison with the calculated value (A.8). */

const basis = z.enum(['dry', 'wet']);
const given = decimalInput.nullable().default(null);
const localHour = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3])$/)
  .meta({ id: 'LocalHour', description: 'Beginning of an hour, local time: YYYY-MM-DDTHH.' });

export const measuredHourInput = z
  .strictObject({
    hour: localHour,
    status: z.enum(hourStatuses).default('valid'),
    co2Percent: given,
    co2GramPerNm3: given,
    concentrationBasis: basis.default('dry'),
    flow: given,
    flowBasis: basis.default('dry'),
    moisturePercent: given,
    o2Percent: given,
    temperatureC: given,
    velocityMs: given,
    loadPercent: given,
  })
  .meta({ id: 'MeasuredHourDraft' });

/** The calculation of a month without storing anything. */
export const measuredMonthInput = z.strictObject({
  hours: z.array(measuredHourInput).min(1).max(744),
  density: decimalInput.optional(),
  /** Which valid hours before a gap are looked at; the first band that holds. Rules by year: data/measurement/rules.yaml. */
  bands: z
    .array(
      z.strictObject({ availability_from: decimalInput, gap_to: z.int().min(1).nullable(), look_back_hours: z.int().min(1).max(8784) }),
    )
    .min(1)
    .max(10),
  /** Valid emissions of the hours before, tCO2, oldest first. */
  history: z.array(decimalInput).max(2160).optional(),
});

export const stackInput = z.strictObject({
  code: z.string().trim().min(1).max(40),
  name: shortText,
  nameEn: shortText,
  concentrationBasis: basis.default('dry'),
  flowBasis: basis.default('dry'),
  location: z.string().trim().max(300).default(''),
});
export const stack = z
  .object({
    ...stackInput.shape,
    id,
    unitId: id,
    firstHour: z.string().nullable(),
    lastHour: z.string().nullable(),
    hourCount: z.int(),
  })
  .meta({ id: 'MeasuredStack' });

export const measuredBatch = z
  .object({
    id,
    stackId: id,
    number: z.int(),
    way: z.enum(['csv', 'push']),
    rows: z.int(),
    fromHour: z.string(),
    toHour: z.string(),
    replaced: z.int().meta({ description: 'Hours that were there before; the earlier readings stay as earlier versions.' }),
    contentSha256: sha256,
    recordedAt: instant,
    recordedByName: z.string(),
  })
  .meta({ id: 'MeasuredBatch' });

const rule = z.object({
  status: z.enum(['trial', 'binding']),
  prevails: z.enum(['calculation', 'measurement']),
  thresholdPercent: z.string(),
  document: text,
  confidence: z.string(),
});

const comparison = {
  measured: decimalText.nullable(),
  measuredShown: z.string().nullable(),
  calculated: decimalText.nullable(),
  calculatedShown: z.string().nullable(),
  difference: z.string().nullable(),
  differencePercent: z.string().nullable(),
  needsExplanation: z.boolean(),
  explanation: z.object({ reason: z.string(), at: instant, byName: z.string(), current: z.boolean() }).nullable(),
};
const counts = {
  expected: z.int(),
  valid: z.int(),
  substituted: z.int(),
  stopped: z.int(),
  missing: z.int(),
  availability: z.string().nullable(),
};

export const measuredYear = z
  .object({
    unitId: id,
    year: z.int(),
    rule: rule.nullable(),
    substitution: z.object({ title: text, document: text, confidence: z.string() }),
    stacks: z.array(stack),
    months: z.array(z.object({ month, ...comparison, ...counts })),
    batches: z.array(measuredBatch),
  })
  .meta({ id: 'MeasuredYear' });

export const measuredMonth = z
  .object({
    unitId: id,
    month,
    rule: rule.nullable(),
    stacks: z.array(
      z.object({
        stack,
        ...counts,
        total: z.string().nullable(),
        fields: z.array(
          z.object({
            key: z.string(),
            title: text,
            unit: z.string(),
            mean: z.string().nullable(),
            greatest: z.string().nullable(),
            least: z.string().nullable(),
            count: z.int(),
            total: z.string().nullable(),
          }),
        ),
        days: z.array(
          z.object({
            day: z.string(),
            values: z.record(z.string(), z.string()),
            ...{ valid: z.int(), substituted: z.int(), stopped: z.int(), missing: z.int() },
          }),
        ),
        hours: z.array(
          z.object({
            hour: z.string(),
            state: z.enum(['valid', 'substituted', 'stopped', 'missing']),
            status: z.enum(hourStatuses).nullable(),
            emission: z.string().nullable(),
            lookedBack: z.int().nullable(),
            gap: z.int().nullable(),
          }),
        ),
        findings: z.array(finding),
      }),
    ),
    ...comparison,
  })
  .meta({ id: 'MeasuredMonth' });

const unitParams = z.object({ unitId: id });
const stackParams = z.object({ stackId: id });
const monthParams = z.object({ unitId: id, month });

/** A CSV of hours may be so large; a year has 8,784 rows, about 1 MB. */
export const largestHoursBytes = 20 * 1024 * 1024;
export const mostHours = 30_000;

export const directMeasurementEndpoints = {
  listStacks: endpoint({
    name: 'measurement.listStacks',
    method: 'GET',
    path: '/api/v1/units/{unitId}/stacks',
    summary: { zh: '机组的连续监测点', en: "A unit's monitored stacks" },
    access: { action: 'emission.read' },
    params: unitParams,
    reply: z.object({ items: z.array(stack) }),
    refusals: ['not_found'],
  }),
  addStack: endpoint({
    name: 'measurement.addStack',
    method: 'POST',
    path: '/api/v1/units/{unitId}/stacks',
    summary: { zh: '登记连续监测点', en: 'Add a monitored stack' },
    access: { action: 'measurement.record' },
    params: unitParams,
    body: stackInput,
    reply: stack,
    status: 201,
    refusals: ['not_found', 'already_exists'],
  }),
  importHours: endpoint({
    name: 'measurement.importHours',
    method: 'POST',
    path: '/api/v1/stacks/{stackId}/hours/csv',
    summary: { zh: '导入小时数据（CSV，全部成功或全部不保存）', en: 'Take in hours from CSV, all or nothing' },
    description: {
      zh: '请求体为 UTF-8 的 CSV，首行为表头：hour, co2_pct 或 co2_g_nm3, flow, flow_basis, moisture, o2, temperature, velocity, load, status；时间为整点的起始时刻（当地时间）。最大 20 MB。',
      en: 'The body is CSV in UTF-8 with a head: hour, co2_pct or co2_g_nm3, flow, flow_basis, moisture, o2, temperature, velocity, load, status; the time is the beginning of the hour, local. At most 20 MB.',
    },
    access: { action: 'measurement.record' },
    params: stackParams,
    requestMedia: 'application/octet-stream',
    reply: measuredBatch,
    status: 201,
    refusals: ['not_found', 'file_too_large'],
  }),
  pushHours: endpoint({
    name: 'measurement.pushHours',
    method: 'POST',
    path: '/api/v1/stacks/{stackId}/hours',
    summary: { zh: '推送小时数据', en: 'Push hours' },
    access: { action: 'emission.push' },
    params: stackParams,
    body: z.strictObject({ hours: z.array(measuredHourInput).min(1).max(2000) }),
    reply: measuredBatch,
    status: 201,
    refusals: ['not_found'],
  }),
  readMeasuredYear: endpoint({
    name: 'measurement.readYear',
    method: 'GET',
    path: '/api/v1/units/{unitId}/years/{year}/measurement',
    summary: { zh: '全年监测值与核算值逐月比对', en: 'Measured and calculated values month by month' },
    access: { action: 'emission.read' },
    params: z.object({ unitId: id, year: dataYear }),
    reply: measuredYear,
    refusals: ['not_found'],
  }),
  readMeasuredMonth: endpoint({
    name: 'measurement.readMonth',
    method: 'GET',
    path: '/api/v1/units/{unitId}/months/{month}/measurement',
    summary: { zh: '一个月的小时值、日值与 C.8 月报', en: 'Hours, days and the monthly report C.8 of a month' },
    access: { action: 'emission.read' },
    params: monthParams,
    reply: measuredMonth,
    refusals: ['not_found'],
  }),
  exportMeasuredMonth: endpoint({
    name: 'measurement.exportMonth',
    method: 'GET',
    path: '/api/v1/units/{unitId}/months/{month}/measurement.csv',
    summary: { zh: '导出 C.8 日均值月报（CSV）', en: 'The daily-mean monthly report C.8 as CSV' },
    access: { action: 'emission.read' },
    params: monthParams,
    query: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown(),
    replyMedia: 'text/csv',
    refusals: ['not_found'],
  }),
  explainDifference: endpoint({
    name: 'measurement.explainDifference',
    method: 'POST',
    path: '/api/v1/units/{unitId}/months/{month}/measurement/explanation',
    summary: { zh: '说明监测值与核算值的差异', en: 'Explain the difference of measured and calculated value' },
    access: { action: 'measurement.record' },
    params: monthParams,
    body: z.strictObject({ reason: longText.min(1) }),
    reply: measuredMonth,
    refusals: ['not_found', 'wrong_state', 'reason_required'],
  }),
} as const;
