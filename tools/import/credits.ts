import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Credited {
  readonly title: { zh: string; en: string };
  readonly publisher: { zh: string; en: string };
  readonly edition: string;
  readonly licence: { name: string; url?: string };
  readonly credit: { zh: string; en: string };
  readonly copy?: string;
}

/** Writes docs/credits.md from the yaml of every publication, so that the text stands in one place. */
export function writeCredits(root: string): void {
  const folder = join(root, 'data/factors');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
  const all = [...files, join(root, 'data/gwp/gwp.yaml'), join(root, 'data/markets/cn-ets/cn-ets.yaml')];
  const parts = all.map((path) => section(parse(readFileSync(path, 'utf8')) as Credited, path.slice(root.length + 1)));
  writeFileSync(join(root, 'docs/credits.md'), `${head}${parts.join('\n')}`);
}

const head = `# 数据来源与署名 · Data sources and credits

Written by \`tools/import-reference-data.ts\` from the yaml beside each data file; change it there.
The licence of the software (Apache-2.0) does not cover the data below: each set keeps the terms of its publisher.

`;

function section(entry: Credited, path: string): string {
  const licence = entry.licence.url ? `[${entry.licence.name}](${entry.licence.url})` : entry.licence.name;
  const lines = [
    `## ${entry.title.zh} · ${entry.title.en}`,
    `- ${entry.publisher.zh} · ${entry.publisher.en}; ${entry.edition}; \`${path}\``,
    `- 许可 · Licence: ${licence}`,
    `- ${entry.credit.zh}`,
    ...(entry.credit.en === entry.credit.zh ? [] : [`- ${entry.credit.en}`]),
    ...(entry.copy ? [`- Copy used: ${entry.copy}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
