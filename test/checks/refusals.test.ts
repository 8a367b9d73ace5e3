import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { endpoints } from '../../src/contract/endpoints.ts';
import { refusals } from '../../src/contract/refusals.ts';
import { refusalCodes } from '../../src/kernel/refusal.ts';

const root = path.join(import.meta.dirname, '../..');

function sources(folder: string, wanted: (name: string) => boolean): { file: string; text: string }[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => wanted(name))
    .map((name) => ({ file: path.join(folder, name), text: fs.readFileSync(path.join(root, folder, name), 'utf8') }));
}

const code = [
  ...sources('src/kernel', (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'refusal.ts'),
  ...sources('src/server', (name) => name.endsWith('.ts') && !name.endsWith('.test.ts')),
];
const tests = [
  ...sources('test', (name) => name.endsWith('.test.ts') && !name.startsWith('checks')),
  ...sources('src', (name) => name.endsWith('.test.ts')),
  ...sources('test/golden', (name) => /\.(ya?ml|md)$/.test(name)),
];
const named = (where: { text: string }[], refusal: string) => where.some(({ text }) => new RegExp(`['"\`: ]${refusal}\\b`).test(text));

describe('refusals', () => {
  test.each(refusalCodes)('%s is thrown somewhere and provoked by a test', (refusal) => {
    expect(named(code, refusal), 'thrown nowhere: take it out of the list').toBe(true);
    expect(named(tests, refusal), 'no test provokes it').toBe(true);
  });

  test.each(refusalCodes)('%s tells title, cause and cure in both languages', (refusal) => {
    const { title, detail, status } = refusals[refusal];
    for (const text of [title, detail]) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).not.toMatch(/[\u4e00-\u9fff]/);
      expect(text.en.length).toBeGreaterThan(5);
    }
    expect(status).toBeGreaterThanOrEqual(400);
    // A name that differs by language is told as `account` and `accountEn`.
    const gaps = (s: string) => [...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]?.replace(/En$/, '')).sort();
    expect(gaps(detail.en)).toEqual(gaps(detail.zh));
  });

  test('endpoints name only their own refusals, not those that every endpoint has', () => {
    const common = ['invalid_input', 'not_signed_in', 'not_permitted', 'too_many_requests', 'database_unavailable', 'request_refused'];
    const doubled = endpoints.flatMap((e) => (e.refusals ?? []).filter((one) => common.includes(one)).map((one) => `${e.name}: ${one}`));
    expect(doubled).toEqual([]);
  });
});
