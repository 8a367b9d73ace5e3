import { parseDay } from '../../calendar/day.ts';
import type { Finding } from '../../finding.ts';
import { parseDecimal } from '../../quantity/decimal.ts';
import type { StockLine } from './match-statement.ts';

const fields = ['kind', 'day', 'programme', 'vintage', 'project', 'quantity', 'reference'] as const;
type Field = (typeof fields)[number];

/** Headings as registries, exchanges and banks write them. */
const headings: Readonly<Record<Field, readonly string[]>> = {
  kind: ['类型', 'type', 'kind'],
  day: ['日期', '交易日期', '记账日期', 'day', 'date'],
  programme: ['品种', '产品', 'programme', 'product'],
  vintage: ['年度', '配额年度', 'vintage'],
  project: ['项目', 'project'],
  quantity: ['数量', '金额', 'quantity', 'amount'],
  reference: ['编号', '流水号', '成交编号', 'reference', 'number'],
};

interface Row {
  readonly line: number;
  readonly cells: string[];
}

/** Cells of a CSV (RFC 4180) with the number of their line; an empty line is none. */
function rowsOf(text: string): Row[] {
  const rows: Row[] = [{ line: 1, cells: [] }];
  const cells = /("(?:[^"]|"")*"|[^,\t;\r\n]*)([,\t;]|\r?\n|$)/gy;
  for (let cell = cells.exec(text); cell !== null; cell = cells.exec(text)) {
    const [whole, raw = '', end = ''] = cell;
    const row = rows.at(-1);
    row?.cells.push((raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw).trim());
    if (whole === '' || end === '') break;
    if (/\n/.test(end)) rows.push({ line: (row?.line ?? 0) + 1 + (raw.split('\n').length - 1), cells: [] });
  }
  return rows.filter((row) => row.cells.some((cell) => cell !== ''));
}

/** So many lines of title may stand above the headings. */
const titleLines = 20;

const columnsIn = (cells: readonly string[]) =>
  new Map(fields.map((field) => [field, cells.findIndex((cell) => headings[field].includes(cell.toLowerCase()))]));

/** Reads a statement of units, or of a bank's money in yuan (kept as 0.01 yuan). Every wrong cell is a finding at `/text/<line>/<field>`; lines with one are left out. */
export function readStatement(
  text: string,
  of: 'units' | 'money',
): { readonly lines: readonly StockLine[]; readonly findings: readonly Finding[] } {
  const all = rowsOf(text.replace(/^\uFEFF/, ''));
  const lacks = (columns: ReturnType<typeof columnsIn>) => (['day', 'quantity'] as const).filter((field) => (columns.get(field) ?? -1) < 0);
  const at = Math.max(
    0,
    all.slice(0, titleLines).findIndex((row) => lacks(columnsIn(row.cells)).length === 0),
  );
  const columns = columnsIn(all[at]?.cells ?? []);
  const lacking = lacks(columns);
  const headLine = all[at]?.line ?? 1;
  if (lacking.length > 0)
    return { lines: [], findings: lacking.map((field) => wrong(headLine, field, '缺少这一列', 'This column is missing')) };
  const findings: Finding[] = [];
  const lines = all.slice(at + 1).flatMap((row): StockLine[] => {
    const cell = (field: Field) => row.cells[columns.get(field) ?? -1] ?? '';
    const found = lineOf(cell, row.line, of);
    if (Array.isArray(found)) findings.push(...found);
    return Array.isArray(found) ? [] : [found];
  });
  return { lines, findings };
}

/** `9:05` or `09:05:30` as `HH:MM:SS`; null where nothing is said, undefined where it is no time. */
function timeOf(text: string): string | null | undefined {
  if (text === '') return null;
  const parts = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(text);
  if (!parts) return undefined;
  const [, hour = '', minute = '', second = '00'] = parts;
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 ? `${hour.padStart(2, '0')}:${minute}:${second}` : undefined;
}

function lineOf(cell: (field: Field) => string, no: number, of: 'units' | 'money'): StockLine | Finding[] {
  const [date = '', clock = ''] = cell('day').replaceAll('/', '-').split(/[T ]+/);
  const time = timeOf(clock);
  const day = time === undefined ? null : parseDay(date);
  const number = parseDecimal(cell('quantity').replaceAll(',', ''));
  const quantity = number && (of === 'money' ? number.times(100) : number);
  const faults = [
    ...(day === null
      ? [wrong(no, 'day', '不是日期（YYYY-MM-DD，可带时间 HH:MM:SS）', 'Not a day (YYYY-MM-DD, with a time HH:MM:SS or without)')]
      : []),
    ...(of === 'units' && cell('programme') === '' ? [wrong(no, 'programme', '缺少品种', 'The programme is missing')] : []),
    ...(of === 'units' && !/^20\d\d$/.test(cell('vintage')) ? [wrong(no, 'vintage', '不是年度', 'Not a vintage')] : []),
    ...(quantity === null || !quantity.isInteger()
      ? [wrong(no, 'quantity', '数量须为整数吨，金额至分', 'Whole units, or money to the cent')]
      : []),
  ];
  if (faults.length > 0 || day === null || quantity === null) return faults;
  const heldAs = of === 'money' ? 'CNY' : `${cell('programme')}/${cell('vintage')}/${cell('project')}`;
  const kind = /余额|balance/i.test(cell('kind')) ? 'balance' : 'movement';
  return { id: String(no), kind, day, time: time ?? null, heldAs, quantity: BigInt(quantity.toFixed(0)), reference: cell('reference') };
}

const wrong = (line: number, field: Field, zh: string, en: string): Finding => ({
  code: 'statement_cell',
  severity: 'error',
  place: { path: `/text/${line}/${field}` },
  text: { zh: `第 ${line} 行“${headings[field][0]}”：${zh}`, en: `Line ${line}, ${field}: ${en}` },
});
