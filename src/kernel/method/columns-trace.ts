import { present } from '../assert.ts';
import { isCodes } from './columns-data.ts';
import { inputOf, isGivenAt, keyTexts, type Layout } from './columns-layout.ts';
import { type Evaluation, evaluateMethod } from './evaluate.ts';

/** One record as the exact evaluation takes it: keys, and each input that is given, in the unit it was given in. */
export function rowOf(layout: Layout, record: number): Record<string, unknown> {
  const { method } = layout;
  const per = present(method.records[layout.record], 'record exists').per;
  const texts = keyTexts(layout, record);
  const row: Record<string, unknown> = Object.fromEntries(per.map((set, i) => [set, texts[i]]));
  for (const feed of new Set(layout.feeds.values())) {
    for (const slot of feed.slots) if (isGivenAt(layout, slot, record)) row[inputOf(method, slot).name] = valueAt(layout, slot, record);
  }
  return row;
}

function valueAt(layout: Layout, slot: number, record: number): unknown {
  const { column } = present(layout.feeds.get(slot), 'input has a column');
  const input = inputOf(layout.method, slot);
  if (isCodes(column)) {
    const entry = column.dictionary[column.codes[record] ?? 0];
    return input.type === 'boolean' && (entry === 'true' || entry === 'false') ? entry === 'true' : entry;
  }
  const { unit } = column;
  const symbol = typeof unit === 'object' ? unit.dictionary[unit.codes[record] ?? 0] : unit;
  // The shortest decimal that is this float: what was read into it, up to 15 digits.
  const value = String(column.values[record]);
  return symbol === undefined || symbol === null ? value : { value, unit: symbol };
}

/**
 * The exact evaluation of one record, with its derivation: the audit of a number that was computed in bulk. Outputs are those of
 * the columns; the records above have what `base` gave. Throws Refusal `invalid_input` where the record itself is faulty.
 */
export function evaluateRecord(layout: Layout, slots: readonly number[], record: number, derivation: boolean): Evaluation {
  const { method } = layout;
  const name = present(method.records[layout.record], 'record exists').name;
  const input = { ...layout.data.base, [name]: [rowOf(layout, record)] };
  const checks = method.checks.filter((check) => check.record === layout.record);
  return evaluateMethod({ ...method, outputs: slots, checks }, input, { derivation });
}
