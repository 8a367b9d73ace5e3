import { parseDay } from '../../kernel/calendar/day.ts';
import type { Finding } from '../../kernel/finding.ts';
import { compare, decimal, parseDecimal, print } from '../../kernel/quantity/decimal.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';

export interface Bounds {
  readonly min?: string;
  readonly max?: string;
  /** Excludes `min` itself. */
  readonly above?: boolean;
}

/** Collects every fault of an input that the schema alone cannot see, then refuses once with all of them. */
export interface Faults {
  readonly add: (code: string, path: string, text: Text) => void;
  readonly include: (findings: readonly Finding[]) => void;
  /** The exact decimal as text; '0' after a fault. */
  readonly decimal: (path: string, value: string | number, bounds?: Bounds) => string;
  readonly decimalOrNull: (path: string, value: string | number | null, bounds?: Bounds) => string | null;
  /** A day that exists in the calendar. */
  readonly day: (path: string, value: string | null) => void;
  readonly refuse: () => void;
}

export function collectFaults(): Faults {
  const findings: Finding[] = [];
  const add = (code: string, path: string, text: Text) => {
    findings.push({ code, severity: 'error', place: { path }, text });
  };
  const readDecimal = (path: string, value: string | number, bounds: Bounds = {}): string => {
    const number = parseDecimal(value);
    if (number === null) {
      add('not_a_number', path, { zh: '不是可精确读取的数。', en: 'Not a number that can be read exactly.' });
      return '0';
    }
    const low = bounds.min !== undefined && compare(number, decimal(bounds.min)) < (bounds.above ? 1 : 0);
    if (low) {
      add('too_small', path, {
        zh: bounds.above ? `须大于 ${bounds.min}。` : `不得小于 ${bounds.min}。`,
        en: bounds.above ? `It must be greater than ${bounds.min}.` : `It must be at least ${bounds.min}.`,
      });
    }
    if (bounds.max !== undefined && compare(number, decimal(bounds.max)) > 0) {
      add('too_large', path, { zh: `不得大于 ${bounds.max}。`, en: `It must be at most ${bounds.max}.` });
    }
    return print(number);
  };
  return {
    add,
    include: (more) => findings.push(...more),
    decimal: readDecimal,
    decimalOrNull: (path, value, bounds) => (value === null ? null : readDecimal(path, value, bounds)),
    day: (path, value) => {
      if (value === null || parseDay(value) !== null) return;
      add('not_a_day', path, {
        zh: '日历上没有这一天。请写成 2024-02-29 的形式。',
        en: 'There is no such day in the calendar. Write it like 2024-02-29.',
      });
    },
    refuse: () => {
      if (findings.length > 0) throw new Refusal('invalid_input', { findings });
    },
  };
}
