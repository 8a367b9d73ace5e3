import type { Day } from '../calendar/day.ts';
import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import { type GivenRules, openRules } from '../market/open-rules.ts';
import type { RuleBook } from '../market/rule-book.ts';
import type { Evaluation } from '../method/evaluation.ts';
import type { Decimal } from '../quantity/decimal.ts';
import { ofUnits, unitsAbove } from '../quantity/whole.ts';
import { type Accepted, compose, coverCost } from './composition.ts';
import { type Offered, objectionTo } from './usability.ts';

export interface SurrenderCheckInput {
  readonly year: number;
  readonly obligation: Decimal;
  readonly day: Day | null;
  readonly arrears: boolean;
  readonly offered: readonly Offered[];
  readonly rules?: GivenRules;
}

export const surrenderFigures = {
  obligation: figure('obligation', '应清缴量', 'Amount to surrender', 't', 2),
  obligation_units: figure('obligation_units', '应清缴单位数', 'Units to surrender', 't'),
  offered: figure('offered', '拟用数量', 'Offered', 't'),
  verdict: figure('verdict', '可用性', 'Whether it may be used'),
  counted: figure('counted', '计入数量', 'Counted', 't'),
  credit_limit: figure('credit_limit', '核证自愿减排量上限', 'Limit of credits', 't'),
  allowances: figure('allowances', '配额合计', 'Allowances', 't'),
  credits: figure('credits', '核证自愿减排量合计', 'Credits', 't'),
  short: figure('short', '不足量', 'Short', 't'),
  over: figure('over', '超出量', 'More than needed', 't'),
} as const;
const f = surrenderFigures;

export const surrenderMethod = {
  id: 'surrender-check',
  version: 1,
  title: { zh: '清缴组成检查', en: 'Check of a surrender' },
  source: '碳排放权交易管理办法（试行）第28、29条; 历年配额分配方案',
};

/** Which of the units offered may be surrendered for a compliance year, whether credits stay in their limit, and whether the amount is covered. */
export function evaluateSurrenderCheck(input: SurrenderCheckInput, book: RuleBook): Evaluation {
  const sheet = openSheet();
  const year = String(input.year);
  const rules = openRules(sheet, book, year, input.rules);
  const share = rules.number('credit_share');
  const use = { year, day: input.day, arrears: input.arrears };
  const judged = input.offered.map((unit) => ({ unit, objection: objectionTo(unit, use, rules) }));
  sheet.input(f.obligation, {}, input.obligation);
  const obligation = unitsAbove(input.obligation);
  const found = compose(obligation, share, judged);
  sheet.step(f.obligation_units, {}, ofUnits(obligation), { formula: 'ceil(obligation)', uses: ['obligation'], clause: '第28条' });
  sheet.step(f.credit_limit, {}, ofUnits(found.creditLimit), {
    formula: 'floor(obligation_units * credit_share)',
    uses: ['obligation_units', 'credit_share'],
    clause: '第29条',
  });
  const counted: Record<Offered['kind'], string[]> = { allowance: [], credit: [] };
  for (const line of found.lines) {
    const at = { unit: line.unit.id };
    const offered = sheet.input(f.offered, at, ofUnits(line.unit.quantity));
    const verdict = line.objection === null ? 'usable' : 'refused';
    const uses = [sheet.step(f.verdict, at, verdict, { formula: `${line.unit.kind}: vintage, registration, project`, uses: [offered] })];
    const formula = line.unit.kind === 'allowance' ? 'offered' : 'min(offered, credits left below credit_limit)';
    counted[line.unit.kind].push(sheet.step(f.counted, at, ofUnits(line.counted), { formula, uses: [offered, ...uses] }));
  }
  const sum = (name: 'allowances' | 'credits', value: bigint, uses: readonly string[]) =>
    sheet.step(f[name], {}, ofUnits(value), { formula: 'sum(counted)', uses });
  sum('allowances', found.allowances, counted.allowance);
  sum('credits', found.credits, counted.credit);
  const uses = ['obligation_units', 'allowances', 'credits'];
  sheet.step(f.short, {}, ofUnits(found.short), { formula: 'max(0, obligation_units - allowances - credits)', uses });
  sheet.step(f.over, {}, ofUnits(found.over), { formula: 'max(0, allowances + credits - obligation_units)', uses });
  const findings = [...found.lines.flatMap(objectionsOf), ...balanceFindings(found.creditsOver, found.short, found.over)];
  return sheet.result(surrenderMethod, [...findings, ...rules.findings], rules.conventions);
}

function objectionsOf({ unit, objection }: Accepted): Finding[] {
  if (objection === null) return [];
  const cure = { zh: '换用符合规定的单位', en: 'Offer units that may be used' };
  return [{ code: objection.code, severity: 'error', place: { path: '/offered', at: { unit: unit.id } }, text: objection.text, cure }];
}

