import { createHash } from 'node:crypto';
import { calendarEndpoints as e } from '../../../contract/calendar.ts';
import { inboxEndpoints as i } from '../../../contract/inbox.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import { runQuery } from '../../work/run.ts';
import type { CalendarParts } from './collect.ts';
import { createFeed, listFeeds, readerOf, readFeed, revokeFeed } from './feeds.ts';
import { readCalendar } from './read-calendar.ts';
import { seeNotices } from './see-notices.ts';

export function routes(parts: CalendarParts): MountedRoute[] {
  const feed = readFeed(parts);
  return [
    route(e.readCalendar, runs(readCalendar(parts))),
    route(e.listFeeds, runs(listFeeds)),
    route(e.createFeed, async (call) => {
      const { feed: made, token } = await call.command(createFeed, call.body);
      return { feed: made, address: `${call.facts.origin}${e.fetchFeed.path.replace('{token}', token)}` };
    }),
    route(e.revokeFeed, runs(revokeFeed)),
    route(i.seeNotices, runs(seeNotices)),
    route(e.fetchFeed, async (call) => {
      const { actor, language } = await readerOf(call.deps, call.params.token);
      const input = { language: call.query.language ?? language, mine: call.query.mine === '1', origin: call.facts.origin };
      const file = await runQuery(call.deps, feed, actor, input);
      // What was read is the person's: kept by nobody on the way, asked again each time, and answered shortly when it is the same.
      call.header('cache-control', 'private, no-cache');
      call.header('etag', `"${createHash('sha256').update(file).digest('base64url')}"`);
      call.header('content-disposition', 'inline; filename="tanheng.ics"');
      return file;
    }),
  ];
}
