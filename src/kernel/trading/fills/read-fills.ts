import { parseDay } from '../../calendar/day.ts';
import { cellName, columnName, isBlank, plainName, type TableRow } from '../../emission/intake/table.ts';
import type { Finding } from '../../finding.ts';
import { type Decimal, parseDecimal } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import { readCsv } from '../risk/price-file.ts';

/** One trade as the exchange reports it. */
export interface Fill {
  readonly tradeNo: string;
  /** Yuan a tonne. */
  readonly price: Decimal;
  /** Tonnes. */
  readonly quantity: bigint;
  /** An instant with its offset. */
  readonly tradedAt: string;
}

export const fillColumns = ['trade_no', 'order_no', 'price', 'quantity', 'traded_at'] as const;
export type FillColumn = (typeof fillColumns)[number];

/** A line of the report, with where it stands in the file. */
export interface FillLine extends Fill {
  readonly orderNo: number;
  readonly row: number;
  readonly cells: Readonly<Record<FillColumn, string>>;
}

export interface SheetRow {
  /** Counted from 1, as spreadsheets do. */
  readonly row: number;
  readonly cells: TableRow;
}

/** How exchanges and brokers head these columns, compared without blanks and case. */
const headings: Readonly<Record<FillColumn, readonly string[]>> = {
  trade_no: ['trade_no', 'tradeno', '成交编号', '成交号'],
  order_no: ['order_no', 'orderno', '委托号', '委托编号'],
  price: ['price', '成交价', '成交价格', '价格'],
  quantity: ['quantity', '成交量', '成交数量', '数量'],
  traded_at: ['traded_at', 'tradedat', '成交时间'],
};

const faults: Readonly<Record<FillColumn, { readonly text: Text; readonly cure: Text }>> = {
  trade_no: {
    text: { zh: '没有成交编号', en: 'there is no trade number' },
    cure: { zh: '填写交易所给出的成交编号', en: 'Give the trade number of the exchange' },
  },
  order_no: {
    text: { zh: '不是委托号', en: 'this is no order number' },
    cure: { zh: '填写本系统的委托号，如 12', en: "Give the order's number in this system, such as 12" },
  },
  price: {
    text: { zh: '不是大于 0 的价格', en: 'this is no price above 0' },
    cure: { zh: '填写元/吨的价格，如 74.63', en: 'Give the price in yuan a tonne, such as 74.63' },
  },
  quantity: {
    text: { zh: '不是整吨数量', en: 'these are no whole tonnes' },
    cure: { zh: '填写整数吨，如 1200', en: 'Give whole tonnes, such as 1200' },
  },
  traded_at: {
    text: { zh: '不是北京时间的日期和时刻', en: 'this is no day and time in Beijing' },
    cure: { zh: '写作文本 2025-01-20 10:05:00', en: 'Write it as text: 2025-01-20 10:05:00' },
  },
};

/** A fault of a line at the cell of one of its columns. */
export function fillFault(line: Pick<FillLine, 'row' | 'cells'>, column: FillColumn, text: Text, cure?: Text): Finding {
  const cell = line.cells[column];
  return {
    ...{ code: 'order_fill', severity: 'error', place: { line: line.row, at: { cell } } },
    text: { zh: `${cell}：${text.zh}`, en: `${cell}: ${text.en}` },
    ...(cure ? { cure } : {}),
  };
}

const timePattern = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?$/;

/** `2025-01-20 10:05` is a time in Beijing; an instant with its own offset stays what it is. Null where it is neither. */
export function instantOfTrade(text: string): string | null {
  const local = timePattern.exec(text.replaceAll('/', '-'));
  if (local && parseDay(local[1]) === null) return null;
  const instant = local ? `${local[1]}T${local[2]}${local[3] ?? ':00'}+08:00` : text;
  return /T.*(Z|[+-]\d\d:\d\d)$/.test(instant) && !Number.isNaN(Date.parse(instant)) ? instant : null;
}

/** The rows of CSV text: comma, semicolon or tab. */
export function rowsOfCsv(text: string): SheetRow[] {
  const plain = text.replace(/^\uFEFF/, '');
  const [head = ''] = plain.split('\n', 1);
  const separator = [',', ';', '\t'].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best), ',');
  return readCsv(plain, separator).map(({ number, cells }) => ({
    row: number,
    cells: cells.map((one) => ({ text: one.trim(), kind: 'text' as const })),
  }));
}

function missingColumns(heading: SheetRow | undefined, missing: readonly FillColumn[]): Finding {
  const row = heading?.row ?? 1;
  const [zh, en] = [missing.map((one) => headings[one].at(2) ?? one).join('、'), missing.join(', ')];
  return {
    ...{ code: 'order_fill', severity: 'error', place: { line: row, at: { cell: cellName(row, 0) } } },
    text: { zh: `第 ${row} 行缺少列：${zh}`, en: `Row ${row} lacks the columns ${en}` },
    cure: { zh: `首行须有：${fillColumns.join('、')}`, en: `The first row must have ${fillColumns.join(', ')}` },
  };
}

/** Reads the exchange's report: the first row that is not empty heads the columns, in any order. Every fault at once, each at its cell. */
export function readFills(rows: readonly SheetRow[]): { readonly lines: FillLine[]; readonly findings: Finding[] } {
  const [heading, ...rest] = rows.filter(({ cells }) => cells.some((cell) => !isBlank(cell)));
  const names = (heading?.cells ?? []).map((cell) => plainName(cell?.text ?? ''));
  const at = (column: FillColumn) => names.findIndex((name) => headings[column].includes(name));
  const missing = fillColumns.filter((column) => at(column) < 0);
  if (missing.length > 0) return { lines: [], findings: [missingColumns(heading, missing)] };
  const findings: Finding[] = [];
  const lines = rest.flatMap(({ row, cells }): FillLine[] => {
    const text = (column: FillColumn) => (cells[at(column)]?.text ?? '').trim();
    const place = (column: FillColumn) => `${columnName(at(column))}${row}`;
    const places = {
      ...{ trade_no: place('trade_no'), order_no: place('order_no'), price: place('price') },
      ...{ quantity: place('quantity'), traded_at: place('traded_at') },
    };
    const bare = (column: FillColumn) => text(column).replace(/(?<=\d),(?=\d{3}(\D|$))/g, '');
    const price = parseDecimal(bare('price'));
    const tradedAt = instantOfTrade(text('traded_at'));
    const wrong = [
      ...(text('trade_no') === '' || text('trade_no').length > 200 ? (['trade_no'] as const) : []),
      ...(/^[1-9]\d{0,8}$/.test(bare('order_no')) ? [] : (['order_no'] as const)),
      ...(price?.greaterThan(0) ? [] : (['price'] as const)),
      ...(/^[1-9]\d{0,17}$/.test(bare('quantity')) ? [] : (['quantity'] as const)),
      ...(tradedAt === null ? (['traded_at'] as const) : []),
    ];
    for (const column of wrong) {
      const { zh, en } = faults[column].text;
      const said = text(column).slice(0, 60);
      findings.push(fillFault({ row, cells: places }, column, { zh: `“${said}”${zh}`, en: `“${said}”: ${en}` }, faults[column].cure));
    }
    if (wrong.length > 0 || price === null || tradedAt === null) return [];
    return [
      {
        tradeNo: text('trade_no'),
        orderNo: Number(bare('order_no')),
        price,
        quantity: BigInt(bare('quantity')),
        tradedAt,
        row,
        cells: places,
      },
    ];
  });
  return { lines, findings };
}
