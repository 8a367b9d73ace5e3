interface Place {
  readonly id: string;
  readonly code: string;
}

interface Tree {
  readonly entities: readonly Place[];
  readonly units: readonly Place[];
}

/** The address of every screen of the demonstration behind the door, by a short name. `read` answers a GET of the interface. */
export async function screensOf(read: (path: string) => Promise<unknown>): Promise<Readonly<Record<string, string>>> {
  const { entities, units } = (await read('/api/v1/organization')) as Tree;
  const plant = entities.find((one) => one.code === 'DEMO-CHP')?.id ?? '';
  const unit = units.find((one) => one.code === '1')?.id ?? '';
  const first = async (list: string) => ((await read(list)) as { items: readonly { id: string }[] }).items[0]?.id ?? '';
  const factor = await first('/api/v1/factors?limit=1');
  const evidence = await first('/api/v1/evidence?limit=1');
  const meter = await first('/api/v1/meters');
  const stream = await first('/api/v1/meter-streams');
  const order = await first('/api/v1/trading/orders');
  const cbam = await first('/api/v1/neutrality/cbam');
  const database = await first('/api/v1/lca/databases');
  const inventory = await first('/api/v1/inventories');
  const { accounts } = (await read('/api/v1/ledger/holdings')) as { accounts: readonly { id: string; kind: string }[] };
  const account = accounts.find((one) => one.kind === 'registry')?.id ?? '';
  return {
    workbench: '/workbench?year=2024',
    'month-grid': `/emission/units/${unit}/2024`,
    'month-panel': `/emission/units/${unit}/2024?month=2024-12`,
    'what-if': `/emission/units/${unit}/2024/what-if`,
    result: `/emission/entities/${plant}/2024`,
    imports: '/emission/imports',
    'import-file': '/emission/imports/new',
    laboratory: '/emission/laboratory?year=2024',
    measurement: `/emission/measurement/${unit}/2024`,
    'meter-readings': '/emission/meter-readings',
    'meter-stream': `/emission/meter-readings/${stream}?month=2024-11`,
    completeness: '/emission/completeness',
    reports: `/emission/reports/${plant}/2024`,
    inventories: '/inventories',
    'ghg-inventory': `/inventories/${inventory}`,
    'ghg-sources': `/inventories/${inventory}?tab=sources`,
    'ghg-quality': `/inventories/${inventory}/quality`,
    'ghg-methods': `/inventories/${inventory}/methods`,
    'ghg-base-year': `/inventories/${inventory}/base-year`,
    'ghg-report': `/inventories/${inventory}/report`,
    'ghg-versions': `/inventories/${inventory}/versions`,
    'ghg-version': `/inventories/${inventory}/versions/1`,
    footprints: '/emission/footprints',
    plans: '/emission/plans',
    plan: `/emission/plans/${plant}/2024`,
    allocation: `/asset/allocation/${plant}/2024`,
    gap: `/asset/gap/${plant}/2024`,
    compliance: `/asset/compliance/${plant}/2024`,
    'carry-over': `/asset/carry-over/${plant}`,
    inventory: '/asset/inventory',
    'asset-projects': '/asset/projects',
    'asset-budget': '/asset/budget?year=2024',
    appraisals: '/asset/appraisals',
    holdings: '/asset/holdings',
    account: `/asset/accounts/${account}`,
    ledger: '/asset/ledger',
    'asset-statement': '/asset/statement',
    accounting: '/asset/accounting',
    'stock-take': '/asset/stock-take',
    desk: '/trading/desk',
    mandate: '/trading/mandate',
    orders: '/trading/orders',
    order: `/trading/orders/${order}`,
    'trading-risk': '/trading/risk',
    prices: '/trading/prices',
    cover: '/trading/cover',
    finance: '/trading/finance',
    group: '/trading/group?year=2025',
    neutrality: '/neutrality',
    cbam: '/neutrality/cbam',
    'cbam-declaration': `/neutrality/cbam/${cbam}`,
    clauses: '/system/clauses',
    clause: '/system/clauses?clause=A.8',
    inbox: '/inbox',
    'inbox-done': '/inbox?tab=done',
    audits: '/system/audits',
    packs: '/system/packs',
    calendar: '/system/calendar',
    'calendar-list': '/system/calendar?view=list',
    registers: '/system/registers',
    register: '/system/registers/context_issue',
    maturity: '/system/maturity',
    organization: '/organization',
    entity: `/organization/entities/${plant}`,
    unit: `/organization/units/${unit}`,
    meters: '/organization/meters',
    meter: `/organization/meters?meter=${meter}`,
    scope: '/organization/scope',
    evidence: '/evidence',
    'evidence-detail': `/evidence/${evidence}`,
    'lca-databases': '/lca/databases',
    ...(database === ''
      ? {}
      : {
          'lca-database': `/lca/databases/${database}`,
          'lca-flows': `/lca/databases/${database}?tab=flows`,
          'lca-ranking': `/lca/databases/${database}?tab=ranking`,
          'lca-changes': `/lca/databases/${database}?tab=changes`,
          'lca-facts': `/lca/databases/${database}?tab=facts`,
          'lca-process': `/lca/databases/${database}/processes/5`,
        }),
    factors: '/library/factors',
    factor: `/library/factors?factorId=${encodeURIComponent(factor)}`,
    publications: '/library/publications',
    gwp: '/library/gwp',
    'own-factors': '/library/own-factors',
    methods: '/library/methods',
    method: '/library/methods/cn-power-generation',
    people: '/settings/people',
    'api-keys': '/settings/api-keys',
    sessions: '/settings/sessions',
    jobs: '/settings/jobs',
    journal: '/settings/journal',
    about: '/settings/about',
    'not-found': '/nowhere',
  };
}
