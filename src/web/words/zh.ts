import { accounting } from './zh/accounting.ts';
import { industry } from './zh/allocation-industry.ts';
import { annualReport } from './zh/annual-report.ts';
import { asset } from './zh/asset.ts';
import { assetAppraisals } from './zh/asset-appraisals.ts';
import { assetBudget } from './zh/asset-budget.ts';
import { assetInventory } from './zh/asset-inventory.ts';
import { assetProjects } from './zh/asset-projects.ts';
import { assetStatement } from './zh/asset-statement.ts';
import { audit } from './zh/audit.ts';
import { calendar } from './zh/calendar.ts';
import { carryOver } from './zh/carry-over.ts';
import { cbam } from './zh/cbam.ts';
import { clauses } from './zh/clauses.ts';
import { common } from './zh/common.ts';
import { completeness } from './zh/completeness.ts';
import { compliance } from './zh/compliance.ts';
import { controlPlan } from './zh/control-plan.ts';
import { correction } from './zh/correction.ts';
import { discussion } from './zh/discussion.ts';
import { emission } from './zh/emission.ts';
import { entry } from './zh/entry.ts';
import { evidence } from './zh/evidence.ts';
import { finance } from './zh/finance.ts';
import { footprint } from './zh/footprint.ts';
import { group } from './zh/group.ts';
import { inbox } from './zh/inbox.ts';
import { intake } from './zh/intake.ts';
import { inventory } from './zh/inventory.ts';
import { inventoryBeside } from './zh/inventory-beside.ts';
import { inventoryLines } from './zh/inventory-lines.ts';
import { laboratory } from './zh/laboratory.ts';
import { lcaDatabases } from './zh/lca-databases.ts';
import { ledger } from './zh/ledger.ts';
import { library } from './zh/library.ts';
import { managementReview } from './zh/management-review.ts';
import { maturity } from './zh/maturity.ts';
import { measurement } from './zh/measurement.ts';
import { metering } from './zh/metering.ts';
import { neutrality } from './zh/neutrality.ts';
import { orders } from './zh/orders.ts';
import { organization } from './zh/organization.ts';
import { packs } from './zh/packs.ts';
import { penalty } from './zh/penalty.ts';
import { requests } from './zh/requests.ts';
import { risk } from './zh/risk.ts';
import { settings } from './zh/settings.ts';
import { shell } from './zh/shell.ts';
import { signedLog } from './zh/signed-log.ts';
import { stockTake } from './zh/stock-take.ts';
import { system } from './zh/system.ts';
import { trading } from './zh/trading.ts';
import { uncertainty } from './zh/uncertainty.ts';
import { verificationRecord } from './zh/verification-record.ts';
import { whatIf } from './zh/what-if.ts';
import { workbench } from './zh/workbench.ts';
import { yearChange } from './zh/year-change.ts';

/** The Chinese wording is the reference: its shape types every key used in the web room. */
export const zh = {
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
} as const;
