import type { z } from 'zod';
import { type calling, discussionEndpoints as e } from '../../../contract/discussion.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { query, type Work } from '../../work/command.ts';
import * as identity from '../identity/index.ts';
import { standingOfRows, versionsById } from './discussion-view.ts';
import { type Remark, remarksOf, seenOf, type Thread, type TurnRow, threadsCalling, turnsOf } from './store.ts';
import type { SubjectKinds } from './subjects.ts';

export type Calling = z.input<typeof calling>;

/** Threads whose object the person may still see. */
async function visible(work: Work, kinds: SubjectKinds, threads: readonly Thread[]): Promise<Thread[]> {
  const reaches = new Map<string, ReadonlySet<string> | null>();
  for (const type of new Set(threads.map((one) => one.object_type))) {
    const kind = kinds.get(type);
    if (kind) reaches.set(type, await work.reach(kind.action));
  }
  return threads.filter(({ object_type, entity_id }) => {
    const reach = reaches.get(object_type);
    if (reach === undefined) return false;
    return reach === null || (entity_id === null ? reach.size > 0 : reach.has(entity_id));
  });
}

/** What one thread wants of the person, or the person of it. */
function callingsIn(
  thread: Thread,
  rows: readonly Remark[],
  turns: readonly TurnRow[],
  { personId, today, seen, name }: { personId: string; today: string; seen: ReadonlySet<string>; name: (id: string) => string },
): Calling[] {
  const versions = [...versionsById(rows).values()];
  const latest = versions.flatMap((all) => all.at(-1) ?? []).filter((one) => !one.withdrawn);
  const standing = standingOfRows(turns, today);
  const isResolved = standing.state === 'resolved';
  const wroteSince = (no: number) => rows.some((one) => one.written_by === personId && one.no > no);
  const shared = {
    ...{ threadId: thread.id, objectType: thread.object_type, objectId: thread.object_id, path: thread.path },
    ...{ label: { zh: thread.label_zh, en: thread.label_en }, dueOn: standing.dueOn, overdue: standing.overdue },
    askedOf: standing.askedOf === null ? null : { id: standing.askedOf, name: name(standing.askedOf) },
  };
  const question = turns.findLast((one) => one.turn === 'asked');
  const words = question && (latest.findLast((one) => one.no <= question.after_no) ?? latest[0]);
  const asked: Calling[] = [];
  if (question && words && (question.asked_of === personId || question.taken_by === personId)) {
    const isMine = question.asked_of === personId;
    asked.push({
      ...{ ...shared, kind: isMine ? 'asked' : 'asking', remarkId: words.id, body: words.body },
      ...{ by: { id: question.taken_by, name: question.taken_by_name }, at: question.taken_at },
      seen: !isMine || seen.has(words.id) || wroteSince(question.after_no),
      answered: isResolved || (isMine && wroteSince(question.after_no)),
    });
  }
  const mentioned = latest
    .filter((one) => one.mentions.includes(personId) && !asked.some((each) => each.kind === 'asked' && each.remarkId === one.id))
    .map((one): Calling => {
      const by = { id: one.written_by, name: one.written_by_name };
      const answered = isResolved || wroteSince(one.no);
      return {
        ...{ ...shared, kind: 'mentioned', remarkId: one.id, body: one.body, by, at: one.written_at },
        ...{ seen: seen.has(one.id) || answered, answered },
      };
    });
  return [...asked, ...mentioned];
}

/**
 * Where a person is called upon, what they are asked, what they asked; latest first. For the person's own inbox: the work is the person's, and what they
 * may no longer see is left out.
 */
export async function callingsOf(work: Work, kinds: SubjectKinds): Promise<Calling[]> {
  const { organizationId, personId } = work.actor;
  const threads = await visible(work, kinds, await threadsCalling(work.tx, organizationId, personId));
  const ids = threads.map((one) => one.id);
  const rows = await remarksOf(work.tx, organizationId, ids);
  const turns = await turnsOf(work.tx, organizationId, ids);
  const seen = await seenOf(work.tx, organizationId, personId, [...new Set(rows.map((one) => one.id))]);
  const names = new Map(
    (await identity.peopleNamed(work, [...new Set(turns.flatMap((one) => one.asked_of ?? []))])).map((one) => [one.id, one.name]),
  );
  const around = { personId, today: todayOf(work.now), seen, name: (id: string) => names.get(id) ?? '' };
  const byThread = <T extends { thread_id: string }>(all: readonly T[]) => {
    const found = new Map<string, T[]>();
    for (const one of all) found.set(one.thread_id, [...(found.get(one.thread_id) ?? []), one]);
    return found;
  };
  const [remarks, taken] = [byThread(rows), byThread(turns)];
  return threads
    .flatMap((thread) => callingsIn(thread, remarks.get(thread.id) ?? [], taken.get(thread.id) ?? [], around))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

export function listCallings(kinds: SubjectKinds) {
  return query({
    name: 'discussion.list-callings',
    action: 'discussion.take_part',
    input: e.listCallings.query,
    run: async (work, { open }) => {
      const all = await callingsOf(work, kinds);
      return { items: open === undefined ? all : all.filter((one) => !one.answered) };
    },
  });
}
