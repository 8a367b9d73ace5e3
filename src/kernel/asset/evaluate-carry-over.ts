import type { Day } from '../calendar/day.ts';
import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import { type GivenRules, openRules } from '../market/open-rules.ts';
import type { RuleBook } from '../market/rule-book.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { ofUnits, sumUnits, unitsBelow } from '../quantity/whole.ts';
import { planCarryOver } from './carry-over.ts';
import { faultyInput } from './faulty-input.ts';

export interface CarryOverTrade {
  readonly day: Day;
  readonly side: 'buy' | 'sell';
  readonly vintage: string;
  readonly quantity: bigint;
}

export interface CarryOverInput {
  /** Either totals or the trades, of which those of the window and the vintages count. */
  readonly sold: bigint | null;
  readonly bought: bigint | null;
  readonly trades: readonly CarryOverTrade[];
  readonly trading: bigint;
  readonly registry: bigint;
  readonly frozen: bigint;
  readonly pending: bigint;
  readonly applied: bigint;
  readonly lateCompliance: boolean;
  /** The day the plan is made on; without it further sales are taken as possible. */
  readonly today: Day | null;
  readonly rules?: GivenRules;
}

export const carryOverFigures = {
  sold: figure('sold', '卖出量', 'Sold', 't'),
  bought: figure('bought', '买入量', 'Bought', 't'),
  trading: figure('trading', '交易账户持有量', 'Held in the trading account', 't'),
  registry: figure('registry', '登记账户持有量', 'Held in the registry account', 't'),
  frozen: figure('frozen', '司法冻结量', 'Judicially frozen', 't'),
  pending: figure('pending', '待清缴、待注销量', 'Pending surrender or cancellation', 't'),
  applied: figure('applied', '已申请结转量', 'Already applied for', 't'),
  holding: figure('holding', '可结转持有量 H', 'Holding that counts, H', 't'),
  net_raw: figure('net_raw', '卖出减买入', 'Sold less bought', 't'),
  net_sales: figure('net_sales', '净卖出量 NS', 'Net sales NS', 't'),
  limit: figure('limit', '最大可结转量 T', 'Largest carry-over T', 't'),
  carried: figure('carried', '结转量', 'Carried over', 't'),
  lost: figure('lost', '不能结转而失效的量', 'Lost without further sales', 't'),
  further_sale: figure('further_sale', '最少再卖出量', 'Least further sale that loses nothing', 't'),
  lost_at_best: figure('lost_at_best', '尽量卖出后仍失效的量', 'Lost after the best sale still possible', 't'),
  open_application: figure('open_application', '尚可申请量', 'May still be applied for', 't'),
} as const;
const f = carryOverFigures;

export const carryOverMethod = {
  id: 'carry-over',
  version: 1,
  title: { zh: '配额结转测算', en: 'Carry-over of allowances' },
  source: '国环规气候〔2024〕1号 附5',
};

/** Carry-over of earlier vintages as a named calculation: limit, loss, and the least further sale that loses nothing. */
export function evaluateCarryOver(input: CarryOverInput, book: RuleBook): Evaluation {
  const sheet = openSheet();
  const findings: Finding[] = [];
  const rules = openRules(sheet, book, '2025', input.rules);
  const { sold, bought } = totals(input, rules, findings);
  const holding = input.trading + input.registry + input.frozen - input.pending;
  if (holding < 0n)
    throw faultyInput('/pending', '待清缴、待注销量大于持有量', 'more is pending than is held', '核对持有量', 'Check the holdings');
  for (const [of, value] of [
    [f.sold, sold],
    [f.bought, bought],
  ] as const)
    sheet.input(of, {}, ofUnits(value));
  for (const part of ['trading', 'registry', 'frozen', 'pending'] as const) sheet.input(f[part], {}, ofUnits(input[part]));
  const [base, multiple] = [rules.number('carry_over_base'), rules.number('carry_over_multiple')];
  const to = rules.word('carry_over_sales_to');
  const open = input.today === null || input.today <= to;
  const sellable = open ? input.trading + input.registry - input.pending : null;
  const plan = planCarryOver(
    { sold, bought, holding, sellable: sellable !== null && sellable < 0n ? 0n : sellable },
    { base: unitsBelow(base), multiple },
  );
  const limit = input.lateCompliance ? 0n : plan.limit;
  const [carried, lost] = input.lateCompliance ? [0n, holding] : [plan.carried, plan.lost];
  const tell = (name: keyof typeof f, value: bigint | null, formula: string, uses: readonly string[]) =>
    sheet.step(f[name], {}, value === null ? null : ofUnits(value), { formula, uses, clause: '附5', source: carryOverMethod.source });
  tell('holding', holding, 'trading + registry + frozen - pending', ['trading', 'registry', 'frozen', 'pending']);
  tell('net_raw', plan.netRaw, 'sold - bought', ['sold', 'bought']);
  tell('net_sales', plan.net, 'max(0, net_raw)', ['net_raw']);
  tell('limit', limit, 'floor(carry_over_base + net_sales * carry_over_multiple)', ['carry_over_base', 'net_sales', 'carry_over_multiple']);
  tell('carried', carried, 'min(holding, limit)', ['holding', 'limit']);
  tell('lost', lost, 'holding - carried', ['holding', 'carried']);
  const least = 'least x: holding - x <= floor(carry_over_base + carry_over_multiple * max(0, net_raw + x))';
  const uses = ['holding', 'net_raw', 'carry_over_base', 'carry_over_multiple'];
  tell('further_sale', input.lateCompliance ? null : plan.furtherSale, least, uses);
  tell('lost_at_best', input.lateCompliance ? holding : plan.lostAtBest, 'holding - further_sale - limit at further_sale', [...uses]);
  sheet.input(f.applied, {}, ofUnits(input.applied));
  tell('open_application', carried > input.applied ? carried - input.applied : 0n, 'max(0, carried - applied)', ['carried', 'applied']);
  if (input.lateCompliance) findings.push(late);
  else if (plan.furtherSale === null) findings.push(open ? tooLittleToSell : windowClosed(to));
  if (lost > 0n && !input.lateCompliance) findings.push(lossOf(lost, plan.furtherSale, to));
  if (input.applied > carried) findings.push(appliedTooMuch);
  const applyBy = rules.word('carry_over_apply_by');
  if (input.today !== null && input.today > applyBy) findings.push(applicationClosed(applyBy));
  return sheet.result(carryOverMethod, [...findings, ...rules.findings], rules.conventions);
}

