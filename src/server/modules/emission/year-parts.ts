import { createHash } from 'node:crypto';
import { decimal, print, zero } from '../../../kernel/quantity/decimal.ts';
import type { Work } from '../../work/command.ts';
import { canonical } from '../../work/leaf.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { outputIndex } from './numbers.ts';
import { calculateYear, loadUnitYears, monthsOf } from './unit-year.ts';
import { verifiedEmission } from './verification-record/verified-emission.ts';

/** One month of an entity's year in tCO2: what its fuels emit, and what the power it bought stands for. Null: no data. */
export interface MonthParts {
  readonly month: string;
  readonly combustion: string | null;
  readonly purchased: string | null;
}

/** An entity's year as an organization's inventory takes it in by reference. */
export interface YearParts {
  /** `verified`: a verified figure is confirmed; `approved`: every month is approved or locked; else `draft`. */
  readonly state: 'verified' | 'approved' | 'draft';
  readonly verifiedT: string | null;
  readonly totalT: string | null;
  readonly months: readonly MonthParts[];
  /** Over the figures: a reference knows by it whether they are still the same. */
  readonly sha256: string;
}

/** The combustion and purchased power of all units below an entity, month by month; null where no unit has data. The caller checks permission at the entity. */
export async function yearParts(work: Work, shelf: Shelf, entityId: string, year: number): Promise<YearParts | null> {
  const all = await loadUnitYears(work, shelf, await organization.unitsBelow(work, entityId), year);
  const begun = all.filter((data) => data.cells.some((cell) => cell.value !== null));
  if (begun.length === 0) return null;
  const { evaluation, keys, totals } = await calculateYear(work, begun);
  const pick = outputIndex(evaluation);
  const ofMonth = (symbol: string, month: string): string[] =>
    begun.flatMap(({ unit }) => pick(symbol, { unit: keys.get(unit.id) ?? '', month })?.value ?? []);
  const months = monthsOf(year).map((month) => ({
    month,
    combustion: added(ofMonth('E_combustion', month)),
    purchased: added(ofMonth('E_purchased', month)),
  }));
  const verified = await verifiedEmission(work, entityId, year);
  const closed = begun.every((data) => months.every(({ month }) => ['approved', 'locked'].includes(data.months.get(month)?.state ?? '')));
  const figures = { months, verifiedT: verified?.totalT ?? null };
  return {
    ...{ state: verified ? 'verified' : closed ? 'approved' : 'draft', verifiedT: figures.verifiedT, months },
    totalT: pick(totals.emission)?.rounded ?? pick(totals.emission)?.value ?? null,
    sha256: createHash('sha256').update(canonical(figures)).digest('hex'),
  };
}

/** Exact sum of decimal texts; null of none. */
function added(values: readonly string[]): string | null {
  if (values.length === 0) return null;
  return print(values.reduce((sum, one) => sum.plus(decimal(one)), zero));
}
