import type { Finding } from '../finding.ts';
import { type Formula, FormulaFault } from '../method/formula.ts';
import { parseFormula } from '../method/parse.ts';
import type { LcaProcess, Parameter } from './dataset.ts';
import { type Findings, findingsList, kinds } from './formats/reading.ts';

/**
 * Formulas of life-cycle data sets, read with the parser of the method language: names and functions in any case, `;` between arguments, Float64. What that
 * grammar does not have (sums over lists, trigonometry) is not understood, and the stored amount stands.
 */

/** Why a formula gives no number. */
export class FormulaGap extends Error {}

type Scope = (name: string) => number;

export function evaluateFormula(text: string, scope: Scope): number {
  let formula: Formula;
  try {
    formula = parseFormula(text.trim().toLowerCase().replaceAll(';', ','));
  } catch (fault) {
    if (fault instanceof FormulaFault) throw new FormulaGap(fault.message);
    throw fault;
  }
  const value = resultOf(formula, scope);
  if (!Number.isFinite(value)) throw new FormulaGap('no finite number');
  return value;
}

/** Yes and no are 1 and 0, as in openLCA. */
function resultOf(formula: Formula, scope: Scope): number {
  switch (formula.form) {
    case 'number':
      return Number(formula.digits);
    case 'boolean':
      return formula.value ? 1 : 0;
    case 'name':
      return scope(formula.name);
    case 'negate':
      return -resultOf(formula.of, scope);
    case 'not':
      return resultOf(formula.of, scope) === 0 ? 1 : 0;
    case 'power':
      return resultOf(formula.of, scope) ** formula.exponent;
    case 'raise':
      return resultOf(formula.of, scope) ** resultOf(formula.exponent, scope);
    case 'binary':
      return joined(formula, scope);
    case 'call':
      return called(formula, scope);
    default:
      throw new FormulaGap(formula.form);
  }
}

function joined({ sign, left, right }: Extract<Formula, { form: 'binary' }>, scope: Scope): number {
  const [a, b] = [resultOf(left, scope), resultOf(right, scope)];
  switch (sign) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '<':
      return a < b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
    case '=':
      return a === b ? 1 : 0;
    case '!=':
      return a === b ? 0 : 1;
    case 'and':
      return a !== 0 && b !== 0 ? 1 : 0;
    case 'or':
      return a !== 0 || b !== 0 ? 1 : 0;
  }
}

function called({ name, of }: Extract<Formula, { form: 'call' }>, scope: Scope): number {
  const [first, second, third] = of;
  if (!first) throw new FormulaGap(name);
  if (name === 'if') {
    if (!second || !third) throw new FormulaGap(name);
    return resultOf(first, scope) === 0 ? resultOf(third, scope) : resultOf(second, scope);
  }
  const values = of.map((one) => resultOf(one, scope));
  const [x = Number.NaN, y = 0] = values;
  switch (name) {
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'abs':
      return Math.abs(x);
    case 'sqrt':
      return Math.sqrt(x);
    case 'exp':
      return Math.exp(x);
    case 'floor':
      return Math.floor(x);
    case 'ceil':
      return Math.ceil(x);
    case 'round':
      return Math.round(x * 10 ** y) / 10 ** y;
    default:
      throw new FormulaGap(name);
  }
}

/** A scope over parameters, the process's own before the database's; each is evaluated once, and a circle is a gap. `replaced` replaces input values. */
export function parameterScope(
  own: readonly Parameter[],
  common: readonly Parameter[],
  replaced: Readonly<Record<string, number>> = {},
): Scope {
  const known = new Map<string, Parameter>();
  for (const one of [...common, ...own]) known.set(one.name.trim().toLowerCase(), one);
  const values = new Map<string, number>();
  for (const [name, value] of Object.entries(replaced)) values.set(name.trim().toLowerCase(), value);
  const open = new Set<string>();
  const scope: Scope = (name) => {
    const found = values.get(name);
    if (found !== undefined) return found;
    const parameter = known.get(name);
    if (!parameter) throw new FormulaGap(`${name}?`);
    if (open.has(name)) throw new FormulaGap(`${name} ↺`);
    open.add(name);
    const value = parameter.formula === undefined ? parameter.value : evaluateFormula(parameter.formula, scope);
    open.delete(name);
    values.set(name, value);
    return value;
  };
  return scope;
}

/** Two numbers that differ by less are the same: stored amounts are rounded by their writers. */
const agreed = 1e-6;

/**
 * Amount of every exchange of a process, in its order: by its formula where it has one that is understood, else as stored. Where both are there and differ, and
 * where a formula is not understood, it is said.
 */
export function amountsOf(
  process: LcaProcess,
  common: readonly Parameter[],
  findings: Findings,
  replaced?: Readonly<Record<string, number>>,
): number[] {
  if (!process.exchanges.some((line) => line.formula !== undefined)) return process.exchanges.map((line) => line.amount);
  const scope = parameterScope(process.parameters, common, replaced);
  return process.exchanges.map((line) => {
    const { formula, amount } = line;
    if (formula === undefined) return amount;
    const values = { process: process.name, formula, stored: String(amount) };
    const place = { path: process.id, line: line.id };
    try {
      const computed = evaluateFormula(formula, scope);
      if (replaced === undefined && Math.abs(computed - amount) > agreed * Math.max(Math.abs(computed), Math.abs(amount)))
        findings.say(kinds.formulaDiffers, place, { ...values, computed: String(computed) });
      return computed;
    } catch (gap) {
      if (!(gap instanceof FormulaGap)) throw gap;
      findings.say(kinds.formulaUnread, place, { ...values, why: gap.message });
      return amount;
    }
  });
}

/** What the formulas of a whole database say about its stored amounts. */
export function formulaFindings(processes: readonly LcaProcess[], common: readonly Parameter[]): Finding[] {
  const findings = findingsList();
  for (const process of processes) amountsOf(process, common, findings);
  return findings.all();
}
