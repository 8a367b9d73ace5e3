import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './routes-shell.tsx';

const allocationStart = createRoute({
  getParentRoute: () => inside,
  path: '/asset/allocation',
  component: lazyRouteComponent(() => import('./pages/workbench/GoToNode.tsx'), 'GoToAllocation'),
});
const allocation = createRoute({
  getParentRoute: () => inside,
  path: '/asset/allocation/$entityId/$year',
  component: lazyRouteComponent(() => import('./pages/asset/AllocationPage.tsx'), 'AllocationPage'),
});
const allocationDerivation = createRoute({
  getParentRoute: () => allocation,
  path: '/derivation',
  component: lazyRouteComponent(() => import('./pages/asset/AllocationDerivation.tsx'), 'AllocationDerivation'),
});
const industryStart = createRoute({
  getParentRoute: () => inside,
  path: '/asset/industry',
  component: lazyRouteComponent(() => import('./pages/workbench/GoToNode.tsx'), 'GoToIndustry'),
});
const industry = createRoute({
  getParentRoute: () => inside,
  path: '/asset/industry/$entityId/$year',
  component: lazyRouteComponent(() => import('./pages/asset/industry/IndustryPage.tsx'), 'IndustryPage'),
});
const gapStart = createRoute({
  getParentRoute: () => inside,
  path: '/asset/gap',
  component: lazyRouteComponent(() => import('./pages/workbench/GoToNode.tsx'), 'GoToGap'),
});
const gap = createRoute({
  getParentRoute: () => inside,
  path: '/asset/gap/$entityId/$year',
  component: lazyRouteComponent(() => import('./pages/asset/GapPage.tsx'), 'GapPage'),
});

const complianceStart = createRoute({
  getParentRoute: () => inside,
  path: '/asset/compliance',
  component: lazyRouteComponent(() => import('./pages/workbench/GoToNode.tsx'), 'GoToCompliance'),
});
const compliance = createRoute({
  getParentRoute: () => inside,
  path: '/asset/compliance/$entityId/$year',
  component: lazyRouteComponent(() => import('./pages/asset/compliance/CompliancePage.tsx'), 'CompliancePage'),
});
const complianceDerivation = createRoute({
  getParentRoute: () => compliance,
  path: '/derivation',
  component: lazyRouteComponent(() => import('./pages/asset/compliance/ComplianceDerivation.tsx'), 'ComplianceDerivation'),
});
const certificate = createRoute({
  getParentRoute: () => inside,
  path: '/asset/certificates/$transactionId',
  component: lazyRouteComponent(() => import('./pages/asset/compliance/CertificatePage.tsx'), 'CertificatePage'),
});
const holdings = createRoute({
  getParentRoute: () => inside,
  path: '/asset/holdings',
  component: lazyRouteComponent(() => import('./pages/asset/ledger/HoldingsPage.tsx'), 'HoldingsPage'),
});
const statement = createRoute({
  getParentRoute: () => inside,
  path: '/asset/accounts/$accountId',
  component: lazyRouteComponent(() => import('./pages/asset/ledger/StatementPage.tsx'), 'StatementPage'),
});
const ledgerBook = createRoute({
  getParentRoute: () => inside,
  path: '/asset/ledger',
  component: lazyRouteComponent(() => import('./pages/asset/ledger/BookPage.tsx'), 'BookPage'),
});
const instructions = createRoute({
  getParentRoute: () => inside,
  path: '/asset/instructions',
  component: lazyRouteComponent(() => import('./pages/asset/ledger/InstructionsPage.tsx'), 'InstructionsPage'),
});
const attestations = createRoute({
  getParentRoute: () => inside,
  path: '/asset/attestations',
  component: lazyRouteComponent(() => import('./pages/asset/ledger/AttestationsPage.tsx'), 'AttestationsPage'),
});
const accounting = createRoute({
  getParentRoute: () => inside,
  path: '/asset/accounting',
  component: lazyRouteComponent(() => import('./pages/asset/accounting/AccountingPage.tsx'), 'AccountingPage'),
});
const assetInventory = createRoute({
  getParentRoute: () => inside,
  path: '/asset/inventory',
  component: lazyRouteComponent(() => import('./pages/asset/inventory/InventoryPage.tsx'), 'InventoryPage'),
});
const assetProjects = createRoute({
  getParentRoute: () => inside,
  path: '/asset/projects',
  component: lazyRouteComponent(() => import('./pages/asset/projects/ProjectsPage.tsx'), 'ProjectsPage'),
});
const assetProject = createRoute({
  getParentRoute: () => inside,
  path: '/asset/projects/$projectId',
  component: lazyRouteComponent(() => import('./pages/asset/projects/ProjectPage.tsx'), 'ProjectPage'),
});
const assetBudget = createRoute({
  getParentRoute: () => inside,
  path: '/asset/budget',
  component: lazyRouteComponent(() => import('./pages/asset/budget/BudgetPage.tsx'), 'BudgetPage'),
});
const appraisals = createRoute({
  getParentRoute: () => inside,
  path: '/asset/appraisals',
  component: lazyRouteComponent(() => import('./pages/asset/appraisals/AppraisalsPage.tsx'), 'AppraisalsPage'),
});
const appraisal = createRoute({
  getParentRoute: () => inside,
  path: '/asset/appraisals/$appraisalId',
  component: lazyRouteComponent(() => import('./pages/asset/appraisals/AppraisalPage.tsx'), 'AppraisalPage'),
});
const assetStatement = createRoute({
  getParentRoute: () => inside,
  path: '/asset/statement',
  component: lazyRouteComponent(() => import('./pages/asset/asset-statement/AssetStatementPage.tsx'), 'AssetStatementPage'),
});
const stockTake = createRoute({
  getParentRoute: () => inside,
  path: '/asset/stock-take',
  component: lazyRouteComponent(() => import('./pages/asset/stock-take/StockTakePage.tsx'), 'StockTakePage'),
});
const accountingDerivation = createRoute({
  getParentRoute: () => accounting,
  path: '/derivation',
  component: lazyRouteComponent(() => import('./pages/asset/accounting/AccountingDerivation.tsx'), 'AccountingDerivation'),
});

/** Assets: allocation, gap, compliance year and the ledger. */
const carryOverStart = createRoute({
  getParentRoute: () => inside,
  path: '/asset/carry-over',
  component: lazyRouteComponent(() => import('./pages/workbench/GoToNode.tsx'), 'GoToCarryOver'),
});
const carryOver = createRoute({
  getParentRoute: () => inside,
  path: '/asset/carry-over/$entityId',
  component: lazyRouteComponent(() => import('./pages/asset/carry-over/CarryOverPage.tsx'), 'CarryOverPage'),
});
const carryOverDerivation = createRoute({
  getParentRoute: () => carryOver,
  path: '/derivation',
  component: lazyRouteComponent(() => import('./pages/asset/carry-over/CarryOverDerivation.tsx'), 'CarryOverDerivation'),
});

export const assetRoutes = [
  allocationStart,
  allocation.addChildren([allocationDerivation]),
  industryStart,
  industry,
  gapStart,
  gap,
  complianceStart,
  carryOverStart,
  carryOver.addChildren([carryOverDerivation]),
  compliance.addChildren([complianceDerivation]),
  certificate,
  holdings,
  statement,
  ledgerBook,
  instructions,
  attestations,
  accounting.addChildren([accountingDerivation]),
  assetInventory,
  assetProjects,
  assetProject,
  assetBudget,
  appraisals,
  appraisal,
  assetStatement,
  stockTake,
] as const;
