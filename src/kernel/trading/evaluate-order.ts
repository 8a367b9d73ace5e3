import { faultyInput } from '../asset/faulty-input.ts';
import { type Offered, objectionTo } from '../asset/usability.ts';
import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import { type GivenRules, openRules } from '../market/open-rules.ts';
import type { RuleBook } from '../market/rule-book.ts';
import type { Evaluation } from '../method/evaluation.ts';
import type { Decimal } from '../quantity/decimal.ts';
import { checkOrder } from './check-order.ts';
import { marketFacts } from './market-facts.ts';
import type { OrderCheck, OrderFacts } from './order.ts';

export interface OrderInput extends Omit<OrderFacts, 'market' | 'objection'> {
  readonly previousClose: Decimal | null;
  /** The unit and the compliance year it is bought for; null: not checked. */
  readonly use: { readonly unit: Offered; readonly year: string } | null;
  readonly rules?: GivenRules;
}

export interface OrderBooks {
  readonly trading: RuleBook;
  readonly holidays: RuleBook | undefined;
  readonly compliance: RuleBook | undefined;
}

export const orderFigures = {
  quantity: figure('quantity', '数量', 'Quantity', 't', 0),
  price: figure('price', '价格', 'Price', '1', 2),
  previous_close: figure('previous_close', '前一交易日收盘价', 'Previous close', '1', 2),
  amount: figure('amount', '金额', 'Amount', '1', 2),
  band_low: figure('band_low', '最低价', 'Lowest price', '1', 2),
  band_high: figure('band_high', '最高价', 'Highest price', '1', 2),
  check: figure('check', '检查结果', 'Check'),
  verdict: figure('verdict', '结论', 'Verdict'),
  first_reason: figure('first_reason', '首要原因', 'First reason'),
} as const;
const f = orderFigures;

export const orderMethod = {
  id: 'order-check',
  version: 1,
  title: { zh: '委托前检查', en: 'Pre-trade checks' },
  source: '上海环境能源交易所公告 2021-06-22; docs/spec/order-check.md',
};

/** Every pre-trade check of an order by the rules of its market on its day, the verdict and the first reason. */
export function evaluateOrder(input: OrderInput, books: OrderBooks): Evaluation {
  const sheet = openSheet();
  const { order } = input;
  const rules = openRules(sheet, books.trading, order.day, input.rules);
  const { facts: market, findings } = marketFacts(rules, books.holidays, { ...order, previousClose: input.previousClose });
  const usability = input.use === null ? null : usabilityOf(sheet, input.use, books.compliance, order.day);
  const found = checkOrder({ ...input, market, objection: usability === null ? undefined : usability.objection });
  const uses = [sheet.input(f.quantity, {}, order.quantity), sheet.input(f.price, {}, order.price)];
  sheet.step(f.amount, {}, order.quantity.times(order.price), { formula: 'quantity * price', uses });
  const bandUses = tellBand(sheet, order.channel, input.previousClose, market.band);
  const checks = found.checks.map((check) => {
    const at = check.of === undefined ? { check: check.code } : { check: check.code, limit: check.of };
    const compared = Object.entries(check.figures).map(([name, value]) => `${name} ${value}`);
    const on = check.code === 'price_band' ? [...uses, ...bandUses] : uses;
    return sheet.step(f.check, at, check.verdict, { formula: check.text.en, substituted: compared.join('; '), uses: on, note: check.text });
  });
  sheet.step(f.verdict, {}, found.verdict, { formula: 'refused if any check fails; needs_override if a soft limit warns', uses: checks });
  sheet.step(f.first_reason, {}, found.firstReason, { formula: 'first failing check in order', uses: checks });
  const spoken = found.checks.flatMap(findingOf);
  const conventions = [...rules.conventions, ...(usability?.rules.conventions ?? [])];
  return sheet.result(orderMethod, [...spoken, ...findings, ...rules.findings, ...(usability?.rules.findings ?? [])], conventions);
}

type Sheet = ReturnType<typeof openSheet>;

function usabilityOf(sheet: Sheet, use: NonNullable<OrderInput['use']>, book: RuleBook | undefined, day: OrderInput['order']['day']) {
  if (book === undefined) {
    throw faultyInput(
      '/compliance_year',
      '该市场没有清缴规则',
      'this market has no compliance rules',
      '去掉 compliance_year',
      'Leave compliance_year out',
    );
  }
  const rules = openRules(sheet, book, use.year);
  return { rules, objection: objectionTo(use.unit, { year: use.year, day, arrears: false }, rules) };
}

function tellBand(sheet: Sheet, channel: 'listed' | 'block', close: Decimal | null, band: OrderFacts['market']['band']): string[] {
  if (close === null || band === null) return [];
  const on = [sheet.input(f.previous_close, {}, close), `${channel}_band`, 'tick'];
  const share = `${channel}_band`;
  const low = sheet.step(f.band_low, {}, band.low, { formula: `previous_close * (1 - ${share}), to the tick`, uses: on });
  return [low, sheet.step(f.band_high, {}, band.high, { formula: `previous_close * (1 + ${share}), to the tick`, uses: on })];
}

const cures: Readonly<Record<OrderCheck['code'], { readonly zh: string; readonly en: string }>> = {
  market_closed: { zh: '在交易日的交易时段申报', en: 'Enter it on a trading day inside the sessions' },
  instrument: { zh: '选择该市场的品种', en: 'Choose what this market trades' },
  lot: { zh: '改为整数倍', en: 'Make it a whole number of lots' },
  size_class: { zh: '改用另一交易方式，或调整数量', en: 'Use the other channel, or another quantity' },
  tick: { zh: '改为最小变动价位的整数倍', en: 'Make it a whole number of ticks' },
  price_band: { zh: '改为范围内的价格', en: 'Choose a price inside the band' },
  vintage: { zh: '选择可用的年度或项目', en: 'Choose a vintage or project that may be used' },
  resale: { zh: '次一交易日再卖出', en: 'Sell on the next trading day' },
  holdings: { zh: '减少数量，或先解除受限的单位', en: 'Sell less, or have units released first' },
  funds: { zh: '补充资金或减少数量', en: 'Add funds or buy less' },
  limits: {
    zh: '减少数量；软限额可由他人说明理由后放行',
    en: 'Order less; a soft limit may be overridden by another person with a reason',
  },
  blackout: { zh: '静默期后再申报', en: 'Wait for the end of the blackout' },
  approval: { zh: '由有权限的他人审批', en: 'Have it approved by somebody else who may' },
};

function findingOf(check: OrderCheck): Finding[] {
  if (check.verdict === 'pass') return [];
  const at = check.of === undefined ? { check: check.code } : { check: check.code, limit: check.of };
  const severity = check.verdict === 'fail' ? 'error' : 'warning';
  return [{ code: `order_${check.code}`, severity, place: { symbol: 'check', at }, text: check.text, cure: cures[check.code] }];
}
