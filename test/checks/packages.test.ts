import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root, sourcesOf } from '../support/sources.ts';

interface Package {
  readonly dependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}
const manifest: Package = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const lock: {
  packages: Record<
    string,
    { version?: string; license?: string; dev?: boolean; devOptional?: boolean; optional?: boolean; resolved?: string }
  >;
} = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const limit = 25;
const allowed = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Zlib',
  'OFL-1.1',
  'BlueOak-1.0.0',
  'PostgreSQL',
  'Unlicense',
  'CC0-1.0',
];

test('versions are exact', () => {
  const all = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test(`at most ${limit} packages at run time, each named in docs/decisions/dependencies.md`, () => {
  const names = Object.keys(manifest.dependencies);
  expect(names.length).toBeLessThanOrEqual(limit);
  const file = path.join(root, 'docs/decisions/dependencies.md');
  const reasons = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  expect(names.filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
});

test('everything that runs, and everything built into the pages, has a licence that allows it', () => {
  const licenceOf = (name: string): string => {
    const told = lock.packages[name]?.license;
    if (told) return told;
    const file = path.join(root, name, 'package.json');
    if (!fs.existsSync(file)) return 'not installed here';
    const { license }: { license?: string | { type: string } } = JSON.parse(fs.readFileSync(file, 'utf8'));
    return typeof license === 'string' ? license : (license?.type ?? 'none');
  };
  const pages = ['react', 'react-dom', 'antd', 'echarts', 'i18next', 'react-i18next', '@tanstack/react-query', '@tanstack/react-router'];
  const running = Object.entries(lock.packages)
    .filter(([name, facts]) => name !== '' && facts.dev !== true && facts.devOptional !== true && facts.optional !== true)
    .map(([name]) => name);
  const names = [...running, ...pages.map((name) => `node_modules/${name}`)];
  expect(names.length).toBeGreaterThan(50);
  const free = (licence: string) =>
    licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((one) => one.split(' AND ').every((part) => allowed.includes(part)));
  expect(names.map((name) => `${name} ${licenceOf(name)}`).filter((line) => !free(line.slice(line.indexOf(' ') + 1)))).toEqual([]);
});

test('no registry, no machine and no workshop is named in a file', () => {
  const files = [
    ...['src', 'docs', 'test', 'tools', 'bench', 'bin', '.ci'].flatMap((folder) =>
      sourcesOf(folder, ['.ts', '.tsx', '.md', '.mjs', '.json', '.sql', '.css', '.html', 'run']),
    ),
    ...['package.json', 'package-lock.json', '.npmrc', 'README.md', 'CONTRIBUTING.md'].flatMap((name) =>
      fs.existsSync(path.join(root, name)) ? [{ path: name, text: fs.readFileSync(path.join(root, name), 'utf8') }] : [],
    ),
  ];
  const words = [
    'registry' + '.npm',
    'npm' + 'mirror',
    `\\.\\.${'/'}shared\\b(?!Strings)`,
    `${'/'}work/(main|shared|\\.library)`,
    `${'/'}tmp/(brief|bash)`,
    ':4873',
  ];
  const pattern = new RegExp(words.join('|'));
  // The checks themselves have to say what they look for.
  const found = files.filter(({ path: file, text }) => !file.startsWith('test/checks/') && pattern.test(text));
  expect(found.map((file) => file.path)).toEqual([]);
});

test('install scripts never run', () => {
  expect(fs.readFileSync(path.join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
});
