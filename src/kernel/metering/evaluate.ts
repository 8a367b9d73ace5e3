import { figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { Decimal } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import { aggregateUse, type UseBucket, type UseStep } from './aggregate.ts';
import { type FillMethod, fillGaps, type GapFill } from './fill.ts';
import type { MeterVersion, StampSettings } from './settings.ts';
import { type ReadingValue, type UseFlag, type UseInterval, useOf } from './use.ts';
import { printWall, type Zone } from './zone.ts';

export const meterMethod = {
  id: 'meter-aggregate',
  version: 1,
  title: { zh: '计量读数汇总', en: 'Use from meter readings' },
  source: 'docs/spec/meter-readings.md',
} as const;

export const flagWords: Readonly<Record<UseFlag, Text>> = {
  estimated: { zh: '缺口均摊的估算值', en: 'estimated: a gap spread evenly' },
  substituted: { zh: '缺口由替代值补上', en: 'substituted: a gap filled by a stated method' },
  roll_over: { zh: '表码翻转', en: 'register rolled over' },
  stuck: { zh: '读数长时间不变', en: 'no change for longer than the set time' },
  spike: { zh: '突变', en: 'far above the middle of its day' },
  above_daily_maximum: { zh: '超过日最大量程', en: 'above what the meter can measure in a day' },
  negative: { zh: '负值', en: 'negative' },
  overlap: { zh: '与前一时段重叠', en: 'overlaps the interval before' },
  missing: { zh: '缺失', en: 'missing' },
  register_error: { zh: '表码回退且无法解释，无用量', en: 'the register fell without a roll-over: no value' },
  register_changed: { zh: '换表，无用量', en: 'a new register: no value' },
  corrected: { zh: '已更正的读数', en: 'a corrected reading' },
};

const warnings: ReadonlySet<UseFlag> = new Set([
  'stuck',
  'spike',
  'above_daily_maximum',
  'negative',
  'overlap',
  'missing',
  'register_changed',
  'estimated',
  'substituted',
]);

/** What is to be said of some intervals, one finding for each flag. */
export function useFindings(intervals: readonly UseInterval[]): Finding[] {
  const counts = new Map<UseFlag, number>();
  for (const one of intervals) for (const flag of one.flags) counts.set(flag, (counts.get(flag) ?? 0) + 1);
  return [...counts].map(([flag, n]) => ({
    code: `meter_${flag}`,
    severity: flag === 'register_error' ? 'error' : warnings.has(flag) ? 'warning' : 'info',
    place: { symbol: 'use' },
    text: { zh: `${n} 个时段：${flagWords[flag].zh}`, en: `${n} ${n === 1 ? 'interval' : 'intervals'}: ${flagWords[flag].en}` },
    source: meterMethod.source,
  }));
}

const percent = (seconds: number, of: UseBucket) => new Decimal(seconds).times(100).div(of.to - of.from);

function conventionsOf(stamps: StampSettings, version: MeterVersion): Convention[] {
  const say = (symbol: string, zh: string, en: string, value: string, unit = ''): Convention => ({
    symbol,
    at: {},
    title: { zh, en },
    value,
    unit,
    from: 'input',
    source: meterMethod.source,
    confidence: 'high',
  });
  return [
    say('zone', '时区', 'Time zone', stamps.zone),
    say('midnight', '0:00 归属', 'What 0:00 does', stamps.midnight),
    say('multiplier', '倍率', 'Multiplier', version.multiplier.toFixed(), '1'),
  ];
}

/** How each method is written where a figure is explained. */
const fillFormulas: Readonly<Record<FillMethod, string>> = {
  linear: 'Δt × (rate before + (rate after − rate before) × time between)',
  neighbour_day: 'use of the nearest day at the same clock',
  weekday_mean: 'mean of the same weekday and clock, four weeks before and after',
  stated: 'stated use × Δt / length of the gap',
};

/** A node of its own for each fill: what it put in. */
function tellFill(sheet: Sheet, unit: string, fill: GapFill, within: readonly UseInterval[], zone: Zone): void {
  const own = within.filter((one) => one.fill === fill.id);
  const use = own.reduce<Decimal | null>((sum, one) => (one.use ? (sum ?? new Decimal(0)).plus(one.use) : sum), null);
  const local = (at: number) => printWall(at + zone.offsetAt(at));
  sheet.step(figure('filled', '替代用量', 'Substituted use', unit, 3), { from: local(fill.from) }, use, {
    formula: fillFormulas[fill.method],
    substituted: `${local(fill.from)} – ${local(fill.to)}: ${own.length} intervals${fill.stated ? `; stated ${fill.stated.toFixed()} ${unit}` : ''}`,
    uses: [],
    clause: fill.method,
    source: meterMethod.source,
  });
}

export interface MeterInput {
  readonly stamps: StampSettings;
  readonly zone: Zone;
  readonly versions: readonly MeterVersion[];
  readonly unit: string;
  readonly step: UseStep;
  /** In order of time, each instant once. */
  readonly readings: readonly ReadingValue[];
  /** Gaps that were filled, and how; they do not overlap. */
  readonly fills?: readonly GapFill[];
  /** Instants; without them the span of the readings. */
  readonly span?: { readonly from: number; readonly to: number };
}

/** Use by hour, day or month with coverage and flags, and how each figure came about. */
export function evaluateMeter(input: MeterInput, told: readonly Finding[] = []): Evaluation {
  const { zone, versions, unit, step } = input;
  const fills = input.fills ?? [];
  const intervals = fillGaps(useOf(input.readings, versions, zone), fills, versions, zone);
  const [first, last] = [intervals[0], intervals.at(-1)];
  const span = input.span ?? { from: first?.from ?? 0, to: last?.to ?? 0 };
  const within = intervals.filter((one) => one.from >= span.from && one.from < span.to);
  const buckets = aggregateUse(within, step, zone, span.from, span.to);
  const sheet = openSheet();
  const use = figure('use', '用量', 'Use', unit, 3);
  const shares = [
    [figure('measured', '实测时间占比', 'Share of the time measured', '%', 2), 'measured'],
    [figure('estimated', '估算时间占比', 'Share of the time estimated', '%', 2), 'estimated'],
    ...(fills.length > 0 ? [[figure('substituted', '替代时间占比', 'Share of the time substituted', '%', 2), 'substituted'] as const] : []),
    [figure('missing', '缺失时间占比', 'Share of the time missing', '%', 2), 'missing'],
  ] as const;
  const kind = versions[0]?.kind ?? 'interval';
  const formula = kind === 'register' ? 'Σ (register after − register before) × multiplier' : 'Σ reading × multiplier';
  const clause = kind === 'register' ? 'register' : 'interval';
  const uses: string[] = [];
  for (const bucket of buckets) {
    const at = { [step]: bucket.key };
    const note = Object.entries(bucket.flags).map(([flag, n]) => `${flag} ${n}`);
    const facts = {
      formula,
      substituted: `${bucket.intervals} intervals${note.length > 0 ? `; ${note.join(', ')}` : ''}`,
      uses: [],
      clause,
    };
    const node = sheet.step(use, at, bucket.use, { ...facts, source: meterMethod.source });
    if (bucket.use) uses.push(node);
    for (const [put, key] of shares)
      sheet.step(put, at, percent(bucket[key], bucket), { formula: `${key} seconds / seconds`, uses: [], source: meterMethod.source });
  }
  for (const fill of fills) tellFill(sheet, unit, fill, within, zone);
  const total = buckets.reduce<Decimal | null>((sum, one) => (one.use ? (sum ?? new Decimal(0)).plus(one.use) : sum), null);
  sheet.step(figure('use_total', '用量合计', 'Use in total', unit, 3), {}, total, {
    formula: `Σ use by ${step}`,
    uses,
    source: meterMethod.source,
  });
  const version = versions.at(-1);
  return sheet.result(meterMethod, [...told, ...useFindings(within)], version ? conventionsOf(input.stamps, version) : []);
}
