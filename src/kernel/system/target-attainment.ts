import type { Day } from '../calendar/day.ts';
import { type Decimal, parseDecimal } from '../quantity/decimal.ts';
import { rowsIn, textIn } from './content.ts';
import { pathValueIn } from './evaluate-target-path.ts';
import type { Content } from './register.ts';

/** The year before that of a day: the last one whose value can be complete. */
export const lastCompleteYear = (today: Day): number => Number(today.slice(0, 4)) - 1;

const numberIn = (target: Content, field: string) => parseDecimal(textIn(target[field]) ?? '');
const yearIn = (row: Content, field: string): number | null => {
  const year = Number(textIn(row[field]) ?? 'none');
  return Number.isInteger(year) ? year : null;
};

/** From what to what a target goes, with the values set for years in between; null where it does not say so, or its years are out of order. */
export function pathSetIn(target: Content) {
  const [baseYear, dueYear] = [yearIn(target, 'base_year'), yearIn(target, 'due_year')];
  const [base, value] = [numberIn(target, 'base_value'), numberIn(target, 'value')];
  if (base === null || value === null || baseYear === null || dueYear === null || dueYear <= baseYear) return null;
  const points = rowsIn(target.path).flatMap((row) => {
    const [year, point] = [yearIn(row, 'year'), parseDecimal(textIn(row.value) ?? '')];
    return year !== null && point !== null && year > baseYear && year < dueYear ? [{ year, value: point }] : [];
  });
  const once = points.filter((one, index) => points.findIndex((other) => other.year === one.year) === index);
  return { base_year: baseYear, base_value: base, due_year: dueYear, target_value: value, points: once };
}

/**
 * What a target asks of a year (6.4), in its unit: from its due year on its value, before that the value its path sets for the year, else the straight line
 * between the set values around it. Null where it asks nothing of that year: in the base year and before it, or without base and path.
 */
export function goalOf(target: Content, year: number): Decimal | null {
  const due = yearIn(target, 'due_year');
  if (due !== null && due <= year) return numberIn(target, 'value');
  const set = pathSetIn(target);
  if (set !== null) return year > set.base_year ? pathValueIn(set, year) : null;
  const row = rowsIn(target.path).find((one) => yearIn(one, 'year') === year);
  return parseDecimal(textIn(row?.value) ?? '');
}

/** The value of a year against what was asked of it; as good as asked is met. */
export function attainmentOf(goal: Decimal, actual: Decimal, better: 'lower' | 'higher'): { readonly gap: Decimal; readonly met: boolean } {
  const gap = actual.minus(goal);
  return { gap, met: better === 'lower' ? gap.lessThanOrEqualTo(0) : gap.greaterThanOrEqualTo(0) };
}
