import type { Factor } from '../quantity/rational.ts';
import { conversionFactor, noUnit } from '../quantity/unit.ts';
import { FormulaFault } from './formula.ts';
import { type QuantityTerm, unitName } from './kinds.ts';
import type { Term } from './term.ts';

/** `sqrt` and `exp`, of a number of dimension 1 only: half a power of a unit is no unit, and neither is e to a unit. */
export function numberFunction(name: 'sqrt' | 'exp', at: number, of: QuantityTerm, record: number): Term {
  const by = plainFactor(at, of, `${name} 的参数`, `${name} takes a number of dimension 1`);
  return { op: name === 'sqrt' ? 'root' : 'exponential', of, by, kind: { type: 'quantity', unit: noUnit }, record, bare: false };
}

/** A power whose exponent is a formula: base and exponent are of dimension 1; without that the result would have no unit. */
export function raiseTerm(at: number, base: QuantityTerm, exponent: QuantityTerm, record: number): Term {
  return {
    op: 'raise',
    left: base,
    right: exponent,
    leftBy: plainFactor(at, base, '幂的底数', 'the base of such a power is a number of dimension 1'),
    rightBy: plainFactor(at, exponent, '幂次', 'the exponent is a number of dimension 1'),
    kind: { type: 'quantity', unit: noUnit },
    record,
    bare: false,
  };
}

/** What brings a number of dimension 1 to a plain one; null when it is one. */
function plainFactor(at: number, of: QuantityTerm, zh: string, en: string): Factor | null {
  const { unit } = of.kind;
  if (unit.dimension.key !== '') {
    throw new FormulaFault(at, 'wrong_dimension', `${zh}须无量纲，实际为 ${unitName(unit)}`, `${en}, not ${unitName(unit)}`, {
      zh: '除以同类量使其无量纲；整数幂次（如 x ^ 2）可用于任何单位',
      en: 'Divide by a quantity of the same kind; a whole exponent such as x ^ 2 goes with any unit',
    });
  }
  const factor = conversionFactor(unit, noUnit);
  return factor === null || factor.text === '1' ? null : factor;
}
