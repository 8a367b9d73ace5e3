import type { Exchange, Flow, FlowProperty, ImpactIndicator, LcaDatabase, LcaProcess, UnitGroup } from '../dataset.ts';
import { given } from './fields.ts';
import { type Findings, findingsList, kinds, type Reading, sayRead } from './reading.ts';
import { unitBook } from './unit-book.ts';

/** The files of a model by name, without folder and in lower case: rows of cells, as USEEIO publishes them. */
export type MatrixFiles = ReadonlyMap<string, readonly (readonly string[])[]>;

type Index = readonly Readonly<Record<string, string>>[];

/**
 * A model as matrices in CSV: `A.csv` direct requirements (row = input, column = user, both per unit of the sector's product), `B.csv` elementary flows per
 * unit, `C.csv` characterisation; their order in `sectors.csv`, `flows.csv`, `indicators.csv` with a head line and a column `index`. Each sector becomes a
 * process that makes one unit of its product; a sector's own use stays an input of its own.
 */
export function readMatrixCsv(name: string, files: MatrixFiles): Reading {
  const findings = findingsList();
  const [sectors, flows, indicators] = ['sectors.csv', 'flows.csv', 'indicators.csv'].map((file) => indexOf(file, files, findings));
  const [a, b, c] = ['a.csv', 'b.csv', 'c.csv'].map((file) => files.get(file) ?? []);
  const book = unitBook();
  if (!sectors || !flows || !indicators || !a || !b || !c) throw new TypeError('six files are looked for');
  checkShape('A.csv', a, sectors.length, sectors.length, findings);
  checkShape('B.csv', b, flows.length, sectors.length, findings);
  checkShape('C.csv', c, indicators.length, flows.length, findings);
  const products = sectors.map((one) => productOf(one, book.propertyOf(one.unit || 'USD')));
  const elementary = flows.map((one) => elementaryOf(one, book.propertyOf(one.unit ?? '')));
  const processes = sectors.map((one, column) => processOf(one, column, { a, b, products, elementary, flows }, findings));
  const database: LcaDatabase = {
    ...{ name, version: '', publisher: '', licence: '', credit: '', parameters: [], sources: [], processes },
    ...{ flows: [...products, ...elementary], ...unitsOf(book) },
    methods:
      indicators.length === 0
        ? []
        : [{ id: 'C', name, indicators: indicators.map((one, row) => indicatorOf(one, c[row] ?? [], elementary, flows)) }],
    locations: [...new Set(sectors.flatMap((one) => one.location || []))].map((code) => ({ id: code, name: code, code })),
  };
  sayRead(findings, database);
  return { database, findings: findings.all() };
}

function unitsOf(book: ReturnType<typeof unitBook>): { unitGroups: UnitGroup[]; flowProperties: FlowProperty[] } {
  return book.used();
}

/** Rows under the head line, in the order of their column `index`. */
function indexOf(file: string, files: MatrixFiles, findings: Findings): Index {
  const [head, ...rows] = files.get(file) ?? [];
  if (!head) {
    findings.say(missing, { file }, { file });
    return [];
  }
  const names = head.map((cell) => cell.trim().toLowerCase());
  const all = rows.filter((row) => row.length > 1).map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])));
  return [...all].sort((one, other) => Number(one.index) - Number(other.index));
}

const missing = {
  code: 'lca_matrix_file_missing',
  severity: 'error',
  text: { zh: '缺少文件 {file}', en: 'The file {file} is missing' },
  cure: {
    zh: '压缩包内应有 A.csv、B.csv、C.csv 与 sectors.csv、flows.csv、indicators.csv',
    en: 'The archive needs A.csv, B.csv, C.csv and sectors.csv, flows.csv, indicators.csv',
  },
} as const;

const wrongShape = {
  code: 'lca_matrix_shape',
  severity: 'error',
  text: {
    zh: '{file} 有 {rows} 行 {columns} 列，按索引文件应为 {wantedRows} 行 {wantedColumns} 列',
    en: '{file} has {rows} rows of {columns}; the index files say {wantedRows} of {wantedColumns}',
  },
  cure: {
    zh: '矩阵文件不带表头，行列顺序与索引文件一致',
    en: 'Matrices have no head line; rows and columns stand in the order of the index files',
  },
} as const;

