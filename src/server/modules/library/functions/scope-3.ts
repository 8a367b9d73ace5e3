import { scope3Input, spendInput } from '../../../../contract/scope-3.ts';
import { evaluateScope3, scope3Figures, scope3Method } from '../../../../kernel/inventory/scope-3/evaluate-scope-3.ts';
import { evaluateSpend, spendFigures, spendMethod } from '../../../../kernel/inventory/scope-3/evaluate-spend.ts';
import type { PriceTables } from '../../../../kernel/inventory/scope-3/prices.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const line = ['line'];

/** What is given counts before what the product ships; a year the caller gives replaces the shipped one. */
function tablesOf(
  given: { exchange_rates?: PriceTables['rates'] | undefined; price_indices?: PriceTables['indices'] | undefined },
  shipped: PriceTables,
): PriceTables {
  return { rates: [...(given.exchange_rates ?? []), ...shipped.rates], indices: [...(given.price_indices ?? []), ...shipped.indices] };
}

export const spendBasedEmissions = kernelCalculation({
  ...spendMethod,
  summary: {
    zh: '采购额去税、换汇、平减到因子的货币与价格年，乘以环境扩展投入产出因子；汇率与价格指数可由调用者给出，缺少时采用所附的年度数据并注明来源。',
    en: 'Spend without deductible tax, converted and deflated to the currency and price year of the factor, times an input-output factor. Rates and indices may be given; otherwise the yearly figures that come with the product are used and named.',
  },
  input: spendInput,
  outputs: outputsOf(spendFigures, { net_spend: line, rate: line, deflator: line, base_spend: line, emission: ['line', 'way'] }),
  example: {
    lines: [
      {
        ...{ id: 'steel structures', amount: '11300000', currency: 'CNY', year: 2023, tax_rate: '0.13' },
        factor: { value: '0.5', unit: 'kgCO2e/USD2022', source: 'an example' },
      },
    ],
  },
  run: (input, _methods, _books, { prices }) => evaluateSpend({ lines: input.lines, order: input.order, tables: tablesOf(input, prices) }),
});

export const scope3Line = kernelCalculation({
  ...scope3Method,
  summary: {
    zh: '范围三各行按供应商特定 → 混合 → 平均数据（活动数据）→ 支出的次序取数据允许的最具体方法，写明选择与理由，并列出其他有数据的方法的结果；含通勤、差旅、货运、废弃物、产品使用、报废处理、租赁资产与投资。',
    en: 'Lines of scope 3, each by the most specific method its data allow (supplier, hybrid, average data, spend), with the choice, its reason and the results of the other methods beside it; commuting, travel, freight, waste, use and end of life of products, leased assets, investments.',
  },
  input: scope3Input,
  outputs: [
    ...outputsOf(spendFigures, { net_spend: line, rate: line, deflator: line, base_spend: line }, ['emission', 'total']),
    ...outputsOf(scope3Figures, {
      ...{ method: line, term: ['line', 'way', 'term'], emission: ['line', 'way'], line_emission: line, category_emission: ['category'] },
    }),
  ],
  example: {
    lines: [
      {
        ...{ id: 'cement', category: 1 },
        supplier: { amount: '200', unit: 't', factor: { value: '0.62', unit: 'tCO2e/t', source: 'supplier' } },
        spend: { amount: '90000', currency: 'CNY', year: 2023, factor: { value: '1.1', unit: 'kgCO2e/USD2022' } },
      },
      {
        ...{ id: 'parcels', category: 4 },
        activity: {
          kind: 'freight',
          legs: [{ id: 'road', mass_t: '10', distance_km: '250', factor: { value: '0.1', unit: 'kgCO2e/(t*km)' } }],
        },
      },
    ],
  },
  run: (input, _methods, _books, { prices }) => evaluateScope3({ lines: input.lines, order: input.order, tables: tablesOf(input, prices) }),
});
