import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../kernel/finding.ts';
import { readRuleBook } from '../../../kernel/market/read-rule-book.ts';
import type { RuleBook } from '../../../kernel/market/rule-book.ts';
import { readYamlFile } from './read-yaml.ts';

/** Rule books of all markets by `<market>/<book>`: the files below `data/markets` that say `book:`. A wrong one is left out and told. */
export function readRuleBooks(dataDir: string): { byId: ReadonlyMap<string, RuleBook>; findings: readonly Finding[] } {
  const folder = join(dataDir, 'markets');
  const byId = new Map<string, RuleBook>();
  const findings: Finding[] = [];
  const markets = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];
  for (const { name: market } of markets.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    for (const name of readdirSync(join(folder, market)).sort()) {
      if (!name.endsWith('.yaml')) continue;
      const file = readYamlFile(join(folder, market, name), `markets/${market}/${name}`);
      if (typeof file.value !== 'object' || file.value === null || !('book' in file.value)) continue;
      const read = readRuleBook(file.value, `${market}/${name.replace(/\.yaml$/, '')}`);
      findings.push(...file.findings, ...read.findings);
      if (read.book) byId.set(read.book.id, read.book);
    }
  }
  return { byId, findings };
}