function totals(input: CarryOverInput, rules: ReturnType<typeof openRules>, findings: Finding[]): { sold: bigint; bought: bigint } {
  if (input.sold !== null && input.bought !== null) return { sold: input.sold, bought: input.bought };
  const [from, to, latest] = ['carry_over_sales_from', 'carry_over_sales_to', 'carry_over_latest_vintage'].map((name) => rules.word(name));
  const counted = input.trades.filter(
    (one) => one.day >= (from ?? '') && one.day <= (to ?? '') && one.vintage.slice(0, 4) <= (latest ?? ''),
  );
  const left = input.trades.length - counted.length;
  if (left > 0) {
    findings.push({
      code: 'trades_not_counted',
      severity: 'info',
      place: { path: '/trades' },
      text: {
        zh: `${left} 笔成交不在统计期（${from} 至 ${to}）或不属于 ${latest} 及以前年度，未计入净卖出量`,
        en: `${left} trades lie outside ${from} to ${to}, or are of vintages after ${latest}, and do not count`,
      },
    });
  }
  const sum = (side: 'buy' | 'sell') =>
    sumUnits(
      counted.filter((one) => one.side === side),
      (one) => one.quantity,
    );
  return { sold: input.sold ?? sum('sell'), bought: input.bought ?? sum('buy') };
}

const late: Finding = {
  code: 'late_compliance_excluded',
  severity: 'error',
  place: { path: '/late_compliance' },
  text: {
    zh: '未按时足额清缴的单位不能结转，持有量全部失效',
    en: 'Entities that did not surrender in time are excluded: nothing is carried over',
  },
  cure: { zh: '在结转期内卖出，或用于补缴以前年度', en: 'Sell the units in time, or use them for arrears of earlier years' },
  clause: '附5',
};
const tooLittleToSell: Finding = {
  code: 'further_sale_impossible',
  severity: 'error',
  place: { symbol: 'further_sale' },
  text: {
    zh: '可卖出量不足，无法全部保住：冻结或待处理的单位不能卖出',
    en: 'Not enough can be sold to lose nothing: frozen and pending units cannot be sold',
  },
  cure: { zh: '先解除冻结，或按尽量卖出后仍失效的量安排', en: 'Have units released first, or plan with what is lost after the best sale' },
  clause: '附5',
};
const appliedTooMuch: Finding = {
  code: 'applied_above_limit',
  severity: 'error',
  place: { path: '/applied' },
  text: { zh: '已申请结转量超过可结转量', en: 'More was applied for than may be carried over' },
  cure: { zh: '核对申请记录与净卖出量', en: 'Check the applications against the net sales' },
  clause: '附5',
};

function windowClosed(to: string): Finding {
  return {
    code: 'further_sale_impossible',
    severity: 'error',
    place: { symbol: 'further_sale' },
    text: {
      zh: `净卖出量统计已于 ${to} 截止，再卖出不增加可结转量`,
      en: `Net sales were counted until ${to}; a further sale no longer raises the limit`,
    },
    cure: { zh: '以失效量入账', en: 'Book the loss' },
    clause: '附5',
  };
}

function lossOf(lost: bigint, furtherSale: bigint | null, to: string): Finding {
  return {
    code: 'units_will_be_lost',
    severity: 'warning',
    place: { symbol: 'lost' },
    text: {
      zh: `不再卖出将有 ${lost} 吨不能用于 2025 年度及以后`,
      en: `Without further sales ${lost} t cannot be used for 2025 and later`,
    },
    cure:
      furtherSale === null
        ? { zh: '再卖出已不能全部保住，按失效量安排', en: 'Selling no longer saves all of them: reckon with the loss' }
        : {
            zh: `到 ${to} 再卖出 ${furtherSale} 吨，余下的便可全部结转`,
            en: `Sell ${furtherSale} t more by ${to}: all of the rest may then be carried over`,
          },
    clause: '附5',
  };
}

function applicationClosed(day: string): Finding {
  return {
    code: 'application_closed',
    severity: 'error',
    place: { path: '/today' },
    text: { zh: `结转申请已于 ${day} 截止`, en: `Applications closed on ${day}` },
    cure: { zh: '未申请的量不能再结转', en: 'What was not applied for is no longer carried over' },
    clause: '附5',
  };
}
