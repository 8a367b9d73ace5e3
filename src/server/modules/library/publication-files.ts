import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { checkPublication, type FactorVocabulary } from '../../../kernel/factor/check.ts';
import { type Publication, readFactors, readHeader } from '../../../kernel/factor/publication.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { readYamlFile } from './read-yaml.ts';
import { vocabularyFiles } from './vocabulary.ts';

/** A publication of `data/factors` by its files, not yet parsed. */
export interface PublicationFiles {
  readonly id: string;
  /** Over the table, the yaml beside it and the code lists: another hash means it has to be read again. */
  readonly sha256: string;
  /** Place in the list of publications. */
  readonly position: number;
  readonly table: string;
}

/** Every yaml of `data/factors` with the table beside it; a yaml without a table is told. */
export function listPublicationFiles(dataDir: string): { files: PublicationFiles[]; findings: Finding[] } {
  const folder = join(dataDir, 'factors');
  const findings: Finding[] = [];
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  const shared = vocabularyFiles.map((file) => readFileSync(join(dataDir, file)));
  const files = names.sort().flatMap((name, position) => {
    const id = name.slice(0, -'.yaml'.length);
    const table = [`${id}.csv`, `${id}.csv.gz`].find((one) => existsSync(join(folder, one)));
    if (!table) {
      findings.push({
        code: 'publication_without_table',
        severity: 'error',
        place: { file: `factors/${name}`, line: 1 },
        text: { zh: `旁边没有 ${id}.csv 或 ${id}.csv.gz`, en: `There is no ${id}.csv or ${id}.csv.gz beside it` },
      });
      return [];
    }
    const hash = createHash('sha256');
    for (const bytes of [readFileSync(join(folder, name)), readFileSync(join(folder, table)), ...shared]) hash.update(bytes);
    return [{ id, sha256: hash.digest('hex'), position, table }];
  });
  return { files, findings };
}

/** Reads and checks a publication; null with the findings when anything in it is an error (warnings let it through). */
export function readPublication(
  dataDir: string,
  { id, table }: PublicationFiles,
  vocabulary: FactorVocabulary,
): { publication: Publication | null; findings: Finding[] } {
  const yaml = readYamlFile(join(dataDir, 'factors', `${id}.yaml`), `factors/${id}.yaml`);
  if (yaml.findings.length > 0) return { publication: null, findings: [...yaml.findings] };
  const { header, findings } = readHeader(yaml.value, yaml.file);
  if (!header)
    return { publication: null, findings: findings.map((finding) => ({ ...finding, place: { ...located(finding), ...finding.place } })) };
  const bytes = readFileSync(join(dataDir, 'factors', table));
  const text = (table.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  let records: string[][];
  try {
    records = parse(text, { bom: true, relax_column_count: false });
  } catch (fault) {
    const cause = fault instanceof Error ? fault.message : String(fault);
    const line = Number(/line (\d+)/.exec(cause)?.[1] ?? 1);
    const finding: Finding = {
      code: 'factor_table_unreadable',
      severity: 'error',
      place: { file: `factors/${table}`, line },
      text: { zh: `表格无法读取：${cause}`, en: `The table cannot be read: ${cause}` },
    };
    return { publication: null, findings: [finding] };
  }
  const read = readFactors(header, records, `factors/${table}`);
  const all = [...read.findings, ...checkPublication(read.publication, vocabulary)];
  if (header.id !== id) {
    all.push({
      code: 'name_differs_from_file',
      severity: 'error',
      place: { ...yaml.locate(['publication']), path: '/publication' },
      text: { zh: `名称 ${header.id} 与文件名 ${id} 不同`, en: `the name ${header.id} differs from the file name ${id}` },
    });
  }
  return { publication: all.some((f) => f.severity === 'error') ? null : read.publication, findings: all };

  function located(finding: Finding) {
    return yaml.locate((finding.place.path ?? '').split('/').slice(1));
  }
}
