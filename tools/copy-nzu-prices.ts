/**
 * Copies the New Zealand unit prices that tests read: `copy-nzu-prices <source folder>`. The folder holds `spotprices.csv`, `Licence.txt` and `SOURCE.md` of the
 * origin; what is taken, from where and under which licence stands in test/fixtures/market-nzu/SOURCE.md.
 *   npx esbuild tools/copy-nzu-prices.ts --bundle --platform=node --format=esm --outfile=node_modules/.cache/copy-nzu-prices.mjs
 *   node node_modules/.cache/copy-nzu-prices.mjs <source folder>
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [, , from] = process.argv;
if (!from) {
  console.error('usage: copy-nzu-prices <source folder>');
  process.exit(2);
}
const target = path.join('test', 'fixtures', 'market-nzu');
mkdirSync(target, { recursive: true });
const prices = readFileSync(path.join(from, 'spotprices.csv'));
writeFileSync(path.join(target, 'spotprices.csv'), prices);
writeFileSync(path.join(target, 'Licence.txt'), readFileSync(path.join(from, 'Licence.txt')));
const lines = prices.toString('utf8').trim().split('\n');
const last = lines.at(-1)?.split(',')[0] ?? '';
writeFileSync(
  path.join(target, 'SOURCE.md'),
  [
    '# Prices of New Zealand units (NZU)',
    '',
    '- Origin: repository `theecanmole/NZ-emission-unit-prices` on GitHub, commit 9a562eccd17e75ce07df77588a95de1138a412d1 (2026-06-28).',
    '- Licence: ODC Public Domain Dedication and Licence 1.0 (`Licence.txt`). Credit: the compilers of that repository.',
    `- \`spotprices.csv\`, unchanged: ${lines.length - 1} dated prices to ${last}, NZD for a tonne of CO2e, no volumes; irregular days, weekly at first.`,
    `- SHA-256 ${createHash('sha256').update(prices).digest('hex')}`,
    '- Copied by `tools/copy-nzu-prices.ts`.',
    '',
  ].join('\n'),
);
