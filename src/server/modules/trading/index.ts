export { type Mandate, type MandateLimit, mandateInForce, type StopInForce, stopInForce } from './mandate/mandate-in-force.ts';
export { startExpiringOrders } from './orders/end-order.ts';
export { routes } from './routes.ts';
