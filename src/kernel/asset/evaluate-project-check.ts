import { addDays, compareDays, type Day, parseDay } from '../calendar/day.ts';
import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import { type GivenRules, openRules, type Rules } from '../market/open-rules.ts';
import type { RuleBook } from '../market/rule-book.ts';
import { nextTradingDay } from '../market/trading-day.ts';
import type { Evaluation } from '../method/evaluation.ts';
import type { Text } from '../text.ts';
import { faultyInput } from './faulty-input.ts';

export interface ProjectCheckInput {
  readonly construction: Day;
  /** The stretch whose reductions are applied for, both days included. */
  readonly from: Day;
  readonly to: Day;
  readonly application: Day;
  readonly creditingFrom: Day;
  readonly creditingTo: Day;
  readonly validator: string | null;
  readonly verifier: string | null;
  /** Obliged by law, or inside the quota management of a carbon market. */
  readonly obliged: boolean;
  readonly insideMarket: boolean;
  readonly rules?: GivenRules;
}

export const projectCheckFigures = {
  construction: figure('construction', '开工日期', 'Start of construction'),
  stretch: figure('stretch', '申请减排量的时段', 'Stretch applied for'),
  application: figure('application', '申请日期', 'Application'),
  crediting: figure('crediting', '计入期', 'Crediting period'),
  check: figure('check', '检查结果', 'Check'),
  eligible: figure('eligible', '是否符合', 'Eligible'),
  earliest_day: figure('earliest_day', '可计入的最早日期', 'First day that counts'),
  public_until: figure('public_until', '公示截止日（预计）', 'End of the public notice, expected'),
  registered_by: figure('registered_by', '登记完成日（预计）', 'Registered by, expected'),
} as const;
const f = projectCheckFigures;

export const projectCheckMethod = {
  id: 'ccer-project-check',
  version: 1,
  title: { zh: '核证自愿减排量申请条件检查', en: 'Check of an application for certified reductions' },
  source: '温室气体自愿减排交易管理办法（试行）',
};

interface Condition {
  readonly code: string;
  readonly good: boolean;
  readonly formula: string;
  readonly uses: readonly string[];
  readonly text: Text;
}

/** Whether a stretch of reductions may be applied for, from which day on it counts, and when the steps are likely to end. */
export function evaluateProjectCheck(input: ProjectCheckInput, book: RuleBook, holidays: RuleBook | undefined): Evaluation {
  if (input.to < input.from) throw faultyInput('/to', '时段首尾颠倒', 'the stretch runs backwards', '改正起止', 'Put the ends right');
  const sheet = openSheet();
  const rules = openRules(sheet, book, input.application, input.rules);
  sheet.input(f.construction, {}, input.construction);
  sheet.input(f.stretch, {}, `${input.from}–${input.to}`);
  sheet.input(f.application, {}, input.application);
  sheet.input(f.crediting, {}, `${input.creditingFrom}–${input.creditingTo}`);
  const earliest = earliestDay(input, rules);
  const conditions = conditionsOf(input, rules.word('construction_after'), earliest);
  const uses = ['reductions_after', 'years_before_application', 'application', 'crediting'];
  sheet.step(f.earliest_day, {}, earliest, {
    formula: 'latest of: day after reductions_after, application - years_before_application, start of crediting',
    uses,
  });
  const checks = conditions.map(({ code, good, formula, uses: on }) =>
    sheet.step(f.check, { check: code }, good ? 'pass' : 'fail', { formula, uses: on }),
  );
  sheet.step(f.eligible, {}, conditions.every((one) => one.good) ? 'yes' : 'no', { formula: 'all checks pass', uses: checks });
  const notice = addWorkingDays(holidays, input.application, rules.number('public_working_days').toNumber());
  const first = sheet.step(f.public_until, {}, notice, {
    formula: 'application + public_working_days',
    uses: ['application', 'public_working_days'],
  });
  const done = addWorkingDays(holidays, notice, rules.number('registry_working_days').toNumber());
  sheet.step(f.registered_by, {}, done, { formula: 'public_until + registry_working_days', uses: [first, 'registry_working_days'] });
  const findings = conditions.filter((one) => !one.good).map(findingOf);
  return sheet.result(projectCheckMethod, [...findings, ...rules.findings], rules.conventions);
}

