export { confirmAllocationDecision } from './confirm-allocation-decision.ts';
export { keepIndustrySheet } from './industry/industry-sheet.ts';
export { startExpiring } from './ledger/expire-instructions.ts';
export { type LedgerWriter, openLedgerWriter } from './ledger/writer/writer.ts';
export { recordAllocationDecision } from './record-allocation-decision.ts';
export { recordAllocationInput } from './record-allocation-input.ts';
export { recordAllocationTogether } from './record-allocation-together.ts';
export { routes } from './routes.ts';
