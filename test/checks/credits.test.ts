import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** What the product ships of others is credited: docs/credits.md says so of every file of data, and says what the data say of themselves. */
const root = path.resolve(import.meta.dirname, '../..');
const credits = readFileSync(path.join(root, 'docs/credits.md'), 'utf8');

/** Every text of a value, however deep. */
const texts = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];

test('licence and credit stand there in the words of the data (tools/import-reference-data.ts writes them)', () => {
  const yamls = readdirSync(path.join(root, 'data'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const credited = yamls.flatMap((file) => {
    const about: unknown = parse(readFileSync(path.join(root, 'data', file), 'utf8'));
    if (typeof about !== 'object' || about === null || !('credit' in about) || !('licence' in about)) return [];
    const { licence, credit } = about;
    const named = typeof licence === 'object' && licence !== null && 'name' in licence ? licence.name : licence;
    return [...texts(named), ...texts(credit)].map((text) => ({ file, text }));
  });
  expect(new Set(credited.map((one) => one.file)).size).toBeGreaterThan(20);
  expect(credited.filter(({ text }) => !credits.includes(text))).toEqual([]);
});

test('every file of data is named there: by itself, by the yaml beside it, or by its folder', () => {
  const files = readdirSync(path.join(root, 'data'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && one.name !== 'README.md')
    .map((one) => path.relative(root, path.join(one.parentPath, one.name)).replaceAll('\\', '/'));
  expect(files.length).toBeGreaterThan(100);
  const named = (file: string): boolean => {
    const folders = file.split('/').map((_, index, parts) => `${parts.slice(0, index).join('/')}/`);
    const stem = file.replace(/\.(csv|csv\.gz|yaml)$/, '.yaml');
    // A folder of one publication: the yaml named stands in it.
    const publication = /`(data\/(?:lca\/uslci|gwp|markets\/cn-ets))\/[\w.-]+\.yaml`/g;
    const home = [...credits.matchAll(publication)].some((found) => file.startsWith(`${found[1]}/`));
    return (
      credits.includes(`\`${stem}\``) ||
      credits.includes(`\`${file}\``) ||
      home ||
      folders.some((folder) => credits.includes(`\`${folder}\``))
    );
  };
  expect(files.filter((file) => !named(file))).toEqual([]);
});
