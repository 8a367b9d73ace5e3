import { addDays, type Day, daysBetween, monthLength, parseDay } from '../../calendar/day.ts';

/** What a coal sample says, as the rules look at it. Days are calendar days; figures exact decimals as text, per cent unless said. */
export interface CoalSample {
  readonly sampleId: string;
  readonly versionId: string;
  readonly version: number;
  readonly unitId: string;
  readonly fuelStreamId: string;
  readonly month: string;
  readonly kind: 'daily' | 'batch' | 'monthly_composite';
  /** The name by which people call it; unique among the samples of a unit's year. */
  readonly number: string;
  readonly sampledOn: string;
  readonly state: 'as_fired' | 'as_received';
  /** t; what a batch stands for. */
  readonly amountT: string | null;
  readonly receivedOn: string | null;
  readonly testedOn: string | null;
  readonly reportedOn: string | null;
  readonly laboratoryId: string | null;
  readonly reportNumber: string;
  readonly basis: 'ad' | 'ar' | 'd' | 'daf';
  readonly mAd: string | null;
  readonly mAr: string | null;
  readonly carbon: string | null;
  /** GJ/t as received. */
  readonly ncvAr: string | null;
  readonly ash: string | null;
  readonly volatile: string | null;
  readonly hydrogen: string | null;
  readonly sulfur: string | null;
  readonly transmittance: string | null;
  /** MJ/kg, moist ash-free. */
  readonly grossCv: string | null;
  /** SHA-256 of the files of its report. */
  readonly files: readonly string[];
}

export interface LaboratoryFacts {
  readonly id: string;
  readonly kind: 'own' | 'external';
  readonly accreditations: readonly { readonly validFrom: string; readonly validTo: string; readonly scope: readonly string[] }[];
}

/** Whether one of the accreditations covers the parameter on that day; both days of its validity count. */
export function inScope(laboratory: LaboratoryFacts | undefined, parameter: string, on: string | null): boolean {
  if (laboratory === undefined || on === null) return false;
  return laboratory.accreditations.some((one) => one.scope.includes(parameter) && one.validFrom <= on && on <= one.validTo);
}

/** Calendar days from sampling to `to`; null where either is no day. */
export function daysAfterSampling(sample: Pick<CoalSample, 'sampledOn'>, to: string | null): number | null {
  const [from, end] = [parseDay(sample.sampledOn), parseDay(to)];
  return from === null || end === null ? null : daysBetween(from, end);
}

/** The last day on which a report still comes in time. */
export function reportDue(sampledOn: Day, withinDays: number): Day {
  return addDays(sampledOn, withinDays);
}

/** The same day so many months later, or the last of its month: until then the retained sample is kept. */
export function retainUntil(sampledOn: Day, months: number): Day {
  const [year, month, date] = [Number(sampledOn.slice(0, 4)), Number(sampledOn.slice(5, 7)), Number(sampledOn.slice(8, 10))];
  const index = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  const day = parseDay(`${y}-${String(m).padStart(2, '0')}-${String(Math.min(date, monthLength(y, m))).padStart(2, '0')}`);
  if (day === null) throw new RangeError(`outside the calendar: ${sampledOn} + ${months} months`);
  return day;
}

/** Samples that rightly stand in one report: the daily ones of a stream's month; every other sample has a report of its own. */
export function reportGroup(sample: Pick<CoalSample, 'kind' | 'unitId' | 'fuelStreamId' | 'month' | 'sampleId'>): string {
  return sample.kind === 'daily' ? `${sample.unitId} ${sample.fuelStreamId} ${sample.month}` : sample.sampleId;
}

/** The figures to all their digits, or null where there are too few of them for equality to mean anything. */
export function fingerprintOf(
  sample: Pick<CoalSample, 'basis' | 'mAd' | 'carbon' | 'ncvAr' | 'ash' | 'volatile' | 'hydrogen' | 'sulfur'>,
): string | null {
  const figures = [sample.mAd, sample.carbon, sample.ncvAr, sample.ash, sample.volatile, sample.hydrogen, sample.sulfur];
  if (figures.filter((one) => one !== null).length < 3) return null;
  return [sample.basis, ...figures.map((one) => one ?? '')].join('|');
}
