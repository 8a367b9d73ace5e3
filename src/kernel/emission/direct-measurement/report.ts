import { type Decimal, decimal, shown, zero } from '../../quantity/decimal.ts';
import type { Text } from '../../text.ts';
import type { CompletedHour } from './complete.ts';
import type { Reading } from './reading.ts';

/** A line of the daily-mean monthly report (table C.8 of CETS-AG-03.01-V01-2024) with its decimals. */
export interface ReportField {
  readonly key: 'co2Percent' | 'gramPerNm3' | 'velocity' | 'flow' | 'emission' | 'o2' | 'temperature' | 'moisture' | 'load';
  readonly title: Text;
  readonly unit: string;
  readonly digits: number;
  /** Whether the days of the month are added up. */
  readonly adds: boolean;
}

export const reportFields: readonly ReportField[] = [
  { key: 'co2Percent', title: { zh: 'CO2 体积浓度（干基）', en: 'CO2 volume share, dry' }, unit: '%', digits: 2, adds: false },
  { key: 'gramPerNm3', title: { zh: 'CO2 质量浓度（干基）', en: 'CO2 mass concentration, dry' }, unit: 'g/Nm3', digits: 3, adds: false },
  { key: 'velocity', title: { zh: '烟气流速', en: 'Flue-gas velocity' }, unit: 'm/s', digits: 2, adds: false },
  { key: 'flow', title: { zh: '干烟气流量', en: 'Dry flue-gas flow' }, unit: '10^4Nm3', digits: 3, adds: true },
  { key: 'emission', title: { zh: 'CO2 排放量', en: 'CO2 emission' }, unit: 'tCO2', digits: 3, adds: true },
  { key: 'o2', title: { zh: '氧含量', en: 'Oxygen' }, unit: '%', digits: 2, adds: false },
  { key: 'temperature', title: { zh: '烟气温度', en: 'Flue-gas temperature' }, unit: '℃', digits: 2, adds: false },
  { key: 'moisture', title: { zh: '烟气湿度', en: 'Moisture' }, unit: '%', digits: 2, adds: false },
  { key: 'load', title: { zh: '负荷', en: 'Load' }, unit: '%', digits: 1, adds: false },
];

export type FieldKey = ReportField['key'];
export type Values = Readonly<Partial<Record<FieldKey, Decimal>>>;

/** A day: means of its valid hours, flow of its valid hours in 10⁴ Nm³, emission of all its hours, substituted ones included. */
export interface DayRow {
  readonly day: string;
  readonly values: Values;
  readonly hours: number;
  readonly valid: number;
  readonly substituted: number;
  readonly stopped: number;
  readonly missing: number;
}

/** Over the days of a month. */
export interface FieldStatistics {
  readonly field: ReportField;
  readonly mean: Decimal | null;
  readonly greatest: Decimal | null;
  readonly least: Decimal | null;
  readonly count: number;
  readonly total: Decimal | null;
}

const tenThousand = decimal(10_000);

function mean(values: readonly Decimal[]): Decimal | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum.plus(value), zero).dividedBy(values.length);
}

function dayOf(day: string, hours: readonly CompletedHour[], readings: ReadonlyMap<string, Reading>): DayRow {
  const valid = hours.filter((one) => one.state === 'valid');
  const given = (pick: (reading: Reading) => string | null): Decimal[] =>
    valid.flatMap(({ hour }) => {
      const reading = readings.get(hour);
      const value = reading ? pick(reading) : null;
      return value === null ? [] : [decimal(value)];
    });
  const figures = valid.flatMap((one) => one.figures ?? []);
  const emissions = hours.flatMap((one) => one.emission ?? []);
  const found: Record<FieldKey, Decimal | undefined> = {
    co2Percent: mean(figures.flatMap((one) => one.co2Percent ?? [])),
    gramPerNm3: mean(figures.map((one) => one.gramPerNm3)),
    velocity: mean(given((one) => one.velocityMs)),
    flow: figures.length === 0 ? undefined : figures.reduce((sum, one) => sum.plus(one.flow), zero).dividedBy(tenThousand),
    emission: emissions.length === 0 ? undefined : emissions.reduce((sum, one) => sum.plus(one), zero),
    o2: mean(given((one) => one.o2Percent)),
    temperature: mean(given((one) => one.temperatureC)),
    moisture: mean(given((one) => one.moisturePercent)),
    load: mean(given((one) => one.loadPercent)),
  };
  const values: Partial<Record<FieldKey, Decimal>> = {};
  for (const { key } of reportFields) {
    const value = found[key];
    if (value) values[key] = value;
  }
  const of = (state: CompletedHour['state']) => hours.filter((one) => one.state === state).length;
  return {
    day,
    values,
    hours: hours.length,
    valid: valid.length,
    substituted: of('substituted'),
    stopped: of('stopped'),
    missing: of('missing'),
  };
}

/** The days of completed hours, in order. */
export function daysOf(hours: readonly CompletedHour[], readings: ReadonlyMap<string, Reading>): DayRow[] {
  const groups = new Map<string, CompletedHour[]>();
  for (const one of hours) {
    const day = one.hour.slice(0, 10);
    const group = groups.get(day);
    if (group) group.push(one);
    else groups.set(day, [one]);
  }
  return [...groups].map(([day, own]) => dayOf(day, own, readings));
}

/** Mean, greatest, least, number and total of the daily values, full precision; `shownOf` rounds as the form does. */
export function statisticsOf(days: readonly DayRow[]): FieldStatistics[] {
  return reportFields.map((field) => {
    const values = days.flatMap((day) => day.values[field.key] ?? []);
    const sorted = [...values].sort((a, b) => a.comparedTo(b));
    return {
      field,
      mean: mean(values) ?? null,
      greatest: sorted.at(-1) ?? null,
      least: sorted[0] ?? null,
      count: values.length,
      total: field.adds && values.length > 0 ? values.reduce((sum, value) => sum.plus(value), zero) : null,
    };
  });
}

export function shownOf(field: ReportField, value: Decimal | null | undefined): string | null {
  return value ? shown(value, field.digits) : null;
}
