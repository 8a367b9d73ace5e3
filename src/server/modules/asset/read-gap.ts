import { z } from 'zod';
import { assetEndpoints, type complianceGap } from '../../../contract/asset.ts';
import { addForecasts, costRange, type GapMonth, gapRange, limitedRange, type Ranged } from '../../../kernel/asset/gap.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { type Forecast, forecastYear } from '../../../kernel/emission/forecast.ts';
import { referencePriceOn } from '../../../kernel/emission/reference-price.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { type Decimal, decimal, parseDecimal, print, zero } from '../../../kernel/quantity/decimal.ts';
import { round } from '../../../kernel/quantity/rounding.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { query, type Work } from '../../work/command.ts';
import * as emission from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { decided, evaluateAllocation, loadAllocation, type UnitAllocation } from './allocation-year.ts';
import type { InputSymbol } from './input-fields.ts';
import { planOf, told as toldOf, yearWithPlan } from './read-allocation.ts';
import { type MonthField, monthsOfUnits, type UnitMonths } from './unit-months.ts';

type View = z.input<typeof complianceGap>;

const number = (value: string | null | undefined): Decimal | null => (value == null ? null : decimal(value));
const tonnes = (value: Decimal) => print(round(value, 2));
const wire = ({ value, p10, p90 }: Ranged): View['gap'] => ({ value: tonnes(value), p10: tonnes(p10), p90: tonnes(p90) });

function output(evaluation: Evaluation, symbol: string, unit?: string): Decimal | null {
  const found = evaluation.outputs.find((one) => one.symbol === symbol && one.at.unit === unit);
  return number(found?.rounded ?? found?.value);
}

/** The forecast of one figure of a unit's year; null where nothing is known of it. */
function forecastOf(unit: UnitMonths, field: MonthField): Forecast | null {
  return forecastYear(
    unit.months.map((m) => ({ month: m.month, actual: m.complete ? number(m.now[field]) : null, lastYear: number(m.before[field]) })),
  );
}

interface UnitForecast {
  readonly months: UnitMonths;
  readonly emission: Forecast | null;
  readonly electricity: Forecast | null;
  readonly heat: Forecast | null;
}

/** What stands in for a unit's inputs while its year is not over: expected production and emission. What the owner or the verifier said stays. */
function expected(forecast: UnitForecast | undefined, unit: UnitAllocation, loadFactor: string | null) {
  const open = (forecast?.emission?.open.length ?? 0) > 0;
  const total = (one: Forecast | null | undefined) => (one?.total.greaterThan(0) ? print(one.total) : null);
  const told: readonly (readonly [InputSymbol, string | null])[] = [
    ['generation_mwh', total(forecast?.electricity)],
    ['supply_mwh', total(forecast?.electricity)],
    ['heat_gj', total(forecast?.heat)],
    ['verified_emission', total(forecast?.emission)],
  ];
  const free = told.filter(([symbol, value]) => {
    const from = unit.inputs.get(symbol)?.from;
    return open && value !== null && from !== 'owner' && from !== 'verified';
  });
  return { ...Object.fromEntries(free), ...(loadFactor === null ? {} : { load_factor: loadFactor }) };
}

type Sums = Readonly<Record<'emission' | 'allowances' | 'before' | 'allowed', Decimal | null>>;

