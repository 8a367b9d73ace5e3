import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { FactorVocabulary } from '../../../kernel/factor/check.ts';
import { readQuantities } from '../../../kernel/factor/vocabulary.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { Units } from '../../../kernel/quantity/units.ts';
import type { Text } from '../../../kernel/text.ts';
import { readYamlFile } from './read-yaml.ts';

/** The code lists with the names people search by. */
export interface Vocabulary extends FactorVocabulary {
  readonly gasNames: ReadonlyMap<string, Text>;
  readonly regionNames: ReadonlyMap<string, Text>;
}

const folder = 'factors/vocabulary';
export const vocabularyFiles = [`${folder}/quantities.yaml`, `${folder}/gases.csv`, `${folder}/regions.csv`] as const;

/** Reads `data/factors/vocabulary`; faults of `quantities.yaml` are told with file and path. */
export function readVocabulary(dataDir: string, units: Units): { vocabulary: Vocabulary; findings: readonly Finding[] } {
  const file = readYamlFile(join(dataDir, folder, 'quantities.yaml'), `${folder}/quantities.yaml`);
  const { quantities, findings } = readQuantities(file.value, file.file);
  const gasNames = readNames(join(dataDir, folder, 'gases.csv'), 'gas');
  const regionNames = readNames(join(dataDir, folder, 'regions.csv'), 'region');
  const vocabulary = { units, quantities, gases: new Set(gasNames.keys()), regions: new Set(regionNames.keys()), gasNames, regionNames };
  return { vocabulary, findings: [...file.findings, ...findings] };
}

function readNames(path: string, column: string): Map<string, Text> {
  const rows = parse<Record<string, string>>(readFileSync(path, 'utf8'), { columns: true, bom: true });
  return new Map(rows.map((row) => [row[column] ?? '', { zh: row.zh ?? '', en: row.en ?? '' }]));
}
