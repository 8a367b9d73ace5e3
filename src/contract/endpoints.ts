import { accountingEndpoints } from './accounting.ts';
import { industryEndpoints } from './allocation-industry.ts';
import { annualReportEndpoints } from './annual-report.ts';
import { assetEndpoints } from './asset.ts';
import { assetAppraisalEndpoints } from './asset-appraisals.ts';
import { assetBudgetEndpoints } from './asset-budget.ts';
import { assetInventoryEndpoints } from './asset-inventory.ts';
import { assetProjectEndpoints } from './asset-projects.ts';
import { assetStatementEndpoints } from './asset-statement.ts';
import { auditEndpoints } from './audit.ts';
import { calendarEndpoints } from './calendar.ts';
import { carryOverEndpoints } from './carry-over.ts';
import { cbamEndpoints } from './cbam-declarations.ts';
import { clauseEndpoints } from './clauses.ts';
import { completenessEndpoints } from './completeness.ts';
import { complianceEndpoints } from './compliance.ts';
import { controlPlanEndpoints } from './control-plan.ts';
import { correctionEndpoints } from './correction.ts';
import { directMeasurementEndpoints } from './direct-measurement.ts';
import { discussionEndpoints } from './discussion.ts';
import { documentEndpoints } from './document.ts';
import { emissionEndpoints } from './emission.ts';
import type { Endpoint } from './endpoint.ts';
import { evidenceListEndpoints } from './evidence-list.ts';
import { financeEndpoints } from './finance.ts';
import { footprintEndpoints } from './footprints.ts';
import { groupEndpoints } from './group.ts';
import { identityEndpoints } from './identity.ts';
import { inboxEndpoints } from './inbox.ts';
import { intakeEndpoints } from './intake.ts';
import { inventoryEndpoints } from './inventory.ts';
import { inventoryLineEndpoints } from './inventory-lines.ts';
import { inventoryReportEndpoints } from './inventory-report.ts';
import { inventoryVersionEndpoints } from './inventory-versions.ts';
import { jobEndpoints } from './jobs.ts';
import { journalEndpoints } from './journal.ts';
import { laboratoryEndpoints } from './laboratory.ts';
import { lcaDatabaseEndpoints } from './lca-databases.ts';
import { ledgerEndpoints } from './ledger.ts';
import { libraryEndpoints } from './library.ts';
import { managementReviewEndpoints } from './management-review.ts';
import { maturityEndpoints } from './maturity.ts';
import { meteringEndpoints } from './metering.ts';
import { neutralityEndpoints } from './neutrality.ts';
import { neutralityPublicEndpoints } from './neutrality-public.ts';
import { orderEndpoints } from './orders.ts';
import { organizationEndpoints } from './organization.ts';
import { packEndpoints } from './packs.ts';
import { penaltyEndpoints } from './penalty.ts';
import { roleSummaryEndpoints } from './role-summaries.ts';
import { stockTakeEndpoints } from './stock-take.ts';
import { systemEndpoints } from './system.ts';
import { systemFigureEndpoints } from './system-figures.ts';
import { tradingEndpoints } from './trading.ts';
import { tradingDeskEndpoints } from './trading-desk.ts';
import { tradingPriceEndpoints } from './trading-prices.ts';
import { tradingRequestEndpoints } from './trading-requests.ts';
import { tradingRiskEndpoints } from './trading-risk.ts';
import { uncertaintyEndpoints } from './uncertainty.ts';
import { verificationRecordEndpoints } from './verification-record.ts';
import { whatIfEndpoints } from './what-if.ts';
import { yearChangeEndpoints } from './year-change.ts';

/** Everything that can be called, in the order of the OpenAPI document. A module adds its `…Endpoints` object here. */
export const endpoints: readonly Endpoint[] = [
  ...Object.values(identityEndpoints),
  ...Object.values(journalEndpoints),
  ...Object.values(jobEndpoints),
  ...Object.values(organizationEndpoints),
  ...Object.values(documentEndpoints),
  ...Object.values(libraryEndpoints),
  ...Object.values(emissionEndpoints),
  ...Object.values(controlPlanEndpoints),
  ...Object.values(laboratoryEndpoints),
  ...Object.values(evidenceListEndpoints),
  ...Object.values(intakeEndpoints),
  ...Object.values(completenessEndpoints),
  ...Object.values(correctionEndpoints),
  ...Object.values(penaltyEndpoints),
  ...Object.values(verificationRecordEndpoints),
  ...Object.values(annualReportEndpoints),
  ...Object.values(whatIfEndpoints),
  ...Object.values(yearChangeEndpoints),
  ...Object.values(uncertaintyEndpoints),
  ...Object.values(directMeasurementEndpoints),
  ...Object.values(meteringEndpoints),
  ...Object.values(footprintEndpoints),
  ...Object.values(inventoryEndpoints),
  ...Object.values(inventoryLineEndpoints),
  ...Object.values(lcaDatabaseEndpoints),
  ...Object.values(inventoryReportEndpoints),
  ...Object.values(inventoryVersionEndpoints),
  ...Object.values(assetEndpoints),
  ...Object.values(ledgerEndpoints),
  ...Object.values(complianceEndpoints),
  ...Object.values(carryOverEndpoints),
  ...Object.values(accountingEndpoints),
  ...Object.values(assetStatementEndpoints),
  ...Object.values(assetInventoryEndpoints),
  ...Object.values(assetProjectEndpoints),
  ...Object.values(assetAppraisalEndpoints),
  ...Object.values(assetBudgetEndpoints),
  ...Object.values(stockTakeEndpoints),
  ...Object.values(industryEndpoints),
  ...Object.values(tradingEndpoints),
  ...Object.values(orderEndpoints),
  ...Object.values(tradingRequestEndpoints),
  ...Object.values(financeEndpoints),
  ...Object.values(groupEndpoints),
  ...Object.values(tradingPriceEndpoints),
  ...Object.values(tradingDeskEndpoints),
  ...Object.values(tradingRiskEndpoints),
  ...Object.values(neutralityEndpoints),
  ...Object.values(cbamEndpoints),
  ...Object.values(neutralityPublicEndpoints),
  ...Object.values(clauseEndpoints),
  ...Object.values(systemEndpoints),
  ...Object.values(systemFigureEndpoints),
  ...Object.values(auditEndpoints),
  ...Object.values(managementReviewEndpoints),
  ...Object.values(packEndpoints),
  ...Object.values(maturityEndpoints),
  ...Object.values(discussionEndpoints),
  ...Object.values(calendarEndpoints),
  ...Object.values(roleSummaryEndpoints),
  ...Object.values(inboxEndpoints),
];
