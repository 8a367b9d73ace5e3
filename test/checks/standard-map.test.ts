import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/sources.ts';

/** Sub-clauses of chapters 4–10, and of each annex A–D from 4 to 10. */
const chapters: Readonly<Record<number, number>> = { 4: 4, 5: 3, 6: 5, 7: 4, 8: 2, 9: 3, 10: 3 };
const clauses = [
  ...Object.entries(chapters).flatMap(([chapter, n]) => Array.from({ length: n }, (_, i) => `${chapter}.${i + 1}`)),
  ...['A', 'B', 'C', 'D'].flatMap((annex) => Object.keys(chapters).map((chapter) => `${annex}.${chapter}`)),
];

interface Line {
  readonly clause: string;
  readonly asks: string;
  readonly modules: readonly string[];
  readonly screens: readonly string[];
  readonly tests: readonly string[];
  readonly state: string;
  readonly missing: string;
}

const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
const lines: Line[] = fs
  .readFileSync(path.join(root, 'docs/standard-map.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (\d|[A-D]\.)/.test(line))
  .map((line) => {
    const [, clause = '', asks = '', modules = '', screens = '', tests = '', state = '', missing = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    return {
      clause,
      asks,
      modules: modules === '' ? [] : modules.split(', '),
      screens: quoted(screens),
      tests: quoted(tests),
      state,
      missing,
    };
  });

test('every clause stands once, in order, in both languages', () => {
  expect(lines.map((line) => line.clause)).toEqual(clauses);
  for (const { clause, asks } of lines) expect([clause, /[\u4e00-\u9fff].* · .*[a-z]/.test(asks)]).toEqual([clause, true]);
});

test('every module, screen and test named exists', () => {
  const routes = [
    'routes.tsx',
    'routes-asset.tsx',
    'routes-trading.tsx',
    'routes-neutrality.tsx',
    'routes-system.tsx',
    'routes-lca.tsx',
    'routes-inventory.tsx',
  ]
    .map((name) => fs.readFileSync(path.join(root, 'src/web', name), 'utf8'))
    .join('\n');
  const gone = lines.flatMap((line) => [
    ...line.modules.filter((name) => !fs.existsSync(path.join(root, 'src/server/modules', name, 'index.ts'))),
    ...line.screens.filter((address) => !routes.includes(`path: '${address}'`)),
    ...line.tests.filter((file) => !fs.existsSync(path.join(root, file))),
  ]);
  expect(gone).toEqual([]);
});

test('what is said to be there is proved, what is not says so plainly', () => {
  for (const line of lines) {
    const there = [line.modules.length > 0, line.screens.length > 0, line.tests.length > 0];
    expect([line.clause, ['built', 'partly', 'not yet'].includes(line.state)]).toEqual([line.clause, true]);
    expect([line.clause, ...there]).toEqual([line.clause, ...there.map(() => line.state !== 'not yet')]);
    expect([line.clause, line.missing !== '']).toEqual([line.clause, line.state === 'partly']);
  }
});
