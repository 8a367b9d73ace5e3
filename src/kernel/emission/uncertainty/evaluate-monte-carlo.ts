import type { Finding } from '../../finding.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { Decimal } from '../../quantity/decimal.ts';
import { blocksOf, type DrawnBlock, type DrawPlan, drawBlocks, drawPlan } from './monte-carlo.ts';
import { convention, type Figure, openSheet, type Sheet } from './sheet.ts';
import { type Inventory, readInventory, type UncertaintyInput } from './sources.ts';
import { type SampleSummary, sourcesOf, summarize, totalsOf } from './summary.ts';

export interface MonteCarloInput extends UncertaintyInput {
  readonly draws: number;
  readonly seed: number;
}

const figure = (symbol: string, zh: string, en: string, unit: string, digits: number): Figure => ({
  symbol,
  title: { zh, en },
  unit,
  digits,
});

export const monteCarloFigures = {
  total: figure('total', '合计排放量（给定值）', 'Total emission as given', 'tCO2', 2),
  mean: figure('mean', '样本均值', 'Mean of the sample', 'tCO2', 2),
  sd: figure('sd', '标准差', 'Standard deviation', 'tCO2', 2),
  half: figure('U_total', '合计不确定度（95 % 区间半宽）', 'Uncertainty of the total (half the 95 % interval)', '%', 3),
  lower: figure('U_lower', '95 % 区间下侧', 'Lower side of the 95 % interval', '%', 3),
  upper: figure('U_upper', '95 % 区间上侧', 'Upper side of the 95 % interval', '%', 3),
  low: figure('low', '95 % 区间下限', 'Lower end of the 95 % interval', 'tCO2', 2),
  high: figure('high', '95 % 区间上限', 'Upper end of the 95 % interval', 'tCO2', 2),
  percentile: figure('percentile', '分位数', 'Percentile', 'tCO2', 2),
  source: figure('U_source', '来源不确定度（1.96 σ）', 'Uncertainty of the source (1.96 σ)', '%', 3),
  share: figure('share', '占合计方差的份额', 'Share of the variance of the total', '%', 2),
  draws: figure('draws', '抽样次数', 'Draws', '1', 0),
  error: figure('standard_error', '合计不确定度的标准误（百分点）', 'Standard error of the total uncertainty (points)', '%', 4),
  checkpoint: figure('convergence', '前若干次抽样的合计不确定度', 'Uncertainty of the total after so many draws', '%', 3),
  binFrom: figure('bin_from', '直方图区间下限', 'Lower end of a bin', 'tCO2', 2),
  binCount: figure('bin_count', '直方图计数', 'Draws in a bin', '1', 0),
} as const;

const chapter = 'IPCC 2006 Guidelines vol. 1 ch. 3 §3.2.3.2';
const f = monteCarloFigures;

/** Twelve digits of a float: what a sample can say, and the same text on every machine. */
function decimalOf(value: number): Decimal {
  return new Decimal(value.toPrecision(12));
}

/** Above this standard error, in percentage points, the second decimal of the uncertainty is not settled. */
const settled = 0.02;

/** `given`: the total the sample was drawn around, where it is known. */
export function sampleFindings(summary: SampleSummary, given: number | null): Finding[] {
  const findings: Finding[] = [];
  if (summary.standardError > settled)
    findings.push({
      code: 'not_converged',
      severity: 'info',
      place: { symbol: 'U_total' },
      text: {
        zh: `合计不确定度的标准误为 ${summary.standardError.toFixed(3)} 个百分点`,
        en: `The uncertainty of the total has a standard error of ${summary.standardError.toFixed(3)} points`,
      },
      cure: { zh: '增加抽样次数：标准误随次数的平方根减小', en: 'Draw more: the standard error falls with the square root of the draws' },
      source: chapter,
    });
  const shift = given === null ? 0 : ((summary.mean - given) / Math.abs(given)) * 100;
  if (Math.abs(shift) > 1)
    findings.push({
      code: 'mean_shifted',
      severity: 'warning',
      place: { symbol: 'mean' },
      text: {
        zh: `样本均值与给定合计相差 ${shift.toFixed(2)} %：分布不对称或被截断`,
        en: `The mean of the sample differs from the total given by ${shift.toFixed(2)} %: distributions are skewed or truncated`,
      },
      cure: {
        zh: '核对不对称区间和截断范围；报告的排放量不因此改变',
        en: 'Check asymmetric intervals and truncations; the reported emission does not change by it',
      },
      source: chapter,
    });
  return findings;
}

