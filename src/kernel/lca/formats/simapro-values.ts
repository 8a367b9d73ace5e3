import type { LcaProcess, Parameter, Uncertainty } from '../dataset.ts';
import { evaluateFormula, FormulaGap, parameterScope } from '../formula.ts';
import { recentred } from '../uncertainty.ts';
import { dayIn } from './fields.ts';
import { type Findings, kinds } from './reading.ts';

/** Numbers, formulas, days and spreads as SimaPro writes them. */

export function numbersOf(decimal: string): (text: string | undefined) => number | undefined {
  return (text) => {
    const plain = (decimal === '.' ? text : text?.replace(decimal, '.'))?.trim() ?? '';
    return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : undefined;
  };
}

/** Where a comma is the decimal sign, formulas have it too; arguments are apart by semicolons. */
export const formulasOf =
  (decimal: string) =>
  (text: string): string =>
    decimal === ',' ? text.replace(/(\d),(\d)/g, '$1.$2') : text;

/** Days in the order the file says: `dd.MM.yyyy`, `M/d/yyyy`. */
export function daysOf(format: string): (text: string | undefined) => string | undefined {
  const order = (format.match(/d+|M+|y+/g) ?? ['d', 'M', 'y']).map((part) => part[0]);
  return (text) => {
    const parts = (text ?? '').match(/\d+/g) ?? [];
    const part = (letter: string): string => parts[order.indexOf(letter)] ?? '';
    return parts.length === 3 && part('y').length === 4
      ? `${part('y')}-${part('M').padStart(2, '0')}-${part('d').padStart(2, '0')}`
      : dayIn(text);
  };
}

/** SimaPro states formulas without their value: it is worked out here, and spreads stand around it. */
export function withAmounts(process: LcaProcess, common: readonly Parameter[], findings: Findings): LcaProcess {
  if (!process.exchanges.some((line) => line.formula !== undefined)) return process;
  const scope = parameterScope(process.parameters, common);
  const exchanges = process.exchanges.map((line) => {
    if (line.formula === undefined) return line;
    try {
      const amount = evaluateFormula(line.formula, scope);
      return { ...line, amount, ...(line.uncertainty ? { uncertainty: recentred(line.uncertainty, line.amount, amount) } : {}) };
    } catch (gap) {
      if (!(gap instanceof FormulaGap)) throw gap;
      const values = { process: process.name, formula: line.formula, why: gap.message };
      findings.say(kinds.formulaLost, { path: process.id, line: line.id }, values);
      return line;
    }
  });
  return { ...process, exchanges };
}

/** Lognormal: the square of the geometric standard deviation; normal: twice the standard deviation. */
export function uncertaintyOf(
  distribution: string,
  [spread, minimum, maximum]: readonly (number | undefined)[],
  amount: number,
): Uncertainty | undefined {
  const kind = distribution.toLowerCase();
  if (kind === 'lognormal' && spread !== undefined && spread >= 0)
    return { kind: 'lognormal', geometricMean: amount, geometricSd: Math.sqrt(spread) };
  if (kind === 'normal' && spread !== undefined) return { kind: 'normal', mean: amount, sd: spread / 2 };
  if (minimum === undefined || maximum === undefined) return undefined;
  if (kind === 'triangle' || kind === 'triangular') return { kind: 'triangular', minimum, mode: amount, maximum };
  return kind === 'uniform' ? { kind: 'uniform', minimum, maximum } : undefined;
}
