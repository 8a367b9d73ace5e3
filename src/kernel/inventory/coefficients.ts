import { type Decimal, parseDecimal } from '../quantity/decimal.ts';
import { applyFactor } from '../quantity/rational.ts';
import { conversionFactor, convertible, multiplyUnits, type Unit } from '../quantity/unit.ts';
import type { Units } from '../quantity/units.ts';
import type { Text } from '../text.ts';
import type { InventoryClassification } from './category.ts';
import { type GwpBook, gasGroup, gasOfOrigin, gwpLookup, speciesOf, type UsedGwp } from './gwp-book.ts';
import type { CarbonOrigin, FactorPart, GasGroup, PinnedFactor } from './inventory.ts';

/** What an inventory is computed with, beside its own data. */
export interface InventoryBooks {
  readonly units: Units;
  readonly gwp: GwpBook;
  readonly classification: InventoryClassification;
}

/** Of one gas from one unit of activity: tonnes (tCO2e for a sum), and what a tonne counts. */
export interface Coefficient {
  readonly gas: string;
  readonly group: GasGroup;
  readonly origin: CarbonOrigin;
  readonly perUnit: Decimal;
  readonly gwp: UsedGwp;
  readonly part: FactorPart;
  /** Where the publisher gives CO2e of a gas: its tonnes were found by the GWP of the publisher's set. */
  readonly backBy: UsedGwp | null;
}

export interface CoefficientFault {
  readonly code: 'unit_mismatch' | 'gwp_unknown' | 'not_a_number' | 'gwp_basis_unknown' | 'gwp_basis_differs';
  readonly text: Text;
  readonly cure: Text;
}

export interface Coefficients {
  readonly all: readonly Coefficient[];
  readonly faults: readonly CoefficientFault[];
}

/** Turns a pinned factor into tonnes of each gas per unit of activity; what cannot be turned is a fault and counts nothing. */
export function coefficientMaker(books: InventoryBooks, set: string, lookup: (gas: string) => UsedGwp | null) {
  const known = new Map<string, Coefficients>();
  const tonne = books.units.find('t');
  const tonneCo2e = books.units.find('tCO2e');
  return (factor: PinnedFactor, unit: string): Coefficients => {
    const key = `${unit}\n${JSON.stringify(factor.parts)}\n${factor.gwpBasis ?? ''}`;
    const before = known.get(key);
    if (before) return before;
    const all: Coefficient[] = [];
    const faults: CoefficientFault[] = [];
    for (const part of factor.parts) {
      const made = tonne && tonneCo2e ? ofPart(part, factor, unit, { books, set, lookup, tonne, tonneCo2e }) : { all: [], faults: [] };
      all.push(...made.all);
      faults.push(...made.faults);
    }
    const result = { all, faults };
    known.set(key, result);
    return result;
  };
}

interface Ground {
  readonly books: InventoryBooks;
  readonly set: string;
  readonly lookup: (gas: string) => UsedGwp | null;
  readonly tonne: Unit;
  readonly tonneCo2e: Unit;
}

function ofPart(part: FactorPart, factor: PinnedFactor, unit: string, ground: Ground): Coefficients {
  const value = parseDecimal(part.value);
  if (value === null) return fault('not_a_number', `因子 ${part.value} 不是数值`, `factor ${part.value} is no number`, noNumber);
  const { units } = ground.books;
  const [of, per] = [units.find(unit), units.find(part.unit)];
  const product = of && per && multiplyUnits(of, per);
  if (!product) return mismatch(part, unit);
  const sum = part.gas === 'CO2e' || part.gas === 'CO2';
  const asCo2e = conversionFactor(product, ground.tonneCo2e);
  const asMass = part.gas === 'CO2e' ? null : conversionFactor(product, ground.tonne);
  if (convertible(product, ground.tonneCo2e) && asCo2e && !sum) return backFromCo2e(part, factor, applyFactor(value, asCo2e), ground);
  const factorToTonnes = asCo2e ?? asMass;
  if (!factorToTonnes) return mismatch(part, unit);
  const coefficients = species(part, applyFactor(value, factorToTonnes), null, ground);
  if (part.gas !== 'CO2e' || factor.gwpBasis === ground.set) return coefficients;
  const told = factor.gwpBasis === null ? basisUnknown : basisDiffers(factor.gwpBasis, ground.set);
  return { all: coefficients.all, faults: [...coefficients.faults, told] };
}

