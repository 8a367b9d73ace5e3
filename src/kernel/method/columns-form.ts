import { present } from '../assert.ts';
import { Decimal } from '../quantity/decimal.ts';
import { givenUnit } from '../quantity/given-unit.ts';
import { type Factor, factorOf } from '../quantity/rational.ts';
import { conversion } from '../quantity/unit.ts';
import { Refusal } from '../refusal.ts';
import { feedBounds } from './columns-bounds.ts';
import { isCodes, rangeOf } from './columns-data.ts';
import { growthNode } from './columns-growth.ts';
import { type Key, partsOfKey, unityKey } from './columns-key.ts';
import { type Layout, presenceAxes } from './columns-layout.ts';
import { type Graph, makeGraph, type Node, type Traits, traitsOf } from './columns-node.ts';
import { keyNeverNegative } from './columns-signs.ts';
import type { Compiled, MethodInput, MethodStep } from './method.ts';
import { partsOf, termsOf } from './order.ts';
import type { Term } from './term.ts';

/** A quantity as an exact coefficient times float arithmetic; `over` null: exact altogether. */
export interface Form {
  readonly by: Key;
  readonly over: Node | null;
}

/** A condition: exact, or a node of 1, 0 and NaN. */
export type Condition = { readonly key: Key } | { readonly node: Node };

export interface Forms {
  readonly graph: Graph;
  readonly layout: Layout;
  readonly ofSlot: (slot: number) => Form;
  readonly ofCondition: (term: Term) => Condition;
  readonly isExact: (term: Term) => boolean;
}

const ofBoolean: Traits = { positive: true, total: false, plain: true, risky: false };
const nothing: Form = { by: { op: 'none' }, over: null };

/** Turns the formulas of a record's steps into forms; what does not depend on float columns stays a term for the exact evaluation. */
export function makeForms(layout: Layout): Forms {
  const graph = makeGraph();
  const forms = new Map<number, Form>();
  const conditions = new Map<number, Condition>();
  const exact = new Map<Term, boolean>();
  const self: Forms = {
    graph,
    layout,
    ofSlot: (slot) => {
      const known = forms.get(slot);
      if (known !== undefined) return known;
      const symbol = present(layout.method.symbols[slot], 'slot exists');
      const form = symbol.is === 'input' ? inputForm(self, symbol) : stepForm(self, symbol);
      forms.set(slot, form);
      return form;
    },
    ofCondition: (term) => conditionOf(self, term, conditions),
    isExact: (term) => {
      const known = exact.get(term);
      if (known !== undefined) return known;
      const found = exactTerm(self, term);
      exact.set(term, found);
      return found;
    },
  };
  return self;
}

function exactTerm(forms: Forms, term: Term): boolean {
  const { layout } = forms;
  if (term.op === 'aggregate') return true;
  if (term.op === 'given' && isInput(layout, term.of)) return true;
  if (term.op !== 'symbol' || term.home !== layout.record) return partsOf(term).every(forms.isExact);
  const symbol = present(layout.method.symbols[term.slot], 'slot exists');
  const feed = layout.feeds.get(term.slot);
  return (feed === undefined || isCodes(feed.column)) && termsOf(symbol).every(forms.isExact);
}

function isInput(layout: Layout, term: Term): boolean {
  return term.op === 'symbol' && layout.method.symbols[term.slot]?.is === 'input';
}

function inputForm(forms: Forms, input: MethodInput): Form {
  const { layout, graph } = forms;
  const feed = layout.feeds.get(input.slot);
  const fallback = input.fallback === null ? nothing : compiledForm(forms, input.fallback);
  if (feed === undefined) return fallback;
  const { column } = feed;
  if (isCodes(column)) throw new Error('a dictionary-coded input is exact');
  const range = rangeOf(column);
  const bounds = feedBounds(layout, feed);
  const load = graph.make(
    { op: 'load', feed: feed.index },
    { positive: range.least >= 0, total: bounds === null, plain: typeof column.unit !== 'object', risky: false },
  );
  const ratio = fixedRatio(forms, input, column.unit);
  const by: Key = ratio === null ? unityKey : { op: 'scale', of: unityKey, by: ratio };
  if (presenceAxes(layout, input.slot).length === 0) return { by, over: load };
  const given: Form = { by: times({ op: 'present', slot: input.slot }, by), over: load };
  const when: Key = { op: 'present', slot: input.slot };
  return input.fallback === null ? given : choose(forms, { key: when }, given, fallback, false);
}

