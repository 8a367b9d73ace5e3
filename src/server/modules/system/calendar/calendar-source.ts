import { present } from '../../../../kernel/assert.ts';
import { type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { monthsOfRepeats, type Repeats, recurrences } from '../../../../kernel/system/due.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import { type CalendarSource, type DatedItem, type DatedSpan, mostDated, seenIn } from '../../../work/dated.ts';
import type { Frameworks } from '../../library/index.ts';
import { numberOf } from '../registers/content-of.ts';
import type { RecordHead } from '../registers/store.ts';
import { dueRecords, obligationRecords, reviewRecords } from './store.ts';

const dayOf = (text: string | null): Day => present(parseDay(text), 'a day of a record');

/** What all items of a record share: it is its owner's; where nobody owns it, theirs who may approve it. */
function itemOf(register: Register, head: RecordHead): Omit<DatedItem, 'key' | 'kind' | 'due' | 'title'> {
  return {
    ...{ subsystem: 'system', entityId: head.entity_id, isDone: false, doneOn: null, path: `/system/records/${head.id}` },
    ...{ ownerId: head.owner_id, right: head.owner_id === null ? 'system.approve' : null, remind: [14, 3, 0] },
    ...{ escalate: [{ after: 7, right: 'system.approve' }], clause: register.clauses.find((one) => !one.startsWith('*')) ?? null },
  };
}

const named = (register: Register, head: RecordHead) => `${numberOf(register, head.no)} ${head.title}`;

const isRepeats = (value: unknown): value is Repeats => typeof value === 'string' && value in monthsOfRepeats;

/** Days of an obligation: its next one, and by its repetition those after it. */
function obligationDates(register: Register, head: RecordHead, span: DatedSpan): DatedItem[] {
  const first = dayOf(head.due_on);
  const { repeats } = head.content;
  const days = isRepeats(repeats) ? recurrences(first, repeats, span) : first >= span.from ? [first] : [];
  return days.map((due) => ({
    ...itemOf(register, head),
    ...{ key: `obligation:${head.id}:${due}`, kind: 'obligation', due, remind: [30, 7, 1] },
    title: { zh: named(register, head), en: named(register, head) },
  }));
}

/** Records due and to be looked at again, and one's own obligations with their repetition (4.2). */
export const calendarSource = (frameworks: Frameworks): CalendarSource => ({
  facts: [],
  readFacts: async () => [],
  readDates: async (work, span) => {
    const { organizationId } = work.actor;
    const entityIds = await seenIn(work, 'system.read', span.entityIds);
    const look = { ...span, entityIds, most: mostDated };
    const of = (heads: readonly RecordHead[], made: (register: Register, head: RecordHead) => readonly DatedItem[]) =>
      heads.flatMap((head) => {
        const register = frameworks.register(head.register);
        return register ? made(register, head) : [];
      });
    return [
      ...of(await obligationRecords(work.tx, organizationId, look), (register, head) => obligationDates(register, head, span)),
      ...of(await dueRecords(work.tx, organizationId, look), (register, head) => [
        {
          ...itemOf(register, head),
          ...{ key: `record:${head.id}`, kind: 'record', due: dayOf(head.due_on) },
          title: { zh: `${register.one.zh} ${named(register, head)}`, en: `${register.one.en} ${named(register, head)}` },
        },
      ]),
      ...of(await reviewRecords(work.tx, organizationId, look), (register, head) => [
        {
          ...itemOf(register, head),
          ...{ key: `review:${head.id}`, kind: 'review', due: dayOf(head.review_on) },
          title: { zh: `复核${register.one.zh} ${named(register, head)}`, en: `Look again at ${named(register, head)}` },
        },
      ]),
    ].slice(0, 3 * mostDated);
  },
});
