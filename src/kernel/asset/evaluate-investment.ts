import { convention, figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { Decimal } from '../quantity/decimal.ts';
import { faultyInput } from './faulty-input.ts';
import { appraise, type ProjectYear } from './investment.ts';

export const investmentFigures = {
  rate: figure('rate', '折现率', 'Discount rate', '1', 4),
  cash: figure('cash', '现金流（不含碳）', 'Cash flow without carbon', 'CNY', 2),
  reduction: figure('reduction', '减排量', 'Tonnes avoided', 'tCO2', 2),
  price: figure('price', '碳价', 'Carbon price', 'CNY/tCO2', 2),
  factor: figure('factor', '折现系数', 'Discount factor', '1', 6),
  carbon: figure('carbon', '碳收益', 'Carbon income', 'CNY', 2),
  cumulated: figure('cumulated', '累计折现现金流', 'Discounted, summed up', 'CNY', 2),
  npv_without: figure('npv_without', '不计碳的净现值', 'Present value without carbon', 'CNY', 2),
  npv_carbon: figure('npv_carbon', '碳收益现值', 'Present value of the carbon income', 'CNY', 2),
  npv: figure('npv', '净现值', 'Present value', 'CNY', 2),
  reduction_sum: figure('reduction_sum', '减排量合计', 'Tonnes avoided, all', 'tCO2', 2),
  break_even_price: figure('break_even_price', '盈亏平衡碳价', 'Carbon price of break-even', 'CNY/tCO2', 2),
  payback_year: figure('payback_year', '折现回收年', 'Year of discounted payback', '1'),
  irr: figure('irr', '内部收益率', 'Internal rate of return', '1', 6),
} as const;
const f = investmentFigures;

export const investmentMethod = {
  id: 'carbon-investment-appraisal',
  version: 1,
  title: { zh: '计入碳成本的投资评估', en: 'Investment appraisal with a carbon price' },
  source: 'T/CIECCPA 002-2021 C.8; docs/spec/carbon-investment-appraisal.md',
};

/** Present value of a project with a carbon price path, its break-even carbon price, payback and internal rate. */
export function evaluateInvestment(input: { readonly rate: Decimal; readonly years: readonly ProjectYear[] }): Evaluation {
  const numbers = input.years.map((one) => one.year);
  if (numbers.some((year, i) => i > 0 && year <= (numbers[i - 1] ?? 0))) {
    throw faultyInput('/years', '年份须递增且不重复', 'the years must rise', '按年份排列', 'Put the years in order');
  }
  const sheet = openSheet();
  const found = appraise(input.years, input.rate);
  const rate = sheet.input(f.rate, {}, input.rate);
  const all: Record<'cash' | 'reduction' | 'carbon' | 'factor', string[]> = { cash: [], reduction: [], carbon: [], factor: [] };
  for (const [i, row] of input.years.entries()) {
    const [at, of] = [{ year: String(row.year) }, found.years[i]];
    if (!of) continue;
    const [cash, reduction] = [sheet.input(f.cash, at, row.cash), sheet.input(f.reduction, at, row.reduction)];
    const price = sheet.input(f.price, at, row.price);
    const factor = sheet.step(f.factor, at, of.factor, { formula: `1 / (1 + rate)^${row.year}`, uses: [rate] });
    const carbon = sheet.step(f.carbon, at, of.carbon, { formula: 'reduction * price', uses: [reduction, price] });
    const before = i === 0 ? [] : [`cumulated@year=${input.years[i - 1]?.year}`];
    const formula = `${i === 0 ? '' : 'cumulated + '}(cash + carbon) * factor`;
    sheet.step(f.cumulated, at, of.cumulated, { formula, uses: [...before, cash, carbon, factor] });
    const ids = { cash, reduction, carbon, factor };
    for (const name of ['cash', 'reduction', 'carbon', 'factor'] as const) all[name].push(ids[name]);
  }
  const tell = (name: keyof typeof f, value: Decimal | null, formula: string, uses: readonly string[]) =>
    sheet.step(f[name], {}, value, { formula, uses });
  tell('npv_without', found.npvWithout, 'sum(cash * factor)', [...all.cash, ...all.factor]);
  tell('npv_carbon', found.npvCarbon, 'sum(carbon * factor)', [...all.carbon, ...all.factor]);
  tell('npv', found.npv, 'npv_without + npv_carbon', ['npv_without', 'npv_carbon']);
  tell('reduction_sum', found.reduction, 'sum(reduction)', all.reduction);
  tell('break_even_price', found.breakEven, '-npv_without / sum(reduction * factor)', ['npv_without', ...all.reduction, ...all.factor]);
  const last = input.years.map((one) => `cumulated@year=${one.year}`);
  tell('payback_year', found.payback === null ? null : new Decimal(found.payback), 'first year from which cumulated >= 0', last);
  tell('irr', found.irr, 'rate at which sum((cash + carbon) * factor) = 0', [...all.cash, ...all.carbon]);
  const findings: Finding[] = found.irr === null ? [noRate] : [];
  const timing = convention('timing', { zh: '现金流时点', en: 'Timing' }, 'end_of_year', 'default', investmentMethod.source);
  return sheet.result(investmentMethod, findings, [timing]);
}

const noRate: Finding = {
  code: 'no_single_rate',
  severity: 'info',
  place: { symbol: 'irr' },
  text: {
    zh: '现金流正负号不是恰好变化一次，没有唯一的内部收益率',
    en: 'The amounts do not change their sign exactly once: there is no single internal rate',
  },
  cure: { zh: '以净现值判断', en: 'Judge by the present value' },
};