/** What a column in one unit of its own is multiplied with; a unit per record is applied while loading. */
function fixedRatio(forms: Forms, input: MethodInput, unit: unknown): Factor | null {
  if (typeof unit !== 'string' || input.unit === null) return null;
  const from = present(givenUnit(forms.layout.method.units, unit, input.unit), 'the unit was read before');
  const ratio = present(conversion(from, input.unit), 'the unit fits');
  return ratio.num === 1n && ratio.den === 1n ? null : factorOf(ratio);
}

function stepForm(forms: Forms, step: MethodStep): Form {
  let form = nothing;
  for (const one of [...step.alternatives].reverse()) {
    const value = compiledForm(forms, one);
    form = one.when === null ? value : choose(forms, forms.ofCondition(one.when.term), value, form, false);
  }
  if (step.round === null) return form;
  return { by: unityKey, over: roundNode(forms, form, step.round.digits, step.round.mode) };
}

export function compiledForm(forms: Forms, compiled: Compiled): Form {
  return scaled(formOf(forms, compiled.term), compiled.by);
}

function scaled(form: Form, by: Factor | null): Form {
  return by === null ? form : { by: form.by.op === 'none' ? form.by : { op: 'scale', of: form.by, by }, over: form.over };
}

function formOf(forms: Forms, term: Term): Form {
  if (forms.isExact(term)) return { by: { op: 'term', term }, over: null };
  const go = (part: Term) => formOf(forms, part);
  switch (term.op) {
    case 'symbol':
      return forms.ofSlot(term.slot);
    case 'negate':
      return { ...go(term.of), by: times({ op: 'number', value: new Decimal(-1) }, go(term.of).by) };
    case 'absolute': {
      const of = go(term.of);
      const over =
        of.over === null || of.over.positive
          ? of.over
          : forms.graph.make({ op: 'absolute', of: of.over }, { ...traitsOf(of.over), positive: true });
      return { by: { op: 'absolute', of: of.by }, over };
    }
    case 'add':
    case 'subtract':
      return sum(forms, term.op, scaled(go(term.left), term.leftBy), scaled(go(term.right), term.rightBy));
    case 'multiply':
      return product(forms, go(term.left), go(term.right));
    case 'divide':
      return quotient(forms, go(term.left), go(term.right));
    case 'power':
      return powerForm(forms, go(term.of), term.exponent);
    case 'root': {
      const of = forms.graph.checked(realize(forms, scaled(go(term.of), term.by)));
      return {
        by: unityKey,
        over: forms.graph.make({ op: 'root', of }, { positive: true, total: of.total && of.positive, plain: false, risky: false }),
      };
    }
    case 'exponential':
    case 'raise':
      return { by: unityKey, over: growthNode(forms, term, (part, by) => realize(forms, scaled(go(part), by))) };
    case 'round':
    case 'floor':
    case 'ceil': {
      const mode = term.op === 'round' ? 'half_up' : term.op;
      return { by: unityKey, over: roundNode(forms, scaled(go(term.of), term.by), term.digits, mode) };
    }
    case 'least':
    case 'greatest': {
      const { op } = term;
      const nodes = term.items.map((item) => realize(forms, scaled(go(item.of), item.by)));
      return { by: unityKey, over: nodes.reduce((a, b) => forms.graph.binary(op, a, b)) };
    }
    case 'if':
      return choose(forms, forms.ofCondition(term.condition), scaled(go(term.yes), term.yesBy), scaled(go(term.no), term.noBy), true);
    default:
      throw notInColumns(`${term.op}`);
  }
}

