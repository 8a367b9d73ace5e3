import type { Finding } from '../../finding.ts';
import { Decimal, zero } from '../../quantity/decimal.ts';
import { Refusal } from '../../refusal.ts';
import type { Inventory, Parameter } from './sources.ts';

/** Approach 1 of IPCC 2006 vol. 1 chapter 3: error propagation, equations 3.1 and 3.2, percentages of the 95 % interval. */
export interface SourceUncertainty {
  /** Equation 3.1: ± % of the source. */
  readonly percent: Decimal;
  /** (U·x/Σx)², in %²: what the source adds to the square of the total's uncertainty where nothing is correlated. */
  readonly contribution: Decimal;
  /** Share of the total's variance, correlations included; they add to 1. */
  readonly share: Decimal;
}

export interface TotalUncertainty {
  readonly total: Decimal;
  /** Equation 3.2: ± % of the total. */
  readonly percent: Decimal;
  /** ± in the sources' own unit. */
  readonly halfWidth: Decimal;
  readonly sources: readonly SourceUncertainty[];
  readonly findings: readonly Finding[];
}

/** The ± a parameter enters with: the greater side where they differ. */
export function wider({ lower, upper }: Pick<Parameter, 'lower' | 'upper'>): Decimal {
  return Decimal.max(lower, upper);
}

/** Quadratic form Σᵢⱼ ρᵢⱼ aᵢ aⱼ over the parameters, and each row's part of it. */
export function quadratic(inventory: Inventory, amounts: readonly Decimal[]): { whole: Decimal; parts: Decimal[] } {
  const parts = amounts.map((own, i) => {
    let sum = own.times(own);
    if (!inventory.correlated) return sum;
    for (const [j, other] of amounts.entries()) {
      const r = i === j ? null : inventory.correlation(i, j);
      if (r) sum = sum.plus(own.times(other).times(r));
    }
    return sum;
  });
  return { whole: parts.reduce((sum, part) => sum.plus(part), zero), parts };
}

/** The quadratic form over the parameters of one source, whose value is left out. */
function squareWithin({ parameters, correlation }: Inventory, own: readonly number[]): Decimal {
  const sides = own.map((i) => (parameters[i] ? wider(parameters[i]) : zero));
  return sides.reduce((sum, side, at) => {
    const crossed = sides.reduce((all, other, to) => {
      const r = at === to ? null : correlation(own[at] ?? 0, own[to] ?? 0);
      return r ? all.plus(side.times(other).times(r)) : all;
    }, side.times(side));
    return sum.plus(crossed);
  }, zero);
}

function impossible(): Refusal {
  return new Refusal('invalid_input', {
    findings: [
      {
        code: 'correlations_contradict',
        severity: 'error',
        place: { path: '/correlations' },
        text: { zh: '相关系数彼此矛盾（合计方差为负）', en: 'The coefficients contradict each other (the variance is negative)' },
        cure: { zh: '检查每一对参数的相关系数', en: 'Check the coefficient of each pair' },
      },
    ],
  });
}

/** U of each source (3.1) and of their sum (3.2); with correlations the cross terms 2·ρ·Uᵢxᵢ·Uⱼxⱼ are added in both. */
export function propagate(inventory: Inventory): TotalUncertainty {
  const { sources, parameters } = inventory;
  const total = sources.reduce((sum, source) => sum.plus(source.value), zero);
  const amounts = parameters.map((one) => wider(one).times(sources[one.source]?.value ?? zero));
  const { whole, parts } = quadratic(inventory, amounts);
  if (whole.lt(0)) throw impossible();
  const halfWidth = whole.sqrt().dividedBy(100);
  const told = sources.map((source): SourceUncertainty => {
    const square = squareWithin(inventory, source.parameters);
    if (square.lt(0)) throw impossible();
    const percent = square.sqrt();
    const part = source.parameters.reduce((sum, i) => sum.plus(parts[i] ?? zero), zero);
    return {
      percent,
      contribution: percent.times(source.value).dividedBy(total).pow(2),
      share: whole.isZero() ? zero : part.dividedBy(whole),
    };
  });
  return { total, percent: halfWidth.dividedBy(total.abs()).times(100), halfWidth, sources: told, findings: remarks(inventory, told) };
}

/** Above this share of the mean, the standard deviation is too large for approach 1 (IPCC 2006 vol. 1 §3.2.3.1: 0.3); in ± % of the 95 % interval. */
const largest = new Decimal('58.8');

function remarks({ sources, parameters }: Inventory, told: readonly SourceUncertainty[]): Finding[] {
  const source = 'IPCC 2006 vol. 1 ch. 3 §3.2.3.1';
  const uneven = parameters.flatMap((one): Finding[] =>
    one.lower.eq(one.upper)
      ? []
      : [
          {
            code: 'asymmetric_uncertainty',
            severity: 'warning',
            place: { symbol: 'U', at: { source: sources[one.source]?.name ?? '', parameter: one.name } },
            text: {
              zh: `${one.address}：区间不对称（−${one.lower.toFixed()} % / +${one.upper.toFixed()} %），方法 1 取较大的一侧`,
              en: `${one.address}: the interval is asymmetric (−${one.lower.toFixed()} % / +${one.upper.toFixed()} %); approach 1 takes the greater side`,
            },
            cure: { zh: '不对称的区间请用蒙特卡罗（方法 2）', en: 'Use Monte Carlo (approach 2) for asymmetric intervals' },
            source,
          },
        ],
  );
  const wide = told.flatMap(({ percent }, i): Finding[] =>
    percent.lte(largest)
      ? []
      : [
          {
            code: 'uncertainty_large',
            severity: 'warning',
            place: { symbol: 'U_source', at: { source: sources[i]?.name ?? '' } },
            text: {
              zh: `${sources[i]?.name ?? ''}：±${percent.toFixed(1)} %，标准差超过数值的 30 %，误差传播只是近似`,
              en: `${sources[i]?.name ?? ''}: ±${percent.toFixed(1)} %; the standard deviation is above 30 % of the value, error propagation is only approximate`,
            },
            cure: { zh: '改用蒙特卡罗（方法 2）核对', en: 'Check it with Monte Carlo (approach 2)' },
            source,
          },
        ],
  );
  return [...uneven, ...wide];
}
