import type { At } from '../derivation.ts';
import type { Finding } from '../finding.ts';
import { Decimal, decimal } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';
import { fill, type Text } from '../text.ts';
import { bounded, counted } from './bounded.ts';
import type { Convention, Evaluation, Output } from './evaluation.ts';
import { findEntry } from './find-entry.ts';
import { type Given, readInput } from './input.ts';
import { lookupCure } from './lookup-cure.ts';
import { lookupTold } from './lookup-told.ts';
import { type Compiled, type FindingRule, type Method, type MethodInput, type MethodStep, methodLimits } from './method.ts';
import { alternativeOf, reasonsFor } from './missing.ts';
import { display, Nodes, nodeId, wire } from './nodes.ts';
import { partsOf } from './order.ts';
import type { LookupEntry } from './table.ts';
import type { Term, Value } from './term.ts';
import { convert, lookupKeys, valueAt } from './value.ts';
import { type LookupFault, World } from './world.ts';

export type { Evaluation } from './evaluation.ts';

/** Values frozen earlier, by node id: exact value as on the wire, and the calculation they come from. */
export type Pins = Map<string, { readonly value: string; readonly from: string }>;

export interface EvaluateOptions {
  readonly derivation?: boolean;
  readonly pins?: Pins;
}

interface Run {
  readonly pins: Pins;
  readonly method: Method;
  readonly world: World;
  readonly given: readonly (readonly (Given | undefined)[])[];
  readonly nodes: Nodes | null;
  readonly findings: Finding[];
  readonly conventions: Convention[];
  /** Exact values of rounded steps, by slot and tuple. */
  readonly exact: Map<number, Value[]>;
}

/**
 * Evaluates a method. Throws Refusal `invalid_input` with every fault of the input; afterwards nothing is thrown: what cannot be
 * computed is null and an error finding says why. The same method and input give the same bytes.
 * A step whose node id is in `pins` takes the frozen value; when it would be another today, an info finding says so.
 * With `derivation: false` the derivation has no nodes (for bulk and for checking examples).
 */
export function evaluateMethod(method: Method, input: unknown, options: EvaluateOptions = {}): Evaluation {
  const data = readInput(method, input);
  const world = new World(method, data.tuples, (slot, tuple) => data.given[slot]?.[tuple] !== undefined);
  for (const symbol of method.symbols) {
    if (symbol.is === 'input') world.store[symbol.slot] = (data.given[symbol.slot] ?? []).map((one) => one?.value);
  }
  const nodes = options.derivation === false ? null : new Nodes(world, data.given);
  const run: Run = {
    pins: options.pins ?? new Map(),
    method,
    world,
    given: data.given,
    nodes,
    findings: [],
    conventions: [],
    exact: new Map(),
  };
  for (const slot of method.order) evaluateSymbol(run, slot);
  for (const check of method.checks) evaluateCheck(run, check.record, check.when.term, check);
  const outputs = method.outputs.flatMap((slot) => outputsOf(run, slot));
  const findings = [...[...world.lookupFaults.values()].map((fault) => lookupFinding(run, fault)), ...run.findings];
  return {
    method: { id: method.id, version: method.version },
    dataYear: data.dataYear,
    outputs,
    findings: bounded(counted(findings), methodLimits.findings),
    conventions: run.conventions,
    derivation: {
      method: { id: method.id, version: method.version, title: method.title, source: method.source.document },
      dataYear: data.dataYear,
      nodes: nodes?.list ?? [],
    },
  };
}

function evaluateSymbol(run: Run, slot: number): void {
  const symbol = run.method.symbols[slot];
  const count = symbol ? (run.world.tuples[symbol.record]?.keys.length ?? 0) : 0;
  run.world.slot = slot;
  for (let tuple = 0; tuple < count; tuple += 1) {
    run.world.tuple = tuple;
    if (symbol?.is === 'step') evaluateStep(run, symbol, tuple);
    else if (symbol?.is === 'input') evaluateDefault(run, symbol, tuple);
  }
}

