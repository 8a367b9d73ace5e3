export { decideCorrection, requestCorrection } from './corrections.ts';
export { inboxSource } from './inbox-source.ts';
export { routes } from './routes.ts';
export { addStream } from './streams.ts';
export { takeOverMonth } from './take-over.ts';
export { placeSent, streamsToPush, takeReadings } from './take-readings.ts';
export { type MonthUse, monthUse, readMonth } from './use-of-stream.ts';
