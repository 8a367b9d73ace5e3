import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, id, instant, text } from './values.ts';

/** What people say about a record: remarks in threads, questions, mentions, attachments (clause 7.3). Whoever may see the object may read and write here. */

/** Kinds of objects as the journal names them; which of them can be talked about each module says at its door. */
const objectType = z.string().regex(/^[a-z][a-z_]{0,60}$/);
const subject = { objectType, objectId: id };
const person = z.object({ id, name: z.string() });

const body = z.string().trim().min(1).max(4000);
const reason = z.string().trim().min(1).max(1000);
const words = {
  body,
  mentions: z.array(id).max(50).default([]),
  evidenceIds: z.array(id).max(20).default([]),
};
const question = z.strictObject({ askedOf: id, dueOn: day.nullable().default(null) });

const attachment = z.object({
  ...{ id, title: z.string(), kind: z.string(), validUntil: day.nullable(), revision: z.int() },
  ...{ fileSha256: z.string(), fileName: z.string(), mediaType: z.string() },
});

const remark = z
  .object({
    id,
    version: z.int(),
    body: z.string(),
    mentions: z.array(person),
    withdrawn: z.boolean(),
    reason: z.string(),
    writtenAt: instant,
    changedAt: instant,
    writtenBy: person,
    attachments: z.array(attachment),
    /** What stood there before it was corrected, oldest first; of what is withdrawn nothing is shown. */
    earlier: z.array(z.object({ version: z.int(), body: z.string(), writtenAt: instant })),
    /** Mentions whoever asks, who has not seen it yet. */
    unseen: z.boolean(),
  })
  .meta({ id: 'Remark' });

const turn = z.object({
  no: z.int(),
  turn: z.enum(['asked', 'resolved', 'reopened']),
  askedOf: person.nullable(),
  dueOn: day.nullable(),
  reason: z.string(),
  takenAt: instant,
  takenBy: person,
});

const thread = z
  .object({
    id,
    state: z.enum(['open', 'resolved']),
    askedOf: person.nullable(),
    dueOn: day.nullable(),
    overdue: z.boolean(),
    openedAt: instant,
    openedBy: person,
    remarks: z.array(remark),
    turns: z.array(turn),
    /** Whether whoever asks may end it or open it again: takes part in it, or is asked. */
    mayTurn: z.boolean(),
  })
  .meta({ id: 'RemarkThread' });

export const discussion = z
  .object({
    ...subject,
    label: text,
    open: z.int(),
    unseen: z.int(),
    threads: z.array(thread),
  })
  .meta({ id: 'Discussion' });

/** One call upon a person: mentioned in a remark, or asked in a thread. */
export const calling = z
  .object({
    /** `asked`: a question waits for the person. `mentioned`: only called upon. `asking`: the person waits for somebody's answer. */
    kind: z.enum(['asked', 'mentioned', 'asking']),
    threadId: id,
    remarkId: id,
    ...subject,
    label: text,
    path: z.string(),
    body: z.string(),
    by: person,
    at: instant,
    askedOf: person.nullable(),
    dueOn: day.nullable(),
    overdue: z.boolean(),
    seen: z.boolean(),
    /** The person wrote in the thread since, or it is resolved. */
    answered: z.boolean(),
  })
  .meta({ id: 'Calling' });

const ofThread = z.object({ threadId: id });
const ofRemark = z.object({ remarkId: id });

export const discussionEndpoints = {
  read: endpoint({
    name: 'discussion.read',
    method: 'GET',
    path: '/api/v1/discussions',
    summary: { zh: '某一对象的讨论', en: 'What is said about an object' },
    access: { action: 'discussion.take_part' },
    query: z.strictObject(subject),
    reply: discussion,
    refusals: ['not_found'],
  }),
  suggest: endpoint({
    name: 'discussion.suggest',
    method: 'GET',
    path: '/api/v1/discussions/people',
    summary: { zh: '可以查看该对象、可被提及的人', en: 'People who may see an object and so can be called upon' },
    access: { action: 'discussion.take_part' },
    query: z.strictObject({ ...subject, search: z.string().max(100).optional() }),
    reply: z.object({ items: z.array(z.object({ ...person.shape, nameEn: z.string(), jobTitle: z.string(), jobTitleEn: z.string() })) }),
    refusals: ['not_found'],
  }),
  open: endpoint({
    name: 'discussion.open',
    method: 'POST',
    path: '/api/v1/discussions',
    summary: { zh: '就某一对象发言或提问', en: 'Say or ask something about an object' },
    access: { action: 'discussion.take_part' },
    body: z.strictObject({ ...subject, ...words, question: question.nullable().default(null) }),
    reply: discussion,
    status: 201,
    refusals: ['not_found', 'may_not_see_object'],
  }),
  reply: endpoint({
    name: 'discussion.reply',
    method: 'POST',
    path: '/api/v1/discussions/{threadId}/remarks',
    summary: { zh: '回复', en: 'Answer in a thread' },
    access: { action: 'discussion.take_part' },
    params: ofThread,
    body: z.strictObject(words),
    reply: discussion,
    status: 201,
    refusals: ['not_found', 'may_not_see_object', 'thread_state'],
  }),
  turn: endpoint({
    name: 'discussion.turn',
    method: 'POST',
    path: '/api/v1/discussions/{threadId}/turns',
    summary: { zh: '提问、了结或重新打开', en: 'Ask somebody, resolve, or open again' },
    access: { action: 'discussion.take_part' },
    params: ofThread,
    body: z.strictObject({
      turn: z.enum(['asked', 'resolved', 'reopened']),
      question: question.nullable().default(null),
      reason: z.string().trim().max(1000).default(''),
      /** How many turns whoever asks has seen. */
      seenTurns: z.int().min(0),
    }),
    reply: discussion,
    refusals: ['not_found', 'may_not_see_object', 'thread_state', 'conflict', 'reason_required'],
  }),
  correct: endpoint({
    name: 'discussion.correct',
    method: 'POST',
    path: '/api/v1/remarks/{remarkId}/versions',
    summary: { zh: '更正自己的发言', en: 'Correct what one has said' },
    access: { action: 'discussion.take_part' },
    params: ofRemark,
    body: z.strictObject({ ...words, reason, seenVersion: z.int().min(1) }),
    reply: discussion,
    refusals: ['not_found', 'may_not_see_object', 'conflict', 'wrong_state'],
  }),
  withdraw: endpoint({
    name: 'discussion.withdraw',
    method: 'POST',
    path: '/api/v1/remarks/{remarkId}/withdrawal',
    summary: { zh: '撤回自己的发言', en: 'Withdraw what one has said' },
    access: { action: 'discussion.take_part' },
    params: ofRemark,
    body: z.strictObject({ reason, seenVersion: z.int().min(1) }),
    reply: discussion,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  see: endpoint({
    name: 'discussion.see',
    method: 'POST',
    path: '/api/v1/discussions/seen',
    summary: { zh: '标记已读：提及我的发言', en: 'Remarks that call upon me are seen' },
    access: { action: 'discussion.take_part' },
    body: z.strictObject(subject),
    reply: z.object({ seen: z.int() }),
    refusals: ['not_found'],
  }),
  listCallings: endpoint({
    name: 'discussion.listCallings',
    method: 'GET',
    path: '/api/v1/me/callings',
    summary: { zh: '提及我、向我提出与我提出的问题', en: 'Where I am called upon, what I am asked, what I asked' },
    access: { action: 'discussion.take_part' },
    query: z.strictObject({ open: z.enum(['1']).optional() }),
    reply: z.object({ items: z.array(calling) }),
  }),
} as const;
