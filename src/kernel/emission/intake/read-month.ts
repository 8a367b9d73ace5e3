import { parseDay } from '../../calendar/day.ts';
import { isMonth } from '../../calendar/month.ts';
import type { TableCell } from './table.ts';

/** Which of two numbers before the year is the month where a date could be read both ways. */
export type DayOrder = 'day_first' | 'month_first';

const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const hanzi = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

function made(year: number, month: number): string | null {
  const full = year < 100 ? 2000 + year : year;
  const text = `${String(full).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  return isMonth(text) ? text : null;
}

/** Month number of `March`, `Mar.`, `三月`, `3月`; null otherwise. */
export function monthNumber(text: string): number | null {
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(/\.$/, '');
  const digits = /^(\d{1,2})月?(份)?$/.exec(plain);
  if (digits) return inYear(Number(digits[1]));
  const chinese = /^([一二三四五六七八九十]{1,2})月(份)?$/.exec(plain);
  if (chinese) return inYear(hanzi.indexOf(chinese[1] ?? '') + 1);
  if (!/^[a-z]{3,9}$/.test(plain)) return null;
  return inYear(names.findIndex((name) => plain.startsWith(name)) + 1);
}

function inYear(month: number): number | null {
  return month >= 1 && month <= 12 ? month : null;
}

/** A day of a date that is only read for its month still has to exist. */
function ofDate(year: number, month: number, day: number): string | null {
  const full = year < 100 ? 2000 + year : year;
  const text = `${full}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return parseDay(text) === null ? null : made(full, month);
}

/** Days since the last day of 1899 as spreadsheets count them (with their 29 February 1900), for months of 1990 to 2099. */
export function monthOfSerial(serial: number): string | null {
  if (!Number.isFinite(serial) || serial < 32_874 || serial > 73_050) return null;
  const days = Math.floor(serial) - 25_569; // since 1970-01-01
  // Civil calendar from days (Fliegel and Van Flandern's integer form).
  let l = days + 2_440_588 + 68_569;
  const n = Math.floor((4 * l) / 146_097);
  l -= Math.floor((146_097 * n + 3) / 4);
  const i = Math.floor((4000 * (l + 1)) / 1_461_001);
  l = l - Math.floor((1461 * i) / 4) + 31;
  const j = Math.floor((80 * l) / 2447);
  const k = Math.floor(j / 11);
  return made(100 * (n - 49) + i + k, j + 2 - 12 * k);
}

/**
 * The month `YYYY-MM` a text stands for, null when it is none or could be two: `2024-03`, `2024/3/1`, `2024年3月`, `202403`, `20240301`, `Mar-24`, `March 2024`,
 * `31.03.2024`, `3/31/2024`, with a time behind it or not. With `year`, a month's name or number alone is enough.
 */
export function readMonth(text: string, order: DayOrder | null = null, year: number | null = null): string | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/, '');
  const yearFirst = /^((?:19|20|21)\d{2})[-/.年]\s*(\d{1,2})月?(?:[-/.]?\s*(\d{1,2})日?)?(份)?$/.exec(plain);
  if (yearFirst) {
    const [, y, m, d] = yearFirst;
    return d === undefined ? made(Number(y), Number(m)) : ofDate(Number(y), Number(m), Number(d));
  }
  const packed = /^((?:19|20|21)\d{2})(\d{2})(\d{2})?$/.exec(plain);
  if (packed) {
    const [, y, m, d] = packed;
    return d === undefined ? made(Number(y), Number(m)) : ofDate(Number(y), Number(m), Number(d));
  }
  const named = /^(?:\d{1,2}[-\s])?([A-Za-z]{3,9})\.?[-\s,/]*((?:19|20|21)?\d{2})$/.exec(plain);
  if (named) {
    const month = monthNumber(named[1] ?? '');
    return month === null ? null : made(Number(named[2]), month);
  }
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20|21)\d{2})$/.exec(plain);
  if (yearLast) return ofTwo(Number(yearLast[1]), Number(yearLast[2]), Number(yearLast[3]), plain.includes('.') ? 'day_first' : order);
  const monthYear = /^(\d{1,2})[-/.]((?:19|20|21)\d{2})$/.exec(plain);
  if (monthYear) return made(Number(monthYear[2]), Number(monthYear[1]));
  if (year === null) return null;
  const alone = monthNumber(plain);
  return alone === null ? null : made(year, alone);
}

function ofTwo(first: number, second: number, year: number, order: DayOrder | null): string | null {
  const dayFirst = ofDate(year, second, first);
  const monthFirst = ofDate(year, first, second);
  if (dayFirst === null || monthFirst === null || dayFirst === monthFirst) return dayFirst ?? monthFirst;
  return order === null ? null : order === 'day_first' ? dayFirst : monthFirst;
}

/** The same of a cell: a date as such, a number as a spreadsheet's count of days only where it was not typed as text. */
export function monthOfCell(cell: TableCell, order: DayOrder | null, year: number | null): string | null {
  if (cell.kind === 'date') return readMonth(cell.text);
  const read = readMonth(cell.text, order, year);
  if (read !== null || cell.kind !== 'number') return read;
  return monthOfSerial(Number(cell.text));
}

/** The order in which these dates are written, where one of them tells; null where each could be both. */
export function dayOrderOf(texts: Iterable<string>): DayOrder | null {
  for (const text of texts) {
    const parts = /^(\d{1,2})[-/](\d{1,2})[-/]\d{4}/.exec(text.trim());
    if (!parts) continue;
    if (Number(parts[1]) > 12) return 'day_first';
    if (Number(parts[2]) > 12) return 'month_first';
  }
  return null;
}

/** A month somewhere in a name: `ledger 2024-03.xlsx`, `1号机组2024年3月`. Null without one, or with two. */
export function monthInName(name: string): string | null {
  const found = new Set<string>();
  for (const [, y, m] of name.normalize('NFKC').matchAll(/((?:19|20|21)\d{2})\s*[-_/.年]?\s*(0[1-9]|1[0-2]|[1-9](?=月|\D|$))/g)) {
    const month = made(Number(y), Number(m));
    if (month !== null) found.add(month);
  }
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}
