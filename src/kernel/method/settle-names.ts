import { conversionFactor, convertible, noUnit, type Unit } from '../quantity/unit.ts';
import { findEntry } from './find-entry.ts';
import { type Formula, FormulaFault } from './formula.ts';
import { agree, booleanTerm, type FormulaOf, kindName, quantityTerm, type Settle, union, unitName } from './kinds.ts';
import { nearest, type Scope } from './scope.ts';
import { numberFunction } from './settle-functions.ts';
import type { Kind, Term } from './term.ts';

function unknown(at: number, code: string, zh: string, en: string, name: string, known: Iterable<string>): FormulaFault {
  const near = nearest(name, known);
  return new FormulaFault(
    at,
    code,
    `未知${zh} ${name}`,
    `unknown ${en} ${name}`,
    near === null ? undefined : { zh: `是否为 ${near}？`, en: `Did you mean ${near}?` },
  );
}

export function nameTerm(formula: FormulaOf<'name'>, record: number, scope: Scope): Term {
  const { name, at } = formula;
  const here = scope.records[record];
  const per = here?.per ?? [];
  const set = scope.sets.get(name);
  const symbol = scope.symbols.get(name);
  const recordName = here?.name ?? '';
  if (set !== undefined) {
    const position = per.indexOf(name);
    if (position < 0) throw notVisible(at, name, recordName, name);
    return { op: 'key', set: name, position, kind: { type: 'text', values: null }, record, bare: false };
  }
  if (symbol === undefined) throw unknown(at, 'unknown_symbol', '符号', 'symbol', name, [...scope.symbols.keys(), ...scope.sets.keys()]);
  const home = scope.records[symbol.record];
  const outside = home?.per.filter((one) => !per.includes(one)) ?? [];
  if (outside.length > 0) throw notVisible(at, name, recordName, outside.join(', '));
  // Its own declaration is at fault and reported there.
  if (symbol.kind === null) throw new FormulaFault(at, 'consequence', name, name);
  return { op: 'symbol', slot: symbol.slot, name, home: symbol.record, kind: symbol.kind, record, bare: false };
}

function notVisible(at: number, name: string, record: string, sets: string): FormulaFault {
  return new FormulaFault(
    at,
    'not_visible',
    `${name} 按 ${sets} 取值，在 ${record} 中没有唯一值`,
    `${name} has a value for each ${sets}; in ${record} it is not one value`,
    {
      zh: '用汇总，如 sum(… over …)，或改变 over',
      en: 'Aggregate it, as in sum(… over …), or change "over"',
    },
  );
}

export function lookupTerm(formula: FormulaOf<'lookup'>, record: number, scope: Scope, go: Settle): Term {
  const { at } = formula;
  const table = scope.tables.get(formula.table);
  if (table === undefined) throw unknown(at, 'unknown_table', '表', 'table', formula.table, scope.tables.keys());
  const column = table.columns.get(formula.column);
  if (column === undefined)
    throw unknown(at, 'unknown_column', `列（${formula.table}）`, `column of ${formula.table}:`, formula.column, table.columns.keys());
  if (formula.keys.length !== table.keys.length) {
    const names = table.keys.map((key) => key.name).join(', ');
    throw new FormulaFault(at, 'wrong_keys', `${formula.table} 的键为 [${names}]`, `the keys of ${formula.table} are [${names}]`);
  }
  const keys = formula.keys.map((key, i) => keyTerm(go(key, record), key, table.keys[i]?.type === 'year' ? 'year' : 'text'));
  const literals = keys.map((key) => (key.op === 'text' ? key.value : key.op === 'number' ? key.digits : null));
  if (literals.every((key) => key !== null) && typeof findEntry(table, column, literals.map(String)) === 'string') {
    throw new FormulaFault(
      at,
      'unknown_key',
      `${formula.table}.${formula.column} 没有 [${literals.join(', ')}] 一行`,
      `${formula.table}.${formula.column} has no row [${literals.join(', ')}]`,
    );
  }
  const base = { op: 'lookup', name: formula.table, table, column, columnName: formula.column, keys, record, bare: false } as const;
  if (column.type === 'boolean') return { ...base, kind: { type: 'boolean' } };
  if (column.type === 'text') return { ...base, kind: { type: 'text', values: column.values } };
  return { ...base, kind: { type: 'quantity', unit: columnUnit(formula, column.unit, scope) } };
}

