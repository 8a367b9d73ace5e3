import { figure, openSheet } from '../../emission/uncertainty/sheet.ts';
import type { Convention, Evaluation } from '../../method/evaluation.ts';
import { Decimal, zero } from '../../quantity/decimal.ts';
import { floor } from '../../quantity/rounding.ts';
import { least, ofUnits, unitsAbove } from '../../quantity/whole.ts';

/** One entity's position of a compliance year, as its own desk tells it. */
export interface MemberPosition {
  readonly entity: string;
  readonly year: number;
  readonly holdings: bigint;
  readonly expectedIssue: bigint;
  readonly credits: bigint;
  readonly obligation: Decimal;
  readonly position: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
}

export const groupFigures = {
  position: figure('position', '头寸（正为盈余）', 'Position (positive: surplus)', 't', 2),
  position_low: figure('position_low', '头寸下限', 'Position, lower end', 't', 2),
  position_high: figure('position_high', '头寸上限', 'Position, upper end', 't', 2),
  holdings: figure('holdings', '可用持有量', 'Usable holdings', 't'),
  expected_issue: figure('expected_issue', '预计发放', 'Expected issue', 't'),
  credits_usable: figure('credits_usable', '可用于抵销的量', 'Credits that count', 't'),
  obligation: figure('obligation', '尚需清缴量', 'Still to be surrendered', 't', 2),
  group_holdings: figure('group_holdings', '可用持有量合计', 'Usable holdings, sum', 't'),
  group_expected_issue: figure('group_expected_issue', '预计发放合计', 'Expected issue, sum', 't'),
  group_credits: figure('group_credits', '可用于抵销的量合计', 'Credits that count, sum', 't'),
  group_obligation: figure('group_obligation', '尚需清缴量合计', 'Still to be surrendered, sum', 't', 2),
  group_position: figure('group_position', '集团头寸', 'Position of the group', 't', 2),
  group_position_low: figure('group_position_low', '集团头寸下限', 'Position of the group, lower end', 't', 2),
  group_position_high: figure('group_position_high', '集团头寸上限', 'Position of the group, upper end', 't', 2),
  group_cover_ratio: figure('group_cover_ratio', '集团覆盖率', 'Cover ratio of the group', '1', 4),
  short: figure('short', '短缺合计', 'Short, sum', 't', 2),
  long: figure('long', '盈余合计', 'Surplus, sum', 't', 2),
  internal: figure('internal', '可内部调剂', 'Can be covered within the group', 't', 2),
  to_buy: figure('to_buy', '仍须外购', 'Still to be bought outside', 't', 2),
} as const;
const f = groupFigures;

const method = {
  ...{ id: 'group-position', version: 1, source: 'T/CIECCPA 002-2021 B.7; docs/spec/group-position.md' },
  title: { zh: '集团分年度头寸', en: 'Position of a group by compliance year' },
};

const total = (all: readonly Decimal[]): Decimal => all.reduce((sum, one) => sum.plus(one), zero);

/** Sums of each compliance year over the entities, what is short in one where another is long, and what is still to be bought. */
export function evaluateGroup(members: readonly MemberPosition[]): Evaluation {
  const sheet = openSheet();
  for (const year of [...new Set(members.map((one) => one.year))].sort()) {
    const at = { year: String(year) };
    const own = members.filter((one) => one.year === year);
    const each = (symbol: keyof typeof f, of: (one: MemberPosition) => Decimal) =>
      own.map((one) => sheet.input(f[symbol], { entity: one.entity, ...at }, of(one)));
    const sum = (symbol: keyof typeof f, from: keyof typeof f, of: (one: MemberPosition) => Decimal): string =>
      sheet.step(f[symbol], at, total(own.map(of)), { formula: `sum of ${from}`, uses: each(from, of) });
    const cover = [
      sum('group_holdings', 'holdings', (one) => ofUnits(one.holdings)),
      sum('group_expected_issue', 'expected_issue', (one) => ofUnits(one.expectedIssue)),
      sum('group_credits', 'credits_usable', (one) => ofUnits(one.credits)),
    ];
    const owed = sum('group_obligation', 'obligation', (one) => one.obligation);
    const positions = each('position', (one) => one.position);
    sheet.step(f.group_position, at, total(own.map((one) => one.position)), { formula: 'sum of position', uses: positions });
    sum('group_position_low', 'position_low', (one) => one.low);
    sum('group_position_high', 'position_high', (one) => one.high);
    const obligation = total(own.map((one) => one.obligation));
    const there = total(own.map((one) => ofUnits(one.holdings + one.expectedIssue + one.credits)));
    sheet.step(f.group_cover_ratio, at, obligation.isZero() ? null : there.dividedBy(obligation), {
      formula: '(group_holdings + group_expected_issue + group_credits) / group_obligation',
      uses: [...cover, owed],
    });
    const short = total(own.map((one) => Decimal.max(zero, one.position.negated())));
    const long = total(own.map((one) => Decimal.max(zero, one.position)));
    const [shortId, longId] = [
      sheet.step(f.short, at, short, { formula: 'sum of max(0, -position)', uses: positions }),
      sheet.step(f.long, at, long, { formula: 'sum of max(0, position)', uses: positions }),
    ];
    const inside = sheet.step(f.internal, at, Decimal.min(short, long), { formula: 'min(short, long)', uses: [shortId, longId] });
    sheet.step(f.to_buy, at, short.minus(Decimal.min(short, long)), { formula: 'short - internal', uses: [shortId, inside] });
  }
  return sheet.result(method, [], [rangeConvention]);
}

const rangeConvention: Convention = {
  ...{ symbol: 'range', at: {}, title: { zh: '区间合并', en: 'Range of a sum' }, value: 'ends_added', unit: '', from: 'default' },
  ...{ source: method.source, confidence: 'medium' },
};

export interface Suggestion {
  readonly year: number;
  readonly from: string;
  readonly to: string;
  readonly quantity: bigint;
}

/**
 * Who could give to whom: the largest shortage from the largest surplus first, whole units, no more than what is held now (units still to be issued cannot
 * be transferred). Years are apart, because units count for one year each.
 */
export function suggestTransfers(members: readonly MemberPosition[]): Suggestion[] {
  const found: Suggestion[] = [];
  for (const year of [...new Set(members.map((one) => one.year))].sort()) {
    const own = members.filter((one) => one.year === year);
    const by = (a: { left: bigint; entity: string }, b: { left: bigint; entity: string }) =>
      a.left === b.left ? (a.entity < b.entity ? -1 : 1) : a.left > b.left ? -1 : 1;
    const gives = own
      .filter((one) => one.position.greaterThan(0))
      .map((one) => ({ entity: one.entity, left: least(BigInt(floor(one.position).toFixed()), one.holdings) }))
      .sort(by);
    const needs = own
      .filter((one) => one.position.isNegative())
      .map((one) => ({ entity: one.entity, left: unitsAbove(one.position.negated()) }))
      .sort(by);
    for (const need of needs)
      for (const give of gives) {
        const quantity = least(need.left, give.left);
        if (quantity <= 0n) continue;
        found.push({ year, from: give.entity, to: need.entity, quantity });
        give.left -= quantity;
        need.left -= quantity;
      }
  }
  return found;
}