function evaluateStep(run: Run, step: MethodStep, tuple: number): void {
  const { world, nodes } = run;
  const taken = alternativeOf(step, tuple, world);
  const fresh = taken === null ? undefined : compiledValue(taken.alternative, tuple, world);
  const pin = run.pins.size === 0 ? undefined : run.pins.get(nodeId(step.name, world.at(step.record, tuple)));
  // A frozen value has the digits of the wire only: where it is the same, the fresh one with all its digits is used.
  const differs = pin !== undefined && wire(fresh) !== pin.value;
  const exact = differs ? frozen(run, step, tuple, fresh, pin) : fresh;
  const value = step.round !== null && exact instanceof Decimal ? round(exact, step.round.digits, step.round.mode) : exact;
  put(world, step.slot, tuple, value);
  if (step.round !== null) {
    const list = run.exact.get(step.slot) ?? [];
    list[tuple] = exact;
    run.exact.set(step.slot, list);
  }
  nodes?.step(step.slot, tuple, {
    exact,
    value,
    taken: taken && { compiled: taken.alternative, number: taken.number },
    pin: differs ? pin.from : null,
  });
  if (taken?.alternative.finding) addFinding(run, taken.alternative.finding, step.record, tuple, step);
}

/** The pinned value of a step; unreadable pins are our own mistake, not the user's. */
function frozen(run: Run, step: MethodStep, tuple: number, fresh: Value, pin: { readonly value: string; readonly from: string }): Value {
  run.findings.push({
    code: 'differs_from_frozen',
    severity: 'info',
    place: { symbol: step.name, at: run.world.at(step.record, tuple) },
    text: {
      zh: `${step.title.zh}：冻结值 ${pin.value}，按现有数据为 ${wire(fresh) ?? '无'}`,
      en: `${step.title.en}: frozen as ${pin.value}, from present data it would be ${wire(fresh) ?? 'without value'}`,
    },
    cure: { zh: '冻结值继续有效；如需更正，请退回该月', en: 'The frozen value stands; return the month to correct it' },
  });
  if (step.type === 'text') return pin.value;
  return step.type === 'boolean' ? pin.value === 'true' : decimal(pin.value);
}

function evaluateDefault(run: Run, input: MethodInput, tuple: number): void {
  const { world, nodes } = run;
  const given = run.given[input.slot]?.[tuple];
  if (given !== undefined || input.fallback === null) {
    run.conventions.push(convention(run, input, tuple, 'input', given?.ref ?? 'input', input.confidence ?? 'high'));
    return;
  }
  const value = compiledValue(input.fallback, tuple, world);
  put(world, input.slot, tuple, value);
  nodes?.step(input.slot, tuple, { exact: value, value, taken: { compiled: input.fallback, number: 1 }, pin: null });
  const rows = rowsRead(input.fallback.term, tuple, world);
  const source = rows.length > 0 ? [...new Set(rows.map((row) => row.source))].join('; ') : (input.source ?? run.method.source.document);
  const confidence = rows.length > 0 ? lowest(rows.map((row) => row.confidence)) : (input.confidence ?? run.method.source.confidence);
  run.conventions.push(convention(run, input, tuple, 'default', source, confidence));
}

function convention(run: Run, input: MethodInput, tuple: number, from: Convention['from'], source: string, confidence: string): Convention {
  const at = run.world.at(input.record, tuple);
  const value = wire(run.world.store[input.slot]?.[tuple]);
  return { symbol: input.name, at, title: input.title, value, unit: input.unit?.symbol ?? '', from, source, confidence };
}

function put(world: World, slot: number, tuple: number, value: Value): void {
  const list = world.store[slot];
  if (list) list[tuple] = value;
}

/** The value in the declared unit; none when it left the range of numbers. */
function compiledValue(compiled: Compiled, tuple: number, world: World): Value {
  const value = valueAt(compiled.term, tuple, world);
  if (!(value instanceof Decimal)) return value;
  const converted = convert(value, compiled.by);
  return converted?.isFinite() ? converted : undefined;
}

function rowsRead(term: Term, tuple: number, world: World): LookupEntry[] {
  if (term.op === 'lookup') {
    // A row that refuses is still what the default rests on: its source says why there is no value.
    const keys = lookupKeys(term, tuple, world);
    const found = keys && findEntry(term.table, term.column, keys);
    const entry = typeof found === 'object' ? found.entry : undefined;
    return entry ? [entry] : [];
  }
  if (term.op === 'if') {
    const condition = valueAt(term.condition, tuple, world);
    const taken = condition === undefined ? [] : rowsRead(condition === true ? term.yes : term.no, tuple, world);
    return [...rowsRead(term.condition, tuple, world), ...taken];
  }
  return term.op === 'aggregate' ? [] : partsOf(term).flatMap((part) => rowsRead(part, tuple, world));
}

