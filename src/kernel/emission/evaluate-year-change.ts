import type { Evaluation } from '../method/evaluation.ts';
import { Decimal, decimal } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import { convention, type Figure, openSheet } from './uncertainty/sheet.ts';
import { type ChangePart, changeParts, type YearFacts, yearChange } from './year-change.ts';

const source = 'docs/spec/year-change.md';
export const yearChangeMethod = {
  id: 'year-change',
  version: 1,
  title: { zh: '年度排放变化的分解', en: 'Change of a year divided into its causes' } satisfies Text,
  source: 'Shapley 1953; docs/spec/year-change.md',
};

const titles: Readonly<Record<ChangePart, Text>> = {
  output: { zh: '发电量的影响', en: 'Brought by generation' },
  fuel_intensity: { zh: '单位发电量耗煤的影响', en: 'Brought by coal per MWh' },
  carbon_content: { zh: '碳含量的影响', en: 'Brought by carbon content' },
  oxidation: { zh: '碳氧化率及其余的影响', en: 'Brought by oxidation and the rest' },
  other_sources: { zh: '其他来源的影响', en: 'Brought by other sources' },
  units: { zh: '机组增减的影响', en: 'Brought by units added or gone' },
};
const differenceTitle: Text = { zh: '排放变化', en: 'Change of the emission' };
export const yearChangeFigures = [
  { symbol: 'difference', title: differenceTitle, unit: 'tCO2', per: [] },
  ...changeParts.map((part) => ({ symbol: part, title: titles[part], unit: 'tCO2', per: [] })),
];

const figure = (symbol: string, title: Text): Figure => ({ symbol, title, unit: 'tCO2', digits: 2 });

/** `yearChange` as a named calculation. */
export function evaluateYearChange(input: { readonly before: readonly YearFacts[]; readonly now: readonly YearFacts[] }): Evaluation {
  const sheet = openSheet();
  const given = (['before', 'now'] as const).flatMap((which) =>
    input[which].map((one) =>
      sheet.input(
        figure(
          `E_${which}`,
          which === 'before' ? { zh: '上年排放量', en: 'Emission of the year before' } : { zh: '本年排放量', en: 'Emission of the year' },
        ),
        { unit: one.unit },
        decimal(one.emission),
      ),
    ),
  );
  const change = yearChange(input.before, input.now);
  const tell = (symbol: string, title: Text, value: string, formula: string) =>
    sheet.step(figure(symbol, title), {}, new Decimal(value), { formula, substituted: formula, uses: given });
  tell('difference', differenceTitle, change.difference, 'Σ E_now − Σ E_before');
  for (const part of changeParts) tell(part, titles[part], change.parts[part], 'mean over all orders of change');
  return sheet.result(
    yearChangeMethod,
    [],
    [convention('orders', { zh: '分解方法', en: 'Way of dividing' }, 'shapley', 'default', source)],
  );
}
