export { inboxSource } from './inbox-source.ts';
export { latestStanding } from './latest-standing.ts';
export { routes } from './routes.ts';
export { subjects } from './subjects.ts';
