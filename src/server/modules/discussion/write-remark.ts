import { z } from 'zod';
import { discussionEndpoints as e } from '../../../contract/discussion.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import { discussionOf, remarkObject, threadObject } from './discussion-view.ts';
import {
  countRemarks,
  insertRemark,
  insertThread,
  insertTurn,
  latestRemark,
  lockObject,
  type Remark,
  type Thread,
  type TurnRow,
  threadById,
  turnsOf,
} from './store.ts';
import { type Found, mustBeReaders, type SubjectKinds, subjectOf } from './subjects.ts';

interface Words {
  readonly body: string;
  readonly mentions: readonly string[];
  readonly evidenceIds: readonly string[];
}

/** A thread with its object, for whoever may see that; writers wait for each other. @throws Refusal `not_found`, `not_permitted`. */
export async function threadFor(work: Work, kinds: SubjectKinds, threadId: string): Promise<{ thread: Thread; subject: Found }> {
  const thread = await threadById(work.tx, work.actor.organizationId, threadId);
  if (!thread) throw new Refusal('not_found', { values: { what: threadObject, id: threadId } });
  const subject = await subjectOf(work, kinds, thread.object_type, thread.object_id);
  await lockObject(work.tx, work.actor.organizationId, thread.object_type, thread.object_id);
  return { thread, subject };
}

/** Puts a version of a remark down, ties what is attached to it, and tells the history. */
async function put(
  work: Work,
  subject: Found,
  kind: 'remark.written' | 'remark.corrected',
  remark: Pick<Remark, 'id' | 'version' | 'thread_id' | 'no' | 'reason'>,
  { body, mentions, evidenceIds }: Words,
): Promise<void> {
  const { organizationId, personId, name } = work.actor;
  await mustBeReaders(work, subject, mentions);
  const called = [...new Set(mentions)];
  await insertRemark(work.tx, {
    ...{ organization_id: organizationId, ...remark, body, mentions: called, withdrawn: false },
    ...{ written_at: work.now, written_by: personId, written_by_name: name },
  });
  const { kind: of, objectId, label, path } = subject;
  await document.useEvidence(work, evidenceIds, { objectType: remarkObject, objectId: remark.id, label, path });
  work.record({
    kind,
    objectType: remarkObject,
    objectId: remark.id,
    objectVersion: remark.version,
    content: { about: { objectType: of.objectType, objectId }, threadId: remark.thread_id, body, mentions: called, evidenceIds },
    ...(remark.reason === '' ? {} : { reason: remark.reason }),
  });
}

/** Opens a thread about an object: says something, or asks it of somebody (clause 7.3). */
export function openThread(kinds: SubjectKinds) {
  return command({
    name: 'discussion.open',
    action: 'discussion.take_part',
    input: e.open.body,
    run: async (work, { objectType, objectId, question, ...words }) => {
      const { organizationId, personId, name } = work.actor;
      const subject = await subjectOf(work, kinds, objectType, objectId);
      await lockObject(work.tx, organizationId, objectType, objectId);
      const id = work.newId();
      await insertThread(work.tx, {
        ...{ organization_id: organizationId, id, object_type: objectType, object_id: objectId, entity_id: subject.entityId },
        ...{ label_zh: subject.label.zh, label_en: subject.label.en, path: subject.path },
        ...{ opened_at: work.now, opened_by: personId, opened_by_name: name },
      });
      await put(work, subject, 'remark.written', { id: work.newId(), version: 1, thread_id: id, no: 1, reason: '' }, words);
      if (question) await ask(work, subject, id, { no: 1, after_no: 1, reason: '' }, question);
      return discussionOf(work, subject);
    },
  });
}

/** Asks a question of somebody who may see the object, until a day where one is wished. */
export async function ask(
  work: Work,
  subject: Found,
  threadId: string,
  place: Pick<TurnRow, 'no' | 'after_no' | 'reason'>,
  { askedOf, dueOn }: { askedOf: string; dueOn: string | null },
): Promise<void> {
  await mustBeReaders(work, subject, [askedOf]);
  const { organizationId, personId, name } = work.actor;
  await insertTurn(work.tx, {
    ...{ organization_id: organizationId, thread_id: threadId, ...place, turn: 'asked', asked_of: askedOf, due_on: dueOn },
    ...{ taken_at: work.now, taken_by: personId, taken_by_name: name },
  });
  work.record({
    kind: 'thread.asked',
    objectType: threadObject,
    objectId: threadId,
    objectVersion: place.no,
    content: { about: { objectType: subject.kind.objectType, objectId: subject.objectId }, askedOf, dueOn },
    ...(place.reason === '' ? {} : { reason: place.reason }),
  });
}

