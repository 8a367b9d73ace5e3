import { describe, expect, test } from 'vitest';
import type { Evaluation } from '../method/evaluation.ts';
import { combineMethods, type MethodPart } from './combine-methods.ts';

const text = (name: string) => ({ zh: name, en: name });
const result = (symbol: string, value: string | null, rounded?: string) => ({
  ...{ symbol, at: {}, title: text(symbol), value, shown: value, unit: 'tCO2' },
  ...(rounded !== undefined && { rounded }),
});

/** A method whose total is its only unit's emission, read from its own table of rules. */
function part(id: string, value: string | null, more: Partial<MethodPart> & { rounded?: string; unit?: string } = {}): MethodPart {
  const { rounded, unit = 'tCO2', ...symbols } = more;
  const names = { emission: 'E_total', obligation: 'E_obligation', ...symbols };
  const outputs = [...new Set([names.emission, names.obligation])].map((symbol) => ({ ...result(symbol, value, rounded), unit }));
  const rule = {
    kind: 'lookup' as const,
    id: 'rules.x[2023]',
    symbol: 'rules.x',
    at: {},
    title: text('x'),
    value: '1',
    shown: '1',
    unit: '',
  };
  const node = { kind: 'step' as const, id: 'E_total', symbol: 'E_total', at: {}, title: text('E_total'), value, shown: value, unit };
  const evaluation: Evaluation = {
    ...{ method: { id, version: 1 }, dataYear: 2023, outputs, findings: [] },
    conventions: [],
    derivation: {
      ...{ method: { id, version: 1, title: text(id), source: '' }, dataYear: 2023 },
      nodes: [
        { ...rule, table: id, column: 'x', keys: ['2023'], source: '', confidence: 'high' },
        { ...node, formula: 'rules.x[data_year]', substituted: '1', uses: ['rules.x[2023]'] },
      ],
    },
  };
  return { evaluation, ...names };
}
const told = (parts: readonly MethodPart[]) =>
  Object.fromEntries(
    combineMethods(parts).outputs.map(({ symbol, at, value, unit }) => [[symbol, at.method].join(' ').trim(), `${value} ${unit}`]),
  );

describe('methods of one entity side by side', () => {
  test('the total is the sum of what each reports: 454.65 rounded to 455, and 4,400', () => {
    expect(told([part('a', '454.65', { rounded: '455' }), part('b', '4400')])).toEqual({
      ...{ E_total: '4855 tCO2', E_obligation: '4855 tCO2' },
      ...{ 'E_total a': '454.65 tCO2', 'E_obligation a': '454.65 tCO2', 'E_total b': '4400 tCO2', 'E_obligation b': '4400 tCO2' },
    });
  });
  test('a part without a figure leaves none for the entity; tonnes of CO2 equivalent make the sum one of them', () => {
    expect(told([part('a', '1'), part('b', null)])).toMatchObject({ E_total: 'null tCO2' });
    expect(told([part('a', '1'), part('b', '0.5', { unit: 'tCO2e' })])).toMatchObject({ E_total: '1.5 tCO2e' });
  });
  test('a method without an obligation of its own counts with its total', () => {
    expect(told([part('a', '2'), part('b', '3', { obligation: 'E_total' })])).toMatchObject({ E_obligation: '5 tCO2' });
  });
  test('a month is the sum of the methods that have it; what one method does not know has no sum of the entity', () => {
    const month = (value: string, at: string) => ({ ...result('E_month', value), at: { month: at } });
    const withMore = (one: MethodPart, ...more: Evaluation['outputs']): MethodPart => ({
      ...one,
      evaluation: { ...one.evaluation, outputs: [...one.evaluation.outputs, ...more] },
    });
    const a = withMore(part('a', '2'), month('1.25', '2023-01'), month('0.75', '2023-02'), result('E_flux_total', '2'));
    const b = withMore(part('b', '3'), month('3', '2023-01'));
    const { outputs } = combineMethods([a, b]);
    const sums = outputs.filter(({ at }) => at.method === undefined).map(({ symbol, at, value }) => `${symbol} ${at.month ?? ''} ${value}`);
    expect(sums).toEqual(['E_total  5', 'E_obligation  5', 'E_month 2023-01 4.25', 'E_month 2023-02 0.75']);
    expect(outputs.find(({ symbol }) => symbol === 'E_flux_total')?.at).toEqual({ method: 'a' });
  });
  test('rows of two tables with one address stay two, and every use leads to a node', () => {
    const { nodes } = combineMethods([part('a', '2'), part('b', '3')]).derivation;
    expect(nodes.map(({ id }) => id)).toEqual([
      ...['rules.x[2023]@method=a', 'E_total@method=a', 'rules.x[2023]@method=b', 'E_total@method=b'],
      ...['E_total', 'E_obligation'],
    ]);
    expect(nodes.find(({ id }) => id === 'E_total')).toMatchObject({
      substituted: '2 + 3',
      uses: ['E_total@method=a', 'E_total@method=b'],
    });
    expect(nodes.find(({ id }) => id === 'E_total@method=b')).toMatchObject({
      uses: ['rules.x[2023]@method=b'],
      title: { zh: 'E_total（b）', en: 'E_total (b)' },
    });
  });
});
