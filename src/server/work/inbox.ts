import type { Action } from '../../contract/actions.ts';
import type { Subsystem } from '../../contract/calendar.ts';
import type { Text } from '../../kernel/text.ts';
import type { Work } from './command.ts';

/** Something that waits for a person, or that the person is to know. */
export interface InboxItem {
  /** The same at every reading. */
  readonly key: string;
  readonly subsystem: Subsystem;
  /** What is wanted of the person. */
  readonly deed: Text;
  /** What it is about. */
  readonly title: Text;
  readonly entityId: string | null;
  /** Since when. */
  readonly at: string;
  readonly due: string | null;
  readonly path: string;
  /** Who sent it. */
  readonly by: string | null;
  /** A copy that was looked at. */
  readonly seen?: boolean;
  readonly noticeId?: string;
}

/** What one module brings to the inbox; each reads for the person whose work it is, in a bounded number of statements. */
export interface InboxSource {
  readonly subsystem: Subsystem;
  /** What the person may do next and nobody's rule forbids them: at most so many. */
  readonly toDo: (work: Work, most: number) => Promise<readonly InboxItem[]>;
  readonly copied?: (work: Work, most: number) => Promise<readonly InboxItem[]>;
  /** Kinds of the history by which the person settled something, and by which they started something that others go on with. */
  readonly done: readonly string[];
  readonly started: readonly string[];
}

/** The most things that one module brings at a time: who has more to do than this does not count them one by one. */
export const mostItems = 300;

/** A function that tells whether the actor may do something at an entity; null: for the whole organization. */
export async function mayAt(work: Work, action: Action): Promise<(entityId: string | null) => boolean> {
  const reach = await work.reach(action);
  return (entityId) => reach === null || (entityId !== null && reach.has(entityId));
}
