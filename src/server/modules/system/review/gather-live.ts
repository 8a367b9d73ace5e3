import type { z } from 'zod';
import type { reviewPart } from '../../../../contract/system-figures.ts';
import type { Day } from '../../../../kernel/calendar/day.ts';
import { type Decimal, decimal, parseDecimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { CarbonReviewInput } from '../../../../kernel/system/evaluate-carbon-review.ts';
import type { Text } from '../../../../kernel/text.ts';
import { evaluateMarketRisk } from '../../../../kernel/trading/risk/evaluate-market-risk.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import * as emission from '../../emission/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import * as trading from '../../trading/index.ts';

export type Part = z.output<typeof reviewPart>;

/** What a part of the review is, with what its figures are computed from. */
export interface Gathered<Keys extends keyof CarbonReviewInput> {
  readonly part: Part;
  readonly input: Pick<CarbonReviewInput, Keys>;
}

const both = (zh: string, en: string): Text => ({ zh, en });
const named = (name: string, nameEn: string): Text => both(name, nameEn || name);

/** Keys of one calculation are different; a name that stands twice is numbered. */
function keysOf(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** Main sources and emission points: each stream of each unit, as the annual result of the year tells it. */
export async function gatherEmission(
  work: Work,
  shelf: Shelf,
  entityId: string,
  year: number,
  today: Day,
): Promise<Gathered<'sources' | 'previous_emission'>> {
  const result = await emission.reportAnnualResult(shelf).run(work, { entityId, year });
  const page = `/emission/entities/${entityId}/${year}`;
  const found = result.units.flatMap((unit) =>
    unit.sources.flatMap(({ name, emission: number }) => (number.value === null ? [] : [{ unit, name, number, value: number.value }])),
  );
  const keys = keysOf(found.map(({ unit, name }) => `${unit.unitName.zh} ${name.zh}`));
  const { given, required, approvedMonths, allMonths } = result.completeness;
  const path = (node: string | null) =>
    node === null ? page : `${page}?derivation=${encodeURIComponent(`entity:${entityId}:${year}:${node}`)}`;
  const says =
    found.length === 0
      ? [both(`${year} 年尚无排放数据`, `There are no emission data of ${year} yet`)]
      : [
          both(
            `数据完整性：应填 ${required} 项，已填 ${given} 项；${allMonths} 个机组月中 ${approvedMonths} 个已批准`,
            `Completeness: ${given} of ${required} values given; ${approvedMonths} of ${allMonths} months of units approved`,
          ),
          both('未取不确定度：不确定性分析在排放子体系', 'Uncertainty is not part of these figures; its analysis stands with emission'),
        ];
  return {
    part: {
      ...{ id: 'emission', asOf: today, path: page, totals: ['emission_total', 'change', 'change_share'] },
      ...{ symbols: ['emission', 'share', 'cumulative', 'main'], says },
      lines: found.map(({ unit, name, number }, index) => ({
        ...{ key: keys[index] ?? '', name: both(`${unit.unitName.zh} ${name.zh}`, `${unit.unitName.en} · ${name.en}`) },
        ...{ path: path(number.nodeId), at: { source: keys[index] ?? '' }, words: [] },
      })),
    },
    input: {
      sources: found.map(({ value }, index) => ({ id: keys[index] ?? '', emission: decimal(value) })),
      previous_emission: result.previousTotal?.value == null ? null : decimal(result.previousTotal.value),
    },
  };
}

/** Holdings by class on the day; what is owed stands with the exposure. */
export async function gatherHoldings(work: Work, entityId: string, asOf: Day): Promise<Gathered<'holdings'>> {
  const { holdings } = await asset.readHoldings.run(work, { entityId, effectiveOn: asOf });
  const tonnes = holdings.filter((one) => one.class.unit === 't' && (one.own !== '0' || one.available !== '0'));
  const keys = keysOf(tonnes.map(({ class: of }) => `${of.programme} ${of.vintage} ${of.project}`.trim()));
  const apart = holdings.filter((one) => one.class.unit !== 't' && one.own !== '0').length;
  return {
    part: {
      ...{ id: 'asset', asOf, path: '/asset/holdings', totals: ['own_total', 'available_total'], symbols: ['own', 'available'] },
      lines: keys.map((key) => ({ key, name: both(key, key), path: '/asset/holdings', at: { class: key }, words: [] })),
      says: [
        ...(tonnes.length === 0 ? [both('台账上没有持有', 'Nothing is held on the ledger')] : []),
        ...(apart > 0
          ? [both(`另有 ${apart} 类以兆瓦时计，不入合计`, `${apart} more classes in megawatt-hours are not in the totals`)]
          : []),
      ],
    },
    input: { holdings: tonnes.map((one, index) => ({ id: keys[index] ?? '', own: decimal(one.own), available: decimal(one.available) })) },
  };
}

/** At so many places the desk is asked; a group with more is reviewed part by part. */
const mostDesks = 30;

const dutyFrom: Readonly<Record<string, Text>> = {
  verified: both('按核查值', 'from the verified figure'),
  calculated: both('按计算值', 'from the calculated figure'),
  forecast: both('按预测', 'from the forecast'),
};

async function riskOf(work: Work, shelf: Shelf, entityId: string): Promise<{ value: Decimal | null; says: Text[] }> {
  const { view, input } = await trading.riskFacts(shelf).run(work, { entityId });
  if (input === null) return { value: null, says: view.missing.map((one) => ({ ...one })) };
  const methods = input.methods.filter((one) => one === 'parametric');
  if (methods.length === 0) return { value: null, says: [] };
  const { outputs } = evaluateMarketRisk({ ...input, methods, stress: [], counterparties: [], limits: [] });
  const told = outputs.find((one) => one.symbol === 'value_at_risk')?.value;
  const percent = `${decimal(String(input.confidence)).times(100).toFixed()} %`;
  return {
    value: typeof told === 'string' ? parseDecimal(told) : null,
    says: [
      both(
        `风险价值：参数法，置信水平 ${percent}，${input.days} 日`,
        `Value at risk: parametric, confidence ${percent}, ${input.days} days`,
      ),
    ],
  };
}

/** Position of each open compliance year, as the desk shows it now, the latest price, the value at risk. */
export async function gatherExposure(
  work: Work,
  shelf: Shelf,
  entityId: string,
  today: Day,
): Promise<Gathered<'positions' | 'price' | 'value_at_risk'>> {
  const units = await organization.allUnits(work);
  const below = await organization.entitiesBelow(work, entityId);
  const plants = below.filter((one) => units.some((unit) => unit.entityId === one.id));
  const lines: Part['lines'] = [];
  const positions: CarbonReviewInput['positions'][number][] = [];
  const says: Text[] =
    plants.length > mostDesks ? [both(`只取前 ${mostDesks} 个单位`, `Only the first ${mostDesks} places are counted`)] : [];
  let price: Decimal | null = null;
  for (const plant of plants.slice(0, mostDesks)) {
    const desk = await trading.readDesk(shelf).run(work, { entityId: plant.id });
    if (desk.price) price = decimal(desk.price.price);
    for (const one of desk.years) {
      const key = `${plant.name} ${one.year}`;
      positions.push({ id: key, position: decimal(one.position) });
      lines.push({
        ...{ key, name: named(`${plant.name} ${one.year} 年度`, `${plant.nameEn || plant.name}, ${one.year}`), path: '/trading/desk' },
        ...{ at: { year: key }, words: [dutyFrom[one.obligationFrom] ?? both('', '')] },
      });
    }
  }
  if (positions.length === 0) says.push(both('没有未结清的履约年度', 'No compliance year is open'));
  if (price === null) says.push(both('没有价格：敞口不能计价', 'There is no price: the exposure has no value'));
  // Risk figures do not add up over places: told for the one place there is.
  const [only] = plants;
  const risk = plants.length === 1 && only ? await riskOf(work, shelf, only.id) : { value: null, says: [] };
  if (plants.length > 1) says.push(both('风险价值按单位计算，见交易风险页', 'Value at risk is told by place, on the page of trading risk'));
  return {
    part: {
      ...{ id: 'exposure', asOf: today, path: '/trading/risk', totals: ['position_total', 'price', 'position_value', 'value_at_risk'] },
      ...{ symbols: ['position'], lines, says: [...says, ...risk.says] },
    },
    input: { positions, price, value_at_risk: risk.value },
  };
}

/** A year from the period that the review is of. @throws Refusal `invalid_input` where the period says none. */
export function yearOfPeriod(until: string | null): number {
  const year = Number((until ?? '').slice(0, 4));
  if (Number.isInteger(year) && year > 1990) return year;
  throw new Refusal('invalid_input', {
    findings: [
      {
        ...{ code: 'record_content', severity: 'error', place: { path: '/content/period_to' } },
        text: both('请先填写时期结束，计算取其年度', 'Fill the end of the period first: its year is computed'),
      },
    ],
  });
}