function gapMonths(forecasts: readonly UnitForecast[], allocation: Evaluation): GapMonth[] {
  const months = forecasts[0]?.months.months.map((m) => m.month) ?? [];
  const rates = forecasts.map(({ months: { unit } }) => {
    const of = (symbol: string) => output(allocation, symbol, unit.production.key) ?? zero;
    const perMwh = of('B_e').times(of('F_l')).times(of('F_r')).times(of('F_f'));
    return { perMwh, perGj: of('B_h') };
  });
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

function priceOn(work: Work, shelf: Shelf, given: string | undefined): View['price'] {
  if (given !== undefined) {
    const price = parseDecimal(given);
    const text = { zh: '价格应为不小于零的数', en: 'The price must be a number that is not negative' };
    if (price === null || price.isNegative())
      throw new Refusal('invalid_input', { findings: [{ code: 'not_a_number', severity: 'error', place: { path: '/price' }, text }] });
    return { value: print(price), unit: 'CNY/tCO2', day: null, source: null };
  }
  const found = referencePriceOn(shelf.market.prices, todayOf(work.now));
  return found && { value: found.price, unit: 'CNY/tCO2', day: found.day, source: found.source };
}

function checkedLoadFactor(given: string | undefined): string | null {
  if (given === undefined) return null;
  const value = parseDecimal(given);
  const text = { zh: '负荷系数应在 0 与 100 之间（%）', en: 'The load factor lies between 0 and 100 (%)' };
  if (value === null || value.isNegative() || value.greaterThan(100))
    throw new Refusal('invalid_input', { findings: [{ code: 'out_of_range', severity: 'error', place: { path: '/loadFactor' }, text }] });
  return print(value);
}

const notes: readonly Text[] = [
  {
    zh: '预测：其余月份取上年同月与当年已有月份均值的平均；区间 P10–P90 由同一规则对已知月份的偏差得出（year-forecast）。',
    en: 'Forecast: an open month is the mean of the same month of last year and of the months so far; the range P10–P90 rests on what the same rule misses the known months by (year-forecast).',
  },
  {
    zh: '缺口的区间取自各月“排放量减当月产量对应的配额”，因为排放与配额随产量同向变动。',
    en: 'The range of the gap is that of the months’ own gaps, emission less the allowances of the month’s production, because both move with production.',
  },
  {
    zh: '负荷系数试算不改变全年发电量，只改变负荷修正系数。',
    en: 'The what-if on the load factor leaves the generation of the year as it is and changes the load correction only.',
  },
];

/** The gap of an entity's year on any day (C.4): emission so far and expected, less the allocation expected; its range, its cost at a price, a what-if. */
export function readGap(shelf: Shelf) {
  const { params, query: asked } = assetEndpoints.readGap;
  return query({
    name: 'asset.read-gap',
    action: 'asset.read',
    input: z.strictObject({ ...params.shape, ...asked.shape }),
    run: async (work, { entityId, year, ...given }): Promise<View> => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('asset.read', entityId);
      yearWithPlan(shelf, year);
      const price = priceOn(work, shelf, given.price);
      const loadFactor = checkedLoadFactor(given.loadFactor);
      const facts = await loadAllocation(work, shelf, entityId, year);
      const before = facts.before ?? (await emission.productionYear(work, shelf, entityId, year - 1));
      const forecasts = monthsOfUnits(facts.units, before, year).map(
        (months): UnitForecast => ({
          months,
          emission: forecastOf(months, 'emission'),
          electricity: forecastOf(months, 'electricity'),
          heat: forecastOf(months, 'heat'),
        }),
      );
      const known = forecasts.filter((one) => one.emission !== null || one.months.unit.inputs.get('verified_emission')?.used != null);
      const counted = { ...facts, units: known.map((one) => one.months.unit) };
      if (known.length === 0) throw nothingKnown(year);
      const replace = (factor: string | null) => (unit: UnitAllocation) =>
        expected(
          known.find((one) => one.months.unit === unit),
          unit,
          factor,
        );
      const allocation = await evaluateAllocation(shelf, counted, year, { replace: replace(null) });
      const view = viewOf(known, allocation, price);
      const what = loadFactor === null ? null : await evaluateAllocation(shelf, counted, year, { replace: replace(loadFactor) });
      return {
        ...{ entityId, entityName: { zh: entity.name, en: entity.nameEn }, year, today: todayOf(work.now), plan: planOf(allocation) },
        emissionFrom:
          facts.emissionFrom === 'verified'
            ? 'verified'
            : known.some((u) => (u.emission?.open.length ?? 0) > 0)
              ? 'forecast'
              : 'calculated',
        ...view,
        whatIf: what && loadFactor !== null ? whatIfOf(what, allocation, loadFactor, price) : null,
        notes: notes.map((one) => ({ ...one })),
        findings: toldOf(allocation).findings,
      };
    },
  });
}

