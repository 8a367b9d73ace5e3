import { z } from 'zod';
import type { Subsystem } from '../../../contract/calendar.ts';
import { inboxEndpoints as e, type inboxItem } from '../../../contract/inbox.ts';
import { type Day, daysBetween, parseDay } from '../../../kernel/calendar/day.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { query, type Work } from '../../work/command.ts';
import { type InboxItem, type InboxSource, mostItems } from '../../work/inbox.ts';
import type { Subject, SubjectKind } from '../../work/subject.ts';
import * as journal from '../journal/index.ts';
import * as organization from '../organization/index.ts';

export interface InboxParts {
  readonly sources: readonly InboxSource[];
  /** What objects of the history are called, and who may see them. */
  readonly subjects: readonly SubjectKind[];
}

type Item = z.input<typeof inboxItem>;
type Names = (entityId: string | null) => Item['entity'];

/** What is late first, then what is due next, then what came last. */
function inOrder(items: readonly InboxItem[], today: Day): InboxItem[] {
  const near = (one: InboxItem) => {
    const due = parseDay(one.due);
    return due !== null && daysBetween(today, due) <= 14 ? due : '9999';
  };
  return [...items].sort((a, b) => {
    const [x, y] = [near(a), near(b)];
    return x !== y ? (x < y ? -1 : 1) : a.at !== b.at ? (a.at < b.at ? 1 : -1) : a.key < b.key ? -1 : 1;
  });
}

async function gathered(work: Work, read: readonly (InboxSource['toDo'] | undefined)[]): Promise<{ items: InboxItem[]; more: boolean }> {
  const items: InboxItem[] = [];
  let more = false;
  for (const one of read) {
    const found = one ? await one(work, mostItems) : [];
    more ||= found.length >= mostItems;
    items.push(...found);
  }
  return { items, more };
}

const toDoOf = ({ sources }: InboxParts, work: Work) =>
  gathered(
    work,
    sources.map((one) => one.toDo),
  );
const copiedOf = ({ sources }: InboxParts, work: Work) =>
  gathered(
    work,
    sources.map((one) => one.copied),
  );

function viewOf(one: InboxItem, today: Day, names: Names): Item {
  return {
    ...{ key: one.key, subsystem: one.subsystem, deed: one.deed, kind: null, title: one.title, entity: names(one.entityId), at: one.at },
    ...{ due: one.due, overdue: one.due !== null && one.due < today, path: one.path, by: one.by },
    ...{ isNew: one.seen === false, noticeId: one.noticeId ?? null },
  };
}

function tallied(counted: Iterable<readonly [Subsystem, number]>): Record<Subsystem, number> {
  const counts = { emission: 0, asset: 0, trading: 0, neutrality: 0, system: 0 };
  for (const [subsystem, n] of counted) counts[subsystem] += n;
  return counts;
}

/** What deeds are about, as far as the person may still see it. */
async function subjectsOf(work: Work, kinds: readonly SubjectKind[], deeds: readonly journal.OwnDeed[]): Promise<Map<string, Subject>> {
  const found = new Map<string, Subject>();
  for (const kind of kinds) {
    const ids = new Set(deeds.filter((one) => one.objectType === kind.objectType).map((one) => one.objectId));
    if (ids.size === 0) continue;
    const reach = await work.reach(kind.action);
    for (const id of ids) {
      const subject = await kind.find(work, id);
      const isSeen = reach === null || (subject !== null && (subject.entityId === null ? reach.size > 0 : reach.has(subject.entityId)));
      if (subject && isSeen) found.set(`${kind.objectType} ${id}`, subject);
    }
  }
  return found;
}

interface Page {
  readonly offset: number;
  readonly limit: number;
  readonly subsystem: Subsystem | undefined;
}

/** A person's own deeds of the kinds the sources name, from the history. */
async function deedsOf(work: Work, { sources, subjects }: InboxParts, tab: 'done' | 'started', page: Page, names: Names) {
  const kinds = new Map(sources.flatMap((one) => one[tab].map((kind) => [kind, one.subsystem] as const)));
  const counted = await journal.ownDeedCounts(work, [...kinds.keys()]);
  const wanted = [...kinds].filter(([, subsystem]) => page.subsystem === undefined || subsystem === page.subsystem).map(([kind]) => kind);
  const deeds = await journal.ownDeeds(work, wanted, page);
  const known = await subjectsOf(work, subjects, deeds);
  return {
    items: deeds.map((one): Item => {
      const subject = known.get(`${one.objectType} ${one.objectId}`);
      return {
        ...{ key: one.leafId, subsystem: kinds.get(one.kind) ?? 'system', deed: null, kind: one.kind, title: subject?.label ?? null },
        ...{ entity: names(subject?.entityId ?? null), at: one.at, due: null, overdue: false, path: subject?.path ?? null, by: null },
        ...{ isNew: false, noticeId: null },
      };
    }),
    total: wanted.reduce((sum, kind) => sum + (counted.get(kind) ?? 0), 0),
    bySubsystem: tallied([...kinds].map(([kind, subsystem]) => [subsystem, counted.get(kind) ?? 0] as const)),
    more: false,
  };
}

function pageOf({ items, more }: { readonly items: readonly InboxItem[]; readonly more: boolean }, page: Page, today: Day, names: Names) {
  const kept = items.filter((one) => page.subsystem === undefined || one.subsystem === page.subsystem);
  return {
    items: kept.slice(page.offset, page.offset + page.limit).map((one) => viewOf(one, today, names)),
    total: kept.length,
    bySubsystem: tallied(items.map((one) => [one.subsystem, 1] as const)),
    more,
  };
}

/** The inbox of the person who asks: a tab of it, and how much waits. */
export function readInbox(parts: InboxParts) {
  return query({
    name: 'inbox.read-inbox',
    action: 'person',
    input: z.strictObject(e.readInbox.query.shape),
    run: async (work, { tab, ...page }) => {
      const today = todayOf(work.now);
      const entities = new Map((await organization.everyEntity(work)).map((one) => [one.id, one]));
      const names: Names = (id) => {
        const entity = id === null ? undefined : entities.get(id);
        return entity ? { id: entity.id, name: { zh: entity.name, en: entity.nameEn } } : null;
      };
      const toDo = await toDoOf(parts, work);
      const copied = await copiedOf(parts, work);
      const latest = [...copied.items].sort((a, b) => (a.at < b.at ? 1 : -1));
      const shown =
        tab === 'done' || tab === 'started'
          ? await deedsOf(work, parts, tab, { ...page, subsystem: page.subsystem }, names)
          : pageOf(
              tab === 'copied' ? { ...copied, items: latest } : { ...toDo, items: inOrder(toDo.items, today) },
              { ...page, subsystem: page.subsystem },
              today,
              names,
            );
      const counts = { to_do: toDo.items.length, copied: copied.items.filter((one) => one.seen === false).length };
      return { today, ...shown, counts };
    },
  });
}
