import { DatePicker } from 'antd';
import { addDays, addMonths, dayOf, partsOf, weekDay } from '../format/day.ts';
import { monthName } from '../format/time.ts';
import { useWords } from '../words/language.ts';
import { today } from './today.ts';

const isZh = (locale: string) => locale.toLowerCase().startsWith('zh');

/** A civil day in a box, because antd's generator asks for an object. */
interface Day {
  readonly text: string;
}
const box = (text: string): Day => ({ text });
const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** antd's picker over plain `YYYY-MM-DD` texts: a civil day has no time zone, so no Date object ever holds one. */
const TextDayPicker = DatePicker.generatePicker<Day>({
  getWeekDay: (day) => weekDay(day.text),
  getMillisecond: () => 0,
  getSecond: () => 0,
  getMinute: () => 0,
  getHour: () => 0,
  getDate: (day) => partsOf(day.text).day,
  getMonth: (day) => partsOf(day.text).month - 1,
  getYear: (day) => partsOf(day.text).year,
  getNow: () => box(today()),
  getFixedDate: (fixed) => box(fixed.slice(0, 10)),
  getEndDate: (day) => box(addDays(dayOf(partsOf(day.text).year, partsOf(day.text).month + 1, 1), -1)),
  addYear: (day, diff) => box(addMonths(day.text, diff * 12)),
  addMonth: (day, diff) => box(addMonths(day.text, diff)),
  addDate: (day, diff) => box(addDays(day.text, diff)),
  setYear: (day, year) => box(addMonths(day.text, (year - partsOf(day.text).year) * 12)),
  setMonth: (day, month) => box(addMonths(day.text, month + 1 - partsOf(day.text).month)),
  setDate: (day, date) => box(dayOf(partsOf(day.text).year, partsOf(day.text).month, date)),
  setHour: (day) => day,
  setMinute: (day) => day,
  setSecond: (day) => day,
  setMillisecond: (day) => day,
  isAfter: (a, b) => a.text > b.text,
  isValidate: (day) => isDay.test(day.text),
  locale: {
    getWeekFirstDay: () => 1,
    getWeekFirstDate: (_, day) => box(addDays(day.text, -((weekDay(day.text) + 6) % 7))),
    getWeek: () => 1,
    getShortWeekDays: (locale) =>
      isZh(locale) ? [...'\u65e5\u4e00\u4e8c\u4e09\u56db\u4e94\u516d'] : ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'],
    getShortMonths: (locale) =>
      Array.from({ length: 12 }, (_, index) => monthName(`2000-${String(index + 1).padStart(2, '0')}`, isZh(locale) ? 'zh' : 'en', true)),
    format: (locale, day, format) => formatted(day.text, format, locale),
    parse: (_, text) => {
      const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text.trim());
      if (!match) return null;
      const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
      return partsOf(day).month === Number(match[2]) ? box(day) : null;
    },
  },
});

function formatted(value: string, format: string, locale: string): string {
  const { year, month, day } = partsOf(value);
  const two = (n: number) => String(n).padStart(2, '0');
  return format
    .replace('YYYY', String(year))
    .replace('MMM', monthName(value.slice(0, 7), isZh(locale) ? 'zh' : 'en', true))
    .replace('MM', two(month))
    .replace(/\bM\b/, String(month))
    .replace('DD', two(day))
    .replace(/\bD\b/, String(day));
}

/** A day, typed as YYYY-MM-DD or picked; gives and takes the text itself. In a form (which gives the `id`) the form's label names it; elsewhere `label` does. */
export function DayField({
  value,
  onChange,
  id,
  label,
  clearable = true,
}: {
  value?: string | null;
  onChange?: (day: string | null) => void;
  id?: string;
  label?: string;
  clearable?: boolean;
}) {
  const { t } = useWords();
  return (
    <TextDayPicker
      {...(id ? { id } : { 'aria-label': label ?? t('common.date') })}
      value={value ? box(value) : null}
      format="YYYY-MM-DD"
      placeholder={'YYYY-MM-DD'}
      allowClear={clearable}
      className="th-day-field"
      onChange={(day) => onChange?.(day && !Array.isArray(day) ? day.text : null)}
    />
  );
}
