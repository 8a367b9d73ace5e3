import fs from 'node:fs';
import path from 'node:path';
import { enterDemo, openBrowser, settled, visit } from '../test/support/browser.ts';

/**
 * Pictures of every screen of a running demonstration, in both languages and two widths, with what went wrong on each:
 *   npx esbuild tools/screens.ts --bundle --platform=node --format=esm --packages=external --outfile=node_modules/.cache/screens.mjs
 *   node node_modules/.cache/screens.mjs <address> <folder> [persona] [part of a screen's name] [zh|en] [width]
 */
const [address = 'http://127.0.0.1:8765', folder = 'screens', persona = 'group_carbon_manager', only = '', language = '', width = ''] =
  process.argv.slice(2);

interface Tree {
  readonly entities: readonly { id: string; kind: string }[];
  readonly units: readonly { id: string }[];
}

async function screensOf(read: (path: string) => Promise<unknown>): Promise<Record<string, string>> {
  const tree = (await read('/api/v1/organization')) as Tree;
  const workbench = (await read('/api/v1/workbench')) as { year: number };
  const evidence = (await read('/api/v1/evidence?limit=1')) as { items?: readonly { id: string }[] };
  const factors = (await read('/api/v1/factors?limit=1')) as { items?: readonly { id: string }[] };
  const unit = tree.units[0]?.id ?? '';
  const plant = tree.entities.find((entity) => entity.kind === 'plant')?.id ?? '';
  const { year } = workbench;
  return {
    workbench: '/workbench',
    'workbench-last-year': `/workbench?year=${year - 1}`,
    grid: `/emission/units/${unit}/${year}`,
    result: `/emission/entities/${plant}/${year}`,
    organization: '/organization',
    entity: `/organization/entities/${plant}`,
    unit: `/organization/units/${unit}`,
    meters: '/organization/meters',
    scope: '/organization/scope',
    evidence: '/evidence',
    'evidence-detail': `/evidence/${evidence.items?.[0]?.id ?? ''}`,
    factors: '/library/factors',
    'factors-search': `/library/factors?search=${encodeURIComponent('无烟煤')}`,
    factor: `/library/factors?factorId=${encodeURIComponent(factors.items?.[0]?.id ?? '')}`,
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

/** Elements that stick out of the window, and tables whose page scrolls sideways. */
function overflowing(): string[] {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const main = document.querySelector('main');
  const inner = main ? main.scrollWidth - main.clientWidth : 0;
  return [...(wide > 0 ? [`page scrolls sideways by ${wide}px`] : []), ...(inner > 0 ? [`content scrolls sideways by ${inner}px`] : [])];
}

const languages = (['zh', 'en'] as const).filter((one) => language === '' || one === language);
const widths = [1440, 1920].filter((one) => width === '' || String(one) === width);
fs.mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const spoken of languages) {
    for (const wide of widths) {
      const { context, page, faults } = await visit(browser, {
        baseURL: address,
        language: spoken,
        width: wide,
        height: wide === 1440 ? 900 : 1080,
      });
      const shoot = async (name: string, to: string) => {
        await page.goto(to);
        await settled(page);
        await page.screenshot({ path: path.join(folder, `${name}-${spoken}-${wide}.png`) });
        const said = [...faults.splice(0), ...(await page.evaluate(overflowing))];
        console.log(`${name} ${spoken} ${wide}${said.length === 0 ? '' : `\n  ${said.join('\n  ')}`}`);
      };
      if ('sign-in'.includes(only)) await shoot('sign-in', '/sign-in');
      await enterDemo(page, persona);
      const screens = await screensOf(async (from) => (await page.request.get(from)).json());
      for (const [name, to] of Object.entries(screens)) if (name.includes(only)) await shoot(name, to);
      await context.close();
    }
  }
} finally {
  await browser.close();
}