/** `CO2e of CH4` as some publishers give it: tonnes of the gas by the set the publisher used, where that is known; otherwise a sum that no set changes. */
function backFromCo2e(part: FactorPart, factor: PinnedFactor, co2e: Decimal, ground: Ground): Coefficients {
  const { books } = ground;
  const basis = factor.gwpBasis === null ? null : gwpLookup(books.gwp, factor.gwpBasis, [])(gasOfOrigin(part.gas, part.origin));
  if (basis?.value.greaterThan(0)) return species(part, co2e.dividedBy(basis.value), basis, ground);
  const whole = { ...part, gas: 'CO2e' };
  return { all: species(whole, co2e, null, ground).all, faults: [basisUnknown] };
}

function species(part: FactorPart, tonnes: Decimal, backBy: UsedGwp | null, { books, lookup, set }: Ground): Coefficients {
  const all: Coefficient[] = [];
  const faults: CoefficientFault[] = [];
  for (const one of speciesOf(books.gwp, part.gas)) {
    const gas = gasOfOrigin(one.gas, part.origin);
    const gwp = lookup(gas);
    if (gwp === null) {
      faults.push(
        ...fault('gwp_unknown', `GWP 组 ${set} 没有 ${gas} 的值`, `GWP set ${set} has no value for ${gas}`, {
          zh: '换一组，或在清单中写明该气体的值及来源',
          en: 'Choose another set, or write a value for the gas with its source among those of the inventory',
        }).faults,
      );
      continue;
    }
    all.push({ gas, group: gasGroup(gas), origin: part.origin, perUnit: tonnes.times(one.share), gwp, part, backBy });
  }
  return { all, faults };
}

const noNumber: Text = { zh: '重新选择因子', en: 'Choose the factor anew' };

function mismatch(part: FactorPart, unit: string): Coefficients {
  return fault(
    'unit_mismatch',
    `活动数据单位 ${unit} 乘以因子单位 ${part.unit} 得不到 ${part.gas} 的质量`,
    `activity in ${unit} times a factor in ${part.unit} gives no mass of ${part.gas}`,
    {
      zh: '改用分母单位与活动数据同类的因子，或改活动数据的单位',
      en: 'Choose a factor per a unit of the same kind, or another unit of activity',
    },
  );
}

function fault(code: CoefficientFault['code'], zh: string, en: string, cure: Text): Coefficients {
  return { all: [], faults: [{ code, text: { zh, en }, cure }] };
}

const basisUnknown: CoefficientFault = {
  code: 'gwp_basis_unknown',
  text: {
    zh: '只给出二氧化碳当量，未说明所用的 GWP 组，改换 GWP 组时这部分不变',
    en: 'it is CO2 equivalent and its GWP set is not stated; this part stays when the set is changed',
  },
  cure: { zh: '有分气体的因子时改用分气体的因子', en: 'Use a factor by gas where there is one' },
};

function basisDiffers(basis: string, set: string): CoefficientFault {
  return {
    code: 'gwp_basis_differs',
    text: {
      zh: `二氧化碳当量按 ${basis} 计，清单按 ${set} 计，这部分不重算`,
      en: `its CO2 equivalent rests on ${basis}, the inventory on ${set}; this part is not recomputed`,
    },
    cure: { zh: '有分气体的因子时改用分气体的因子', en: 'Use a factor by gas where there is one' },
  };
}
