export { recordAllocationDecision } from './record-allocation-decision.ts';
export { recordAllocationInput } from './record-allocation-input.ts';
export { routes } from './routes.ts';
