import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CodeColumn, type ColumnData, compileColumns, type InputColumn } from '../../src/kernel/method/columns.ts';
import { evaluateMethod } from '../../src/kernel/method/evaluate.ts';
import { loadMethod } from '../../src/kernel/method/load.ts';
import type { Method, MethodInput, MethodRecord } from '../../src/kernel/method/method.ts';
import { makeUnits } from '../../src/kernel/quantity/units.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { loadMethodLibrary } from '../../src/server/modules/library/methods.ts';

/** Numbers from a seed, so that a failure can be run again. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const relative = 1e-12;

/** Compares bulk and exact results of the same rows; returns how many values were compared. */
function compareAll(method: Method, record: string, outputs: readonly string[], data: ColumnData, rows: readonly object[]): number {
  const { plan, findings } = compileColumns(method, { record, outputs });
  if (plan === null) throw new Error(findings.map((one) => one.text.en).join('; '));
  const bound = plan.bind(data);
  const result = bound.evaluate();
  const slots = outputs.map((name) => method.slots.get(name) ?? -1);
  const exact = evaluateMethod({ ...method, outputs: slots, checks: [] }, { ...data.base, [record]: rows }, { derivation: false });
  const per = method.records.find((one) => one.name === record)?.per ?? [];
  const at = (keys: Record<string, unknown>) => per.map((set) => String(keys[set])).join(' ');
  const order = new Map(rows.map((row, i) => [at({ ...row }), i]));
  for (const output of exact.outputs) {
    const i = order.get(at(output.at)) ?? -1;
    const column = result.columns.get(output.symbol);
    const value = output.rounded ?? output.value;
    const place = `${method.id} ${output.symbol} ${JSON.stringify(rows[i])}`;
    if (value === null) expect(column?.valid[i], `${place} has no value`).toBe(0);
    else {
      expect(column?.valid[i], `${place} is ${value}`).toBe(1);
      const [got, wanted] = [column?.values[i] ?? Number.NaN, Number(value)];
      if (!(Math.abs(got - wanted) <= relative * Math.abs(wanted))) expect(`${place} ${got}`).toBe(`${place} ${wanted}`);
    }
  }
  return exact.outputs.length;
}

function coded(texts: readonly (string | null)[]): CodeColumn {
  const dictionary = [...new Set(texts)];
  return { codes: Uint16Array.from(texts, (text) => dictionary.indexOf(text)), dictionary };
}

describe('methods of the data folder', () => {
  const { methods } = loadMethodLibrary('data');
  const covered: string[] = [];
  const cases = [...methods.values()].flatMap((method) => method.records.slice(1).map((record) => [method.id, record.name] as const));

  test.each(cases)('%s: %s', (id, name) => {
    const method = methods.get(id);
    const record = method?.records.find((one) => one.name === name);
    if (!method || !record) throw new Error('the method is there');
    const index = method.records.indexOf(record);
    const steps = method.symbols
      .filter((one) => one.is === 'step' && one.record === index && one.type === 'quantity')
      .map((one) => one.name);
    const outputs = steps.filter((step) => compileColumns(method, { record: name, outputs: [step] }).plan !== null);
    if (outputs.length === 0) return;
    for (let seed = 1; seed <= 3; seed += 1) {
      const { data, rows } = made(method, record, random(seed), 60);
      // Rules that tie inputs together (shares that must fit a parent's row) are not met by chance everywhere.
      if (refused(() => evaluateMethod(method, { ...data.base, [name]: rows }, { derivation: false }))) return;
      const compared = unlessNotInColumns(() => compareAll(method, name, outputs, data, rows));
      // What the columns cannot say they refuse; it is left to the exact evaluation.
      if (compared === null) return;
      expect(compared).toBe(60 * outputs.length);
    }
    covered.push(`${id}: ${name}`);
  });

  test('the bulk evaluation serves most of them', () => {
    expect(covered.length).toBeGreaterThanOrEqual(25);
  });
});

