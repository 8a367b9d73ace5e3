import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../kernel/finding.ts';
import { factorTable, gwpTable } from '../../../kernel/method/factor-table.ts';
import { loadMethod } from '../../../kernel/method/load.ts';
import type { Method } from '../../../kernel/method/method.ts';
import type { LookupTable, TableRef, MethodLibrary as TableSource } from '../../../kernel/method/table.ts';
import { checkTable } from '../../../kernel/method/table-file.ts';
import { makeUnits, type UnitRow, type Units } from '../../../kernel/quantity/units.ts';
import { readFactorRows, readGwpRows } from './factor-rows.ts';
import { readYamlFile, type YamlFile } from './read-yaml.ts';

/** Every accounting method of the data folder, ready to be evaluated, with what is wrong in the files. */
export interface LoadedMethods {
  readonly units: Units;
  readonly methods: ReadonlyMap<string, Method>;
  /** Rule tables by file name, and those publications that a method refers to by publication id. */
  readonly tables: ReadonlyMap<string, LookupTable>;
  readonly findings: readonly Finding[];
}

/**
 * Reads `units`, `methods`, `methods/tables`, and of `factors` and `gwp` only what a method names (house.md §5). Files only, no database.
 * A wrong file never throws: it is left out and said in `findings` with file, line and cause.
 */
export function loadMethodLibrary(dataDir: string): LoadedMethods {
  const findings: Finding[] = [];
  const units = readUnits(dataDir);
  const tables = new Map<string, LookupTable>();
  for (const file of yamlFiles(dataDir, 'methods/tables')) {
    if (!usable(file, findings)) continue;
    const checked = checkTable(file.value, file.locate, units);
    findings.push(...checked.findings);
    findings.push(...misnamed(file, 'table'));
    if (checked.table) tables.set(stemOf(file), checked.table);
  }
  const source = tableSource(dataDir, units, tables, findings);
  const methods = new Map<string, Method>();
  for (const file of yamlFiles(dataDir, 'methods')) {
    if (!usable(file, findings)) continue;
    const loaded = loadMethod(file.value, file.locate, source);
    const wrongName = misnamed(file, 'method');
    findings.push(...loaded.findings, ...wrongName);
    if (loaded.method && wrongName.length === 0) methods.set(loaded.method.id, loaded.method);
  }
  return { units, methods, tables, findings };
}

/** The registry of units as `data/units/units.yaml` declares it. */
export function readUnits(dataDir: string): Units {
  const { value, findings } = readYamlFile(join(dataDir, 'units/units.yaml'), 'units/units.yaml');
  const rows = typeof value === 'object' && value !== null && 'units' in value ? value.units : value;
  if (findings.length > 0 || !isUnitRows(rows)) throw new TypeError('data/units/units.yaml is not a list of units');
  return makeUnits(rows);
}

function isUnitRows(value: unknown): value is UnitRow[] {
  return (
    Array.isArray(value) &&
    value.every((row) => typeof row === 'object' && row !== null && typeof row.unit === 'string' && typeof row.factor_to_base === 'string')
  );
}

function yamlFiles(dataDir: string, folder: string): YamlFile[] {
  const path = join(dataDir, folder);
  if (!existsSync(path)) return [];
  const names = readdirSync(path).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => readYamlFile(join(path, name), `${folder}/${name}`));
}

function usable(file: YamlFile, findings: Finding[]): boolean {
  findings.push(...file.findings);
  return file.findings.length === 0;
}

function stemOf(file: YamlFile): string {
  return file.file.replace(/^.*\//, '').replace(/\.yaml$/, '');
}

/** The name inside a file is what others refer to, so it must be the file's own. */
function misnamed(file: YamlFile, field: 'method' | 'table'): Finding[] {
  const inside =
    typeof file.value === 'object' && file.value !== null ? Object.entries(file.value).find(([name]) => name === field)?.[1] : undefined;
  if (typeof inside !== 'string' || inside === stemOf(file)) return [];
  return [
    {
      code: 'name_differs_from_file',
      severity: 'error',
      place: { path: `/${field}`, ...file.locate([field]) },
      text: { zh: `名称 ${inside} 与文件名 ${stemOf(file)} 不同`, en: `the name ${inside} differs from the file name ${stemOf(file)}` },
      cure: { zh: '两者改为一致', en: 'Make both the same' },
    },
  ];
}

/** Publications are parsed when the first method names them, and once only. */
function tableSource(dataDir: string, units: Units, tables: Map<string, LookupTable>, findings: Finding[]): TableSource {
  const publications = new Map<string, LookupTable | null>();
  const publication = (id: string, by: readonly string[]): LookupTable | null => {
    const address = [id, ...by].join(' ');
    const known = publications.get(address);
    if (known !== undefined) return known;
    const rows = id === 'gwp' ? null : readFactorRows(dataDir, id, by);
    const built = rows === null ? null : factorTable(id, by, rows, units);
    findings.push(...(built?.findings ?? []).map((one) => ({ ...one, place: { ...one.place, file: `factors/${id}.csv` } })));
    publications.set(address, built?.table ?? null);
    if (built) tables.set(id, built.table);
    return built?.table ?? null;
  };
  let gwp: LookupTable | null = null;
  const gwpSets = (): LookupTable => {
    if (gwp === null) {
      const built = gwpTable(readGwpRows(dataDir), units);
      findings.push(...built.findings);
      gwp = built.table;
      tables.set('gwp', gwp);
    }
    return gwp;
  };
  const table = (ref: TableRef): LookupTable | null => {
    if ('file' in ref) return tables.get(ref.file) ?? null;
    return 'gwp' in ref ? gwpSets() : publication(ref.factors, ref.by ?? ['key']);
  };
  return { units, table };
}
