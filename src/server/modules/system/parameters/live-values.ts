import { lastDay, parseMonth } from '../../../../kernel/calendar/month.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { type Decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import type { ParameterSource } from '../../../../kernel/system/parameter.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import * as emission from '../../emission/index.ts';
import type { Shelf } from '../../library/index.ts';

/** What a subsystem gives for a symbol in a period, in the unit of its source; null: it is not known whole. */
export interface LiveValue {
  readonly value: string | null;
  readonly path: string;
}

/** A year (`2024`) or a month (`2024-03`). */
export type Read = (source: ParameterSource, ofUnit: string | null, period: string) => Promise<LiveValue | null>;

/** A sum is known only where all of it is: a unit or month without a value takes the sum away. */
function whole(values: readonly (string | null)[]): string | null {
  if (values.length === 0 || values.includes(null)) return null;
  return print(values.reduce<Decimal>((sum, one) => sum.plus(one ?? '0'), zero));
}

/** The last day of a period; null where it is still to come, and its stock not known. */
function closing(period: string, today: string): string | null {
  const month = parseMonth(period.length === 4 ? `${period}-12` : period);
  const day = month === null ? null : lastDay(month);
  return day !== null && day <= today ? day : null;
}

/** Of the units that the year knows, those asked for; units in which nothing was recorded all year do not count. */
function unitsAsked(all: readonly emission.UnitProduction[], ofUnit: string | null) {
  return all.filter((one) => (ofUnit === null || one.unit.code === ofUnit) && one.months.some((month) => month.emission !== null));
}

const yearly: ReadonlyMap<ParameterSource, keyof emission.UnitProduction['year']> = new Map([
  ['emission', 'total'],
  ['obligation_emission', 'emission'],
  ['generation', 'generation'],
  ['supply', 'supply'],
  ['heat', 'heat'],
]);

function production(units: readonly emission.UnitProduction[], source: ParameterSource, period: string): string | null {
  if (period.length === 4) {
    if (source === 'electricity')
      return whole(units.flatMap((one) => (one.months.length < 12 ? [null] : one.months.map((month) => month.electricity))));
    const field = yearly.get(source);
    return field === undefined ? null : whole(units.map((one) => one.year[field]));
  }
  const months = units.map((one) => one.months.find((month) => month.month === period));
  if (source === 'emission') return whole(months.map((one) => one?.emission ?? null));
  if (source === 'electricity') return whole(months.map((one) => one?.electricity ?? null));
  return source === 'heat' ? whole(months.map((one) => one?.heat ?? null)) : null;
}

/** Reads live values of an entity; what a year or a day says is asked once, however many symbols use it. The caller may see the entity. */
export function liveValues(work: Work, shelf: Shelf, entityId: string): Read {
  const years = new Map<number, Promise<emission.UnitProduction[]>>();
  let trades: Promise<asset.RecordedTrade[]> | null = null;
  const yearOf = (year: number) => {
    const known = years.get(year) ?? emission.productionYear(work, shelf, entityId, year);
    years.set(year, known);
    return known;
  };
  return async (source, ofUnit, period) => {
    const year = Number(period.slice(0, 4));
    switch (source) {
      case 'by_hand':
        return null;
      case 'allowances_available': {
        const day = closing(period, todayOf(work.now));
        if (day === null) return { value: null, path: '/asset/holdings' };
        const { totals } = await asset.readHoldings.run(work, { entityId, effectiveOn: day });
        const sum = totals.filter((one) => one.programme === 'CEA').map((one) => one.available);
        return { value: sum.length === 0 ? '0' : whole(sum), path: '/asset/holdings' };
      }
      case 'purchases':
      case 'purchased': {
        trades ??= asset.recordedTrades(work, entityId);
        const bought = (await trades).filter((one) => one.side === 'buy' && one.day.startsWith(period));
        const of =
          source === 'purchased'
            ? bought.map((one) => `${one.quantity}`)
            : bought.map((one) => (one.money ? print(one.money.amount) : null));
        return { value: of.length === 0 ? '0' : whole(of), path: '/asset/accounting' };
      }
      default:
        return {
          value: production(unitsAsked(await yearOf(year), ofUnit), source, period),
          path: `/emission/entities/${entityId}/${year}`,
        };
    }
  };
}
