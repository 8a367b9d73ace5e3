import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import type { Tone } from '../../../parts/Tag.tsx';

export type LaboratoryYear = ReplyOf<typeof laboratoryEndpoints.readLaboratoryYear>;
export type YearMonth = LaboratoryYear['months'][number];
export type CoalMonth = ReplyOf<typeof laboratoryEndpoints.readLaboratoryMonth>;
export type Sample = CoalMonth['samples'][number];
export type SampleDetail = ReplyOf<typeof laboratoryEndpoints.readSample>;
export type Laboratory = ReplyOf<typeof laboratoryEndpoints.listLaboratories>['items'][number];

export const statusTones: Readonly<Record<YearMonth['status'], Tone>> = {
  empty: 'plain',
  waiting: 'info',
  ready: 'warn',
  adopted: 'good',
  differs: 'warn',
  default: 'bad',
};
export const standingTones: Readonly<Record<Sample['standing'], Tone>> = {
  valid: 'good',
  waiting: 'info',
  late: 'bad',
  invalid: 'warn',
  flagged: 'bad',
  withdrawn: 'plain',
};

/** The columns of the daily grid: what is entered, its unit, how many decimals are shown, and whether it belongs to the day or to its sample. */
export const dailyColumns = [
  { key: 'fuelT', unit: 't', digits: 2, of: 'day' },
  { key: 'mAr', unit: '%', digits: 2, of: 'day' },
  { key: 'mAd', unit: '%', digits: 2, of: 'sample' },
  { key: 'carbon', unit: '%', digits: 2, of: 'sample' },
  { key: 'ncvAr', unit: 'GJ/t', digits: 3, of: 'sample' },
  { key: 'ash', unit: '%', digits: 2, of: 'sample' },
  { key: 'volatile', unit: '%', digits: 2, of: 'sample' },
  { key: 'hydrogen', unit: '%', digits: 2, of: 'sample' },
  { key: 'sulfur', unit: '%', digits: 2, of: 'sample' },
] as const;
export type DailyField = (typeof dailyColumns)[number]['key'];

/** Bases on which figures of a day are entered. */
export const dailyBases = ['ad', 'ar', 'd'] as const;
export type DailyBasis = (typeof dailyBases)[number];

/** The basis of the month's daily samples so far; air-dried, as laboratories report, before the first. */
export function basisOf(index: DayIndex): DailyBasis {
  const [first] = index.samples.values();
  return dailyBases.find((one) => one === first?.basis) ?? 'ad';
}

/** What the grid needs of a month by day, made once for each reply of the server. */
export interface DayIndex {
  readonly month: CoalMonth;
  readonly days: ReadonlyMap<string, CoalMonth['days'][number]>;
  readonly samples: ReadonlyMap<string, Sample>;
}

export function indexDays(month: CoalMonth): DayIndex {
  const daily = month.samples.filter((one) => one.kind === 'daily' && one.standing !== 'withdrawn');
  return {
    month,
    days: new Map(month.days.map((day) => [day.day, day])),
    samples: new Map(daily.map((one) => [one.sampledOn, one])),
  };
}

export function columnOf(field: string) {
  return dailyColumns.find((column) => column.key === field) ?? dailyColumns[0];
}

/** The text of a cell as it was recorded; empty where nothing was. */
export function textAt(index: DayIndex, day: string, field: string): string {
  const column = columnOf(field);
  if (column.key === 'fuelT' || column.key === 'mAr') return index.days.get(day)?.[column.key] ?? '';
  return index.samples.get(day)?.[column.key] ?? '';
}

export function versionAt(index: DayIndex, day: string, field: string): number {
  return columnOf(field).of === 'day' ? (index.days.get(day)?.fuelVersion ?? 0) : (index.samples.get(day)?.version ?? 0);
}

/** A sample that has a report is corrected at the sample, with a reason. */
export function isReported(sample: Pick<Sample, 'reportedOn' | 'reportNumber'> | undefined): boolean {
  return sample !== undefined && (sample.reportedOn !== null || sample.reportNumber !== '');
}