function columnUnit(formula: FormulaOf<'lookup'>, unit: Unit | null, scope: Scope): Unit {
  const wanted = formula.unit === null ? null : scope.unit(formula.unit, formula.at);
  if (unit === null && wanted === null) {
    throw new FormulaFault(
      formula.at,
      'unit_needed',
      `${formula.table}.${formula.column} 各行量纲不同，须写明单位`,
      `the rows of ${formula.table}.${formula.column} have different dimensions, so the unit must be said`,
      {
        zh: '如 fuels.ncv[fuel] [GJ/t]',
        en: 'As in fuels.ncv[fuel] [GJ/t]',
      },
    );
  }
  if (unit !== null && wanted !== null && !convertible(unit, wanted)) {
    throw new FormulaFault(
      formula.at,
      'wrong_dimension',
      `该列为 ${unitName(unit)}，写的是 ${unitName(wanted)}`,
      `the column is in ${unitName(unit)}, not ${unitName(wanted)}`,
    );
  }
  return wanted ?? unit ?? noUnit;
}

function keyTerm(term: Term, formula: Formula, type: 'year' | 'text'): Term {
  if (type === 'text') {
    if (term.kind.type === 'text' || term.kind.type === 'boolean') return term;
    throw new FormulaFault(
      formula.at,
      'wrong_type',
      `此键为文本，实际为${kindName(term.kind).zh}`,
      `this key is a text, not ${kindName(term.kind).en}`,
    );
  }
  const year = quantityTerm(term, formula);
  if (year.kind.unit.dimension.key === '' && year.kind.unit === noUnit) return year;
  throw new FormulaFault(formula.at, 'wrong_type', '此键为年度', 'this key is a year');
}

export function callTerm(formula: FormulaOf<'call'>, record: number, go: Settle, target: Unit | null): Term {
  const { name, at, of } = formula;
  const wanted = {
    given: [1, 1],
    round: [2, 2],
    floor: [1, 1],
    ceil: [1, 1],
    min: [1, 20],
    max: [1, 20],
    abs: [1, 1],
    sqrt: [1, 1],
    exp: [1, 1],
    if: [3, 3],
  }[name];
  const [least = 1, most = 1] = wanted;
  if (of.length < least || of.length > most) {
    const count = least === most ? `${least}` : `${least}–${most}`;
    throw new FormulaFault(at, 'syntax', `${name} 需要 ${count} 个参数`, `${name} takes ${count} arguments`);
  }
  const [first, second, third] = of;
  if (!first) throw new FormulaFault(at, 'syntax', `${name} 缺少参数`, `${name} has no argument`);
  if (name === 'given') return { op: 'given', of: go(first, record), kind: { type: 'boolean' }, record, bare: false };
  if (name === 'if') return ifTerm(formula, record, go, first, second ?? first, third ?? first);
  if (name === 'round' || name === 'floor' || name === 'ceil') {
    const digits = name === 'round' ? wholeNumber(second ?? first) : 0;
    return roundTerm(name, quantityTerm(go(first, record), first), digits, at, record, target);
  }
  const terms = of.map((one) => quantityTerm(go(one, record), one));
  if (name === 'sqrt' || name === 'exp') return numberFunction(name, at, terms[0] ?? quantityTerm(go(first, record), first), record);
  if (name === 'abs') {
    const only = terms[0] ?? quantityTerm(go(first, record), first);
    return { op: 'absolute', of: only, kind: only.kind, record, bare: false };
  }
  const { unit, factors } = agree(at, terms);
  const items = terms.map((term, i) => ({ of: term, by: factors[i] ?? null }));
  return {
    op: name === 'min' ? 'least' : 'greatest',
    items,
    kind: { type: 'quantity', unit },
    record,
    bare: terms.every((term) => term.bare),
  };
}