export function notInColumns(what: string): Refusal {
  const text = { zh: `不能按列计算：${what}`, en: `this cannot be computed over columns: ${what}` };
  return new Refusal('invalid_input', { findings: [{ code: 'not_in_columns', severity: 'error', place: {}, text }], detail: text });
}

function times(a: Key, b: Key): Key {
  if (a === unityKey) return b;
  return b === unityKey ? a : { op: 'times', left: a, right: b };
}

export function product(forms: Forms, a: Form, b: Form): Form {
  const over = a.over === null ? b.over : b.over === null ? a.over : forms.graph.multiply(a.over, b.over);
  return { by: times(a.by, b.by), over };
}

function quotient(forms: Forms, a: Form, b: Form): Form {
  const by: Key = b.by === unityKey ? a.by : { op: 'over', left: a.by, right: b.by };
  if (b.over === null) return { by, over: a.over };
  const top = a.over ?? tableNode(forms, unityKey);
  return { by, over: forms.graph.binary('divide', top, b.over) };
}

function powerForm(forms: Forms, of: Form, exponent: number): Form {
  const by: Key = of.by === unityKey ? unityKey : { op: 'power', of: of.by, exponent };
  if (of.over === null) return { by, over: null };
  if (exponent === 2) return { by, over: forms.graph.square(of.over) };
  const base = exponent < 0 ? forms.graph.checked(of.over) : of.over;
  const traits = { positive: base.positive || exponent % 2 === 0, total: base.total && exponent >= 0, plain: false, risky: base.risky };
  return { by, over: forms.graph.make({ op: 'power', of: base, exponent }, traits) };
}

function sum(forms: Forms, op: 'add' | 'subtract', a: Form, b: Form): Form {
  if (a.over === b.over) return { by: { op: op === 'add' ? 'plus' : 'minus', left: a.by, right: b.by }, over: a.over };
  return { by: unityKey, over: forms.graph.binary(op, realize(forms, a), realize(forms, b)) };
}

/** The form as one node. */
export function realize(forms: Forms, form: Form): Node {
  const { by, over } = form;
  if (over === null) return tableNode(forms, by);
  if (by === unityKey) return over;
  const traits = { positive: over.positive && keyNeverNegative(by, forms.layout.method), total: false, plain: false, risky: over.risky };
  return forms.graph.make({ op: 'times_table', of: over, key: by }, traits);
}

function tableNode(forms: Forms, key: Key): Node {
  return forms.graph.make(
    { op: 'table', key },
    { positive: keyNeverNegative(key, forms.layout.method), total: false, plain: true, risky: false },
  );
}

function roundNode(forms: Forms, form: Form, digits: number, mode: 'half_up' | 'down' | 'up' | 'floor' | 'ceil'): Node {
  const of = realize(forms, form);
  return forms.graph.make(
    { op: 'round', of, scale: forms.graph.scaleOf(of), digits, mode },
    { ...traitsOf(of), plain: false, risky: false },
  );
}

/** One of two forms; where both multiply the same floats, or one is exactly zero, the choice is left to the coefficient. */
function choose(forms: Forms, when: Condition, yes: Form, no: Form, strict: boolean): Form {
  if ('key' in when) {
    const over = yes.over === no.over ? yes.over : stands(yes, no.over) ? no.over : stands(no, yes.over) ? yes.over : undefined;
    if (over !== undefined) return { by: { op: 'choose', strict, when: when.key, yes: yes.by, no: no.by }, over };
  }
  // The branch that is not taken is not worked out, so that it raises no findings of its own.
  const taken = 'key' in when ? { yes: only(when.key, yes, true), no: only(when.key, no, false) } : { yes, no };
  const [a, b] = [realize(forms, taken.yes), realize(forms, taken.no)];
  const traits = { positive: a.positive && b.positive, total: false, plain: a.plain && b.plain, risky: a.risky || b.risky };
  return { by: unityKey, over: forms.graph.make({ op: 'pick', strict, when: conditionNode(forms, when), yes: a, no: b }, traits) };
}

