import { type Decimal, decimal, print, zero } from '../../../kernel/quantity/decimal.ts';
import type { VerifiedEmission } from '../emission/index.ts';

/** What of a unit's production is needed here. */
export interface UnitEmission {
  readonly unit: { readonly id: string };
  /** What is reported, and what of it the obligation counts; tCO2, null where nothing was recorded. */
  readonly year: { readonly total: string | null; readonly emission: string | null };
}

/** How a verified total becomes what the obligation counts; tCO2 as decimal text. */
export interface VerifiedObligation {
  readonly verifiedT: string;
  readonly purchasedT: string;
  readonly obligationT: string;
  /** By unit id. */
  readonly byUnit: ReadonlyMap<string, string>;
}

/** Emission of purchased power that the year's total counts and its obligation does not, as calculated. */
function purchasedOutside({ year }: UnitEmission): Decimal {
  if (year.total === null || year.emission === null) return zero;
  const outside = decimal(year.total).minus(year.emission);
  return outside.isNegative() ? zero : outside;
}

/**
 * A verifier confirms the reported total, which from 2023 to 2025 counts purchased power; the obligation of these years does not (国环规气候〔2024〕1号). So the
 * purchased part, as calculated, is taken off each unit. A record without figures by unit is shared among the units in proportion to their totals.
 * @param leftOut ids of units whose part is somebody else's: they take their share, and it is not told.
 */
export function verifiedObligation(
  production: readonly UnitEmission[],
  record: VerifiedEmission | null,
  leftOut: ReadonlySet<string> = new Set(),
): VerifiedObligation | null {
  if (record === null) return null;
  const known = production.flatMap((one) => (one.year.total === null ? [] : [{ one, total: decimal(one.year.total) }]));
  const sum = known.reduce((before, { total }) => before.plus(total), zero);
  if (record.units.length === 0 && sum.isZero()) return null;
  const shared = (total: Decimal) => total.times(record.totalT).dividedBy(sum);
  const told = new Map(record.units.map((unit) => [unit.unitId, decimal(unit.verifiedT)]));
  const verified =
    record.units.length > 0 ? told : new Map<string, Decimal>(known.map(({ one, total }) => [one.unit.id, shared(total)] as const));
  const outsideOf = new Map(production.map((one) => [one.unit.id, purchasedOutside(one)]));
  const all = [...verified].filter(([id]) => !leftOut.has(id));
  const parts = all.map(([id, value]) => {
    const outside = outsideOf.get(id) ?? zero;
    return { id, purchased: outside.greaterThan(value) ? value : outside, value };
  });
  const purchased = parts.reduce((before, part) => before.plus(part.purchased), zero);
  return {
    verifiedT: print(all.length === verified.size ? decimal(record.totalT) : all.reduce((before, [, value]) => before.plus(value), zero)),
    purchasedT: print(purchased),
    obligationT: print(parts.reduce((before, part) => before.plus(part.value).minus(part.purchased), zero)),
    byUnit: new Map(parts.map(({ id, value, purchased: off }) => [id, print(value.minus(off))])),
  };
}
