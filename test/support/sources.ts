import fs from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');

export interface Source {
  /** From the repository's folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

const cache = new Map<string, readonly Source[]>();

/** Text files below a folder of the repository by the end of their names; never what is installed or built. */
export function sourcesOf(folder: string, ends: readonly string[] = ['.ts', '.tsx']): readonly Source[] {
  const key = `${folder} ${ends.join(' ')}`;
  const known = cache.get(key);
  if (known) return known;
  const found: Source[] = [];
  const walk = (relative: string): void => {
    for (const entry of fs.readdirSync(path.join(root, relative), { withFileTypes: true })) {
      if (['node_modules', 'dist', '.git'].includes(entry.name)) continue;
      const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) walk(below);
      else if (ends.some((end) => entry.name.endsWith(end)))
        found.push({ path: below, text: fs.readFileSync(path.join(root, below), 'utf8') });
    }
  };
  if (fs.existsSync(path.join(root, folder))) walk(folder);
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
  cache.set(key, found);
  return found;
}

/** Everything a person writes in TypeScript. */
export function allSources(): readonly Source[] {
  return ['src', 'test', 'tools', 'bench'].flatMap((folder) => sourcesOf(folder));
}

export const isTest = (file: string): boolean => /\.(test|fixture|bench)\.tsx?$/.test(file) || file.startsWith('test/');

export interface Import {
  readonly from: string;
  /** Path inside the repository, or the name of a package. */
  readonly to: string;
  readonly outside: boolean;
}

/** What a file imports, statically or not. */
export function importsOf({ path: file, text }: Source): Import[] {
  const pattern = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^'\n]+)'|\bimport\(\s*'([^'\n]+)'/g;
  return [...text.matchAll(pattern)].map((match) => {
    const spec = match[1] ?? match[2] ?? '';
    const outside = !spec.startsWith('.');
    return { from: file, to: outside ? packageOf(spec) : path.posix.normalize(path.posix.join(path.posix.dirname(file), spec)), outside };
  });
}

function packageOf(spec: string): string {
  if (spec.startsWith('node:')) return spec;
  return spec
    .split('/')
    .slice(0, spec.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The text without comments and without what stands in quotes, line by line as it was. */
export function codeOnly(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\\/])\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, (part) =>
    part.replace(/[^\n]/g, ' '),
  );
}

/** `file:line` of each place where a pattern stands. */
export function placesOf(sources: readonly Source[], pattern: RegExp, of: (text: string) => string = codeOnly): string[] {
  return sources.flatMap(({ path: file, text }) =>
    of(text)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}`] : [])),
  );
}
