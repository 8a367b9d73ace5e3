import { isDay } from '../../calendar/day.ts';
import type { Finding } from '../../finding.ts';
import { parseDecimal, print } from '../../quantity/decimal.ts';
import { type HourStatus, hourStatuses, type Reading } from './reading.ts';

/** Columns of a CSV of hours, with the headings that are understood; case, blanks and units in brackets do not matter. */
const headings = {
  hour: ['hour', 'time', 'datetime', '时间', '小时', '数据时间'],
  status: ['status', 'flag', '状态', '标记', '数据标记'],
  co2Percent: ['co2_pct', 'co2_percent', 'co2vol', 'co2浓度', 'co2体积浓度'],
  co2GramPerNm3: ['co2_g_nm3', 'co2_mass', 'co2质量浓度'],
  concentrationBasis: ['co2_basis', 'concentration_basis', '浓度基准'],
  flow: ['flow', 'flow_nm3_h', '流量', '烟气流量', '标干流量', '标态流量'],
  flowBasis: ['flow_basis', '流量基准'],
  moisturePercent: ['moisture', 'moisture_pct', '湿度', '含湿量', '烟气湿度'],
  o2Percent: ['o2', 'o2_pct', '氧', '氧含量', 'o2浓度'],
  temperatureC: ['temperature', 'temperature_c', '温度', '烟气温度', '烟温'],
  velocityMs: ['velocity', 'velocity_m_s', '流速', '烟气流速'],
  loadPercent: ['load', 'load_pct', '负荷', '机组负荷'],
} as const;
export type HourColumn = keyof typeof headings;
const hourColumns: readonly HourColumn[] = [
  ...(['hour', 'status', 'co2Percent', 'co2GramPerNm3', 'concentrationBasis', 'flow', 'flowBasis', 'moisturePercent'] as const),
  ...(['o2Percent', 'temperatureC', 'velocityMs', 'loadPercent'] as const),
];

function isHeading(column: HourColumn, words: string): boolean {
  const names: readonly string[] = headings[column];
  return names.includes(words);
}

const limits: Readonly<Partial<Record<HourColumn, readonly [number, number]>>> = {
  co2Percent: [0, 100],
  co2GramPerNm3: [0, 2000],
  flow: [0, 1e8],
  moisturePercent: [0, 99],
  o2Percent: [0, 25],
  temperatureC: [-50, 500],
  velocityMs: [0, 100],
  loadPercent: [0, 150],
};

const statusWords: Readonly<Record<string, HourStatus>> = {
  ...Object.fromEntries(hourStatuses.map((one) => [one, one])),
  ...{
    '': 'valid',
    n: 'valid',
    正常: 'valid',
    有效: 'valid',
    m: 'maintenance',
    维护: 'maintenance',
    c: 'calibration',
    校准: 'calibration',
    校验: 'calibration',
  },
  ...{ d: 'fault', 故障: 'fault', f: 'stopped', 停运: 'stopped', 停炉: 'stopped', 停机: 'stopped' },
};

const basisWords: Readonly<Record<string, 'dry' | 'wet'>> = { dry: 'dry', wet: 'wet', 干: 'dry', 干基: 'dry', 湿: 'wet', 湿基: 'wet' };

/** Fields of one line (RFC 4180); quoted fields may hold commas, not line breaks. */
export function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  let [field, quoted] = ['', false];
  for (let i = 0; i < line.length; i += 1) {
    const c = line[i] ?? '';
    if (quoted && c === '"' && line[i + 1] === '"') {
      field += '"';
      i += 1;
    } else if (c === '"') quoted = !quoted;
    else if (c === ',' && !quoted) {
      fields.push(field.trim());
      field = '';
    } else field += c;
  }
  fields.push(field.trim());
  return fields;
}

