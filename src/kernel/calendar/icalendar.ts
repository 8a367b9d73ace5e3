import { addDays, type Day } from './day.ts';

/** Writes iCalendar (RFC 5545): whole-day events with reminders. Sections of the RFC stand at what follows them. */

export interface CalendarEvent {
  /** Stable over all readings (3.8.4.7). */
  readonly uid: string;
  readonly day: Day;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  readonly categories: readonly string[];
  /** Raised with every change (3.8.7.4). */
  readonly sequence: number;
  /** UTC instant of the last change, ISO 8601. */
  readonly changedAt: string;
  /** Days before, at nine in the morning; none for what is done. */
  readonly alarmDays: readonly number[];
}

export interface CalendarFile {
  readonly name: string;
  readonly language: 'zh' | 'en';
  readonly events: readonly CalendarEvent[];
}

/** Octets of a character in UTF-8. */
function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

/** Value of type TEXT (3.3.11): backslash, semicolon, comma and line breaks; other control characters may not stand there at all. */
export function escapeText(text: string): string {
  return (
    text
      .replaceAll('\\', '\\\\')
      .replaceAll(';', '\\;')
      .replaceAll(',', '\\,')
      .replaceAll(/\r\n?|\n/g, '\\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out (3.1: CONTROL)
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  );
}

/** Content lines of at most 75 octets, a further line beginning with a space (3.1); a character is never cut in two. */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const character of line) {
    const size = octetsOf(character);
    // From the second line on the space in front counts too.
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      [part, octets] = ['', 0];
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

const dateOf = (day: Day) => day.replaceAll('-', '');
/** `2025-01-20T01:30:00.000Z` → `20250120T013000Z` (3.3.5, form 2). */
const instantOf = (iso: string) => iso.replace(/\.\d+/, '').replaceAll(/[-:]/g, '');

/** From the beginning of the day back to nine o'clock so many days before (3.3.6, 3.8.6.3); on the day itself nine hours after it has begun. */
export function triggerOf(days: number): string {
  if (days === 0) return 'PT9H';
  return days === 1 ? '-PT15H' : `-P${days - 1}DT15H`;
}

function alarm(days: number, summary: string): string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeText(summary)}`, `TRIGGER:${triggerOf(days)}`, 'END:VALARM'];
}

function event(one: CalendarEvent): string[] {
  return [
    ...['BEGIN:VEVENT', `UID:${one.uid}`, `DTSTAMP:${instantOf(one.changedAt)}`],
    // The end is the day after and does not belong to it (3.6.1).
    ...[`DTSTART;VALUE=DATE:${dateOf(one.day)}`, `DTEND;VALUE=DATE:${dateOf(addDays(one.day, 1))}`],
    ...[`SUMMARY:${escapeText(one.summary)}`, `DESCRIPTION:${escapeText(one.description)}`],
    ...(one.url === '' ? [] : [`URL:${one.url}`]),
    ...(one.categories.length === 0 ? [] : [`CATEGORIES:${one.categories.map(escapeText).join(',')}`]),
    ...[`SEQUENCE:${one.sequence}`, `LAST-MODIFIED:${instantOf(one.changedAt)}`, 'TRANSP:TRANSPARENT'],
    ...one.alarmDays.flatMap((days) => alarm(days, one.summary)),
    'END:VEVENT',
  ];
}

/** The whole file; lines end with CRLF, the last one too. */
export function iCalendar({ name, language, events }: CalendarFile): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:-//Tanheng//Compliance calendar//${language.toUpperCase()}`, 'CALSCALE:GREGORIAN'],
    // RFC 7986, 5.1 and 5.7: what the calendar is called, and how often it is worth asking.
    ...[`NAME:${escapeText(name)}`, `X-WR-CALNAME:${escapeText(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT6H'],
    ...events.flatMap(event),
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}
