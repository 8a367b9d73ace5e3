import type { Finding } from '../../finding.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { Decimal, zero } from '../../quantity/decimal.ts';
import { type Figure, openSheet } from '../uncertainty/sheet.ts';
import { type Band, type CompletedHour, completeMonth, countsOf, type History } from './complete.ts';
import { co2Density, figuresOf, type Reading } from './reading.ts';
import { daysOf, statisticsOf } from './report.ts';

export interface MonthInput {
  readonly hours: readonly Reading[];
  /** kg/Nm³; 1.963 unless said otherwise. */
  readonly density?: Decimal;
  readonly bands: readonly Band[];
  /** Valid emissions of the hours before, oldest first. */
  readonly history?: History;
}

const figure = (symbol: string, zh: string, en: string, unit: string, digits: number): Figure => ({
  symbol,
  title: { zh, en },
  unit,
  digits,
});

export const measuredMonthFigures = {
  hour: figure('E_hour', '小时排放量', 'Emission of the hour', 'tCO2', 3),
  day: figure('E_day', '日排放量', 'Emission of the day', 'tCO2', 3),
  total: figure('E_total', '合计排放量', 'Emission in total', 'tCO2', 3),
  availability: figure('availability', '数据有效率', 'Availability', '%', 2),
  hours: figure('hours', '小时数', 'Hours', '1', 0),
  substituted: figure('hours_substituted', '替代小时数', 'Substituted hours', '1', 0),
  stopped: figure('hours_stopped', '停运小时数', 'Hours stopped', '1', 0),
  missing: figure('hours_missing', '缺失且无法替代的小时数', 'Missing hours without a substitute', '1', 0),
  mean: figure('mean', '日值平均', 'Mean of the days', '', 3),
  greatest: figure('greatest', '日值最大', 'Greatest day', '', 3),
  least: figure('least', '日值最小', 'Least day', '', 3),
  count: figure('count', '日数', 'Days', '1', 0),
  sum: figure('sum', '日值合计', 'Sum of the days', '', 3),
} as const;

export const measuredMonthMethod = {
  id: 'cems-month',
  version: 1,
  title: { zh: '连续监测：月度汇总（替代、日值、C.8 统计）', en: 'Continuous monitoring: a month (substitution, daily values, table C.8)' },
  source: 'CETS-AG-03.01-V01-2024 表 C.8; HJ 75-2017',
} as const;

export function substitutionFindings(completed: readonly CompletedHour[], source: string): Finding[] {
  const { substituted, missing } = countsOf(completed);
  const findings: Finding[] = [];
  if (substituted > 0)
    findings.push({
      code: 'substituted_hours',
      severity: 'info',
      place: { symbol: 'hours_substituted' },
      text: {
        zh: `${substituted} 个小时没有有效读数，按规则以此前有效小时的最大排放量替代`,
        en: `${substituted} hours have no valid reading; the greatest emission of the valid hours before stands in`,
      },
      source,
    });
  if (missing > 0)
    findings.push({
      code: 'cannot_substitute',
      severity: 'warning',
      place: { symbol: 'hours_missing' },
      text: {
        zh: `${missing} 个小时没有有效读数，此前也没有有效小时，未计入合计`,
        en: `${missing} hours have no valid reading and no valid hour before them; they are not in the total`,
      },
      cure: {
        zh: '补充更早的小时数据，或说明该月合计不完整',
        en: 'Take in earlier hours, or say that the total of the month is incomplete',
      },
      source,
    });
  return findings;
}

/** A month of hours: emissions hour by hour, substituted where needed, daily values and the statistics of table C.8. Hours come in order, each once. */
export function evaluateMeasuredMonth(input: MonthInput): Evaluation {
  const f = measuredMonthFigures;
  const density = input.density ?? new Decimal(co2Density);
  const given = input.hours.map((one) => ({ hour: one.hour, stopped: one.status === 'stopped', figures: figuresOf(one, density) }));
  const completed = completeMonth(given, input.bands, [...(input.history ?? [])]);
  const days = daysOf(completed, new Map(input.hours.map((one) => [one.hour, one])));
  const sheet = openSheet();
  const source = measuredMonthMethod.source;
  const facts = (formula: string, clause: string, uses: readonly string[] = []) => ({ formula, substituted: '', uses, clause, source });
  const hours = new Map<string, string[]>();
  for (const one of completed) {
    if (one.emission === null) continue;
    const formula =
      one.state === 'substituted' ? `max of ${one.lookedBack} valid hours before` : one.state === 'stopped' ? '0' : 'c × Q_dry';
    const day = one.hour.slice(0, 10);
    const node = sheet.step(f.hour, { day, hour: one.hour.slice(11) }, one.emission, facts(formula, 'E_h = c/100 × Q_dry × 1.963 × 10⁻³'));
    hours.set(day, [...(hours.get(day) ?? []), node]);
  }
  const sums = days.flatMap(({ day, values }) =>
    values.emission ? [sheet.step(f.day, { day }, values.emission, facts('Σ E_hour', '日合计', hours.get(day) ?? []))] : [],
  );
  const total = days.reduce((sum, day) => sum.plus(day.values.emission ?? zero), zero);
  sheet.step(f.total, {}, total, facts('Σ E_day', '合计', sums));
  const counts = countsOf(completed);
  if (counts.availability) sheet.step(f.availability, {}, counts.availability, facts('valid / (hours − stopped)', '数据有效率'));
  for (const [put, value] of [
    [f.hours, counts.hours],
    [f.substituted, counts.substituted],
    [f.stopped, counts.stopped],
    [f.missing, counts.missing],
  ] as const)
    sheet.step(put, {}, new Decimal(value), facts('count', '数据有效率'));
  for (const one of statisticsOf(days)) {
    const at = { field: one.field.key };
    const like = (put: Figure): Figure => ({ ...put, unit: one.field.unit, digits: one.field.digits });
    if (one.mean) sheet.step(like(f.mean), at, one.mean, facts('mean of days', '表 C.8'));
    if (one.greatest) sheet.step(like(f.greatest), at, one.greatest, facts('max of days', '表 C.8'));
    if (one.least) sheet.step(like(f.least), at, one.least, facts('min of days', '表 C.8'));
    sheet.step(f.count, at, new Decimal(one.count), facts('n', '表 C.8'));
    if (one.total) sheet.step(like(f.sum), at, one.total, facts('Σ days', '表 C.8'));
  }
  return sheet.result(measuredMonthMethod, substitutionFindings(completed, source), [
    {
      symbol: 'density',
      at: {},
      title: { zh: 'CO2 标态密度', en: 'Density of CO2' },
      value: density.toFixed(),
      unit: 'kg/Nm3',
      from: density.eq(co2Density) ? 'default' : 'input',
      source,
      confidence: 'high',
    },
    {
      symbol: 'substitution',
      at: {},
      title: { zh: '替代规则', en: 'Rule of substitution' },
      value: input.bands.map((band) => `≥${band.availabilityFrom.toFixed()} % ≤${band.gapTo ?? '∞'} h: ${band.lookBackHours} h`).join('; '),
      unit: '',
      from: 'default',
      source: 'HJ 75-2017',
      confidence: 'medium',
    },
  ]);
}
