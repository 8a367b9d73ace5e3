/**
 * Makes `data/lca/uslci` from the JSON-LD archive of the U.S. Life Cycle Inventory Database, and the test's EcoSpold file: `copy-uslci <source folder>`. Of people only the
 * names stay (they are credits); addresses, telephones and mail do not. What is taken, from where and under which licence stands in data/lca/uslci/uslci.yaml.
 *   npx esbuild tools/copy-uslci.ts --bundle --platform=node --format=esm --packages=external --outfile=node_modules/.cache/copy-uslci.mjs
 *   node node_modules/.cache/copy-uslci.mjs <source folder>
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { partsOf, zipOf } from '../src/server/modules/document/paper/steady-zip.ts';

const [, , from] = process.argv;
if (!from) {
  console.error('usage: copy-uslci <source folder>');
  process.exit(2);
}
const target = path.join('data', 'lca', 'uslci');
const fixtures = path.join('test', 'fixtures', 'lca');
mkdirSync(target, { recursive: true });
mkdirSync(fixtures, { recursive: true });

function kept(name: string, text: string): string {
  if (!name.includes('/actors/')) return text;
  const { '@context': context, '@type': type, '@id': id, name: called } = JSON.parse(text);
  return JSON.stringify({ '@context': context, '@type': type, '@id': id, name: called });
}

const parts = partsOf(readFileSync(path.join(from, 'uslci_olca1_5_0_json_ld.zip')))
  .filter((one) => one.name.endsWith('.json'))
  .map((one) => ({ name: one.name.replace(/^[^/]+\//, ''), data: Buffer.from(kept(one.name, one.data.toString('utf8')), 'utf8') }))
  .sort((one, other) => (one.name < other.name ? -1 : 1));
writeFileSync(path.join(target, 'uslci-fy20-q4.zip'), zipOf(parts, '2021-01-24T00:00:00Z'));
copyFileSync(path.join(from, 'LICENSE-repository-MIT.txt'), path.join(target, 'LICENSE-MIT.txt'));
copyFileSync(path.join(from, 'NREL-DATA-USE-DISCLAIMER.md'), path.join(target, 'NREL-DATA-USE-DISCLAIMER.txt'));
const bare = partsOf(readFileSync(path.join(from, 'uslci_fy20_q4_01_ecospold.zip')))
  .filter((one) => one.name.endsWith('.xml'))
  .map((one) => ({
    name: one.name,
    data: Buffer.from(one.data.toString('utf8').replace(/ (address|telephone|telefax|email)="[^"]*"/g, ''), 'utf8'),
  }));
writeFileSync(path.join(fixtures, 'uslci-ecospold.zip'), zipOf(bare, '2021-01-24T00:00:00Z'));
