export { type Mandate, type MandateLimit, mandateInForce, type StopInForce, stopInForce } from './mandate/mandate-in-force.ts';
export { routes } from './routes.ts';
