import * as asset from '../../src/server/modules/asset/index.ts';
import * as calendar from '../../src/server/modules/calendar/index.ts';
import { inboxSource as callings, openDiscussion } from '../../src/server/modules/discussion/index.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import type { InboxParts } from '../../src/server/modules/inbox/index.ts';
import type { Shelf } from '../../src/server/modules/library/index.ts';
import * as library from '../../src/server/modules/library/index.ts';
import * as maturity from '../../src/server/modules/maturity/index.ts';
import * as organization from '../../src/server/modules/organization/index.ts';
import * as system from '../../src/server/modules/system/index.ts';
import * as trading from '../../src/server/modules/trading/index.ts';

/** The inbox's parts as the product wires them. */
export function inboxParts(shelf: Shelf): InboxParts {
  const subjects = [
    ...[...emission.subjects(shelf), ...asset.subjects(), ...trading.subjects()],
    ...[...system.subjects(shelf.frameworks), ...maturity.subjects()],
  ];
  const sources = [
    ...[emission.inboxSource, library.inboxSource, asset.inboxSource, trading.inboxSource, system.inboxSource(shelf.frameworks)],
    ...[maturity.inboxSource, organization.inboxSource, calendar.inboxSource, callings(openDiscussion(subjects).callingsOf)],
  ];
  return { sources, subjects };
}

/** The calendar's parts as the product wires them. */
export function datedParts(shelf: Shelf): calendar.CalendarParts {
  const sources = [
    ...[organization.calendarSource, emission.calendarSource, asset.calendarSource(shelf), trading.calendarSource(shelf)],
    system.calendarSource(shelf.frameworks),
  ];
  return { shelf, sources };
}
