import { accounting } from './en/accounting.ts';
import { industry } from './en/allocation-industry.ts';
import { annualReport } from './en/annual-report.ts';
import { asset } from './en/asset.ts';
import { assetAppraisals } from './en/asset-appraisals.ts';
import { assetBudget } from './en/asset-budget.ts';
import { assetInventory } from './en/asset-inventory.ts';
import { assetProjects } from './en/asset-projects.ts';
import { assetStatement } from './en/asset-statement.ts';
import { audit } from './en/audit.ts';
import { calendar } from './en/calendar.ts';
import { carryOver } from './en/carry-over.ts';
import { cbam } from './en/cbam.ts';
import { clauses } from './en/clauses.ts';
import { common } from './en/common.ts';
import { completeness } from './en/completeness.ts';
import { compliance } from './en/compliance.ts';
import { controlPlan } from './en/control-plan.ts';
import { correction } from './en/correction.ts';
import { discussion } from './en/discussion.ts';
import { emission } from './en/emission.ts';
import { entry } from './en/entry.ts';
import { evidence } from './en/evidence.ts';
import { finance } from './en/finance.ts';
import { footprint } from './en/footprint.ts';
import { group } from './en/group.ts';
import { inbox } from './en/inbox.ts';
import { intake } from './en/intake.ts';
import { inventory } from './en/inventory.ts';
import { inventoryBeside } from './en/inventory-beside.ts';
import { inventoryLines } from './en/inventory-lines.ts';
import { laboratory } from './en/laboratory.ts';
import { lcaDatabases } from './en/lca-databases.ts';
import { ledger } from './en/ledger.ts';
import { library } from './en/library.ts';
import { managementReview } from './en/management-review.ts';
import { maturity } from './en/maturity.ts';
import { measurement } from './en/measurement.ts';
import { metering } from './en/metering.ts';
import { neutrality } from './en/neutrality.ts';
import { orders } from './en/orders.ts';
import { organization } from './en/organization.ts';
import { packs } from './en/packs.ts';
import { penalty } from './en/penalty.ts';
import { requests } from './en/requests.ts';
import { risk } from './en/risk.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { signedLog } from './en/signed-log.ts';
import { stockTake } from './en/stock-take.ts';
import { system } from './en/system.ts';
import { trading } from './en/trading.ts';
import { uncertainty } from './en/uncertainty.ts';
import { verificationRecord } from './en/verification-record.ts';
import { whatIf } from './en/what-if.ts';
import { workbench } from './en/workbench.ts';
import { yearChange } from './en/year-change.ts';
import type { Shape } from './shape.ts';
import type { zh } from './zh.ts';

export const en: Shape<typeof zh> = {
  common,
  clauses,
  asset,
  industry,
  shell,
  entry,
  workbench,
  emission,
  inventory,
  inventoryBeside,
  inventoryLines,
  laboratory,
  lcaDatabases,
  ledger,
  finance,
  footprint,
  group,
  neutrality,
  cbam,
  requests,
  orders,
  organization,
  library,
  evidence,
  settings,
  signedLog,
  measurement,
  metering,
  uncertainty,
  verificationRecord,
  annualReport,
  penalty,
  correction,
  completeness,
  whatIf,
  yearChange,
  controlPlan,
  compliance,
  carryOver,
  accounting,
  assetInventory,
  assetProjects,
  assetBudget,
  assetAppraisals,
  assetStatement,
  stockTake,
  intake,
  risk,
  maturity,
  discussion,
  system,
  trading,
  calendar,
  inbox,
  audit,
  managementReview,
  packs,
};
