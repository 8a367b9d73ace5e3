import { faultyInput } from '../../asset/faulty-input.ts';
import { daysBetween } from '../../calendar/day.ts';
import { convention, figure, openSheet, type Sheet } from '../../emission/uncertainty/sheet.ts';
import type { Convention, Evaluation } from '../../method/evaluation.ts';
import { Decimal, zero } from '../../quantity/decimal.ts';
import { ofUnits } from '../../quantity/whole.ts';
import { pledgeState } from '../contract-terms.ts';
import { type DayAmount, effectiveRate, simpleRate } from './rates.ts';
import { type ContractFlow, type ContractTerms, cashFlows, sidesOf, unitsReceived } from './terms.ts';

export const contractFlowFigures = {
  quantity: figure('quantity', '数量', 'Quantity', 't'),
  price: figure('price', '约定价格', 'Agreed price', 'CNY/tCO2', 2),
  other_price: figure('other_price', '对比价格（市场价或换入品种价格）', 'Other price (market, or of what is received)', 'CNY/tCO2', 2),
  loan: figure('loan', '贷款金额', 'Loan', 'CNY', 2),
  rate: figure('rate', '年利率', 'Yearly rate', '1', 4),
  fee: figure('fee', '手续费', 'Fee', 'CNY', 2),
  ratio: figure('ratio', '兑换比例', 'Ratio', '1', 4),
  collateral_share: figure('collateral_share', '保证金比例', 'Share of collateral or margin', '1', 4),
  initial_share: figure('initial_share', '质押率', 'Loan to value at the start', '1', 4),
  line_share: figure('line_share', '警戒线', 'Maintenance line', '1', 4),
  days: figure('days', '天数', 'Days', 'd'),
  received: figure('received', '换入数量', 'Received', 't'),
  flow: figure('flow', '现金流（正为收入）', 'Cash flow (positive: received)', 'CNY', 2),
  base: figure('base', '计息基数', 'Sum the rate is on', 'CNY', 2),
  net_result: figure('net_result', '净收支（正为收益，负为成本）', 'Net result (positive: earned, negative: cost)', 'CNY', 2),
  unit_result: figure('unit_result', '每吨净收支', 'Net result a tonne', 'CNY/tCO2', 4),
  simple_rate: figure('simple_rate', '年化成本或收益率（单利）', 'Yearly cost or yield, simple', '1', 6),
  effective_rate: figure('effective_rate', '实际年利率（复利，365 天）', 'Effective yearly rate (compounded, 365 days)', '1', 6),
  ltv: figure('ltv', '起始贷款价值比', 'Loan to value at the start', '1', 4),
  largest_loan: figure('largest_loan', '最高贷款额', 'Largest loan', 'CNY', 2),
  line_price: figure('line_price', '触及警戒线的价格', 'Price at the maintenance line', 'CNY/tCO2', 4),
} as const;
const f = contractFlowFigures;

const source = 'JR/T 0244-2022';
export const contractMethod = {
  ...{ id: 'finance-contract', version: 1, source: 'JR/T 0244-2022; docs/spec/finance-contract.md' },
  title: { zh: '碳金融合约现金流与成本', en: 'Cash flows and cost of a carbon-finance contract' },
};

/** What an input lacks or contradicts, for the kind of contract. */
function checkTerms(terms: ContractTerms): void {
  const wrong = (path: string, zh: string, en: string) => faultyInput(path, zh, en, '改正后再提交', 'Put it right and submit again');
  if (!sidesOf[terms.kind].includes(terms.side)) throw wrong('/side', '此类合约没有这一方', 'This kind of contract has no such side');
  if (terms.kind === 'swap' ? terms.to < terms.from : terms.to <= terms.from)
    throw wrong('/to', '到期日须晚于起始日', 'The end is after the start');
  if (terms.kind === 'pledge' && terms.loan.isZero()) throw wrong('/loan', '质押融资须有贷款金额', 'A pledge has a loan');
  if (terms.kind === 'pledge' && terms.lineShare.lessThan(terms.initialShare))
    throw wrong('/line_share', '警戒线不得低于质押率', 'The maintenance line is not below the initial share');
  if ((terms.kind === 'forward' || terms.kind === 'swap') && terms.otherPrice.isZero())
    throw wrong('/other_price', '请填写对比价格', 'Say the other price');
  if (terms.kind === 'swap' && unitsReceived(terms) === 0n) throw wrong('/ratio', '换入不足一吨', 'Less than one unit is received');
}

