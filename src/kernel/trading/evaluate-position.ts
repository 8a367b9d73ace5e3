import { creditLimit } from '../asset/composition.ts';
import { convention, figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import { type GivenRules, openRules } from '../market/open-rules.ts';
import type { RuleBook } from '../market/rule-book.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { least, ofUnits, unitsAbove } from '../quantity/whole.ts';

export interface PositionYear {
  readonly year: number;
  readonly holdings: bigint;
  /** Allowances still expected; may be negative when some must be given back. */
  readonly expectedIssue: bigint;
  readonly credits: bigint;
  readonly obligation: { readonly value: Decimal; readonly p10: Decimal | null; readonly p90: Decimal | null };
  /** Cost of what is held, for the average; null: not known. */
  readonly cost: Decimal | null;
}

export const positionFigures = {
  holdings: figure('holdings', '可用持有量', 'Usable holdings', 't'),
  expected_issue: figure('expected_issue', '预计发放', 'Expected issue', 't'),
  credits: figure('credits', '核证自愿减排量', 'Credits', 't'),
  holding_cost: figure('holding_cost', '持有成本', 'Cost of the holdings', 'CNY', 2),
  obligation: figure('obligation', '预计应清缴量', 'Obligation expected', 't', 2),
  obligation_p10: figure('obligation_p10', '应清缴量下限 P10', 'Obligation, lower end P10', 't', 2),
  obligation_p90: figure('obligation_p90', '应清缴量上限 P90', 'Obligation, upper end P90', 't', 2),
  credits_usable: figure('credits_usable', '可用于抵销的量', 'Credits that count', 't'),
  cover: figure('cover', '可用合计', 'Cover', 't'),
  position: figure('position', '头寸（正为盈余）', 'Position (positive: surplus)', 't', 2),
  position_p10: figure('position_p10', '头寸下限', 'Position, lower end', 't', 2),
  position_p90: figure('position_p90', '头寸上限', 'Position, upper end', 't', 2),
  cover_ratio: figure('cover_ratio', '覆盖率', 'Cover ratio', '1', 4),
  average_cost: figure('average_cost', '平均成本', 'Average cost', 'CNY/tCO2', 4),
} as const;
const f = positionFigures;

export const positionMethod = {
  id: 'carbon-position',
  version: 1,
  title: { zh: '分年度头寸', en: 'Position by compliance year' },
  source: 'T/CIECCPA 002-2021 B.6; docs/spec/carbon-position.md',
};

/** Position of each compliance year: usable holdings + expected issue + credits within their limit − expected obligation, with its range. */
export function evaluatePosition(
  input: { readonly years: readonly PositionYear[]; readonly rules?: GivenRules },
  book: RuleBook,
): Evaluation {
  const sheet = openSheet();
  const findings: Finding[] = [];
  const conventions: Convention[] = [];
  const first = input.years[0]?.year ?? 0;
  const rules = openRules(sheet, book, String(first), input.rules);
  const share = rules.number('credit_share');
  for (const row of input.years) {
    const at = { year: String(row.year) };
    const { value, p10, p90 } = row.obligation;
    const limit = creditLimit(unitsAbove(value), share);
    const usable = least(row.credits, limit);
    const cover = row.holdings + row.expectedIssue + usable;
    const [holdings, issue] = [
      sheet.input(f.holdings, at, ofUnits(row.holdings)),
      sheet.input(f.expected_issue, at, ofUnits(row.expectedIssue)),
    ];
    const [credits, owed] = [sheet.input(f.credits, at, ofUnits(row.credits)), sheet.input(f.obligation, at, value)];
    const counted = sheet.step(f.credits_usable, at, ofUnits(usable), {
      formula: 'min(credits, floor(obligation * credit_share))',
      uses: [credits, owed, 'credit_share'],
    });
    const covered = sheet.step(f.cover, at, ofUnits(cover), {
      formula: 'holdings + expected_issue + credits_usable',
      uses: [holdings, issue, counted],
    });
    sheet.step(f.position, at, ofUnits(cover).minus(value), { formula: 'cover - obligation', uses: [covered, owed] });
    // The lower end of the position is that of the largest obligation.
    if (p90 !== null) {
      sheet.step(f.position_p10, at, ofUnits(cover).minus(p90), {
        formula: 'cover - obligation_p90',
        uses: [covered, sheet.input(f.obligation_p90, at, p90)],
      });
    }
    if (p10 !== null) {
      sheet.step(f.position_p90, at, ofUnits(cover).minus(p10), {
        formula: 'cover - obligation_p10',
        uses: [covered, sheet.input(f.obligation_p10, at, p10)],
      });
    }
    const ratio = value.greaterThan(zero) ? ofUnits(cover).dividedBy(value) : null;
    sheet.step(f.cover_ratio, at, ratio, { formula: 'cover / obligation', uses: [covered, owed] });
    if (row.cost !== null && row.holdings > 0n) {
      const cost = sheet.input(f.holding_cost, at, row.cost);
      sheet.step(f.average_cost, at, row.cost.dividedBy(ofUnits(row.holdings)), {
        formula: 'holding_cost / holdings',
        uses: [cost, holdings],
      });
    }
    if (row.credits > usable) findings.push(creditsOver(row.year, row.credits - usable));
  }
  conventions.push(convention('range', { zh: '区间', en: 'Range' }, 'obligation_only', 'default', positionMethod.source));
  return sheet.result(positionMethod, [...findings, ...rules.findings], [...rules.conventions, ...conventions]);
}

function creditsOver(year: number, over: bigint): Finding {
  return {
    code: 'credits_above_limit',
    severity: 'info',
    place: { symbol: 'credits_usable', at: { year: String(year) } },
    text: {
      zh: `${year} 年度有 ${over} 吨核证自愿减排量超出抵销上限，未计入`,
      en: `${over} t of credits are above the limit of ${year} and do not count`,
    },
    cure: { zh: '留待其他年度或出售', en: 'Keep them for another year, or sell them' },
  };
}
