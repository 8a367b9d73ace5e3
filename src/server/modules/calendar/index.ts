export type { CalendarParts } from './collect.ts';
export { inboxSource } from './inbox-source.ts';
export { routes } from './routes.ts';
export { startSweeping, sweepCalendar } from './sweep.ts';
