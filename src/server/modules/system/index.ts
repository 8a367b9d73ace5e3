export { type CountingRecord, openMajors, recordsThatCount } from './registers/for-others.ts';
export { routes } from './routes.ts';
