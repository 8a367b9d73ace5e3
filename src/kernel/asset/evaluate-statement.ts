import { figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { least, most, ofUnits, sumUnits } from '../quantity/whole.ts';
import { marketValueOf, unpriced, type ValuedLot } from './evaluate-valuation.ts';

/** A class of units that is held. */
export interface StatedHolding extends ValuedLot {
  /** Of the quantity: on reserved, frozen, pledged, lent accounts. */
  readonly locked: bigint;
  /** Of the quantity: may be surrendered for a year that is open. */
  readonly usable: bigint;
  readonly credit: boolean;
}

/** A compliance year of an entity that owes. */
export interface StatedYear {
  /** `PLANT 2024`: the place of its figures in the result. */
  readonly id: string;
  readonly obligation: bigint;
  readonly surrendered: bigint;
  readonly allocation: bigint;
  readonly issued: bigint;
  /** Credits that may still be surrendered for the year. */
  readonly creditsLeft: bigint;
}

/** An asset that is not there yet: told apart and counted nowhere. */
export interface StatedPotential {
  readonly id: string;
  readonly quantity: Decimal;
  /** 0 to 1. */
  readonly probability: Decimal;
  readonly price: Decimal | null;
}

export interface StatementInput {
  readonly holdings: readonly StatedHolding[];
  readonly years: readonly StatedYear[];
  readonly potentials: readonly StatedPotential[];
  /** Of one allowance; null: what is expected and what is owed has no value. */
  readonly allowancePrice: Decimal | null;
}

export const statementFigures = {
  quantity: figure('quantity', '数量', 'Quantity', 't'),
  locked: figure('locked', '其中受限', 'Of it locked', 't'),
  usable: figure('usable', '可用于清缴', 'Usable for surrender', 't'),
  cost: figure('cost', '成本', 'Cost', 'CNY', 2),
  price: figure('price', '市价', 'Market price', 'CNY/t', 2),
  market_value: figure('market_value', '市值', 'Market value', 'CNY', 2),
  unrealized: figure('unrealized', '未实现损益', 'Unrealized result', 'CNY', 2),
  allowance_price: figure('allowance_price', '配额计价价格', 'Price of an allowance', 'CNY/t', 2),
  obligation: figure('obligation', '应清缴量', 'Amount to surrender', 't'),
  surrendered: figure('surrendered', '已清缴', 'Surrendered', 't'),
  allocation: figure('allocation', '应得配额', 'Allocation', 't'),
  issued: figure('issued', '已发放', 'Issued', 't'),
  credits_left: figure('credits_left', '抵销余量', 'Credits still allowed', 't'),
  expected: figure('expected', '待发放', 'Expected issue', 't'),
  expected_value: figure('expected_value', '待发放市值', 'Value of the expected issue', 'CNY', 2),
  outstanding: figure('outstanding', '尚需清缴', 'Still owed', 't'),
  to_return: figure('to_return', '应退回', 'To be returned', 't'),
  owed_value: figure('owed_value', '负碳资产', 'Negative asset', 'CNY', 2),
  probability: figure('probability', '实现概率', 'Probability', '1', 2),
  weighted: figure('weighted', '概率加权数量', 'Quantity weighted', 't', 0),
  potential_value: figure('potential_value', '潜在资产价值', 'Value of a potential asset', 'CNY', 2),
  cost_sum: figure('cost_sum', '持有成本合计', 'Cost of what is held', 'CNY', 2),
  market_sum: figure('market_sum', '持有市值合计', 'Market value of what is held', 'CNY', 2),
  expected_sum: figure('expected_sum', '待发放市值合计', 'Value of all expected issues', 'CNY', 2),
  positive: figure('positive', '正碳资产', 'Positive carbon assets', 'CNY', 2),
  negative: figure('negative', '负碳资产合计', 'Negative carbon assets', 'CNY', 2),
  net: figure('net', '净碳资产', 'Net carbon assets', 'CNY', 2),
  unrealized_sum: figure('unrealized_sum', '未实现损益合计', 'Unrealized result of all', 'CNY', 2),
  allowances_usable: figure('allowances_usable', '可用配额', 'Allowances usable', 't'),
  credits_usable: figure('credits_usable', '可用抵销量', 'Credits usable', 't'),
  expected_units: figure('expected_units', '待发放合计', 'All expected issues', 't'),
  owed_units: figure('owed_units', '负碳资产数量', 'Units owed', 't'),
  balance: figure('balance', '盈缺（正为盈余）', 'Balance (positive: surplus)', 't'),
  gap_value: figure('gap_value', '补足缺口的市值', 'Gap at market price', 'CNY', 2),
  potential_sum: figure('potential_sum', '潜在资产（另列）', 'Potential assets, apart', 'CNY', 2),
} as const;
const f = statementFigures;

export const statementMethod = {
  id: 'carbon-asset-statement',
  version: 1,
  title: { zh: '碳资产报表', en: 'Carbon-asset statement' },
  source: 'T/CIECCPA 002-2021 C.8; docs/spec/carbon-asset-statement.md',
};

type Ids<Name extends string> = Readonly<Record<Name, string[]>>;

/** Positive and negative carbon assets of a day: what is held, what is expected, what is owed; potential assets stand apart and are in no sum. Management figures. */
export function evaluateStatement(input: StatementInput): Evaluation {
  const sheet = openSheet();
  const findings: Finding[] = input.holdings.filter((one) => one.price === null && one.quantity > 0n).map((one) => unpriced(one.id));
  const price = input.allowancePrice;
  if (price !== null) sheet.input(f.allowance_price, {}, price);
  else if (input.years.length > 0) findings.push(noAllowancePrice);
  const held = tellHoldings(sheet, input.holdings);
  const years = tellYears(sheet, input.years, price);
  const potential = tellPotentials(sheet, input.potentials);
  const tell = (name: keyof typeof f, value: Decimal | null, formula: string, uses: readonly string[]) =>
    sheet.step(f[name], {}, value, { formula, uses });
  const [cost, market] = [sum(input.holdings, (one) => one.cost), sum(input.holdings, marketValueOf)];
  tell('cost_sum', cost, 'sum(cost)', held.cost);
  tell('market_sum', market, 'sum(market_value)', held.market_value);
  tell('unrealized_sum', market.minus(cost), 'market_sum - cost_sum', ['market_sum', 'cost_sum']);
  const expected = price && ofUnits(sumUnits(input.years, expectedOf)).times(price);
  tell('expected_sum', expected, 'sum(expected_value)', years.expected_value);
  const positive = expected === null ? market : market.plus(expected);
  tell('positive', positive, expected === null ? 'market_sum' : 'market_sum + expected_sum', ['market_sum', 'expected_sum']);
  const owed = sumUnits(input.years, (one) => outstandingOf(one) + toReturnOf(one));
  const negative = input.years.length === 0 ? zero : price && ofUnits(owed).times(price);
  tell('negative', negative, input.years.length === 0 ? '0' : 'sum(owed_value)', years.owed_value);
  tell('net', negative && positive.minus(negative), 'positive - negative', ['positive', 'negative']);
  tellBalance(sheet, input, { usable: held.usable, ...years }, owed);
  tell('potential_sum', sum(input.potentials, potentialOf), 'sum(potential_value)', potential);
  return sheet.result(statementMethod, findings, []);
}

const sum = <T>(all: readonly T[], of: (one: T) => Decimal): Decimal => all.reduce((total, one) => total.plus(of(one)), zero);
const outstandingOf = (one: StatedYear): bigint => most(0n, one.obligation - one.surrendered);
const expectedOf = (one: StatedYear): bigint => most(0n, one.allocation - one.issued);
const toReturnOf = (one: StatedYear): bigint => most(0n, one.issued - one.allocation);
const potentialOf = (one: StatedPotential): Decimal => (one.price === null ? zero : one.quantity.times(one.probability).times(one.price));

function tellHoldings(sheet: Sheet, holdings: readonly StatedHolding[]): Ids<'cost' | 'market_value' | 'usable'> {
  const ids: Ids<'cost' | 'market_value' | 'usable'> = { cost: [], market_value: [], usable: [] };
  for (const one of holdings) {
    const at = { held: one.id };
    const quantity = sheet.input(f.quantity, at, ofUnits(one.quantity));
    sheet.input(f.locked, at, ofUnits(one.locked));
    ids.usable.push(sheet.input(f.usable, at, ofUnits(one.usable)));
    const cost = sheet.input(f.cost, at, one.cost);
    ids.cost.push(cost);
    const uses = one.price === null ? [cost] : [quantity, sheet.input(f.price, at, one.price)];
    const formula = one.price === null ? 'cost' : 'quantity * price';
    const market = sheet.step(f.market_value, at, marketValueOf(one), { formula, uses });
    ids.market_value.push(market);
    sheet.step(f.unrealized, at, marketValueOf(one).minus(one.cost), { formula: 'market_value - cost', uses: [market, cost] });
  }
  return ids;
}

function tellYears(
  sheet: Sheet,
  years: readonly StatedYear[],
  price: Decimal | null,
): Ids<'expected' | 'expected_value' | 'owed' | 'owed_value' | 'credits_left'> {
  const ids: Ids<'expected' | 'expected_value' | 'owed' | 'owed_value' | 'credits_left'> = {
    ...{ expected: [], expected_value: [], owed: [], owed_value: [], credits_left: [] },
  };
  const priced = price === null ? [] : ['allowance_price'];
  for (const one of years) {
    const at = { year: one.id };
    const [obligation, surrendered] = [
      sheet.input(f.obligation, at, ofUnits(one.obligation)),
      sheet.input(f.surrendered, at, ofUnits(one.surrendered)),
    ];
    const [allocation, issued] = [sheet.input(f.allocation, at, ofUnits(one.allocation)), sheet.input(f.issued, at, ofUnits(one.issued))];
    ids.credits_left.push(sheet.input(f.credits_left, at, ofUnits(one.creditsLeft)));
    const step = (name: keyof typeof f, units: bigint, formula: string, uses: readonly string[]) =>
      sheet.step(f[name], at, ofUnits(units), { formula, uses });
    const money = (name: keyof typeof f, units: bigint, formula: string, uses: readonly string[]) =>
      sheet.step(f[name], at, price && ofUnits(units).times(price), { formula, uses: [...uses, ...priced] });
    const expected = step('expected', expectedOf(one), 'max(0, allocation - issued)', [allocation, issued]);
    ids.expected.push(expected);
    ids.expected_value.push(money('expected_value', expectedOf(one), 'expected * allowance_price', [expected]));
    const outstanding = step('outstanding', outstandingOf(one), 'max(0, obligation - surrendered)', [obligation, surrendered]);
    const back = step('to_return', toReturnOf(one), 'max(0, issued - allocation)', [issued, allocation]);
    ids.owed.push(outstanding, back);
    const owed = outstandingOf(one) + toReturnOf(one);
    ids.owed_value.push(money('owed_value', owed, '(outstanding + to_return) * allowance_price', [outstanding, back]));
  }
  return ids;
}

/** Units usable and expected beside the units owed; credits count up to what the rules still let in. */
function tellBalance(
  sheet: Sheet,
  { holdings, years, allowancePrice: price }: StatementInput,
  ids: Ids<'usable' | 'expected' | 'owed' | 'credits_left'>,
  owed: bigint,
): void {
  const usable = (credit: boolean) =>
    sumUnits(
      holdings.filter((one) => one.credit === credit),
      (one) => one.usable,
    );
  const usesOf = (credit: boolean) => ids.usable.filter((_, i) => holdings[i]?.credit === credit);
  const left = sumUnits(years, (one) => least(outstandingOf(one), most(0n, one.creditsLeft)));
  const credits = least(usable(true), left);
  const expected = sumUnits(years, expectedOf);
  const step = (name: keyof typeof f, value: Decimal | null, formula: string, uses: readonly string[]) =>
    sheet.step(f[name], {}, value, { formula, uses });
  step('allowances_usable', ofUnits(usable(false)), 'sum(usable), allowances', usesOf(false));
  step('credits_usable', ofUnits(credits), 'min(sum(usable), sum(min(outstanding, credits_left)))', [
    ...usesOf(true),
    ...ids.credits_left,
    ...ids.owed,
  ]);
  step('expected_units', ofUnits(expected), 'sum(expected)', ids.expected);
  step('owed_units', ofUnits(owed), 'sum(outstanding + to_return)', ids.owed);
  const balance = usable(false) + credits + expected - owed;
  const parts = ['allowances_usable', 'credits_usable', 'expected_units', 'owed_units'];
  step('balance', ofUnits(balance), 'allowances_usable + credits_usable + expected_units - owed_units', parts);
  const gap = price && ofUnits(most(0n, -balance)).times(price);
  step('gap_value', gap, 'max(0, -balance) * allowance_price', ['balance', ...(price === null ? [] : ['allowance_price'])]);
}

function tellPotentials(sheet: Sheet, potentials: readonly StatedPotential[]): string[] {
  return potentials.map((one) => {
    const at = { potential: one.id };
    const quantity = sheet.input(f.quantity, at, one.quantity);
    const probability = sheet.input(f.probability, at, one.probability);
    const weighted = sheet.step(f.weighted, at, one.quantity.times(one.probability), {
      formula: 'quantity * probability',
      uses: [quantity, probability],
    });
    const uses = one.price === null ? [weighted] : [weighted, sheet.input(f.price, at, one.price)];
    const value = one.price === null ? null : potentialOf(one);
    return sheet.step(f.potential_value, at, value, { formula: 'weighted * price', uses });
  });
}

const noAllowancePrice: Finding = {
  code: 'no_allowance_price',
  severity: 'warning',
  place: { path: '/allowance_price' },
  text: {
    zh: '没有配额计价价格，待发放和应清缴的单位只有数量',
    en: 'Without a price of an allowance, what is expected and owed is told in units only',
  },
  cure: { zh: '登记计价价格', en: 'Record a price to value with' },
};
