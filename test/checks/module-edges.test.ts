import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, isTest, root, sourcesOf } from '../support/sources.ts';

/** House §3: which module may call which, by its door. Lower modules know nothing of higher ones. */
const edges: Readonly<Record<string, readonly string[]>> = {
  // platform
  identity: [],
  journal: [],
  jobs: [],
  document: [],
  discussion: ['document', 'identity'],
  // ground
  organization: ['document', 'journal'],
  library: ['document'],
  // measure
  emission: ['organization', 'library', 'document'],
  metering: ['organization', 'library', 'emission'],
  inventory: ['emission', 'organization', 'library', 'document'],
  lca: ['organization', 'library', 'document'],
  // own
  asset: ['emission', 'organization', 'library', 'document', 'journal'],
  // use
  trading: ['asset', 'organization', 'library', 'document', 'identity'],
  neutrality: ['trading', 'inventory', 'lca', 'asset', 'emission', 'organization', 'library', 'document'],
  // manage
  system: ['organization', 'library', 'document', 'identity', 'journal', 'emission', 'asset', 'trading', 'neutrality'],
  maturity: ['system', 'organization', 'library', 'document'],
  // What other modules bring to it, they bring by a shape of `work`, wired in plain sight.
  calendar: ['organization', 'library', 'identity'],
  inbox: ['journal', 'organization'],
  packs: ['system', 'organization', 'library', 'document', 'emission'],
  // the story of the demonstration, told through all of them
  demo: [
    'identity',
    'organization',
    'document',
    'emission',
    'library',
    'asset',
    'trading',
    'system',
    'maturity',
    'neutrality',
    'inventory',
    'lca',
    'metering',
  ],
};

const folder = 'src/server/modules';
const modules = fs
  .readdirSync(path.join(root, folder), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const sources = sourcesOf(folder).filter((source) => !isTest(source.path));
const moduleOf = (file: string) => (file.startsWith(`${folder}/`) ? (file.split('/')[3] ?? '') : '');

test('every module is in the table, and has one door', () => {
  expect([...modules].sort()).toEqual(Object.keys(edges).sort());
  for (const module of modules) expect([module, fs.existsSync(path.join(root, folder, module, 'index.ts'))]).toEqual([module, true]);
});

test('modules call what is declared, and everything declared is called', () => {
  const found = new Set<string>();
  for (const source of sources)
    for (const { to, outside } of importsOf(source))
      if (!outside && moduleOf(to) !== '' && moduleOf(to) !== moduleOf(source.path))
        found.add(`${moduleOf(source.path)} → ${moduleOf(to)}`);
  const declared = Object.entries(edges).flatMap(([from, all]) => all.map((to) => `${from} → ${to}`));
  expect([...found].sort()).toEqual(declared.sort());
});

test('no circle', () => {
  const settled = new Set<string>();
  const visit = (module: string, way: readonly string[]): void => {
    expect(way, `circle: ${[...way, module].join(' → ')}`).not.toContain(module);
    if (settled.has(module)) return;
    for (const next of edges[module] ?? []) visit(next, [...way, module]);
    settled.add(module);
  };
  for (const module of Object.keys(edges)) visit(module, []);
});

test('a module names only its own tables', () => {
  const owner = new Map<string, string>();
  for (const source of sources) {
    if (!source.path.endsWith('/tables.ts')) continue;
    for (const match of source.text.matchAll(/'((?:app|library|journal|auth)\.\w+)':/g)) owner.set(match[1] ?? '', moduleOf(source.path));
  }
  expect(owner.size).toBeGreaterThan(15);
  const wrong = sources.flatMap((source) =>
    [
      ...source.text.matchAll(
        /\b(?:from|into|join|update|selectFrom\('|insertInto\('|updateTable\('|deleteFrom\('|innerJoin\('|leftJoin\(')\s*((?:app|library|journal|auth)\.\w+)/g,
      ),
    ]
      .map((match) => match[1] ?? '')
      .filter((table) => owner.has(table) && owner.get(table) !== moduleOf(source.path))
      .map((table) => `${source.path} → ${table}`),
  );
  expect([...new Set(wrong)].sort()).toEqual([...foreignTables]);
});

/** Tables of another module read all the same: may only shrink. */
const foreignTables: readonly string[] = [
  'src/server/modules/demo/index.ts → app.organization',
  'src/server/modules/jobs/index.ts → app.organization',
  'src/server/modules/organization/store/entities.ts → app.organization',
];
