import { convention, type Figure, figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { Decimal, parseDecimal, print, shown, zero } from '../quantity/decimal.ts';
import { applyFactor } from '../quantity/rational.ts';
import type { Units } from '../quantity/units.ts';
import type { IsoCategory, Scope } from './category.ts';
import type { Coefficient } from './coefficients.ts';
import type { ComputedInventory } from './compute.ts';
import { type ApartFigure, explainApart, type ToldGas } from './explain-apart.ts';
import { explainMarket } from './explain-market.ts';
import type { LineGroup, SourceWork } from './gather.ts';
import type { InventoryInput } from './inventory.ts';

/** Which figure of an inventory is asked for. */
export type InventoryTarget =
  | { readonly of: 'total' | 'market' | 'total_market' | ApartFigure }
  | { readonly of: 'gas'; readonly gas: string }
  | { readonly of: 'iso'; readonly iso: IsoCategory }
  | { readonly of: 'scope'; readonly scope: Scope }
  | { readonly of: 'category'; readonly category: string }
  | { readonly of: 'entity'; readonly entityId: string }
  | { readonly of: 'source'; readonly sourceId: string };

export const inventoryMethod = {
  id: 'organization-inventory',
  version: 1,
  title: { zh: '组织温室气体清单', en: 'Greenhouse gas inventory of an organization' },
  source: 'ISO 14064-1:2018; GHG Protocol Corporate Standard, Scope 2 Guidance, Scope 3 Standard; docs/spec/organization-inventory.md',
};

export const inventoryFigures = {
  E_total: figure('E_total', '排放总量（范围2基于位置）', 'Gross emission, scope 2 by location', 'tCO2e', 2),
  E_total_market: figure('E_total_market', '排放总量（范围2基于市场）', 'Gross emission, scope 2 by market', 'tCO2e', 2),
  E_iso: figure('E_iso', 'ISO 类别排放量', 'Emission of the ISO category', 'tCO2e', 2),
  E_scope: figure('E_scope', '范围排放量', 'Emission of the scope', 'tCO2e', 2),
  E_category: figure('E_category', '类别排放量', 'Emission of the category', 'tCO2e', 2),
  E_entity: figure('E_entity', '主体排放量', 'Emission of the entity', 'tCO2e', 2),
  E_gas: figure('E_gas', '各气体排放量', 'Emission of the gas', 'tCO2e', 4),
  E_biogenic: figure('E_biogenic', '生物成因二氧化碳（总量之外）', 'Biogenic CO2, outside the total', 'tCO2e', 2),
  E_non_anthropogenic: figure(
    'E_non_anthropogenic',
    '非人为生物二氧化碳（总量之外）',
    'Non-anthropogenic biogenic CO2, outside the total',
    'tCO2e',
    2,
  ),
  E_other_gases: figure('E_other_gases', '七类之外的气体（总量之外）', 'Gases outside the seven, outside the total', 'tCO2e', 2),
  E_removal: figure('E_removal', '清除量（不抵减）', 'Removals, never netted', 'tCO2e', 2),
  E_location: figure('E_location', '范围2（基于位置）', 'Scope 2 by location', 'tCO2e', 2),
  E_market: figure('E_market', '范围2（基于市场）', 'Scope 2 by market', 'tCO2e', 2),
  E_source: figure('E_source', '排放源排放量', 'Emission of the source', 'tCO2e', 4),
  amount: figure('amount', '活动数据合计', 'Activity, all', '', 3),
  mass: figure('mass', '气体量', 'Mass of the gas', 't', 6),
  co2e: figure('co2e', '二氧化碳当量', 'CO2 equivalent', 'tCO2e', 4),
  covered: figure('covered', '凭证覆盖部分', 'Part covered by the instrument', 'tCO2e', 4),
  uncovered: figure('uncovered', '未覆盖部分', 'Part without an instrument', 'tCO2e', 4),
} as const;
const f = inventoryFigures;

/** More lines than this are told as sums of months. */
const mostLines = 40;
/** More sources than this are told in one line each. */
const mostDetailed = 12;

/** The derivation of one figure: from lines and factors for a source, from sources for what is above them. `everything`: all figures with all sources in detail. */
export function explainInventory(input: InventoryInput, computed: ComputedInventory, target: InventoryTarget | 'everything'): Evaluation {
  const sheet = openSheet();
  const { works } = computed.gathered;
  const wanted = target === 'everything' ? works : works.filter((work) => isPartOf(work, target));
  const detailed = target === 'everything' || target.of === 'source' || isApart(target) || wanted.length <= mostDetailed;
  const told: Told = { gwps: new Map(), gases: [] };
  const ids = new Map<string, string>();
  for (const work of wanted) {
    ids.set(work.source.id, detailed ? detail(sheet, work, computed, told) : inOneLine(sheet, work, computed));
  }
  above(sheet, { input, computed, target, wanted, ids });
  if (target !== 'everything' && isApart(target))
    explainApart(sheet, computed, target.of, target.of === 'gas' ? target.gas : '', told.gases);
  const set = { zh: 'GWP 组', en: 'GWP set' };
  const approach = { zh: '合并方法', en: 'Consolidation approach' };
  const conventions = [
    convention('gwp_set', set, input.gwpSet, 'input', 'ISO 14064-1:2018 9.3.1 t'),
    convention('approach', approach, input.approach, 'input', 'ISO 14064-1:2018 5.1'),
  ];
  return sheet.result(inventoryMethod, target === 'everything' ? computed.result.findings : [], conventions);
}

type ApartTarget = Extract<InventoryTarget, { readonly of: 'gas' }> | { readonly of: ApartFigure };

function isApart(target: InventoryTarget): target is ApartTarget {
  return ['gas', 'removal', 'biogenic', 'non_anthropogenic', 'other_gases'].includes(target.of);
}

/** What a derivation has told so far: GWP nodes by gas, and every gas of every source. */
interface Told {
  readonly gwps: Map<string, string>;
  readonly gases: ToldGas[];
}

function isPartOf(work: SourceWork, target: InventoryTarget): boolean {
  if (isApart(target))
    return work.groups.some((group) => group.coefficients.all.some((one) => target.of !== 'gas' || one.gas === target.gas));
  if (target.of === 'iso') return work.category.iso === target.iso;
  if (target.of === 'scope') return work.category.scope === target.scope;
  if (target.of === 'category') return work.category.code === target.category;
  if (target.of === 'entity') return work.entity.id === target.entityId;
  if (target.of === 'source') return work.source.id === target.sourceId;
  return target.of === 'total' || target.of === 'total_market' || work.category.iso === '2';
}

const emissionOf = (computed: ComputedInventory, work: SourceWork): Decimal => {
  const tally = computed.tallies.get(work.source.id);
  return (work.source.kind === 'removal' ? tally?.removal : tally?.emission) ?? zero;
};

function named(base: Figure, { source }: SourceWork): Figure {
  return { ...base, title: { zh: `${source.code} ${source.name.zh}`, en: `${source.code} ${source.name.en}` } };
}

function inOneLine(sheet: Sheet, work: SourceWork, computed: ComputedInventory): string {
  const at = { source: work.source.code };
  const amount = sheet.input(
    { ...figure('amount', '活动数据合计', 'Activity, all', work.source.unit, 3) },
    at,
    work.amount,
    work.source.id,
  );
  return sheet.step(named(f.E_source, work), at, emissionOf(computed, work), {
    formula: 'amount * factor * GWP * share',
    uses: [amount],
    clause: '6.2.3',
    source: 'ISO 14064-1:2018',
  });
}

/** Lines → amount → mass of each gas → tCO2e → the source, with the factor's source and version and the chain of ownership. */
function detail(sheet: Sheet, work: SourceWork, computed: ComputedInventory, already: Told): string {
  const at = { source: work.source.code };
  const share = sheet.input(
    {
      ...figure('share', '合并比例', 'Share', '1', 4),
      title: { zh: `${work.entity.name.zh}：${work.entity.why.zh}`, en: `${work.entity.name.en}: ${work.entity.why.en}` },
    },
    at,
    work.share,
  );
  const parts: string[] = [];
  for (const [i, group] of work.groups.entries()) {
    const where = work.groups.length === 1 ? at : { ...at, part: String(i + 1) };
    parts.push(...ofGroup(sheet, { work, group, where, share, already, units: computed.units }));
  }
  return sheet.step(named(f.E_source, work), at, emissionOf(computed, work), {
    formula: parts.length === 0 ? '0' : 'sum(co2e)',
    uses: parts,
    clause: '6.2.3',
    source: 'ISO 14064-1:2018',
  });
}

interface GroupGround {
  readonly work: SourceWork;
  readonly group: LineGroup;
  readonly where: Readonly<Record<string, string>>;
  readonly share: string;
  readonly already: Told;
  readonly units: Units;
}

function ofGroup(sheet: Sheet, ground: GroupGround): string[] {
  const { work, group, where, share, already } = ground;
  const amount = sheet.step(figure('amount', '活动数据合计', 'Activity, all', group.unit, 3), where, group.amount, {
    formula: 'sum(activity)',
    uses: activities(sheet, ground),
  });
  if (group.factor === null) return [];
  const counted: string[] = [];
  for (const [i, one] of group.coefficients.all.entries()) {
    const on = {
      ...where,
      gas: one.gas,
      ...(one.origin === 'fossil' ? {} : { origin: one.origin }),
      ...(i > 0 ? { row: String(i + 1) } : {}),
    };
    const factor = factorNode(sheet, ground, one, on);
    const unit = one.group === 'unspecified' || one.gas === 'CO2' ? 'tCO2e' : 't';
    const tonnes = group.amount.times(one.perUnit).times(work.share);
    const mass = sheet.step(figure('mass', '气体量', 'Mass of the gas', unit, 6), on, tonnes, {
      formula: 'amount * factor * share',
      uses: [amount, factor, share],
      note: {
        zh: `每 ${group.unit} 折 ${print(one.perUnit, 12)} ${unit}`,
        en: `${print(one.perUnit, 12)} ${unit} from one ${group.unit}`,
      },
    });
    const gwp = gwpNode(sheet, one, already.gwps);
    const outside = one.gas === 'CO2' && one.origin !== 'fossil';
    const co2e = sheet.step(
      figure(
        'co2e',
        outside ? '生物成因（总量之外）' : '二氧化碳当量',
        outside ? 'Biogenic, outside the total' : 'CO2 equivalent',
        'tCO2e',
        4,
      ),
      on,
      tonnes.times(one.gwp.value),
      {
        formula: 'mass * gwp',
        uses: [mass, gwp],
        clause: '6.4',
        source: 'ISO 14064-1:2018',
      },
    );
    already.gases.push({ node: co2e, gas: one.gas, origin: one.origin, group: one.group, kind: work.source.kind });
    if (!outside && one.group !== 'other') counted.push(co2e);
  }
  return counted;
}

function activities(sheet: Sheet, { work, group, where, units }: GroupGround): string[] {
  const of = figure('activity', '活动数据', 'Activity', group.unit, 3);
  if (group.lines.length > mostLines)
    return [...group.months].map(([month, sum]) => sheet.input(of, { ...where, month: month ?? 'all' }, sum, work.source.id));
  return group.lines.map((line, i) => {
    const at = { ...where, line: `${i + 1}`, ...(line.month === null ? {} : { month: line.month }) };
    const prepared = line.preparation.map((step, n) => {
      const told = figure(`prepared_${n + 1}`, step.title.zh, step.title.en, step.unit, 4);
      return sheet.step(told, at, parseDecimal(step.value) ?? step.value, {
        formula: step.formula,
        substituted: step.formula,
        uses: [],
        source: step.source,
        ...(step.why ? { note: step.why } : {}),
      });
    });
    const factor = units.conversionFactor(line.unit, group.unit);
    const amount = parseDecimal(line.amount) ?? zero;
    const value = factor === null ? amount : applyFactor(amount, factor);
    if (prepared.length > 0) {
      const entered = sheet.input(
        { ...of, symbol: 'entered', title: { zh: '录入的行', en: 'Line as entered' }, unit: line.unit },
        at,
        amount,
        line.id,
      );
      return sheet.step(of, at, value, { formula: `prepared_${prepared.length}`, uses: [...prepared, entered] });
    }
    const given = line.unit === group.unit || factor === null ? undefined : { value: line.amount, unit: line.unit, factor: factor.text };
    return sheet.input(of, at, value, line.id, given);
  });
}

function factorNode(sheet: Sheet, { group }: GroupGround, one: Coefficient, at: Readonly<Record<string, string>>): string {
  const pinned = group.factor;
  const title = pinned ? { zh: `因子：${pinned.name.zh}`, en: `Factor: ${pinned.name.en}` } : { zh: '因子', en: 'Factor' };
  return sheet.lookup({ symbol: 'factor', title, unit: one.part.unit, digits: 6 }, at, parseDecimal(one.part.value), {
    table: pinned?.version ?? '',
    column: one.part.gas,
    keys: [pinned?.region ?? '', pinned?.year ?? ''].filter((key) => key !== ''),
    source: pinned?.source ?? '',
    confidence: 'high',
    ...(pinned && pinned.ref !== '' ? { ref: pinned.ref } : {}),
  });
}

function gwpNode(sheet: Sheet, one: Coefficient, gwps: Map<string, string>): string {
  const before = gwps.get(one.gas);
  if (before) return before;
  const facts = { table: 'gwp', column: 'value', keys: [one.gas], source: one.gwp.source, confidence: 'high' };
  const node = sheet.lookup(figure('gwp', `${one.gas} 的 GWP`, `GWP of ${one.gas}`, 'tCO2e/t', 1), { gas: one.gas }, one.gwp.value, facts);
  gwps.set(one.gas, node);
  return node;
}

interface AboveGround {
  readonly input: InventoryInput;
  readonly computed: ComputedInventory;
  readonly target: InventoryTarget | 'everything';
  readonly wanted: readonly SourceWork[];
  readonly ids: ReadonlyMap<string, string>;
}

/** What is summed from sources. */
function above(sheet: Sheet, ground: AboveGround): void {
  const { computed, target, wanted, ids } = ground;
  const { result } = computed;
  const of = (keep: (work: SourceWork) => boolean) =>
    wanted.filter((work) => work.source.kind === 'emission' && keep(work)).flatMap((work) => ids.get(work.source.id) ?? []);
  const sum = (fig: Figure, at: Readonly<Record<string, string>>, value: string, uses: readonly string[], word = 'E_source') =>
    sheet.step(fig, at, parseDecimal(value), { formula: uses.length === 0 ? '0' : `sum(${word})`, uses });
  const all = target === 'everything';
  const asked = all ? 'total' : target.of;
  if (asked === 'source' || (target !== 'everything' && isApart(target))) return;
  if (asked === 'market' || asked === 'total_market' || all) explainMarket(sheet, ground.input, computed, ids);
  const byIso: string[] = [];
  for (const one of result.byIso) {
    if (asked !== 'total' && asked !== 'total_market' && !(asked === 'iso' && !all && target.of === 'iso' && target.iso === one.iso))
      continue;
    byIso.push(
      sum(
        f.E_iso,
        { iso: one.iso },
        one.emission,
        of((work) => work.category.iso === one.iso),
      ),
    );
  }
  for (const one of all || asked === 'scope' ? result.byScope : [])
    if (all || (target.of === 'scope' && target.scope === one.scope))
      sum(
        f.E_scope,
        { scope: one.scope },
        one.emission,
        of((work) => work.category.scope === one.scope),
      );
  for (const one of all || asked === 'category' ? result.byCategory : [])
    if (all || (target.of === 'category' && target.category === one.category))
      sum(
        f.E_category,
        { category: one.category },
        one.emission,
        of((work) => work.category.code === one.category),
      );
  for (const one of all || asked === 'entity' ? result.byEntity : [])
    if (all || (target.of === 'entity' && target.entityId === one.entityId))
      sum(
        f.E_entity,
        { entity: one.entityId },
        one.emission,
        of((work) => work.entity.id === one.entityId),
      );
  if (asked === 'total' || asked === 'total_market') totals(sheet, ground, byIso);
}

function totals(sheet: Sheet, { computed, target }: AboveGround, byIso: readonly string[]): void {
  const { result } = computed;
  const total = sheet.step(f.E_total, {}, parseDecimal(result.total.emission), {
    formula: 'sum(E_iso)',
    uses: byIso,
    clause: '9.3.1',
    source: 'ISO 14064-1:2018',
  });
  const both = [total, 'E_location', 'E_market'];
  if (target !== 'everything' && target.of === 'total_market')
    sheet.step(f.E_total_market, {}, parseDecimal(result.totalMarketBased), { formula: 'E_total - E_location + E_market', uses: both });
  if (target !== 'everything') return;
  const tell = (fig: Figure, at: Readonly<Record<string, string>>, value: string, formula: string, uses: readonly string[] = []) =>
    sheet.step(fig, at, parseDecimal(value), { formula, uses });
  tell(f.E_total_market, {}, result.totalMarketBased, 'E_total - E_location + E_market', both);
  for (const gas of result.total.gases)
    tell(
      f.E_gas,
      { gas: gas.gas },
      gas.co2e,
      `sum(co2e of ${gas.gas}) = ${gas.tonnes === null ? '—' : `${shown(new Decimal(gas.tonnes), 4)} t`} × ${gas.gwp}`,
    );
  tell(f.E_biogenic, {}, result.total.biogenic, 'sum(co2e of biogenic CO2)');
  tell(f.E_non_anthropogenic, {}, result.total.nonAnthropogenic, 'sum(co2e of non-anthropogenic CO2)');
  tell(f.E_other_gases, {}, result.total.otherGases, 'sum(co2e of gases outside the seven)');
  tell(f.E_removal, {}, result.total.removal, 'sum(co2e of removals)');
}
