import { addDays, type Day, parseDay } from '../calendar/day.ts';
import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import { type GivenRules, openRules } from '../market/open-rules.ts';
import type { RuleBook } from '../market/rule-book.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { ofUnits } from '../quantity/whole.ts';
import { faultyInput } from './faulty-input.ts';
import { type Encumbrance, surrenderable } from './surrenderable.ts';

export interface SurrenderableInput {
  readonly year: number;
  readonly holding: bigint;
  readonly obligation: bigint;
  readonly encumbrances: readonly Encumbrance[];
  readonly deadline: Day | null;
  /** Days that units need to reach the registry account before they can be surrendered. */
  readonly leadDays: number;
  readonly rules?: GivenRules;
}

export const surrenderableFigures = {
  holding: figure('holding', '持有量', 'Holding', 't'),
  obligation: figure('obligation', '应清缴量', 'Amount to surrender', 't'),
  encumbrance: figure('encumbrance', '受限数量', 'Encumbered', 't'),
  lead_days: figure('lead_days', '划转所需天数', 'Days needed for the transfer', 'd'),
  deadline: figure('deadline', '清缴截止日', 'Surrender deadline'),
  latest_return: figure('latest_return', '最晚返还日', 'Last day for units to come back'),
  encumbered: figure('encumbered', '受限合计', 'Encumbered, all', 't'),
  surrenderable: figure('surrenderable', '可清缴量', 'Surrenderable', 't'),
  short: figure('short', '不足量', 'Short', 't'),
  surrenderable_by_deadline: figure('surrenderable_by_deadline', '截止日前可清缴量', 'Surrenderable by the deadline', 't'),
  short_by_deadline: figure('short_by_deadline', '截止日前仍不足量', 'Still short by the deadline', 't'),
} as const;
const f = surrenderableFigures;

export const surrenderableMethod = {
  id: 'surrenderable-units',
  version: 1,
  title: { zh: '可清缴量与日历冲突', en: 'Surrenderable units and calendar conflicts' },
  source: 'docs/spec/surrenderable-units.md; 碳排放权登记管理规则（试行）',
};

const kinds = {
  pledged: { zh: '质押', en: 'pledged' },
  lent: { zh: '借出', en: 'lent' },
  repo: { zh: '回购卖出', en: 'sold under repurchase' },
  frozen: { zh: '冻结', en: 'frozen' },
  reserved: { zh: '预留', en: 'reserved' },
} as const;

/** How much of a holding may be surrendered, and which pledges and loans collide with the deadline. */
export function evaluateSurrenderable(input: SurrenderableInput, calendar: RuleBook): Evaluation {
  const sheet = openSheet();
  const rules = openRules(sheet, calendar, String(input.year), input.rules);
  const deadline = input.deadline ?? parseDay(rules.word('surrender_deadline'));
  if (deadline === null)
    throw faultyInput('/rules/surrender_deadline', '不是日期', 'not a day', '写作 YYYY-MM-DD', 'Write it as YYYY-MM-DD');
  if (input.deadline !== null) sheet.input(f.deadline, {}, deadline);
  const latest = addDays(deadline, -input.leadDays);
  const found = surrenderable(input.holding, input.encumbrances, input.obligation, latest);
  if (found === null) {
    throw faultyInput(
      '/encumbrances',
      '受限数量合计大于持有量',
      'more is encumbered than is held',
      '核对质押、借出和冻结记录',
      'Check the pledges, loans and freezes',
    );
  }
  sheet.input(f.holding, {}, ofUnits(input.holding));
  sheet.input(f.obligation, {}, ofUnits(input.obligation));
  const ids = input.encumbrances.map((one) => sheet.input(f.encumbrance, { encumbrance: one.id }, ofUnits(one.quantity)));
  const lead = sheet.input(f.lead_days, {}, ofUnits(BigInt(input.leadDays)));
  const from = input.deadline === null ? 'surrender_deadline' : 'deadline';
  sheet.step(f.latest_return, {}, latest, { formula: `${from} - lead_days`, uses: [from, lead] });
  const tell = (name: keyof typeof f, value: bigint, formula: string, uses: readonly string[]) =>
    sheet.step(f[name], {}, ofUnits(value), { formula, uses });
  tell('encumbered', found.encumbered, 'sum(encumbrance)', ids);
  tell('surrenderable', found.now, 'holding - encumbered', ['holding', 'encumbered']);
  tell('short', found.short, 'max(0, obligation - surrenderable)', ['obligation', 'surrenderable']);
  tell('surrenderable_by_deadline', found.byDeadline, 'surrenderable + encumbrance back by latest_return', [
    'surrenderable',
    ...ids,
    'latest_return',
  ]);
  tell('short_by_deadline', found.shortByDeadline, 'max(0, obligation - surrenderable_by_deadline)', [
    'obligation',
    'surrenderable_by_deadline',
  ]);
  const findings = found.conflicts.map((one): Finding => conflictOf(one, deadline, latest));
  return sheet.result(surrenderableMethod, [...findings, ...rules.findings], rules.conventions);
}

function conflictOf(one: Encumbrance, deadline: Day, latest: Day): Finding {
  const kind = kinds[one.kind];
  const place = { path: '/encumbrances', at: { encumbrance: one.id } };
  if (one.returns === null) {
    const text = { zh: `${kind.zh} ${one.quantity} 吨没有约定返还日`, en: `${one.quantity} t ${kind.en} without a day of return` };
    return {
      code: 'return_day_missing',
      severity: 'warning',
      place,
      text,
      cure: { zh: '补充返还或解除日期', en: 'Give the day of return or release' },
    };
  }
  const after = one.returns > deadline;
  return {
    code: after ? 'return_after_deadline' : 'return_too_close_to_deadline',
    severity: 'warning',
    place,
    text: {
      zh: `${kind.zh} ${one.quantity} 吨于 ${one.returns} 返还，晚于${after ? `清缴截止日 ${deadline}` : `最晚返还日 ${latest}`}`,
      en: `${one.quantity} t ${kind.en} come back on ${one.returns}, after the ${after ? `deadline ${deadline}` : `last day in time ${latest}`}`,
    },
    cure: { zh: '提前返还或解除，或另行补足', en: 'Have them returned or released earlier, or cover the amount otherwise' },
  };
}
