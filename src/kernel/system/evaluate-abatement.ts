import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { type Decimal, decimal, zero } from '../quantity/decimal.ts';

/** An action to reduce emissions (6.4): money in 10⁴ CNY, saving in tCO2e a year, lifetime in years. */
export interface AbatementAction {
  readonly id: string;
  readonly investment: Decimal;
  /** Change of the yearly cost; a saving is negative. */
  readonly running_cost: Decimal;
  readonly saving: Decimal;
  readonly lifetime: number;
}

export interface AbatementInput {
  readonly actions: readonly AbatementAction[];
  /** Discount rate a year; 0.08 unless given. */
  readonly rate: Decimal;
  readonly rate_given: boolean;
}

export const abatementMethod = {
  id: 'abatement-cost-curve',
  version: 1,
  title: { zh: '边际减排成本曲线', en: 'Marginal abatement cost curve' },
  source: 'docs/spec/abatement-cost-curve.md',
};

export const abatementFigures = {
  recovery_factor: figure('recovery_factor', '资本回收系数', 'Capital recovery factor', '1', 6),
  annual_cost: figure('annual_cost', '年成本', 'Yearly cost', '10^4CNY', 4),
  cost_of_tonne: figure('cost_of_tonne', '每吨减排成本', 'Cost of a tonne', 'CNY/tCO2e', 2),
  place: figure('place', '由低到高的次序', 'Place from the cheapest', '1'),
  cumulative: figure('cumulative', '累计年减排量', 'Saved a year, cumulative', 'tCO2e', 2),
  total_saving: figure('total_saving', '年减排量合计', 'Saved a year in all', 'tCO2e', 2),
  total_cost: figure('total_cost', '年成本合计', 'Yearly cost in all', '10^4CNY', 4),
} as const;

const saving = figure('saving', '年减排量', 'Saved a year', 'tCO2e', 2);
const investment = figure('investment', '投资', 'Investment', '10^4CNY', 4);
const running = figure('running_cost', '年运行费用变化', 'Change of the yearly cost', '10^4CNY', 4);
const one = decimal('1');
const yuanOfTenThousand = decimal('10000');

/** What a year owes of one unit invested over so many years; without interest an equal part each year. */
export function recoveryFactor(rate: Decimal, years: number): Decimal {
  if (rate.isZero()) return one.dividedBy(years);
  const grown = rate.plus(one).pow(years);
  return rate.times(grown).dividedBy(grown.minus(one));
}

/** What an action costs: its recovery factor, its yearly cost (10⁴ CNY), the cost of a tonne (CNY). Its saving is above 0. */
export function costOf(
  action: AbatementAction,
  rate: Decimal,
): { readonly factor: Decimal; readonly annual: Decimal; readonly tonne: Decimal } {
  const factor = recoveryFactor(rate, action.lifetime);
  const annual = action.investment.times(factor).plus(action.running_cost);
  return { factor, annual, tonne: annual.times(yuanOfTenThousand).dividedBy(action.saving) };
}

/** Cheapest first; equal ones by id. */
export const byCost = <T extends { readonly action: AbatementAction; readonly tonne: Decimal }>(a: T, b: T): number =>
  a.tonne.comparedTo(b.tonne) || (a.action.id < b.action.id ? -1 : 1);

export function leftOut(id: string): Finding {
  return {
    ...{ code: 'action_saves_nothing', severity: 'warning', place: { path: `/actions/${id}` } },
    text: { zh: `“${id}”没有年减排量，不进入曲线`, en: `“${id}” saves nothing and is not on the curve` },
    cure: { zh: '补充年减排量', en: 'Give what it saves a year' },
  };
}

/** The curve: every action that saves something by its cost of a tonne, cheapest first; equal ones by id. */
export function evaluateAbatement({ actions, rate, rate_given: given }: AbatementInput): Evaluation {
  const sheet = openSheet();
  const convention: Convention = {
    ...{ symbol: 'rate', at: {}, title: { zh: '贴现率', en: 'Discount rate' }, value: rate.toFixed(), unit: '1' },
    ...{ from: given ? 'input' : 'default', source: abatementMethod.source, confidence: given ? 'high' : 'low' },
  };
  const priced = actions
    .filter((action) => action.saving.greaterThan(0))
    .map((action) => ({ action, ...costOf(action, rate) }))
    .sort(byCost);
  let cumulative = zero;
  for (const [index, { action, factor, annual, tonne }] of priced.entries()) {
    const at = { action: action.id };
    const invested = sheet.input(investment, at, action.investment);
    const run = sheet.input(running, at, action.running_cost);
    const saved = sheet.input(saving, at, action.saving);
    cumulative = cumulative.plus(action.saving);
    const recovery = sheet.step(abatementFigures.recovery_factor, at, factor, {
      formula: rate.isZero() ? '1 / lifetime' : 'rate × (1 + rate)^lifetime / ((1 + rate)^lifetime − 1)',
      substituted: `rate ${rate.toFixed()}, lifetime ${action.lifetime}`,
      uses: [],
    });
    const yearly = sheet.step(abatementFigures.annual_cost, at, annual, {
      formula: 'investment × recovery_factor + running_cost',
      uses: [invested, recovery, run],
    });
    const ofTonne = sheet.step(abatementFigures.cost_of_tonne, at, tonne, {
      formula: 'annual_cost × 10000 / saving',
      uses: [yearly, saved],
    });
    sheet.step(abatementFigures.place, at, decimal(String(index + 1)), { formula: 'by rising cost_of_tonne', uses: [ofTonne] });
    sheet.step(abatementFigures.cumulative, at, cumulative, { formula: 'Σ(saving) up to this place', uses: [saved] });
  }
  const total = priced.reduce((sum, each) => sum.plus(each.annual), zero);
  sheet.step(abatementFigures.total_saving, {}, cumulative, { formula: 'Σ(saving)', uses: [] });
  sheet.step(abatementFigures.total_cost, {}, total, { formula: 'Σ(annual_cost)', uses: [] });
  return sheet.result(
    abatementMethod,
    actions.filter((action) => !action.saving.greaterThan(0)).map((action) => leftOut(action.id)),
    [convention],
  );
}