/** Rows of a record as columns and as objects: choices, texts that the tables know and one they do not, numbers in several units, gaps. */
function made(
  method: Method,
  record: MethodRecord,
  next: () => number,
  count: number,
): { data: ColumnData; rows: Record<string, unknown>[] } {
  const rows: Record<string, unknown>[] = Array.from({ length: count }, () => ({}));
  const example = Object.entries(method.example ?? {});
  const root = method.records[0]?.inputs.map((slot) => method.symbols[slot]?.name);
  const base = Object.fromEntries(example.filter(([name]) => root?.includes(name)));
  const year = String(base.data_year ?? '2023');
  const keys: Record<string, CodeColumn> = {};
  for (const [position, set] of record.per.entries()) {
    const kind = method.sets.find((one) => one.name === set)?.kind;
    const unique = position === record.per.findIndex((one) => method.sets.find((other) => other.name === one)?.kind !== 'month');
    const month = () => `${year}-${String(1 + Math.floor(next() * 12)).padStart(2, '0')}`;
    const texts = rows.map((_, i) => (kind === 'month' ? month() : unique ? `row${i}` : `k${Math.floor(next() * 3)}`));
    for (const [i, row] of rows.entries()) row[set] = texts[i];
    keys[set] = coded(texts);
  }
  const inputs = record.inputs.map((slot) => method.symbols[slot]).filter((one): one is MethodInput => one?.is === 'input');
  const columns = inputs.flatMap((input) => column(method, input, rows, next));
  return { data: { count, base, keys, inputs: columns }, rows };
}

function refused(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch (refusal) {
    if (refusal instanceof Refusal) return true;
    throw refusal;
  }
}

/** What the act gives; null where the columns refuse because they cannot say it. */
function unlessNotInColumns(act: () => number): number | null {
  try {
    return act();
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.findings.some((one) => one.code === 'not_in_columns')) return null;
    throw refusal;
  }
}

function textsFor(method: Method, input: MethodInput): string[] {
  if (input.type === 'choice') return [...input.values];
  if (input.type === 'boolean') return ['true', 'false'];
  const known = [...method.tables.values()].flatMap(({ table }) =>
    [...table.columns.values()].flatMap((one) => [...one.entries.keys()].slice(0, 40)),
  );
  const parts = [...new Set(known.flatMap((key) => key.split('\u0001')))].filter((part) => part !== '');
  return [...parts.slice(0, 60), 'CN-SH', 'no such text'];
}

function column(method: Method, input: MethodInput, rows: Record<string, unknown>[], next: () => number): InputColumn[] {
  const gap = () => !input.required && next() < 0.3;
  if (input.type === 'text' || input.type === 'choice' || input.type === 'boolean') {
    if (gap()) return [];
    const pool = textsFor(method, input);
    const texts = rows.map(() => (gap() ? null : (pool[Math.floor(next() * pool.length)] ?? null)));
    for (const [i, text] of texts.entries())
      if (text !== null) rows[i] = Object.assign(rows[i] ?? {}, { [input.name]: input.type === 'boolean' ? text === 'true' : text });
    return [{ to: input.name, column: coded(texts) }];
  }
  if (gap() && next() < 0.4) return [];
  if (input.type === 'integer') {
    const [least, most] = [input.min?.toNumber() ?? 0, input.max?.toNumber() ?? 40];
    const texts = rows.map(() => (gap() ? null : String(least + Math.floor(next() * (most - least + 1)))));
    for (const [i, number] of texts.entries()) if (number !== null) Object.assign(rows[i] ?? {}, { [input.name]: number });
    return [{ to: input.name, column: coded(texts) }];
  }
  const low = input.min?.toNumber() ?? -50;
  const high = Math.min(input.max?.toNumber() ?? 1e4, low + 1e4);
  const digits = Math.floor(next() * 4);
  const decimals = rows.map(() =>
    Math.min(high, Math.max(low, Number((low + next() * (high - low) * (next() < 0.1 ? 0 : 1)).toFixed(digits)))),
  );
  const missing = Uint8Array.from(rows, () => Number(gap()));
  const other = input.unit === null || next() < 0.5 ? null : otherUnit(method, input);
  for (const [i, value] of decimals.entries()) {
    if (missing[i] === 0)
      Object.assign(rows[i] ?? {}, { [input.name]: other === null ? String(value) : { value: String(value), unit: other } });
  }
  const within = other === null || (input.min === null && input.max === null) || (input.max === null && low === 0);
  if (!within) {
    for (const [i, value] of decimals.entries()) if (missing[i] === 0) Object.assign(rows[i] ?? {}, { [input.name]: String(value) });
  }
  const unit = within && other !== null ? { unit: other } : {};
  return [{ to: input.name, column: { values: Float64Array.from(decimals), ...unit, missing } }];
}

