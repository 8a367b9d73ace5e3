import { decimal } from '../quantity/decimal.ts';
import { factorOf } from '../quantity/rational.ts';
import { conversion, convertible, noUnit, type Unit } from '../quantity/unit.ts';
import type { Units } from '../quantity/units.ts';
import type { Draft, DraftAlternative, DraftCheck, DraftFinding, DraftInput, DraftStep } from './draft.ts';
import { FormulaFault, reservedWords } from './formula.ts';
import { booleanTerm, kindName, refuseAmbiguous, unitName } from './kinds.ts';
import type { Alternative, Compiled, FindingRule, Method, MethodCheck, MethodInput, MethodRecord, MethodSymbol } from './method.ts';
import { orderOf } from './order.ts';
import { parseFormula } from './parse.ts';
import type { Path, Reading } from './reading.ts';
import { makeScope, nearest, type Scope, type ScopeSymbol } from './scope.ts';
import { readScreen } from './screen.ts';
import { refuseDoubleConversion, settle } from './settle.ts';
import type { Kind, Term } from './term.ts';

export const dataYearName = 'data_year';

interface Linking {
  readonly draft: Draft;
  readonly reading: Reading;
  readonly units: Units;
  readonly scope: Scope;
  /** Index of each record by name. */
  readonly records: ReadonlyMap<string, number>;
}

/** Gives every name its meaning, settles all formulas and puts the steps in order. Null when something is at fault. */
export function linkMethod(draft: Draft, reading: Reading, units: Units): Method | null {
  const records = new Map(draft.records.map((record, i) => [record.name, i] as const));
  const sets = new Map(draft.sets.map((set) => [set.name, set] as const));
  const order = draft.sets.map((set) => set.name);
  const scopeRecords = draft.records.map((record) => ({
    name: record.name,
    per: checkedSets(reading, record.per, [...record.path, 'per'], order),
  }));
  const symbols = declare(draft, reading, units, records);
  const tables = new Map([...draft.tables].map(([name, one]) => [name, one.table] as const));
  const scope = makeScope({ records: scopeRecords, sets, symbols, tables, units });
  const linking: Linking = { draft, reading, units, scope, records };
  const linked = linkSymbols(linking);
  const checks = draft.checks.map((check) => linkCheck(linking, check)).filter((check) => check !== null);
  const outputs = draft.outputs.map(({ name, path }) => linkOutput(linking, name, path));
  const screen = readScreen(reading, draft.screen, new Set(scope.symbols.keys()));
  if (draft.outputs.length === 0) reading.fault(['outputs'], 'missing_field', { zh: '至少一个输出', en: 'at least one output is needed' });
  if (reading.findings.length > 0) return null;
  const sorted = orderOf(linked, (slot) => reading.fault(pathOf(draft, linked[slot]), 'cycle', cycleText(linked, slot)));
  if (sorted === null) return null;
  const made: MethodRecord[] = draft.records.map((record, i) => ({
    name: record.name,
    title: record.title,
    per: scopeRecords[i]?.per ?? [],
    required: record.required,
    inputs: linked.filter((symbol) => symbol.is === 'input' && symbol.record === i).map((symbol) => symbol.slot),
  }));
  return {
    ...draft,
    screen,
    units,
    records: made,
    symbols: linked,
    slots: new Map(linked.map((symbol) => [symbol.name, symbol.slot] as const)),
    order: sorted,
    checks,
    outputs: outputs.filter((slot) => slot !== null),
    aggregates: scope.aggregates(),
  };
}

function cycleText(linked: readonly MethodSymbol[], slot: number): { zh: string; en: string } {
  const name = linked[slot]?.name ?? '';
  return { zh: `${name} 的计算最终依赖它自己`, en: `${name} depends on itself in the end` };
}

function pathOf(draft: Draft, symbol: MethodSymbol | undefined): Path {
  const step = draft.steps.find((one) => one.symbol === symbol?.name);
  return step?.path ?? draft.records.flatMap((record) => record.inputs).find((one) => one.symbol === symbol?.name)?.path ?? [];
}

