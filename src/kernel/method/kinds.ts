import { print } from '../quantity/decimal.ts';
import type { Factor } from '../quantity/rational.ts';
import { conversionFactor, convertible, noUnit, type Unit } from '../quantity/unit.ts';
import { constant } from './constant.ts';
import { type Formula, FormulaFault } from './formula.ts';
import type { Kind, Term } from './term.ts';

export type FormulaOf<F extends Formula['form']> = Extract<Formula, { readonly form: F }>;
/** Settles a part of the formula at hand for tuples of a record. */
export type Settle = (formula: Formula, record: number) => Term;
export type QuantityTerm = Term & { readonly kind: { readonly type: 'quantity'; readonly unit: Unit } };

export function quantityTerm(term: Term, formula: Formula): QuantityTerm {
  if (isQuantity(term)) return term;
  throw new FormulaFault(
    formula.at,
    'wrong_type',
    `此处应为数量，实际为${kindName(term.kind).zh}`,
    `a quantity is expected here, this is ${kindName(term.kind).en}`,
  );
}

function isQuantity(term: Term): term is QuantityTerm {
  return term.kind.type === 'quantity';
}

export function booleanTerm(term: Term, formula: Formula): Term {
  if (term.kind.type === 'boolean') return term;
  throw new FormulaFault(
    formula.at,
    'wrong_type',
    `此处应为条件，实际为${kindName(term.kind).zh}`,
    `a condition is expected here, this is ${kindName(term.kind).en}`,
  );
}

export function kindName(kind: Kind): { zh: string; en: string } {
  if (kind.type === 'quantity') return { zh: `数量（${unitName(kind.unit)}）`, en: `a quantity (${unitName(kind.unit)})` };
  return kind.type === 'text' ? { zh: '文本', en: 'a text' } : { zh: '条件', en: 'a condition' };
}

/** `tCO2/MWh, dimension co2e·…`: both, because the symbol alone does not say why two units disagree. */
export function unitName(unit: Unit): string {
  return unit.dimension.key === '' ? `${unit.symbol}: 1` : `${unit.symbol}: ${unit.dimension.key}`;
}

/**
 * The common unit of things that are added or compared: that of the first that is not a plain 0 (0 goes with any unit), and what
 * brings each to it. A plain number beside a percentage is only 0 or 1: `100 - M` could mean 100 or 100 %.
 */
export function agree(at: number, terms: readonly QuantityTerm[]): { unit: Unit; factors: (Factor | null)[] } {
  const zeros = terms.map((term) => term.bare && constant(term)?.isZero() === true);
  const first = terms.findIndex((term, i) => !zeros[i] && !term.bare);
  const lead = terms[Math.max(first, 0)];
  if (!lead) return { unit: noUnit, factors: [] };
  const unit = lead.kind.unit;
  const factors = terms.map((term, i) => {
    if (zeros[i]) return null;
    if (!convertible(term.kind.unit, unit)) {
      throw new FormulaFault(
        at,
        'wrong_dimension',
        `量纲不一致：${unitName(unit)} 与 ${unitName(term.kind.unit)}`,
        `dimensions differ: ${unitName(unit)} and ${unitName(term.kind.unit)}`,
        {
          zh: '相加、相减、比较的两侧须为同类量；请核对单位或公式',
          en: 'What is added, subtracted or compared must be of one kind; check the units or the formula',
        },
      );
    }
    const factor = conversionFactor(term.kind.unit, unit);
    if (factor === null || factor.text === '1') return null;
    if (term.bare) refuseAmbiguous(at, term, unit);
    return factor;
  });
  return { unit, factors };
}

/** A plain number where a percentage (or another scaled unit of dimension 1) is meant: only 0 and 1 cannot be misread. */
export function refuseAmbiguous(at: number, term: Term, unit: Unit): void {
  const value = constant(term);
  if (value?.isZero() || value?.equals(1)) return;
  const number = value === null ? '…' : print(value);
  throw new FormulaFault(
    at,
    'ambiguous_number',
    `${number} 与 ${unit.symbol} 并列，含义不清`,
    `${number} beside ${unit.symbol} can be read in two ways`,
    {
      zh: `写明单位：${number} [${unit.symbol}] 或 ${number} [1]`,
      en: `Say the unit: ${number} [${unit.symbol}] or ${number} [1]`,
    },
  );
}

export function sized<T>(at: number, make: () => T): T {
  try {
    return make();
  } catch (fault) {
    if (fault instanceof RangeError) throw new FormulaFault(at, 'unit_too_large', '单位的幂次过大', 'a power of the unit is too large');
    throw fault;
  }
}

/** The kind of two alternatives taken together; both are of one type. */
export function union(a: Kind, b: Kind): Kind {
  if (a.type !== 'text' || b.type !== 'text') return a;
  return { type: 'text', values: a.values === null || b.values === null ? null : new Set([...a.values, ...b.values]) };
}
