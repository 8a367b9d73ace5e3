import type { z } from 'zod';
import { emissionEndpoints, type workbench } from '../../../contract/emission.ts';
import { present } from '../../../kernel/assert.ts';
import { addDays, compareDays, type Day, daysBetween } from '../../../kernel/calendar/day.ts';
import { lastDay, parseMonth } from '../../../kernel/calendar/month.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { type Deed, whyNot } from '../../../kernel/emission/month-state.ts';
import type { Text } from '../../../kernel/text.ts';
import { query, type Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { plansDue } from './control-plan/plan-due.ts';
import { factsOf, permittedDeeds } from './grid-view.ts';
import { noNumber, numberOf, outputIndex } from './numbers.ts';
import { overallCompleteness } from './report-annual-result.ts';
import { transitionsOf } from './store/months.ts';
import { type CalculatedYear, calculateYear, loadUnitYears, type MonthStanding, monthStandings, type UnitYear } from './unit-year.ts';

type Workbench = z.input<typeof workbench>;
interface Standing {
  readonly data: UnitYear;
  readonly standing: MonthStanding;
}

/** Days after the end of a month within which its data and evidence are deposited (power-mrv.md §6). */
const depositDays = 40;

/** Until the annual report is due on 31 March, the year in hand is the one before. */
export function yearInHand(today: Day): number {
  const year = Number(today.slice(0, 4));
  return Number(today.slice(5, 7)) <= 3 ? year - 1 : year;
}

function gridPath(data: UnitYear, month?: string): string {
  return `/emission/units/${data.unit.id}/${data.year}${month ? `?month=${month}` : ''}`;
}

function settled(standing: MonthStanding): boolean {
  return standing.record?.state === 'approved' || standing.record?.state === 'locked';
}

function dueList(all: readonly Standing[], year: number, today: Day, entityPath: string): Workbench['due'] {
  const months = [...new Set(all.map((s) => s.standing.month))].sort();
  const deposits = months.flatMap((month) => {
    const own = all.filter((s) => s.standing.month === month);
    const due = addDays(lastDay(present(parseMonth(month), 'a month')), depositDays);
    const done = own.every((s) => settled(s.standing));
    // Months that are not over yet, and those long settled, are not news.
    if (compareDays(lastDay(present(parseMonth(month), 'a month')), today) >= 0 || (done && compareDays(due, today) < 0)) return [];
    const first = own.find((s) => !settled(s.standing)) ?? own[0];
    const title: Text = { zh: `${month} 月度数据与证据存证`, en: `Deposit of data and evidence for ${month}` };
    return first
      ? [{ key: `deposit-${month}`, title, due, daysLeft: daysBetween(today, due), done, path: gridPath(first.data, month) }]
      : [];
  });
  const due = `${year + 1}-03-31` as Day;
  const report = {
    key: `report-${year}`,
    title: { zh: `${year} 年度排放报告`, en: `Annual emission report ${year}` },
    due,
    daysLeft: daysBetween(today, due),
    done: all.length > 0 && all.every((s) => s.standing.record?.state === 'locked'),
    path: entityPath,
  };
  return [...deposits, report].sort((a, b) => (a.due < b.due ? -1 : 1));
}

async function wrongList(work: Work, all: readonly Standing[]): Promise<Workbench['wrong']> {
  const wrong: Workbench['wrong'] = all
    .filter((s) => !settled(s.standing) && s.standing.errors + s.standing.unexplained > 0)
    .map(({ data, standing }) => ({
      severity: standing.errors > 0 ? ('error' as const) : ('warning' as const),
      title: {
        zh: `${data.unit.name} ${standing.month}：${standing.errors} 个错误，${standing.unexplained} 个警告待说明`,
        en: `${data.unit.nameEn} ${standing.month}: ${standing.errors} errors, ${standing.unexplained} warnings without a reason`,
      },
      path: gridPath(data, standing.month),
    }));
  for (const meter of await organization.metersOutOfCalibration(work)) {
    const expired = meter.state === 'expired' || meter.state === 'never';
    wrong.push({
      severity: expired ? 'error' : 'warning',
      title: expired
        ? { zh: `${meter.name} 校准已过期或未校准`, en: `${meter.nameEn}: calibration expired or missing` }
        : {
            zh: `${meter.name} 校准将于 ${meter.validUntil ?? ''} 到期`,
            en: `${meter.nameEn}: calibration ends on ${meter.validUntil ?? ''}`,
          },
      path: `/organization?meter=${meter.id}`,
    });
  }
  return wrong;
}

const nextTitles: Record<Exclude<Deed, 'return'>, Text> = {
  submit: { zh: '待提交的月份', en: 'Months to submit' },
  review: { zh: '待我审核的月份', en: 'Months to review' },
  approve: { zh: '待我批准的月份', en: 'Months to approve' },
  lock: { zh: '待我锁定的月份', en: 'Months to lock' },
};

async function nextList(work: Work, all: readonly Standing[]): Promise<Workbench['next']> {
  const rights = new Map<string, Awaited<ReturnType<typeof permittedDeeds>>>();
  for (const { data } of all)
    if (!rights.has(data.unit.entityId)) rights.set(data.unit.entityId, await permittedDeeds(work, data.unit.entityId));
  return (Object.keys(nextTitles) as (keyof typeof nextTitles)[]).flatMap((deed) => {
    const open = all.filter(({ data, standing }) => {
      const permitted = rights.get(data.unit.entityId)?.[deed] ?? false;
      // For submission the month counts as soon as it is a draft with data: what still blocks it stands in the list of what is wrong.
      const facts = deed === 'submit' ? { ...factsOf(standing), errors: 0, unexplainedWarnings: 0 } : factsOf(standing);
      return standing.record !== null && whyNot(deed, facts, { person: work.actor.personId, permitted, reason: null }) === null;
    });
    const first = open[0];
    return first ? [{ key: deed, title: nextTitles[deed], count: open.length, path: gridPath(first.data, first.standing.month) }] : [];
  });
}

function headline(now: CalculatedYear | null, before: CalculatedYear | null, year: number, entityPath: string): Workbench['headline'] {
  const pick = now ? outputIndex(now.evaluation) : null;
  const earlier = before ? outputIndex(before.evaluation) : null;
  const card = (key: string, unit: string, symbol: string | undefined, past = symbol) => {
    const output = symbol ? pick?.(symbol) : undefined;
    const last = past ? earlier?.(past) : undefined;
    const previous = last?.rounded ?? last?.value;
    return {
      key,
      number: output ? numberOf(output) : noNumber({ zh: '无数据', en: 'No data' }, unit),
      compare: previous ? { label: { zh: `${year - 1} 年`, en: `${year - 1}` }, value: previous } : null,
      path: entityPath,
    };
  };
  return [
    card('total', 'tCO2', now?.totals.emission, before?.totals.emission),
    card('obligation', 'tCO2', now?.totals.obligation, before?.totals.obligation),
    card('generation', 'MWh', 'generation_total_mwh'),
    card('heat', 'GJ', 'heat_total_gj'),
  ];
}

/** Months that stand as drafts because somebody returned them. */
async function returnedMonths(work: Work, all: readonly Standing[]): Promise<ReadonlySet<string>> {
  const drafts = all.flatMap(({ standing: { record } }) => (record?.state === 'draft' && record.version > 1 ? [record.id] : []));
  const moves = await transitionsOf(work.tx, work.actor.organizationId, drafts);
  return new Set(moves.filter((one) => one.toState === 'draft').map((one) => one.monthRecordId));
}

/** The first screen: where we are, what is due, what is wrong, what next (product.md; ux.md §2). */
export function reportWorkbench(shelf: Shelf) {
  return query({
    name: 'emission.report-workbench',
    action: 'emission.read',
    input: emissionEndpoints.readWorkbench.query,
    run: async (work, input): Promise<Workbench> => {
      const today = todayOf(work.now);
      const year = input.year ?? yearInHand(today);
      const reach = await work.reach('emission.read');
      const units = (await organization.allUnits(work)).filter((unit) => reach === null || reach.has(unit.entityId));
      const data = await loadUnitYears(work, shelf, units, year);
      const begun = data.filter((unit) => unit.cells.some((cell) => cell.value !== null));
      const earlier = (await loadUnitYears(work, shelf, units, year - 1)).filter((unit) => unit.cells.some((cell) => cell.value !== null));
      const now = begun.length > 0 ? await calculateYear(work, begun) : null;
      const before = earlier.length > 0 ? await calculateYear(work, earlier) : null;
      const all = begun.flatMap((unit) =>
        monthStandings(unit, present(now, 'calculated').evaluation, now?.keys.get(unit.unit.id) ?? '').map((standing) => ({
          data: unit,
          standing,
        })),
      );
      const returned = await returnedMonths(work, all);
      const top = await organization.topEntityOf(work, units);
      const entityPath = top ? `/emission/entities/${top}/${year}` : '/emission';
      return {
        today,
        year,
        headline: headline(now, before, year, entityPath),
        completeness: overallCompleteness(all.map((s) => s.standing)),
        months: all.map(({ data: unit, standing }) => ({
          unitId: unit.unit.id,
          unitName: { zh: unit.unit.name, en: unit.unit.nameEn },
          month: standing.month,
          state: standing.record?.state ?? ('draft' as const),
          given: standing.completeness.given,
          required: standing.completeness.required,
          errors: standing.errors,
          warnings: standing.unexplained,
          returned: standing.record !== null && returned.has(standing.record.id),
        })),
        due: [...dueList(all, year, today, entityPath), ...(await plansDue(work, shelf, units, year, today))].sort((a, b) =>
          a.due < b.due ? -1 : 1,
        ),
        wrong: await wrongList(work, all),
        next: await nextList(work, all),
      };
    },
  });
}
