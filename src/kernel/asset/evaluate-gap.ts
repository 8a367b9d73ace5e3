import { convention, type Figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, decimal } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import { costRange, type GapMonth, gapRange, type Ranged } from './gap.ts';

type Given = string | number | null | undefined;

export interface GapInput {
  readonly obligation: string | number;
  readonly allocation: string | number;
  readonly price?: string | number | undefined;
  readonly months: readonly {
    readonly month: string;
    readonly emission?: Given;
    readonly allowances?: Given;
    readonly last_emission?: Given;
    readonly last_allowances?: Given;
  }[];
}

const figures = {
  obligation: { symbol: 'obligation', title: { zh: '应清缴量', en: 'Obligation' }, unit: 'tCO2', digits: 2 },
  allocation: { symbol: 'allocation', title: { zh: '配额', en: 'Allocation' }, unit: 'tCO2', digits: 2 },
  price: { symbol: 'price', title: { zh: '价格', en: 'Price' }, unit: 'CNY/tCO2', digits: 2 },
  gap: { symbol: 'gap', title: { zh: '缺口（负为盈余）', en: 'Gap (negative is a surplus)' }, unit: 'tCO2', digits: 2 },
  gap_p10: { symbol: 'gap_p10', title: { zh: '缺口下限 P10', en: 'Lower end of the gap, P10' }, unit: 'tCO2', digits: 2 },
  gap_p90: { symbol: 'gap_p90', title: { zh: '缺口上限 P90', en: 'Upper end of the gap, P90' }, unit: 'tCO2', digits: 2 },
  cost: { symbol: 'cost', title: { zh: '成本', en: 'Cost' }, unit: 'CNY', digits: 2 },
  cost_p10: { symbol: 'cost_p10', title: { zh: '成本下限', en: 'Lower end of the cost' }, unit: 'CNY', digits: 2 },
  cost_p90: { symbol: 'cost_p90', title: { zh: '成本上限', en: 'Upper end of the cost' }, unit: 'CNY', digits: 2 },
} as const satisfies Record<string, Figure>;

export const gapFigures: readonly Figure[] = Object.values(figures).slice(3);
export const gapMethod = {
  id: 'compliance-gap',
  version: 1,
  title: { zh: '履约缺口', en: 'Compliance gap' } satisfies Text,
  source: 'docs/spec/year-forecast.md; 国环规气候〔2024〕1号 (缺口 = 应清缴量 − 配额)',
};

const read = (value: Given): Decimal | null => (value === null || value === undefined ? null : decimal(value));

/** The gap with its range and its cost as a named calculation. */
export function evaluateGap(input: GapInput): Evaluation {
  const sheet = openSheet();
  const [obligation, allocation] = [decimal(input.obligation), decimal(input.allocation)];
  const uses = [sheet.input(figures.obligation, {}, obligation), sheet.input(figures.allocation, {}, allocation)];
  const months = input.months.map(
    (m): GapMonth => ({
      month: m.month,
      emission: read(m.emission),
      allowances: read(m.allowances),
      lastEmission: read(m.last_emission),
      lastAllowances: read(m.last_allowances),
    }),
  );
  const tell = (names: readonly [Figure, Figure, Figure], range: Ranged, formula: string, on: readonly string[]) => {
    const values = [range.value, range.p10, range.p90];
    const formulas = [formula, `${names[0].symbol} - reach`, `${names[0].symbol} + reach`];
    for (const [i, figure] of names.entries()) {
      const value = values[i] ?? range.value;
      sheet.step(figure, {}, value, { formula: formulas[i] ?? formula, substituted: value.toFixed(2), uses: on });
    }
  };
  const gap = gapRange(obligation.minus(allocation), months);
  tell([figures.gap, figures.gap_p10, figures.gap_p90], gap, 'obligation - allocation', uses);
  const price = read(input.price);
  if (price !== null) {
    const priced = [sheet.input(figures.price, {}, price), 'gap'];
    tell([figures.cost, figures.cost_p10, figures.cost_p90], costRange(gap, price), 'gap * price', priced);
  }
  const title = { zh: '缺口区间', en: 'Range of the gap' };
  return sheet.result(gapMethod, [], [convention('range', title, 'months_own_gaps', 'default', 'docs/spec/year-forecast.md')]);
}
