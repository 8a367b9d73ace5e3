export { routes } from './routes.ts';
export { subjects } from './subjects.ts';
