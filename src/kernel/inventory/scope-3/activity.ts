import { type Decimal, one } from '../../quantity/decimal.ts';
import { type EmissionFactor, factorPart, type Part, part, readFactorUnit, type Term } from './terms.ts';

/** Activity data of a line by what the category asks for (GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, chapters 1 to 15). */
export type Activity =
  | { readonly kind: 'quantity'; readonly items: readonly Quantity[] }
  | {
      readonly kind: 'commuting';
      readonly groups: readonly Commuters[];
      /** Asked and employed: what was asked stands for all. */
      readonly asked?: Decimal | undefined;
      readonly employed?: Decimal | undefined;
      readonly telework: readonly (Quantity & { readonly persons: Decimal; readonly days: Decimal })[];
    }
  | { readonly kind: 'travel'; readonly journeys: readonly Journey[]; readonly nights: readonly Quantity[] }
  | { readonly kind: 'freight'; readonly legs: readonly Leg[]; readonly vehicles: readonly Vehicle[] }
  | { readonly kind: 'waste'; readonly streams: readonly Stream[] }
  | { readonly kind: 'use_phase'; readonly products: readonly Product[] }
  | { readonly kind: 'end_of_life'; readonly products: readonly (Stream & { readonly units_sold: Decimal })[] }
  | { readonly kind: 'leased_assets'; readonly assets: readonly (Quantity & { readonly share: Decimal; readonly months: Decimal })[] }
  | { readonly kind: 'investments'; readonly investments: readonly Investment[] };

export interface Quantity {
  readonly id: string;
  readonly amount: Decimal;
  readonly unit: string;
  readonly factor: EmissionFactor;
}
export interface Commuters {
  readonly id: string;
  readonly persons: Decimal;
  readonly one_way_km: Decimal;
  readonly days: Decimal;
  /** Persons in one vehicle, for factors per vehicle-kilometre. */
  readonly occupancy?: Decimal | undefined;
  readonly factor: EmissionFactor;
}
export interface Journey {
  readonly id: string;
  readonly persons: Decimal;
  readonly distance_km: Decimal;
  readonly return: boolean;
  readonly factor: EmissionFactor;
}
export interface Leg {
  readonly id: string;
  readonly mass_t: Decimal;
  readonly distance_km: Decimal;
  /** Share of the loaded way that the vehicle runs empty and the factor does not hold yet. */
  readonly empty_return: Decimal;
  readonly factor: EmissionFactor;
}
export interface Vehicle {
  readonly id: string;
  readonly mass_t: Decimal;
  readonly capacity_t: Decimal;
  /** Share of the capacity that is loaded. */
  readonly load: Decimal;
  readonly distance_km: Decimal;
  readonly empty_return: Decimal;
  /** Per vehicle-kilometre, full and empty. */
  readonly full: EmissionFactor;
  readonly empty: EmissionFactor;
}
export interface Stream {
  readonly id: string;
  readonly mass: Decimal;
  readonly unit: string;
  readonly treatments: readonly { readonly treatment: string; readonly share: Decimal; readonly factor: EmissionFactor }[];
}
export interface Product {
  readonly id: string;
  readonly units_sold: Decimal;
  readonly uses: Decimal;
  readonly per_use: Decimal;
  readonly unit: string;
  readonly factor: EmissionFactor;
}
export interface Investment {
  readonly id: string;
  /** Share of equity, or of the project's total cost. */
  readonly share: Decimal;
  /** tCO2e of the investee; without it its revenue with a factor per money. */
  readonly emission?: Decimal | undefined;
  readonly revenue?: Quantity | undefined;
}

/** A factor per something else than its amount: the term is left out and told. */
export interface Mismatch {
  readonly term: string;
  readonly wanted: string;
  readonly given: string;
}

export interface Reading {
  readonly terms: readonly Term[];
  readonly mismatches: readonly Mismatch[];
}

const units: Readonly<Record<string, string>> = {
  pkm: 'passenger*km',
  vkm: 'vehicle*km',
  tkm: 't*km',
  'passenger.km': 'passenger*km',
  't.km': 't*km',
  'vehicle.km': 'vehicle*km',
};
const plain = (unit: string) => units[unit] ?? unit;

/** A term, where the factor is per one of `wanted`. */
export function termOf(name: string, parts: readonly Part[], factor: EmissionFactor, wanted: readonly string[], primary = false): Reading {
  const read = readFactorUnit(factor.unit);
  if (read === null || !wanted.map(plain).includes(plain(read.per)))
    return { terms: [], mismatches: [{ term: name, wanted: wanted.map((unit) => `kgCO2e/${unit}`).join(' | '), given: factor.unit }] };
  return { terms: [{ name, parts: [...parts, factorPart(factor)], tonnes: read.tonnes, primary }], mismatches: [] };
}

