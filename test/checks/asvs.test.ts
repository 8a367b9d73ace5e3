import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/sources.ts';

/** docs/asvs.csv: what OWASP ASVS 5.0 level 2 asks of this product, where it is done, and by which test it is known. */
const [head, ...lines] = fs.readFileSync(path.join(root, 'docs/asvs.csv'), 'utf8').trim().split('\n');
const rows = lines.map((line) => {
  const [section = '', requirement = '', applies = '', where = '', tests = '', ...rest] = line.split(',');
  return {
    line,
    section,
    requirement,
    applies,
    where,
    tests: tests
      .split(';')
      .map((one) => one.trim())
      .filter(Boolean),
    rest,
  };
});

test('five columns, none with a comma', () => {
  expect(head).toBe('section,requirement,applies,where,test');
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((row) => row.rest.length > 0).map((row) => row.line)).toEqual([]);
  expect(
    rows
      .filter((row) => !/^\d+(\.\d+)*( \d+(\.\d+)*)*$/.test(row.section) || row.requirement === '' || row.where === '')
      .map((row) => row.line),
  ).toEqual([]);
});

test('what applies names a test, what does not says why, and every test is there', () => {
  expect(rows.filter((row) => !(row.applies === 'n' || (row.applies === 'y' && row.tests.length > 0))).map((row) => row.line)).toEqual([]);
  const missing = rows.flatMap((row) => row.tests).filter((file) => !/\.test\.tsx?$/.test(file) || !fs.existsSync(path.join(root, file)));
  expect(missing).toEqual([]);
});

test('every chapter of the standard is answered', () => {
  const chapters = new Set(rows.flatMap((row) => row.section.split(' ').map((one) => Number(one.split('.')[0]))));
  // 17 is WebRTC, of which there is none.
  expect([...chapters].sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
});