/** Another unit of the same kind. */
function otherUnit(method: Method, input: MethodInput): string | null {
  const row = method.units.rows.find(
    (one) => one.unit !== input.unit?.symbol && method.units.convertible(one.unit, input.unit?.symbol ?? ''),
  );
  return input.unit?.dimension.key === '' ? null : (row?.unit ?? null);
}

const text = (word: string) => ({ zh: word, en: word });
const units = makeUnits([
  { unit: '%', factor_to_base: '0.01', dimension: {}, title: text('percent'), source: '-' },
  { unit: 't', factor_to_base: '1000', dimension: { mass: 1 }, title: text('tonne'), source: '-' },
  { unit: 'lb', factor_to_base: '0.45359237', dimension: { mass: 1 }, title: text('pound'), source: '-' },
]);

function methodOf(formulas: readonly string[]): Method | null {
  const steps = formulas.map((formula, i) => ({
    ...{ symbol: `x${i}`, title: text(`x${i}`), over: 'rows', unit: '1', formula, clause: '-', optional: true },
    ...(i % 3 === 2 && { round: { digits: 2, mode: 'half_up' } }),
  }));
  const document = {
    ...{ method: 'made', version: 1, title: text('made'), summary: text('made'), source: { document: '-', confidence: 'high' } },
    sets: { row: { title: text('row') } },
    records: {
      rows: {
        ...{ per: ['row'], title: text('rows') },
        inputs: [
          { symbol: 'a', title: text('a'), unit: '1', required: true },
          { symbol: 'b', title: text('b'), unit: '1', optional: true },
          { symbol: 'c', title: text('c'), unit: '1', min: 0, default: "if(kind = 'one', 2, b)" },
          { symbol: 'm', title: text('m'), unit: 't', optional: true },
          { symbol: 'kind', title: text('kind'), type: 'choice', values: ['one', 'two', 'three'], optional: true },
          { symbol: 'yes', title: text('yes'), type: 'boolean', default: "kind = 'two'" },
        ],
      },
    },
    steps,
    outputs: steps.map((step) => step.symbol),
    example: { rows: [] },
  };
  return loadMethod(document, () => ({ file: 'made.yaml', line: 1 }), { units, table: () => null }).method;
}

const { quantity } = fc.letrec<{ quantity: string; condition: string }>((tie) => ({
  quantity: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', 'c', 'm / 1 [t]', '0', '1', '2.5', '0.1', '1000 [lb] / 1 [t]'),
    fc.tuple(tie('quantity'), fc.constantFrom('+', '-', '*', '/'), tie('quantity')).map(([x, sign, y]) => `(${x}) ${sign} (${y})`),
    fc.tuple(tie('quantity'), fc.constantFrom('^2', '^3', '^-1')).map(([x, exponent]) => `(${x})${exponent}`),
    // Kept within the range of floats: what lies beyond has no value in columns.
    tie('quantity').map((x) => `exp(max(-30, min(30, ${x})))`),
    fc.tuple(tie('quantity'), tie('quantity')).map(([x, y]) => `(${x}) ^ (max(-2, min(2.5, ${y})))`),
    fc.tuple(fc.constantFrom('abs', 'sqrt', 'floor', 'ceil'), tie('quantity')).map(([name, x]) => `${name}(${x})`),
    fc.tuple(fc.constantFrom('min', 'max'), tie('quantity'), tie('quantity')).map(([name, x, y]) => `${name}(${x}, ${y})`),
    fc.tuple(tie('quantity'), fc.integer({ min: -1, max: 3 })).map(([x, digits]) => `round(${x}, ${digits})`),
    fc.tuple(tie('condition'), tie('quantity'), tie('quantity')).map(([when, x, y]) => `if(${when}, ${x}, ${y})`),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('yes', 'given(b)', 'given(m)', 'given(c)', "kind = 'one'", "kind != 'two'"),
    fc
      .tuple(tie('quantity'), fc.constantFrom('<', '<=', '>', '>=', '=', '!='), tie('quantity'))
      .map(([x, sign, y]) => `(${x}) ${sign} (${y})`),
    fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map(([x, sign, y]) => `(${x}) ${sign} (${y})`),
    tie('condition').map((x) => `not (${x})`),
    tie('quantity').map((x) => `given(${x})`),
  ),
}));

