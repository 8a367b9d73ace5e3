export type { CalendarParts } from './collect.ts';
export { routes } from './routes.ts';
export { startSweeping, sweepCalendar } from './sweep.ts';
