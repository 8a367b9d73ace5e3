import * as asset from '../../src/server/modules/asset/index.ts';
import type { CalendarParts } from '../../src/server/modules/calendar/index.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import type { Shelf } from '../../src/server/modules/library/index.ts';
import * as organization from '../../src/server/modules/organization/index.ts';
import * as system from '../../src/server/modules/system/index.ts';
import * as trading from '../../src/server/modules/trading/index.ts';

/** The calendar's parts as the product wires them. */
export function datedParts(shelf: Shelf): CalendarParts {
  const sources = [
    ...[organization.calendarSource, emission.calendarSource, asset.calendarSource(shelf), trading.calendarSource(shelf)],
    system.calendarSource(shelf.frameworks),
  ];
  return { shelf, sources };
}
