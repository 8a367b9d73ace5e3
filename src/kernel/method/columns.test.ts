import { describe, expect, test } from 'vitest';
import { present } from '../assert.ts';
import { type CodeColumn, type ColumnData, compileColumns } from './columns.ts';
import { loadMethod } from './load.ts';
import { text, units } from './method.fixture.ts';
import type { Method } from './method.ts';
import { checkTable } from './table-file.ts';

const locate = () => ({ file: 'm.yaml', line: 1 });
const row = (activity: string, region: string, value: string, unit: string) => ({
  activity,
  region,
  valid: ['2024-01', '2024-12'],
  value,
  unit,
});
const rows = [row('power', 'CN', '0.5', 'tCO2/MWh'), row('power', 'CN-BJ', '0.4', 'tCO2/MWh'), row('burn', 'WORLD', '3', 'tCO2/t')];
const columns = {
  f: { title: text('f'), source: 'made for this test', rows },
  u: { title: text('u'), unit: '%', source: 'made', rows: [row('power', 'CN', '3', '%'), row('burn', 'WORLD', '4', '%')] },
};
const { table } = checkTable({ table: 'grid', key: ['activity', 'region', 'month'], columns }, locate, units);

const step = (symbol: string, unit: string, formula: string, more = {}) => ({
  symbol,
  title: text(symbol),
  over: 'lines',
  unit,
  formula,
  clause: '-',
  ...more,
});
const key = '[activity, region, month]';
const document = {
  ...{ method: 'lines', version: 1, title: text('lines'), summary: text('lines'), source: { document: '-', confidence: 'high' } },
  tables: { grid: { file: 'grid' } },
  sets: { line: { title: text('line') }, month: { title: text('month'), kind: 'month' } },
  records: {
    lines: {
      ...{ per: ['line', 'month'], title: text('lines') },
      inputs: [
        { symbol: 'activity', title: text('activity'), type: 'text', required: true },
        { symbol: 'region', title: text('region'), type: 'text', default: "'CN'" },
        { symbol: 'energy', title: text('energy'), unit: 'MWh', optional: true, min: 0 },
        { symbol: 'mass', title: text('mass'), unit: 't', optional: true, min: 0 },
        { symbol: 'u', title: text('u'), unit: '%', default: '0 [%]', min: 0 },
      ],
    },
  },
  steps: [
    {
      ...{ symbol: 'E', title: text('E'), over: 'lines', unit: 'tCO2', clause: '-' },
      choose: [
        { when: 'given(energy)', formula: `energy * grid.f${key} [tCO2/MWh]`, why: text('energy') },
        {
          formula: `mass * grid.f${key} [tCO2/t]`,
          why: text('mass'),
          finding: { code: 'by_mass', severity: 'info', text: text('by mass') },
        },
      ],
    },
    step('s', 'tCO2', `E * sqrt(u ^ 2 + grid.u${key} ^ 2)`),
    step('left', 'tCO2', 'E - 0.1 [tCO2]', { optional: true }),
    step('whole', 'tCO2', 'round(E, 0)', { optional: true }),
  ],
  checks: [{ over: 'lines', when: 'E > 100 [tCO2]', code: 'large', severity: 'warning', text: text('large') }],
  outputs: ['E', 's'],
  example: { lines: [{ line: 'a', month: '2024-01', activity: 'power', energy: 1 }] },
};

function method(): Method {
  const loaded = loadMethod(document, locate, { units, table: () => table });
  if (loaded.method === null) throw new Error(loaded.findings.map((one) => one.text.en).join('; '));
  return loaded.method;
}

function coded(texts: readonly (string | null)[]): CodeColumn {
  const dictionary = [...new Set(texts)];
  return { codes: Uint16Array.from(texts, (one) => dictionary.indexOf(one)), dictionary };
}

type Line = readonly [activity: string, region: string | null, month: string, amount: number, unit: string, u: number];

function data(lines: readonly Line[]): ColumnData {
  return {
    count: lines.length,
    keys: { month: coded(lines.map((one) => one[2])) },
    inputs: [
      { to: 'activity', column: coded(lines.map((one) => one[0])) },
      { to: 'region', column: coded(lines.map((one) => one[1])) },
      { to: ['energy', 'mass'], column: { values: Float64Array.from(lines, (one) => one[3]), unit: coded(lines.map((one) => one[4])) } },
      { to: 'u', column: { values: Float64Array.from(lines, (one) => one[5]) } },
    ],
  };
}

