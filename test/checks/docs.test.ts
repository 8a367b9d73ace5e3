import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isCommand } from '../../src/cli/help.ts';

/** What the documents say of themselves and of the product must stay true. */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const skipped = new Set(['node_modules', 'dist', '.git', '.tanheng', '.ci', 'fixtures']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const at = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(at) : [at];
  });
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const all = filesBelow(root).map((file) => relative(root, file));
const documents = all.filter((file) => file.endsWith('.md')).sort();
const manifest = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** The text without code, whose brackets are not links. */
function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
}

function linksOf(file: string): string[] {
  const targets = [...prose(read(file)).matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? '');
  const pictures = [...read(file).matchAll(/<img[^>]*\bsrc="([^"]+)"/g)].map((match) => match[1] ?? '');
  return [...targets, ...pictures].filter((target) => !/^(https?:|mailto:|#)/.test(target)).map((target) => target.replace(/#.*$/, ''));
}

describe('links', () => {
  test.each(documents)('%s leads to files that exist', (file) => {
    const broken = linksOf(file).filter((target) => !existsSync(join(root, dirname(file), decodeURIComponent(target))));
    expect(broken).toEqual([]);
  });

  test('every page of the manual and every decision is in its index', () => {
    for (const folder of ['docs/manual/zh', 'docs/manual/en', 'docs/decisions']) {
      const listed = linksOf(`${folder}/README.md`);
      const pages = readdirSync(join(root, folder)).filter((name) => name !== 'README.md');
      expect(pages.filter((name) => !listed.includes(name))).toEqual([]);
    }
  });
});

describe('two languages', () => {
  /** What a translation keeps: the levels of headings, tables' lengths, pictures without their language, code. */
  function shapeOf(file: string): string[] {
    return read(file)
      .split('\n')
      .flatMap((line) => {
        if (/^#{1,6} /.test(line)) return [(/^#+/.exec(line) as RegExpExecArray)[0]];
        if (/^\|/.test(line)) return ['|'];
        if (/^```/.test(line)) return [line];
        return [];
      });
  }

  test('README.md and README.zh.md have the same sections, tables and examples', () => {
    expect(shapeOf('README.zh.md')).toEqual(shapeOf('README.md'));
  });

  test('the manual has the same pages and sections in both', () => {
    const pages = (language: string) => readdirSync(join(root, 'docs/manual', language)).sort();
    expect(pages('zh')).toEqual(pages('en'));
    for (const page of pages('en')) expect(shapeOf(`docs/manual/zh/${page}`), page).toEqual(shapeOf(`docs/manual/en/${page}`));
  });
});

describe('commands', () => {
  const told = documents.filter((file) => /^(README|CONTRIBUTING|ARCHITECTURE)|^docs\/manual\//.test(file));

  test.each(told)('%s names only scripts, commands and variables that exist', (file) => {
    const text = read(file);
    const scripts = [...text.matchAll(/\bnpm run (?:-s )?([\w-]+)/g)].map((match) => match[1] ?? '');
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
    const commands = [...text.matchAll(/\btanheng -- ([\w-]+)/g)].map((match) => match[1] ?? '');
    expect(commands.filter((name) => name !== 'help' && !isCommand(name))).toEqual([]);
    const config = read('src/server/config.ts');
    const variables = [...text.matchAll(/\bTANHENG_[A-Z_]+\b/g)].map((match) => match[0]);
    expect(variables.filter((name) => !config.includes(`${name}:`))).toEqual([]);
    const sources = [...text.matchAll(/`((?:src|data|docs|test|tools)\/[\w./-]+\.\w+)`/g)].map((match) => match[1] ?? '');
    expect(sources.filter((name) => !name.includes('NNNN') && !existsSync(join(root, name)))).toEqual([]);
  });
});

describe('counts', () => {
  const count = (folder: string) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml')).length;
  test.each([
    ['README.md', /(\d+) methods/, /(\d+) publications/],
    ['README.zh.md', /(\d+) 种方法/, /(\d+) 套因子出版物/],
  ])('%s tells as many methods and publications as there are', (file, methods, publications) => {
    const told = [methods, publications].map((pattern) => Number(pattern.exec(read(file))?.[1]));
    expect(told).toEqual([count('data/methods'), count('data/factors')]);
  });
});

describe('pictures', () => {
  const folder = 'docs/pictures';

  test('are shown, wide enough to read and light enough to load', () => {
    const shown = ['README.md', 'README.zh.md'].flatMap(linksOf).filter((target) => target.startsWith(folder));
    expect(shown.length).toBeGreaterThanOrEqual(6);
    for (const picture of readdirSync(join(root, folder))) {
      const file = join(root, folder, picture);
      expect(shown, picture).toContain(`${folder}/${picture}`);
      expect(statSync(file).size, picture).toBeLessThan(250_000);
      expect(readFileSync(file).readUInt32BE(16), picture).toBe(1440);
    }
  });
});

describe('dependencies.md', () => {
  const [, runTime = '', building = ''] = read('docs/decisions/dependencies.md').split(/^## /m);
  const rows = (text: string) => [...text.matchAll(/^\| `([^`]+)` \| (.+) \| (.+) \|$/gm)];
  const names = (text: string) => rows(text).map((match) => match[1]);

  test('names every run-time package and nothing else', () => {
    const wanted = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)];
    expect(names(runTime).sort()).toEqual(wanted.sort());
  });

  test('names every package for building and testing and nothing else', () => {
    expect(names(building).sort()).toEqual(Object.keys(manifest.devDependencies).sort());
  });

  test('gives the licence that the package itself states', () => {
    const said = rows(runTime + building).flatMap(([, name = '', , licence = '']) => {
      const file = join(root, 'node_modules', name, 'package.json');
      if (!existsSync(file)) return []; // of another platform
      const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license: string };
      const own = license.replace(/ AND .*/, '');
      return licence.startsWith(own) ? [] : [`${name}: ${licence}, but the package says ${license}`];
    });
    expect(said).toEqual([]);
  });
});

describe('where it was made', () => {
  const told = [...documents, 'package.json', 'package-lock.json', '.npmrc'];
  const traces = [
    /\.\.\/shared\b/,
    /(?<![\w.)}])\/work\/(main|shared|\.library)/,
    /(?<![\w.])\/(root|home\/\w+)\//,
    /\bregistry\.(npmjs|npmmirror|yarnpkg)\b/,
    /"resolved": *"http/,
  ];

  test('no document names a place of the machine, a neighbouring folder or a registry', () => {
    const found = told.flatMap((file) => traces.filter((trace) => trace.test(read(file))).map((trace) => `${file}: ${trace}`));
    expect(found).toEqual([]);
  });
});
