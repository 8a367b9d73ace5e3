import { discussionEndpoints as e } from '../../../contract/discussion.ts';
import type { Work } from '../../work/command.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { SubjectKind } from '../../work/subject.ts';
import { type Calling, callingsOf, listCallings } from './list-callings.ts';
import { readDiscussion, seeRemarks, suggestPeople } from './read-discussion.ts';
import { turnThread } from './turn-thread.ts';
import { correctRemark, openThread, replyInThread, withdrawRemark } from './write-remark.ts';

export { inboxSource } from './inbox-source.ts';
export type { Calling };

export interface Discussion {
  readonly routes: MountedRoute[];
  /** For the inbox: where the person whose work it is is called upon, what they are asked, what they asked; latest first. */
  readonly callingsOf: (work: Work) => Promise<Calling[]>;
}

/** Opened once with every kind of object that can be talked about. */
export function openDiscussion(subjects: readonly SubjectKind[]): Discussion {
  const kinds = new Map(subjects.map((one) => [one.objectType, one]));
  return {
    routes: [
      route(e.read, runs(readDiscussion(kinds))),
      route(e.suggest, runs(suggestPeople(kinds))),
      route(e.open, runs(openThread(kinds))),
      route(e.reply, runs(replyInThread(kinds))),
      route(e.turn, runs(turnThread(kinds))),
      route(e.correct, runs(correctRemark(kinds))),
      route(e.withdraw, runs(withdrawRemark(kinds))),
      route(e.see, runs(seeRemarks(kinds))),
      route(e.listCallings, runs(listCallings(kinds))),
    ],
    callingsOf: (work) => callingsOf(work, kinds),
  };
}
