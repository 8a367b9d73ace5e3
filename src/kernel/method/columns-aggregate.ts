import { present } from '../assert.ts';
import { adding } from './columns-adding.ts';
import { type ColumnFinding, collectFindings, makeNotes } from './columns-findings.ts';
import { type Form, type Forms, product } from './columns-form.ts';
import { blockLength, makeArena, memory } from './columns-memory.ts';
import { gapsOf, makeProgram, type Program } from './columns-program.ts';
import { type Bound, type ColumnResult, classesOf, type GroupRequest, type GroupSums } from './columns-result.ts';
import { makeSums, type Summand, type Sums, total } from './columns-sums.ts';

function squared(forms: Forms, slot: number): Form {
  const form = forms.ofSlot(slot);
  return product(forms, form, form);
}

/** Sums by group without a result for each record, unless digits may be lost on the way. */
export function makeAggregation(bound: Bound, request: GroupRequest, evaluate: () => ColumnResult): (request: GroupRequest) => GroupSums {
  const { layout, forms, watching, kept } = bound;
  const slotOf = (name: string) => present(layout.method.slots.get(name), `${name} exists`);
  const spreads = request.spreads ?? [];
  const wanted = [...request.sums.map((name) => forms.ofSlot(slotOf(name))), ...spreads.map((name) => squared(forms, slotOf(name)))];
  const overs = wanted.flatMap((form) => (form.over === null ? [] : [form.over]));
  const keys = wanted.map((form) => form.by);
  const program = makeProgram(layout, [...overs, ...watching.nodes], keys, watching.watches, kept);
  if (program.mayDoubt || overs.some((node) => node.risky)) return (again) => sumResults(bound, again, evaluate());
  const summands = wanted.map((form): Summed => {
    const { table, column } = program.placeOf(form.by);
    const over = form.over === null ? null : program.registerOf(form.over);
    return { over, classes: present(program.tables[table], 'table'), index: present(program.indexes[table], 'index'), column };
  });
  const fillers = fillersOf(program, wanted, summands);
  return (again) => {
    program.install();
    const notes = makeNotes(layout, watching, program);
    const sums = makeSums(again.by, summands, program.arena);
    const lost = summands.map(() => 0);
    for (let from = 0; from < layout.data.count; from += blockLength) {
      const n = Math.min(blockLength, layout.data.count - from);
      program.run(from, n);
      for (const fill of fillers) fill(n, lost);
      sums.take(from, n);
      notes.take(from, n);
    }
    program.settle();
    const missing = summands.map((one, i) => (lost[i] ?? 0) + withoutValue(one));
    return finished(again, sums, missing, classesOf(program), collectFindings(layout, program, notes, [], []));
  };
}

type Summed = Summand & { readonly classes: Program['tables'][number]; readonly index: number };

/** Registers that may hold no value are cleared of it before they are summed. */
function fillersOf(program: Program, wanted: readonly Form[], summands: readonly Summed[]): ((n: number, lost: number[]) => void)[] {
  const fillers: ((n: number, lost: number[]) => void)[] = [];
  for (const over of new Set(wanted.map((form) => form.over))) {
    if (over === null) continue;
    const gaps = gapsOf(over);
    const tables = gaps.keys
      .map((key) => program.placeOf(key))
      .map((at) => ({ holes: present(program.tables[at.table], 'table').holes, column: at.column }));
    const users = [...summands.keys()].filter((i) => wanted[i]?.over === over);
    const first = present(summands[users[0] ?? -1], 'a node is summed');
    const { classes, index, column } = first;
    const register = program.registerOf(over);
    fillers.push((n, lost) => {
      if (!gaps.always && !tables.some((one) => one.holes[one.column] === 1)) return;
      const found = adding().fill(register, index, classes.values, Math.max(1, classes.keys.length), column, n);
      for (const i of users) lost[i] = (lost[i] ?? 0) + found;
    });
  }
  return fillers;
}

/** Records whose class has no value. */
function withoutValue(one: Summed): number {
  const { hits, values, keys } = one.classes;
  const width = Math.max(1, keys.length);
  return hits.reduce((lost, met, at) => lost + (met > 0 && Number.isNaN(values[at * width + one.column]) ? met : 0), 0);
}

function finished(
  request: GroupRequest,
  sums: Sums,
  missing: readonly number[],
  classes: number,
  findings: readonly ColumnFinding[],
): GroupSums {
  const columns = sums.finish();
  const spreads = request.spreads ?? [];
  const at = (i: number) => present(columns[i], 'column');
  const shift = request.sums.length;
  return {
    groups: sums.groups,
    counts: sums.counts(),
    sums: new Map(request.sums.map((name, i) => [name, at(i)])),
    spreads: new Map(spreads.map((name, i) => [name, at(shift + i).map(Math.sqrt)])),
    total: {
      sums: new Map(request.sums.map((name, i) => [name, total(at(i))])),
      spreads: new Map(spreads.map((name, i) => [name, Math.sqrt(total(at(shift + i)))])),
    },
    missing: new Map([...request.sums, ...spreads].map((name, i) => [name, missing[i] ?? 0])),
    relativeError: sums.relativeError,
    classes,
    findings,
  };
}

/** The same from the results of every record. */
function sumResults(bound: Bound, request: GroupRequest, result: ColumnResult): GroupSums {
  const { count } = bound.layout.data;
  const names = [...request.sums, ...(request.spreads ?? [])];
  const columns = names.map((name, i) => {
    const { values, valid } = present(result.columns.get(name), 'a column for each output');
    return { values: i < request.sums.length ? values : values.map((value) => value * value), valid };
  });
  const arena = makeArena();
  const registers = names.map(() => arena.floats(blockLength));
  const summands = registers.map((over) => ({ over, classes: null, index: 0, column: 0 }));
  const sums = makeSums(request.by, summands, arena);
  const { floats } = memory();
  for (let from = 0; from < count; from += blockLength) {
    const n = Math.min(blockLength, count - from);
    for (const [i, column] of columns.entries()) floats.set(column.values.subarray(from, from + n), registers[i] ?? 0);
    sums.take(from, n);
  }
  const missing = columns.map((column) => column.valid.reduce((lost, valid) => lost + 1 - valid, 0));
  return finished(request, sums, missing, result.classes, result.findings);
}
