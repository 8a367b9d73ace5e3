import { present } from '../assert.ts';
import { parseDecimal } from '../quantity/decimal.ts';
import { collectFindings, makeNotes } from './columns-findings.ts';
import { realize } from './columns-form.ts';
import { blockLength, memory } from './columns-memory.ts';
import { makeProgram } from './columns-program.ts';
import { type Bound, type ColumnResult, classesOf, nameOf } from './columns-result.ts';
import { evaluateRecord } from './columns-trace.ts';

/** A result for every record. */
export function makeEvaluation(bound: Bound): (into?: ColumnResult) => ColumnResult {
  const { layout, slots, forms, watching, kept } = bound;
  const { count } = layout.data;
  const nodes = slots.map((slot) => forms.graph.checked(realize(forms, forms.ofSlot(slot))));
  const program = makeProgram(layout, [...nodes, ...watching.nodes], [], watching.watches, kept);
  const registers = nodes.map((node) => program.registerOf(node));
  const { floats, ints } = memory();
  return (into) => {
    program.install();
    const notes = makeNotes(bound.layout, watching, program);
    const fresh = () =>
      slots.map((slot) => [nameOf(bound, slot), { values: new Float64Array(count), valid: new Uint8Array(count) }] as const);
    const columns = into?.columns ?? new Map(fresh());
    const out = slots.map((slot) => present(columns.get(nameOf(bound, slot)), 'a column for each output'));
    const trace = into?.trace ?? new Int32Array(count);
    const [index] = program.indexes;
    let exactly = 0;
    for (let from = 0; from < count; from += blockLength) {
      const n = Math.min(blockLength, count - from);
      program.run(from, n);
      if (index !== undefined) trace.set(ints.subarray(index, index + n), from);
      const doubts = [];
      for (const [i, register] of registers.entries()) {
        const column = out[i];
        if (column !== undefined && !store(column.values, column.valid, floats.subarray(register, register + n), program.doubtful, from))
          doubts.push(i);
      }
      if (doubts.length > 0 || (program.mayDoubt && program.doubtful.includes(1))) exactly += decide(bound, program.doubtful, out, from, n);
      notes.take(from, n);
    }
    const findings = collectFindings(bound.layout, program, notes, slots, out);
    const { hits, first } = program.tables[0] ?? { hits: new Int32Array(0), first: new Int32Array(0) };
    return { columns, trace, met: hits, first, classes: classesOf(program), exactly, findings };
  };
}

/** Moves a block into the result, no value as 0; false when a number left the range of floats, which is marked as doubtful. */
function store(values: Float64Array, valid: Uint8Array, register: Float64Array, doubtful: Uint8Array, from: number): boolean {
  let fine = true;
  for (let i = 0; i < register.length; i += 1) {
    const value = register[i] ?? 0;
    if (value - value === 0) {
      values[from + i] = value;
      valid[from + i] = 1;
    } else {
      values[from + i] = 0;
      valid[from + i] = 0;
      if (!Number.isNaN(value)) {
        doubtful[i] = 1;
        fine = false;
      }
    }
  }
  return fine;
}

/** Doubtful records take the values of the exact evaluation. */
function decide(
  bound: Bound,
  doubtful: Uint8Array,
  out: readonly { values: Float64Array; valid: Uint8Array }[],
  from: number,
  n: number,
): number {
  let count = 0;
  for (let i = 0; i < n; i += 1) {
    if (doubtful[i] !== 1) continue;
    doubtful[i] = 0;
    count += 1;
    const exact = exactValues(bound, from + i);
    for (const [k, column] of out.entries()) {
      const value = exact[k];
      column.values[from + i] = value ?? 0;
      column.valid[from + i] = value === undefined ? 0 : 1;
    }
  }
  return count;
}

function exactValues(bound: Bound, record: number): (number | undefined)[] {
  try {
    const { outputs } = evaluateRecord(bound.layout, bound.slots, record, false);
    return bound.slots.map((slot) => {
      const found = outputs.find((one) => one.symbol === nameOf(bound, slot));
      const value = found?.rounded ?? found?.value ?? null;
      return value === null ? undefined : (parseDecimal(value)?.toNumber() ?? undefined);
    });
  } catch {
    // A faulty record has findings of its own and no value.
    return bound.slots.map(() => undefined);
  }
}
