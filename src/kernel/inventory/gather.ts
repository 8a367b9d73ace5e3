import type { Month } from '../calendar/month.ts';
import type { Finding } from '../finding.ts';
import { type Decimal, parseDecimal, zero } from '../quantity/decimal.ts';
import { applyFactor } from '../quantity/rational.ts';
import type { InventoryCategory } from './category.ts';
import { type CoefficientFault, type Coefficients, coefficientMaker, type InventoryBooks } from './coefficients.ts';
import { gwpLookup, type UsedGwp } from './gwp-book.ts';
import type { InventoryEntity, InventoryInput, InventoryLine, InventorySource, PinnedFactor } from './inventory.ts';

/** Lines of a source that rest on one factor. */
export interface LineGroup {
  readonly factor: PinnedFactor | null;
  /** Of `amount`: the source's unit, or the lines' own where they bring their own factor and do not convert. */
  readonly unit: string;
  readonly coefficients: Coefficients;
  readonly lines: InventoryLine[];
  readonly months: Map<Month | null, Decimal>;
  amount: Decimal;
}

/** A source with what its figures are made of. */
export interface SourceWork {
  readonly source: InventorySource;
  readonly entity: InventoryEntity;
  readonly category: InventoryCategory;
  readonly share: Decimal;
  readonly groups: readonly LineGroup[];
  /** In the source's unit; lines of another kind of unit are not in it. */
  readonly amount: Decimal;
  readonly monthsPresent: ReadonlySet<Month | null>;
}

export interface Gathered {
  readonly works: readonly SourceWork[];
  readonly gwp: (gas: string) => UsedGwp | null;
  readonly coefficients: (factor: PinnedFactor, unit: string) => Coefficients;
  readonly findings: readonly Finding[];
}

const empty: Coefficients = { all: [], faults: [] };

/** Brings every line to its source's unit and adds up by source, factor and month; what cannot be used is a finding with its place and counts nothing. */
export function gather(input: InventoryInput, books: InventoryBooks): Gathered {
  const gwp = gwpLookup(books.gwp, input.gwpSet, input.gwpOverrides);
  const coefficients = coefficientMaker(books, input.gwpSet, gwp);
  const findings: Finding[] = [];
  const entities = new Map(input.entities.map((one) => [one.id, one]));
  const categories = new Map(books.classification.categories.map((one) => [one.code, one]));
  const linesOf = new Map<string, InventoryLine[]>();
  for (const line of input.lines) {
    const list = linesOf.get(line.sourceId);
    if (list) list.push(line);
    else linesOf.set(line.sourceId, [line]);
  }
  const works: SourceWork[] = [];
  const bases: Bases = new Map();
  for (const source of input.sources) {
    const entity = entities.get(source.entityId);
    const category = categories.get(source.category);
    if (!entity || !category) {
      findings.push(entity ? wrongCategory(source) : wrongEntity(source));
      continue;
    }
    const groups = groupLines(source, linesOf.get(source.id) ?? [], { input, books, coefficients, findings });
    const present = new Set(groups.flatMap((group) => [...group.months.keys()]));
    const amount = groups.filter((group) => group.unit === source.unit).reduce((sum, group) => sum.plus(group.amount), zero);
    const share = parseDecimal(entity.share) ?? zero;
    works.push({ source, entity, category, share, groups, amount, monthsPresent: present });
    tellFaults(source, groups, bases, findings);
    if (share.isZero() && groups.length > 0) findings.push(outside(source, entity, category));
  }
  for (const { fault, factor, sources } of bases.values()) findings.push(basisFinding(fault, factor, [...sources]));
  return { works, gwp, coefficients, findings };
}

/** What is said of a factor's own GWP set, once for each factor, with the sources that rest on it. */
type Bases = Map<string, { readonly fault: CoefficientFault; readonly factor: PinnedFactor; readonly sources: Set<string> }>;

const listedSources = 5;

function basisFinding({ code, text, cure }: CoefficientFault, { name, version }: PinnedFactor, sources: readonly string[]): Finding {
  const n = String(sources.length);
  const more = sources.length > listedSources ? ' …' : '';
  return {
    ...{ code, severity: 'info', place: { symbol: 'factor', at: { sources: sources.slice(0, listedSources).join(', ') + more } }, cure },
    text: {
      zh: `因子“${name.zh}”${version === '' ? '' : `（${version}）`}，用于 ${n} 个源：${text.zh}`,
      en: `Factor "${name.en}"${version === '' ? '' : ` (${version})`}, of ${n} ${sources.length === 1 ? 'source' : 'sources'}: ${text.en}`,
    },
  };
}

interface Ground {
  readonly input: InventoryInput;
  readonly books: InventoryBooks;
  readonly coefficients: Gathered['coefficients'];
  readonly findings: Finding[];
}

function groupLines(source: InventorySource, lines: readonly InventoryLine[], ground: Ground): LineGroup[] {
  const groups = new Map<PinnedFactor | null, Map<string, LineGroup>>();
  const own = new Map<string, PinnedFactor>();
  for (const line of lines) {
    const unit = unitOf(source, line, ground);
    const amount = amountOf(source, line, unit, ground);
    if (amount === null) continue;
    const factor = line.factor === null ? source.factor : sameFactor(own, line.factor);
    const byUnit = groups.get(factor) ?? new Map<string, LineGroup>();
    groups.set(factor, byUnit);
    let group = byUnit.get(unit);
    if (!group) {
      const made = factor === null ? empty : ground.coefficients(factor, unit);
      group = { factor, unit, coefficients: made, lines: [], months: new Map(), amount: zero };
      byUnit.set(unit, group);
    }
    group.lines.push(line);
    group.amount = group.amount.plus(amount);
    group.months.set(line.month, (group.months.get(line.month) ?? zero).plus(amount));
  }
  return [...groups.values()].flatMap((byUnit) => [...byUnit.values()]);
}

