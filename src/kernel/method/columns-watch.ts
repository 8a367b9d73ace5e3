import { Decimal, one, zero } from '../quantity/decimal.ts';
import type { ClassFinding, Watch } from './columns-classes.ts';
import { type Condition, conditionNode, type Forms } from './columns-form.ts';
import type { Key } from './columns-key.ts';
import type { Node, Traits } from './columns-node.ts';
import { neededSlots } from './columns-world.ts';
import type { FindingRule, MethodStep } from './method.ts';
import { partsOf } from './order.ts';
import type { Term } from './term.ts';

/** The method's own findings over columns: where their conditions are exact by class, otherwise record by record. */
export interface Watching {
  readonly watches: readonly Watch[];
  readonly nodes: readonly Node[];
  /** By node. */
  readonly rules: readonly ClassFinding[];
}

const ofBoolean: Traits = { positive: true, total: true, plain: true, risky: false };

/** Findings of the alternatives of steps that the outputs need, and of checks over the record that look at its own row only. */
export function watchingOf(forms: Forms, slots: readonly number[]): Watching {
  const { layout } = forms;
  const found: { rule: FindingRule; when: Condition }[] = [];
  for (const slot of neededSlots(layout, [], slots)) {
    const symbol = layout.method.symbols[slot];
    if (symbol?.is !== 'step' || symbol.record !== layout.record) continue;
    for (const [i, alternative] of symbol.alternatives.entries()) {
      if (alternative.finding !== null) found.push({ rule: alternative.finding, when: taken(forms, symbol, i) });
    }
  }
  for (const check of layout.method.checks) {
    if (check.record === layout.record && !gathers(check.when.term)) found.push({ rule: check, when: forms.ofCondition(check.when.term) });
  }
  const watches: Watch[] = [];
  const nodes: Node[] = [];
  const rules: ClassFinding[] = [];
  for (const { rule, when } of found) {
    const { code, severity, text } = rule;
    if ('key' in when) watches.push({ code, severity, text, when: when.key });
    else {
      nodes.push(when.node);
      rules.push({ code, severity, text });
    }
  }
  return { watches, nodes, rules };
}

function gathers(term: Term): boolean {
  return term.op === 'aggregate' || partsOf(term).some(gathers);
}

const yes: Key = { op: 'number', value: one };
const no: Key = { op: 'number', value: new Decimal(zero) };

/** The condition that alternative number `last` is the one taken. */
function taken(forms: Forms, step: MethodStep, last: number): Condition {
  const conditions = step.alternatives
    .slice(0, last + 1)
    .map((other) => (other.when === null ? { key: yes } : forms.ofCondition(other.when.term)));
  if (conditions.every((condition) => 'key' in condition)) {
    const nest = (i: number): Key => {
      const condition = conditions[i];
      if (condition === undefined || !('key' in condition)) return no;
      const always = condition.key === yes;
      if (i === last) return always ? yes : { op: 'choose', strict: false, when: condition.key, yes, no };
      return { op: 'choose', strict: false, when: condition.key, yes: no, no: nest(i + 1) };
    };
    return { key: nest(0) };
  }
  const { graph } = forms;
  const holding = conditions.map((condition) => graph.make({ op: 'holds', of: conditionNode(forms, condition) }, ofBoolean));
  const parts = holding.map((node, i) => (i === last ? node : graph.make({ op: 'not', of: node }, ofBoolean)));
  return { node: parts.reduce((a, b) => graph.make({ op: 'and', left: a, right: b }, ofBoolean)) };
}
