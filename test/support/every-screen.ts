import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { go, inspect, settled, stage, type Visitor } from './journey.ts';
import { screensOf } from './screens.ts';
import type { Spoken } from './spoken.ts';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Data here that is a wording elsewhere: the system's own name in the journal, values of a method's choices, names of fuels and licences. */
const data = [
  ...['Tanheng', 'default', 'measured', 'generation', 'supply', 'conventional', 'unit', 'Lead'],
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

/** The demonstration's plans are written in Chinese; their English pages stand in control-plan.test.ts. */
const chineseOnly = ['plans', 'plan'];
const both = { zh: 0, en: 1 } as const;

/** Every second screen: each of the two files looks at its half, so that two browsers share the work. */
async function screensOfHalf({ page }: Visitor, half: Spoken): Promise<readonly (readonly [name: string, to: string])[]> {
  const screens = await screensOf(async (from) => await (await page.request.get(from)).json());
  await go(page, screens.result ?? '');
  const derivation = await page.locator('a[href*="derivation?node"]').first().getAttribute('href');
  const all = { ...screens, derivation: derivation ?? 'no figure opens its derivation' };
  return Object.entries(all).filter((_, at) => at % 2 === both[half]);
}

/** Switches as people do; by the element itself, because a panel of the screen may lie over it. A page outside the shell has no switch: it is loaded again. */
async function speakTo(page: Page, language: Spoken): Promise<void> {
  const name = { zh: '中文', en: 'EN' }[language];
  const choice = page.locator('.ant-segmented-item', { hasText: new RegExp(`^${name}$`) }).first();
  if ((await choice.count()) > 0) await choice.locator('input').evaluate((one: HTMLElement) => one.click());
  else {
    await page.evaluate((spoken) => localStorage.setItem('tanheng.language', spoken), language);
    await page.reload();
  }
  await page.locator(`html[lang="${language === 'zh' ? 'zh-CN' : 'en'}"]`).waitFor({ state: 'attached' });
  await settled(page);
}

/** A telephone held upright: only tables and grids may scroll sideways, each within itself (WCAG 2.2, 1.4.10). */
const telephone = { width: 390, height: 844 };

/** English words are the longer ones: the narrow widths are theirs; what axe looks at is the same in both languages. */
async function look(visitor: Visitor, name: string, found: string[]): Promise<void> {
  const { page, language } = visitor;
  await inspect(visitor, name, data).catch((fault: Error) => found.push(fault.message));
  if (language === 'en' || chineseOnly.includes(name)) found.push(...(await barriers(page, name)));
  await page.setViewportSize(language === 'en' ? telephone : { width: 1920, height: 1080 });
  await inspect(visitor, name, data).catch((fault: Error) => found.push(fault.message));
  await page.setViewportSize({ width: 1440, height: 900 });
}

/**
 * Every screen looked at as a whole in both languages and asked by axe-core: half of them here. Each is loaded in the language the one before was left in
 * and then switched to the other, so that either language is loaded on half of the screens and a wording that does not follow the switch is found.
 */
export function lookAtEveryScreen(first: Spoken): void {
  const { arrive, enter, expectNoFaults } = stage();
  describe(`every screen (beginning in ${first})`, () => {
    it('before the door', async () => {
      const visitor = await arrive({ language: first });
      const found: string[] = [];
      for (const [name, to] of Object.entries({ 'sign-in': '/sign-in', setup: '/setup?code=none', invite: '/invite?code=none-at-all' })) {
        await go(visitor.page, to);
        await inspect(visitor, name);
        found.push(...(await barriers(visitor.page, name)));
      }
      expect(found.join('\n')).toBe('');
      expectNoFaults();
    });

    it('behind it', { timeout: 480_000 }, async () => {
      const visitor = await enter('group_carbon_manager', { language: first });
      const { page } = visitor;
      const found: string[] = [];
      let language = first;
      for (const [name, to] of await screensOfHalf(visitor, first)) {
        await go(page, to);
        const orders: readonly Spoken[] = language === 'zh' ? ['zh', 'en'] : ['en', 'zh'];
        for (const spoken of orders) {
          if (spoken !== language) await speakTo(page, spoken);
          language = spoken;
          if (spoken === 'en' && chineseOnly.includes(name)) continue;
          await look({ ...visitor, language }, name, found);
        }
      }
      expect(found.join('\n')).toBe('');
      expectNoFaults();
    });
  });
}
