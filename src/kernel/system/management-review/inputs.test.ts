import { expect, test } from 'vitest';
import { present } from '../../assert.ts';
import { parseDay } from '../../calendar/day.ts';
import type { Content } from '../register.ts';
import { ages, decisionMark, filledInputs, type ReviewInput, textOfInput } from './inputs.ts';

const both = (zh: string, en: string) => ({ zh, en });
const input = (id: ReviewInput['input'], value = '2'): ReviewInput => ({
  input: id,
  figures: [{ key: 'open', label: both('未完成', 'Open'), value, unit: '', tone: 'watch', path: null }],
  lines: [
    { name: both('AP-0001 换秤', 'AP-0001 new scale'), words: [both('进行中', 'under way'), both('', '')], tone: 'plain', path: '/x' },
  ],
  more: 3,
  says: [both('共 5 项。', '5 in all.')],
});

test('an input is told in either language, its lines and how many more', () => {
  expect(textOfInput(input('audits'), 'zh')).toBe('共 5 项。\n未完成：2。\n– AP-0001 换秤（进行中）\n– 另 3 项');
  expect(textOfInput(input('audits'), 'en')).toBe('5 in all.\nOpen: 2.\n– AP-0001 new scale (under way)\n– and 3 more');
});

test('ages: 30 days are a month, 31 a quarter, 91 longer; a day to come is no age, none is not counted', () => {
  const today = present(parseDay('2025-04-10'), 'a day');
  expect(ages(['2025-03-11', '2025-03-10', '2025-01-10', '2025-01-09', '2025-05-01', null], today)).toEqual({
    month: 2,
    quarter: 2,
    longer: 1,
  });
});

const earlier = new Map([['audits', new Set([textOfInput(input('audits'), 'zh'), textOfInput(input('audits'), 'en')])]]);
const fill = (rows: readonly Content[]) => filledInputs(rows, [input('audits', '4'), input('policy', '1')], earlier, 'en');

test('what was computed before is computed anew, what somebody wrote stays, assessments always', () => {
  const rows: Content[] = [
    { input: 'policy', content: 'Our own words.', assessment: 'fits' },
    { input: 'audits', content: textOfInput(input('audits'), 'zh'), assessment: 'good' },
    { input: 'audits', content: 'a second row' },
  ];
  expect(fill(rows)).toEqual({
    rows: [
      { input: 'audits', content: textOfInput(input('audits', '4'), 'en'), assessment: 'good' },
      { input: 'policy', content: 'Our own words.', assessment: 'fits' },
      { input: 'audits', content: 'a second row' },
    ],
    kept: ['policy'],
  });
});

test('inputs that are not there are added', () => {
  expect(fill([]).rows.map((row) => row.input)).toEqual(['audits', 'policy']);
  expect(decisionMark('MR-0002', 0)).toBe('MR-0002/1');
});
