export { inboxSource } from './inbox-source.ts';
export { routes } from './routes.ts';
export { addStream } from './streams.ts';
export { type MonthUse, monthUse } from './use-of-stream.ts';