function plain(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[（(［[].*$/, '')
    .replaceAll(/\s/g, '')
    .replaceAll('\u2082', '2');
}

function fault(findings: Finding[], line: number, code: string, zh: string, en: string, cure: { zh: string; en: string }): void {
  findings.push({ code, severity: 'error', place: { line }, text: { zh: `第 ${line} 行：${zh}`, en: `Line ${line}: ${en}` }, cure });
}

/** Columns by name; null with a finding where the hour or everything measured is missing. */
export function columnsOf(head: string, findings: Finding[]): Map<HourColumn, number> | null {
  const found = new Map<HourColumn, number>();
  for (const [i, heading] of fieldsOf(head.replace(/^\uFEFF/, '')).entries()) {
    const words = plain(heading);
    for (const column of hourColumns) if (!found.has(column) && isHeading(column, words)) found.set(column, i);
  }
  if (found.has('hour') && found.has('flow') && (found.has('co2Percent') || found.has('co2GramPerNm3'))) return found;
  fault(
    findings,
    1,
    'columns_missing',
    '缺少必需的列（小时、CO2 浓度、流量）',
    'needed columns are missing (hour, CO2 concentration, flow)',
    {
      zh: '表头请用：hour, co2_pct 或 co2_g_nm3, flow, flow_basis, moisture, o2, temperature, velocity, load, status',
      en: 'Head the columns: hour, co2_pct or co2_g_nm3, flow, flow_basis, moisture, o2, temperature, velocity, load, status',
    },
  );
  return null;
}

/** `2024-07-01 05:00`, `2024/7/1 5:00`, `2024-07-01T05`; null for anything else. */
export function hourOf(text: string): string | null {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T]+(\d{1,2})(?::00(?::00)?)?(?:时|点)?$/.exec(text);
  if (!parts) return null;
  const two = (value: string | undefined) => (value ?? '').padStart(2, '0');
  const day = `${parts[1]}-${two(parts[2])}-${two(parts[3])}`;
  return isDay(day) && Number(parts[4]) < 24 ? `${day}T${two(parts[4])}` : null;
}

export interface HourDefaults {
  readonly concentrationBasis: 'dry' | 'wet';
  readonly flowBasis: 'dry' | 'wet';
}

/** One line as a reading; null with findings. Empty figures are not given; anything else must be a number within its limits. */
export function readHourLine(
  line: string,
  number: number,
  columns: ReadonlyMap<HourColumn, number>,
  defaults: HourDefaults,
  findings: Finding[],
): Reading | null {
  const fields = fieldsOf(line);
  const at = (column: HourColumn): string => {
    const place = columns.get(column);
    return place === undefined ? '' : (fields[place] ?? '');
  };
  const before = findings.length;
  const hour = hourOf(at('hour'));
  if (hour === null)
    fault(
      findings,
      number,
      'hour_unreadable',
      `时间“${at('hour').slice(0, 40)}”无法识别`,
      `the time "${at('hour').slice(0, 40)}" cannot be read`,
      {
        zh: '请写作 2024-07-01 05:00（整点，当地时间）',
        en: 'Write 2024-07-01 05:00 (full hours, local time)',
      },
    );
  const status = statusWords[at('status').toLowerCase()];
  if (status === undefined)
    fault(
      findings,
      number,
      'status_unknown',
      `状态“${at('status').slice(0, 40)}”不认识`,
      `the status "${at('status').slice(0, 40)}" is not known`,
      {
        zh: `可用：${hourStatuses.join('、')}，或 N、M、C、D、F`,
        en: `One of ${hourStatuses.join(', ')}, or N, M, C, D, F`,
      },
    );
  const figure = (column: HourColumn): string | null => {
    const text = at(column);
    if (text === '') return null;
    const value = parseDecimal(text);
    const [least, most] = limits[column] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (value?.gte(least) && value.lte(most)) return print(value);
    const shown = text.slice(0, 40);
    fault(
      findings,
      number,
      'figure_unreadable',
      `${column} 的“${shown}”不是 ${least} 至 ${most} 之间的数字`,
      `${column} "${shown}" is no number from ${least} to ${most}`,
      {
        zh: '改为不带单位和千位分隔的数字；没有读数请留空并标明状态',
        en: 'Write a number without unit and thousands separators; leave it empty and flag the hour where there is no reading',
      },
    );
    return null;
  };
  const reading = {
    co2Percent: figure('co2Percent'),
    co2GramPerNm3: figure('co2GramPerNm3'),
    concentrationBasis: basisWords[at('concentrationBasis').toLowerCase()] ?? defaults.concentrationBasis,
    flow: figure('flow'),
    flowBasis: basisWords[at('flowBasis').toLowerCase()] ?? defaults.flowBasis,
    moisturePercent: figure('moisturePercent'),
    o2Percent: figure('o2Percent'),
    temperatureC: figure('temperatureC'),
    velocityMs: figure('velocityMs'),
    loadPercent: figure('loadPercent'),
  };
  return hour === null || status === undefined || findings.length > before ? null : { hour, status, ...reading };
}
