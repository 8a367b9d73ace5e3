import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusals } from '../../src/contract/refusals.ts';
import { refusalCodes } from '../../src/kernel/refusal.ts';

/** Every user-visible word of the web room stands in its words, in Chinese and English alike. */

const web = path.resolve(import.meta.dirname, '../../src/web');

function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(full) : [full];
  });
}

function sources(): string[] {
  return filesBelow(web).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes(`${path.sep}words${path.sep}`) && !/\.test\.tsx?$/.test(file),
  );
}

type Words = { readonly [key: string]: string | Words };

function leaves(words: Words, before = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${before}${key}`, value] as [string, string]] : leaves(value, `${before}${key}.`),
  );
}

async function wordsOf(language: 'zh' | 'en'): Promise<Map<string, string>> {
  const module = (await import(/* @vite-ignore */ path.join(web, 'words', `${language}.ts`))) as Record<string, Words>;
  return new Map(leaves(module[language] ?? {}));
}

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('words', () => {
  test('Chinese and English have the same keys, the same holes and no empty wording', async () => {
    const [zh, en] = [await wordsOf('zh'), await wordsOf('en')];
    expect([...en.keys()]).toEqual([...zh.keys()]);
    expect(zh.size).toBeGreaterThan(100);
    for (const [key, text] of zh) {
      expect(text.trim(), `zh ${key}`).not.toBe('');
      expect(en.get(key)?.trim(), `en ${key}`).not.toBe('');
      expect(holes(en.get(key) ?? ''), `holes of ${key}`).toEqual(holes(text));
    }
  });

  test('no character that common Chinese fonts lack or draw wide', async () => {
    for (const language of ['zh', 'en'] as const)
      for (const [key, text] of await wordsOf(language)) {
        expect(text, `${language} ${key}`).not.toMatch(/[\u2080-\u2089]/);
        if (language === 'en') expect(text, `${language} ${key}`).not.toMatch(/\u2019/);
      }
  });

  test('Chinese stands in the words only', () => {
    // Dates by locale, and the spellings of units that people paste, are formats and input, not wording.
    const formats = ['format/time.ts', 'pages/emission/unit-spellings.ts'];
    const withChinese = sources().filter((file) =>
      fs
        .readFileSync(file, 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .split('\n')
        .some((line) => /[\u4e00-\u9fff]/.test(line.replace(/(^|\s)\/\/.*$/, ''))),
    );
    expect(withChinese.map((file) => path.relative(web, file).replaceAll(path.sep, '/')).filter((file) => !formats.includes(file))).toEqual(
      [],
    );
  });

  test('every wording is used', async () => {
    const text = sources()
      .map((file) => fs.readFileSync(file, 'utf8'))
      .join('\n');
    const stems = [...text.matchAll(/`([\w.]+\.)\$\{/g)].map((match) => match[1] ?? '');
    // Gathered once: to search the whole text for each of thousands of keys takes seconds.
    const quoted = new Set([...text.matchAll(/'(?=([^'\n]+)')/g)].map((match) => match[1] ?? ''));
    const unused = [...(await wordsOf('zh')).keys()].filter((key) => !quoted.has(key) && !stems.some((stem) => key.startsWith(stem)));
    expect(unused).toEqual([]);
  }, 30_000);

  test('no text literal in JSX', () => {
    const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
    let said = '';
    try {
      execFileSync(process.execPath, [biome, 'lint', '--only=style/noJsxLiterals', '--error-on-warnings', '--max-diagnostics=50', web], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (fault) {
      const { stdout = '', stderr = '' } = fault as { stdout?: string; stderr?: string };
      said = `${stdout}${stderr}`;
    }
    expect(said).toBe('');
  });

  test('every refusal code has a title and a way out in both languages', () => {
    for (const code of refusalCodes) {
      const { title, detail } = refusals[code];
      for (const text of [title.zh, title.en, detail.zh, detail.en]) expect(text.trim(), code).not.toBe('');
    }
  });
});
