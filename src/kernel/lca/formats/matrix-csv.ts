import type { Exchange, Flow, ImpactIndicator, LcaDatabase, LcaProcess } from '../dataset.ts';
import { given } from './fields.ts';
import { byColumn, type MatrixCells, matrixCells } from './matrix-cells.ts';
import { type Findings, findingsList, type Kind, type Reading, sayRead } from './reading.ts';
import { unitBook } from './unit-book.ts';

/** The files of a model, by name in lower case without folder: index files as rows of cells, matrices as text. */
export interface MatrixFiles {
  readonly index: (name: string) => readonly (readonly string[])[] | undefined;
  readonly matrix: (name: string) => string | undefined;
}

type Row = Readonly<Record<string, string>>;
type Index = readonly Row[];

/**
 * A model as matrices in CSV: `A.csv` direct requirements (row = input, column = user, both per unit of the sector's product), `B.csv` elementary flows per
 * unit, `C.csv` characterisation; their order in `sectors.csv`, `flows.csv`, `indicators.csv` with a head line and a column `index`. Matrices are full, without a
 * head line, or lists of cells with the head line `row,column,value`. Each sector becomes a process that makes one unit of its product; a sector's own use stays an
 * input of its own.
 */
export function readMatrixCsv(name: string, files: MatrixFiles): Reading {
  const findings = findingsList();
  const index = (file: string) => indexOf(file, files, findings);
  const [sectors, flows, indicators] = [index('sectors.csv'), index('flows.csv'), index('indicators.csv')];
  const matrix = (file: string, rows: number, columns: number) => matrixOf(file, { rows, columns }, files, findings);
  const a = byColumn(matrix('A.csv', sectors.length, sectors.length));
  const b = byColumn(matrix('B.csv', flows.length, sectors.length));
  const c = matrix('C.csv', indicators.length, flows.length);
  const book = unitBook();
  const products = sectors.map((one, at) => productOf(one, at, book.propertyOf(one.unit || 'USD')));
  const elementary = flows.map((one, at) => elementaryOf(one, at, book.propertyOf(one.unit ?? '')));
  const parts = {
    a,
    b,
    products,
    elementary,
    sectors,
    flows,
    resources: elementary.map((one) => /^resource/i.test(one.category?.[0] ?? '')),
  };
  const processes = sectors.map((one, column) => processOf(one, column, parts));
  const ofC = byColumn({ ...c, row: c.column, column: c.row, columns: c.rows });
  const database: LcaDatabase = {
    ...{ name, version: '', publisher: '', licence: '', credit: '', parameters: [], sources: [], processes },
    ...{ flows: [...products, ...elementary], ...book.used() },
    methods:
      indicators.length === 0
        ? []
        : [{ id: 'C', name, indicators: indicators.map((one, row) => indicatorOf(one, row, ofC, { elementary, flows })) }],
    locations: [...new Set(sectors.flatMap((one) => one.location || []))].map((code) => ({ id: code, name: code, code })),
  };
  sayRead(findings, database);
  return { database, findings: findings.all() };
}

/** Rows under the head line, in the order of their column `index`, which counts from 0 without a gap. */
function indexOf(file: string, files: MatrixFiles, findings: Findings): Index {
  const [head, ...rows] = files.index(file) ?? [];
  if (!head) {
    findings.say(missing, { file }, { file });
    return [];
  }
  const names = head.map((cell) => cell.trim().toLowerCase());
  const all = rows
    .filter((row) => row.some((cell) => cell.trim() !== ''))
    .map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])));
  if (!names.includes('index')) {
    findings.say(noIndex, { file }, { file });
    return all;
  }
  const sorted = [...all].sort((one, other) => Number(one.index) - Number(other.index));
  const wrong = sorted.findIndex((one, at) => Number(one.index) !== at);
  if (wrong >= 0) findings.say(indexGap, { file, line: wrong + 2 }, { file, index: sorted[wrong]?.index ?? '', place: String(wrong) });
  return sorted;
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

const fromZero = {
  zh: 'index 列从 0 起连续编号，与矩阵的行列对应',
  en: 'The column index counts from 0 without a gap, as the rows and columns of the matrices',
};
const noIndex: Kind = {
  ...{ code: 'lca_matrix_no_index', severity: 'warning', cure: fromZero },
  text: { zh: '{file} 没有 index 列，按行的次序对应矩阵', en: '{file} has no column index; its lines are taken in their order' },
};
const indexGap: Kind = {
  ...{ code: 'lca_matrix_index_gap', severity: 'error', cure: fromZero },
  text: { zh: '{file} 的 index 不连续：第 {place} 位写的是 {index}', en: '{file}: the index has a gap; at place {place} stands {index}' },
};

const noHead = {
  zh: '完整矩阵不带表头，行列顺序与索引文件一致；单元格清单的表头为 row,column,value',
  en: 'Full matrices have no head line and stand in the order of the index files; lists of cells have the head line row,column,value',
};
const wrongShape: Kind = {
  ...{ code: 'lca_matrix_shape', severity: 'error', cure: noHead },
  text: {
    zh: '{file} 有 {rows} 行 {columns} 列，按索引文件应为 {wantedRows} 行 {wantedColumns} 列',
    en: '{file} has {rows} rows of {columns}; the index files say {wantedRows} of {wantedColumns}',
  },
};
const shortLine: Kind = {
  ...{ code: 'lca_matrix_line_short', severity: 'error', cure: noHead },
  text: {
    zh: '{file} 第 {line} 行比其他行短，缺少的单元格按 0 处理',
    en: '{file}, line {line} is shorter than others; what is missing is taken as 0',
  },
};
const brokenCell: Kind = {
  ...{ code: 'lca_matrix_cell', severity: 'error', cure: noHead },
  text: {
    zh: '{file} 第 {line} 行的“{value}”不是数或不在矩阵内，已略去',
    en: '{file}, line {line}: "{value}" is no number, or no place of the matrix; left out',
  },
};

