import { z } from 'zod';
import { subsystems } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { day, id, instant, pageQuery, text } from './values.ts';

/** A person's inbox over every module: what waits for them, what they did, what they started, what they are to know. */

/** 待办 / 已办 / 我发起的 / 抄送我的. */
export const inboxTabs = ['to_do', 'done', 'started', 'copied'] as const;
export type InboxTab = (typeof inboxTabs)[number];

export const inboxItem = z
  .object({
    ...{ key: z.string(), subsystem: z.enum(subsystems) },
    /** What is wanted, or was done; null: the kind of the history says it. */
    deed: text.nullable(),
    kind: z.string().nullable(),
    /** What it is about; null: it is not there any more, or not to be seen. */
    title: text.nullable(),
    entity: z.object({ id, name: text }).nullable(),
    at: instant,
    due: day.nullable(),
    overdue: z.boolean(),
    path: z.string().nullable(),
    /** Who sent or started it. */
    by: z.string().nullable(),
    /** A copy the person has not looked at. */
    isNew: z.boolean(),
    /** A notice can be put away; what waits for a deed goes when it is done. */
    noticeId: id.nullable(),
  })
  .meta({ id: 'InboxItem' });

export const inboxEndpoints = {
  readInbox: endpoint({
    name: 'inbox.readInbox',
    method: 'GET',
    path: '/api/v1/inbox',
    summary: { zh: '收件箱：待办、已办、我发起的、抄送我的', en: 'Inbox: to do, done, started by me, copied to me' },
    access: 'person',
    query: z.object({ tab: z.enum(inboxTabs).default('to_do'), subsystem: z.enum(subsystems).optional(), ...pageQuery }),
    reply: z.object({
      today: day,
      items: z.array(inboxItem),
      total: z.int(),
      /** What is to do, and the copies not put away yet, whatever tab is asked for. */
      counts: z.object({ to_do: z.int(), copied: z.int() }),
      /** Of the tab, before the subsystem is asked for. */
      bySubsystem: z.record(z.enum(subsystems), z.int()),
      /** There is more than is counted. */
      more: z.boolean(),
    }),
  }),
  seeNotices: endpoint({
    name: 'inbox.seeNotices',
    method: 'POST',
    path: '/api/v1/inbox/notices/seen',
    summary: { zh: '提醒与抄送标为已阅', en: 'Put notices away' },
    access: 'person',
    body: z.strictObject({ noticeIds: z.array(id).min(1).max(500) }),
    reply: z.object({ seen: z.int() }),
    refusals: ['not_found'],
  }),
} as const;
