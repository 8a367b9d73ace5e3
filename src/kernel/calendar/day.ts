/**
 * Local days as text `YYYY-MM-DD` in the proleptic Gregorian calendar, years 1900–2199. Text keeps time zones out:
 * a day is what is printed on the record, and text comparison is calendar order.
 */
export type Day = string & { readonly day: unique symbol };

/** Null when the text is no day of the calendar. */
export function parseDay(text: unknown): Day | null {
  return typeof text === 'string' && isDay(text) ? text : null;
}

export function isDay(text: string): text is Day {
  const parts = /^(19|20|21)(\d{2})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(`${parts[1]}${parts[2]}`), Number(parts[3]), Number(parts[4])];
  return month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days of month 1–12. */
export function monthLength(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return number(to) - number(from);
}

export function addDays(day: Day, count: number): Day {
  return fromNumber(number(day) + count);
}

export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Days since 0000-03-01: a year that begins in March has its leap day at the end, so months are counted without a table. */
function number(day: Day): number {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  const shifted = month > 2 ? year : year - 1;
  const fromMarch = (month + 9) % 12;
  return (
    365 * shifted +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    Math.floor((153 * fromMarch + 2) / 5) +
    date -
    1
  );
}

function fromNumber(count: number): Day {
  let year = Math.floor(count / 365.2425);
  const start = (y: number) => 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  while (start(year + 1) <= count) year += 1;
  while (start(year) > count) year -= 1;
  const inYear = count - start(year);
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const date = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const text = `${String(month <= 2 ? year + 1 : year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const day = parseDay(text);
  if (day === null) throw new RangeError(`outside the calendar: ${text}`);
  return day;
}
