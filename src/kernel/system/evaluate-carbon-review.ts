import { convention, figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, decimal, zero } from '../quantity/decimal.ts';
import { type AbatementAction, byCost, costOf, leftOut } from './evaluate-abatement.ts';

/** What a carbon review looks at (6.1): tCO2 of each source in the year, tonnes held by class, positions, a price, actions that could be taken. */
export interface CarbonReviewInput {
  readonly sources: readonly { readonly id: string; readonly emission: Decimal }[];
  readonly previous_emission: Decimal | null;
  /** Main points are the largest sources that together reach this share. */
  readonly main_share: Decimal;
  readonly main_share_given: boolean;
  readonly holdings: readonly { readonly id: string; readonly own: Decimal; readonly available: Decimal }[];
  /** Long positive, short negative, by entity and compliance year. */
  readonly positions: readonly { readonly id: string; readonly position: Decimal }[];
  readonly price: Decimal | null;
  /** As valued by the trading subsystem, CNY. */
  readonly value_at_risk: Decimal | null;
  readonly opportunities: readonly AbatementAction[];
  readonly rate: Decimal;
  readonly rate_given: boolean;
}

export const carbonReviewMethod = {
  id: 'carbon-review',
  version: 1,
  title: { zh: '碳管理体系评审的计算', en: 'Figures of a carbon review' },
  source: 'docs/spec/carbon-review.md',
};

export const carbonReviewFigures = {
  emission_total: figure('emission_total', '排放量合计', 'Emission in all', 'tCO2', 2),
  change: figure('change', '较上年变化', 'Change against the year before', 'tCO2', 2),
  change_share: figure('change_share', '较上年变化率', 'Change against the year before, relative', '%', 2),
  place: figure('place', '由大到小的次序', 'Place from the largest', '1'),
  share: figure('share', '占比', 'Share', '%', 2),
  cumulative: figure('cumulative', '累计占比', 'Cumulative share', '%', 2),
  main: figure('main', '主要排放点', 'Main emission point'),
  own_total: figure('own_total', '持有合计', 'Held in all', 't'),
  available_total: figure('available_total', '可用合计', 'Available in all', 't'),
  position_total: figure('position_total', '头寸合计', 'Position in all', 't'),
  position_value: figure('position_value', '头寸按价格计', 'Position at the price', 'CNY', 2),
  rank: figure('rank', '由低到高的次序', 'Place from the cheapest', '1'),
  cost_of_tonne: figure('cost_of_tonne', '每吨减排成本', 'Cost of a tonne', 'CNY/tCO2e', 2),
  saving_total: figure('saving_total', '可减排合计', 'Could be saved a year', 'tCO2e', 2),
} as const;

export const carbonReviewGiven = {
  emission: figure('emission', '排放量', 'Emission', 'tCO2', 2),
  previous: figure('previous_emission', '上年排放量', 'Emission of the year before', 'tCO2', 2),
  own: figure('own', '持有量', 'Held', 't'),
  available: figure('available', '可用量', 'Available', 't'),
  position: figure('position', '头寸', 'Position', 't'),
  price: figure('price', '价格', 'Price', 'CNY/t', 2),
  value_at_risk: figure('value_at_risk', '风险价值', 'Value at risk', 'CNY', 2),
  saving: figure('saving', '年减排量', 'Saved a year', 'tCO2e', 2),
} as const;

const hundred = decimal('100');
const f = carbonReviewFigures;
const g = carbonReviewGiven;
type Sheet = ReturnType<typeof openSheet>;

/** Sources by falling emission, equal ones by id; the main ones are those before the share is reached. */
function tellSources(sheet: Sheet, { sources, previous_emission: previous, main_share: mainShare }: CarbonReviewInput): void {
  const ordered = [...sources].sort((a, b) => b.emission.comparedTo(a.emission) || (a.id < b.id ? -1 : 1));
  const nodes = new Map(ordered.map(({ id, emission }) => [id, sheet.input(g.emission, { source: id }, emission)]));
  const total = ordered.reduce((sum, one) => sum.plus(one.emission), zero);
  const all = sheet.step(f.emission_total, {}, sources.length === 0 ? null : total, { formula: 'Σ(emission)', uses: [...nodes.values()] });
  if (previous !== null && sources.length > 0) {
    const before = sheet.input(g.previous, {}, previous);
    const change = total.minus(previous);
    const changed = sheet.step(f.change, {}, change, { formula: 'emission_total − previous_emission', uses: [all, before] });
    if (previous.greaterThan(0))
      sheet.step(f.change_share, {}, change.dividedBy(previous).times(hundred), {
        formula: 'change / previous_emission',
        uses: [changed, before],
      });
  }
  if (!total.greaterThan(0)) return;
  let reached = zero;
  for (const [index, { id, emission }] of ordered.entries()) {
    const at = { source: id };
    const share = emission.dividedBy(total);
    const isMain = reached.lessThan(mainShare) && emission.greaterThan(0);
    reached = reached.plus(share);
    const own = nodes.get(id) ?? '';
    sheet.step(f.place, at, decimal(String(index + 1)), { formula: 'by falling emission', uses: [own] });
    const part = sheet.step(f.share, at, share.times(hundred), { formula: 'emission / emission_total', uses: [own, all] });
    const sum = sheet.step(f.cumulative, at, reached.times(hundred), { formula: 'Σ(share) up to this place', uses: [part] });
    sheet.step(f.main, at, isMain ? 'yes' : 'no', { formula: 'cumulative − share < main_share', uses: [sum, part] });
  }
}

