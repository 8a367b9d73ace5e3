import type { Day } from '../calendar/day.ts';
import type { Finding } from '../finding.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import { type CbamCategory, type CbamGoods, takesIn } from './cbam-goods.ts';

/** Measured by the operator, or a default value of the rules. */
export type CbamBasis = 'actual' | 'default';

/** Another good that goes into a good: made in the same installation (named), or bought with its specific embedded emissions, tCO2e a unit. */
export type CbamPrecursor = { readonly id: string; readonly quantity: Decimal } & (
  | { readonly madeHere: string }
  | {
      readonly madeHere: null;
      readonly category: string;
      readonly direct: Decimal;
      readonly indirect: Decimal;
      readonly basis: CbamBasis;
    }
);

/** What the operator owes for the emissions of this good where it is made; allowances of 1 tCO2e. */
export interface CbamCarbonPrice {
  readonly surrendered: Decimal;
  readonly freeAllocation: Decimal;
  readonly price: Decimal;
  readonly currency: string;
  readonly rebate: Decimal;
  readonly evidence: string | null;
}

/**
 * Where attributed emissions were taken from. `source` names what was frozen, so that its shares can be added up. A whole (tCO2e) and the share of it in %, or so
 * much a unit of the good (tCO2e/t, tCO2e/MWh).
 */
export type CbamTaken = { readonly source: string } & (
  | { readonly kind: 'entity_year' | 'inventory'; readonly total: Decimal; readonly share: Decimal }
  | { readonly kind: 'footprint'; readonly perUnit: Decimal }
);

export interface CbamGood {
  readonly id: string;
  readonly cnCode: string;
  readonly category: string;
  readonly route: string;
  /** Made in the period, own use included; t or MWh. */
  readonly quantity: Decimal;
  readonly unit: 't' | 'MWh';
  /** Attributed to the production process, tCO2e; not looked at where it was taken from a source. */
  readonly attributed: Decimal;
  readonly taken?: CbamTaken | null;
  readonly basis: CbamBasis;
  /** Electricity used by the production process, MWh, and its factor, tCO2e/MWh. Null: not stated. */
  readonly electricity: { readonly quantity: Decimal; readonly factor: Decimal; readonly basis: CbamBasis } | null;
  readonly precursors: readonly CbamPrecursor[];
  readonly carbonPrice: CbamCarbonPrice | null;
}

export interface CbamInput {
  readonly installation: string;
  readonly from: Day;
  readonly until: Day;
  readonly goods: readonly CbamGood[];
}

/** Attributed to the production process, tCO2e: as stated, or from what it was taken from. */
export function attributedOf({ attributed, taken, quantity }: CbamGood): Decimal {
  if (!taken) return attributed;
  return taken.kind === 'footprint' ? taken.perUnit.times(quantity) : taken.total.times(taken.share).div(100);
}

const at = (good: string, precursor?: string) => ({ at: precursor === undefined ? { good } : { good, precursor } });

function fault(code: string, place: Finding['place'], text: Text, cure: Text): Finding {
  return { code, severity: 'error', place, text, cure };
}

function goodFaults(good: CbamGood, category: CbamCategory, unit: string): Finding[] {
  const found: Finding[] = [];
  if (!takesIn(category, good.cnCode))
    found.push(
      fault(
        'cn_code_not_in_category',
        at(good.id),
        {
          zh: `CN 编码 ${good.cnCode} 不属于类别“${category.name.zh}”`,
          en: `CN code ${good.cnCode} is not in the category ${category.name.en}`,
        },
        {
          zh: `该类别的编码以 ${category.cn.join('、')} 开头；改正编码或类别`,
          en: `Codes of that category start with ${category.cn.join(', ')}; correct the code or the category`,
        },
      ),
    );
  if (good.unit !== unit)
    found.push(
      fault(
        'cbam_unit',
        at(good.id),
        {
          zh: `“${category.name.zh}”以 ${unit} 计量，不是 ${good.unit}`,
          en: `${category.name.en} is measured in ${unit}, not ${good.unit}`,
        },
        { zh: `以 ${unit} 填写数量`, en: `State the quantity in ${unit}` },
      ),
    );
  return found;
}