function wholeNumber(formula: Formula): number {
  const inner = formula.form === 'negate' ? formula.of : formula;
  if (inner.form === 'number' && inner.unit === null && /^\d{1,2}$/.test(inner.digits) && Number(inner.digits) <= 30) {
    return formula.form === 'negate' ? -Number(inner.digits) : Number(inner.digits);
  }
  throw new FormulaFault(formula.at, 'syntax', '小数位数须为不超过 30 的整数', 'the digits are a whole number up to 30');
}

function roundTerm(
  op: 'round' | 'floor' | 'ceil',
  of: ReturnType<typeof quantityTerm>,
  digits: number,
  at: number,
  record: number,
  target: Unit | null,
): Term {
  const { unit } = of.kind;
  const fits = target !== null && convertible(unit, target);
  if (!fits && unit.dimension.key !== '') {
    const place =
      target === null
        ? { zh: '此处无单位', en: 'there is none here' }
        : { zh: `本步骤为 ${target.symbol}`, en: `the step is in ${target.symbol}` };
    throw new FormulaFault(
      at,
      'wrong_dimension',
      `${op} 按所在步骤的单位取整；${place.zh}，参数为 ${unit.symbol}`,
      `${op} works in the unit of its step; ${place.en}, the argument in ${unit.symbol}`,
      {
        zh: '为该量单设一个步骤',
        en: 'Make a step of its own for that quantity',
      },
    );
  }
  const to = fits ? target : noUnit;
  const factor = conversionFactor(unit, to);
  return {
    op,
    of,
    digits,
    by: factor === null || factor.text === '1' ? null : factor,
    kind: { type: 'quantity', unit: to },
    record,
    bare: false,
  };
}

function ifTerm(formula: FormulaOf<'call'>, record: number, go: Settle, condition: Formula, yes: Formula, no: Formula): Term {
  const test = booleanTerm(go(condition, record), condition);
  const [a, b] = [go(yes, record), go(no, record)];
  if (a.kind.type !== b.kind.type) {
    throw new FormulaFault(
      formula.at,
      'wrong_type',
      `if 的两支不同类：${kindName(a.kind).zh}、${kindName(b.kind).zh}`,
      `the branches of "if" differ: ${kindName(a.kind).en}, ${kindName(b.kind).en}`,
    );
  }
  const base = { op: 'if', condition: test, yes: a, no: b, record, bare: a.bare && b.bare } as const;
  if (a.kind.type !== 'quantity') return { ...base, yesBy: null, noBy: null, kind: union(a.kind, b.kind) };
  const { unit, factors } = agree(formula.at, [quantityTerm(a, yes), quantityTerm(b, no)]);
  return { ...base, yesBy: factors[0] ?? null, noBy: factors[1] ?? null, kind: { type: 'quantity', unit } };
}

export function aggregateTerm(formula: FormulaOf<'aggregate'>, record: number, scope: Scope, go: Settle): Term {
  const over = scope.records.findIndex((one) => one.name === formula.over);
  const there = scope.records[over];
  const here = scope.records[record];
  if (!there || !here)
    throw unknown(
      formula.at,
      'unknown_record',
      '记录',
      'record',
      formula.over,
      scope.records.map((one) => one.name),
    );
  for (const set of formula.by ?? []) {
    if (!here.per.includes(set) || !there.per.includes(set)) {
      throw new FormulaFault(
        formula.at,
        'unknown_set',
        `by 中的 ${set} 须同时属于 ${here.name} 与 ${there.name}`,
        `${set} in "by" must be a set of both ${here.name} and ${there.name}`,
      );
    }
  }
  const fixed = (formula.by ?? there.per).filter((set) => here.per.includes(set));
  const of = go(formula.of, over);
  const where = formula.where === null ? null : booleanTerm(go(formula.where, over), formula.where);
  const kind: Kind =
    formula.name === 'count' ? { type: 'quantity', unit: noUnit } : { type: 'quantity', unit: quantityTerm(of, formula.of).kind.unit };
  const fixedThere = fixed.map((set) => there.per.indexOf(set));
  const fixedHere = fixed.map((set) => here.per.indexOf(set));
  return {
    op: 'aggregate',
    name: formula.name,
    of,
    where,
    over,
    fixedThere,
    fixedHere,
    number: scope.nextAggregate(),
    kind,
    record,
    bare: false,
  };
}
