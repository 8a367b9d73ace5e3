import { cheapestCoverInput } from '../../../../contract/cover.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { coverFigures, coverMethod, evaluateCheapestCover } from '../../../../kernel/trading/cover/evaluate-cheapest-cover.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { solveModel } from '../solver.ts';
import { bookOf, outputsOf } from './book-of.ts';

const sets: Readonly<Record<string, readonly string[]>> = {
  quantity: ['plan', 'source'],
  used: ['plan', 'source', 'plant'],
  cost: ['plan'],
  cost_more: ['plan'],
  scenario_cost: ['plan', 'scenario'],
  tail_cost: ['plan'],
  marginal_cost: ['plant'],
  shadow_price: ['limit', 'of'],
  lacking: ['limit', 'of'],
  obligation_units: ['plant'],
  credit_limit: ['plant'],
};

const dayOf = (text: string | undefined) => (text === undefined ? undefined : present(parseDay(text), 'a day that the schema let through'));

export const cheapestCover = kernelCalculation({
  ...coverMethod,
  summary: {
    zh: '在年度规则、可用数量、预算和整吨约束下求成本最低的履约组合：现在或以后买配额、上限内的核证自愿减排量、存量各年度、集团内调剂、解除质押；可给价格情景和尾部权重。给出起约束作用的限额及影子价格、次优方案；无解时给出最小的冲突限额。',
    en: 'The cheapest lawful mix under the year’s rules, quantities, budgets and whole tonnes: allowances now or later, credits within their limit, vintages held, units of other plants, pledges released; price scenarios and a weight of the tail where given. Tells which limits bind and their shadow prices, the next-best plans, or the smallest set of limits in conflict.',
  },
  input: cheapestCoverInput,
  outputs: outputsOf(coverFigures, sets, ['obligation', 'price']),
  example: {
    year: 2025,
    plants: [{ plant: 'a', obligation: '2450000' }],
    periods: [{ period: '2026-11', budget: '30000000' }],
    sources: [
      { source: 'CEA25 held', kind: 'holding', vintage: '2025', plant: 'a', available: '2200000' },
      { source: 'CEA25', kind: 'purchase', vintage: '2025', period: '2026-11', price: '74.63' },
      { source: 'CCER', kind: 'purchase', unit: 'credit', registered: '2025-03-06', period: '2026-11', price: '70.76' },
    ],
  },
  run: (input, _methods, books) => {
    const sources = input.sources.map((one) => ({ ...one, registered: dayOf(one.registered) }));
    return evaluateCheapestCover({ ...input, day: dayOf(input.day), sources }, bookOf(books, 'cn-ets/compliance-rules'), solveModel);
  },
});