function checkShape(
  file: string,
  rows: readonly (readonly string[])[],
  wantedRows: number,
  wantedColumns: number,
  findings: Findings,
): void {
  const columns = rows[0]?.length ?? 0;
  if (rows.length === wantedRows && (rows.length === 0 || columns === wantedColumns)) return;
  const count = String;
  findings.say(
    wrongShape,
    { file },
    { file, rows: count(rows.length), columns: count(columns), wantedRows: count(wantedRows), wantedColumns: count(wantedColumns) },
  );
}

function productOf(one: Readonly<Record<string, string>>, propertyId: string): Flow {
  return given({
    id: `product:${one.id ?? ''}`,
    name: one.name ?? one.id ?? '',
    kind: 'product' as const,
    location: one.location || undefined,
    referencePropertyId: propertyId,
    properties: [{ flowPropertyId: propertyId, factor: 1 }],
  });
}

function elementaryOf(one: Readonly<Record<string, string>>, propertyId: string): Flow {
  return {
    id: one.uuid || one.id || '',
    name: one.flowable ?? one.name ?? '',
    kind: 'elementary',
    category: (one.context ?? '').split('/').filter((part) => part !== ''),
    referencePropertyId: propertyId,
    properties: [{ flowPropertyId: propertyId, factor: 1 }],
  };
}

interface Parts {
  readonly a: readonly (readonly string[])[];
  readonly b: readonly (readonly string[])[];
  readonly products: readonly Flow[];
  readonly elementary: readonly Flow[];
  readonly flows: Index;
}

function processOf(
  one: Readonly<Record<string, string>>,
  column: number,
  { a, b, products, elementary, flows }: Parts,
  findings: Findings,
): LcaProcess {
  const id = one.id ?? String(column);
  const unit = one.unit || 'USD';
  const exchanges: Exchange[] = [{ id: 1, flowId: products[column]?.id ?? '', direction: 'output', amount: 1, unit, isReference: true }];
  const read = (told: string | undefined, file: string, row: number): number => {
    const value = Number(told ?? 0);
    if (Number.isFinite(value)) return value;
    findings.say(kinds.amountBroken, { file, line: row + 1 }, { process: one.name ?? id, line: String(row + 1), value: told ?? '' });
    return 0;
  };
  for (const [row, flow] of products.entries()) {
    const amount = read(a[row]?.[column], 'A.csv', row);
    const providerId = flow.id.slice('product:'.length);
    if (amount !== 0)
      exchanges.push({ id: exchanges.length + 1, flowId: flow.id, direction: 'input', amount, unit, isReference: false, providerId });
  }
  for (const [row, flow] of elementary.entries()) {
    const amount = read(b[row]?.[column], 'B.csv', row);
    if (amount === 0) continue;
    const direction = /^resource/i.test(flow.category?.[0] ?? '') ? 'input' : 'output';
    exchanges.push({ id: exchanges.length + 1, flowId: flow.id, direction, amount, unit: flows[row]?.unit ?? '', isReference: false });
  }
  const name = one.name ?? id;
  return given({
    id,
    name,
    kind: 'unit' as const,
    exchanges,
    parameters: [],
    location: one.location || undefined,
    description: one.description || undefined,
    version: one.code || undefined,
  });
}

function indicatorOf(
  one: Readonly<Record<string, string>>,
  row: readonly string[],
  elementary: readonly Flow[],
  flows: Index,
): ImpactIndicator {
  const factors = elementary.flatMap((flow, column) => {
    const value = Number(row[column] ?? 0);
    return value === 0 || !Number.isFinite(value) ? [] : [{ flowId: flow.id, value, unit: flows[column]?.unit ?? '' }];
  });
  return { id: one.code || one.id || '', name: one.name ?? '', unit: one.unit ?? '', factors };
}