function precursorFaults(good: CbamGood, category: CbamCategory, goods: readonly CbamGood[]): Finding[] {
  return good.precursors.flatMap((one) => {
    const made = one.madeHere === null ? null : goods.find((other) => other.id === one.madeHere);
    if (made === undefined)
      return [
        fault(
          'precursor_unknown',
          at(good.id, one.id),
          { zh: `前体“${one.id}”所指的货物不在本申报中`, en: `The good that precursor ${one.id} names is not in this declaration` },
          {
            zh: '写明本申报中的货物，或改为外购前体并填写其单位排放',
            en: 'Name a good of this declaration, or state it as bought, with its specific emissions',
          },
        ),
      ];
    const id = made?.category ?? (one.madeHere === null ? one.category : '');
    if (category.precursors.includes(id)) return [];
    return [
      fault(
        'precursor_not_relevant',
        at(good.id, one.id),
        { zh: `类别 ${id} 不是“${category.name.zh}”的相关前体`, en: `Category ${id} is no relevant precursor of ${category.name.en}` },
        {
          zh: `相关前体：${category.precursors.join('、') || '无'}；去掉该前体或改正类别`,
          en: `Relevant precursors: ${category.precursors.join(', ') || 'none'}; remove it or correct the category`,
        },
      ),
    ];
  });
}

function doubles(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Everything for which no figure is computed at all. */
export function cbamFaults({ from, until, goods }: CbamInput, book: CbamGoods): Finding[] {
  const found: Finding[] = [];
  const renamed = { zh: '改用不同的名称', en: 'Give it another name' };
  if (from > until)
    found.push(
      fault(
        'period_order',
        { path: '/period' },
        { zh: `报告期始于 ${from}，却止于 ${until}`, en: `The period starts on ${from} but ends on ${until}` },
        { zh: '改正报告期', en: 'Correct the period' },
      ),
    );
  for (const id of doubles(goods.map((one) => one.id)))
    found.push(fault('good_twice', at(id), { zh: `货物“${id}”出现两次`, en: `Good ${id} stands twice` }, renamed));
  for (const good of goods) {
    const category = book.categories.find((one) => one.id === good.category);
    const sector = book.sectors.find((one) => one.id === category?.sector);
    if (!category || !sector) {
      const text = { zh: `没有类别 ${good.category}`, en: `There is no category ${good.category}` };
      const all = book.categories.map((one) => one.id).join(', ');
      found.push(fault('cbam_category', at(good.id), text, { zh: `可用类别：${all}`, en: `Categories: ${all}` }));
      continue;
    }
    for (const id of doubles(good.precursors.map((one) => one.id)))
      found.push(fault('precursor_twice', at(good.id, id), { zh: `前体“${id}”出现两次`, en: `Precursor ${id} stands twice` }, renamed));
    found.push(...goodFaults(good, category, sector.unit), ...precursorFaults(good, category, goods));
  }
  return found;
}

/**
 * Goods in an order in which precursors made in the installation stand before what they go into; those of a circle are left over.
 */
export function precursorsFirst(goods: readonly CbamGood[]): {
  readonly ordered: readonly CbamGood[];
  readonly circle: readonly CbamGood[];
} {
  const ordered: CbamGood[] = [];
  const done = new Set<string>();
  let left = [...goods];
  for (;;) {
    const ready = left.filter((good) => good.precursors.every((one) => one.madeHere === null || done.has(one.madeHere)));
    if (ready.length === 0) return { ordered, circle: left };
    for (const good of ready) done.add(good.id);
    ordered.push(...ready);
    left = left.filter((good) => !done.has(good.id));
  }
}

/** Refused: a good that goes, through others, into itself. Loops inside one production process are no precursors. */
export function circleFault(circle: readonly CbamGood[]): Finding {
  const names = circle.map((good) => good.id);
  return fault(
    'precursor_circle',
    { at: { good: names[0] ?? '' } },
    { zh: `货物互为前体：${names.join('、')}`, en: `Goods are precursors of each other: ${names.join(', ')}` },
    { zh: '把循环内的货物合为一个生产过程', en: 'Make the goods of the circle one production process' },
  );
}

/** Sources of which the goods take more than there is, with the share they take in %. */
export function sharesAboveWhole(
  goods: readonly CbamGood[],
): { readonly source: string; readonly goods: string[]; readonly share: Decimal }[] {
  const shared = goods.flatMap(({ id, taken }) => (taken && taken.kind !== 'footprint' ? [{ id, ...taken }] : []));
  return [...new Set(shared.map((one) => one.source))].flatMap((source) => {
    const own = shared.filter((one) => one.source === source);
    const share = own.reduce((sum, one) => sum.plus(one.share), zero);
    return share.gt(100) ? [{ source, goods: own.map((one) => one.id), share }] : [];
  });
}

/** How much of each good the other goods of the installation take in. */
export function takenIn(good: string, goods: readonly CbamGood[]): Decimal {
  return goods
    .flatMap((one) => one.precursors)
    .filter((one) => one.madeHere === good)
    .reduce((sum, one) => sum.plus(one.quantity), zero);
}
