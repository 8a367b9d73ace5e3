import type { Work } from '../../work/command.ts';
import type { InboxItem, InboxSource } from '../../work/inbox.ts';
import type { Calling } from './list-callings.ts';

const itemOf = (one: Calling, deed: InboxItem['deed']): InboxItem => ({
  ...{ key: `calling:${one.remarkId}:${one.kind}`, subsystem: 'system', deed, title: one.label, entityId: null, at: one.at },
  ...{ due: one.dueOn, path: one.path, by: one.by.name, seen: one.seen },
});

/** Questions a person is asked and has not answered; where else they are called upon, to know. */
export function inboxSource(callingsOf: (work: Work) => Promise<readonly Calling[]>): InboxSource {
  return {
    subsystem: 'system',
    toDo: async (work, most) =>
      (await callingsOf(work))
        .filter((one) => one.kind === 'asked' && !one.answered)
        .slice(0, most)
        .map((one) => itemOf(one, { zh: '回答提问', en: 'Answer a question' })),
    copied: async (work, most) =>
      (await callingsOf(work))
        .filter((one) => one.kind === 'mentioned')
        .slice(0, most)
        .map((one) => itemOf(one, { zh: '提及了您', en: 'You are mentioned' })),
    done: ['remark.written', 'thread.resolved'],
    started: ['thread.asked'],
  };
}