function plan(outputs: readonly string[] = ['E', 's']) {
  const compiled = compileColumns(method(), { record: 'lines', outputs });
  if (compiled.plan === null) throw new Error(compiled.findings.map((one) => one.text.en).join('; '));
  return compiled.plan;
}

// E and s by hand: 0.4 × 10, s = 4 × √(0.03² + 0.04²) = 0.2; and so on.
const lines: readonly Line[] = [
  ['power', 'CN-BJ', '2024-03', 10, 'MWh', 4],
  ['power', 'CN-SH', '2024-03', 36, 'GJ', 0],
  ['burn', null, '2024-12', 500, 'kg', 3],
  ['burn', 'CN', '2024-01', 2, 'MWh', 0],
  ['power', 'CN', '2025-01', 1, 'MWh', 0],
  ['heat', 'CN', '2024-01', 1, 'MWh', 0],
  ['power', 'CN', '2024-01', 1, 'Nm3', 0],
  ['power', 'CN', '2024-01', -1, 'MWh', 0],
];

describe('a result for each record', () => {
  const bound = plan().bind(data(lines));
  const result = bound.evaluate();
  const of = (name: string) => result.columns.get(name);

  test('units, region fallback, validity and dimension', () => {
    expect([...(of('E')?.valid ?? [])]).toEqual([1, 1, 1, 0, 0, 0, 0, 0]);
    expect(of('E')?.values[0]).toBeCloseTo(4, 13);
    expect(of('E')?.values[1]).toBeCloseTo(5, 13);
    expect(of('E')?.values[2]).toBeCloseTo(1.5, 13);
    expect(of('s')?.values[0]).toBeCloseTo(0.2, 13);
    expect(of('s')?.values[2]).toBeCloseTo(0.075, 13);
    expect([...(of('E')?.values ?? [])].slice(3)).toEqual([0, 0, 0, 0, 0]);
  });

  test('findings are counted by code, with the first records that have them', () => {
    const told = new Map(result.findings.map((one) => [one.code, [one.count, ...one.records]]));
    expect(told.get('table_row_other_unit')).toEqual([1, 3]);
    expect(told.get('no_table_row_valid')?.[1]).toBe(4);
    expect(told.get('no_table_row')?.[1]).toBe(5);
    expect(told.get('unit_mismatch')).toEqual([1, 6]);
    expect(told.get('below_min')).toEqual([1, 7]);
    expect(told.get('output_without_value')?.slice(1)).toEqual([3, 3, 4, 4, 5, 5, 6, 6, 7, 7]);
    expect(told.get('by_mass')?.slice(1)).toContain(2);
    expect(result.findings[0]?.severity).toBe('error');
  });

  test('traceOf derives the same number exactly', () => {
    const evaluation = bound.traceOf(1);
    expect(evaluation.outputs.find((one) => one.symbol === 'E')?.value).toBe('5');
    expect(evaluation.derivation.nodes.find((one) => one.kind === 'lookup')).toMatchObject({ keys: ['power', 'CN', '2024-01'] });
    expect(evaluation.findings.map((one) => one.code)).toContain('wider_region_used');
    expect(bound.traceOf(2).outputs.find((one) => one.symbol === 's')?.value).toBe('0.075');
  });

  test('records of one class are worked out together', () => {
    const many = plan()
      .bind(data([...lines, ...lines, ...lines]))
      .evaluate();
    expect(many.trace[0]).toBe(many.trace[lines.length]);
    expect(many.met[many.trace[0] ?? 0]).toBe(3);
    expect(many.first[many.trace[0] ?? 0]).toBe(0);
  });

  test('what floats cannot decide is left to the exact evaluation', () => {
    const near = plan(['left', 'whole'])
      .bind(
        data([
          ['power', 'CN-BJ', '2024-01', 0.25, 'MWh', 0],
          ['power', 'CN', '2024-01', 5, 'MWh', 0],
        ]),
      )
      .evaluate();
    // 0.4 × 0.25 − 0.1 is nothing; 0.5 × 5 = 2.5 rounds to 3.
    expect(near.columns.get('left')?.values[0]).toBe(0);
    expect(near.columns.get('whole')?.values[1]).toBe(3);
    expect(near.exactly).toBe(2);
  });
});