export const monteCarloMethod = {
  id: 'uncertainty-monte-carlo',
  version: 1,
  title: { zh: '不确定度：蒙特卡罗（方法 2）', en: 'Uncertainty: Monte Carlo (approach 2)' },
  source: chapter,
} as const;

/** Tells what a sample says of its total, whose unit it is: mean, interval, percentiles, convergence, histogram. */
export function tellSample(sheet: Sheet, summary: SampleSummary, unit = 'tCO2'): void {
  const put = (one: Figure, value: number, formula: string, at = {}) =>
    sheet.step(one.unit === 'tCO2' ? { ...one, unit } : one, at, decimalOf(value), facts(formula));
  put(f.mean, summary.mean, 'Σ total / n');
  put(f.sd, summary.sd, 'sqrt(Σ (total − mean)² / (n − 1))');
  put(f.half, summary.halfPercent, '(p97.5 − p2.5) / 2 / mean');
  put(f.lower, summary.lowerPercent, '(mean − p2.5) / mean');
  put(f.upper, summary.upperPercent, '(p97.5 − mean) / mean');
  const of = (percent: string) => summary.percentiles.find((one) => one.percent === percent)?.value ?? Number.NaN;
  put(f.low, of('2.5'), 'p2.5');
  put(f.high, of('97.5'), 'p97.5');
  for (const { percent, value } of summary.percentiles) put(f.percentile, value, `p${percent}`, { percentile: percent });
  put(f.draws, summary.draws, 'n');
  put(f.error, summary.standardError, 'sd of ten parts / sqrt(10)');
  for (const { draws, halfPercent } of summary.checkpoints) put(f.checkpoint, halfPercent, `first ${draws}`, { draws: String(draws) });
  for (const [i, bin] of summary.histogram.entries()) {
    const at = { bin: String(i + 1).padStart(2, '0') };
    put(f.binFrom, bin.from, 'p0.05 … p99.95 in equal bins', at);
    put(f.binCount, bin.count, 'draws from here to the next bin', at);
  }
}

const facts = (formula: string) => ({ formula, substituted: '', uses: [], source: chapter });

/** Tells what was drawn as a result with derivation. The blocks are those of the plan, in order. */
export function monteCarloResult(inventory: Inventory, plan: DrawPlan, blocks: readonly DrawnBlock[]): Evaluation {
  const summary = summarize(totalsOf(blocks));
  const values = plan.sources.map((source) => source.value);
  const given = values.reduce((sum, value) => sum + value, 0);
  const sheet = openSheet();
  const put = (one: Figure, value: number, formula: string, at = {}) => sheet.step(one, at, decimalOf(value), facts(formula));
  put(f.total, given, 'Σ value');
  tellSample(sheet, summary);
  for (const [i, own] of sourcesOf(blocks, values).entries()) {
    const at = { source: inventory.sources[i]?.name ?? '' };
    put(f.source, own.percent, '1.96 σ / value', at);
    put(f.share, own.share * 100, 'cov(source, total) / var(total)', at);
  }
  const conventions = [
    convention('seed', { zh: '随机种子', en: 'Seed' }, String(plan.seed), 'input', 'xoshiro128**, ziggurat'),
    convention('interval', { zh: '区间', en: 'Interval' }, '95 %', 'default', chapter),
    convention('correlation', { zh: '相关性', en: 'Correlation' }, 'Gaussian copula', 'default', chapter),
  ];
  return sheet.result(monteCarloMethod, sampleFindings(summary, given), conventions);
}

/** Monte Carlo over a list of sources, all in one place. Refuses with every fault of the list. */
export function evaluateMonteCarlo(input: MonteCarloInput): Evaluation {
  const inventory = readInventory(input);
  const plan = drawPlan(inventory, input.draws, input.seed);
  return monteCarloResult(inventory, plan, drawBlocks(plan, 0, blocksOf(plan.draws)));
}
