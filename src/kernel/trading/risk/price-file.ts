import { type Day, parseDay } from '../../calendar/day.ts';
import type { Finding } from '../../finding.ts';
import { type Decimal, parseDecimal } from '../../quantity/decimal.ts';

/** How days may be written. */
export const dayForms = ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYYMMDD', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const;
export type DayForm = (typeof dayForms)[number];

/** Which column of a market's file is what; names as in its heading. `dayForm`: how days are written. */
export interface PriceColumns {
  readonly day: string;
  readonly price: string;
  readonly volume?: string | undefined;
  readonly dayForm?: DayForm | undefined;
}

export interface PriceRow {
  readonly day: Day;
  readonly price: Decimal;
  readonly volume: Decimal | null;
  readonly line: number;
}

interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

/** Rows of a CSV text: quoted cells with doubled quotes and line ends inside, LF or CRLF, a mark of the byte order. Blank lines are left out. */
export function readCsv(text: string, separator: string): Line[] {
  const lines: Line[] = [];
  let cells: string[] = [];
  let [cell, quoted, began, number] = ['', false, 1, 1];
  const endCell = () => {
    cells.push(cell);
    cell = '';
  };
  const endLine = () => {
    endCell();
    if (cells.length > 1 || cells[0] !== '') lines.push({ number: began, cells });
    cells = [];
  };
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  for (let i = 0; i < body.length; i += 1) {
    const c = body[i] ?? '';
    if (c === '\n') number += 1;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (body[i + 1] === '"') {
        cell += c;
        i += 1;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === separator) endCell();
    else if (c === '\n') {
      if (cell.endsWith('\r')) cell = cell.slice(0, -1);
      endLine();
      began = number;
    } else cell += c;
  }
  if (cell !== '' || cells.length > 0) endLine();
  return lines;
}

const forms: Readonly<Record<DayForm, readonly [RegExp, string]>> = {
  'YYYY-MM-DD': [/^(\d{4})-(\d{2})-(\d{2})$/, '123'],
  'YYYY/MM/DD': [/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, '123'],
  YYYYMMDD: [/^(\d{4})(\d{2})(\d{2})$/, '123'],
  'DD/MM/YYYY': [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, '321'],
  'MM/DD/YYYY': [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, '312'],
};

function dayOf(text: string, form: DayForm): Day | null {
  const [pattern, order] = forms[form];
  const found = pattern.exec(text.trim());
  if (!found) return null;
  return parseDay([...order].map((k) => (found[Number(k)] ?? '').padStart(2, '0')).join('-'));
}

/** Thousands separators and blanks are taken out; a dash or an empty cell is no number. */
function numberOf(text: string): Decimal | null {
  return parseDecimal(text.trim().replace(/(?<=\d),(?=\d{3}(\D|$))/g, ''));
}

const fault = (code: string, line: number, text: Finding['text'], cure: Finding['text']): Finding => ({
  code,
  severity: 'error',
  place: { line },
  text,
  cure,
});

/**
 * Reads any market's prices from CSV text. Rows come back in the order of their days; each wrong row is a finding with its line and is left out. Two rows of
 * one day with different prices are an error of both; the same price twice counts once.
 */
export function readPriceFile(text: string, columns: PriceColumns): { rows: PriceRow[]; findings: Finding[] } {
  const [head = ''] = text.split('\n', 1);
  const separator = [',', ';', '\t'].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best), ',');
  const [heading, ...lines] = readCsv(text, separator);
  const findings: Finding[] = [];
  const names = (heading?.cells ?? []).map((one) => one.trim());
  const missing = [columns.day, columns.price, ...(columns.volume === undefined ? [] : [columns.volume])].filter(
    (one) => !names.includes(one),
  );
  if (missing.length > 0) {
    const list = missing.join('、');
    const there = names.join('、');
    const zh = `第 1 行没有列“${list}”，现有：${there}`;
    const en = `Line 1 has no column ${missing.join(', ')}; it has: ${names.join(', ')}`;
    findings.push(
      fault('price_column_missing', 1, { zh, en }, { zh: '请按文件表头选择列', en: 'Choose the columns by the heading of the file' }),
    );
    return { rows: [], findings };
  }
  const at = (name: string | undefined) => (name === undefined ? -1 : names.indexOf(name));
  const [dayAt, priceAt, volumeAt] = [at(columns.day), at(columns.price), at(columns.volume)];
  const byDay = new Map<Day, PriceRow>();
  const form = columns.dayForm ?? 'YYYY-MM-DD';
  for (const { number, cells } of lines) {
    const day = dayOf(cells[dayAt] ?? '', form);
    const price = numberOf(cells[priceAt] ?? '');
    if (day === null) {
      const zh = `第 ${number} 行：“${cells[dayAt] ?? ''}”不是 ${form} 形式的日期`;
      const en = `Line ${number}: “${cells[dayAt] ?? ''}” is no day written ${form}`;
      findings.push(
        fault(
          'price_day_wrong',
          number,
          { zh, en },
          { zh: '改正日期或选择日期形式', en: 'Correct the day or choose how days are written' },
        ),
      );
    } else if (price === null || !price.greaterThan(0)) {
      const zh = `第 ${number} 行：“${cells[priceAt] ?? ''}”不是大于 0 的价格`;
      const en = `Line ${number}: “${cells[priceAt] ?? ''}” is no price above 0`;
      findings.push(
        fault(
          'price_wrong',
          number,
          { zh, en },
          { zh: '改正价格；无成交日请删除该行', en: 'Correct the price; leave out days without one' },
        ),
      );
    } else {
      const known = byDay.get(day);
      if (known && !known.price.equals(price)) {
        const zh = `第 ${known.line} 行与第 ${number} 行同为 ${day}，价格却不同`;
        const en = `Lines ${known.line} and ${number} are both of ${day}, with different prices`;
        findings.push(fault('price_day_twice', number, { zh, en }, { zh: '每日只留一个价格', en: 'Leave one price a day' }));
      }
      if (!known) byDay.set(day, { day, price, volume: volumeAt < 0 ? null : numberOf(cells[volumeAt] ?? ''), line: number });
    }
  }
  return { rows: [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1)), findings };
}
