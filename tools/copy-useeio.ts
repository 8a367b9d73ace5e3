/**
 * Copies the input-output model that tests solve: `copy-useeio <source folder>`. The folder holds `A.csv.zip`, `B.csv.zip`, `C.csv.zip`, the lists of sectors and
 * indicators and the demands of the origin; what is taken, from where and under which licence stands in test/fixtures/useeio-v1.2/SOURCE.md.
 *   npx esbuild tools/copy-useeio.ts --bundle --platform=node --format=esm --outfile=node_modules/.cache/copy-useeio.mjs
 *   node node_modules/.cache/copy-useeio.mjs <source folder>
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync, inflateRawSync } from 'node:zlib';

const [, , from] = process.argv;
if (!from) {
  console.error('usage: copy-useeio <source folder>');
  process.exit(2);
}
const target = path.join('test', 'fixtures', 'useeio-v1.2');
mkdirSync(target, { recursive: true });

/** The only file of a zip archive: what follows its local header, up to the end of the deflated stream. */
function onlyFile(zip: Buffer): Buffer {
  const names = zip.readUInt16LE(26) + zip.readUInt16LE(28);
  return inflateRawSync(zip.subarray(30 + names));
}

const sums: string[] = [];
function write(name: string, content: Buffer | string): void {
  writeFileSync(path.join(target, `${name}.gz`), gzipSync(content, { level: 9 }));
  sums.push(`- \`${name}.gz\`, uncompressed SHA-256 ${createHash('sha256').update(content).digest('hex')}`);
}

for (const matrix of ['A', 'B', 'C']) write(`${matrix}.csv`, onlyFile(readFileSync(path.join(from, `${matrix}.csv.zip`))));
for (const kind of ['consumption', 'production'])
  write(`demand-${kind}.json`, readFileSync(path.join(from, `demand_2007_us_${kind}.json`)));
// Ids in the order of rows and columns; the descriptions stay at the origin.
const idsOf = (file: string, place: number) =>
  readFileSync(path.join(from, file), 'utf8')
    .split(/\r?\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .slice(1)
    .filter((line) => line !== '')
    .map(
      (line) =>
        (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, '').replaceAll('""', '"'))[
          place
        ],
    );
write('sectors.txt', `${idsOf('sectors.csv', 0).join('\n')}\n`);
write('indicators.txt', `${idsOf('indicators.csv', 3).join('\n')}\n`);
writeFileSync(
  path.join(target, 'SOURCE.md'),
  [
    '# USEEIO v1.2, an environmentally extended input-output model of the United States',
    '',
    '- Origin: US Environmental Protection Agency, USEEIO v1.2 (Yang, Ingwersen, Hawkins, Srocka, Meyer 2017, doi:10.1016/j.jclepro.2017.04.150), as kept in the repository',
    '  `ModelEarth/useeio-json` on GitHub, commit baa1c13d581e66275d61fb6ab14a9365b3030476 (2025-02-21), folder `models/2020/USEEIOv1.2`.',
    '- Licence: work of the US federal government, in the public domain (CC0 1.0 in the agency’s catalogue). Credit: US EPA.',
    '- `A`: 388 × 388 direct requirements, USD for a USD (row = commodity bought, column = sector that buys). `B`: 2,412 × 388 flows for a USD. `C`: 24 × 2,412 factors.',
    '  No header lines; rows and columns in the order of `sectors.txt` and `indicators.txt`. The demands are the model’s own two vectors, USD of 2007.',
    ...sums,
    '- Copied by `tools/copy-useeio.ts`, unchanged but for compression; of the lists only ids and codes are taken.',
    '',
  ].join('\n'),
);
