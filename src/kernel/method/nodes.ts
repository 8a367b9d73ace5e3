import type { At, DerivationNode, InputNode, LookupNode, StepNode } from '../derivation.ts';
import { Decimal, print, shown } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import type { Given } from './input.ts';
import { type Compiled, type Method, type MethodSymbol, methodLimits } from './method.ts';
import { substitute, type Uses } from './substitute.ts';
import type { LookupTerm, Term, Value } from './term.ts';
import type { lookup } from './value.ts';
import { valueAt } from './value.ts';
import type { World } from './world.ts';

/** The value on the wire; null when there is none. */
export function wire(value: Value): string | null {
  if (value === undefined) return null;
  return value instanceof Decimal ? print(value) : String(value);
}

/** The value for display: as many decimals as declared, otherwise up to twelve significant digits. */
export function display(symbol: Pick<MethodSymbol, 'shown'>, value: Value): string | null {
  if (!(value instanceof Decimal)) return wire(value);
  return symbol.shown === null ? print(value, 12) : shown(value, symbol.shown);
}

/** `SYMBOL@set=key,set=key`; the four signs of the form are escaped inside keys, so that no two tuples share an address. */
export function nodeId(symbol: string, at: At): string {
  const sets = Object.entries(at);
  return sets.length === 0 ? symbol : `${symbol}@${sets.map(([set, key]) => `${set}=${escapeKey(key)}`).join(',')}`;
}