describe('sums by group', () => {
  const random = (seed: number) => () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };

  function many(count: number): Line[] {
    const next = random(7);
    const pick = <T>(list: readonly T[]): T => present(list[Math.floor(next() * list.length)], 'item');
    return Array.from({ length: count }, () => {
      const size = 10 ** (next() * 9 - 3);
      return [pick(['power', 'burn']), pick(['CN-BJ', 'CN', 'CN-SH']), pick(['2024-02', '2024-11']), size, 'MWh', next() * 10] as const;
    });
  }

  test('sums, spreads and counts, with records without value left out and counted', () => {
    const all: Line[] = [...lines];
    const by = [coded(all.map((one) => one[0]))];
    const sums = plan()
      .bind(data(all))
      .aggregate({ by, sums: ['E'], spreads: ['s'] });
    expect([...sums.counts]).toEqual([5, 2, 1]);
    expect(sums.sums.get('E')?.[0]).toBeCloseTo(9, 12);
    expect(sums.sums.get('E')?.[1]).toBeCloseTo(1.5, 12);
    expect(sums.spreads.get('s')?.[0]).toBeCloseTo(Math.sqrt(0.2 ** 2 + 0.15 ** 2), 12);
    expect(sums.missing.get('E')).toBe(5);
    expect(sums.total.sums.get('E')).toBeCloseTo(10.5, 12);
  });

  test('the order of records changes no digit that is shown', () => {
    const list = many(50_000).filter((one) => one[0] === 'power');
    const next = random(99);
    const sumOf = (some: readonly Line[]) => {
      const sums = plan()
        .bind(data(some))
        .aggregate({ by: [coded(some.map((one) => one[1]))], sums: ['E'], spreads: ['s'] });
      const total = sums.total.sums.get('E') ?? 0;
      return { total, spread: sums.total.spreads.get('s') ?? 0, bound: sums.relativeError };
    };
    const first = sumOf(list);
    for (let round = 0; round < 5; round += 1) {
      const shuffled = list.map((line) => ({ line, at: next() })).sort((a, b) => a.at - b.at);
      const again = sumOf(shuffled.map((one) => one.line));
      expect(Math.abs(again.total / first.total - 1)).toBeLessThan(again.bound);
      expect(again.total.toPrecision(12)).toBe(first.total.toPrecision(12));
      expect(again.spread.toPrecision(12)).toBe(first.spread.toPrecision(12));
    }
  });

  test('a sum over many blocks agrees with exact addition', () => {
    const list = many(30_000).filter((one) => one[0] === 'power');
    const result = plan().bind(data(list)).evaluate().columns.get('E');
    // Whole numbers of 2^-40 add without error.
    const exact = [...(result?.values ?? [])].reduce((sum, value) => sum + BigInt(Math.round(value * 2 ** 40)), 0n);
    const sums = plan()
      .bind(data(list))
      .aggregate({ by: [], sums: ['E'] });
    expect(Math.abs((sums.total.sums.get('E') ?? 0) / (Number(exact) / 2 ** 40) - 1)).toBeLessThan(1e-12);
  });

  test('exact values are kept for columns with the same dictionaries', () => {
    const one = plan();
    const before = one.bind(data(lines)).evaluate();
    const after = one.bind(data(lines)).evaluate();
    expect(after.classes).toBe(before.classes);
    expect(after.findings).toEqual(before.findings);
  });
});

test('what needs other rows is no plan', () => {
  const over = { ...document, steps: [...document.steps, step('share', '1', 'E / sum(E over lines by month)')] };
  const loaded = loadMethod(over, locate, { units, table: () => table });
  if (loaded.method === null) throw new Error(loaded.findings.map((one) => one.text.en).join('; '));
  const { plan: none, findings } = compileColumns(loaded.method, { record: 'lines', outputs: ['share'] });
  expect(none).toBeNull();
  expect(findings.map((one) => one.code)).toEqual(['not_in_columns']);
});
