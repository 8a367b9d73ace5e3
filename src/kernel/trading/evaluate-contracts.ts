import { faultyInput } from '../asset/faulty-input.ts';
import { type Day, daysBetween } from '../calendar/day.ts';
import { convention, figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { Decimal } from '../quantity/decimal.ts';
import { type CashFlow, dayFactor, forwardMark, lendingFee, pledgeState, repoFlows, swapCash } from './contract-terms.ts';

export const contractFigures = {
  quantity: figure('quantity', '数量', 'Quantity', 't'),
  price: figure('price', '价格', 'Price', 'CNY/tCO2', 2),
  rate: figure('rate', '年利率', 'Yearly rate', '1', 4),
  days: figure('days', '天数', 'Days', 'd'),
  principal: figure('principal', '本金', 'Principal', 'CNY', 2),
  interest: figure('interest', '利息', 'Interest', 'CNY', 2),
  repurchase: figure('repurchase', '回购金额', 'Repurchase amount', 'CNY', 2),
  flow: figure('flow', '现金流（正为收入）', 'Cash flow (positive: received)', 'CNY', 2),
  agreed_price: figure('agreed_price', '约定价格', 'Agreed price', 'CNY/tCO2', 2),
  mark_price: figure('mark_price', '市场价格', 'Mark', 'CNY/tCO2', 2),
  discount_factor: figure('discount_factor', '折现系数', 'Discount factor', '1', 6),
  mark_to_market: figure('mark_to_market', '盯市价值', 'Mark to market', 'CNY', 2),
  fee: figure('fee', '借碳费用', 'Lending fee', 'CNY', 2),
  collateral_share: figure('collateral_share', '保证金比例', 'Collateral share', '1', 4),
  collateral: figure('collateral', '保证金', 'Collateral', 'CNY', 2),
  ratio: figure('ratio', '兑换比例', 'Ratio', '1', 4),
  price_received: figure('price_received', '换入品种价格', 'Price of what is received', 'CNY/tCO2', 2),
  received: figure('received', '换入数量', 'Received', 't'),
  cash: figure('cash', '现金差额（正为收入）', 'Cash difference (positive: received)', 'CNY', 2),
  credit_limit_left: figure('credit_limit_left', '剩余抵销额度', 'Credit limit left', 't'),
  usable_received: figure('usable_received', '换入后可用于抵销的量', 'Of it within the credit limit', 't'),
  loan: figure('loan', '贷款余额', 'Loan', 'CNY', 2),
  initial_share: figure('initial_share', '质押率', 'Loan to value at the start', '1', 4),
  line_share: figure('line_share', '警戒线（贷款/市值）', 'Maintenance line (loan to value)', '1', 4),
  value: figure('value', '质押物市值', 'Value of the pledge', 'CNY', 2),
  ltv: figure('ltv', '当前贷款价值比', 'Loan to value', '1', 4),
  largest_loan: figure('largest_loan', '最高贷款额', 'Largest loan', 'CNY', 2),
  line_price: figure('line_price', '触及警戒线的价格', 'Price at the maintenance line', 'CNY/tCO2', 4),
  units_to_add: figure('units_to_add', '须补充质押数量', 'Units to add', 't'),
  repay: figure('repay', '或须偿还金额', 'Or to pay back', 'CNY', 2),
} as const;
const f = contractFigures;

const source = 'JR/T 0244-2022';
const method = (id: string, zh: string, en: string) => ({ id, version: 1, title: { zh, en }, source });
export const repoMethod = method('repo-cash-flow', '回购现金流', 'Cash flow of a repo');
export const forwardMethod = method('forward-mark', '远期盯市', 'Mark of a forward');
export const lendingMethod = method('unit-lending', '借碳', 'Lending of units');
export const swapMethod = method('unit-swap', '配额与核证自愿减排量互换', 'Swap of allowances and credits');
export const pledgeMethod = method('pledge-state', '质押率与警戒线', 'Pledge and maintenance line');

const basisOf = (days: number): Convention =>
  convention(
    'day_basis',
    { zh: '计息年天数', en: 'Days of the year for interest' },
    String(days),
    days === 365 ? 'default' : 'input',
    source,
  );

/** When the units are away, against the day by which they are needed. */
export interface Away {
  readonly from: Day;
  readonly to: Day;
  readonly deadline: Day | null;
}

function conflict({ to, deadline }: Away): Finding[] {
  if (deadline === null || to < deadline) return [];
  const late = to > deadline;
  return [
    {
      code: late ? 'return_after_deadline' : 'return_on_deadline',
      severity: 'warning',
      place: { path: '/to' },
      text: {
        zh: `单位于 ${to} 返还，${late ? '晚于' : '就在'}清缴截止日 ${deadline}`,
        en: `The units come back on ${to}, ${late ? 'after' : 'on'} the deadline ${deadline}`,
      },
      cure: { zh: '提前到期日，或另行准备履约单位', en: 'Agree on an earlier day, or cover the obligation otherwise' },
    },
  ];
}

function term(sheet: Sheet, { from, to }: Away): { days: number; id: string } {
  const days = daysBetween(from, to);
  if (days <= 0) throw faultyInput('/to', '到期日须晚于起始日', 'the end must be after the start', '改正日期', 'Put the days right');
  return { days, id: sheet.input(f.days, {}, new Decimal(days)) };
}

function tellFlows(sheet: Sheet, flows: readonly (CashFlow & { formula: string; uses: readonly string[] })[]): void {
  for (const { day, amount, formula, uses } of flows)
    sheet.step(f.flow, { day }, amount, { formula, uses, rounding: { digits: 2, mode: 'half_up' } });
}

/** A repo from the seller's side (C25b): interest `P·r·d/basis`, and when the units are away. */
export function evaluateRepo(input: { quantity: Decimal; price: Decimal; rate: Decimal; basis: number } & Away): Evaluation {
  const sheet = openSheet();
  const { days, id } = term(sheet, input);
  const principal = input.quantity.times(input.price);
  const uses = [sheet.input(f.quantity, {}, input.quantity), sheet.input(f.price, {}, input.price)];
  const rate = sheet.input(f.rate, {}, input.rate);
  const { interest, flows } = repoFlows(principal, input.rate, input.from, input.to, input.basis);
  sheet.step(f.principal, {}, principal, { formula: 'quantity * price', uses });
  const rounding = { digits: 2, mode: 'half_up' as const };
  sheet.step(f.interest, {}, interest, { formula: `principal * rate * ${days} / ${input.basis}`, uses: ['principal', rate, id], rounding });
  sheet.step(f.repurchase, {}, principal.plus(interest), { formula: 'principal + interest', uses: ['principal', 'interest'], rounding });
  const told = [
    { formula: 'principal', uses: ['principal'] },
    { formula: '-(principal + interest)', uses: ['principal', 'interest'] },
  ];
  tellFlows(
    sheet,
    flows.map((flow, i) => ({ ...flow, ...(told[i] ?? { formula: '', uses: [] }) })),
  );
  return sheet.result(repoMethod, conflict(input), [basisOf(input.basis)]);
}

/** A forward at today's price (C25c): `(mark − agreed) · quantity`, discounted where a rate and days are given. */
export function evaluateForward(input: {
  quantity: Decimal;
  agreed: Decimal;
  mark: Decimal;
  side: 'long' | 'short';
  discount: { rate: Decimal; days: number; basis: number } | null;
}): Evaluation {
  const sheet = openSheet();
  const uses = [
    sheet.input(f.quantity, {}, input.quantity),
    sheet.input(f.agreed_price, {}, input.agreed),
    sheet.input(f.mark_price, {}, input.mark),
  ];
  const raw = forwardMark(input.mark, input.agreed, input.quantity, input.side);
  const formula = input.side === 'long' ? '(mark_price - agreed_price) * quantity' : '(agreed_price - mark_price) * quantity';
  if (input.discount === null) {
    sheet.step(f.mark_to_market, {}, raw, { formula, uses });
    return sheet.result(forwardMethod, [], [convention('discounting', { zh: '折现', en: 'Discounting' }, 'none', 'default', source)]);
  }
  const { rate, days, basis } = input.discount;
  const factor = dayFactor(rate, days, basis);
  const on = [sheet.input(f.rate, {}, rate), sheet.input(f.days, {}, new Decimal(days))];
  const id = sheet.step(f.discount_factor, {}, factor, { formula: `1 / (1 + rate * days / ${basis})`, uses: on });
  sheet.step(f.mark_to_market, {}, raw.times(factor), { formula: `${formula} * discount_factor`, uses: [...uses, id] });
  return sheet.result(
    forwardMethod,
    [],
    [convention('discounting', { zh: '折现', en: 'Discounting' }, 'simple', 'input', source), basisOf(basis)],
  );
}

/** Units lent: fee, collateral, and whether they are back in time. The borrower gives back the same vintage. */
export function evaluateLending(
  input: { quantity: Decimal; price: Decimal; rate: Decimal; collateralShare: Decimal; basis: number } & Away,
): Evaluation {
  const sheet = openSheet();
  const { days, id } = term(sheet, input);
  const value = [sheet.input(f.quantity, {}, input.quantity), sheet.input(f.price, {}, input.price)];
  const fee = lendingFee(input.quantity, input.price, input.rate, days, input.basis);
  const uses = [...value, sheet.input(f.rate, {}, input.rate), id];
  const rounding = { digits: 2, mode: 'half_up' as const };
  const told = sheet.step(f.fee, {}, fee, { formula: `quantity * price * rate * ${days} / ${input.basis}`, uses, rounding });
  const share = sheet.input(f.collateral_share, {}, input.collateralShare);
  const collateral = input.quantity.times(input.price).times(input.collateralShare);
  const held = sheet.step(f.collateral, {}, collateral, {
    formula: 'quantity * price * collateral_share',
    uses: [...value, share],
    rounding,
  });
  tellFlows(sheet, [
    { day: input.from, amount: collateral, formula: 'collateral', uses: [held] },
    { day: input.to, amount: fee.minus(collateral), formula: 'fee - collateral', uses: [told, held] },
  ]);
  return sheet.result(lendingMethod, conflict(input), [basisOf(input.basis)]);
}

/** Allowances against credits: quantity received, the cash difference, and what of it fits the credit limit that is left. */
export function evaluateSwap(input: {
  quantity: Decimal;
  ratio: Decimal;
  priceGiven: Decimal;
  priceReceived: Decimal;
  creditLimitLeft: Decimal | null;
}): Evaluation {
  const sheet = openSheet();
  const { received, cash } = swapCash(input.quantity, input.ratio, input.priceGiven, input.priceReceived);
  const given = [sheet.input(f.quantity, {}, input.quantity), sheet.input(f.price, {}, input.priceGiven)];
  const ratio = sheet.input(f.ratio, {}, input.ratio);
  const price = sheet.input(f.price_received, {}, input.priceReceived);
  const id = sheet.step(f.received, {}, received, { formula: 'quantity * ratio', uses: [given[0] ?? 'quantity', ratio] });
  sheet.step(f.cash, {}, cash, { formula: 'quantity * price - received * price_received', uses: [...given, id, price] });
  const findings: Finding[] = [];
  if (input.creditLimitLeft !== null) {
    const left = sheet.input(f.credit_limit_left, {}, input.creditLimitLeft);
    const usable = Decimal.min(received, input.creditLimitLeft);
    sheet.step(f.usable_received, {}, usable, { formula: 'min(received, credit_limit_left)', uses: [id, left] });
    if (received.greaterThan(usable)) findings.push(creditsTooMany(received.minus(usable)));
  }
  return sheet.result(swapMethod, findings, []);
}

function creditsTooMany(over: Decimal): Finding {
  return {
    code: 'credits_above_limit',
    severity: 'warning',
    place: { symbol: 'usable_received' },
    text: { zh: `换入量超出剩余抵销额度 ${over.toFixed()} 吨`, en: `${over.toFixed()} t more credits than the limit that is left` },
    cure: { zh: '减少互换数量', en: 'Swap less' },
    clause: '第29条',
  };
}

/** A pledge at today's price: loan to value, the price at the maintenance line, and what to add or pay back. */
export function evaluatePledge(input: {
  quantity: Decimal;
  price: Decimal;
  loan: Decimal;
  initial: Decimal;
  line: Decimal;
  away: Away | null;
}): Evaluation {
  if (input.line.lessThan(input.initial))
    throw faultyInput(
      '/line_share',
      '警戒线低于质押率',
      'the line is below the initial share',
      '警戒线须不低于质押率',
      'The line must not be below the initial share',
    );
  const sheet = openSheet();
  const found = pledgeState(input);
  const [quantity, price] = [sheet.input(f.quantity, {}, input.quantity), sheet.input(f.price, {}, input.price)];
  const [loan, initial, line] = [
    sheet.input(f.loan, {}, input.loan),
    sheet.input(f.initial_share, {}, input.initial),
    sheet.input(f.line_share, {}, input.line),
  ];
  const value = sheet.step(f.value, {}, found.value, { formula: 'quantity * price', uses: [quantity, price] });
  sheet.step(f.largest_loan, {}, found.largestLoan, { formula: 'value * initial_share', uses: [value, initial] });
  const ltv = sheet.step(f.ltv, {}, found.ltv, { formula: 'loan / value', uses: [loan, value] });
  sheet.step(f.line_price, {}, found.linePrice, { formula: 'loan / line_share / quantity', uses: [loan, line, quantity] });
  const below = [ltv, line, loan, initial, price, quantity];
  sheet.step(f.units_to_add, {}, found.unitsToAdd, {
    formula: 'ltv > line_share: ceil(loan / initial_share / price - quantity), else 0',
    uses: below,
  });
  sheet.step(f.repay, {}, found.repay, {
    formula: 'ltv > line_share: loan - value * initial_share, else 0',
    uses: [ltv, line, loan, value, initial],
  });
  const findings: Finding[] = input.away === null ? [] : conflict(input.away);
  if (found.below) findings.push(belowLine);
  return sheet.result(pledgeMethod, findings, []);
}

const belowLine: Finding = {
  code: 'maintenance_line_broken',
  severity: 'error',
  place: { symbol: 'ltv' },
  text: { zh: '贷款价值比已越过警戒线', en: 'Loan to value is beyond the maintenance line' },
  cure: { zh: '补充质押物（units_to_add）或偿还（repay）', en: 'Add units (units_to_add) or pay back (repay)' },
};
