import { describe, expect, test } from 'vitest';
import { present } from '../assert.ts';
import { parseDay } from '../calendar/day.ts';
import { openSheet } from '../emission/uncertainty/sheet.ts';
import { Refusal } from '../refusal.ts';
import { openRules } from './open-rules.ts';
import { readRuleBook } from './read-rule-book.ts';
import { isWeekend, nextTradingDay, tradingDay } from './trading-day.ts';

const day = (text: string) => present(parseDay(text), 'a day');
const entry = { from: '2024-01-01', to: '2024-12-31', value: '0.1', status: 'final', source: 'notice', confidence: 'high' };
const file = (entries: readonly object[], more: object = {}) => ({
  book: 'test',
  title: { zh: '规则', en: 'Rules' },
  key: 'day',
  rules: [{ rule: 'band', title: { zh: '涨跌幅', en: 'Band' }, unit: '1', entries, ...more }],
});
const bookOf = (value: unknown) => present(readRuleBook(value, 'x/test').book, 'a book');

describe('rule files', () => {
  test.each([
    ['no source', { ...entry, source: '' }],
    ['an unknown field', { ...entry, colour: 'red' }],
    ['an end before its start', { ...entry, to: '2023-01-01' }],
    ['a number that is none', { ...entry, value: 'ten' }],
    ['a value that is not quoted', { ...entry, value: 0.1 }],
    ['no confidence', { ...entry, confidence: 'sure' }],
    ['no status', { ...entry, status: undefined }],
    ['a year where days are the key', { ...entry, from: '2024' }],
  ])('%s is a fault, and the book is not used', (_, wrong) => {
    const { book, findings } = readRuleBook(file([wrong]), 'x/test');
    expect([book, findings.length]).toEqual([null, 1]);
  });

  test('entries that overlap, a rule twice and a title with a stray field are faults', () => {
    expect(readRuleBook(file([entry, { ...entry, from: '2024-06-01', to: null }]), 'x').findings).toHaveLength(1);
    expect(readRuleBook(file([entry], { title: { zh: '幅', en: 'Band', 'or so': null } }), 'x').findings).toHaveLength(1);
    expect(readRuleBook({ ...file([entry]), rules: [...file([entry]).rules, ...file([entry]).rules] }, 'x').findings).toHaveLength(1);
    expect(readRuleBook('nothing', 'x').book).toBeNull();
  });
});

describe('rules of a day', () => {
  const book = bookOf(file([entry, { ...entry, from: '2025-01-01', to: null, value: '0.2', status: 'draft' }]));
  test('the value of the day, with source; a draft is said; one of the caller stands before it', () => {
    const rules = openRules(openSheet(), book, '2024-12-31');
    expect([rules.number('band').toFixed(), rules.findings]).toEqual(['0.1', []]);
    expect(rules.conventions).toMatchObject([{ symbol: 'band', value: '0.1', from: 'default', source: 'notice' }]);
    const later = openRules(openSheet(), book, '2025-01-01');
    expect([later.number('band').toFixed(), later.findings.map((one) => one.code)]).toEqual(['0.2', ['rule_draft']]);
    const own = openRules(openSheet(), book, '2025-01-01', { band: '0.3' });
    expect([own.number('band').toFixed(), own.findings, own.conventions[0]?.from]).toEqual(['0.3', [], 'input']);
  });

  test('no rule, and a name that is none, are refused', () => {
    expect(() => openRules(openSheet(), book, '2023-01-01').number('band')).toThrow(Refusal);
    expect(openRules(openSheet(), book, '2023-01-01').maybeNumber('band')).toBeNull();
    expect(() => openRules(openSheet(), book, '2024-01-01', { bond: '1' })).toThrow(Refusal);
  });
});

describe('trading days', () => {
  const holidays = bookOf({
    ...file([]),
    key: 'year',
    rules: [
      {
        rule: 'closed_days',
        title: { zh: '休市', en: 'Closed' },
        entries: [
          { from: '2025', to: '2025', value: ['2025-01-28/2025-02-04', '2025-01-01'], status: 'final', source: 's', confidence: 'high' },
        ],
      },
    ],
  });
  test.each([
    ['2025-01-01', 'closed'],
    ['2025-01-27', 'open'],
    ['2025-01-28', 'closed'],
    ['2025-02-04', 'closed'],
    ['2025-02-05', 'open'],
    ['2025-02-08', 'weekend'],
  ])('%s is %s', (text, kind) => {
    expect(tradingDay(holidays, day(text))).toEqual({ kind, calendarKnown: true });
  });

  test('after the last day before the feast comes the first after it; without a calendar only weekends are known', () => {
    expect(nextTradingDay(holidays, day('2025-01-27'))).toBe('2025-02-05');
    expect(nextTradingDay(holidays, day('2025-02-07'))).toBe('2025-02-10');
    expect(tradingDay(undefined, day('2025-01-01'))).toEqual({ kind: 'open', calendarKnown: false });
    // 2000-01-01 was a Saturday, 1999-12-31 a Friday.
    expect([isWeekend(day('2000-01-01')), isWeekend(day('1999-12-31'))]).toEqual([true, false]);
  });
});