function dayOf(rules: Rules, name: string): Day {
  const day = parseDay(rules.word(name));
  if (day === null) throw faultyInput(`/rules/${name}`, '不是日期', 'not a day', '写作 YYYY-MM-DD', 'Write it as YYYY-MM-DD');
  return day;
}

function earliestDay(input: ProjectCheckInput, rules: Rules): Day {
  const after = addDays(dayOf(rules, 'reductions_after'), 1);
  const back = yearsBefore(input.application, rules.number('years_before_application').toNumber());
  return [after, back, input.creditingFrom].sort(compareDays).at(-1) ?? after;
}

/** The same day some years earlier; the 29th of February becomes the 28th. */
function yearsBefore(day: Day, years: number): Day {
  const year = String(Number(day.slice(0, 4)) - Math.floor(years)).padStart(4, '0');
  const found = parseDay(`${year}${day.slice(4)}`) ?? parseDay(`${year}-02-28`);
  if (found === null)
    throw faultyInput('/rules/years_before_application', '年数过大', 'too many years', '改正年数', 'Put the number right');
  return found;
}

/** Working days as the exchange's trading days: days made up for at weekends are not known here, so the true day may be earlier. */
export function addWorkingDays(holidays: RuleBook | undefined, from: Day, count: number): Day {
  if (count > 1_000) throw faultyInput('/rules', '工作日数过大', 'too many working days', '改正天数', 'Put the number right');
  let day = from;
  for (let n = 0; n < count; n += 1) day = nextTradingDay(holidays, day);
  return day;
}

function conditionsOf(input: ProjectCheckInput, constructionAfter: string, earliest: Day): Condition[] {
  const { construction, from, to, application, validator, verifier } = input;
  return [
    {
      ...{ code: 'construction', good: construction > constructionAfter, formula: 'construction > construction_after' },
      uses: ['construction', 'construction_after'],
      text: {
        zh: `开工日期 ${construction} 不晚于 ${constructionAfter}`,
        en: `construction started on ${construction}, not after ${constructionAfter}`,
      },
    },
    {
      ...{ code: 'earliest_day', good: from >= earliest, formula: 'stretch starts on or after earliest_day' },
      uses: ['stretch', 'earliest_day'],
      text: {
        zh: `时段自 ${from} 起，早于可计入的最早日期 ${earliest}`,
        en: `the stretch starts on ${from}, before the first day that counts, ${earliest}`,
      },
    },
    {
      ...{
        code: 'crediting',
        good: to <= input.creditingTo && to < application,
        formula: 'stretch ends inside crediting and before application',
      },
      uses: ['stretch', 'crediting', 'application'],
      text: {
        zh: `时段止于 ${to}，超出计入期或晚于申请`,
        en: `the stretch ends on ${to}, outside the crediting period or after the application`,
      },
    },
    {
      ...{
        code: 'bodies',
        good: validator === null || verifier === null || validator !== verifier,
        formula: 'verifier is not the validator',
        uses: [],
      },
      text: { zh: '审定与核查不能由同一机构承担', en: 'validation and verification must be by different bodies' },
    },
    {
      ...{ code: 'obliged', good: !input.obliged, formula: 'not obliged by law', uses: [] },
      text: { zh: '属于法律法规规定的减排义务', en: 'the reduction is obliged by law' },
    },
    {
      ...{ code: 'inside_market', good: !input.insideMarket, formula: 'not inside quota management', uses: [] },
      text: { zh: '纳入碳排放权交易市场配额管理', en: 'the project is inside the quota management of a carbon market' },
    },
  ];
}

function findingOf({ code, text }: Condition): Finding {
  const cure = { zh: '调整时段或不予申请', en: 'Change the stretch, or do not apply' };
  return {
    code: `project_${code}`,
    severity: 'error',
    place: { symbol: 'check', at: { check: code } },
    text,
    cure,
    source: projectCheckMethod.source,
  };
}
