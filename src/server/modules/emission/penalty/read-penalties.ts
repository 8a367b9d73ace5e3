import type { z } from 'zod';
import { penaltyEndpoints, type penaltyList } from '../../../../contract/penalty.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { costOf, referencePriceOn } from '../../../../kernel/emission/reference-price.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Decimal, parseDecimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { loadUnitYears } from '../unit-year.ts';
import { listPenalties, type Penalty } from './list-penalties.ts';

type List = z.input<typeof penaltyList>;

const wrongPrice: Finding = {
  code: 'not_a_number',
  severity: 'error',
  place: { path: '/price' },
  text: { zh: '价格应为不小于零的数', en: 'The price must be a number that is not negative' },
};

/** The price given, or the latest published one on the day of the product's clock; null where there is neither. */
export function priceOf(work: Work, shelf: Shelf, given: string | number | undefined): List['price'] {
  if (given !== undefined) {
    const price = parseDecimal(given);
    if (price === null || price.isNegative()) throw new Refusal('invalid_input', { findings: [wrongPrice] });
    return { value: print(price), unit: 'CNY/t', day: null, source: null };
  }
  const found = referencePriceOn(shelf.market.prices, todayOf(work.now));
  return found && { value: found.price, unit: 'CNY/t', day: found.day, source: found.source };
}

const conventions: readonly Text[] = [
  {
    zh: '校准修正：没有日记录的月份按天数均分；同一参数有多台器具在用时取当日最不利者',
    en: 'Calibrations: months without daily records are divided by days; of several meters in service the worst of the day counts',
  },
  {
    zh: '缺测代价：与本年度实测月份按消耗量加权的平均值相比',
    en: 'Missing tests: against the mean of the measured months of the year weighted by consumption',
  },
  {
    zh: '生产数据：按当年配额方案基准值（不含修正系数）折算为少得的配额',
    en: 'Production data: allowances lost at the benchmark of the year, without its correction factors',
  },
];

function sum(items: readonly Penalty[], basis?: Penalty['basis']): string {
  return print(items.reduce((all, one) => (basis && one.basis !== basis ? all : all.plus(one.costT ?? 0)), new Decimal(0)));
}

async function listOf(work: Work, shelf: Shelf, units: readonly organization.Unit[], year: number, price: List['price']): Promise<List> {
  const items: Penalty[] = [];
  for (const data of await loadUnitYears(work, shelf, units, year)) items.push(...(await listPenalties(shelf, data, price?.value ?? null)));
  const totalT = sum(items);
  return {
    year,
    items,
    price,
    emissionT: sum(items, 'emission'),
    allowanceT: sum(items, 'allowance'),
    totalT,
    totalYuan: price ? costOf(totalT, price.value) : null,
    conventions: [...conventions],
  };
}

export function readUnitPenalties(shelf: Shelf) {
  const { params, query: asked } = penaltyEndpoints.readUnitPenalties;
  return query({
    name: 'emission.read-unit-penalties',
    action: 'emission.read',
    input: params.extend(asked.shape),
    run: async (work, { unitId, year, price }): Promise<List> => {
      const unit = await organization.findUnit(work, unitId);
      await work.permit('emission.read', unit.entityId);
      return await listOf(work, shelf, [unit], year, priceOf(work, shelf, price));
    },
  });
}

/** Over all units of an entity; every penalty on its own line. */
export function readEntityPenalties(shelf: Shelf) {
  const { params, query: asked } = penaltyEndpoints.readEntityPenalties;
  return query({
    name: 'emission.read-entity-penalties',
    action: 'emission.read',
    input: params.extend(asked.shape),
    run: async (work, { entityId, year, price }): Promise<List> => {
      await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      return await listOf(work, shelf, await organization.unitsBelow(work, entityId), year, priceOf(work, shelf, price));
    },
  });
}
