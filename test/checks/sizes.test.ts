import { describe, expect, test } from 'vitest';
import { allSources, codeOnly, isTest, placesOf } from '../support/sources.ts';

const fileLines = 400;
const functionLines = 70;

/** Longer functions that are there; each number may only shrink, and a line goes when its function is short enough. */
const longFunctions: Readonly<Record<string, number>> = {};

/** Casts by room, `as const` apart: may only shrink. */
const casts: Readonly<Record<string, number>> = { cli: 1, contract: 4, kernel: 2, server: 74, web: 23 };

const sources = allSources();
/** The checks themselves have to say what they look for. */
const searched = sources.filter((source) => !source.path.startsWith('test/checks/'));
const product = sources.filter((source) => source.path.startsWith('src/') && !isTest(source.path));

/** Length in lines of the longest function of a text, by the indentation the formatter guarantees. */
function longestFunction(text: string): number {
  const lines = codeOnly(text).split('\n');
  let longest = 0;
  for (const [i, line] of lines.entries()) {
    const head = /^(\s*)(\S.*)\{$/.exec(line.trimEnd());
    if (!head) continue;
    const [, indent = '', words = ''] = head;
    if (/^(\}\s*)?(if|for|while|switch|catch|else|try|do)\b/.test(words)) continue;
    if (!/(\bfunction\b|=>\s*$|\)\s*(:[^=]*)?$)/.test(words)) continue;
    const end = lines.findIndex((other, j) => j > i && other.startsWith(`${indent}}`));
    longest = Math.max(longest, end - i + 1);
  }
  return longest;
}

describe('sizes', () => {
  test(`no file above ${fileLines} lines`, () => {
    const long = sources.filter((source) => source.text.split('\n').length > fileLines + 1);
    expect(long.map((source) => `${source.path} ${source.text.split('\n').length - 1}`)).toEqual([]);
  });

  test(`no function above ${functionLines} lines, but those that shrink`, () => {
    const found = Object.fromEntries(
      product.map((source) => [source.path, longestFunction(source.text)] as const).filter(([, lines]) => lines > functionLines),
    );
    const grown = Object.entries(found).filter(([file, lines]) => lines > (longFunctions[file] ?? functionLines));
    const over = Object.keys(longFunctions).filter((file) => !(file in found));
    expect({ grown: grown.map(([file, lines]) => `${file} ${lines}`), noLongerNeeded: over }).toEqual({ grown: [], noLongerNeeded: [] });
  });

  test('the measure sees a function, and no block', () => {
    const body = (head: string) => `${head}\n${'  x();\n'.repeat(3)}}\n`;
    expect(
      ['function f() {', 'const f = async (a: B): Promise<C> => {', 'export function g(', 'if (x) {'].map((h) => longestFunction(body(h))),
    ).toEqual([5, 5, 0, 0]);
  });
});

describe('looseness', () => {
  test('no `any`, no enum, no silenced compiler', () => {
    expect(placesOf(searched, /(:\s*any\b|\bas any\b|<any\b|\bany\[\]|,\s*any>)/)).toEqual([]);
    expect(placesOf(searched, /^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s/)).toEqual([]);
    expect(placesOf(searched, new RegExp(`@${'ts'}-(ignore|expect-error|nocheck)`), (text) => text)).toEqual([]);
  });

  test('casts only shrink', () => {
    const counts: Record<string, number> = {};
    for (const source of product) {
      const code = codeOnly(source.text).replace(/^import [^;]*;|^export \{[^;]*;|^import \*[^;]*;/gm, '');
      const found = [...code.matchAll(/\bas (?!const\b)[A-Za-z{([]/g)].length;
      const room = source.path.split('/')[1] ?? '';
      if (found > 0) counts[room] = (counts[room] ?? 0) + found;
    }
    const grown = Object.entries(counts).filter(([room, n]) => n > (casts[room] ?? 0));
    expect(grown).toEqual([]);
  });

  test('no default export but where a tool wants one', () => {
    const places = placesOf(searched, /^export default/).map((place) => place.split(':')[0]);
    expect(places.filter((file) => !/(^|\/)(vite|vitest)\.config\.ts$/.test(file ?? ''))).toEqual([]);
  });

  test('nothing left to do, nothing left out', () => {
    const words = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|');
    expect(placesOf(searched, new RegExp(`\\b(${words})\\b`), (text) => text)).toEqual([]);
    expect(placesOf(searched, /\b(test|it|describe)\.(skip|only|todo)\b/)).toEqual([]);
  });
});
