import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cellOf, go, inspect, placesOf, settled, stage, type Visitor } from '../support/journey.ts';
import type { Spoken } from '../support/spoken.ts';

/** Every screen in both languages looked at as a whole and asked by axe-core; and the work of a month without a mouse. */

const { arrive, enter, expectNoFaults } = stage();
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const languages: readonly Spoken[] = ['zh', 'en'];
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

describe.each(languages)('every screen (%s)', (language) => {
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
  it('behind it', { timeout: 240_000 }, async () => {
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

/** Presses Tab until what holds the focus says this. */
async function tabTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 90; presses += 1) {
    await page.keyboard.press(key);
    if (wanted.test(await focused(page))) return;
  }
  throw new Error(`not reached by ${key}: ${wanted}; at ${await focused(page)}`);
}

/** Name of what holds the focus: its label, otherwise its text. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const at = document.activeElement;
    return at === null || at === document.body
      ? ''
      : `${at.getAttribute('aria-label') ?? ''} ${at.textContent ?? ''} ${at.getAttribute('href') ?? ''}`;
  });
}

describe('without a mouse', () => {
  it('one signs in, enters a value, opens a derivation, closes it, and is where one was', async () => {
    const visitor = await arrive({ language: 'zh' });
    const { page, t } = visitor;
    await go(page, '/sign-in');
    await tabTo(page, /陈静/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/workbench/);
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain(t('shell.skip'));
    await tabTo(page, new RegExp(`^ ?${t('shell.page.months')}`));
    await page.keyboard.press('Enter');
    await page.getByRole('grid').waitFor();
    await settled(page);

    // A month of the year to come, which no other test touches.
    const { units } = await placesOf(page);
    await go(page, `/emission/units/${units.find((one) => one.code === '1')?.id}/2025`);
    const cell = cellOf(page, /供热量/, 12);
    await tabTo(page, /2025年/);
    await page.keyboard.press('Control+Home');
    const row = Number(await cell.getAttribute('data-row'));
    for (let down = 0; down < row; down += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.type('98765.4');
    await page.keyboard.press('Enter');
    await page.locator('[data-save="saved"]').waitFor();
    expect(await cell.textContent()).toContain('98,765.4');

    await go(page, `/emission/units/${units.find((one) => one.code === '1')?.id}/2024`);
    await tabTo(page, /derivation\?node/, 'Shift+Tab');
    const place = await focused(page);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('tree').waitFor();
    await page.waitForTimeout(400);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toMatch(/\/2024$/);
    expect(await focused(page)).toBe(place);
    expectNoFaults();
  });

  it('one opens a group of the sider, which stays open, and of the narrow sider, which closes with Escape', async () => {
    const { page, t } = await enter('group_carbon_manager', { language: 'zh' });
    await go(page, '/workbench');
    const menu = page.getByRole('navigation', { name: t('shell.mainMenu') });
    const journal = menu.getByRole('link', { name: t('shell.page.journal') });
    const group = menu.getByRole('button', { name: t('shell.group.settings') });
    expect(await journal.count()).toBe(0);
    await tabTo(page, new RegExp(`^ ?${t('shell.group.settings')}`));
    await page.keyboard.press('Enter');
    expect(await group.getAttribute('aria-expanded')).toBe('true');
    await page.reload();
    await settled(page);
    expect(await group.getAttribute('aria-expanded')).toBe('true');
    await tabTo(page, new RegExp(`^ ?${t('shell.page.journal')}`));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/settings\/journal/);
    await settled(page);
    expect(await journal.getAttribute('aria-current')).toBe('page');
    // Of the page one is on, the group can be closed too; coming back opens it.
    await group.click();
    expect(await journal.count()).toBe(0);

    await page.getByRole('button', { name: t('shell.collapse') }).click();
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toContain(t('shell.group.settings'));
    await page.keyboard.press('Enter');
    await journal.waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain(t('shell.page.people'));
    await page.keyboard.press('Escape');
    await journal.waitFor({ state: 'hidden' });
    expect(await focused(page)).toContain(t('shell.group.settings'));
    expectNoFaults();
  });
});
