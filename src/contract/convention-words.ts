import type { Text } from '../kernel/text.ts';

/** What the values of conventions are called (trading, asset, accounting). The value itself stays on the wire: results are compared by it. */
const known: Readonly<Record<string, Text>> = {
  'log; simple in historical simulation': { zh: '对数收益率；历史模拟用简单收益率', en: 'log; simple in historical simulation' },
  sample_n_minus_1: { zh: '样本标准差（n − 1）', en: 'of the sample (n − 1)' },
  exact: { zh: '精确值', en: 'exact' },
  zero: { zh: '取零', en: 'zero' },
  'floor((1-cl)n)+1 from the worst': { zh: '自最差起第 ⌊(1−置信度)·n⌋ + 1 个', en: 'number ⌊(1 − confidence)·n⌋ + 1 from the worst' },
  'mean of losses worse than VaR': { zh: '超过风险价值的损失的平均', en: 'mean of the losses worse than VaR' },
  sqrt_h: { zh: '乘以天数的平方根', en: 'times the square root of the days' },
  moving_average: { zh: '移动加权平均', en: 'moving average' },
  'scrambled Sobol, importance sampling': { zh: '扰动 Sobol 序列、重要性抽样', en: 'scrambled Sobol, importance sampling' },
  'xoshiro256++, ziggurat, blocks of 4096': {
    zh: 'xoshiro256++ 随机数、ziggurat 正态、每块 4,096 条',
    en: 'xoshiro256++, ziggurat normals, blocks of 4,096',
  },
  price_differences_common_days: { zh: '两者均有价格之日的价差', en: 'price differences on days both have' },
  volume_weighted_listed: { zh: '当日挂牌成交量加权平均', en: 'volume-weighted mean of the listed trades of the day' },
  simple: { zh: '单利', en: 'simple' },
  obligation_only: { zh: '仅含应清缴量的区间', en: 'of the obligation alone' },
  months_own_gaps: { zh: '各月缺口各自计算', en: 'of each month by itself' },
  end_of_year: { zh: '年末', en: 'end of the year' },
  expected_cost: { zh: '期望成本最低', en: 'least expected cost' },
  expected_prices: { zh: '期望价格', en: 'expected prices' },
  without_a_used_source: { zh: '不用某一已用来源', en: 'without a source that is used' },
  'HiGHS, integer tonnes, least cost within 1e-7': {
    zh: 'HiGHS，整数吨，成本误差 1e-7 以内',
    en: 'HiGHS, whole tonnes, least cost within 1e-7',
  },
  cost: { zh: '按成本', en: 'at cost' },
  market: { zh: '按市价', en: 'at market' },
  lower: { zh: '成本与市价孰低', en: 'lower of cost and market' },
  equity_share: { zh: '股权比例', en: 'equity share' },
  financial_control: { zh: '财务控制', en: 'financial control' },
  operational_control: { zh: '运行控制', en: 'operational control' },
  convert_then_deflate: { zh: '先换汇、后平减', en: 'converted first, then deflated' },
  deflate_then_convert: { zh: '先平减、后换汇', en: 'deflated first, then converted' },
  supplier: { zh: '供应商特定法', en: 'supplier-specific' },
  hybrid: { zh: '混合法', en: 'hybrid' },
  spend: { zh: '支出法', en: 'spend-based' },
  none: { zh: '无可用数据', en: 'no data' },
};

const patterns: readonly (readonly [RegExp, (value: string) => Text])[] = [
  [
    /^lambda (\S+), from first squared return$/,
    (value) => ({ zh: `λ = ${value}，自首个收益率平方起`, en: `λ = ${value}, from the first squared return` }),
  ],
  [
    /^(\S+ of the mean above \S+)$/,
    (value) => {
      const [weight = '', , , , , level = ''] = value.split(' ');
      return {
        zh: `期望成本，加 ${weight} × 超过分位 ${level} 的平均成本`,
        en: `expected cost, with ${weight} of the mean above quantile ${level}`,
      };
    },
  ],
];

/** The words of a convention's value; null where it is a number or a code of somebody's own. */
export function conventionWords(value: string): Text | null {
  if (Object.hasOwn(known, value)) return known[value] ?? null;
  for (const [pattern, tell] of patterns) {
    const found = pattern.exec(value);
    if (found) return tell(found[1] ?? '');
  }
  return null;
}