/** The sum a contract's rate is on, and the payments its effective rate is worked out from. */
function ratesOf(terms: ContractTerms, flows: readonly ContractFlow[]): { base: Decimal; formula: string; payments: DayAmount[] | null } {
  const { kind, side, quantity, price, from, to, loan, otherPrice } = terms;
  const sign = side === 'give' ? 1 : -1;
  if (kind === 'pledge') return { base: loan, formula: 'loan', payments: [...flows] };
  const value = price.times(ofUnits(quantity));
  if (kind === 'repo') return { base: value, formula: 'quantity * price', payments: [...flows] };
  const own = flows.filter((one) => one.kind !== 'collateral' && one.kind !== 'delivery');
  if (kind === 'lending') {
    // The units stand for their value: it goes out (or comes in) with them and comes back.
    const [there, back] = [
      { day: from, amount: value.times(-sign) },
      { day: to, amount: value.times(sign) },
    ];
    return { base: value, formula: 'quantity * price', payments: [there, ...own, back] };
  }
  if (kind === 'swap') return { base: zero, formula: '0', payments: null };
  // Who buys later pays the agreed price instead of today's: today's is what is financed.
  const today = otherPrice.times(ofUnits(quantity));
  const paid = flows.filter((one) => one.kind === 'delivery');
  return { base: today, formula: 'quantity * other_price', payments: [{ day: from, amount: today.times(-sign) }, ...own, ...paid] };
}

/** What is earned (positive) or paid for it (negative): money that comes back does not count, of a forward against today's price. */
function netOf(terms: ContractTerms, flows: readonly ContractFlow[]): { net: Decimal; formula: string } {
  const sum = (kinds: readonly string[]) =>
    flows.filter((one) => kinds.includes(one.kind)).reduce((all, one) => all.plus(one.amount), zero);
  const cost = sum(['interest', 'lending_fee', 'fee']);
  if (terms.kind === 'forward') {
    const today = terms.otherPrice.times(ofUnits(terms.quantity)).times(terms.side === 'give' ? -1 : 1);
    const formula = terms.side === 'give' ? 'delivery - quantity * other_price - fee' : 'delivery + quantity * other_price - fee';
    return { net: sum(['delivery']).plus(today).plus(cost), formula };
  }
  if (terms.kind === 'swap') {
    const given = terms.price.times(ofUnits(terms.quantity));
    const got = terms.otherPrice.times(ofUnits(unitsReceived(terms)));
    return {
      net: got
        .minus(given)
        .plus(sum(['difference']))
        .plus(cost),
      formula: 'received * other_price - quantity * price + flow - fee',
    };
  }
  return { net: cost, formula: 'sum of interest, lending fee and fee' };
}

const rounding = { digits: 2, mode: 'half_up' as const };

function tellInputs(sheet: Sheet, terms: ContractTerms): Map<string, string> {
  const { kind, quantity, price, otherPrice, loan, rate, fee, ratio, collateralShare } = terms;
  const ids = new Map<string, string>();
  const tell = (symbol: keyof typeof f, value: Decimal) => ids.set(symbol, sheet.input(f[symbol], {}, value));
  tell('quantity', ofUnits(quantity));
  tell('price', price);
  if (kind === 'pledge') tell('loan', loan);
  if (kind !== 'forward' && kind !== 'swap') tell('rate', rate);
  if (kind === 'forward' || kind === 'swap') tell('other_price', otherPrice);
  if (kind === 'swap') tell('ratio', ratio);
  if (!fee.isZero()) tell('fee', fee);
  if (!collateralShare.isZero()) tell('collateral_share', collateralShare);
  return ids;
}

