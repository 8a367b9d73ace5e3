import type { directMeasurementEndpoints } from '../../../../contract/direct-measurement.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';

export type MeasuredYear = ReplyOf<typeof directMeasurementEndpoints.readMeasuredYear>;
export type MeasuredMonth = ReplyOf<typeof directMeasurementEndpoints.readMeasuredMonth>;
export type StackMonth = MeasuredMonth['stacks'][number];
export type MonthRow = MeasuredYear['months'][number];

/** `2024-07-01T05` as `07-01 05:00`. */
export function hourName(hour: string): string {
  return `${hour.slice(5, 10)} ${hour.slice(11)}:00`;
}

export interface Gap {
  readonly from: string;
  readonly gap: number;
  readonly lookedBack: number;
  readonly emission: string;
}

/** The substituted runs of a month, each once. */
export function gapsOf({ hours }: Pick<StackMonth, 'hours'>): Gap[] {
  return hours.flatMap((one, i) => {
    const before = hours[i - 1];
    if (one.state !== 'substituted' || before?.state === 'substituted') return [];
    return [{ from: one.hour, gap: one.gap ?? 1, lookedBack: one.lookedBack ?? 0, emission: one.emission ?? '' }];
  });
}