function checkedSets(reading: Reading, per: readonly string[], path: Path, known: readonly string[]): string[] {
  for (const [i, set] of per.entries()) {
    if (!known.includes(set)) reading.fault([...path, i], 'unknown_set', { zh: `未知集合 ${set}`, en: `unknown set ${set}` });
    if (per.indexOf(set) !== i) reading.fault([...path, i], 'duplicate', { zh: `${set} 重复`, en: `${set} stands twice` });
  }
  return known.filter((set) => per.includes(set));
}

/** All symbols with kind and slot, duplicates refused; the data year comes first when the method has data years. */
function declare(draft: Draft, reading: Reading, units: Units, records: ReadonlyMap<string, number>): Map<string, ScopeSymbol> {
  const symbols = new Map<string, ScopeSymbol>();
  const taken = new Map<string, string>(draft.sets.map((set) => [set.name, 'set'] as const));
  for (const record of draft.records.slice(1)) claim(taken, record.name, 'record', record.path, reading);
  const add = (name: string, record: number, kind: Kind | null, path: Path) => {
    if (claim(taken, name, 'symbol', path, reading)) symbols.set(name, { slot: symbols.size, name, record, kind });
  };
  if (draft.dataYears !== null) add(dataYearName, 0, { type: 'quantity', unit: noUnit }, ['data_years']);
  for (const [i, record] of draft.records.entries()) {
    for (const input of record.inputs) add(input.symbol, i, inputKind(input, reading, units), [...input.path, 'symbol']);
  }
  for (const step of draft.steps) {
    const record = records.get(step.over);
    if (record === undefined) {
      const near = nearest(step.over, records.keys());
      reading.fault(
        [...step.path, 'over'],
        'unknown_record',
        { zh: `未知记录 ${step.over}`, en: `unknown record ${step.over}` },
        near === null ? undefined : { zh: `是否为 ${near}？`, en: `Did you mean ${near}?` },
      );
    }
    const kind = record === undefined ? null : stepKind(step, reading, units);
    add(step.symbol, record ?? 0, kind, [...step.path, 'symbol']);
  }
  return symbols;
}

function claim(taken: Map<string, string>, name: string, what: string, path: Path, reading: Reading): boolean {
  if (reservedWords.has(name)) reading.fault(path, 'reserved', { zh: `${name} 是保留字`, en: `${name} is a reserved word` });
  else if (taken.has(name))
    reading.fault(
      path,
      'duplicate_symbol',
      { zh: `名称 ${name} 已被使用`, en: `the name ${name} is taken already (${taken.get(name)})` },
      { zh: '符号、集合、记录不得同名', en: 'Symbols, sets and records share no name' },
    );
  else {
    taken.set(name, what);
    return true;
  }
  return false;
}

function declaredUnit(symbol: string | null, path: Path, reading: Reading, units: Units): Unit | null {
  if (symbol === null) return null;
  const result = units.parse(symbol);
  if ('unit' in result) return result.unit;
  reading.fault([...path, 'unit'], 'unknown_unit', {
    zh: `单位“${symbol}”：${result.error.text.zh}`,
    en: `unit "${symbol}": ${result.error.text.en}`,
  });
  return null;
}

function inputKind(input: DraftInput, reading: Reading, units: Units): Kind | null {
  if (input.type === 'choice') return { type: 'text', values: new Set(input.values) };
  if (input.type === 'text' || input.type === 'boolean')
    return input.type === 'text' ? { type: 'text', values: null } : { type: 'boolean' };
  const unit = declaredUnit(input.unit, input.path, reading, units);
  return unit && { type: 'quantity', unit };
}

function stepKind(step: DraftStep, reading: Reading, units: Units): Kind | null {
  if (step.type === 'boolean') return { type: 'boolean' };
  if (step.type === 'text') return { type: 'text', values: null };
  const unit = declaredUnit(step.unit, step.path, reading, units);
  return unit && { type: 'quantity', unit };
}

