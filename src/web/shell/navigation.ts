import { paths } from '../paths.ts';
import type { IconName } from '../ui/Icon.tsx';
import type { zh } from '../words/zh.ts';

export type PageKey = keyof (typeof zh)['shell']['page'];
export type GroupKey = keyof (typeof zh)['shell']['group'];

export interface NavigationPage {
  readonly key: PageKey;
  readonly to: string;
  /** Addresses that also belong to it, by prefix. */
  readonly also?: readonly string[];
}

export interface NavigationGroup {
  readonly key: GroupKey;
  readonly icon: IconName;
  readonly pages: readonly NavigationPage[];
}

/** The sider in the standard's own order. A group without pages is a subsystem of a later version: shown quietly, never as a dead link. */
export const navigation: readonly NavigationGroup[] = [
  { key: 'workbench', icon: 'workbench', pages: [{ key: 'workbench', to: paths.workbench() }] },
  { key: 'inbox', icon: 'bell', pages: [{ key: 'inbox', to: paths.inbox() }] },
  {
    key: 'emission',
    icon: 'emission',
    pages: [
      { key: 'months', to: paths.months(), also: ['/emission/units/'] },
      { key: 'imports', to: paths.imports() },
      { key: 'laboratory', to: paths.laboratory() },
      { key: 'measurement', to: paths.measurement() },
      { key: 'meterReadings', to: paths.meterReadings() },
      { key: 'completeness', to: paths.completeness() },
      { key: 'result', to: paths.result(), also: ['/emission/entities/'] },
      { key: 'annualReports', to: paths.annualReports() },
      { key: 'inventories', to: paths.inventories() },
      { key: 'controlPlans', to: paths.controlPlans(), also: ['/emission/plans/'] },
      { key: 'footprints', to: paths.footprints(), also: ['/emission/footprints/'] },
      { key: 'factors', to: paths.factors(), also: [paths.publications(), paths.gwp(), paths.ownFactors()] },
      { key: 'methods', to: paths.methods() },
      { key: 'lcaDatabases', to: paths.lcaDatabases() },
    ],
  },
  {
    key: 'asset',
    icon: 'asset',
    pages: [
      { key: 'allocation', to: paths.allocationStart() },
      { key: 'industry', to: paths.industryStart() },
      { key: 'gap', to: paths.gapStart() },
      { key: 'compliance', to: paths.complianceStart(), also: ['/asset/certificates/'] },
      { key: 'carryOver', to: paths.carryOverStart() },
      { key: 'assetInventory', to: paths.assetInventory() },
      { key: 'assetProjects', to: paths.assetProjects() },
      { key: 'assetBudget', to: paths.assetBudget() },
      { key: 'holdings', to: paths.holdings(), also: ['/asset/accounts/'] },
      { key: 'ledger', to: paths.ledger() },
      { key: 'instructions', to: paths.instructions() },
      { key: 'attestations', to: paths.attestations() },
      { key: 'assetStatement', to: paths.assetStatement() },
      { key: 'assetAppraisals', to: paths.appraisals() },
      { key: 'accounting', to: paths.accounting() },
      { key: 'stockTake', to: paths.stockTake() },
    ],
  },
  {
    key: 'trading',
    icon: 'trading',
    pages: [
      { key: 'desk', to: paths.tradingDesk() },
      { key: 'mandate', to: paths.mandate() },
      { key: 'orders', to: paths.orders() },
      { key: 'tradingRisk', to: paths.tradingRisk() },
      { key: 'prices', to: paths.prices() },
      { key: 'cover', to: paths.cover() },
      { key: 'finance', to: paths.finance() },
      { key: 'group', to: paths.group() },
    ],
  },
  {
    key: 'neutrality',
    icon: 'neutrality',
    pages: [
      { key: 'neutrality', to: paths.neutrality(), also: ['/neutrality/subjects/', '/neutrality/claims/'] },
      { key: 'cbam', to: paths.cbam() },
    ],
  },
  {
    key: 'system',
    icon: 'system',
    pages: [
      { key: 'clauses', to: paths.systemClauses() },
      { key: 'calendar', to: paths.calendar() },
      { key: 'registers', to: paths.systemRegisters(), also: ['/system/records/'] },
      { key: 'audits', to: paths.audits() },
      { key: 'packs', to: paths.packs() },
      { key: 'maturity', to: paths.maturity() },
      { key: 'organization', to: paths.organization(), also: ['/organization/entities/', '/organization/units/'] },
      { key: 'scope', to: paths.scope() },
      { key: 'meters', to: paths.meters() },
      { key: 'evidence', to: paths.evidence() },
    ],
  },
  { key: 'verification', icon: 'verification', pages: [] },
  {
    key: 'settings',
    icon: 'settings',
    pages: [
      { key: 'people', to: paths.people() },
      { key: 'apiKeys', to: paths.apiKeys() },
      { key: 'sessions', to: paths.sessions() },
      { key: 'jobs', to: paths.jobs() },
      { key: 'journal', to: paths.journal() },
      { key: 'about', to: paths.about() },
    ],
  },
];

/** The page of the sider an address belongs to: the longest address that begins it. */
export function placeOf(pathname: string): { group: NavigationGroup; page: NavigationPage } | null {
  let best: { group: NavigationGroup; page: NavigationPage; length: number } | null = null;
  for (const group of navigation) {
    for (const page of group.pages) {
      for (const prefix of [page.to, ...(page.also ?? [])]) {
        const fits = pathname === prefix || pathname.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
        if (fits && prefix.length > (best?.length ?? 0)) best = { group, page, length: prefix.length };
      }
    }
  }
  return best && { group: best.group, page: best.page };
}
