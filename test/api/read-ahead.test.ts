import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { productFolder } from '../../src/server/place.ts';

// The bundle itself: only there stands beside the code what the build has read.
const built = path.join(productFolder, 'dist', 'server');
const bundle = pathToFileURL(path.join(built, 'read-ahead.mjs')).href;
const data = path.join(productFolder, 'data');

test('what the build has read of the YAML files is what they say, all of them', async () => {
  const names = fs.readdirSync(data, { recursive: true }).map(String);
  const texts = names.filter((one) => one.endsWith('.yaml')).map((one) => fs.readFileSync(path.join(data, one), 'utf8'));
  const kept: Record<string, string> = JSON.parse(fs.readFileSync(path.join(built, 'yaml.json'), 'utf8'));
  for (const text of texts) {
    const value: unknown = JSON.parse(kept[createHash('sha256').update(text).digest('hex')] ?? 'null');
    expect(value).toEqual(parse(text, { version: '1.2', schema: 'core', maxAliasCount: 1_000 }));
  }
  expect(texts.length).toBeGreaterThan(100);
});

test('a file changed since the build is read as it is now, the others as before', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-ahead-'));
  try {
    const text = fs.readFileSync(path.join(data, 'methods', 'delayed-release.yaml'), 'utf8');
    fs.writeFileSync(path.join(folder, 'as-built.yaml'), text);
    fs.writeFileSync(path.join(folder, 'changed.yaml'), text.replace(/^version: .*$/m, 'version: changed since'));
    const { readAhead }: { readAhead: (folder: string) => Record<string, string> } = await import(bundle);
    const [asBuilt, changed] = Object.values(readAhead(folder)).map((one) => JSON.parse(one));
    expect([asBuilt, changed]).toEqual([parse(text), { ...parse(text), version: 'changed since' }]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
