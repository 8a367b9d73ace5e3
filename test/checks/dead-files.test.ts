import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allSources, importsOf, isTest, root, sourcesOf } from '../support/sources.ts';

/** Where something begins: started by a person, a tool or the build, and imported by nobody. */
/** Being built: evaluation of a method over columns; not called by anything yet. */
const underWay: readonly string[] = ['src/kernel/method/columns.ts'];

const beginnings: readonly RegExp[] = [
  /^src\/web\/main\.tsx$/,
  /^src\/web\/vite\.config\.ts$/,
  /\.d\.ts$/,
  /^tools\/[\w-]+\.ts$/,
  /^bench\/[\w./-]+\.ts$/,
];

const sources = allSources();
const imported = new Set(sources.flatMap((source) => importsOf(source).map((one) => one.to)));

test('every file is imported by another, or is where something begins', () => {
  const named = ['tools/build.mjs', 'vitest.config.ts', 'package.json']
    .map((file) => fs.readFileSync(path.join(root, file), 'utf8'))
    .join('\n');
  const dead = sources
    .map((source) => source.path)
    .filter(
      (file) =>
        !imported.has(file) &&
        !underWay.includes(file) &&
        !/\.test\.tsx?$/.test(file) &&
        !beginnings.some((one) => one.test(file)) &&
        !named.includes(file),
    );
  expect(dead).toEqual([]);
});

test('what only tests import is no part of the product', () => {
  const byProduct = new Set(sources.filter((source) => !isTest(source.path)).flatMap((source) => importsOf(source).map((one) => one.to)));
  const only = sourcesOf('src')
    .map((source) => source.path)
    .filter((file) => !isTest(file) && imported.has(file) && !byProduct.has(file) && !underWay.includes(file));
  expect(only).toEqual([...notYetUsed]);
});

/** Written and tested ahead of the part that will use it: may only shrink. */
const notYetUsed: readonly string[] = [
  // All endpoints in one list: for the checks of the contract; the server mounts each module's own.
  'src/contract/endpoints.ts',
  // Reporting periods of other lengths than month and year, for trading and neutrality.
  'src/kernel/calendar/period.ts',
  // Hashing without a platform, for the verifier that is one file; the server has the platform's own.
  'src/kernel/trust/sha256.ts',
];

test('styles are used', () => {
  const text = sourcesOf('src/web')
    .map((source) => source.text)
    .join('\n');
  const dead = sourcesOf('src/web', ['.css'])
    .map((source) => source.path)
    .filter((file) => !text.includes(`/${path.posix.basename(file)}'`));
  expect(dead).toEqual([]);
});
