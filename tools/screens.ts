import fs from 'node:fs';
import path from 'node:path';
import { enterDemo, openBrowser, settled, visit } from '../test/support/browser.ts';
import { screensOf } from '../test/support/screens.ts';

/**
 * Pictures of every screen of a running demonstration, in both languages and two widths, with what went wrong on each:
 *   npx esbuild tools/screens.ts --bundle --platform=node --format=esm --packages=external --outfile=node_modules/.cache/screens.mjs
 *   node node_modules/.cache/screens.mjs <address> <folder> [persona] [part of a screen's name] [zh|en] [width]
 */
const [address = 'http://127.0.0.1:8765', folder = 'screens', persona = 'group_carbon_manager', only = '', language = '', width = ''] =
  process.argv.slice(2);

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
