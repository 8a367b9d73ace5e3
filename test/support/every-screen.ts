import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { go, inspect, stage, type Visitor } from './journey.ts';
import { screensOf } from './screens.ts';
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

/** The demonstration's plans are written in Chinese; their English pages stand in control-plan.test.ts. */
const chineseOnly = ['plans', 'plan'];

async function screensHere({ page, language }: Visitor): Promise<readonly (readonly [name: string, to: string])[]> {
  const screens = await screensOf(async (from) => await (await page.request.get(from)).json());
  await go(page, screens.result ?? '');
  const derivation = await page.locator('a[href*="derivation?node"]').first().getAttribute('href');
  const all = { ...screens, derivation: derivation ?? 'no figure opens its derivation' };
  return Object.entries(all).filter(([name]) => language === 'zh' || !chineseOnly.includes(name));
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

    it('behind it', { timeout: 480_000 }, async () => {
      const visitor = await enter('group_carbon_manager', { language });
      const { page } = visitor;
      const found: string[] = [];
      for (const [name, to] of await screensHere(visitor)) {
        await go(page, to);
        await inspect(visitor, name, data).catch((fault: Error) => found.push(fault.message));
        // English words are the longer ones: the narrow width is theirs; what axe looks at is the same in both.
        if (language === 'en' || chineseOnly.includes(name)) found.push(...(await barriers(page, name)));
        if (language === 'en') continue;
        await page.setViewportSize({ width: 1920, height: 1080 });
        await inspect(visitor, name, data).catch((fault: Error) => found.push(fault.message));
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      expect(found.join('\n')).toBe('');
      expectNoFaults();
    });
  });
}