function nothingKnown(year: number): Refusal {
  const text = {
    zh: `${year} 年及上一年均没有月度数据，无法测算缺口；请先录入活动数据`,
    en: `Neither ${year} nor the year before has monthly data, so there is no gap to tell; record activity data first`,
  };
  return new Refusal('not_found', { values: { what: 'months' }, detail: text });
}

function viewOf(known: readonly UnitForecast[], allocation: Evaluation, price: View['price']) {
  const all = addForecasts(known.flatMap((one) => (one.emission ? [one.emission] : [])));
  const allocated = output(allocation, 'A_entity') ?? zero;
  const obligation = output(allocation, 'obligation') ?? all?.value ?? zero;
  const range = all ?? { value: obligation, p10: obligation, p90: obligation, soFar: obligation, remaining: zero };
  const share = number(allocation.conventions.find((one) => one.symbol === 'largest_gap')?.value)?.dividedBy(100);
  const free = gapRange(obligation.minus(allocated), gapMonths(known, allocation));
  const gap = share ? limitedRange(free, range, share) : free;
  const cost = price && costRange(gap, decimal(price.value));
  const decidedSum = known.reduce((sum, one) => sum.plus(decided(one.months.unit, 'final_allocation')?.tonnes ?? 0), zero);
  return {
    emission: { ...wire(range), soFar: tonnes(range.soFar), remaining: tonnes(range.remaining) },
    allocation: { value: tonnes(allocated), decided: tonnes(decidedSum) },
    obligation: tonnes(obligation),
    gap: wire(gap),
    price,
    cost: cost && wire(cost),
    months: monthsView(known),
    units: known.map(({ months: { unit } }) => {
      const text = (symbol: string) => {
        const value = output(allocation, symbol, unit.production.key);
        return value && tonnes(value);
      };
      const { id: unitId, name, nameEn } = unit.production.unit;
      return {
        ...{ unitId, unitName: { zh: name, en: nameEn } },
        emission: sumOf(text('gap_unit'), text('A_unit')),
        ...{ allocation: text('A_unit'), gap: text('gap_unit') },
        loadFactor: unit.inputs.get('load_factor')?.used == null ? null : tonnes(decimal(unit.inputs.get('load_factor')?.used ?? '0')),
        ...{ loadBorder: text('load_border'), borderChange: text('border_change') },
      };
    }),
  };
}

function sumOf(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : tonnes(decimal(a).plus(b));
}

function monthsView(known: readonly UnitForecast[]): View['months'] {
  const months = known[0]?.months.months.map((m) => m.month) ?? [];
  return months.flatMap((month, i) => {
    const values = known.map((one) => one.emission?.months.find((m) => m.month === month));
    if (values.every((one) => one === undefined)) return [];
    const last = known.map((one) => number(one.months.months[i]?.before.emission));
    return [
      {
        month,
        emission: tonnes(values.reduce((sum, one) => sum.plus(one?.value ?? 0), zero)),
        from: values.every((one) => one?.from === 'actual') ? ('actual' as const) : ('forecast' as const),
        lastYear: last.every((one) => one === null) ? null : tonnes(last.reduce<Decimal>((sum, one) => sum.plus(one ?? 0), zero)),
      },
    ];
  });
}

function whatIfOf(what: Evaluation, allocation: Evaluation, loadFactor: string, price: View['price']): View['whatIf'] {
  const [now, then] = [output(allocation, 'A_entity') ?? zero, output(what, 'A_entity') ?? zero];
  const gap = output(what, 'gap') ?? zero;
  return {
    ...{ loadFactor, allocation: tonnes(then), gap: tonnes(gap), change: tonnes(then.minus(now)) },
    cost: price && tonnes(gap.times(price.value)),
  };
}
