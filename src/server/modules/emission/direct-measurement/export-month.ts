import type { z } from 'zod';
import type { measuredMonth } from '../../../../contract/direct-measurement.ts';
import { reportFields } from '../../../../kernel/emission/direct-measurement/report.ts';

type MonthView = z.output<typeof measuredMonth>;
type Language = 'zh' | 'en';

const words = {
  zh: {
    day: '日期',
    mean: '平均值',
    greatest: '最大值',
    least: '最小值',
    count: '样本数',
    total: '排放总量／合计',
    hours: '有效／替代／停运／缺失小时',
  },
  en: {
    day: 'Day',
    mean: 'Mean',
    greatest: 'Greatest',
    least: 'Least',
    count: 'n',
    total: 'Total',
    hours: 'Hours valid/substituted/stopped/missing',
  },
} as const;

const startsFormula = /^[=+\-@\t\r\n]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/** One cell (RFC 4180); what a spreadsheet would run as a formula is made text. */
function cell(value: string): string {
  const safe = startsFormula.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Table C.8 of a month, stack after stack, with its own decimals; UTF-8 with a mark, so that spreadsheets read it. */
export function monthCsv(view: MonthView, language: Language): string {
  const w = words[language];
  const lines = view.stacks.flatMap((one) => {
    const statistic = (label: string, pick: 'mean' | 'greatest' | 'least' | 'total') => [
      label,
      ...one.fields.map((field) => field[pick] ?? ''),
      '',
    ];
    return [
      [`${one.stack.code} ${language === 'zh' ? one.stack.name : one.stack.nameEn}`, view.month],
      [w.day, ...reportFields.map((field) => `${field.title[language]} (${field.unit})`), w.hours],
      ...one.days.map((day) => [
        day.day,
        ...reportFields.map((field) => day.values[field.key] ?? ''),
        `${day.valid}/${day.substituted}/${day.stopped}/${day.missing}`,
      ]),
      statistic(w.mean, 'mean'),
      statistic(w.greatest, 'greatest'),
      statistic(w.least, 'least'),
      [w.count, ...one.fields.map((field) => String(field.count)), ''],
      statistic(w.total, 'total'),
      [],
    ];
  });
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
