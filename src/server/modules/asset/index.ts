export { entityBooks } from './accounting/entity-changes.ts';
export { approveAccountingPolicy, recordAccountingPolicy } from './accounting/policy.ts';
export { recordTransactionCost } from './accounting/record-transaction-cost.ts';
export { type RecordedTrade, recordedTrades } from './accounting/recorded-trades.ts';
export { recordAppraisal } from './appraisals/record-appraisal.ts';
export { decideAssetBudget, draftAssetBudget } from './budget/draft-budget.ts';
export { calendarSource } from './calendar/calendar-source.ts';
export { certificateRoutes } from './certificate/certificate-routes.ts';
export { type PositionFacts, positionFacts } from './compliance/position-facts.ts';
export { confirmAllocationDecision } from './confirm-allocation-decision.ts';
export { inboxSource } from './inbox/inbox-source.ts';
export { keepIndustrySheet } from './industry/industry-sheet.ts';
export { decideIdentification, reviewInventoryEntry } from './inventory/decide-inventory.ts';
export { openIdentification } from './inventory/open-identification.ts';
export { readAssetInventory } from './inventory/read-inventory.ts';
export { recordInventoryEntry } from './inventory/record-entry.ts';
export { takeIdentificationStep } from './inventory/take-step.ts';
export { attest } from './ledger/attest.ts';
export {
  type ClaimUnits,
  type FinalTransaction,
  finalTransaction,
  releaseFromClaim,
  reserveForClaim,
  retireForClaim,
  runsOfBlocks,
  unitsToRetire,
} from './ledger/claim-units.ts';
export { bookContract, bookInternalTransfer, type ContractMove } from './ledger/contract-units.ts';
export { decideInstruction } from './ledger/decide-instruction.ts';
export { energyRegister } from './ledger/energy-register.ts';
export { startExpiring } from './ledger/expire-instructions.ts';
export { openLedgerFeed } from './ledger/feed/open-ledger-feed.ts';
export { instruct } from './ledger/instruct.ts';
export { readHoldings } from './ledger/read-holdings.ts';
export {
  bookedUnits,
  bookPurchase,
  bookSale,
  classToTrade,
  isReservationOver,
  lockLedger,
  objectionToClass,
  releaseSale,
  reserveForSale,
  type Trade,
  type TradedClass,
  tradableUnits,
  tradedClass,
  tradedClasses,
} from './ledger/trade-units.ts';
export { type LedgerWriter, openLedgerWriter } from './ledger/writer/writer.ts';
export { recordMoney } from './money/record-money.ts';
export { addAssetProject } from './projects/keep-project.ts';
export { recordProjectStep } from './projects/record-step.ts';
export { recordAllocationDecision } from './record-allocation-decision.ts';
export { recordAllocationInput } from './record-allocation-input.ts';
export { recordAllocationTogether } from './record-allocation-together.ts';
export { routes } from './routes.ts';
export { type AssetStanding, assetStanding, type DueSurrender, dueSurrenders, type TakenAccount } from './standing.ts';
export { recordValuationPrice } from './statement/valuation-price.ts';
export { decideExplanation, explainBreak } from './stock-take/close-break.ts';
export { readStockTakes } from './stock-take/read-stock-takes.ts';
export { stockTakeRoutes } from './stock-take/routes.ts';
export { type StatementFiles, statementText, storedTable, tableOfText } from './stock-take/statement-file.ts';
export { takeStock } from './stock-take/take-stock.ts';
export { subjects } from './subjects.ts';
