import { expect, test } from 'vitest';
import { present } from '../assert.ts';
import { parseDay } from './day.ts';
import { type CalendarEvent, escapeText, foldLine, iCalendar, triggerOf } from './icalendar.ts';

/** Octets in UTF-8; throws at half a character. */
const octets = (line: string) => encodeURIComponent(line).replaceAll(/%../g, 'x').length;
const unfold = (text: string) => text.replaceAll('\r\n ', '');

// RFC 5545, 3.3.11: the example of a TEXT value.
test('the example of a text of three lines', () => {
  expect(escapeText('Project XYZ Final Review\nConference Room - 3B\nCome Prepared.')).toBe(
    'Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.',
  );
});

test.each([
  ['a;b,c\\d', 'a\\;b\\,c\\\\d'],
  ['a\r\nb\rc\nd', 'a\\nb\\nc\\nd'],
  ['a\u0000\u0007b\u007f', 'ab'],
  ['END:VEVENT\r\nBEGIN:VALARM', 'END:VEVENT\\nBEGIN:VALARM'],
  ['期限：“清缴”', '期限：“清缴”'],
])('%j is escaped', (text, escaped) => {
  expect(escapeText(text)).toBe(escaped);
});

// 3.1: the example of a long line unfolds to the line as it was; no content line is longer than 75 octets.
test.each([
  'DESCRIPTION:This is a long description that exists on a long line.',
  `DESCRIPTION:${'x'.repeat(500)}`,
  `SUMMARY:${'年度足额清缴碳配额'.repeat(40)}`,
  `SUMMARY:${'𝒳'.repeat(60)}a`,
  '',
])('folding keeps the line and its characters whole', (line) => {
  const folded = foldLine(line);
  expect(unfold(folded)).toBe(line);
  for (const part of folded.split('\r\n')) {
    expect(octets(part)).toBeLessThanOrEqual(75);
  }
  for (const part of folded.split('\r\n').slice(1)) expect(part.startsWith(' ')).toBe(true);
});

test('a line of 75 octets is not folded, one of 76 is', () => {
  expect(foldLine('x'.repeat(75))).toBe('x'.repeat(75));
  expect(foldLine('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
});

// 3.3.6: nine o'clock so many days before the beginning of the day, in minutes from it.
test.each([
  [0, 9 * 60],
  [1, -15 * 60],
  [2, -(24 + 15) * 60],
  [30, -(29 * 24 + 15) * 60],
])('the reminder %i days before stands %i minutes from the beginning of the day', (days, minutes) => {
  const parts = /^(-?)P(?:(\d+)D)?(?:T(\d+)H)?$/.exec(triggerOf(days));
  const told = (Number(parts?.[2] ?? 0) * 24 + Number(parts?.[3] ?? 0)) * 60;
  expect(parts?.[1] === '-' ? -told : told).toBe(minutes);
});

const event: CalendarEvent = {
  ...{ uid: 'a1@tanheng', day: present(parseDay('2024-12-31'), 'a day'), summary: '2023 年度足额清缴', description: '电厂\n条款：B.8' },
  ...{ url: 'http://localhost/asset', categories: ['asset'], sequence: 2, changedAt: '2024-12-01T16:00:00.000Z', alarmDays: [7] },
};

test('a whole file', () => {
  const text = iCalendar({ name: '碳衡', language: 'zh', events: [event] });
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(unfold(text).split('\r\n')).toEqual([
    ...[
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Tanheng//Compliance calendar//ZH',
      'CALSCALE:GREGORIAN',
      'NAME:碳衡',
      'X-WR-CALNAME:碳衡',
    ],
    ...[
      'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
      'BEGIN:VEVENT',
      'UID:a1@tanheng',
      'DTSTAMP:20241201T160000Z',
      'DTSTART;VALUE=DATE:20241231',
    ],
    ...['DTEND;VALUE=DATE:20250101', 'SUMMARY:2023 年度足额清缴', 'DESCRIPTION:电厂\\n条款：B.8', 'URL:http://localhost/asset'],
    ...['CATEGORIES:asset', 'SEQUENCE:2', 'LAST-MODIFIED:20241201T160000Z', 'TRANSP:TRANSPARENT'],
    ...[
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:2023 年度足额清缴',
      'TRIGGER:-P6DT15H',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ],
  ]);
});
