import { z } from 'zod';
import { assetEndpoints, type complianceGap } from '../../../contract/asset.ts';
import { addForecasts, costRange, gapRange, limitedRange, type Ranged } from '../../../kernel/asset/gap.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import type { Forecast } from '../../../kernel/emission/forecast.ts';
import { referencePriceOn } from '../../../kernel/emission/reference-price.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { decimal, parseDecimal, print, zero } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { query, type Work } from '../../work/command.ts';
import * as emission from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { type AllocationFacts, decided, evaluateAllocation, loadAllocation, type UnitAllocation, withData } from './allocation-year.ts';
import { forecastView, monthsView, unitShares } from './gap-forecast.ts';
import { gapMonths, number, output, tonnes, type UnitForecast, unitForecasts } from './gap-months.ts';
import type { InputSymbol } from './input-fields.ts';
import { planOf, told as toldOf, verifiedView, yearWithPlan } from './read-allocation.ts';

type View = z.input<typeof complianceGap>;

const wire = ({ value, p10, p90 }: Ranged): View['gap'] => ({ value: tonnes(value), p10: tonnes(p10), p90: tonnes(p90) });

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
      const forecasts = unitForecasts(facts.units, before, year);
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
        emissionFrom: facts.emissionFrom === 'verified' ? 'verified' : known.some(isOpen) ? 'forecast' : 'calculated',
        verified: verifiedView(facts.verified),
        ...view,
        withoutForecast: known.some(isOpen) ? await soFarOf(shelf, facts, year) : null,
        whatIf: what && loadFactor !== null ? whatIfOf(what, allocation, loadFactor, price) : null,
        notes: notes.map((one) => ({ ...one })),
        findings: toldOf(allocation).findings,
      };
    },
  });
}

const isOpen = (one: UnitForecast) => (one.emission?.open.length ?? 0) > 0;

/** The figures of the allocation page: what the data so far give, nothing forecast. Null where there are no data at all. */
async function soFarOf(shelf: Shelf, facts: AllocationFacts, year: number): Promise<View['withoutForecast']> {
  const known = withData(facts);
  if (known.units.length === 0) return null;
  const evaluation = await evaluateAllocation(shelf, known, year);
  const of = (symbol: string) => output(evaluation, symbol);
  const [obligation, allocation, gap] = [of('obligation'), of('A_entity'), of('gap')];
  return obligation && allocation && gap && { obligation: tonnes(obligation), allocation: tonnes(allocation), gap: tonnes(gap) };
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
    forecast: forecastView(known, allocation),
    months: monthsView(known),
    units: known.map((one) => {
      const { unit } = one.months;
      const text = (symbol: string) => {
        const value = output(allocation, symbol, unit.production.key);
        return value && tonnes(value);
      };
      const { id: unitId, name, nameEn } = unit.production.unit;
      return {
        ...{ unitId, unitName: { zh: name, en: nameEn } },
        emission: sumOf(text('gap_unit'), text('A_unit')),
        ...{ allocation: text('A_unit'), gap: text('gap_unit') },
        ...unitShares(one),
        loadFactor: unit.inputs.get('load_factor')?.used == null ? null : tonnes(decimal(unit.inputs.get('load_factor')?.used ?? '0')),
        ...{ loadBorder: text('load_border'), borderChange: text('border_change') },
      };
    }),
  };
}

function sumOf(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : tonnes(decimal(a).plus(b));
}

function whatIfOf(what: Evaluation, allocation: Evaluation, loadFactor: string, price: View['price']): View['whatIf'] {
  const [now, then] = [output(allocation, 'A_entity') ?? zero, output(what, 'A_entity') ?? zero];
  const gap = output(what, 'gap') ?? zero;
  return {
    ...{ loadFactor, allocation: tonnes(then), gap: tonnes(gap), change: tonnes(then.minus(now)) },
    cost: price && tonnes(gap.times(price.value)),
  };
}
