import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chinaPublications } from './import/china.ts';
import { writeCredits } from './import/credits.ts';
import { defraPublications } from './import/defra.ts';
import { emberPublications } from './import/ember.ts';
import { epaHubPublications } from './import/epa-hub.ts';
import { supplyChainPublications } from './import/epa-supply-chain.ts';
import { writeGwp } from './import/gwp.ts';
import { ipccPublications } from './import/ipcc.ts';
import { writeMarkets } from './import/markets.ts';
import { columns, type Publication, toCsv } from './import/shape.ts';
import { writeVocabulary } from './import/vocabulary.ts';

/**
 * Copies the publishers' tables into data/, in one tidy format. Run from the repository's root:
 *   npx esbuild tools/import-reference-data.ts --bundle --platform=node --format=esm --packages=external --outfile=node_modules/.cache/import.mjs
 *   node node_modules/.cache/import.mjs <folder with the source tables>
 * The same sources give the same bytes. The yaml beside each table is written by hand and never touched.
 */
function main(source: string | undefined): void {
  if (!source || !existsSync(join(source, 'china'))) {
    console.error('usage: import-reference-data <folder with the source tables>');
    process.exit(2);
  }
  const root = process.cwd();
  mkdirSync(join(root, 'data/factors/vocabulary'), { recursive: true });
  mkdirSync(join(root, 'data/gwp'), { recursive: true });
  mkdirSync(join(root, 'data/markets/cn-ets'), { recursive: true });
  const publications = [
    ...chinaPublications(source, root),
    ...ipccPublications(source, root),
    ...epaHubPublications(source, root),
    ...defraPublications(source, root),
    ...supplyChainPublications(source, root),
    ...emberPublications(source, root),
  ];
  for (const publication of publications) writePublication(root, publication);
  // Constants are facts for readers and later methods; they stand as printed, each with its source.
  copyFileSync(join(source, 'units-and-constants', 'constants.csv'), join(root, 'data/units/constants.csv'));
  mkdirSync(join(root, 'data/reference/defra-2024'), { recursive: true });
  copyFileSync(
    join(source, 'defra-2024', 'defra_2024_fuel_properties_raw.csv'),
    join(root, 'data/reference/defra-2024/fuel-properties.csv'),
  );
  copyFileSync(
    join(source, 'defra-2024', 'defra_2024_unit_conversions_raw.csv'),
    join(root, 'data/reference/defra-2024/unit-conversions.csv'),
  );
  const gwp = writeGwp(source, root);
  const markets = writeMarkets(source, root);
  writeVocabulary(source, root, publications);
  writeCredits(root);
  console.log(`gwp: ${gwp.values} values, ${gwp.blends} blends; cn-ets: ${markets.benchmarks} benchmarks, ${markets.dates} dates`);
}

function writePublication(root: string, { id, rows, bulky }: Publication): void {
  const plain = join(root, 'data/factors', `${id}.csv`);
  const text = toCsv(columns, rows);
  if (bulky) {
    const packed = gzipSync(text, { level: 9 });
    // The operating system's byte of the header says nothing about the data: 255 is "unknown".
    packed[9] = 255;
    writeFileSync(`${plain}.gz`, packed);
    rmSync(plain, { force: true });
  } else {
    writeFileSync(plain, text);
  }
  if (!existsSync(join(root, 'data/factors', `${id}.yaml`))) console.error(`${id}.yaml is missing`);
  console.log(`${id}: ${rows.length}`);
}

main(process.argv[2]);
