import { present } from '../../assert.ts';
import { faultyInput } from '../../asset/faulty-input.ts';
import type { Day } from '../../calendar/day.ts';
import { convention, figure, openSheet } from '../../emission/uncertainty/sheet.ts';
import type { Finding } from '../../finding.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { decimal } from '../../quantity/decimal.ts';
import { Refusal } from '../../refusal.ts';
import { type DayForm, readPriceFile } from './price-file.ts';
import { priceSeries } from './series.ts';
import { estimated } from './sheet-figures.ts';
import { greatestDrawdown, logReturns, meanOf, type PricePoint, sampleDeviation, spacingOf, weightedCovariance } from './statistics.ts';

interface GivenFile {
  readonly text: string;
  readonly day: string;
  readonly price: string;
  readonly volume?: string | undefined;
  readonly day_form?: DayForm | undefined;
  readonly from?: Day | undefined;
}

export interface PriceStatisticsInput {
  readonly unit: string;
  readonly prices: readonly { readonly day: Day; readonly price: string | number; readonly volume?: string | number | undefined }[];
  /** The same as a market's CSV text, in place of `prices`; `from`: days before it are left out. */
  readonly file?: GivenFile | undefined;
  readonly lambda: string | number;
  readonly days_of_year: number;
}

export const priceFigures = {
  count: figure('count', '价格个数', 'Prices', '1'),
  first_day: figure('first_day', '首日', 'First day'),
  last_day: figure('last_day', '末日', 'Last day'),
  last: figure('last', '最新价', 'Last price', 'CNY/tCO2', 2),
  least: figure('least', '最低价', 'Least price', 'CNY/tCO2', 2),
  greatest: figure('greatest', '最高价', 'Greatest price', 'CNY/tCO2', 2),
  mean: figure('mean', '平均价', 'Mean price', 'CNY/tCO2', 2),
  vwap: figure('vwap', '成交量加权均价', 'Price weighted by volume', 'CNY/tCO2', 4),
  sigma: figure('sigma', '单步对数收益率标准差', 'Standard deviation of log returns', '%', 4),
  sigma_year: figure('sigma_year', '年化波动率', 'Volatility of a year', '%', 2),
  sigma_ewma: figure('sigma_ewma', '指数加权标准差', 'Exponentially weighted deviation', '%', 4),
  drawdown: figure('drawdown', '最大回撤', 'Greatest drawdown', '%', 2),
  drawdown_from: figure('drawdown_from', '回撤起点（高点）', 'Drawdown from (high)'),
  drawdown_to: figure('drawdown_to', '回撤终点（低点）', 'Drawdown to (low)'),
  longest_gap: figure('longest_gap', '相邻价格的最长间隔', 'Longest time between prices', 'd'),
} as const;
const f = priceFigures;

export const priceStatisticsMethod = {
  id: 'price-statistics',
  version: 1,
  title: { zh: '价格统计', en: 'Statistics of prices' },
  source: 'docs/spec/risk.md',
} as const;

/** Said where days between prices differ by more than weekends: returns of longer steps then count like those of a day. */
export function spacingFinding(points: readonly PricePoint[], path: string, name = ''): Finding[] {
  const { long, longest } = spacingOf(points);
  if (long === 0) return [];
  const steps = points.length - 1;
  const of = name === '' ? { zh: '', en: '' } : { zh: `${name}：`, en: `${name}: ` };
  return [
    {
      code: 'uneven_days',
      severity: 'warning',
      place: { path },
      text: {
        zh: `${of.zh}${steps} 个价格间隔中有 ${long} 个超过 4 天（最长 ${longest} 天），收益率未按间隔长度调整`,
        en: `${of.en}${long} of ${steps} steps between prices are longer than 4 days (the longest ${longest}); returns are not adjusted for it`,
      },
      cure: { zh: '改用间隔均匀的时段，不要用插值补齐', en: 'Use a stretch with even days; do not fill it by interpolation' },
      source: 'docs/spec/risk.md',
    },
  ];
}