/** Answers in a thread that is open. */
export function replyInThread(kinds: SubjectKinds) {
  return command({
    name: 'discussion.reply',
    action: 'discussion.take_part',
    input: z.strictObject({ ...e.reply.params.shape, ...e.reply.body.shape }),
    run: async (work, { threadId, ...words }) => {
      const { subject } = await threadFor(work, kinds, threadId);
      const turns = await turnsOf(work.tx, work.actor.organizationId, [threadId]);
      if (turns.at(-1)?.turn === 'resolved') throw new Refusal('thread_state');
      const no = (await countRemarks(work.tx, work.actor.organizationId, threadId)) + 1;
      await put(work, subject, 'remark.written', { id: work.newId(), version: 1, thread_id: threadId, no, reason: '' }, words);
      return discussionOf(work, subject);
    },
  });
}

/** The latest version of one's own remark, as it was seen. @throws Refusal `not_found`, `not_permitted`, `wrong_state`, `conflict`. */
async function ownRemark(work: Work, kinds: SubjectKinds, remarkId: string, seenVersion: number) {
  const { organizationId, personId } = work.actor;
  const known = await latestRemark(work.tx, organizationId, remarkId);
  if (!known) throw new Refusal('not_found', { values: { what: remarkObject, id: remarkId } });
  const { subject } = await threadFor(work, kinds, known.thread_id);
  // Asked again now that nobody else writes.
  const remark = (await latestRemark(work.tx, organizationId, remarkId)) ?? known;
  if (remark.written_by !== personId) {
    const detail = {
      zh: '发言只能由本人更正或撤回。可在同一讨论中回复。',
      en: 'Only its author corrects or withdraws a remark. Answer it instead.',
    };
    throw new Refusal('not_permitted', { detail });
  }
  if (remark.withdrawn) throw new Refusal('wrong_state', { values: { state: 'withdrawn' } });
  if (remark.version !== seenVersion) throw new Refusal('conflict');
  return { remark, subject };
}

/** Corrects one's own remark by a further version with a reason; what stood there stays readable. */
export function correctRemark(kinds: SubjectKinds) {
  return command({
    name: 'discussion.correct',
    action: 'discussion.take_part',
    input: z.strictObject({ ...e.correct.params.shape, ...e.correct.body.shape }),
    run: async (work, { remarkId, seenVersion, reason, ...words }) => {
      const { remark, subject } = await ownRemark(work, kinds, remarkId, seenVersion);
      const next = { id: remark.id, version: remark.version + 1, thread_id: remark.thread_id, no: remark.no, reason };
      await put(work, subject, 'remark.corrected', next, words);
      return discussionOf(work, subject);
    },
  });
}

/** Withdraws one's own remark: a mark with the reason stays, the words are shown no more. */
export function withdrawRemark(kinds: SubjectKinds) {
  return command({
    name: 'discussion.withdraw',
    action: 'discussion.take_part',
    input: z.strictObject({ ...e.withdraw.params.shape, ...e.withdraw.body.shape }),
    run: async (work, { remarkId, seenVersion, reason }) => {
      const { organizationId, personId, name } = work.actor;
      const { remark, subject } = await ownRemark(work, kinds, remarkId, seenVersion);
      const version = remark.version + 1;
      await insertRemark(work.tx, {
        ...{ organization_id: organizationId, id: remark.id, version, thread_id: remark.thread_id, no: remark.no },
        ...{ body: '', mentions: [], withdrawn: true },
        ...{ reason, written_at: work.now, written_by: personId, written_by_name: name },
      });
      const content = { about: { objectType: subject.kind.objectType, objectId: subject.objectId }, threadId: remark.thread_id };
      work.record({ kind: 'remark.withdrawn', objectType: remarkObject, objectId: remark.id, objectVersion: version, content, reason });
      return discussionOf(work, subject);
    },
  });
}
