import { Decimal, decimal, print } from '../quantity/decimal.ts';
import type { Factor } from '../quantity/rational.ts';
import { multiplyUnits, noUnit, raiseUnit, type Unit } from '../quantity/unit.ts';
import { constant } from './constant.ts';
import { type Formula, FormulaFault, type Sign } from './formula.ts';
import { agree, booleanTerm, type FormulaOf, kindName, quantityTerm, type Settle, sized } from './kinds.ts';
import type { Scope } from './scope.ts';
import { raiseTerm } from './settle-functions.ts';
import { aggregateTerm, callTerm, lookupTerm, nameTerm } from './settle-names.ts';
import type { Term } from './term.ts';

/**
 * Settles names, kinds and units of a formula for tuples of `record`. `target` is the unit of what it is for, in which
 * `round`, `floor` and `ceil` work. Throws FormulaFault.
 */
export function settle(formula: Formula, record: number, scope: Scope, target: Unit | null): Term {
  const go: Settle = (part, where) => settle(part, where, scope, target);
  switch (formula.form) {
    case 'number':
      return numberTerm(formula, record, scope);
    case 'text':
      return { op: 'text', value: formula.value, kind: { type: 'text', values: new Set([formula.value]) }, record, bare: false };
    case 'boolean':
      return { op: 'boolean', value: formula.value, kind: { type: 'boolean' }, record, bare: false };
    case 'name':
      return nameTerm(formula, record, scope);
    case 'lookup':
      return lookupTerm(formula, record, scope, go);
    case 'negate': {
      const of = quantityTerm(go(formula.of, record), formula.of);
      return { op: 'negate', of, kind: of.kind, record, bare: of.bare };
    }
    case 'not':
      return { op: 'not', of: booleanTerm(go(formula.of, record), formula.of), kind: { type: 'boolean' }, record, bare: false };
    case 'binary':
      return binaryTerm(formula, record, go);
    case 'power': {
      const of = quantityTerm(go(formula.of, record), formula.of);
      return {
        op: 'power',
        of,
        exponent: formula.exponent,
        kind: { type: 'quantity', unit: sized(formula.at, () => raiseUnit(of.kind.unit, formula.exponent)) },
        record,
        bare: of.bare,
      };
    }
    case 'raise':
      return raiseTerm(
        formula.at,
        quantityTerm(go(formula.of, record), formula.of),
        quantityTerm(go(formula.exponent, record), formula.exponent),
        record,
      );
    case 'call':
      return callTerm(formula, record, go, target);
    case 'aggregate':
      return aggregateTerm(formula, record, scope, go);
  }
}

function numberTerm(formula: FormulaOf<'number'>, record: number, scope: Scope): Term {
  const unit = formula.unit === null ? noUnit : scope.unit(formula.unit, formula.at);
  return {
    op: 'number',
    value: decimal(formula.digits),
    digits: formula.digits,
    kind: { type: 'quantity', unit },
    record,
    bare: formula.unit === null,
  };
}

const comparisons: readonly Sign[] = ['<', '<=', '>', '>=', '=', '!='];

function binaryTerm(formula: FormulaOf<'binary'>, record: number, go: Settle): Term {
  const { sign, at } = formula;
  const [left, right] = [go(formula.left, record), go(formula.right, record)];
  if (sign === 'and' || sign === 'or') {
    return {
      op: sign,
      left: booleanTerm(left, formula.left),
      right: booleanTerm(right, formula.right),
      kind: { type: 'boolean' },
      record,
      bare: false,
    };
  }
  const compare = comparisons.find((one) => one === sign);
  if (compare !== undefined && compare !== '+' && left.kind.type !== 'quantity') return compareOthers(formula, left, right, record);
  const [a, b] = [quantityTerm(left, formula.left), quantityTerm(right, formula.right)];
  if (sign === '*' || sign === '/') {
    const unit = sized(at, () => multiplyUnits(a.kind.unit, b.kind.unit, sign === '*' ? 1 : -1));
    return {
      op: sign === '*' ? 'multiply' : 'divide',
      left: a,
      right: b,
      kind: { type: 'quantity', unit },
      record,
      bare: a.bare && b.bare,
    };
  }
  const { unit, factors } = agree(at, [a, b]);
  const [leftBy, rightBy] = [factors[0] ?? null, factors[1] ?? null];
  if (sign === '+' || sign === '-') {
    return {
      op: sign === '+' ? 'add' : 'subtract',
      left: a,
      right: b,
      leftBy,
      rightBy,
      kind: { type: 'quantity', unit },
      record,
      bare: a.bare && b.bare,
    };
  }
  return { op: 'compare', sign, left: a, right: b, leftBy, rightBy, kind: { type: 'boolean' }, record, bare: false };
}

/** Texts and yes/no can only be equal or not; a text that can never occur on the other side is a slip of the author. */
function compareOthers(formula: FormulaOf<'binary'>, left: Term, right: Term, record: number): Term {
  const { sign, at } = formula;
  if (left.kind.type !== right.kind.type) {
    throw new FormulaFault(
      at,
      'wrong_type',
      `不能比较${kindName(left.kind).zh}与${kindName(right.kind).zh}`,
      `${kindName(left.kind).en} and ${kindName(right.kind).en} cannot be compared`,
    );
  }
  if (sign !== '=' && sign !== '!=')
    throw new FormulaFault(at, 'wrong_type', '文本和是非只能用 = 或 !=', 'texts and yes/no are compared with = or != only');
  if (left.kind.type === 'text' && right.kind.type === 'text' && left.kind.values !== null && right.kind.values !== null) {
    const [one, other] = [left.kind.values, right.kind.values];
    if (![...one].some((value) => other.has(value))) {
      const [a, b] = [[...one].join(', '), [...other].join(', ')];
      throw new FormulaFault(at, 'unknown_choice', `两侧不可能相等：${a} / ${b}`, `the two sides can never be equal: ${a} / ${b}`);
    }
  }
  return { op: 'compare', sign, left, right, leftBy: null, rightBy: null, kind: { type: 'boolean' }, record, bare: false };
}

/**
 * An author who multiplies by 1/1000 or 100 by hand, where the units convert themselves, would be wrong by that factor twice:
 * a plain constant equal to the conversion (or its inverse) is refused. `1000 [1]` says that it is meant.
 */
export function refuseDoubleConversion(term: Term, by: Factor): void {
  const ratio = by.den === null ? by.num : by.num.dividedBy(by.den);
  const inverse = new Decimal(1).dividedBy(ratio);
  const visit = (part: Term): void => {
    if (part.op === 'negate') visit(part.of);
    if (part.op !== 'multiply' && part.op !== 'divide') return;
    for (const side of [part.left, part.right]) {
      const value = side.bare ? constant(side) : null;
      if (value && !value.equals(1) && (value.equals(ratio) || value.equals(inverse))) {
        const number = print(value);
        throw new FormulaFault(
          1,
          'double_conversion',
          `单位已自动换算（×${by.text}），公式中又出现 ${number}`,
          `the units convert by ${by.text} already, and the formula has ${number} once more`,
          {
            zh: `删去 ${number}；若确有此数，写作 ${number} [1]`,
            en: `Leave ${number} out; if it is meant, write ${number} [1]`,
          },
        );
      }
      visit(side);
    }
  };
  visit(term);
}
