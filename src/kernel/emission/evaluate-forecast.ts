import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, decimal } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import { defaultSpread, type Forecast, forecastYear, p90Quantile } from './forecast.ts';
import { convention, type Figure, openSheet } from './uncertainty/sheet.ts';

const figure = (symbol: string, zh: string, en: string, unit: string): Figure => ({ symbol, title: { zh, en }, unit, digits: 2 });
const source = 'docs/spec/year-forecast.md';
export const forecastMethod = {
  id: 'year-forecast',
  version: 1,
  title: { zh: '年度预测', en: 'Forecast of a year' } satisfies Text,
  source: 'docs/spec/year-forecast.md; IPCC 2006 vol. 1 ch. 3 (normal quantile)',
};
export const forecastFigures = [
  { symbol: 'month_forecast', title: { zh: '月度预测', en: 'Forecast of the month' }, unit: '', per: ['month'] },
  { symbol: 'so_far', title: { zh: '已有月份合计', en: 'Months so far' }, unit: '', per: [] },
  { symbol: 'remaining', title: { zh: '其余月份预测', en: 'Remaining months' }, unit: '', per: [] },
  { symbol: 'total', title: { zh: '全年预测', en: 'Forecast of the year' }, unit: '', per: [] },
  { symbol: 'p10', title: { zh: '全年预测下限 P10', en: 'Lower end P10' }, unit: '', per: [] },
  { symbol: 'p90', title: { zh: '全年预测上限 P90', en: 'Upper end P90' }, unit: '', per: [] },
] as const;

export interface ForecastInput {
  readonly unit: string;
  readonly months: readonly {
    readonly month: string;
    readonly actual?: string | null | undefined;
    readonly last_year?: string | null | undefined;
  }[];
  readonly quantile?: string | undefined;
  readonly fallback_spread?: string | undefined;
}

/** `forecastYear` as a named calculation. */
export function evaluateForecast(input: ForecastInput): Evaluation {
  const sheet = openSheet();
  const { unit } = input;
  const options = {
    quantile: decimal(input.quantile ?? p90Quantile.toFixed()),
    fallbackSpread: decimal(input.fallback_spread ?? defaultSpread.toFixed()),
  };
  const months = input.months.map((m) => ({ month: m.month, actual: read(m.actual), lastYear: read(m.last_year) }));
  const ids = months.flatMap((m) => [
    ...(m.actual ? [sheet.input(figure('actual', '当年值', 'Value of the year', unit), { month: m.month }, m.actual)] : []),
    ...(m.lastYear ? [sheet.input(figure('last_year', '上年同月', 'Same month last year', unit), { month: m.month }, m.lastYear)] : []),
  ]);
  const found = forecastYear(months, options);
  if (found !== null) tell(sheet, found, unit, ids);
  const chosen = (given: string | undefined) => (given === undefined ? ('default' as const) : ('input' as const));
  const missing = found === null ? months.map((m) => m.month) : found.unknown;
  const findings = missing.map((month) => ({
    code: 'month_unknown',
    severity: 'warning' as const,
    place: { at: { month } },
    text: {
      zh: `${month}：当年和上年均无数据，未计入预测`,
      en: `${month}: neither this year nor last year has data; it is not in the forecast`,
    },
  }));
  return sheet.result(forecastMethod, findings, [
    convention('quantile', { zh: '区间分位点 z', en: 'z of the range' }, options.quantile.toFixed(), chosen(input.quantile), source),
    convention(
      'fallback_spread',
      { zh: '可回看月份不足 3 个时的月度标准差', en: 'Spread of a month where fewer than three can be looked back on' },
      options.fallbackSpread.toFixed(),
      chosen(input.fallback_spread),
      source,
    ),
  ]);
}

function read(value: string | null | undefined): Decimal | null {
  return value === undefined || value === null ? null : decimal(value);
}

function tell(sheet: ReturnType<typeof openSheet>, found: Forecast, unit: string, uses: readonly string[]): void {
  for (const m of found.months.filter((one) => one.from === 'forecast')) {
    sheet.step(figure('month_forecast', '月度预测', 'Forecast of the month', unit), { month: m.month }, m.value, {
      formula: '(last_year + mean(actual)) / 2',
      substituted: m.value.toFixed(2),
      uses,
    });
  }
  const steps = [
    ['so_far', '已有月份合计', 'Months so far', found.soFar, 'sum(actual)'],
    ['remaining', '其余月份预测', 'Remaining months', found.remaining, 'sum(month_forecast)'],
    ['total', '全年预测', 'Forecast of the year', found.total, 'so_far + remaining'],
    ['p10', '全年预测下限 P10', 'Lower end P10', found.p10, 'total - z * sigma * sqrt(r + r^2 / n)'],
    ['p90', '全年预测上限 P90', 'Upper end P90', found.p90, 'total + z * sigma * sqrt(r + r^2 / n)'],
  ] as const;
  for (const [symbol, zh, en, value, formula] of steps)
    sheet.step(figure(symbol, zh, en, unit), {}, value, { formula, substituted: value.toFixed(2), uses });
}