/** A line with its own factor keeps its own unit where that is of another kind (money, tonnes of a supplier); instruments count in the source's. */
function unitOf(source: InventorySource, line: InventoryLine, { books }: Ground): string {
  if (line.factor === null || source.category.startsWith('2') || books.units.convertible(line.unit, source.unit)) return source.unit;
  return books.units.find(line.unit) === null ? source.unit : line.unit;
}

/** Two lines with the same factor written out belong to one group. */
function sameFactor(own: Map<string, PinnedFactor>, factor: PinnedFactor): PinnedFactor {
  const key = JSON.stringify(factor);
  const before = own.get(key);
  if (before) return before;
  own.set(key, factor);
  return factor;
}

function amountOf(source: InventorySource, line: InventoryLine, unit: string, { input, books, findings }: Ground): Decimal | null {
  const at = { source: source.code, month: line.month ?? '' };
  const bad = (code: string, zh: string, en: string, cureZh: string, cureEn: string): null => {
    findings.push({ code, severity: 'error', place: { symbol: 'amount', at }, text: { zh, en }, cure: { zh: cureZh, en: cureEn } });
    return null;
  };
  const value = parseDecimal(line.amount);
  if (value === null) return bad('not_a_number', `“${line.amount}”不是数值`, `"${line.amount}" is no number`, '改为数值', 'Write a number');
  if (line.month !== null && (line.month < input.from || line.month > input.to))
    return bad(
      'outside_period',
      `${line.month} 不在清单期间`,
      `${line.month} lies outside the period`,
      '改月份或期间',
      'Change the month or the period',
    );
  if (value.isNegative())
    findings.push({
      ...{ code: 'negative_amount', severity: 'warning', place: { symbol: 'amount', at } },
      text: { zh: `${source.code} 的活动数据为负`, en: `the activity of ${source.code} is below zero` },
      cure: { zh: '清除另设清除源；更正请改原数', en: 'Removals are sources of their own; correct the figure itself' },
    });
  if (line.unit === unit) return value;
  const factor = books.units.conversionFactor(line.unit, unit);
  if (factor) return applyFactor(value, factor);
  return bad(
    'unit_mismatch',
    `${line.unit} 不能换算为 ${source.unit}`,
    `${line.unit} does not convert to ${source.unit}`,
    '改用同类单位，或改源的单位',
    'Use a unit of the same kind, or change that of the source',
  );
}

function tellFaults(source: InventorySource, groups: readonly LineGroup[], bases: Bases, findings: Finding[]): void {
  const told = new Set<string>();
  const tell = (fault: CoefficientFault, factor: PinnedFactor | null): void => {
    if (factor && fault.code.startsWith('gwp_basis')) {
      const key = JSON.stringify([fault.text.en, factor.ref, factor.name, factor.version]);
      const known = bases.get(key) ?? { fault, factor, sources: new Set<string>() };
      bases.set(key, known);
      known.sources.add(source.code);
      return;
    }
    if (told.has(fault.text.en)) return;
    told.add(fault.text.en);
    findings.push({
      code: fault.code,
      severity: 'error',
      place: { symbol: 'factor', at: { source: source.code } },
      text: fault.text,
      cure: fault.cure,
    });
  };
  for (const group of groups) {
    for (const fault of group.coefficients.faults) tell(fault, group.factor);
    if (group.factor === null)
      findings.push({
        ...{ code: 'no_factor', severity: 'error', place: { symbol: 'factor', at: { source: source.code } } },
        text: {
          zh: `${source.code} 有活动数据而没有因子，未计入`,
          en: `${source.code} has activity data and no factor: it counts nothing`,
        },
        cure: { zh: '为该源选择因子', en: 'Choose a factor for the source' },
      });
  }
}

function wrongEntity(source: InventorySource): Finding {
  return {
    ...{ code: 'entity_unknown', severity: 'error', place: { symbol: 'entity', at: { source: source.code } } },
    text: {
      zh: `${source.code} 所属主体不在组织边界内，未计入`,
      en: `the entity of ${source.code} is not in the boundary: it counts nothing`,
    },
    cure: { zh: '改源的主体，或改清单的范围', en: 'Change the entity of the source or the extent of the inventory' },
  };
}

function wrongCategory(source: InventorySource): Finding {
  return {
    ...{ code: 'category_unknown', severity: 'error', place: { symbol: 'category', at: { source: source.code } } },
    text: { zh: `${source.code} 的类别 ${source.category} 不存在`, en: `${source.code}: there is no category ${source.category}` },
    cure: { zh: '重新选择类别', en: 'Choose the category anew' },
  };
}

function outside(source: InventorySource, entity: InventoryEntity, category: InventoryCategory): Finding {
  const direct = category.scope !== '3';
  return {
    ...{ code: 'share_zero', severity: 'info', place: { symbol: 'share', at: { source: source.code } }, clause: '5.1' },
    text: {
      zh: `${entity.name.zh} 按所选方法计 0（${entity.why.zh}），${source.code} 不计入`,
      en: `${entity.name.en} counts 0 under the chosen approach (${entity.why.en}): ${source.code} is not counted`,
    },
    ...(direct
      ? {
          cure: {
            zh: '持有股权的，可在类别 5.4 投资中计入应占份额',
            en: 'Where a stake is held, its share may be counted in category 5.4, investments',
          },
        }
      : {}),
  };
}