function tellMarket(sheet: Sheet, { holdings, positions, price, value_at_risk: risk }: CarbonReviewInput): void {
  const told = holdings.map((one) => ({
    own: sheet.input(g.own, { class: one.id }, one.own),
    available: sheet.input(g.available, { class: one.id }, one.available),
  }));
  const sum = (of: (one: (typeof holdings)[number]) => Decimal) => holdings.reduce((all, one) => all.plus(of(one)), zero);
  if (holdings.length > 0) {
    sheet.step(
      f.own_total,
      {},
      sum((one) => one.own),
      { formula: 'Σ(own)', uses: told.map((one) => one.own) },
    );
    sheet.step(
      f.available_total,
      {},
      sum((one) => one.available),
      { formula: 'Σ(available)', uses: told.map((one) => one.available) },
    );
  }
  if (risk !== null) sheet.input(g.value_at_risk, {}, risk);
  if (positions.length === 0) return;
  const nodes = positions.map((one) => sheet.input(g.position, { year: one.id }, one.position));
  const total = positions.reduce((all, one) => all.plus(one.position), zero);
  const net = sheet.step(f.position_total, {}, total, { formula: 'Σ(position)', uses: nodes });
  if (price === null) return;
  const at = sheet.input(g.price, {}, price);
  sheet.step(f.position_value, {}, total.times(price), { formula: 'position_total × price', uses: [net, at] });
}

function tellOpportunities(sheet: Sheet, { opportunities, rate }: CarbonReviewInput): Finding[] {
  const ranked = opportunities
    .filter((one) => one.saving.greaterThan(0))
    .map((action) => ({ action, ...costOf(action, rate) }))
    .sort(byCost);
  const nodes = ranked.map(({ action, annual, tonne }, index) => {
    const at = { opportunity: action.id };
    const saved = sheet.input(g.saving, at, action.saving);
    const cost = sheet.step(f.cost_of_tonne, at, tonne, {
      formula: '(investment × recovery_factor + running_cost) × 10000 / saving',
      substituted: `${annual.toDecimalPlaces(4).toFixed()} × 10000 / ${action.saving.toFixed()}`,
      uses: [saved],
      source: 'docs/spec/abatement-cost-curve.md',
    });
    sheet.step(f.rank, at, decimal(String(index + 1)), { formula: 'by rising cost_of_tonne', uses: [cost] });
    return saved;
  });
  if (ranked.length > 0)
    sheet.step(
      f.saving_total,
      {},
      ranked.reduce((sum, one) => sum.plus(one.action.saving), zero),
      { formula: 'Σ(saving)', uses: nodes },
    );
  return opportunities.filter((one) => !one.saving.greaterThan(0)).map((one) => leftOut(one.id));
}

/** The figures of a carbon review: main emission points, what is held and short at a price, opportunities from the cheapest tonne. */
export function evaluateCarbonReview(input: CarbonReviewInput): Evaluation {
  const sheet = openSheet();
  tellSources(sheet, input);
  tellMarket(sheet, input);
  const findings = tellOpportunities(sheet, input);
  const from = (given: boolean) => (given ? ('input' as const) : ('default' as const));
  const { source } = carbonReviewMethod;
  return sheet.result(carbonReviewMethod, findings, [
    convention(
      'main_share',
      { zh: '主要排放点的累计占比', en: 'Share that main points reach' },
      input.main_share.toFixed(),
      from(input.main_share_given),
      source,
    ),
    convention('rate', { zh: '贴现率', en: 'Discount rate' }, input.rate.toFixed(), from(input.rate_given), source),
  ]);
}