function escapeKey(key: string): string {
  return key.replace(/[%,=@[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** What a step's value came from, for its node. */
export interface StepFacts {
  readonly exact: Value;
  readonly value: Value;
  /** The calculation whose frozen value stands instead of a computed one. */
  readonly pin: string | null;
  readonly taken: { readonly compiled: Compiled; readonly number: number } | null;
}

/** Builds the derivation while the evaluation goes on: a node enters the list after all it rests on. */
export class Nodes {
  readonly list: DerivationNode[] = [];
  private readonly ids: (string | undefined)[][];
  private readonly known = new Set<string>();
  private readonly world: World;
  private readonly given: readonly (readonly (Given | undefined)[])[];
  private uses = 0;

  constructor(world: World, given: readonly (readonly (Given | undefined)[])[]) {
    this.world = world;
    this.given = given;
    this.ids = world.method.symbols.map(() => []);
  }

  /** The address of a symbol's value. */
  idOf(slot: number, tuple: number): string {
    const row = this.ids[slot] ?? [];
    const symbol = this.symbol(slot);
    const id = row[tuple] ?? nodeId(symbol?.name ?? '', this.world.at(symbol?.record ?? 0, tuple));
    row[tuple] = id;
    return id;
  }

  step(slot: number, tuple: number, facts: StepFacts): void {
    const symbol = this.symbol(slot);
    if (!symbol) return;
    const uses = new Set<string>();
    const told = this.usesInto(uses);
    const { taken } = facts;
    const substituted = taken === null ? '' : substitute(taken.compiled.term, tuple, this.world, told);
    if (symbol.is === 'step' && taken !== null) {
      for (const one of symbol.alternatives.slice(0, taken.number)) if (one.when !== null) this.conditionUses(one.when.term, tuple, told);
    }
    const chosen = symbol.is === 'step' && symbol.chooses && taken !== null ? symbol.alternatives[taken.number - 1]?.why : null;
    const why =
      facts.pin === null
        ? chosen
        : {
            zh: `已冻结：采用提交时的计算结果（${facts.pin}）`,
            en: `frozen: the result of the calculation at submission stands (${facts.pin})`,
          };
    const node: StepNode = {
      kind: 'step',
      ...this.base(slot, tuple, symbol, facts.value),
      formula: taken?.compiled.formula ?? '',
      substituted,
      uses: [...uses],
      ...(why && symbol.is === 'step' && { choice: { number: taken?.number ?? 1, of: symbol.alternatives.length, why } }),
      ...(taken?.compiled.by && { conversion: { from: taken.compiled.from ?? '', factor: taken.compiled.by.text } }),
      ...(symbol.is === 'step' &&
        symbol.round &&
        facts.exact !== undefined && { rounding: { ...symbol.round, exact: wire(facts.exact) ?? '' } }),
      ...(symbol.clause !== null && { clause: symbol.clause }),
      ...(symbol.source !== null && { source: symbol.source }),
      ...(symbol.is === 'step' && symbol.confidence !== null && { confidence: symbol.confidence }),
      ...(symbol.note !== null && { note: symbol.note }),
    };
    this.put(node);
  }

  /** What was read straight from a condition: symbols and rows; what is only asked for with `given` and long aggregates stay out. */
  private conditionUses(term: Term, tuple: number, told: Uses): void {
    if (term.op === 'symbol') {
      if (valueAt(term, tuple, this.world) !== undefined) substitute(term, tuple, this.world, told);
    } else if (term.op === 'lookup') substitute(term, tuple, this.world, told);
    else if (term.op === 'compare' || term.op === 'and' || term.op === 'or') {
      this.conditionUses(term.left, tuple, told);
      this.conditionUses(term.right, tuple, told);
    } else if (term.op === 'not') this.conditionUses(term.of, tuple, told);
  }

  private usesInto(ids: Set<string>): Uses {
    const add = (id: string) => {
      const before = ids.size;
      ids.add(id);
      if (ids.size > before) this.uses += 1;
      if (this.uses > methodLimits.uses) tooLarge();
    };
    return {
      symbol: (slot, tuple) => {
        const id = this.idOf(slot, tuple);
        if (!this.known.has(id)) this.input(slot, tuple);
        add(id);
      },
      lookup: (term, found) => add(this.row(term, found)),
    };
  }

  private input(slot: number, tuple: number): void {
    const symbol = this.symbol(slot);
    if (symbol?.is !== 'input') return;
    const given = this.given[slot]?.[tuple];
    const node: InputNode = {
      kind: 'input',
      ...this.base(slot, tuple, symbol, given?.value),
      ...(given?.given && { given: given.given }),
      ...(given?.ref !== undefined && { ref: given.ref }),
    };
    this.put(node);
  }

  private row(term: LookupTerm & Term, found: NonNullable<ReturnType<typeof lookup>>): string {
    const unit = term.kind.type === 'quantity' ? term.kind.unit.symbol : '';
    const symbol = `${term.name}.${term.columnName}`;
    const id = `${symbol}[${found.keys.map(escapeKey).join(',')}]${term.column.unit === null && unit !== '' ? `[${unit}]` : ''}`;
    if (this.known.has(id)) return id;
    const { entry, value } = found;
    const node: LookupNode = {
      kind: 'lookup',
      ...{ id, symbol, at: {}, title: entry.title ?? term.column.title, value: wire(value), shown: wire(value), unit },
      ...{ table: term.table.name, column: term.columnName, keys: found.keys, source: entry.source, confidence: entry.confidence },
      ...(entry.ref !== undefined && { ref: entry.ref }),
      ...(entry.validity && { validity: entry.validity }),
    };
    this.put(node);
    return id;
  }

  private base(
    slot: number,
    tuple: number,
    symbol: MethodSymbol,
    value: Value,
  ): Pick<InputNode, 'id' | 'symbol' | 'at' | 'title' | 'value' | 'shown' | 'unit'> {
    return {
      id: this.idOf(slot, tuple),
      symbol: symbol.name,
      at: this.world.at(symbol.record, tuple),
      title: symbol.title,
      value: wire(value),
      shown: display(symbol, value),
      unit: symbol.unit?.symbol ?? '',
    };
  }

  private put(node: DerivationNode): void {
    this.known.add(node.id);
    this.list.push(node);
  }

  private symbol(slot: number): Method['symbols'][number] | undefined {
    return this.world.method.symbols[slot];
  }
}

function tooLarge(): never {
  throw new Refusal('invalid_input', {
    findings: [
      {
        code: 'calculation_too_large',
        severity: 'error',
        place: {},
        text: { zh: '推导过程过大', en: 'the derivation is too large' },
        cure: { zh: '按机组或年度拆分后分别计算', en: 'Split the calculation by unit or by year' },
      },
    ],
  });
}