function linkSymbols(linking: Linking): MethodSymbol[] {
  const { draft, scope } = linking;
  const linked: MethodSymbol[] = [];
  const put = (symbol: MethodSymbol | null) => {
    if (symbol !== null) linked[symbol.slot] = symbol;
  };
  const year = scope.symbols.get(dataYearName);
  if (draft.dataYears !== null && year) linked[year.slot] = yearInput(year.slot, draft.dataYears);
  for (const input of draft.records.flatMap((record) => record.inputs)) put(linkInput(linking, input));
  for (const step of draft.steps) put(linkStep(linking, step));
  return linked;
}

function yearInput(slot: number, years: { readonly from: number; readonly to: number }): MethodInput {
  return {
    ...{ is: 'input', slot, name: dataYearName, title: { zh: '数据年度', en: 'data year' }, record: 0, unit: noUnit, shown: 0 },
    ...{ type: 'integer', required: true, values: [], min: decimal(years.from), max: decimal(years.to), confidence: null, fallback: null },
    ...{ clause: null, source: null, note: null },
  };
}

function linkInput(linking: Linking, input: DraftInput): MethodInput | null {
  const symbol = linking.scope.symbols.get(input.symbol);
  if (!symbol?.kind) return null;
  const { path, symbol: name, unit: _, fallback, ...rest } = input;
  const unit = symbol.kind.type === 'quantity' ? symbol.kind.unit : null;
  const compiled = fallback === null ? null : compile(linking, fallback, symbol.record, symbol.kind, [...path, 'default']);
  return { ...rest, is: 'input', name, slot: symbol.slot, record: symbol.record, unit, fallback: compiled };
}

function linkStep(linking: Linking, step: DraftStep): MethodSymbol | null {
  const symbol = linking.scope.symbols.get(step.symbol);
  if (!symbol?.kind) return null;
  const { path: _, over: __, symbol: name, alternatives, unit: ___, ...rest } = step;
  const { kind, record, slot } = symbol;
  const compiled = alternatives.map((one) => linkAlternative(linking, one, record, kind)).filter((one) => one !== null);
  return { ...rest, is: 'step', name, slot, record, unit: kind.type === 'quantity' ? kind.unit : null, alternatives: compiled };
}

function linkAlternative(linking: Linking, one: DraftAlternative, record: number, kind: Kind): Alternative | null {
  const target = kind.type === 'quantity' ? kind.unit : null;
  const when = one.when === null ? null : condition(linking, one.when, record, [...one.path, 'when'], target);
  const compiled = compile(linking, one.formula, record, kind, [...one.path, 'formula']);
  if (one.finding !== null) checkPlaceholders(linking, one.finding, record);
  return compiled && { ...compiled, when, why: one.why, finding: one.finding && ruleOf(one.finding) };
}

function linkCheck(linking: Linking, check: DraftCheck): MethodCheck | null {
  const { reading, records } = linking;
  const record = records.get(check.over);
  if (record === undefined) {
    reading.fault([...check.path, 'over'], 'unknown_record', { zh: `未知记录 ${check.over}`, en: `unknown record ${check.over}` });
    return null;
  }
  checkPlaceholders(linking, check, record);
  const when = condition(linking, check.when, record, [...check.path, 'when'], null);
  return when && { ...ruleOf(check), record, when };
}

function ruleOf(finding: DraftFinding): FindingRule {
  const { code, severity, text, cure, clause, source } = finding;
  return { code, severity, text, cure, clause, source };
}

function linkOutput(linking: Linking, name: string, path: Path): number | null {
  const symbol = linking.scope.symbols.get(name);
  if (symbol) return symbol.slot;
  const near = nearest(name, linking.scope.symbols.keys());
  linking.reading.fault(
    path,
    'unknown_output',
    { zh: `所列 ${name} 不存在`, en: `${name} does not exist` },
    near === null ? undefined : { zh: `是否为 ${near}？`, en: `Did you mean ${near}?` },
  );
  return null;
}

