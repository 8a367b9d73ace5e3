import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import type { FactorVocabulary } from '../../src/kernel/factor/check.ts';
import { type Publication, readFactors, readHeader } from '../../src/kernel/factor/publication.ts';
import { readQuantities } from '../../src/kernel/factor/vocabulary.ts';
import type { Finding } from '../../src/kernel/finding.ts';
import { makeUnits, type UnitRow } from '../../src/kernel/quantity/units.ts';

const root = join(import.meta.dirname, '../..');
export const dataFolder = join(root, 'data');

export function readYaml(path: string): unknown {
  return parseYaml(readFileSync(join(dataFolder, path), 'utf8'));
}

export function readCsv(path: string): Record<string, string>[] {
  return parseCsv(readFileSync(join(dataFolder, path), 'utf8'), { columns: true }) as Record<string, string>[];
}

export function publicationIds(): string[] {
  return readdirSync(join(dataFolder, 'factors'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}

export function tableFiles(): string[] {
  return readdirSync(join(dataFolder, 'factors')).filter((name) => /\.csv(\.gz)?$/.test(name));
}

export function readPublication(id: string): { publication: Publication; findings: Finding[] } {
  const { header, findings } = readHeader(readYaml(`factors/${id}.yaml`), `data/factors/${id}.yaml`);
  if (!header) throw new Error(JSON.stringify(findings, null, 1));
  const name = tableFiles().find((file) => file === `${id}.csv` || file === `${id}.csv.gz`) ?? '';
  const bytes = readFileSync(join(dataFolder, 'factors', name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return readFactors(header, parseCsv(text) as string[][], `data/factors/${name}`);
}

export function readVocabulary(): FactorVocabulary {
  const { quantities, findings } = readQuantities(readYaml('factors/vocabulary/quantities.yaml'), 'quantities.yaml');
  if (findings.length > 0) throw new Error(JSON.stringify(findings, null, 1));
  const units = makeUnits((readYaml('units/units.yaml') as { units: UnitRow[] }).units);
  const codes = (file: string, column: string) => new Set(readCsv(`factors/vocabulary/${file}.csv`).map((entry) => entry[column] ?? ''));
  return { units, quantities, gases: codes('gases', 'gas'), regions: codes('regions', 'region') };
}
