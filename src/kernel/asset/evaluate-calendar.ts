import { addDays, type Day, daysBetween, parseDay } from '../calendar/day.ts';
import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import { entryOn, type Rule, type RuleBook, type RuleEntry } from '../market/rule-book.ts';
import { nextTradingDay, tradingDay } from '../market/trading-day.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { Decimal } from '../quantity/decimal.ts';
import { faultyInput } from './faulty-input.ts';

export interface CalendarInput {
  readonly year: number;
  readonly sector: 'power' | 'industry';
  readonly today: Day | null;
}

/** One hard date of a compliance year. */
export interface ComplianceDate {
  readonly rule: Rule;
  readonly entry: RuleEntry;
  readonly day: Day;
}

export const calendarFigures = {
  today: figure('today', '当前日期', 'Today'),
  due: figure('due', '截止日', 'Due'),
  days_left: figure('days_left', '剩余天数', 'Days left', 'd'),
  last_trading_day: figure('last_trading_day', '截止日前最后可买入日（次日可划转）', 'Last day on which units bought can still be used'),
} as const;
const f = calendarFigures;

export const calendarMethod = {
  id: 'compliance-calendar',
  version: 1,
  title: { zh: '履约日历', en: 'Compliance calendar' },
  source: 'data/markets/cn-ets/compliance-calendar.yaml',
};

/** The dates of a compliance year in order, for one sector. */
export function complianceDates(book: RuleBook, year: number, sector: CalendarInput['sector']): ComplianceDate[] {
  const other = sector === 'power' ? '_industry' : '_power';
  return [...book.rules.values()]
    .flatMap((rule) => {
      const entry = rule.name.endsWith(other) ? null : entryOn(rule, String(year));
      const day = parseDay(entry?.value);
      return entry && day ? [{ rule, entry, day }] : [];
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** The last trading day whose purchases, free on the next trading day, can be surrendered by the deadline. */
export function lastUsefulTradingDay(holidays: RuleBook | undefined, deadline: Day): Day {
  let day = addDays(deadline, -1);
  while (tradingDay(holidays, day).kind !== 'open' || nextTradingDay(holidays, day) > deadline) day = addDays(day, -1);
  return day;
}

/** Hard dates of a compliance year with the days left; what has passed is said. */
export function evaluateCalendar(input: CalendarInput, book: RuleBook, holidays: RuleBook | undefined): Evaluation {
  const dates = complianceDates(book, input.year, input.sector);
  if (dates.length === 0) {
    throw faultyInput(
      '/compliance_year',
      `规则文件中没有 ${input.year} 年度的履约日期`,
      `the rule file has no dates for ${input.year}`,
      '补充规则文件，或选择其他年度',
      'Add the year to the rule file, or choose another',
    );
  }
  const sheet = openSheet();
  const findings: Finding[] = [];
  const conventions: Convention[] = [];
  const today = input.today === null ? [] : [sheet.input(f.today, {}, input.today)];
  for (const { rule, entry, day } of dates) {
    const { name: symbol, title, unit, digits } = rule;
    const { source, confidence } = entry;
    const looked = sheet.lookup({ symbol, title, unit, digits }, {}, day, {
      table: book.id,
      column: symbol,
      keys: [String(input.year)],
      source,
      confidence,
    });
    conventions.push({ symbol, at: {}, title, value: day, unit, from: 'default', source, confidence });
    const due = sheet.step(f.due, { step: symbol }, day, { formula: symbol, uses: [looked], source, note: title });
    if (input.today === null) continue;
    const left = daysBetween(input.today, day);
    sheet.step(f.days_left, { step: symbol }, new Decimal(left), { formula: 'due - today', uses: [due, ...today] });
    if (left < 0) findings.push(passed(rule, day));
  }
  const deadline = dates.find((one) => one.rule.name === 'surrender_deadline')?.day;
  if (deadline !== undefined) {
    const last = lastUsefulTradingDay(holidays, deadline);
    sheet.step(f.last_trading_day, {}, last, {
      formula: 'trading day whose next trading day is not after surrender_deadline',
      uses: ['surrender_deadline'],
    });
    if (!tradingDay(holidays, deadline).calendarKnown) findings.push(calendarUnknown(deadline.slice(0, 4)));
  }
  return sheet.result(calendarMethod, findings, conventions);
}

function passed(rule: Rule, day: Day): Finding {
  return {
    code: 'date_passed',
    severity: 'info',
    place: { symbol: rule.name },
    text: { zh: `“${rule.title.zh}”的日期 ${day} 已过`, en: `“${rule.title.en}” was due on ${day}` },
    cure: { zh: '核对是否已完成并留存记录', en: 'Check that it was done and recorded' },
  };
}

export function calendarUnknown(year: string): Finding {
  return {
    code: 'holidays_unknown',
    severity: 'warning',
    place: { file: 'markets/cn-ets/holidays.yaml' },
    text: { zh: `没有 ${year} 年的休市日数据，只排除了周末`, en: `The closed days of ${year} are not known; only weekends are left out` },
    cure: { zh: '把当年休市安排补入规则文件', en: 'Add the closed days of the year to the rule file' },
  };
}