function lowest(confidences: readonly string[]): string {
  const order = ['low', 'medium', 'high'];
  const rank = (one: string) => order.findIndex((word) => one.startsWith(word));
  return [...confidences].sort((a, b) => rank(a) - rank(b))[0] ?? '';
}

function evaluateCheck(run: Run, record: number, when: Term, rule: FindingRule): void {
  const count = run.world.tuples[record]?.keys.length ?? 0;
  for (let tuple = 0; tuple < count; tuple += 1) {
    if (valueAt(when, tuple, run.world) === true) addFinding(run, rule, record, tuple, null);
  }
}

function addFinding(run: Run, rule: FindingRule, record: number, tuple: number, step: MethodStep | null): void {
  const { world } = run;
  const at = world.at(record, tuple);
  const values = valuesFor(run, rule, record, tuple, at);
  const clause = rule.clause ?? step?.clause ?? null;
  const source = rule.source ?? step?.source ?? null;
  run.findings.push({
    code: rule.code,
    severity: rule.severity,
    place: { ...(step && { symbol: step.name }), at },
    text: fill(rule.text, values),
    ...(rule.cure && { cure: fill(rule.cure, values) }),
    ...(clause !== null && { clause }),
    ...(source !== null && { source }),
  });
}

/** What the placeholders of a text stand for at a tuple. */
function valuesFor(run: Run, rule: FindingRule, record: number, tuple: number, at: At): Record<string, string> {
  const values: Record<string, string> = { ...at };
  for (const [, name = ''] of `${rule.text.zh}${rule.text.en}${rule.cure?.zh ?? ''}${rule.cure?.en ?? ''}`.matchAll(/\{([\w.]+)\}/g)) {
    const slot = run.method.slots.get(name);
    const symbol = slot === undefined ? undefined : run.method.symbols[slot];
    if (slot === undefined || symbol === undefined || Object.hasOwn(values, name)) continue;
    const home = run.world.project(record, symbol.record, tuple);
    values[name] = (home < 0 ? null : display(symbol, run.world.store[slot]?.[home])) ?? '—';
  }
  return values;
}

function outputsOf(run: Run, slot: number): Output[] {
  const symbol = run.method.symbols[slot];
  if (!symbol) return [];
  return (run.world.tuples[symbol.record]?.keys ?? []).map((_, tuple) => {
    const value = run.world.store[slot]?.[tuple];
    const at = run.world.at(symbol.record, tuple);
    const optional = symbol.is === 'step' && symbol.optional;
    if (value === undefined && !optional) run.findings.push(missingFinding(run, slot, tuple, at));
    const rounded = symbol.is === 'step' && symbol.round !== null ? wire(value) : null;
    const exact = rounded === null ? value : run.exact.get(slot)?.[tuple];
    const unit = symbol.unit?.symbol ?? '';
    return {
      symbol: symbol.name,
      at,
      title: symbol.title,
      value: wire(exact),
      shown: display(symbol, value),
      ...(rounded !== null && { rounded }),
      unit,
    };
  });
}

function missingFinding(run: Run, slot: number, tuple: number, at: At): Finding {
  const symbol = run.method.symbols[slot];
  const reasons = reasonsFor(slot, tuple, run.world);
  const list: Text = { zh: reasons.map((one) => one.zh).join('；'), en: reasons.map((one) => one.en).join('; ') };
  return {
    code: 'output_without_value',
    severity: 'error',
    place: { symbol: symbol?.name ?? '', at },
    text: {
      zh: `${symbol?.title.zh}（${symbol?.name}）无法计算：${list.zh}`,
      en: `${symbol?.title.en} (${symbol?.name}) cannot be computed: ${list.en}`,
    },
    cure: { zh: '补充所缺数据', en: 'Supply what is missing' },
  };
}

function lookupFinding(run: Run, fault: LookupFault): Finding {
  const symbol = run.method.symbols[fault.slot];
  const { name, ...told } = lookupTold(fault);
  const cure = lookupCure(fault);
  return { ...told, ...(cure && { cure }), place: { symbol: symbol?.name ?? name, at: run.world.at(symbol?.record ?? 0, fault.tuple) } };
}
