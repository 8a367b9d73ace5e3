/** Every address inside the product is built here, so that a moved page is one change. Year and node are kept by the router (routes-shell.tsx). */

function part(value: string | number): string {
  return encodeURIComponent(String(value));
}

function withSearch(path: string, search: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined && value !== '') given.set(name, String(value));
  const tail = given.toString();
  return tail === '' ? path : `${path}?${tail}`;
}

export const paths = {
  signIn: () => '/sign-in',
  setup: () => '/setup',
  workbench: (year?: number) => withSearch('/workbench', { year }),

  inbox: (search?: Readonly<Record<string, string>>) => withSearch('/inbox', search ?? {}),

  months: () => '/emission/months',
  monthGrid: (unitId: string, year: number, month?: string) => withSearch(`/emission/units/${part(unitId)}/${part(year)}`, { month }),
  imports: () => '/emission/imports',
  importFile: () => '/emission/imports/new',
  importSources: () => '/emission/imports/sources',
  laboratory: () => '/emission/laboratory',
  coalMonth: (unitId: string, streamId: string, month: string) => `/emission/laboratory/${part(unitId)}/${part(streamId)}/${part(month)}`,
  coalSample: (id: string) => `/emission/laboratory/samples/${part(id)}`,
  measurement: () => '/emission/measurement',
  measurementOf: (unitId: string, year: number) => `/emission/measurement/${part(unitId)}/${part(year)}`,
  meterReadings: () => '/emission/meter-readings',
  meterStream: (streamId: string, month?: string) => withSearch(`/emission/meter-readings/${part(streamId)}`, { month }),
  footprints: () => '/emission/footprints',
  footprintReport: (
    versionId: string,
    { format, language, simulationId }: { format: string; language: string; simulationId?: string | undefined },
  ) => withSearch(`/api/v1/footprint-versions/${part(versionId)}/report`, { format, language, ...(simulationId ? { simulationId } : {}) }),
  footprintWorkbook: (versionId: string, language: string) =>
    withSearch(`/api/v1/footprint-versions/${part(versionId)}/workbook`, { language }),
  footprint: (id: string, search?: { version?: string; view?: string; node?: string }) =>
    withSearch(`/emission/footprints/${part(id)}`, search ?? {}),
  controlPlans: () => '/emission/plans',
  controlPlan: (entityId: string, year: number) => `/emission/plans/${part(entityId)}/${part(year)}`,
  monthCell: (unitId: string, row: string, month: string) =>
    withSearch(`/emission/units/${part(unitId)}/${part(month.slice(0, 4))}`, { month, row }),
  completeness: (search?: { from?: number; to?: number; unit?: string | undefined }) => withSearch('/emission/completeness', search ?? {}),
  whatIf: (unitId: string, year: number) => `/emission/units/${part(unitId)}/${part(year)}/what-if`,
  inventories: () => '/inventories',
  inventoryOf: (id: string, tab?: string) => withSearch(`/inventories/${part(id)}`, { tab: tab === 'result' ? undefined : tab }),
  result: () => '/emission/result',
  annualResult: (entityId: string, year: number) => `/emission/entities/${part(entityId)}/${part(year)}`,
  annualReports: () => '/emission/reports',
  inventoryReport: (inventoryId: string) => `/inventories/${part(inventoryId)}/report`,
  inventoryBaseYear: (inventoryId: string) => `/inventories/${part(inventoryId)}/base-year`,
  inventoryQuality: (inventoryId: string) => `/inventories/${part(inventoryId)}/quality`,
  inventoryVersions: (inventoryId: string, search?: { from?: number; to?: number }) =>
    withSearch(`/inventories/${part(inventoryId)}/versions`, search ?? {}),
  inventoryVersion: (inventoryId: string, version: number, tab?: string) =>
    withSearch(`/inventories/${part(inventoryId)}/versions/${part(version)}`, { tab: tab === 'result' ? undefined : tab }),
  inventoryMethods: (inventoryId: string) => `/inventories/${part(inventoryId)}/methods`,
  inventoryReportFile: (reportId: string, kind: string) => `/api/v1/inventory-reports/${part(reportId)}/files/${part(kind)}`,
  annualReportsOf: (entityId: string, year: number) => `/emission/reports/${part(entityId)}/${part(year)}`,
  reportFile: (reportId: string, kind: string) => `/api/v1/annual-reports/${part(reportId)}/files/${part(kind)}`,
  derivation: (unitId: string, year: number, node: string, calculationId?: string) =>
    withSearch(`/emission/units/${part(unitId)}/${part(year)}/derivation`, { node, calculationId }),
  entityDerivation: (entityId: string, year: number, node: string) =>
    withSearch(`/emission/entities/${part(entityId)}/${part(year)}/derivation`, { node }),
  /** The derivation of a figure shown on a page of one unit or entity, below that page's own address. */
  derivationBelow: (page: string, node: string) => withSearch(`${page.split('?', 1)[0] ?? page}/derivation`, { node }),

  allocationStart: () => '/asset/allocation',
  allocation: (entityId: string, year: number) => `/asset/allocation/${part(entityId)}/${part(year)}`,
  allocationDerivation: (entityId: string, year: number, node: string) =>
    withSearch(`/asset/allocation/${part(entityId)}/${part(year)}/derivation`, { node }),
  industryStart: () => '/asset/industry',
  industry: (entityId: string, year: number, search?: { sector?: string; node?: string }) =>
    withSearch(`/asset/industry/${part(entityId)}/${part(year)}`, search ?? {}),
  gapStart: () => '/asset/gap',
  complianceStart: () => '/asset/compliance',
  compliance: (entityId: string, year: number) => `/asset/compliance/${part(entityId)}/${part(year)}`,
  complianceDerivation: (entityId: string, year: number, node: string) =>
    withSearch(`/asset/compliance/${part(entityId)}/${part(year)}/derivation`, { node }),
  carryOverStart: () => '/asset/carry-over',
  carryOver: (entityId: string) => `/asset/carry-over/${part(entityId)}`,
  carryOverDerivation: (entityId: string, node: string) => withSearch(`/asset/carry-over/${part(entityId)}/derivation`, { node }),
  surrenderCertificate: (transactionId: string) => `/asset/certificates/${part(transactionId)}`,
  gap: (entityId: string, year: number) => `/asset/gap/${part(entityId)}/${part(year)}`,

  holdings: () => '/asset/holdings',
  statement: (accountId: string, search?: { classId?: string; to?: string | undefined; knownOn?: string | undefined }) =>
    withSearch(`/asset/accounts/${part(accountId)}`, search ?? {}),
  stockTake: () => '/asset/stock-take',
  assetProjects: () => '/asset/projects',
  assetProject: (projectId: string, search?: { node?: string }) => withSearch(`/asset/projects/${part(projectId)}`, search ?? {}),
  assetBudget: (search?: { year?: number; node?: string; version?: string | undefined }) => withSearch('/asset/budget', search ?? {}),
  appraisals: () => '/asset/appraisals',
  appraisal: (appraisalId: string, search?: { node?: string; version?: string | undefined }) =>
    withSearch(`/asset/appraisals/${part(appraisalId)}`, search ?? {}),
  assetInventory: (search?: { year?: number; node?: string; version?: string | undefined }) => withSearch('/asset/inventory', search ?? {}),
  assetStatement: (search?: { node?: string; asOf?: string | undefined }) => withSearch('/asset/statement', search ?? {}),
  accounting: () => '/asset/accounting',
  accountingDerivation: (node: string) => withSearch('/asset/accounting/derivation', { node }),
  ledger: () => '/asset/ledger',
  ledgerTransaction: (id: string) => withSearch('/asset/ledger', { transaction: id }),
  instructions: () => '/asset/instructions',
  attestations: () => '/asset/attestations',

  systemClauses: (search?: Readonly<Record<string, string>>) => withSearch('/system/clauses', search ?? {}),
  calendar: (search?: Readonly<Record<string, string>>) => withSearch('/system/calendar', search ?? {}),
  systemRegisters: () => '/system/registers',
  systemRegister: (register: string, search?: Readonly<Record<string, string>>) =>
    withSearch(`/system/registers/${part(register)}`, search ?? {}),
  audits: (search?: Readonly<Record<string, string>>) => withSearch('/system/audits', search ?? {}),
  packs: () => '/system/packs',
  packFile: (packId: string, kind: string) => `/api/v1/packs/${part(packId)}/files/${part(kind)}`,
  maturity: () => '/system/maturity',
  maturityOf: (id: string) => `/system/maturity/${part(id)}`,
  systemRecord: (id: string, search?: Readonly<Record<string, string>>) => withSearch(`/system/records/${part(id)}`, search ?? {}),

  neutrality: () => '/neutrality',
  neutralitySubject: (subjectId: string) => `/neutrality/subjects/${part(subjectId)}`,
  neutralityClaim: (claimId: string, node?: string) => withSearch(`/neutrality/claims/${part(claimId)}`, { node }),
  cbam: () => '/neutrality/cbam',
  cbamDeclaration: (id: string, node?: string) => withSearch(`/neutrality/cbam/${part(id)}`, { node }),
  publicClaim: (number: string) => `/public/claims/${part(number)}`,
  tradingDesk: (search?: { node?: string }) => withSearch('/trading/desk', search ?? {}),
  mandate: () => '/trading/mandate',
  prices: (search?: Readonly<Record<string, string>>) => withSearch('/trading/prices', search ?? {}),
  cover: (search?: { node?: string }) => withSearch('/trading/cover', search ?? {}),
  tradingRisk: (search?: Readonly<Record<string, string>>) => withSearch('/trading/risk', search ?? {}),
  orders: () => '/trading/orders',
  group: (search?: Readonly<Record<string, string>>) => withSearch('/trading/group', search ?? {}),
  finance: (search?: Readonly<Record<string, string>>) => withSearch('/trading/finance', search ?? {}),
  /** `node`: a figure of its report, with how it came about. */
  order: (orderId: string, node?: string) => withSearch(`/trading/orders/${part(orderId)}`, { node }),

  organization: () => '/organization',
  entity: (id: string) => `/organization/entities/${part(id)}`,
  unit: (id: string) => `/organization/units/${part(id)}`,
  meters: () => '/organization/meters',
  meter: (id: string) => withSearch('/organization/meters', { meter: id }),
  scope: () => '/organization/scope',

  lcaDatabases: () => '/lca/databases',
  lcaDatabase: (id: string, search?: Readonly<Record<string, string>>) => withSearch(`/lca/databases/${part(id)}`, search ?? {}),
  lcaProcess: (id: string, number: number) => `/lca/databases/${part(id)}/processes/${number}`,
  lcaExport: (id: string, processes?: string) =>
    withSearch(`/api/v1/lca/databases/${part(id)}/export`, processes === undefined ? {} : { processes }),

  evidence: () => '/evidence',
  evidenceOf: (id: string) => `/evidence/${part(id)}`,

  factors: (search?: { search?: string; publicationId?: string; factorId?: string }) => withSearch('/library/factors', search ?? {}),
  publications: () => '/library/publications',
  gwp: () => '/library/gwp',
  ownFactors: () => '/library/own-factors',
  methods: () => '/library/methods',
  method: (id: string) => `/library/methods/${part(id)}`,

  people: () => '/settings/people',
  apiKeys: () => '/settings/api-keys',
  sessions: () => '/settings/sessions',
  jobs: () => '/settings/jobs',
  journal: () => '/settings/journal',
  about: () => '/settings/about',

  file: (sha256: string, options: { inline?: boolean; name?: string } = {}) =>
    withSearch(`/api/v1/files/${part(sha256)}`, { inline: options.inline ? '1' : undefined, name: options.name }),
} as const;
