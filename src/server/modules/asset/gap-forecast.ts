import type { z } from 'zod';
import type { complianceGap } from '../../../contract/asset.ts';
import { basisOf, forecastShare, type PartlyForecast, partlyForecast } from '../../../kernel/asset/forecast-share.ts';
import type { Forecast } from '../../../kernel/emission/forecast.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { type Decimal, print, zero } from '../../../kernel/quantity/decimal.ts';
import { round } from '../../../kernel/quantity/rounding.ts';
import { decided } from './allocation-year.ts';
import { allowanceRates, monthsToForecast, number, tonnes, type UnitForecast } from './gap-months.ts';
import type { InputSymbol } from './input-fields.ts';

type View = z.input<typeof complianceGap>;

const percent = (value: Decimal | null) => value && print(round(value, 1));

/** What somebody said instead of a forecast: the owner, or the verifier. */
function toldOf({ months: { unit } }: UnitForecast, symbol: InputSymbol): Decimal | null {
  const input = unit.inputs.get(symbol);
  return input?.from === 'owner' || input?.from === 'verified' ? number(input.used) : null;
}

const emissionOf = (one: UnitForecast) => partlyForecast(toldOf(one, 'verified_emission'), one.emission);
const heatOf = (one: UnitForecast) => partlyForecast(toldOf(one, 'heat_gj'), one.heat);
/** Generation or net supply, whichever the year counts: either said by the owner is told. */
const electricityOf = (one: UnitForecast) => partlyForecast(toldOf(one, 'generation_mwh') ?? toldOf(one, 'supply_mwh'), one.electricity);

/** The allowances of a unit's production, and of the production that is forecast; a decided allocation holds nothing that is forecast. */
function allowancesOf(one: UnitForecast, allocation: Evaluation): PartlyForecast {
  const final = number(decided(one.months.unit, 'final_allocation')?.tonnes);
  if (final !== null) return { forecast: zero, total: final };
  const { perMwh, perGj } = allowanceRates(one, allocation);
  const [electricity, heat] = [electricityOf(one), heatOf(one)];
  const sum = (of: (part: PartlyForecast) => Decimal) =>
    (electricity ? of(electricity).times(perMwh) : zero).plus(heat ? of(heat).times(perGj) : zero);
  return { forecast: sum((part) => part.forecast), total: sum((part) => part.total) };
}

/** Which months of the year are measured and which forecast, and how much of obligation and allocation is forecast. */
export function forecastView(known: readonly UnitForecast[], allocation: Evaluation): View['forecast'] {
  const months = monthsView(known);
  const of = (from: View['months'][number]['from']) => months.filter((one) => one.from === from).map((one) => one.month);
  return {
    ...{ measured: of('actual'), mixed: of('mixed'), forecast: of('forecast') },
    obligationShare: percent(forecastShare(known.map(emissionOf))),
    allocationShare: percent(forecastShare(known.map((one) => allowancesOf(one, allocation)))),
  };
}

/** How many of a unit's months are measured, and what of its figures is forecast. */
export function unitShares(one: UnitForecast): Pick<View['units'][number], 'measuredMonths' | 'forecastMonths' | 'shares'> {
  const count = (from: Forecast['months'][number]['from']) => one.emission?.months.filter((m) => m.from === from).length ?? 0;
  const share = (part: PartlyForecast | null) => percent(forecastShare([part]));
  return {
    ...{ measuredMonths: count('actual'), forecastMonths: count('forecast') },
    shares: { emission: share(emissionOf(one)), electricity: share(electricityOf(one)), heat: share(heatOf(one)) },
  };
}

/** The months of all units together, each with what of it is measured and what its forecast rests on. */
export function monthsView(known: readonly UnitForecast[]): View['months'] {
  const months = known[0]?.months.months.map((m) => m.month) ?? [];
  const rules = known.map((one) => monthsToForecast(one.months, 'emission'));
  return months.flatMap((month, i) => {
    const values = known.flatMap((one) => one.emission?.months.filter((m) => m.month === month) ?? []);
    if (values.length === 0) return [];
    const measured = values.filter((one) => one.from === 'actual');
    const last = known.map((one) => number(one.months.months[i]?.before.emission));
    const bases = new Set(rules.flatMap((rule) => basisOf(rule, month) ?? []));
    const sum = (all: readonly (Decimal | null)[]) => all.reduce<Decimal>((total, one) => total.plus(one ?? 0), zero);
    return [
      {
        month,
        emission: tonnes(sum(values.map((one) => one.value))),
        measured: tonnes(sum(measured.map((one) => one.value))),
        from: measured.length === values.length ? ('actual' as const) : measured.length > 0 ? ('mixed' as const) : ('forecast' as const),
        basis: [...bases],
        lastYear: last.every((one) => one === null) ? null : tonnes(sum(last)),
      },
    ];
  });
}
