import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Every class of our own that a screen names stands in a stylesheet: one that does not is a spacing or an emphasis that nobody sees. */

const web = path.resolve(import.meta.dirname, '../../src/web');

const textOf = (ending: RegExp): string =>
  fs
    .readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => fs.readFileSync(path.join(web, file), 'utf8'))
    .join('\n');

test('every class of our own that a screen names stands in a stylesheet', () => {
  const styled = new Set([...textOf(/\.css$/).matchAll(/\.(th-[a-z0-9-]+)/g)].map((match) => match[1]));
  const named = new Set([...textOf(/\.tsx$/).matchAll(/['"` ](th-[a-z0-9-]+)(?=['"` ])/g)].map((match) => match[1]));
  expect(named.size).toBeGreaterThan(100);
  expect([...named].filter((name) => !styled.has(name))).toEqual([]);
});
