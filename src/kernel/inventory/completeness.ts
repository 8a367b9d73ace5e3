import { monthsBetween } from '../calendar/month.ts';
import type { Finding } from '../finding.ts';
import { Decimal, parseDecimal, print, zero } from '../quantity/decimal.ts';
import type { SourceWork } from './gather.ts';
import type { Completeness, Exclusion, InventoryInput, SignificanceResult, SourceResult } from './inventory.ts';

export type SourceStanding = Pick<SourceResult, 'months' | 'state'>;

/** How much of what a source should have is there. A figure for the whole period stands for all of its months. */
export function standingOf(work: SourceWork, input: InventoryInput): SourceStanding {
  const expected = work.source.monthly ? monthsBetween(input.from, input.to) + 1 : 1;
  const whole = work.monthsPresent.has(null);
  const present = whole
    ? expected
    : Math.min(work.source.monthly ? work.monthsPresent.size : Math.min(1, work.monthsPresent.size), expected);
  const months = { expected, present };
  if (present === 0) return { months, state: 'none' };
  if (work.groups.some((group) => group.factor === null || group.coefficients.all.length === 0)) return { months, state: 'no_factor' };
  return { months, state: present < expected ? 'partial' : 'complete' };
}

export function completenessOf(standings: readonly SourceStanding[]): Completeness {
  const count = (state: SourceStanding['state']) => standings.filter((one) => one.state === state).length;
  const expected = standings.reduce((sum, one) => sum + one.months.expected, 0);
  const present = standings.reduce((sum, one) => sum + one.months.present, 0);
  const monthsPct = expected === 0 ? new Decimal(100) : new Decimal(present).dividedBy(expected).times(100);
  return {
    sources: standings.length,
    complete: count('complete'),
    partial: count('partial'),
    none: count('none'),
    noFactor: count('no_factor'),
    monthsPct: print(monthsPct),
  };
}

/** Sources without data or with months missing, each by name. */
export function missingData(works: readonly SourceWork[], standings: readonly SourceStanding[]): Finding[] {
  return works.flatMap(({ source }, i) => {
    const standing = standings[i];
    if (!standing || (standing.state !== 'none' && standing.state !== 'partial')) return [];
    const { present, expected } = standing.months;
    const at = { source: source.code };
    const none = standing.state === 'none';
    return [
      {
        ...{ code: none ? 'source_without_data' : 'months_missing', severity: 'warning' as const, place: { symbol: 'amount', at } },
        text: none
          ? { zh: `${source.code} ${source.name.zh} 没有数据`, en: `${source.code} ${source.name.en} has no data` }
          : { zh: `${source.code} 缺 ${expected - present} 个月的数据`, en: `${source.code} lacks ${expected - present} months` },
        cure: { zh: '录入数据，或把它列入排除项并说明理由', en: 'Enter data, or exclude it with the reason' },
      },
    ];
  });
}

/** Share of the total from which what is left out together has to be looked at again: ISO 14064-1 sets none, this is the usual 5 %. */
const mostExcludedPct = new Decimal(5);

export function judgeExclusions(
  exclusions: readonly Exclusion[],
  significance: readonly SignificanceResult[],
  total: Decimal,
): { readonly exclusions: { readonly estimate: string; readonly pct: string }; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  let estimate = zero;
  for (const one of exclusions) {
    estimate = estimate.plus(parseDecimal(one.estimate) ?? zero);
    const at = { category: one.category };
    const place = { symbol: 'exclusion', at };
    const weighty = significance.find((judged) => judged.category === one.category && judged.significant);
    if (weighty || one.category.startsWith('1') || one.category.startsWith('2'))
      findings.push({
        ...{ code: 'excluded_though_significant', severity: 'warning', place, clause: '5.2.3' },
        text: {
          zh: `“${one.name}”被排除，而类别 ${one.category} ${weighty ? '被判为重大' : '应完整报告'}`,
          en: `“${one.name}” is left out although category ${one.category} ${weighty ? 'is significant' : 'has to be reported in full'}`,
        },
        cure: { zh: '纳入清单，或补充排除的充分理由', en: 'Take it in, or give reasons that carry the exclusion' },
      });
    if (one.estimate === null)
      findings.push({
        ...{ code: 'exclusion_without_estimate', severity: 'info', place },
        text: { zh: `“${one.name}”没有估算量`, en: `“${one.name}” has no estimated size` },
        cure: { zh: '估算其大小，或在理由中说明为何不能', en: 'Estimate it, or say in the reason why that cannot be done' },
      });
  }
  const whole = total.plus(estimate);
  const pct = whole.greaterThan(0) ? estimate.dividedBy(whole).times(100) : zero;
  if (pct.greaterThan(mostExcludedPct))
    findings.push({
      ...{ code: 'exclusions_large', severity: 'warning', place: { symbol: 'exclusion' } },
      text: {
        zh: `排除项合计估算占总量的 ${pct.toFixed(2)}%，超过 5%`,
        en: `What is left out is estimated at ${pct.toFixed(2)} % of the total, above 5 %`,
      },
      cure: { zh: '缩小排除范围', en: 'Leave out less' },
    });
  return { exclusions: { estimate: print(estimate), pct: print(pct) }, findings };
}