/** Prices as given, or as the file gives them with its faults. */
function given({ prices, file }: PriceStatisticsInput): { prices: PriceStatisticsInput['prices']; findings: readonly Finding[] } {
  if (!file) return { prices, findings: [] };
  if (prices.length > 0) {
    const [zh, en] = ['prices 与 file 只能给一个', 'Give either prices or file'];
    throw faultyInput('/file', zh, en, '去掉其中一个', 'Leave one of them out');
  }
  const { rows, findings } = readPriceFile(file.text, { ...file, dayForm: file.day_form });
  if (rows.length === 0) throw new Refusal('invalid_input', { findings: findings.slice(0, 100) });
  const kept = rows.filter(({ day }) => file.from === undefined || day >= file.from);
  return { prices: kept.map(({ day, price, volume }) => ({ day, price: price.toFixed(), volume: volume?.toFixed() })), findings };
}

/** What a series of closing prices says. */
export function evaluatePriceStatistics(whole: PriceStatisticsInput): Evaluation {
  const sheet = openSheet();
  const { prices: rows, findings } = given(whole);
  const input = { ...whole, prices: rows };
  const points = priceSeries(rows, '/prices');
  const prices = points.map(({ price }) => price);
  const returns = logReturns(prices);
  const put = (one: (typeof f)[keyof typeof f], value: number, formula: string) =>
    sheet.step(one.unit === 'CNY/tCO2' ? { ...one, unit: input.unit } : one, {}, estimated(value), { formula, substituted: '', uses: [] });
  const word = (one: (typeof f)[keyof typeof f], value: string | null, formula: string) =>
    sheet.step(one, {}, value, { formula, substituted: '', uses: [] });
  const [first, last] = [present(points[0], 'a first price'), present(points.at(-1), 'a last price')];
  put(f.count, points.length, 'n');
  word(f.first_day, first.day, 'first day');
  word(f.last_day, last.day, 'last day');
  put(f.last, last.price, 'p_n');
  put(f.least, Math.min(...prices), 'min p');
  put(f.greatest, Math.max(...prices), 'max p');
  put(f.mean, meanOf(prices), 'Σ p / n');
  const traded = input.prices.filter(({ volume }) => volume !== undefined);
  const volume = traded.reduce((sum, one) => sum.plus(decimal(one.volume ?? 0)), decimal(0));
  if (volume.greaterThan(0)) {
    const money = traded.reduce((sum, one) => sum.plus(decimal(one.price).times(decimal(one.volume ?? 0))), decimal(0));
    sheet.step({ ...f.vwap, unit: input.unit }, {}, money.dividedBy(volume), {
      formula: 'Σ p·volume / Σ volume',
      substituted: '',
      uses: [],
    });
  }
  const sigma = sampleDeviation(returns);
  const lambda = Number(input.lambda);
  put(f.sigma, sigma * 100, 'sqrt(Σ (r − mean r)² / (n − 1)), r = ln(p_t / p_(t−1))');
  put(f.sigma_year, sigma * Math.sqrt(input.days_of_year) * 100, `sigma · sqrt(${input.days_of_year})`);
  put(f.sigma_ewma, Math.sqrt(weightedCovariance(returns, returns, lambda)) * 100, 's²_t = λ·s²_(t−1) + (1 − λ)·r²_t, s²_1 = r²_1');
  const fall = greatestDrawdown(points);
  put(f.drawdown, fall.share * 100, 'max(1 − p_t / max p up to t)');
  word(f.drawdown_from, fall.high?.day ?? null, 'day of the high');
  word(f.drawdown_to, fall.low?.day ?? null, 'day of the low');
  put(f.longest_gap, spacingOf(points).longest, 'days between neighbours');
  const spec = 'docs/spec/risk.md';
  const conventions = [
    convention('returns', { zh: '收益率', en: 'Returns' }, 'log', 'default', spec),
    convention('deviation', { zh: '标准差', en: 'Standard deviation' }, 'sample_n_minus_1', 'default', spec),
    convention('ewma', { zh: '指数加权', en: 'Exponential weights' }, `lambda ${lambda}, from first squared return`, 'input', spec),
    convention('days_of_year', { zh: '年交易日', en: 'Trading days of a year' }, String(input.days_of_year), 'input', spec),
    convention('drawdown', { zh: '回撤', en: 'Drawdown' }, 'closing_prices', 'default', spec),
  ];
  return sheet.result(priceStatisticsMethod, [...findings, ...spacingFinding(points, '/prices')], conventions);
}
