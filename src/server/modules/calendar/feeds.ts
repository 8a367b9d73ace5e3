import { createHash } from 'node:crypto';
import { z } from 'zod';
import { calendarEndpoints as e } from '../../../contract/calendar.ts';
import { isRole } from '../../../contract/roles.ts';
import { addDays } from '../../../kernel/calendar/day.ts';
import { type CalendarEvent, iCalendar } from '../../../kernel/calendar/icalendar.ts';
import { instantsOfDay, todayOf } from '../../../kernel/calendar/today.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../work/actor.ts';
import { command, query } from '../../work/command.ts';
import type { WorkDeps } from '../../work/run.ts';
import * as identity from '../identity/index.ts';
import type { CalendarParts, CollectedItem } from './collect.ts';
import { revisionOf } from './marks.ts';
import { calendarOf, type Item } from './read-calendar.ts';
import { endFeed, type Feed, factsOfFeed, feedById, feedsOf, insertFeed, marksOf } from './store.ts';

const prefix = 'thc';
const mostFeeds = 10;
const feedObject = 'calendar_feed';

const view = ({ id, name, start, language, created_at: createdAt, revoked_at: revokedAt }: Feed) => ({
  ...{ id, name, start, language, createdAt, revokedAt },
});

/** The person's own addresses; what they are is never shown again. */
export const listFeeds = query({
  name: 'calendar.list-feeds',
  action: 'person',
  input: z.strictObject({}),
  run: async (work) => ({ items: (await feedsOf(work.tx, work.actor.organizationId, work.actor.personId)).map(view) }),
});

/** A further address for this person. It reads what the person may read at the time of each reading, and nothing else. */
export const createFeed = command({
  name: 'calendar.create-feed',
  action: 'person',
  input: e.createFeed.body,
  secretResult: true,
  run: async (work, { name, language }) => {
    const { organizationId, personId } = work.actor;
    const open = (await feedsOf(work.tx, organizationId, personId)).filter((one) => one.revoked_at === null);
    if (open.length >= mostFeeds)
      throw new Refusal('wrong_state', {
        detail: {
          zh: `每人最多 ${mostFeeds} 个在用的订阅地址。请先停用一个。`,
          en: `At most ${mostFeeds} addresses in use for each person. Revoke one first.`,
        },
      });
    const token = identity.newKey(prefix, organizationId);
    const row = {
      ...{ organization_id: organizationId, id: work.newId(), person_id: personId, name, language, created_at: work.now },
      ...{ token_sha256: identity.hashedCode(token), start: `…${token.slice(-4)}`, revoked_at: null, version: 1 },
    };
    await insertFeed(work.tx, row);
    const content = { name, language, start: row.start };
    work.record({ kind: 'calendar.feed_made', objectType: feedObject, objectId: row.id, objectVersion: 1, content });
    return { feed: view(row), token };
  },
});

/** Ends an address at once. */
export const revokeFeed = command({
  name: 'calendar.revoke-feed',
  action: 'person',
  input: e.revokeFeed.params,
  run: async (work, { feedId }) => {
    const { organizationId, personId } = work.actor;
    const found = await feedById(work.tx, organizationId, personId, feedId);
    if (!found) throw new Refusal('not_found', { values: { what: feedObject, id: feedId } });
    if (found.revoked_at !== null) throw new Refusal('wrong_state');
    await endFeed(work.tx, organizationId, feedId, work.now);
    const content = { name: found.name, start: found.start, revokedAt: work.now };
    work.record({ kind: 'calendar.feed_revoked', objectType: feedObject, objectId: feedId, objectVersion: found.version + 1, content });
    return view({ ...found, revoked_at: work.now });
  },
});

/** Who reads by an address, with the rights the person has now: like a program, which only looks. @throws Refusal `not_found`. */
export async function readerOf(deps: WorkDeps, token: string): Promise<{ actor: Actor; language: 'zh' | 'en' }> {
  const organizationId = identity.organizationIn(prefix, token);
  const facts = organizationId === undefined ? null : await factsOfFeed(deps.db.app, organizationId, identity.hashedCode(token));
  if (!facts) throw new Refusal('not_found');
  const grants = facts.grants.flatMap(({ role, entityId }) => (isRole(role) ? [{ role, entityId }] : []));
  const { personId, name, language } = facts;
  return { actor: { kind: 'apikey', organizationId: facts.organizationId, personId, name, grants }, language };
}

/** Days behind and ahead that a feed tells of. */
const [behind, ahead] = [120, 400];

const words = {
  zh: { name: '碳衡 履约日历', done: '已完成', hard: '截止即止', clause: '条款', source: '依据', working: '遇休息日，请在此前办妥' },
  en: {
    name: 'Tanheng compliance calendar',
    done: 'Done',
    hard: 'Hard stop',
    clause: 'Clause',
    source: 'Source',
    working: 'A day off: done by',
  },
} as const;

function eventOf(
  item: Item,
  made: CollectedItem,
  language: 'zh' | 'en',
  more: Pick<CalendarEvent, 'uid' | 'sequence' | 'changedAt' | 'url'>,
): CalendarEvent {
  const w = words[language];
  const isDone = item.standing === 'done';
  const colon = language === 'zh' ? '：' : ': ';
  const lines = [
    ...(item.entity ? [item.entity.name[language]] : []),
    ...(isDone ? [`${w.done}${item.doneOn === null ? '' : ` ${item.doneOn}`}`] : []),
    ...(item.workingDay === item.due ? [] : [`${w.working}${colon}${item.workingDay}`]),
    ...(item.hardStop === null ? [] : [`${w.hard}${colon}${item.hardStop[language]}`]),
    ...(item.clause === null ? [] : [`${w.clause}${colon}${item.clause}`]),
  ];
  return {
    ...more,
    day: made.due,
    summary: `${isDone ? '✓ ' : ''}${item.title[language]}`,
    description: lines.join('\n'),
    categories: [item.subsystem],
    alarmDays: isDone ? [] : item.remind,
  };
}

/** The feed of the person it was made for: an event for each date, the same one at every reading. */
export function readFeed(parts: CalendarParts) {
  return query({
    name: 'calendar.read-feed',
    action: 'system.read',
    input: z.strictObject({ language: z.enum(['zh', 'en']), mine: z.boolean(), origin: z.string() }),
    run: async (work, { language, mine, origin }) => {
      const { organizationId } = work.actor;
      const today = todayOf(work.now);
      const span = { from: addDays(today, -behind), to: addDays(today, ahead) };
      const { found, items } = await calendarOf(work, parts, span, { mine });
      const collected = new Map(found.items.map((one) => [one.key, one]));
      const marks = new Map((await marksOf(work.tx, organizationId)).map((one) => [one.item_key, one]));
      const start = new Date(instantsOfDay(today).first).toISOString();
      const events = items.flatMap((item) => {
        const made = collected.get(item.key);
        if (!made) return [];
        const uid = `${createHash('sha256').update(`${organizationId} ${item.key}`).digest('hex').slice(0, 40)}@tanheng`;
        return [eventOf(item, made, language, { uid, url: `${origin}${item.path}`, ...revisionOf(made, marks.get(item.key), start) })];
      });
      return iCalendar({ name: words[language].name, language, events });
    },
  });
}
