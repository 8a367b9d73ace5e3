import { z } from 'zod';
import { dueStandings } from '../kernel/system/due.ts';
import { endpoint } from './endpoint.ts';
import { day, id, instant, shortText, text } from './values.ts';

/** The compliance calendar: everything with a due day, from law and market, from the registers, contracts, meters and projects; and its feed. */

/** The parts of the product that things belong to, in the order of the sider. */
export const subsystems = ['emission', 'asset', 'trading', 'neutrality', 'system'] as const;
export type Subsystem = (typeof subsystems)[number];

/**
 * `duty`, `authority`: of law and market, the entity's own deed or the authority's. `obligation`: one's own, of the register. `record`, `review`: until
 * when a record is due, and when it must be looked at again. The others are days of what is kept elsewhere in the product.
 */
export const datedKinds = [
  ...([
    'duty',
    'authority',
    'obligation',
    'record',
    'review',
    'calibration',
    'payment',
    'contract',
    'settlement',
    'project',
    'mandate',
  ] as const),
] as const;
export type DatedKind = (typeof datedKinds)[number];

export const calendarItem = z
  .object({
    ...{ key: z.string(), kind: z.enum(datedKinds), subsystem: z.enum(subsystems), title: text },
    /** Where it holds; null: the whole organization. */
    entity: z.object({ id, name: text }).nullable(),
    ...{ due: day, daysLeft: z.int(), standing: z.enum(dueStandings), doneOn: day.nullable() },
    /** The day itself, or the last working day before it; `holidaysKnown`: whether the holidays of that year are. */
    ...{ workingDay: day, holidaysKnown: z.boolean() },
    /** Where it is done or shown. */
    path: z.string(),
    /** It is this person's: as its owner, or by the right to do it at the entity. */
    mine: z.boolean(),
    owner: z.object({ id, name: z.string() }).nullable(),
    ...{ clause: z.string().nullable(), source: z.string().nullable(), remind: z.array(z.int()) },
    /** What is no longer possible or lawful after the day. */
    hardStop: text.nullable(),
  })
  .meta({ id: 'CalendarItem' });

const feed = z
  .object({ id, name: z.string(), start: z.string(), language: z.enum(['zh', 'en']), createdAt: instant, revokedAt: instant.nullable() })
  .meta({ id: 'CalendarFeed' });

export const calendarEndpoints = {
  readCalendar: endpoint({
    name: 'calendar.readCalendar',
    method: 'GET',
    path: '/api/v1/calendar',
    summary: {
      zh: '履约日历：期限、完成情况与来源',
      en: 'Compliance calendar: what is due when, whether it is done, and where the day comes from',
    },
    access: { action: 'system.read' },
    query: z.object({
      from: day,
      to: day,
      entityId: id.optional(),
      subsystem: z.enum(subsystems).optional(),
      kind: z.enum(datedKinds).optional(),
      /** One of law and market alone, by its id in `data/frameworks/duties.yaml`: what a page asks for where the duty is done. */
      duty: z.string().max(60).optional(),
      standing: z.enum(dueStandings).optional(),
      mine: z.enum(['1']).optional(),
    }),
    reply: z.object({
      today: day,
      items: z.array(calendarItem),
      /** How many there are of each standing before `standing` is asked for. */
      counts: z.record(z.enum(dueStandings), z.int()),
      /** What is not known and therefore not shown: days that no rule file has, years without their holidays. */
      gaps: z.array(text),
      /** Days that are no working days, of a span of up to seven weeks. */
      daysOff: z.array(day),
      /** There are more than can be shown; a shorter span or a filter helps. */
      more: z.boolean(),
    }),
    refusals: ['not_found'],
  }),
  listFeeds: endpoint({
    name: 'calendar.listFeeds',
    method: 'GET',
    path: '/api/v1/calendar/feeds',
    summary: { zh: '我的日历订阅地址', en: 'My addresses of the calendar feed' },
    access: 'person',
    reply: z.object({ items: z.array(feed) }),
  }),
  createFeed: endpoint({
    name: 'calendar.createFeed',
    method: 'POST',
    path: '/api/v1/calendar/feeds',
    summary: { zh: '生成日历订阅地址（只显示一次）', en: 'Make an address of the calendar feed, shown once' },
    access: 'person',
    body: z.strictObject({ name: shortText, language: z.enum(['zh', 'en']) }),
    reply: z.object({ feed, address: z.string() }),
    status: 201,
    refusals: ['wrong_state'],
  }),
  revokeFeed: endpoint({
    name: 'calendar.revokeFeed',
    method: 'POST',
    path: '/api/v1/calendar/feeds/{feedId}/revoke',
    summary: { zh: '停用日历订阅地址', en: 'Revoke an address of the calendar feed' },
    access: 'person',
    params: z.object({ feedId: id }),
    reply: feed,
    refusals: ['not_found', 'wrong_state'],
  }),
  fetchFeed: endpoint({
    name: 'calendar.fetchFeed',
    method: 'GET',
    path: '/api/v1/calendar/ics/{token}',
    summary: { zh: '日历订阅（iCalendar, RFC 5545）', en: 'The calendar feed (iCalendar, RFC 5545)' },
    access: 'public',
    params: z.object({ token: z.string().max(200) }),
    query: z.object({ language: z.enum(['zh', 'en']).optional(), mine: z.enum(['1']).optional() }),
    reply: z.unknown(),
    replyMedia: 'text/calendar; charset=utf-8',
    refusals: ['not_found'],
  }),
} as const;
