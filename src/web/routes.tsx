import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { CrashPage, NotFoundPage } from './pages/entry/ErrorPages.tsx';
import { assetRoutes } from './routes-asset.tsx';
import { lcaRoutes } from './routes-lca.tsx';
import { neutralityRoutes, publicClaim } from './routes-neutrality.tsx';
import { inside, root } from './routes-shell.tsx';
import { systemRoutes } from './routes-system.tsx';
import { tradingRoutes } from './routes-trading.tsx';
import { Waiting } from './ui/Page.tsx';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ href: '/workbench' });
  },
});

const emission = createRoute({
  getParentRoute: () => inside,
  path: '/emission',
  beforeLoad: () => {
    throw redirect({ href: '/emission/result' });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/entry/SignInPage.tsx'), 'SignInPage'),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/entry/SetupPage.tsx'), 'SetupPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  component: lazyRouteComponent(() => import('./pages/entry/InvitationPage.tsx'), 'InvitationPage'),
});

const workbench = createRoute({
  getParentRoute: () => inside,
  path: '/workbench',
  component: lazyRouteComponent(() => import('./pages/workbench/WorkbenchPage.tsx'), 'WorkbenchPage'),
});

// Emission: the two entries without a unit lead to the chosen or first one; a derivation lies over the page it was opened from.
const months = createRoute({
  getParentRoute: () => inside,
  path: '/emission/months',
  component: lazyRouteComponent(() => import('./pages/workbench/GoToNode.tsx'), 'GoToMonthGrid'),
});
const result = createRoute({
  getParentRoute: () => inside,
  path: '/emission/result',
  component: lazyRouteComponent(() => import('./pages/workbench/GoToNode.tsx'), 'GoToAnnualResult'),
});
const monthGrid = createRoute({
  getParentRoute: () => inside,
  path: '/emission/units/$unitId/$year',
  component: lazyRouteComponent(() => import('./pages/emission/MonthGridPage.tsx'), 'MonthGridPage'),
});
const imports = createRoute({
  getParentRoute: () => inside,
  path: '/emission/imports',
  component: lazyRouteComponent(() => import('./pages/emission/intake/ImportsPage.tsx'), 'ImportsPage'),
});
const importFile = createRoute({
  getParentRoute: () => inside,
  path: '/emission/imports/new',
  component: lazyRouteComponent(() => import('./pages/emission/intake/ImportWizardPage.tsx'), 'ImportWizardPage'),
});
const importSources = createRoute({
  getParentRoute: () => inside,
  path: '/emission/imports/sources',
  component: lazyRouteComponent(() => import('./pages/emission/intake/SourcesPage.tsx'), 'SourcesPage'),
});
const unitDerivation = createRoute({
  getParentRoute: () => monthGrid,
  path: '/derivation',
  component: lazyRouteComponent(() => import('./pages/emission/DerivationDrawer.tsx'), 'UnitDerivationDrawer'),
});
const laboratory = createRoute({
  getParentRoute: () => inside,
  path: '/emission/laboratory',
  component: lazyRouteComponent(() => import('./pages/emission/laboratory/LaboratoryPage.tsx'), 'LaboratoryPage'),
});
const coalMonth = createRoute({
  getParentRoute: () => inside,
  path: '/emission/laboratory/$unitId/$streamId/$month',
  component: lazyRouteComponent(() => import('./pages/emission/laboratory/CoalMonthPage.tsx'), 'CoalMonthPage'),
});
const coalSample = createRoute({
  getParentRoute: () => inside,
  path: '/emission/laboratory/samples/$sampleId',
  component: lazyRouteComponent(() => import('./pages/emission/laboratory/SamplePage.tsx'), 'SamplePage'),
});
const measurement = createRoute({
  getParentRoute: () => inside,
  path: '/emission/measurement',
  component: lazyRouteComponent(() => import('./pages/workbench/GoToNode.tsx'), 'GoToMeasurement'),
});
const unitMeasurement = createRoute({
  getParentRoute: () => inside,
  path: '/emission/measurement/$unitId/$year',
  component: lazyRouteComponent(() => import('./pages/emission/direct-measurement/MeasurementPage.tsx'), 'MeasurementPage'),
});
const meterReadings = createRoute({
  getParentRoute: () => inside,
  path: '/emission/meter-readings',
  component: lazyRouteComponent(() => import('./pages/metering/StreamsPage.tsx'), 'StreamsPage'),
});
const meterStream = createRoute({
  getParentRoute: () => inside,
  path: '/emission/meter-readings/$streamId',
  component: lazyRouteComponent(() => import('./pages/metering/StreamPage.tsx'), 'StreamPage'),
});
const completeness = createRoute({
  getParentRoute: () => inside,
  path: '/emission/completeness',
  component: lazyRouteComponent(() => import('./pages/emission/completeness/CompletenessPage.tsx'), 'CompletenessPage'),
});
const whatIf = createRoute({
  getParentRoute: () => inside,
  path: '/emission/units/$unitId/$year/what-if',
  component: lazyRouteComponent(() => import('./pages/emission/what-if/WhatIfPage.tsx'), 'WhatIfPage'),
});
const annualResult = createRoute({
  getParentRoute: () => inside,
  path: '/emission/entities/$entityId/$year',
  component: lazyRouteComponent(() => import('./pages/emission/AnnualResultPage.tsx'), 'AnnualResultPage'),
});
const entityDerivation = createRoute({
  getParentRoute: () => annualResult,
  path: '/derivation',
  component: lazyRouteComponent(() => import('./pages/emission/DerivationDrawer.tsx'), 'EntityDerivationDrawer'),
});

