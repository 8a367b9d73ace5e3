import { parseDay } from '../../../kernel/calendar/day.ts';
import { monthsAfter } from '../../../kernel/calendar/month.ts';
import { type CalendarSource, type DatedItem, seenIn } from '../../work/dated.ts';
import { neutralityRulesOf, type Shelf } from '../library/index.ts';
import { neutralityStanding, type SubjectStanding } from './standing.ts';

/** The plan to be renewed, the claim to be maintained after each period, the last day to complete where the rule set has one (D.6, D.10). */
function datesOf({ subject, periods, planUntil, planApprovedOn, claims }: SubjectStanding, completeMonths: number | null): DatedItem[] {
  const of = {
    kind: 'review' as const,
    subsystem: 'neutrality' as const,
    entityId: subject.entity_id,
    ownerId: null,
    path: `/neutrality/subjects/${subject.id}`,
  };
  const more = { right: 'neutrality.keep' as const, remind: [60, 30, 7], escalate: [{ after: 7, right: 'neutrality.approve' as const }] };
  const last = periods.at(-1);
  const end = parseDay(last?.ends_on);
  const claimed =
    claims
      .map((one) => one.on)
      .sort()
      .at(-1) ?? null;
  const due = end === null ? null : monthsAfter(end, completeMonths ?? 12);
  return [
    ...(planUntil === null
      ? []
      : [
          {
            ...{
              ...of,
              ...more,
              key: `neutrality-plan:${subject.id}:${planApprovedOn}`,
              due: planUntil,
              isDone: false,
              doneOn: null,
              clause: 'D.6',
            },
            title: { zh: `更新碳中和管理计划：${subject.name}`, en: `Renew the neutrality plan: ${subject.name_en}` },
          },
        ]),
    ...(due === null || !last
      ? []
      : [
          {
            ...{ ...of, ...more, key: `neutrality-claim:${last.id}`, due, clause: completeMonths === null ? 'D.10' : 'D.8' },
            ...{ isDone: claimed !== null && claimed >= last.starts_on, doneOn: claimed },
            title: {
              zh: `完成第 ${last.no} 期碳中和注销与声明：${subject.name}`,
              en: `Retire and declare period ${last.no}: ${subject.name_en}`,
            },
          },
        ]),
  ];
}

export const calendarSource = (shelf: Shelf): CalendarSource => ({
  facts: [],
  readFacts: async () => [],
  readDates: async (work, span) => {
    const seen = await seenIn(work, 'neutrality.read', span.entityIds);
    if (seen?.length === 0) return [];
    const all = (await neutralityStanding(work, shelf)).filter(({ subject }) => seen === null || seen.includes(subject.entity_id));
    return all
      .flatMap((one) => datesOf(one, neutralityRulesOf(shelf.frameworks, one.subject.rule_set).completeMonthsAfter.value))
      .filter((one) => span.from <= one.due && one.due <= span.to);
  },
});
