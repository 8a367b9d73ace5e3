import { assert } from '../assert.ts';
import { convention, figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { Decimal, zero } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import {
  attributedOf,
  type CbamCarbonPrice,
  type CbamGood,
  type CbamInput,
  type CbamPrecursor,
  cbamFaults,
  circleFault,
  precursorsFirst,
} from './cbam.ts';
import { cbamFindings } from './cbam-findings.ts';
import type { CbamGoods, CbamSector } from './cbam-goods.ts';

export const cbamMethod = {
  id: 'cbam-embedded-emissions',
  version: 1,
  title: { zh: '货物隐含排放（碳边境调节）', en: 'Embedded emissions of goods (carbon border adjustment)' },
  source: 'docs/spec/cbam-embedded-emissions.md',
};

export const cbamFigures = {
  precursor_direct: figure('precursor_direct', '前体的直接隐含排放', 'Direct embedded emissions of a precursor', 'tCO2e', 3),
  precursor_indirect: figure('precursor_indirect', '前体的间接隐含排放', 'Indirect embedded emissions of a precursor', 'tCO2e', 3),
  own_indirect: figure('own_indirect', '生产过程用电的间接排放', 'Indirect emissions of the process: its electricity', 'tCO2e', 3),
  direct: figure('direct', '直接隐含排放', 'Direct embedded emissions', 'tCO2e', 3),
  indirect: figure('indirect', '间接隐含排放', 'Indirect embedded emissions', 'tCO2e', 3),
  specific_direct: figure('specific_direct', '单位直接隐含排放', 'Specific direct embedded emissions', 'tCO2e', 4),
  specific_indirect: figure('specific_indirect', '单位间接隐含排放', 'Specific indirect embedded emissions', 'tCO2e', 4),
  counted: figure('counted', '计入的隐含排放', 'Embedded emissions that count', 'tCO2e', 3),
  specific_counted: figure('specific_counted', '计入的单位隐含排放', 'Specific embedded emissions that count', 'tCO2e', 4),
  from_actual: figure('from_actual', '其中来自实测数据', 'Of them from actual data', 'tCO2e', 3),
  actual_share: figure('actual_share', '实测数据占比', 'Share from actual data', '%', 2),
  price_due: figure('price_due', '原产国应付碳价', 'Carbon price due in the country of origin', '', 2),
  price_per_unit: figure('price_per_unit', '单位货物应付碳价', 'Carbon price due a unit of the good', '', 4),
} as const;

const given = {
  indirect_counts: figure('indirect_counts', '间接排放是否计入', 'Indirect emissions count'),
  quantity: figure('quantity', '产量', 'Quantity made', '', 3),
  attributed: figure('attributed', '生产过程归属排放', 'Emissions attributed to the production process', 'tCO2e', 3),
  source_total: figure('source_total', '来源总量', 'Total of the source', 'tCO2e', 3),
  source_share: figure('source_share', '归属该货物的份额', 'Share attributed to the good', '%', 4),
  source_per_unit: figure('source_per_unit', '来源的单位排放', 'Emissions of the source, a unit of the good', 'tCO2e', 6),
  electricity: figure('electricity', '生产过程用电量', 'Electricity used by the production process', 'MWh', 3),
  electricity_factor: figure('electricity_factor', '用电排放因子', 'Factor of the electricity', 'tCO2e/MWh', 4),
  precursor_quantity: figure('precursor_quantity', '前体用量', 'Quantity of a precursor', '', 3),
  bought_direct: figure('bought_direct', '外购前体单位直接排放', 'Specific direct emissions of a bought precursor', 'tCO2e', 4),
  bought_indirect: figure('bought_indirect', '外购前体单位间接排放', 'Specific indirect emissions of a bought precursor', 'tCO2e', 4),
  surrendered: figure('surrendered', '就该货物清缴的配额', 'Allowances surrendered for the good', 't', 3),
  free: figure('free_allocation', '其中免费配额', 'Of them allocated free of charge', 't', 3),
  price: figure('price', '配额价格', 'Price of an allowance', '', 2),
  rebate: figure('rebate', '返还或补偿', 'Rebates and compensation', '', 2),
} as const;

/** Direct and indirect, of all data and of actual data alone, with the nodes that tell them. */
interface Parts {
  readonly direct: Decimal;
  readonly indirect: Decimal;
  readonly actualDirect: Decimal;
  readonly actualIndirect: Decimal;
}
interface Made extends Parts {
  readonly directId: string;
  readonly indirectId: string;
}

const annexTwo = 'Regulation (EU) 2023/956 Annex II';
type Sheet = ReturnType<typeof openSheet>;
const f = cbamFigures;
const add = (parts: readonly Parts[], of: keyof Parts): Decimal => parts.reduce((sum, one) => sum.plus(one[of]), zero);
const times = (parts: Parts, by: Decimal): Parts => ({
  ...{ direct: parts.direct.times(by), indirect: parts.indirect.times(by) },
  ...{ actualDirect: parts.actualDirect.times(by), actualIndirect: parts.actualIndirect.times(by) },
});

function tellPrecursor(sheet: Sheet, good: CbamGood, one: CbamPrecursor, made: ReadonlyMap<string, Made>): Made {
  const at = { good: good.id, precursor: one.id };
  const quantity = sheet.input(given.precursor_quantity, at, one.quantity);
  const chained = one.madeHere === null ? null : made.get(one.madeHere);
  assert(chained !== undefined, 'a precursor made here is computed first');
  const bought = (): Made => {
    assert(one.madeHere === null, 'a bought precursor');
    const actual = one.basis === 'actual';
    return {
      ...{ direct: one.direct, indirect: one.indirect },
      ...{ actualDirect: actual ? one.direct : zero, actualIndirect: actual ? one.indirect : zero },
      directId: sheet.input(given.bought_direct, at, one.direct),
      indirectId: sheet.input(given.bought_indirect, at, one.indirect),
    };
  };
  const specific = chained ?? bought();
  const parts = times(specific, one.quantity);
  const [direct, indirect] = chained ? ['specific_direct', 'specific_indirect'] : ['bought_direct', 'bought_indirect'];
  return {
    ...parts,
    directId: sheet.step(f.precursor_direct, at, parts.direct, {
      formula: `precursor_quantity × ${direct}`,
      uses: [quantity, specific.directId],
    }),
    indirectId: sheet.step(f.precursor_indirect, at, parts.indirect, {
      formula: `precursor_quantity × ${indirect}`,
      uses: [quantity, specific.indirectId],
    }),
  };
}

function tellPrice(sheet: Sheet, good: CbamGood, price: CbamCarbonPrice, quantity: string): void {
  const at = { good: good.id };
  const money = { unit: price.currency };
  const uses = [
    sheet.input(given.surrendered, at, price.surrendered),
    sheet.input(given.free, at, price.freeAllocation),
    sheet.input({ ...given.price, unit: `${price.currency}/t` }, at, price.price),
    sheet.input({ ...given.rebate, ...money }, at, price.rebate),
  ];
  const beyond = Decimal.max(zero, price.surrendered.minus(price.freeAllocation));
  const due = Decimal.max(zero, beyond.times(price.price).minus(price.rebate));
  const total = sheet.step({ ...f.price_due, ...money }, at, due, {
    formula: 'max(0, max(0, surrendered − free_allocation) × price − rebate)',
    uses,
  });
  sheet.step({ ...f.price_per_unit, unit: `${price.currency}/${good.unit}` }, at, due.div(good.quantity), {
    formula: 'price_due / quantity',
    uses: [total, quantity],
  });
}

/** Attributed emissions as stated, or as they follow from the frozen source they were taken from. */
function tellAttributed(sheet: Sheet, good: CbamGood, quantity: string): string {
  const at = { good: good.id };
  const { taken } = good;
  if (!taken) return sheet.input(given.attributed, at, good.attributed);
  if (taken.kind === 'footprint') {
    const each = sheet.input({ ...given.source_per_unit, unit: `tCO2e/${good.unit}` }, at, taken.perUnit, taken.source);
    return sheet.step(given.attributed, at, attributedOf(good), { formula: 'source_per_unit × quantity', uses: [each, quantity] });
  }
  const uses = [sheet.input(given.source_total, at, taken.total, taken.source), sheet.input(given.source_share, at, taken.share)];
  return sheet.step(given.attributed, at, attributedOf(good), { formula: 'source_total × source_share / 100', uses });
}

function ownParts(good: CbamGood): Parts {
  const indirect = good.electricity ? good.electricity.quantity.times(good.electricity.factor) : zero;
  return {
    ...{ direct: attributedOf(good), indirect },
    actualDirect: good.basis === 'actual' ? attributedOf(good) : zero,
    actualIndirect: good.electricity?.basis === 'actual' ? indirect : zero,
  };
}

function tellGood(sheet: Sheet, good: CbamGood, sector: CbamSector, made: ReadonlyMap<string, Made>): Made {
  const at = { good: good.id };
  const perUnit = { unit: `tCO2e/${good.unit}` };
  const quantity = sheet.input({ ...given.quantity, unit: good.unit }, at, good.quantity);
  const attributed = tellAttributed(sheet, good, quantity);
  const power = good.electricity
    ? [sheet.input(given.electricity, at, good.electricity.quantity), sheet.input(given.electricity_factor, at, good.electricity.factor)]
    : [];
  const precursors = good.precursors.map((one) => tellPrecursor(sheet, good, one, made));
  const own = ownParts(good);
  const all = [own, ...precursors];
  const parts = { direct: add(all, 'direct'), indirect: add(all, 'indirect') };
  const ownIndirect = sheet.step(f.own_indirect, at, own.indirect, {
    formula: power.length > 0 ? 'electricity × electricity_factor' : '0',
    uses: power,
  });
  const direct = sheet.step(f.direct, at, parts.direct, {
    formula: precursors.length > 0 ? 'attributed + Σ(precursor_direct)' : 'attributed',
    uses: [attributed, ...precursors.map((one) => one.directId)],
  });
  const indirect = sheet.step(f.indirect, at, parts.indirect, {
    formula: precursors.length > 0 ? 'own_indirect + Σ(precursor_indirect)' : 'own_indirect',
    uses: [ownIndirect, ...precursors.map((one) => one.indirectId)],
  });
  const each = (of: Decimal) => of.div(good.quantity);
  const directId = sheet.step({ ...f.specific_direct, ...perUnit }, at, each(parts.direct), {
    formula: 'direct / quantity',
    uses: [direct, quantity],
  });
  const indirectId = sheet.step({ ...f.specific_indirect, ...perUnit }, at, each(parts.indirect), {
    formula: 'indirect / quantity',
    uses: [indirect, quantity],
  });
  const both = sector.indirectCounts;
  const counted = both ? parts.direct.plus(parts.indirect) : parts.direct;
  const rule = tellRule(sheet, at, sector, good.category);
  const total = sheet.step(f.counted, at, counted, {
    formula: both ? 'direct + indirect' : 'direct',
    uses: both ? [direct, indirect, rule] : [direct, rule],
    ...{ source: annexTwo, confidence: sector.confidence },
  });
  sheet.step({ ...f.specific_counted, ...perUnit }, at, each(counted), { formula: 'counted / quantity', uses: [total, quantity] });
  const actual = { actualDirect: add(all, 'actualDirect'), actualIndirect: add(all, 'actualIndirect') };
  tellActual(sheet, at, both ? actual.actualDirect.plus(actual.actualIndirect) : actual.actualDirect, counted, total);
  if (good.carbonPrice) tellPrice(sheet, good, good.carbonPrice, quantity);
  const specific = { direct: each(parts.direct), indirect: each(parts.indirect) };
  return { ...specific, actualDirect: each(actual.actualDirect), actualIndirect: each(actual.actualIndirect), directId, indirectId };
}

/** Whether indirect emissions count, as the reviewed file has it. */
function tellRule(sheet: Sheet, at: { readonly good: string }, sector: CbamSector, category: string): string {
  return sheet.lookup(given.indirect_counts, at, sector.indirectCounts ? 'yes' : 'no', {
    ...{ table: 'cbam-goods', column: 'indirect_counts', keys: [category], source: annexTwo, confidence: sector.confidence },
  });
}

function tellActual(sheet: Sheet, at: { readonly good: string }, actual: Decimal, counted: Decimal, total: string): void {
  const id = sheet.step(f.from_actual, at, actual, {
    formula: 'Σ(parts of counted whose data are actual)',
    substituted: actual.toFixed(),
    uses: [total],
  });
  if (counted.isZero()) return;
  sheet.step(f.actual_share, at, actual.div(counted).times(100), { formula: 'from_actual / counted × 100', uses: [id, total] });
}

/**
 * Embedded emissions of the goods one installation made in one period: direct (attributed plus precursors), indirect (electricity plus precursors), what counts of them,
 * how much rests on actual data, and the carbon price due where they were made. Regulation (EU) 2023/956 Annexes II and IV.
 * @throws Refusal `invalid_input`: category, CN code or unit that do not fit, a precursor that is none, goods that are precursors of each other.
 */
export function evaluateCbam(input: CbamInput, book: CbamGoods): Evaluation {
  const faults = cbamFaults(input, book);
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  const { ordered, circle } = precursorsFirst(input.goods);
  if (circle.length > 0) throw new Refusal('invalid_input', { findings: [circleFault(circle)] });
  const definitive = input.from >= book.definitiveFrom.value;
  const sectorOf = (good: CbamGood): CbamSector => {
    const category = book.categories.find((one) => one.id === good.category);
    const sector = book.sectors.find((one) => one.id === category?.sector);
    assert(sector !== undefined && category !== undefined, 'faults were asked before');
    const low = category.confidence === 'low' || sector.confidence === 'low';
    return { ...sector, indirectCounts: !definitive || sector.indirectCounts, confidence: low ? 'low' : sector.confidence };
  };
  const sheet = openSheet();
  const made = new Map<string, Made>();
  for (const good of ordered) made.set(good.id, tellGood(sheet, good, sectorOf(good), made));
  const sectors = input.goods.map(sectorOf);
  // The least certain good of a sector stands for it.
  const used = sectors
    .filter((one, index) => sectors.findIndex((other) => other.id === one.id) === index)
    .map((one) => sectors.find((other) => other.id === one.id && other.confidence === 'low') ?? one);
  return sheet.result(cbamMethod, cbamFindings(input, sectorOf, definitive, book.source), [
    convention(
      'period_kind',
      { zh: '制度阶段', en: 'Phase of the rules' },
      definitive ? 'definitive' : 'transitional',
      'default',
      `${book.source}; data/frameworks/cbam-goods.yaml`,
    ),
    ...used.map((sector) => ({
      ...convention(
        'indirect_counts',
        { zh: `间接排放是否计入：${sector.name.zh}`, en: `Indirect emissions count: ${sector.name.en}` },
        sector.indirectCounts ? 'yes' : 'no',
        'default',
        annexTwo,
      ),
      ...{ at: { sector: sector.id }, confidence: sector.confidence },
    })),
  ]);
}
