import fs from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { present } from '../../src/kernel/assert.ts';
import { type Day, parseDay } from '../../src/kernel/calendar/day.ts';
import { foldLine } from '../../src/kernel/calendar/icalendar.ts';
import { readRuleBook } from '../../src/kernel/market/read-rule-book.ts';
import { workingDay, workingDaysAfter, workingDayUpTo } from '../../src/kernel/market/working-day.ts';
import { monthsOfRepeats, recurrences } from '../../src/kernel/system/due.ts';

/** Working days and repetitions against a calculation of their own, by JavaScript's dates in UTC. */

const file = parse(fs.readFileSync('data/markets/cn-ets/holidays.yaml', 'utf8')) as {
  rules: { rule: string; entries: { value: string[] }[] }[];
};
const book = readRuleBook(file, 'cn-ets/holidays').book ?? undefined;
const told = (rule: string) => file.rules.filter((one) => one.rule === rule).flatMap((one) => one.entries.flatMap((entry) => entry.value));
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const day = (text: string): Day => present(parseDay(text), text);
const dayMs = 86_400_000;

const closed = new Set(
  told('closed_days').flatMap((one) => {
    const [from = one, to = from] = one.split('/');
    const days: string[] = [];
    for (let at = Date.parse(from); at <= Date.parse(to); at += dayMs) days.push(iso(at));
    return days;
  }),
);
const madeUp = new Set(told('make_up_days'));
const works = (text: string) => madeUp.has(text) || (![0, 6].includes(new Date(text).getUTCDay()) && !closed.has(text));

const days = fc.integer({ min: Date.parse('2024-01-01') / dayMs, max: Date.parse('2026-12-01') / dayMs }).map((n) => day(iso(n * dayMs)));

test('make-up days are weekend days and no holidays', () => {
  expect([...madeUp].filter((one) => ![0, 6].includes(new Date(one).getUTCDay()) || closed.has(one))).toEqual([]);
});

test('working days are those of the notices', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 30 }), (from, count) => {
      expect(workingDay(book, from).working).toBe(works(from));
      let at = Date.parse(from);
      for (let left = count; left > 0; ) {
        at += dayMs;
        if (works(iso(at))) left -= 1;
      }
      expect(workingDaysAfter(book, from, count)).toBe(iso(at));
      let back = Date.parse(from);
      while (!works(iso(back))) back -= dayMs;
      expect(workingDayUpTo(book, from)).toBe(iso(back));
    }),
  );
});

test('a repetition keeps its day of the month, or the last of a shorter one, and leaves none out', () => {
  const repeats = fc.constantFrom(...(Object.keys(monthsOfRepeats) as (keyof typeof monthsOfRepeats)[]));
  fc.assert(
    fc.property(days, repeats, days, fc.integer({ min: 0, max: 800 }), (first, every, from, length) => {
      const to = day(iso(Date.parse(from) + length * dayMs));
      const expected: string[] = [];
      for (let n = 0; n < 200; n += 1) {
        const start = new Date(first);
        const [year, month] = [start.getUTCFullYear(), start.getUTCMonth() + n * monthsOfRepeats[every]];
        const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
        const at = iso(Date.UTC(year, month, Math.min(start.getUTCDate(), last)));
        if (at >= from && at <= to) expected.push(at);
      }
      expect(recurrences(first, every, { from, to })).toEqual(expected);
    }),
  );
});

test('a folded line unfolds to itself, and no part is longer than 75 octets', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }).map((one) => one.replaceAll(/[\r\n]/g, '')),
      (line) => {
        const folded = foldLine(line);
        expect(folded.replaceAll('\r\n ', '')).toBe(line);
        expect(folded.split('\r\n').filter((part) => Buffer.byteLength(part) > 75)).toEqual([]);
      },
    ),
  );
});
