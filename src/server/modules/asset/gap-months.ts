import type { GapMonth } from '../../../kernel/asset/gap.ts';
import { type Forecast, type ForecastMonth, forecastYear } from '../../../kernel/emission/forecast.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { type Decimal, decimal, print, zero } from '../../../kernel/quantity/decimal.ts';
import { round } from '../../../kernel/quantity/rounding.ts';
import type { UnitProduction } from '../emission/index.ts';
import type { UnitAllocation } from './allocation-year.ts';
import { type MonthField, monthsOfUnits, type UnitMonths } from './unit-months.ts';

export const number = (value: string | null | undefined): Decimal | null => (value == null ? null : decimal(value));
export const tonnes = (value: Decimal) => print(round(value, 2));

/** A figure of the evaluation as it counts: rounded where the rule rounds. */
export function output(evaluation: Evaluation, symbol: string, unit?: string): Decimal | null {
  const found = evaluation.outputs.find((one) => one.symbol === symbol && one.at.unit === unit);
  return number(found?.rounded ?? found?.value);
}

/** A unit's months with what is expected of its year. */
export interface UnitForecast {
  readonly months: UnitMonths;
  readonly emission: Forecast | null;
  readonly electricity: Forecast | null;
  readonly heat: Forecast | null;
}

/** One figure's months, as a forecast takes them in: a month that lacks a required value is open. */
export function monthsToForecast(unit: UnitMonths, field: MonthField): ForecastMonth[] {
  return unit.months.map((m) => ({ month: m.month, actual: m.complete ? number(m.now[field]) : null, lastYear: number(m.before[field]) }));
}

export function unitForecasts(units: readonly UnitAllocation[], before: readonly UnitProduction[], year: number): UnitForecast[] {
  return monthsOfUnits(units, before, year).map((months) => {
    const of = (field: MonthField) => forecastYear(monthsToForecast(months, field));
    return { months, emission: of('emission'), electricity: of('electricity'), heat: of('heat') };
  });
}

/** What the plan gives a unit for a MWh and a GJ, corrections included; tCO2. */
export function allowanceRates({ months: { unit } }: UnitForecast, allocation: Evaluation) {
  const of = (symbol: string) => output(allocation, symbol, unit.production.key) ?? zero;
  return { perMwh: of('B_e').times(of('F_l')).times(of('F_r')).times(of('F_f')), perGj: of('B_h') };
}

type Sums = Readonly<Record<'emission' | 'allowances' | 'before' | 'allowed', Decimal | null>>;

/** Each month of all units: emission, and at the year's benchmarks the allowances of that month's production. */
export function gapMonths(forecasts: readonly UnitForecast[], allocation: Evaluation): GapMonth[] {
  const months = forecasts[0]?.months.months.map((m) => m.month) ?? [];
  const rates = forecasts.map((one) => allowanceRates(one, allocation));
  return months.map((month, i) => {
    let known: Sums = { emission: zero, allowances: zero, before: zero, allowed: zero };
    for (const [j, { months: unit }] of forecasts.entries()) {
      const m = unit.months[i];
      const rate = rates[j];
      const allowances = (side: 'now' | 'before') => {
        const mwh = number(m?.[side].electricity);
        return mwh === null || rate === undefined ? null : mwh.times(rate.perMwh).plus((number(m?.[side].heat) ?? zero).times(rate.perGj));
      };
      const add = (sum: Decimal | null, more: Decimal | null) => (sum === null || more === null ? null : sum.plus(more));
      known = {
        emission: add(known.emission, m?.complete ? number(m.now.emission) : null),
        allowances: add(known.allowances, m?.complete ? allowances('now') : null),
        before: add(known.before, number(m?.before.emission)),
        allowed: add(known.allowed, allowances('before')),
      };
    }
    return { month, emission: known.emission, allowances: known.allowances, lastEmission: known.before, lastAllowances: known.allowed };
  });
}
