import type { z } from 'zod';
import type { discussion } from '../../../contract/discussion.ts';
import { present } from '../../../kernel/assert.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { standingOfThread } from '../../../kernel/discussion/thread.ts';
import type { Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import * as identity from '../identity/index.ts';
import { type Remark, remarksOf, seenOf, type Thread, type TurnRow, threadsAbout, turnsOf } from './store.ts';
import type { Found } from './subjects.ts';

export const remarkObject = 'remark';
export const threadObject = 'remark_thread';

type View = z.input<typeof discussion>;
type ThreadView = View['threads'][number];

export const standingOfRows = (turns: readonly TurnRow[], today: string) =>
  standingOfThread(
    turns.map(({ turn, asked_of, due_on }) => ({ turn, askedOf: asked_of, dueOn: due_on })),
    today,
  );

/** Versions of each remark, first to last, in the order the remarks were first written. */
export function versionsById(rows: readonly Remark[]): Map<string, Remark[]> {
  const found = new Map<string, Remark[]>();
  for (const row of rows) found.set(row.id, [...(found.get(row.id) ?? []), row]);
  for (const versions of found.values()) versions.sort((a, b) => a.version - b.version);
  return found;
}

/** Who opened it, wrote in it or is asked: they end it and open it again. */
export function takesPart(personId: string, thread: Thread, remarks: readonly Remark[], turns: readonly TurnRow[]): boolean {
  return (
    thread.opened_by === personId ||
    remarks.some((one) => one.thread_id === thread.id && one.written_by === personId) ||
    turns.some((one) => one.thread_id === thread.id && one.asked_of === personId)
  );
}

interface Around {
  readonly name: (id: string) => string;
  readonly attachments: ReadonlyMap<string, ThreadView['remarks'][number]['attachments']>;
  readonly seen: ReadonlySet<string>;
  readonly personId: string;
}

function remarkView(versions: readonly Remark[], { name, attachments, seen, personId }: Around): ThreadView['remarks'][number] {
  const first = present(versions[0], 'a first version');
  const last = present(versions.at(-1), 'a last version');
  return {
    ...{ id: last.id, version: last.version, body: last.body, withdrawn: last.withdrawn, reason: last.reason },
    mentions: last.mentions.map((id) => ({ id, name: name(id) })),
    ...{ writtenAt: first.written_at, changedAt: last.written_at, writtenBy: { id: first.written_by, name: first.written_by_name } },
    attachments: attachments.get(last.id) ?? [],
    earlier: last.withdrawn ? [] : versions.slice(0, -1).map(({ version, body, written_at }) => ({ version, body, writtenAt: written_at })),
    unseen: last.mentions.includes(personId) && !seen.has(last.id),
  };
}

/** Everything said about an object. */
export async function discussionOf(work: Work, { kind, objectId, label }: Found): Promise<View> {
  const { organizationId, personId } = work.actor;
  const threads = await threadsAbout(work.tx, organizationId, kind.objectType, objectId);
  const ids = threads.map((one) => one.id);
  const rows = await remarksOf(work.tx, organizationId, ids);
  const turns = await turnsOf(work.tx, organizationId, ids);
  const remarks = versionsById(rows);
  const named = [...new Set([...rows.flatMap((one) => one.mentions), ...turns.flatMap((one) => one.asked_of ?? [])])];
  const names = new Map((await identity.peopleNamed(work, named)).map((one) => [one.id, one.name]));
  const evidence = await document.evidenceOf(work, remarkObject, [...remarks.keys()]);
  const around: Around = {
    name: (id) => names.get(id) ?? '',
    attachments: new Map([...evidence].map(([id, items]) => [id, [...items]])),
    seen: await seenOf(work.tx, organizationId, personId, [...remarks.keys()]),
    personId,
  };
  const today = todayOf(work.now);
  const shown = threads.map((thread): ThreadView => {
    const own = turns.filter((one) => one.thread_id === thread.id);
    const { askedOf, ...standing } = standingOfRows(own, today);
    return {
      ...{ id: thread.id, openedAt: thread.opened_at, openedBy: { id: thread.opened_by, name: thread.opened_by_name } },
      ...{ ...standing, askedOf: askedOf === null ? null : { id: askedOf, name: around.name(askedOf) } },
      remarks: [...remarks.values()].filter(([one]) => one?.thread_id === thread.id).map((versions) => remarkView(versions, around)),
      turns: own.map((one) => ({
        ...{ no: one.no, turn: one.turn, dueOn: one.due_on, reason: one.reason, takenAt: one.taken_at },
        askedOf: one.asked_of === null ? null : { id: one.asked_of, name: around.name(one.asked_of) },
        takenBy: { id: one.taken_by, name: one.taken_by_name },
      })),
      mayTurn: takesPart(personId, thread, rows, own),
    };
  });
  return {
    ...{ objectType: kind.objectType, objectId, label },
    open: shown.filter((one) => one.state === 'open').length,
    unseen: shown.reduce((sum, one) => sum + one.remarks.filter((each) => each.unseen).length, 0),
    threads: shown,
  };
}
