import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Copies stamp and use of a year of 15-minute readings into test/fixtures, compressed; every line as it stands in the source. From the root, with the file:
 *   npx esbuild tools/copy-meter-readings.ts --bundle --platform=node --format=esm --outfile=node_modules/.cache/copy-meter-readings.mjs
 *   node node_modules/.cache/copy-meter-readings.mjs <steel_industry_15min_2018.csv>
 */
const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('name the CSV to copy from');
const lines = readFileSync(source, 'utf8').trimEnd().split(/\r?\n/);
const kept = lines.map((line) => line.split(',').slice(0, 2).join(','));
const target = join(process.cwd(), 'test/fixtures/metering');
writeFileSync(join(target, 'steel-15min-2018.csv.gz'), gzipSync(`${kept.join('\n')}\n`, { level: 9 }));
