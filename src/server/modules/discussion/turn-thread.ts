import { z } from 'zod';
import { discussionEndpoints as e } from '../../../contract/discussion.ts';
import { objectionToTurn } from '../../../kernel/discussion/thread.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { discussionOf, takesPart, threadObject } from './discussion-view.ts';
import { countRemarks, insertTurn, remarksOf, turnsOf } from './store.ts';
import type { SubjectKinds } from './subjects.ts';
import { ask, threadFor } from './write-remark.ts';

/** Asks in a thread, ends it, or opens it again with a reason. Whoever takes part in it may; anybody who sees the object may take part. */
export function turnThread(kinds: SubjectKinds) {
  return command({
    name: 'discussion.turn',
    action: 'discussion.take_part',
    input: z.strictObject({ ...e.turn.params.shape, ...e.turn.body.shape }),
    run: async (work, { threadId, turn, question, reason, seenTurns }) => {
      const { organizationId, personId, name } = work.actor;
      const { thread, subject } = await threadFor(work, kinds, threadId);
      const turns = await turnsOf(work.tx, organizationId, [threadId]);
      if (!takesPart(personId, thread, await remarksOf(work.tx, organizationId, [threadId]), turns)) {
        const detail = {
          zh: '只有参与该讨论或被提问的人可以处理。请先回复。',
          en: 'Who takes part in the thread, or is asked, decides. Answer in it first.',
        };
        throw new Refusal('not_permitted', { detail });
      }
      if (turns.length !== seenTurns) throw new Refusal('conflict');
      const taken = turns.map((one) => ({ turn: one.turn, askedOf: one.asked_of, dueOn: one.due_on }));
      if (objectionToTurn(taken, turn) !== null) throw new Refusal('thread_state');
      const place = { no: turns.length + 1, after_no: await countRemarks(work.tx, organizationId, threadId), reason };
      if (turn === 'asked') {
        if (!question) throw new Refusal('invalid_input');
        await ask(work, subject, threadId, place, question);
        return discussionOf(work, subject);
      }
      if (turn === 'reopened' && reason === '') throw new Refusal('reason_required');
      await insertTurn(work.tx, {
        ...{ organization_id: organizationId, thread_id: threadId, ...place, turn, asked_of: null, due_on: null },
        ...{ taken_at: work.now, taken_by: personId, taken_by_name: name },
      });
      const content = { about: { objectType: subject.kind.objectType, objectId: subject.objectId } };
      work.record({
        kind: `thread.${turn}`,
        ...{ objectType: threadObject, objectId: threadId, objectVersion: place.no, content },
        ...(reason === '' ? {} : { reason }),
      });
      return discussionOf(work, subject);
    },
  });
}