/** Runs `read`, turning a fault in the formula into a finding at its line, with the column. */
function guarded<T>(linking: Linking, path: Path, text: string, read: () => T): T | null {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof FormulaFault)) throw fault;
    if (fault.code === 'consequence') return null;
    const near = text.slice(Math.max(0, fault.at - 1), fault.at + 29);
    linking.reading.fault(
      path,
      fault.code,
      { zh: `第 ${fault.at} 列“${near}”：${fault.text.zh}`, en: `column ${fault.at}, "${near}": ${fault.text.en}` },
      fault.cure,
    );
    return null;
  }
}

function condition(
  linking: Linking,
  text: string,
  record: number,
  path: Path,
  target: Unit | null,
): { formula: string; term: Term } | null {
  return guarded(linking, path, text, () => {
    const formula = parseFormula(text);
    return { formula: text.trim(), term: booleanTerm(settle(formula, record, linking.scope, target), formula) };
  });
}

/** A formula for a value of `kind`: same type, same dimension, and the conversion to the declared unit. */
function compile(linking: Linking, text: string, record: number, kind: Kind, path: Path): Compiled | null {
  return guarded(linking, path, text, () => {
    const term = settle(parseFormula(text), record, linking.scope, kind.type === 'quantity' ? kind.unit : null);
    const formula = text.trim().replace(/\s+/g, ' ');
    if (term.kind.type !== kind.type)
      throw new FormulaFault(
        1,
        'wrong_type',
        `应为${kindName(kind).zh}，公式为${kindName(term.kind).zh}`,
        `${kindName(kind).en} is declared, the formula gives ${kindName(term.kind).en}`,
      );
    if (kind.type === 'text' && kind.values !== null && term.kind.type === 'text' && term.kind.values !== null) {
      const odd = [...term.kind.values].find((value) => !kind.values?.has(value));
      if (odd !== undefined) throw new FormulaFault(1, 'unknown_choice', `“${odd}”不在可选值中`, `"${odd}" is not among the choices`);
    }
    if (kind.type !== 'quantity' || term.kind.type !== 'quantity') return { formula, term, by: null, from: null };
    const zero = term.op === 'number' && term.bare && term.value.isZero();
    if (!convertible(term.kind.unit, kind.unit)) {
      if (zero) return { formula, term, by: null, from: null };
      throw new FormulaFault(
        1,
        'wrong_dimension',
        `声明为 ${unitName(kind.unit)}，公式得 ${unitName(term.kind.unit)}`,
        `declared ${unitName(kind.unit)}, the formula gives ${unitName(term.kind.unit)}`,
        { zh: '核对公式中各项的单位', en: 'Check the units of what the formula uses' },
      );
    }
    const ratio = conversion(term.kind.unit, kind.unit);
    const by = ratio === null || (ratio.num === 1n && ratio.den === 1n) ? null : factorOf(ratio);
    if (by !== null && term.bare) refuseAmbiguous(1, term, kind.unit);
    if (by !== null) refuseDoubleConversion(term, by);
    return { formula, term, by, from: by === null ? null : term.kind.unit.symbol };
  });
}

/** `{name}` in a finding's text must be a key or a symbol that is one value there. */
function checkPlaceholders(linking: Linking, finding: DraftFinding, record: number): void {
  const { scope, reading } = linking;
  const per = scope.records[record]?.per ?? [];
  for (const text of [finding.text, finding.cure].filter((one) => one !== null)) {
    for (const [, name = ''] of `${text.zh} ${text.en}`.matchAll(/\{([\w.]+)\}/g)) {
      const symbol = scope.symbols.get(name);
      const seen = per.includes(name) || (symbol && (scope.records[symbol.record]?.per ?? []).every((set) => per.includes(set)));
      if (!seen)
        reading.fault([...finding.path, 'text'], 'unknown_symbol', {
          zh: `文字中的 {${name}} 在此没有值`,
          en: `{${name}} in the text has no value here`,
        });
    }
  }
}
