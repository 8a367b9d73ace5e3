import type { Day } from '../calendar/day.ts';
import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import { type GivenRules, openRules } from '../market/open-rules.ts';
import type { RuleBook } from '../market/rule-book.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { ofUnits, sumUnits } from '../quantity/whole.ts';
import { faultyInput } from './faulty-input.ts';

export interface PenaltyInput {
  readonly missing: bigint;
  /** The day of the decision, or the deadline for an estimate: says which regulation holds. */
  readonly day: Day;
  /** Average price of the month before the deadline; null where trades are given or the fine is fixed. */
  readonly averagePrice: Decimal | null;
  readonly trades: readonly { readonly price: Decimal; readonly quantity: bigint }[];
  readonly rules?: GivenRules;
}

export const penaltyFigures = {
  missing: figure('missing', '未清缴量', 'Units missing', 't'),
  price: figure('price', '成交价', 'Price', 'CNY/tCO2', 2),
  quantity: figure('quantity', '成交量', 'Quantity', 't'),
  average_price: figure('average_price', '清缴时限前一个月市场平均成交价', 'Average price of the month before the deadline', 'CNY/tCO2', 4),
  fine_low: figure('fine_low', '罚款下限', 'Lowest fine', 'CNY', 2),
  fine_high: figure('fine_high', '罚款上限', 'Highest fine', 'CNY', 2),
  make_up_cost: figure('make_up_cost', '补足成本（按同一均价）', 'Cost of making up, at the same price', 'CNY', 2),
  exposure_low: figure('exposure_low', '合计下限', 'Together, at least', 'CNY', 2),
  exposure_high: figure('exposure_high', '合计上限', 'Together, at most', 'CNY', 2),
  cut: figure('cut', '可能核减的下一年度配额', 'Next allowance that may be cut', 't'),
} as const;
const f = penaltyFigures;

export const penaltyMethod = {
  id: 'penalty-estimate',
  version: 1,
  title: { zh: '未足额清缴的罚款测算', en: 'Estimate of the fine for missing units' },
  source: '碳排放权交易管理暂行条例 第24条; 碳排放权交易管理办法（试行）第40条',
};

/** What missing units may cost: fine from to, making up, and the cut of the next allowance; by the regulation of that day. */
export function evaluatePenalty(input: PenaltyInput, book: RuleBook): Evaluation {
  const sheet = openSheet();
  const rules = openRules(sheet, book, input.day, input.rules);
  const fixed = rules.word('fine_kind') === 'fixed';
  const [low, high] = [rules.number('fine_lowest'), rules.number('fine_highest')];
  const cutRule = rules.word('allowance_cut');
  const uses = [sheet.input(f.missing, {}, ofUnits(input.missing))];
  const price = averageOf(input, sheet);
  if (price === null && !fixed) {
    throw faultyInput(
      '/average_price',
      '缺少均价',
      'the average price is missing',
      '给出 average_price 或 trades',
      'Give average_price or trades',
    );
  }
  const tell = (name: keyof typeof f, value: Decimal | null, formula: string, on: readonly string[]) =>
    sheet.step(f[name], {}, value, { formula, uses: on });
  const average = price ?? zero;
  const missing = ofUnits(input.missing);
  const none = input.missing === 0n;
  const fine = (amount: Decimal) => (none ? zero : fixed ? amount : missing.times(average).times(amount));
  const priced = [...uses, ...(price === null ? [] : ['average_price'])];
  tell('fine_low', fine(low), fixed ? 'fine_lowest' : 'missing * average_price * fine_lowest', [...priced, 'fine_lowest']);
  tell('fine_high', fine(high), fixed ? 'fine_highest' : 'missing * average_price * fine_highest', [...priced, 'fine_highest']);
  const makeUp = price === null ? null : missing.times(price);
  tell('make_up_cost', makeUp, 'missing * average_price', priced);
  tell('exposure_low', makeUp?.plus(fine(low)) ?? null, 'fine_low + make_up_cost', ['fine_low', 'make_up_cost']);
  tell('exposure_high', makeUp?.plus(fine(high)) ?? null, 'fine_high + make_up_cost', ['fine_high', 'make_up_cost']);
  tell('cut', cutRule === 'equal' ? missing : zero, cutRule === 'equal' ? 'missing' : '0 (no cut by this rule)', [
    'missing',
    'allowance_cut',
  ]);
  const findings: Finding[] = cutRule === 'equal' && !none ? [cutFinding] : [];
  return sheet.result(penaltyMethod, [...findings, ...rules.findings], rules.conventions);
}

function averageOf(input: PenaltyInput, sheet: ReturnType<typeof openSheet>): Decimal | null {
  if (input.averagePrice !== null) {
    sheet.input(f.average_price, {}, input.averagePrice);
    return input.averagePrice;
  }
  const volume = sumUnits(input.trades, (one) => one.quantity);
  if (volume === 0n) return null;
  const uses = input.trades.flatMap((one, i) => {
    const at = { trade: String(i + 1) };
    return [sheet.input(f.price, at, one.price), sheet.input(f.quantity, at, ofUnits(one.quantity))];
  });
  const average = input.trades.reduce((sum, one) => sum.plus(one.price.times(ofUnits(one.quantity))), zero).dividedBy(ofUnits(volume));
  sheet.step(f.average_price, {}, average, { formula: 'sum(price * quantity) / sum(quantity)', uses });
  return average;
}

const cutFinding: Finding = {
  code: 'allowance_cut_possible',
  severity: 'warning',
  place: { symbol: 'cut' },
  text: {
    zh: '责令改正后仍不清缴的，等量核减下一年度配额',
    en: 'Where the units stay missing after an order, the next allowance is cut by the same amount',
  },
  cure: { zh: '在责令改正期内补足', en: 'Make up inside the time the order sets' },
  clause: '第24条',
};