describe('random formulas', () => {
  // Values that meet at ties and zeros, and plain ones.
  const number = fc.oneof(
    fc.constantFrom('0', '1', '2.5', '0.125', '-0.5', '1.005', '1000'),
    fc.integer({ min: -99999, max: 99999 }).map((n) => String(n / 1000)),
  );
  const row = fc.record({
    a: number,
    b: fc.option(number),
    c: fc.option(fc.integer({ min: 0, max: 99999 }).map((n) => String(n / 100))),
    m: fc.option(fc.tuple(number, fc.constantFrom('t', 'lb'))),
    kind: fc.option(fc.constantFrom('one', 'two', 'three')),
    yes: fc.option(fc.boolean()),
  });

  test('columns equal the exact evaluation to 1e-12', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(quantity, { minLength: 1, maxLength: 4 }), fc.array(row, { minLength: 1, maxLength: 12 }), (formulas, list) => {
        const method = methodOf(formulas);
        fc.pre(method !== null);
        if (method === null) return;
        const number = (values: (string | null)[]) => ({
          values: Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
          missing: Uint8Array.from(values, (value) => Number(value === null)),
        });
        const data: ColumnData = {
          count: list.length,
          inputs: [
            { to: 'a', column: { values: Float64Array.from(list, (one) => Number(one.a)) } },
            { to: 'b', column: number(list.map((one) => one.b)) },
            { to: 'c', column: number(list.map((one) => one.c)) },
            { to: 'm', column: { ...number(list.map((one) => one.m?.[0] ?? null)), unit: coded(list.map((one) => one.m?.[1] ?? 't')) } },
            { to: 'kind', column: coded(list.map((one) => one.kind)) },
            { to: 'yes', column: coded(list.map((one) => (one.yes === null ? null : String(one.yes)))) },
          ],
        };
        const rows = list.map((one, i) => ({
          ...{ row: String(i + 1), a: one.a, b: one.b, c: one.c, kind: one.kind, yes: one.yes },
          m: one.m === null ? null : { value: one.m[0], unit: one.m[1] },
        }));
        compared += compareAll(
          method,
          'rows',
          formulas.map((_, i) => `x${i}`),
          data,
          rows,
        );
      }),
      { numRuns: 1500, seed: 20261122 },
    );
    expect(compared).toBeGreaterThan(5000);
  });

  test('what is no value outside is refused with its place', () => {
    const method = methodOf(['a * 2']);
    if (method === null) throw new Error('the method loads');
    const { plan } = compileColumns(method, { record: 'rows', outputs: ['x0'] });
    const result = plan
      ?.bind({ count: 3, inputs: [{ to: 'a', column: { values: Float64Array.of(1, Number.NaN, Number.POSITIVE_INFINITY) } }] })
      .evaluate();
    expect(result?.findings.map((one) => [one.code, one.count, one.records])).toContainEqual(['not_a_number', 2, [1, 2]]);
    expect([...(result?.columns.get('x0')?.valid ?? [])]).toEqual([1, 0, 0]);
    expect(() => plan?.bind({ count: 1, base: { nonsense: 1 }, inputs: [] })).toThrow(Refusal);
  });
});