export function joined(readings: readonly Reading[]): Reading {
  return { terms: readings.flatMap((one) => one.terms), mismatches: readings.flatMap((one) => one.mismatches) };
}

export function quantityTerm({ id, amount, unit, factor }: Quantity, more: readonly Part[] = [], primary = false): Reading {
  return termOf(id, [...more, part('amount', amount, unit)], factor, [unit], primary);
}

function commuting(activity: Extract<Activity, { kind: 'commuting' }>): Reading {
  const { asked, employed } = activity;
  const scale = asked !== undefined && employed !== undefined ? [part('scale', employed.dividedBy(asked))] : [];
  const groups = activity.groups.map(({ id, persons, one_way_km, days, occupancy, factor }) => {
    const base = [...scale, part('persons', persons), part('distance', one_way_km, 'km'), part('ways', one.plus(one)), part('days', days)];
    return occupancy === undefined
      ? termOf(id, base, factor, ['passenger*km'])
      : termOf(id, [...base, part('occupancy', occupancy)], factor, ['vehicle*km', 'km']);
  });
  const telework = activity.telework.map((home) => quantityTerm(home, [...scale, part('persons', home.persons), part('days', home.days)]));
  return joined([...groups, ...telework]);
}

function journey({ id, persons, distance_km, return: back, factor }: Journey): Reading {
  const ways = back ? [part('ways', one.plus(one))] : [];
  return termOf(id, [part('persons', persons), part('distance', distance_km, 'km'), ...ways], factor, ['passenger*km']);
}

function leg({ id, mass_t, distance_km, empty_return, factor }: Leg): Reading {
  const uplift = empty_return.isZero() ? [] : [part('uplift', one.plus(empty_return))];
  return termOf(id, [part('mass', mass_t, 't'), part('distance', distance_km, 'km'), ...uplift], factor, ['t*km']);
}

/** Trips × distance × (factor at the load + share of empty running × empty factor); the factor rises in a straight line from empty to full. */
function vehicle({ id, mass_t, capacity_t, load, distance_km, empty_return, full, empty }: Vehicle): Reading {
  const trips = part('trips', mass_t.dividedBy(capacity_t.times(load)));
  const distance = part('distance', distance_km, 'km');
  const loaded = { ...full, value: empty.value.plus(full.value.minus(empty.value).times(load)) };
  const way = ['vehicle*km', 'km'];
  const there = termOf(`${id}: loaded`, [trips, distance], loaded, way);
  if (full.unit !== empty.unit) return { terms: [], mismatches: [{ term: id, wanted: full.unit, given: empty.unit }] };
  if (empty_return.isZero()) return there;
  return joined([there, termOf(`${id}: empty`, [trips, distance, part('share', empty_return)], empty, way)]);
}

function stream({ id, mass, unit, treatments }: Stream, more: readonly Part[] = []): Reading {
  return joined(
    treatments.map(({ treatment, share, factor }) =>
      termOf(`${id}: ${treatment}`, [...more, part('mass', mass, unit), part('share', share)], factor, [unit]),
    ),
  );
}

function investment({ id, share, emission, revenue }: Investment): Reading {
  if (emission !== undefined) {
    const parts = [part('share', share), part('investee', emission, 'tCO2e')];
    return { terms: [{ name: id, parts, tonnes: one, primary: true }], mismatches: [] };
  }
  return revenue === undefined ? { terms: [], mismatches: [] } : quantityTerm({ ...revenue, id }, [part('share', share)]);
}

/** The products that a line's activity data amount to; their sum is its emission. */
export function readActivity(activity: Activity): Reading {
  switch (activity.kind) {
    case 'quantity':
      return joined(activity.items.map((one) => quantityTerm(one)));
    case 'commuting':
      return commuting(activity);
    case 'travel':
      return joined([...activity.journeys.map(journey), ...activity.nights.map((one) => quantityTerm(one))]);
    case 'freight':
      return joined([...activity.legs.map(leg), ...activity.vehicles.map(vehicle)]);
    case 'waste':
      return joined(activity.streams.map((one) => stream(one)));
    case 'use_phase':
      return joined(
        activity.products.map(({ id, units_sold, uses, per_use, unit, factor }) =>
          termOf(id, [part('units_sold', units_sold), part('uses', uses), part('per_use', per_use, unit)], factor, [unit]),
        ),
      );
    case 'end_of_life':
      return joined(activity.products.map((one) => stream(one, [part('units_sold', one.units_sold)])));
    case 'leased_assets':
      return joined(activity.assets.map((one) => quantityTerm(one, [part('share', one.share), part('months', one.months.dividedBy(12))])));
    case 'investments':
      return joined(activity.investments.map(investment));
  }
}
