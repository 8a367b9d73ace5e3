import { decimal, print, zero } from '../../quantity/decimal.ts';
import type { CoalSample } from './coal-sample.ts';
import type { CoalDay, Converted } from './method-inputs.ts';

export interface MonthCarbonDaf {
  /** %, dry and ash-free. */
  readonly value: string;
  /** The samples it is of. */
  readonly samples: readonly Pick<CoalSample, 'sampleId' | 'number'>[];
}

/**
 * Carbon of a coal month on the dry-ash-free basis: carbon of all samples that count over their combustible matter, each weighted by the coal it stands for
 * (day, batch; a composite alone). Null where no sample that counts has ash and both moistures.
 */
export function monthCarbonDaf(
  samples: readonly CoalSample[],
  days: readonly CoalDay[],
  converted: (sampleNumber: string) => Converted,
  counts: (sample: CoalSample) => boolean,
): MonthCarbonDaf | null {
  const burned = new Map(days.map((day) => [day.day, day.fuelT]));
  const told = samples.filter((one) => counts(one) && converted(one.number).carbonDaf !== null);
  const [composite] = told.filter((one) => one.kind === 'monthly_composite');
  const parts = told
    .filter((one) => one.kind !== 'monthly_composite')
    .flatMap((sample) => {
      const tonnes = sample.kind === 'daily' ? (burned.get(sample.sampledOn) ?? null) : sample.amountT;
      const { carbonAr, carbonDaf } = converted(sample.number);
      if (tonnes === null || carbonAr === null || carbonDaf === null || decimal(carbonDaf).isZero()) return [];
      const carbon = decimal(carbonAr).times(tonnes);
      return [{ sample, carbon, combustible: carbon.dividedBy(carbonDaf).times(100) }];
    });
  const carbon = parts.reduce((sum, part) => sum.plus(part.carbon), zero);
  const combustible = parts.reduce((sum, part) => sum.plus(part.combustible), zero);
  const named = ({ sampleId, number }: CoalSample) => ({ sampleId, number });
  if (!combustible.isZero())
    return { value: print(carbon.dividedBy(combustible).times(100)), samples: parts.map(({ sample }) => named(sample)) };
  const own = composite && converted(composite.number).carbonDaf;
  return composite && own ? { value: own, samples: [named(composite)] } : null;
}
