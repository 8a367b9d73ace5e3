import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, root, sourcesOf } from '../support/sources.ts';

/** The endpoints that examine the ledger over HTTP belong to the tests: nothing that starts the product can reach them. */
test('no source of the product leads to the ledger’s examination', () => {
  const sources = sourcesOf('src');
  expect(sources.flatMap((source) => importsOf(source)).filter((one) => one.to.startsWith('test/') || one.to.startsWith('bench/'))).toEqual(
    [],
  );
  const naming = sources.filter((source) => /ledger-http|serveLedger/.test(source.text)).map((source) => source.path);
  expect(naming).toEqual([]);
});

test('main.ts reaches none of it, whatever it imports', () => {
  const by = new Map(sourcesOf('src').map((source) => [source.path, importsOf(source).map((one) => one.to)]));
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const next of by.get(file) ?? []) visit(next);
  };
  visit('src/server/main.ts');
  expect(reached.size).toBeGreaterThan(100);
  expect([...reached].filter((file) => /^(test|bench)\//.test(file))).toEqual([]);
});

test('the built product holds nothing of it', () => {
  const folder = path.join(root, 'dist');
  const built = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const texts = built.filter((file) => /server[^/]*\.m?js$/.test(file)).map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
  expect(texts.filter((text) => /ledger-http|serveLedger/.test(text))).toEqual([]);
});
