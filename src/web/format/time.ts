import type { Language } from '../words/language.ts';

/** An instant for reading, in the reader's own time zone: `2025-01-08 09:30`; the zone stands in the tooltip's full form. */
export function instantShort(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function instantLong(iso: string, language: Language): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'full', timeStyle: 'long' }).format(at);
}

/** `2024-07` → `2024年7月` / `Jul 2024`; short: `7月` / `Jul`. */
export function monthName(month: string, language: Language, short = false): string {
  const match = /^(\d{4})-(\d{2})$/.exec(month);
  if (!match) return month;
  const number = Number(match[2]);
  if (language === 'zh') return short ? `${number}月` : `${match[1]}年${number}月`;
  const name = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][number - 1] ?? month;
  return short ? name : `${name} ${match[1]}`;
}

/** `2024-07-31` → `2024年7月31日` / `31 Jul 2024`. */
export function dayName(day: string, language: Language): string {
  const match = /^(\d{4}-\d{2})-(\d{2})$/.exec(day);
  if (!match) return day;
  const month = monthName(match[1] ?? '', language);
  return language === 'zh' ? `${month}${Number(match[2])}日` : `${Number(match[2])} ${month}`;
}
