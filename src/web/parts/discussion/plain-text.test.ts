import { describe, expect, test } from 'vitest';
import { piecesOf, stillNamed } from './plain-text.ts';

const links = (text: string) => piecesOf(text).flatMap((one) => (one.kind === 'link' ? [one.to] : []));

describe('plain text', () => {
  test.each([
    ['see /system/records/0197-a, please', ['/system/records/0197-a']],
    ['见（/emission/units/u1/2024?month=2024-03）。', ['/emission/units/u1/2024?month=2024-03']],
    ['/asset/holdings', ['/asset/holdings']],
    ['https://evil.example/system/records/1', []],
    ['//evil.example/system', []],
    ['and/or /etc/passwd /api/v1/me', []],
    ['javascript:alert(1) [x](/\\evil) <a href="/system">', []],
    ['/system/../../evil', ['/system']],
  ])('%s', (text, found) => {
    expect(links(text)).toEqual(found);
    expect(
      piecesOf(text)
        .map((one) => one.text)
        .join(''),
    ).toBe(text);
  });
});

test('who was picked and then taken out of the text is not called upon', () => {
  const picked = new Map([
    ['张敏', 'a'],
    ['Li Qiang', 'b'],
  ]);
  expect(stillNamed('@Li Qiang 请看', picked)).toEqual(['b']);
  expect(stillNamed('Li Qiang 请看', picked)).toEqual([]);
});