function tellFlows(sheet: Sheet, terms: ContractTerms, flows: readonly ContractFlow[], ids: Map<string, string>): string[] {
  if (terms.kind === 'swap') {
    const uses = ['quantity', 'ratio'].flatMap((symbol) => ids.get(symbol) ?? []);
    ids.set('received', sheet.step(f.received, {}, ofUnits(unitsReceived(terms)), { formula: 'floor(quantity * ratio)', uses }));
  }
  return flows.map(({ no, day, kind, exact, formula, uses, days }) => {
    const at = { flow: String(no), day, kind };
    const period = days === null ? [] : [sheet.input(f.days, { flow: String(no) }, new Decimal(days))];
    return sheet.step(f.flow, at, exact, { formula, uses: [...uses.flatMap((one) => ids.get(one) ?? []), ...period], rounding });
  });
}

function tellPledge(sheet: Sheet, terms: ContractTerms, ids: ReadonlyMap<string, string>): void {
  const { quantity, price, loan, initialShare, lineShare } = terms;
  if (terms.kind !== 'pledge' || initialShare.isZero()) return;
  const found = pledgeState({ quantity: ofUnits(quantity), price, loan, initial: initialShare, line: lineShare });
  const uses = ['quantity', 'price', 'loan'].flatMap((symbol) => ids.get(symbol) ?? []);
  const [initial, line] = [sheet.input(f.initial_share, {}, initialShare), sheet.input(f.line_share, {}, lineShare)];
  sheet.step(f.ltv, {}, found.ltv, { formula: 'loan / (quantity * price)', uses });
  sheet.step(f.largest_loan, {}, found.largestLoan, { formula: 'quantity * price * initial_share', uses: [...uses, initial], rounding });
  sheet.step(f.line_price, {}, found.linePrice, { formula: 'loan / line_share / quantity', uses: [...uses, line] });
}

/** Every payment of a contract with its formula, the net result, and what it costs or yields a year: simple on the sum it is on, and effective (compounded). */
export function evaluateContract(terms: ContractTerms): Evaluation {
  checkTerms(terms);
  const sheet = openSheet();
  const flows = cashFlows(terms);
  const ids = tellInputs(sheet, terms);
  const told = tellFlows(sheet, terms, flows, ids);
  const { base, formula, payments } = ratesOf(terms, flows);
  const { net, formula: netFormula } = netOf(terms, flows);
  const result = sheet.step(f.net_result, {}, net, { formula: netFormula, uses: [...told, ...ids.values()], rounding });
  const quantity = ids.get('quantity') ?? '';
  sheet.step(f.unit_result, {}, net.dividedBy(ofUnits(terms.quantity)), { formula: 'net_result / quantity', uses: [result, quantity] });
  tellPledge(sheet, terms, ids);
  const conventions: Convention[] = [dayBasis(terms.basis)];
  if (payments === null) return sheet.result(contractMethod, [], conventions);
  const days = daysBetween(terms.from, terms.to);
  const [on, term] = [
    sheet.step(f.base, {}, base, { formula, uses: [...ids.values()], rounding }),
    sheet.input(f.days, {}, new Decimal(days)),
  ];
  sheet.step(f.simple_rate, {}, simpleRate(net.abs(), base, days, terms.basis), {
    formula: `abs(net_result) / base * ${terms.basis} / days`,
    uses: [result, on, term],
  });
  sheet.step(f.effective_rate, {}, effectiveRate(payments), {
    formula: 'rate at which sum(flow / (1 + rate)^(days since start / 365)) = 0',
    substituted: payments.map(({ day, amount }) => `${day}: ${amount.toFixed(2)}`).join('; '),
    uses: told,
    note: notes[terms.kind],
  });
  return sheet.result(contractMethod, [], conventions);
}

const cashOnly = { zh: '按全部现金流计算。', en: 'Of all payments.' };
const notes: Readonly<Record<ContractTerms['kind'], { zh: string; en: string }>> = {
  pledge: cashOnly,
  repo: cashOnly,
  lending: {
    zh: '配额按约定价格计作本金，保证金不计（原额退还）。',
    en: 'The units count as principal at the agreed price; collateral does not count (it comes back as it was given).',
  },
  forward: {
    zh: '以签约日市价为本金，与到期交割款比较；保证金不计。',
    en: 'The market price of the first day counts as principal against the delivery at the end; margin does not count.',
  },
  swap: cashOnly,
};

const dayBasis = (days: number): Convention =>
  convention(
    'day_basis',
    { zh: '计息年天数', en: 'Days of the year for interest' },
    String(days),
    days === 365 ? 'default' : 'input',
    source,
  );
