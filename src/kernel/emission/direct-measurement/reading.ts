import { type Decimal, decimal, one, print } from '../../quantity/decimal.ts';

/** What an hour's readings are worth: only `valid` ones are used; `stopped` hours emit nothing and need no reading. */
export const hourStatuses = ['valid', 'maintenance', 'calibration', 'fault', 'stopped'] as const;
export type HourStatus = (typeof hourStatuses)[number];

/** One hour of one stack as it was taken in. Decimals as text; null: not given. */
export interface Reading {
  /** Beginning of the hour, local: `YYYY-MM-DDTHH`. */
  readonly hour: string;
  readonly status: HourStatus;
  /** CO2 volume share in % or mass concentration in g/Nm³, on the basis below. */
  readonly co2Percent: string | null;
  readonly co2GramPerNm3: string | null;
  readonly concentrationBasis: 'dry' | 'wet';
  /** Nm³/h at 0 °C, 101.325 kPa. */
  readonly flow: string | null;
  readonly flowBasis: 'dry' | 'wet';
  readonly moisturePercent: string | null;
  readonly o2Percent: string | null;
  readonly temperatureC: string | null;
  readonly velocityMs: string | null;
  readonly loadPercent: string | null;
}

/** What follows from a reading: dry figures and the emission of the hour. */
export interface HourFigures {
  /** % by volume, dry; null where only a mass concentration was measured. */
  readonly co2Percent: Decimal | null;
  /** g/Nm³, dry. */
  readonly gramPerNm3: Decimal;
  /** Nm³/h, dry. */
  readonly flow: Decimal;
  /** tCO2. */
  readonly emission: Decimal;
}

/** kg/Nm³ of CO2 at 0 °C, 101.325 kPa: 44.01/22.414, as the method cems-hourly-co2 has it. */
export const co2Density = '1.963';

const hundred = decimal(100);
const million = decimal(1_000_000);
/** 1 % of 1 kg/Nm³ is 10 g/Nm³. */
const gramsPerPercent = decimal(10);

/** Null where the reading is not valid or lacks what the formula needs. `E = c/100 × Q_dry × 1.963 × 10⁻³`, or `c g/Nm³ × Q_dry × 10⁻⁶` (method cems-hourly-co2). */
export function figuresOf(reading: Reading, density: Decimal = decimal(co2Density)): HourFigures | null {
  const { status, co2Percent, co2GramPerNm3, flow, moisturePercent } = reading;
  if (status !== 'valid' || flow === null || (co2Percent === null && co2GramPerNm3 === null)) return null;
  const wet = reading.flowBasis === 'wet' || reading.concentrationBasis === 'wet';
  if (wet && moisturePercent === null) return null;
  const dryShare = moisturePercent === null ? one : one.minus(decimal(moisturePercent).dividedBy(hundred));
  if (dryShare.lte(0)) return null;
  const toDry = (value: Decimal) => (reading.concentrationBasis === 'wet' ? value.dividedBy(dryShare) : value);
  const percent = co2Percent === null ? null : toDry(decimal(co2Percent));
  // Where both are given the mass concentration counts, as in the method.
  const gram = co2GramPerNm3 === null ? (percent ?? one).times(density).times(gramsPerPercent) : toDry(decimal(co2GramPerNm3));
  const dryFlow = reading.flowBasis === 'wet' ? decimal(flow).times(dryShare) : decimal(flow);
  return { co2Percent: percent, gramPerNm3: gram, flow: dryFlow, emission: gram.times(dryFlow).dividedBy(million) };
}

type Loose = Readonly<{
  [K in keyof Reading]: Reading[K] extends string | null ? (null extends Reading[K] ? string | number | null : Reading[K]) : never;
}>;

/** A reading whose figures came as text or numbers. */
export function readingOf(given: Loose): Reading {
  const text = (value: string | number | null): string | null => (value === null ? null : print(decimal(value)));
  return {
    ...given,
    co2Percent: text(given.co2Percent),
    co2GramPerNm3: text(given.co2GramPerNm3),
    flow: text(given.flow),
    moisturePercent: text(given.moisturePercent),
    o2Percent: text(given.o2Percent),
    temperatureC: text(given.temperatureC),
    velocityMs: text(given.velocityMs),
    loadPercent: text(given.loadPercent),
  };
}
