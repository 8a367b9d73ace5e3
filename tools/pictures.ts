import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { enterDemo, openBrowser, settled, visit } from '../test/support/browser.ts';
import { shrinkPng } from './shrink-png.ts';

/**
 * Makes docs/pictures again from a running demonstration that nobody has changed. From the root, while `npm start` runs:
 *   npx esbuild tools/pictures.ts --bundle --platform=node --format=esm --packages=external --outfile=node_modules/.cache/pictures.mjs
 *   node node_modules/.cache/pictures.mjs [address] [part of a picture's name]
 * The demonstration's clock goes on from its day, so that only what depends on the minute differs.
 */
const [address = 'http://127.0.0.1:8765', only = ''] = process.argv.slice(2);
const folder = path.join(process.cwd(), 'docs', 'pictures');
const largestBytes = 250_000;

interface Places {
  readonly unit: string;
  readonly plant: string;
  readonly year: number;
  /** A month's emission, whose derivation is shown. */
  readonly node: string;
}

async function placesOf(page: Page): Promise<Places> {
  const read = async (from: string) => (await page.request.get(from)).json();
  const tree = (await read('/api/v1/organization')) as { entities: { id: string; kind: string }[]; units: { id: string; code: string }[] };
  const { year } = (await read('/api/v1/workbench')) as { year: number };
  const unit = tree.units.find((one) => one.code === '2')?.id ?? '';
  const grid = (await read(`/api/v1/units/${unit}/years/${year}/grid`)) as { months: { emission: { nodeId: string } | null }[] };
  return {
    unit,
    plant: tree.entities.find((entity) => entity.kind === 'plant')?.id ?? '',
    year,
    node: grid.months[10]?.emission?.nodeId ?? '',
  };
}

interface Picture {
  readonly name: string;
  readonly language: 'zh' | 'en';
  readonly persona: string;
  readonly address: (places: Places) => string;
}

const pictures: readonly Picture[] = [
  { name: 'workbench', language: 'zh', persona: 'group_carbon_manager', address: () => '/workbench' },
  {
    name: 'month-grid',
    language: 'zh',
    persona: 'plant_statistician',
    address: (p) => `/emission/units/${p.unit}/${p.year}?month=${p.year}-12`,
  },
  {
    name: 'derivation',
    language: 'zh',
    persona: 'plant_reviewer',
    address: (p) => `/emission/units/${p.unit}/${p.year}/derivation?node=${encodeURIComponent(p.node)}`,
  },
  { name: 'annual-result', language: 'zh', persona: 'group_carbon_manager', address: (p) => `/emission/entities/${p.plant}/${p.year}` },
  {
    name: 'library',
    language: 'zh',
    persona: 'plant_statistician',
    address: () => `/library/factors?search=${encodeURIComponent('烟煤')}`,
  },
  {
    name: 'compliance-year',
    language: 'zh',
    persona: 'asset_manager',
    address: (p) => `/asset/compliance/${p.plant}/2023`,
  },
  { name: 'group', language: 'en', persona: 'asset_manager', address: () => '/trading/group?year=2025' },
  { name: 'evidence', language: 'zh', persona: 'plant_statistician', address: () => '/evidence' },
  { name: 'workbench', language: 'en', persona: 'group_carbon_manager', address: () => '/workbench' },
  {
    name: 'derivation',
    language: 'en',
    persona: 'plant_reviewer',
    address: (p) => `/emission/units/${p.unit}/${p.year}/derivation?node=${encodeURIComponent(p.node)}`,
  },
];

fs.mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
let wrong = 0;
try {
  for (const picture of pictures) {
    const name = `${picture.name}-${picture.language}.png`;
    if (!name.includes(only)) continue;
    const { context, page, faults } = await visit(browser, { baseURL: address, language: picture.language });
    await enterDemo(page, picture.persona);
    await page.goto(picture.address(await placesOf(page)));
    await settled(page);
    await page.waitForTimeout(800); // drawers and charts have come to rest
    const bytes = shrinkPng(await page.screenshot());
    fs.writeFileSync(path.join(folder, name), bytes);
    const complaints = [...faults, ...(bytes.length > largestBytes ? [`${bytes.length} bytes`] : [])];
    wrong += complaints.length;
    console.log([name, `${Math.round(bytes.length / 1000)} kB`, ...complaints].join('  '));
    await context.close();
  }
} finally {
  await browser.close();
}
process.exitCode = wrong === 0 ? 0 : 1;
