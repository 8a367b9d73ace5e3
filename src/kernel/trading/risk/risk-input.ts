import { faultyInput } from '../../asset/faulty-input.ts';
import type { Day } from '../../calendar/day.ts';
import { identity, lowerTriangle } from '../../emission/uncertainty/correlation.ts';
import { priceSeries } from './series.ts';
import { commonPrices, logReturns, type PricePoint, sampleCovariance, simpleReturns, weightedCovariance } from './statistics.ts';

type Given = string | number;

export const riskMethods = ['parametric', 'historical', 'ewma', 'monte_carlo'] as const;
export type RiskMethod = (typeof riskMethods)[number];

export interface GivenTrade {
  readonly side: 'buy' | 'sell' | 'use';
  readonly tonnes: Given;
  readonly price: Given;
  readonly fee?: Given | undefined;
}

export interface GivenPosition {
  readonly factor: string;
  /** Whole tonnes, short negative. Left out where `trades` tell it. */
  readonly tonnes?: Given | undefined;
  readonly price: Given;
  /** Standard deviation of a day's log return, %; from `prices` where it is left out. */
  readonly daily_volatility_percent?: Given | undefined;
  readonly prices?: readonly { readonly day: Day; readonly price: Given }[] | undefined;
  readonly trades?: readonly GivenTrade[] | undefined;
}

export interface MarketRiskInput {
  /** Of every price: what figures of money are told in; CNY where it is left out. */
  readonly currency?: string | undefined;
  readonly positions: readonly GivenPosition[];
  readonly correlations: readonly { readonly a: string; readonly b: string; readonly coefficient: Given }[];
  readonly methods: readonly RiskMethod[];
  readonly confidence: Given;
  readonly days: number;
  /** The normal quantile, where another than the exact one is wanted (1.645). */
  readonly z?: Given | undefined;
  readonly lambda: Given;
  readonly monte_carlo?: { readonly paths: number; readonly seed: number; readonly sampling: 'plain' | 'sobol' } | undefined;
  readonly shortfalls: readonly { readonly factor: string; readonly tonnes: Given; readonly cap: Given }[];
  readonly stress: readonly {
    readonly scenario: string;
    readonly moves: readonly { readonly factor: string; readonly percent?: Given | undefined; readonly price?: Given | undefined }[];
  }[];
  readonly counterparties: readonly {
    readonly counterparty: string;
    readonly value: Given;
    readonly owed?: Given | undefined;
    readonly collateral?: Given | undefined;
    readonly netting: boolean;
    readonly limit?: Given | undefined;
  }[];
  readonly limits: readonly { readonly limit: string; readonly measure: string; readonly at?: string | undefined; readonly most: Given }[];
  readonly warn_percent: Given;
}

/** Series of the factors on their common days, and what returns say of them together. */
export interface Returns {
  readonly series: readonly (readonly PricePoint[])[];
  readonly days: readonly Day[];
  readonly log: readonly (readonly number[])[];
  readonly simple: readonly (readonly number[])[];
}

/** Null when not every factor has prices. */
export function returnsOf(input: MarketRiskInput): Returns | null {
  if (input.positions.some(({ prices }) => prices === undefined)) return null;
  const series = input.positions.map(({ prices }, i) => priceSeries(prices ?? [], `/positions/${i}/prices`));
  const { days, prices } = commonPrices(series);
  if (days.length < 3) {
    const [zh, en] = ['各价格序列的共同日期不足 3 个', 'The series have fewer than three days in common'];
    throw faultyInput('/positions', zh, en, '补充共同日期的价格', 'Add prices of common days');
  }
  return { series, days, log: prices.map(logReturns), simple: prices.map(simpleReturns) };
}

function matrix(n: number, of: (i: number, j: number) => number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => of(i, j)));
}

/** Covariances of a day's log returns: volatilities and coefficients given, or the sample's where none are. */
export function covariancesOf(input: MarketRiskInput, returns: Returns | null): number[][] {
  const { positions } = input;
  const factors = positions.map(({ factor }) => factor);
  const sample = (i: number, j: number) => (returns ? sampleCovariance(returns.log[i] ?? [], returns.log[j] ?? []) : Number.NaN);
  const daily = positions.map(({ daily_volatility_percent: given, factor }, i) => {
    if (given !== undefined) return Number(given) / 100;
    if (returns) return Math.sqrt(sample(i, i));
    const [zh, en] = [
      `${factor}：既没有波动率也没有（各品种都有的）价格序列`,
      `${factor}: neither a volatility nor prices (of every factor)`,
    ];
    throw faultyInput(`/positions/${i}`, zh, en, '给出 daily_volatility_percent 或 prices', 'Give daily_volatility_percent or prices');
  });
  const given = new Map<string, number>();
  for (const [k, { a, b, coefficient }] of input.correlations.entries()) {
    if (!factors.includes(a) || !factors.includes(b) || a === b) {
      const path = `/correlations/${k}`;
      throw faultyInput(
        path,
        `没有品种对 ${a}、${b}`,
        `There is no pair ${a}, ${b}`,
        `可用：${factors.join('、')}`,
        `There are: ${factors.join(', ')}`,
      );
    }
    given.set(`${factors.indexOf(a)} ${factors.indexOf(b)}`, Number(coefficient));
    given.set(`${factors.indexOf(b)} ${factors.indexOf(a)}`, Number(coefficient));
  }
  const coefficient = (i: number, j: number): number => {
    if (i === j) return 1;
    return given.get(`${i} ${j}`) ?? (returns ? sample(i, j) / Math.sqrt(sample(i, i) * sample(j, j)) : 0);
  };
  return matrix(positions.length, (i, j) => coefficient(i, j) * (daily[i] ?? 0) * (daily[j] ?? 0));
}

export function weightedCovariances(returns: Returns, lambda: number): number[][] {
  return matrix(returns.log.length, (i, j) => weightedCovariance(returns.log[i] ?? [], returns.log[j] ?? [], lambda));
}

/** Volatilities and the mixing of independent normals into correlated ones, row by row; refuses coefficients that contradict each other. */
export function mixingOf(covariances: readonly (readonly number[])[]): { daily: Float64Array; mixing: Float64Array } {
  const n = covariances.length;
  const daily = Float64Array.from(covariances, (row, i) => Math.sqrt(row[i] ?? 0));
  const r = identity(n);
  for (const [i, row] of r.entries()) {
    for (let j = 0; j < n; j += 1) {
      const both = (daily[i] ?? 0) * (daily[j] ?? 0);
      if (i !== j) row[j] = both === 0 ? 0 : (covariances[i]?.[j] ?? 0) / both;
    }
  }
  const l = lowerTriangle(r);
  if (l === null) {
    const [zh, en] = ['相关系数彼此矛盾，不构成相关矩阵', 'The coefficients contradict each other: they are no correlation matrix'];
    throw faultyInput('/correlations', zh, en, '核对相关系数', 'Check the coefficients');
  }
  return { daily, mixing: Float64Array.from(l.flatMap((row) => [...row])) };
}
