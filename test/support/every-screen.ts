import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { go, inspect, placesOf, stage, type Visitor } from './journey.ts';
import type { Spoken } from './spoken.ts';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Data here that is a wording elsewhere: the system's own name in the journal, values of a method's choices, names of fuels and licences. */
const data = [
  ...['Tanheng', 'default', 'measured', 'generation', 'supply', 'conventional'],
  ...['Anthracite', '无烟煤', 'Open Government Licence v3.0'],
];

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** What axe-core finds that keeps people out. The source is evaluated by the browser's driver: the page's own content policy stays as it is. */
async function barriers(page: Page, name: string): Promise<string[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations)');
  return (found as Violation[])
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) =>
      one.nodes
        .slice(0, 4)
        .map((node) => `${name}: ${one.id} at ${String(node.target[0])} ${(node.failureSummary ?? '').split('\n').slice(0, 2).join(' ')}`),
    );
}

async function screensOf({ page, language }: Visitor): Promise<Readonly<Record<string, string>>> {
  const { units, plant: found } = await placesOf(page);
  const unit = units.find((one) => one.code === '1')?.id ?? '';
  const plant = found?.id ?? '';
  const read = async (from: string) => (await (await page.request.get(from)).json()) as { items: { id: string }[] };
  const factor = (await read('/api/v1/factors?limit=1')).items[0]?.id ?? '';
  const evidence = (await read('/api/v1/evidence?limit=1')).items[0]?.id ?? '';
  const meter = (await read('/api/v1/meters')).items[0]?.id ?? '';
  await go(page, `/emission/entities/${plant}/2024`);
  const derivation = await page.locator('a[href*="derivation?node"]').first().getAttribute('href');
  return {
    workbench: '/workbench?year=2024',
    'month-grid': `/emission/units/${unit}/2024`,
    'month-panel': `/emission/units/${unit}/2024?month=2024-12`,
    'what-if': `/emission/units/${unit}/2024/what-if`,
    derivation: derivation ?? 'no figure opens its derivation',
    result: `/emission/entities/${plant}/2024`,
    imports: '/emission/imports',
    'import-file': '/emission/imports/new',
    laboratory: '/emission/laboratory?year=2024',
    measurement: `/emission/measurement/${unit}/2024`,
    completeness: '/emission/completeness',
    reports: `/emission/reports/${plant}/2024`,
    // The demonstration's plan is written in Chinese; its English page stands in control-plan.test.ts.
    ...(language === 'zh' ? { plans: '/emission/plans', plan: `/emission/plans/${plant}/2024` } : {}),
    allocation: `/asset/allocation/${plant}/2024`,
    gap: `/asset/gap/${plant}/2024`,
    compliance: `/asset/compliance/${plant}/2024`,
    'carry-over': `/asset/carry-over/${plant}`,
    organization: '/organization',
    entity: `/organization/entities/${plant}`,
    unit: `/organization/units/${unit}`,
    meters: '/organization/meters',
    meter: `/organization/meters?meter=${meter}`,
    scope: '/organization/scope',
    evidence: '/evidence',
    'evidence-detail': `/evidence/${evidence}`,
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

/** Every screen in this language looked at as a whole and asked by axe-core. */
export function lookAtEveryScreen(language: Spoken): void {
  const { arrive, enter, expectNoFaults } = stage();
  describe(`every screen (${language})`, () => {
    it('before the door', async () => {
      const visitor = await arrive({ language });
      const found: string[] = [];
      for (const [name, to] of Object.entries({ 'sign-in': '/sign-in', setup: '/setup?code=none', invite: '/invite?code=none-at-all' })) {
        await go(visitor.page, to);
        await inspect(visitor, name);
        found.push(...(await barriers(visitor.page, name)));
      }
      expect(found.join('\n')).toBe('');
      expectNoFaults();
    });

    // At both widths; axe at the narrower, where more is folded.
    it('behind it', { timeout: 480_000 }, async () => {
      const visitor = await enter('group_carbon_manager', { language });
      const { page } = visitor;
      const found: string[] = [];
      for (const [name, to] of Object.entries(await screensOf(visitor))) {
        await go(page, to);
        await inspect(visitor, name, data).catch((fault: Error) => found.push(fault.message));
        found.push(...(await barriers(page, name)));
        await page.setViewportSize({ width: 1920, height: 1080 });
        await inspect(visitor, name, data).catch((fault: Error) => found.push(fault.message));
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      expect(found.join('\n')).toBe('');
      expectNoFaults();
    });
  });
}
