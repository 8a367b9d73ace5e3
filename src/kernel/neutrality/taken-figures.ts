import { firstDay, lastDay } from '../calendar/month.ts';
import type { OrganizationInventory } from '../inventory/inventory.ts';
import { type Separate, type Stage, stageWords, sumSeparate } from '../lca/model/study.ts';
import { Decimal, decimal, print, zero } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { ClaimLine } from './claim-content.ts';

/** What a footprint paper takes from a frozen inventory or product footprint: tCO2e, gross by line, removals and what is told apart beside it, never netted. */
export interface TakenFigures {
  readonly lines: readonly (ClaimLine & { readonly categoryEn: string })[];
  readonly removals: string;
  readonly apart: readonly (ClaimLine & { readonly categoryEn: string })[];
}

const both = (zh: string, en: string): Text => ({ zh, en });
const lineOf = ({ zh, en }: Text, tonnes: Decimal) => ({ category: zh, categoryEn: en, tonnes: print(tonnes) });
const sum = (all: readonly string[]) => all.reduce((total, one) => total.plus(decimal(one)), zero);

const bases = {
  location: both('（基于位置）', ' (location-based)'),
  market: both('（基于市场）', ' (market-based)'),
} as const;

/**
 * An inventory by its categories (ISO 14064-1 5.2.4). `scope2`: the basis of imported energy (GHG Protocol Scope 2 Guidance ch. 6), named in its lines; by
 * market, the sources that have such a figure change theirs and nothing else does.
 */
export function takeInventory(
  { input, result }: Pick<OrganizationInventory, 'input' | 'result'>,
  scope2: keyof typeof bases,
  titles: ReadonlyMap<string, Text>,
): TakenFigures {
  const emits = new Set(input.sources.filter((one) => one.kind === 'emission').map((one) => one.id));
  const lines = result.byCategory.flatMap(({ category, emission }) => {
    const sources = result.bySource.filter((one) => one.category === category && emits.has(one.sourceId));
    if (sources.length === 0) return [];
    const imported = sources.filter((one) => one.marketBased !== null);
    const byMarket = decimal(emission)
      .minus(sum(imported.map((one) => one.emission)))
      .plus(sum(imported.map((one) => one.marketBased ?? '0')));
    const title = titles.get(category) ?? both('', '');
    const basis = imported.length === 0 ? both('', '') : bases[scope2];
    const name = both(`${category} ${title.zh}${basis.zh}`.trim(), `${category} ${title.en}${basis.en}`.trim());
    return [lineOf(name, scope2 === 'market' ? byMarket : decimal(emission))];
  });
  const { biogenic, nonAnthropogenic, otherGases, removal } = result.total;
  const apart = [
    [both('生物源 CO2（不计入总量）', 'Biogenic CO2 (not in the total)'), biogenic],
    [both('非人为源 CO2（不计入总量）', 'Non-anthropogenic CO2 (not in the total)'), nonAnthropogenic],
    [both('七类以外的气体（不计入总量）', 'Gases outside the seven (not in the total)'), otherGases],
  ] as const;
  return {
    lines,
    removals: print(decimal(removal)),
    apart: apart.flatMap(([name, tonnes]) => (decimal(tonnes).isZero() ? [] : [lineOf(name, decimal(tonnes))])),
  };
}

export interface FrozenResult {
  readonly total: number;
  readonly scaledTotal: number | null;
  readonly separate: Separate;
  readonly stages: readonly { readonly stage: Stage; readonly values: Separate }[];
  readonly lines: readonly { readonly name: string; readonly values: Separate }[];
}

/** kgCO2e of a part without its removals, which are zero or below. */
const gross = (values: Separate): Decimal => new Decimal(sumSeparate({ ...values, removal: 0 }));

/** Names of the lines that count production avoided elsewhere: a claim of neutrality does not net them. */
export const avoidedIn = ({ lines }: FrozenResult): string[] =>
  lines.filter((one) => gross(one.values).isNegative()).map((one) => one.name);

/** A product footprint of `unitAmount` units times `quantity` of the same unit (ISO 14067, ISO 14068-1): stages as lines, removals beside them. */
export function takeFootprint(result: FrozenResult, unitAmount: Decimal, quantity: Decimal): TakenFigures {
  const times = quantity.dividedBy(unitAmount).dividedBy(1000);
  const stages = result.stages.filter((one) => !gross(one.values).isZero());
  const lines = stages.map(({ stage, values }) => lineOf(stageWords[stage], gross(values).times(times)));
  if (result.scaledTotal !== null) {
    const more = new Decimal(result.scaledTotal).minus(result.total);
    if (more.greaterThan(0)) lines.push(lineOf(both('取舍部分的放大', 'Scaled up for what is cut off'), more.times(times)));
  }
  if (lines.length === 0) lines.push(lineOf(both('产品碳足迹', 'Product footprint'), zero));
  const biogenic = new Decimal(result.separate.biogenic);
  return {
    lines,
    removals: print(new Decimal(result.separate.removal).abs().times(times)),
    apart: biogenic.isZero()
      ? []
      : [lineOf(both('其中生物源排放（已计入总量）', 'Of which biogenic (in the total)'), biogenic.times(times))],
  };
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Whether an inventory's months are those of a period; an event lies inside them (ISO 14068-1: figures and claim are of the same period). */
export function fitsPeriod(months: Pick<OrganizationInventory['input'], 'from' | 'to'>, period: Span, kind: string): boolean {
  const [from, to] = [firstDay(months.from), lastDay(months.to)];
  return kind === 'event' ? from <= period.from && period.to <= to : from === period.from && period.to === to;
}