const goToReports = createRoute({
  getParentRoute: () => inside,
  path: '/emission/reports',
  component: lazyRouteComponent(() => import('./pages/workbench/GoToNode.tsx'), 'GoToAnnualReports'),
});
const annualReports = createRoute({
  getParentRoute: () => inside,
  path: '/emission/reports/$entityId/$year',
  component: lazyRouteComponent(() => import('./pages/emission/annual-report/AnnualReportsPage.tsx'), 'AnnualReportsPage'),
});

const controlPlans = createRoute({
  getParentRoute: () => inside,
  path: '/emission/plans',
  component: lazyRouteComponent(() => import('./pages/emission/control-plan/GoToControlPlan.tsx'), 'GoToControlPlan'),
});
const controlPlan = createRoute({
  getParentRoute: () => inside,
  path: '/emission/plans/$entityId/$year',
  component: lazyRouteComponent(() => import('./pages/emission/control-plan/ControlPlanPage.tsx'), 'ControlPlanPage'),
});

const organization = createRoute({
  getParentRoute: () => inside,
  path: '/organization',
  // The server names a meter below the organization; its place is the list of meters.
  beforeLoad: ({ search }) => {
    if (typeof search.meter === 'string') throw redirect({ href: `/organization/meters?meter=${encodeURIComponent(search.meter)}` });
  },
  component: lazyRouteComponent(() => import('./pages/organization/OrganizationPage.tsx'), 'OrganizationPage'),
});
const organizationEntity = createRoute({
  getParentRoute: () => inside,
  path: '/organization/entities/$entityId',
  component: lazyRouteComponent(() => import('./pages/organization/OrganizationPage.tsx'), 'OrganizationPage'),
});
const organizationUnit = createRoute({
  getParentRoute: () => inside,
  path: '/organization/units/$unitId',
  component: lazyRouteComponent(() => import('./pages/organization/OrganizationPage.tsx'), 'OrganizationPage'),
});
const meters = createRoute({
  getParentRoute: () => inside,
  path: '/organization/meters',
  component: lazyRouteComponent(() => import('./pages/organization/MetersPage.tsx'), 'MetersPage'),
});
const scope = createRoute({
  getParentRoute: () => inside,
  path: '/organization/scope',
  component: lazyRouteComponent(() => import('./pages/organization/ScopePage.tsx'), 'ScopePage'),
});

