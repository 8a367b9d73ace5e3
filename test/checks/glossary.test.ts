import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root, sourcesOf } from '../support/sources.ts';

const glossary = fs.readFileSync(path.join(root, 'docs/glossary.md'), 'utf8');
const words = new Set(
  glossary
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...(line.split('|')[3] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')),
);

test('every module is a word of the glossary', () => {
  const modules = fs
    .readdirSync(path.join(root, 'src/server/modules'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  expect(modules.filter((name) => !words.has(name))).toEqual([]);
});

test('every table is a word of the glossary', () => {
  const tables = sourcesOf('src/server/db/migrations', ['.sql']).flatMap(({ text }) =>
    [...text.matchAll(/^create table (?:if not exists )?(?:\w+\.)?(\w+)/gm)].map((match) => match[1] ?? ''),
  );
  expect(tables.length).toBeGreaterThan(25);
  expect(tables.filter((name) => !words.has(name))).toEqual([]);
});

test('each line has Chinese, English and an identifier', () => {
  const lines = glossary.split('\n').filter((line) => line.startsWith('|') && !/^\|\s*-/.test(line));
  for (const line of lines.slice(1)) {
    const [, zh = '', en = '', identifier = ''] = line.split('|');
    expect([line, /[\u4e00-\u9fff]/.test(zh), /[a-z]/i.test(en), identifier.includes('`')]).toEqual([line, true, true, true]);
  }
});

const subscriptTwo = String.fromCodePoint(0x2082);

/** Files that still write the gas with a lowered digit of Unicode instead of the letters CO2, which print lowers: may only shrink. */
const lowered: readonly string[] = [
  // These put the lowered digit into print themselves.
  'src/web/format/unit.ts',
  'src/web/parts/Unit.tsx',
  'data/methods/activity-times-factor.yaml',
  'data/methods/cems-hourly-co2.yaml',
  'data/methods/cn-gas-carbon-content.yaml',
  'data/methods/inventory-line.yaml',
  'data/methods/ipcc-2006-stationary-combustion.yaml',
  'data/methods/tables/inventory-factors.yaml',
  'data/methods/us-epa-40cfr98-subpart-c-tier1.yaml',
  'docs/spec/activity-times-factor.md',
  'docs/spec/cems-hourly-co2.md',
  'docs/spec/cn-gas-carbon-content.md',
  'docs/spec/inventory-line.md',
  'docs/spec/ipcc-2006-stationary-combustion.md',
  'docs/spec/us-epa-40cfr98-subpart-c-tier1.md',
];

test('CO2 is written with a plain 2', () => {
  const files = ['src', 'data', 'docs', 'test', 'tools'].flatMap((folder) =>
    sourcesOf(folder, ['.ts', '.tsx', '.md', '.yaml', '.sql', '.css', '.mjs']),
  );
  const found = files.filter(({ text }) => text.includes(`CO${subscriptTwo}`)).map((file) => file.path);
  expect(found.filter((file) => !lowered.includes(file))).toEqual([]);
});