type Shape = { readonly rows: number; readonly columns: number };

/** The matrix of a file, with what is odd in it said; what lies outside the shape wanted is left out. */
function matrixOf(file: string, wanted: Shape, files: MatrixFiles, findings: Findings): MatrixCells {
  const text = files.matrix(file.toLowerCase());
  if (text === undefined && wanted.rows > 0) findings.say(missing, { file }, { file });
  const cells = matrixCells(text ?? '', wanted);
  const { rows, columns } = cells;
  if (text !== undefined && (rows !== wanted.rows || (rows > 0 && columns !== wanted.columns))) {
    const values = {
      file,
      rows: String(rows),
      columns: String(columns),
      wantedRows: String(wanted.rows),
      wantedColumns: String(wanted.columns),
    };
    findings.say(wrongShape, { file }, values);
  }
  for (const line of cells.short) findings.say(shortLine, { file, line }, { file, line: String(line) });
  for (const { line, text: value } of cells.broken) findings.say(brokenCell, { file, line }, { file, line: String(line), value });
  const inside = [...cells.row.keys()].filter((k) => (cells.row[k] ?? 0) < wanted.rows && (cells.column[k] ?? 0) < wanted.columns);
  if (inside.length === cells.row.length) return { ...cells, ...wanted };
  const [row, column] = [Int32Array.from(inside, (k) => cells.row[k] ?? 0), Int32Array.from(inside, (k) => cells.column[k] ?? 0)];
  return { ...cells, ...wanted, row, column, value: Float64Array.from(inside, (k) => cells.value[k] ?? 0) };
}

/** An index file that gives no ids is numbered by its places. */
const idOf = (one: Row, at: number): string => one.id || String(at);

function productOf(one: Row, at: number, propertyId: string): Flow {
  const id = idOf(one, at);
  return given({
    id: `product:${id}`,
    name: one.name || id,
    kind: 'product' as const,
    location: one.location || undefined,
    referencePropertyId: propertyId,
    properties: [{ flowPropertyId: propertyId, factor: 1 }],
  });
}

function elementaryOf(one: Row, at: number, propertyId: string): Flow {
  return {
    id: one.uuid || one.id || `flow:${at}`,
    name: one.flowable || one.name || '',
    kind: 'elementary',
    category: (one.context ?? '').split('/').filter((part) => part !== ''),
    referencePropertyId: propertyId,
    properties: [{ flowPropertyId: propertyId, factor: 1 }],
  };
}

interface Parts {
  readonly a: ReturnType<typeof byColumn>;
  readonly b: ReturnType<typeof byColumn>;
  readonly products: readonly Flow[];
  readonly elementary: readonly Flow[];
  readonly sectors: Index;
  readonly flows: Index;
  readonly resources: readonly boolean[];
}

function processOf(one: Row, column: number, { a, b, products, elementary, sectors, flows, resources }: Parts): LcaProcess {
  const id = idOf(one, column);
  const unitOf = (row: number): string => sectors[row]?.unit || 'USD';
  const unit = unitOf(column);
  const exchanges: Exchange[] = [{ id: 1, flowId: products[column]?.id ?? '', direction: 'output', amount: 1, unit, isReference: true }];
  for (let k = a.starts[column] ?? 0; k < (a.starts[column + 1] ?? 0); k += 1) {
    const row = a.row[k] ?? 0;
    const flowId = products[row]?.id ?? '';
    const providerId = flowId.slice('product:'.length);
    const amount = a.value[k] ?? 0;
    if (amount !== 0)
      exchanges.push({ id: exchanges.length + 1, flowId, direction: 'input', amount, unit: unitOf(row), isReference: false, providerId });
  }
  for (let k = b.starts[column] ?? 0; k < (b.starts[column + 1] ?? 0); k += 1) {
    const row = b.row[k] ?? 0;
    const direction = resources[row] ? 'input' : 'output';
    const line = { id: exchanges.length + 1, flowId: elementary[row]?.id ?? '', direction, amount: b.value[k] ?? 0 } as const;
    if (line.amount !== 0) exchanges.push({ ...line, unit: flows[row]?.unit ?? '', isReference: false });
  }
  return given({
    id,
    name: one.name || id,
    kind: 'unit' as const,
    exchanges,
    parameters: [],
    category: one.category ? one.category.split('/') : undefined,
    location: one.location || undefined,
    description: one.description || undefined,
    version: one.code || undefined,
  });
}

function indicatorOf(
  one: Row,
  at: number,
  c: ReturnType<typeof byColumn>,
  { elementary, flows }: Pick<Parts, 'elementary' | 'flows'>,
): ImpactIndicator {
  const factors: { flowId: string; value: number; unit: string }[] = [];
  for (let k = c.starts[at] ?? 0; k < (c.starts[at + 1] ?? 0); k += 1) {
    const flow = c.row[k] ?? 0;
    factors.push({ flowId: elementary[flow]?.id ?? '', value: c.value[k] ?? 0, unit: flows[flow]?.unit ?? '' });
  }
  return { id: one.code || idOf(one, at), name: one.name || idOf(one, at), unit: one.unit ?? '', factors };
}