const evidence = createRoute({
  getParentRoute: () => inside,
  path: '/evidence',
  component: lazyRouteComponent(() => import('./pages/evidence/EvidencePage.tsx'), 'EvidencePage'),
});
const evidenceDetail = createRoute({
  getParentRoute: () => inside,
  path: '/evidence/$evidenceId',
  component: lazyRouteComponent(() => import('./pages/evidence/EvidenceDetailPage.tsx'), 'EvidenceDetailPage'),
});

const factors = createRoute({
  getParentRoute: () => inside,
  path: '/library/factors',
  component: lazyRouteComponent(() => import('./pages/library/FactorsPage.tsx'), 'FactorsPage'),
});
const publications = createRoute({
  getParentRoute: () => inside,
  path: '/library/publications',
  component: lazyRouteComponent(() => import('./pages/library/PublicationsPage.tsx'), 'PublicationsPage'),
});
const gwp = createRoute({
  getParentRoute: () => inside,
  path: '/library/gwp',
  component: lazyRouteComponent(() => import('./pages/library/GwpPage.tsx'), 'GwpPage'),
});
const ownFactors = createRoute({
  getParentRoute: () => inside,
  path: '/library/own-factors',
  component: lazyRouteComponent(() => import('./pages/library/OwnFactorsPage.tsx'), 'OwnFactorsPage'),
});
const methods = createRoute({
  getParentRoute: () => inside,
  path: '/library/methods',
  component: lazyRouteComponent(() => import('./pages/library/MethodsPage.tsx'), 'MethodsPage'),
});
const method = createRoute({
  getParentRoute: () => inside,
  path: '/library/methods/$methodId',
  component: lazyRouteComponent(() => import('./pages/library/MethodPage.tsx'), 'MethodPage'),
});

const people = createRoute({
  getParentRoute: () => inside,
  path: '/settings/people',
  component: lazyRouteComponent(() => import('./pages/settings/PeoplePage.tsx'), 'PeoplePage'),
});
const apiKeys = createRoute({
  getParentRoute: () => inside,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('./pages/settings/ApiKeysPage.tsx'), 'ApiKeysPage'),
});
const sessions = createRoute({
  getParentRoute: () => inside,
  path: '/settings/sessions',
  component: lazyRouteComponent(() => import('./pages/settings/SessionsPage.tsx'), 'SessionsPage'),
});
const jobs = createRoute({
  getParentRoute: () => inside,
  path: '/settings/jobs',
  component: lazyRouteComponent(() => import('./pages/settings/JobsPage.tsx'), 'JobsPage'),
});
const journal = createRoute({
  getParentRoute: () => inside,
  path: '/settings/journal',
  component: lazyRouteComponent(() => import('./pages/settings/JournalPage.tsx'), 'JournalPage'),
});
const about = createRoute({
  getParentRoute: () => inside,
  path: '/settings/about',
  component: lazyRouteComponent(() => import('./pages/settings/AboutPage.tsx'), 'AboutPage'),
});

/** The product's table of contents. */
const routeTree = root.addChildren([
  home,
  signIn,
  setup,
  invitation,
  publicClaim,
  inside.addChildren([
    workbench,
    emission,
    months,
    result,
    imports,
    importFile,
    importSources,
    monthGrid.addChildren([unitDerivation]),
    meterReadings,
    meterStream,
    completeness,
    whatIf,
    laboratory,
    coalMonth,
    coalSample,
    measurement,
    unitMeasurement,
    annualResult.addChildren([entityDerivation]),
    goToReports,
    annualReports,
    controlPlans,
    controlPlan,
    ...assetRoutes,
    ...tradingRoutes,
    ...neutralityRoutes,
    ...lcaRoutes,
    ...systemRoutes,
    organization,
    organizationEntity,
    organizationUnit,
    meters,
    scope,
    evidence,
    evidenceDetail,
    factors,
    publications,
    gwp,
    ownFactors,
    methods,
    method,
    people,
    apiKeys,
    sessions,
    jobs,
    journal,
    about,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: CrashPage,
  defaultPendingComponent: () => <Waiting rows={8} />,
  defaultPendingMs: 150,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