function only(when: Key, form: Form, holds: boolean): Form {
  if (form.by === unityKey) return form;
  const none: Key = { op: 'none' };
  return { ...form, by: { op: 'choose', strict: false, when, yes: holds ? form.by : none, no: holds ? none : form.by } };
}

/** No value or zero can stand as a coefficient of any floats that have a value. */
function stands(form: Form, over: Node | null): boolean {
  if (form.over !== null || over === null) return false;
  const zero = form.by.op === 'term' && form.by.term.op === 'number' && form.by.term.value.isZero();
  return form.by.op === 'none' || (zero && over.total);
}

export function conditionNode(forms: Forms, condition: Condition): Node {
  return 'node' in condition ? condition.node : forms.graph.make({ op: 'table', key: condition.key }, ofBoolean);
}

function conditionOf(forms: Forms, term: Term, known: Map<number, Condition>): Condition {
  if (forms.isExact(term)) return { key: { op: 'term', term } };
  const { graph } = forms;
  const node = (part: Term) => conditionNode(forms, conditionOf(forms, part, known));
  switch (term.op) {
    case 'symbol':
      return stepCondition(forms, term.slot, known);
    case 'not':
      return { node: graph.make({ op: 'not', of: node(term.of) }, ofBoolean) };
    case 'and':
    case 'or':
      return { node: graph.make({ op: term.op, left: node(term.left), right: node(term.right) }, ofBoolean) };
    case 'given':
      if (term.of.kind.type !== 'quantity') return { node: graph.make({ op: 'has', of: node(term.of) }, ofBoolean) };
      return { node: graph.make({ op: 'has', of: realize(forms, formOf(forms, term.of)) }, ofBoolean) };
    case 'if':
      return pickCondition(forms, forms.ofCondition(term.condition), node(term.yes), node(term.no), true);
    case 'compare': {
      if (term.left.kind.type !== 'quantity') return { node: equality(forms, node(term.left), node(term.right), term.sign) };
      const left = realize(forms, scaled(formOf(forms, term.left), term.leftBy));
      const right = realize(forms, scaled(formOf(forms, term.right), term.rightBy));
      const sizes =
        left.plain && right.plain ? null : graph.make({ op: 'add', left: graph.scaleOf(left), right: graph.scaleOf(right) }, ofBoolean);
      return { node: graph.make({ op: 'compare', sign: term.sign, left, right, scale: sizes }, ofBoolean) };
    }
    default:
      throw notInColumns(`${term.op}`);
  }
}

function equality(forms: Forms, left: Node, right: Node, sign: '<' | '<=' | '>' | '>=' | '=' | '!='): Node {
  return forms.graph.make({ op: 'compare', sign, left, right, scale: null }, ofBoolean);
}

function pickCondition(forms: Forms, when: Condition, yes: Node, no: Node, strict: boolean): Condition {
  return { node: forms.graph.make({ op: 'pick', strict, when: conditionNode(forms, when), yes, no }, ofBoolean) };
}

function stepCondition(forms: Forms, slot: number, known: Map<number, Condition>): Condition {
  const before = known.get(slot);
  if (before !== undefined) return before;
  const symbol = forms.layout.method.symbols[slot];
  if (symbol === undefined || symbol.is !== 'step' || symbol.type !== 'boolean') throw notInColumns(symbol?.name ?? '');
  let result: Condition = { key: { op: 'none' } };
  for (const one of [...symbol.alternatives].reverse()) {
    const value = conditionOf(forms, one.term, known);
    if (one.when === null) result = value;
    else result = pickCondition(forms, forms.ofCondition(one.when.term), conditionNode(forms, value), conditionNode(forms, result), false);
  }
  known.set(slot, result);
  return result;
}

/** Slots of the record whose values a key needs from float columns; always none for a key that is exact. */
export function floatFree(forms: Forms, key: Key): boolean {
  return partsOfKey(key).terms.every(forms.isExact);
}