function balanceFindings(creditsOver: bigint, short: bigint, over: bigint): Finding[] {
  const findings: Finding[] = [];
  if (creditsOver > 0n) {
    findings.push({
      code: 'credits_above_limit',
      severity: 'error',
      place: { symbol: 'credits' },
      text: { zh: `核证自愿减排量超出上限 ${creditsOver} 吨`, en: `Credits are ${creditsOver} t above their limit` },
      cure: { zh: '超出部分改用配额', en: 'Use allowances for the rest' },
      clause: '第29条',
    });
  }
  if (short > 0n) {
    findings.push({
      code: 'surrender_short',
      severity: 'error',
      place: { symbol: 'short' },
      text: { zh: `还差 ${short} 吨`, en: `${short} t are missing` },
      cure: { zh: '补充可用单位', en: 'Add units that may be used' },
      clause: '第28条',
    });
  }
  if (over > 0n) {
    findings.push({
      code: 'surrender_more_than_needed',
      severity: 'warning',
      place: { symbol: 'over' },
      text: { zh: `比应清缴量多 ${over} 吨，清缴后不能撤回`, en: `${over} t more than owed; a surrender is final` },
      cure: { zh: '减少数量', en: 'Offer less' },
    });
  }
  return findings;
}

export interface CoverCostInput {
  readonly year: number;
  readonly obligation: Decimal;
  readonly allocated: bigint;
  readonly creditsHeld: bigint;
  readonly allowancePrice: Decimal;
  readonly creditPrice: Decimal | null;
  readonly rules?: GivenRules;
}

export const coverCostFigures = {
  obligation: figure('obligation', '应清缴量', 'Amount to surrender', 't', 2),
  obligation_units: figure('obligation_units', '应清缴单位数', 'Units to surrender', 't'),
  allocated: figure('allocated', '已有可用配额', 'Usable allowances there are', 't'),
  credits_held: figure('credits_held', '已有可用核证自愿减排量', 'Usable credits there are', 't'),
  allowance_price: figure('allowance_price', '配额价格', 'Price of allowances', 'CNY/tCO2', 2),
  credit_price: figure('credit_price', '核证自愿减排量价格', 'Price of credits', 'CNY/tCO2', 2),
  credit_limit: figure('credit_limit', '核证自愿减排量上限', 'Limit of credits', 't'),
  gap: figure('gap', '缺口', 'Gap', 't'),
  credits: figure('credits', '买入核证自愿减排量', 'Credits to buy', 't'),
  allowances: figure('allowances', '买入配额', 'Allowances to buy', 't'),
  cost: figure('cost', '成本', 'Cost', 'CNY', 2),
  cost_allowances_only: figure('cost_allowances_only', '全部用配额的成本', 'Cost with allowances only', 'CNY', 2),
  saving: figure('saving', '节省', 'Saving', 'CNY', 2),
} as const;

export const coverCostMethod = {
  id: 'cover-cost',
  version: 1,
  title: { zh: '缺口补足成本', en: 'Cost of covering a gap' },
  source: '碳排放权交易管理办法（试行）第28、29条',
};

/** The cheapest lawful mix of credits and allowances for a gap at given prices (one price each, no timing). */
export function evaluateCoverCost(input: CoverCostInput, book: RuleBook): Evaluation {
  const c = coverCostFigures;
  const sheet = openSheet();
  const rules = openRules(sheet, book, String(input.year), input.rules);
  const share = rules.number('credit_share');
  const { allowancePrice: allowance, creditPrice: credit } = input;
  const obligation = unitsAbove(input.obligation);
  const found = coverCost({ obligation, allocated: input.allocated, creditsHeld: input.creditsHeld }, share, { allowance, credit });
  sheet.input(c.obligation, {}, input.obligation);
  sheet.input(c.allocated, {}, ofUnits(input.allocated));
  sheet.input(c.credits_held, {}, ofUnits(input.creditsHeld));
  sheet.input(c.allowance_price, {}, allowance);
  if (credit !== null) sheet.input(c.credit_price, {}, credit);
  const tell = (name: keyof typeof c, value: Decimal, formula: string, uses: readonly string[]) =>
    sheet.step(c[name], {}, value, { formula, uses });
  tell('obligation_units', ofUnits(obligation), 'ceil(obligation)', ['obligation']);
  tell('credit_limit', ofUnits(found.creditLimit), 'floor(obligation_units * credit_share)', ['obligation_units', 'credit_share']);
  const held = ['obligation_units', 'allocated', 'credits_held', 'credit_limit'];
  tell('gap', ofUnits(found.gap), 'max(0, obligation_units - allocated - min(credits_held, credit_limit))', held);
  const dearer = credit === null || !credit.lessThan(allowance);
  const formula = dearer ? '0 (credits do not cost less)' : 'min(gap, credit_limit - min(credits_held, credit_limit))';
  tell('credits', ofUnits(found.credits), formula, ['gap', 'credit_limit', 'credits_held']);
  tell('allowances', ofUnits(found.allowances), 'gap - credits', ['gap', 'credits']);
  const priced = ['credits', 'credit_price', 'allowances', 'allowance_price'];
  tell('cost', found.cost, 'credits * credit_price + allowances * allowance_price', priced);
  tell('cost_allowances_only', found.costAllowancesOnly, 'gap * allowance_price', ['gap', 'allowance_price']);
  tell('saving', found.saving, 'cost_allowances_only - cost', ['cost_allowances_only', 'cost']);
  return sheet.result(coverCostMethod, rules.findings, rules.conventions);
}
