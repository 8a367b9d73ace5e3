import type { Output } from '../../method/evaluation.ts';
import { type CoalSample, daysAfterSampling, inScope, type LaboratoryFacts } from './coal-sample.ts';

/** Coal of one day and its moisture as the enterprise measured it. */
export interface CoalDay {
  readonly day: string;
  /** t. */
  readonly fuelT: string | null;
  /** %, as received. */
  readonly mAr: string | null;
}

type Row = Record<string, unknown>;
const given = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));

/** Moisture as received of a sample: its own, else that of its day. */
function moistureOf(sample: CoalSample, days: ReadonlyMap<string, CoalDay>): string | null {
  return sample.mAr ?? (sample.kind === 'daily' ? (days.get(sample.sampledOn)?.mAr ?? null) : null);
}

/**
 * Input of `cn-coal-basis-conversion`: carbon, volatile matter and ash of every sample, each with its own moistures; null where no sample has one.
 * Ash stands on the sample's basis, air-dried where that is dry-ash-free.
 */
export function conversionInput(samples: readonly CoalSample[], days: readonly CoalDay[]): Row | null {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const constituents = samples.flatMap((sample) => {
    const ashBasis = sample.basis === 'daf' ? 'ad' : sample.basis;
    const own = { M_ad_own: sample.mAd, M_ar_own: moistureOf(sample, byDay), A_ad_own: ashBasis === 'ad' ? sample.ash : null };
    const of = (item: string, X: string | null, basis: string, more: Row = {}) =>
      X === null ? [] : [given({ item: `${sample.number} ${item}`, basis, X, ...own, ...more })];
    return [
      ...of('carbon', sample.carbon, sample.basis),
      ...of('volatile', sample.volatile, sample.basis),
      ...of('ash', sample.ash, ashBasis, { is_ash: true, A_ad_own: null }),
    ];
  });
  return constituents.length > 0 ? { constituents } : null;
}

/** What the conversion gave for a sample, exact; null where moisture or ash is missing. */
export interface Converted {
  readonly carbonAr: string | null;
  readonly carbonD: string | null;
  readonly carbonDaf: string | null;
  readonly volatileDaf: string | null;
  readonly ashD: string | null;
}

export function convertedOf(outputs: readonly Output[]): (sampleNumber: string) => Converted {
  const values = new Map(outputs.map((output) => [`${output.symbol} ${output.at.item ?? ''}`, output.value]));
  return (number) => ({
    carbonAr: values.get(`X_ar ${number} carbon`) ?? null,
    carbonD: values.get(`X_d ${number} carbon`) ?? null,
    carbonDaf: values.get(`X_daf ${number} carbon`) ?? null,
    volatileDaf: values.get(`X_daf ${number} volatile`) ?? null,
    ashD: values.get(`X_d ${number} ash`) ?? null,
  });
}

/** Which classes of GB/T 5751 the streams' fuels of the default tables are. */
const classes = new Set(['lignite', 'bituminous', 'anthracite']);

/** Input of `cn-coal-sample-check` for the samples of one coal month. */
export function checkInput(
  dataYear: number,
  samples: readonly CoalSample[],
  converted: (sampleNumber: string) => Converted,
  laboratories: ReadonlyMap<string, LaboratoryFacts>,
  fuel: string,
  fuelState: CoalSample['state'] = 'as_fired',
): Row {
  const rows = samples.map((sample) => {
    const laboratory = sample.laboratoryId === null ? undefined : laboratories.get(sample.laboratoryId);
    const { carbonDaf, volatileDaf, ashD } = converted(sample.number);
    return given({
      sample: sample.number,
      received_after: daysAfterSampling(sample, sample.receivedOn),
      tested_after: daysAfterSampling(sample, sample.testedOn),
      reported_after: daysAfterSampling(sample, sample.reportedOn),
      state: sample.state,
      in_scope: inScope(laboratory, 'carbon', sample.testedOn),
      declared_class: classes.has(fuel) ? fuel : null,
      C_daf: carbonDaf,
      V_daf: volatileDaf,
      transmittance: sample.transmittance,
      gross_cv: sample.grossCv,
      ash: ashD,
      NCV_ar: sample.ncvAr,
    });
  });
  return { data_year: dataYear, fuel_state: fuelState, samples: rows };
}

/** Whether a calorific value counts: of the enterprise's own laboratory always, of another one within its accreditation. */
export function ncvCounts(sample: CoalSample, laboratories: ReadonlyMap<string, LaboratoryFacts>): boolean {
  const laboratory = sample.laboratoryId === null ? undefined : laboratories.get(sample.laboratoryId);
  if (sample.ncvAr === null || laboratory === undefined) return false;
  return laboratory.kind === 'own' || inScope(laboratory, 'ncv', sample.testedOn);
}

function carbonOf(sample: CoalSample, converted: Converted, suffix: '' | '_batch' | '_composite'): Row {
  if (sample.carbon === null) return {};
  if (sample.basis === 'ad') return { [`C_ad${suffix}`]: { value: sample.carbon, unit: '%', ref: sample.versionId } };
  // A composite is brought to the month's own moisture where its report says how moist it was; otherwise it counts as the report gives it.
  if (sample.basis === 'ar' && (suffix !== '_composite' || converted.carbonD === null))
    return { [`C_ar${suffix}`]: { value: sample.carbon, unit: '%', ref: sample.versionId } };
  return converted.carbonD === null ? {} : { [`C_d${suffix}`]: { value: converted.carbonD, unit: '%', ref: sample.versionId } };
}

/**
 * Input of `cn-weighted-coal-quality` for one coal month: days with what was burned, and of the samples only what counts. Null where neither is given.
 * `ref` leads from the derivation back to the version of the sample.
 */
export function weightingInput(
  samples: readonly CoalSample[],
  days: readonly CoalDay[],
  converted: (sampleNumber: string) => Converted,
  carbonCounts: (sample: CoalSample) => boolean,
  ncv: (sample: CoalSample) => boolean,
): Row | null {
  const daily = new Map(samples.filter((one) => one.kind === 'daily').map((one) => [one.sampledOn, one]));
  const parts = (sample: CoalSample, suffix: '' | '_batch' | '_composite') => ({
    ...(carbonCounts(sample) ? { ...carbonOf(sample, converted(sample.number), suffix), [`M_ad${suffix}`]: sample.mAd } : {}),
    [suffix === '' ? 'NCV_ar' : suffix === '_batch' ? 'NCV_ar_batch' : 'NCV_ar_composite']: ncv(sample) ? sample.ncvAr : null,
  });
  const dayRows = days.flatMap((day) => {
    if (day.fuelT === null) return [];
    const sample = daily.get(day.day);
    return [given({ day: day.day, FC: day.fuelT, M_ar: sample?.mAr ?? day.mAr, ...(sample ? parts(sample, '') : {}) })];
  });
  const batches = samples
    .filter((one) => one.kind === 'batch' && one.amountT !== null && (carbonCounts(one) || ncv(one)))
    .map((one) => given({ batch: one.number, batch_t: one.amountT, M_ar_batch: one.mAr, ...parts(one, '_batch') }));
  const composite = samples.find((one) => one.kind === 'monthly_composite' && (carbonCounts(one) || ncv(one)));
  if (dayRows.length === 0 && batches.length === 0) return null;
  return {
    ...(composite ? given(parts(composite, '_composite')) : {}),
    ...(dayRows.length > 0 ? { days: dayRows } : {}),
    ...(batches.length > 0 ? { batches } : {}),
  };
}
