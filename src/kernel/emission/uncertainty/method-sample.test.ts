import { expect, test } from 'vitest';
import { present } from '../../assert.ts';
import { loadMethod } from '../../method/load.ts';
import { text, units } from '../../method/method.fixture.ts';
import type { Method } from '../../method/method.ts';
import type { Spread } from './marginal.ts';
import { sampleColumns, sampleEvaluations, type UncertainInput } from './method-sample.ts';
import { summarize } from './summary.ts';

const locate = () => ({ file: 'm.yaml', line: 1 });
const document = {
  ...{ method: 'fuel', version: 1, title: text('fuel'), summary: text('fuel'), source: { document: '-', confidence: 'high' } },
  sets: { month: { title: text('month') } },
  records: {
    root: { per: [], title: text('all') },
    fuels: {
      ...{ per: ['month'], title: text('fuels') },
      inputs: [
        { symbol: 'FC', title: text('FC'), unit: 't', required: true, min: 0 },
        { symbol: 'C', title: text('C'), unit: 'tC/t', required: true, min: 0 },
      ],
    },
  },
  steps: [
    { symbol: 'E', title: text('E'), over: 'fuels', unit: 'tCO2', formula: 'FC * C * 44 [tCO2/tC] / 12', clause: '-' },
    { symbol: 'E_year', title: text('E'), over: 'root', unit: 'tCO2', formula: 'sum(E over fuels)', clause: '-' },
  ],
  outputs: ['E', 'E_year'],
  example: { fuels: [{ month: '1', FC: 1, C: '0.5' }] },
};

function method(): Method {
  const loaded = loadMethod(document, locate, { units, table: () => null });
  return present(loaded.method, loaded.findings.map((one) => one.text.en).join('; '));
}

const normal = (percent: number): Spread => ({ distribution: 'normal', lower: percent / 100, upper: percent / 100 });
const input = { fuels: Array.from({ length: 12 }, (_, i) => ({ month: String(i + 1), FC: '1000', C: { value: '0.6', unit: 'tC/t' } })) };
/** One scale for all months, ± 2 %; a laboratory test each month, ± 6 %: U = √(2² + 6²/12) = 2.6458 % (equations 3.1 and 3.2). */
const uncertain: UncertainInput[] = [
  { record: 'fuels', symbol: 'FC', spread: normal(2), together: true },
  { record: 'fuels', symbol: 'C', spread: normal(6), together: false },
];

test('what deviates together stays, what deviates month by month averages out; columns and exact evaluation agree draw by draw', () => {
  const made = method();
  const many = present(
    sampleColumns({ method: made, input, uncertain, draws: 50_000, seed: 4 }, { record: 'fuels', symbol: 'E' }),
    'columns',
  );
  const { mean, halfPercent } = summarize(many);
  expect(Math.abs(mean / ((12_000 * 0.6 * 44) / 12) - 1)).toBeLessThan(0.001);
  expect(Math.abs(halfPercent - Math.sqrt(4 + 36 / 12))).toBeLessThan(0.05);
  const request = { method: made, input, uncertain, draws: 50, seed: 4 };
  const exact = sampleEvaluations(request, { symbol: 'E_year' });
  const columns = present(sampleColumns(request, { record: 'fuels', symbol: 'E' }), 'columns');
  for (const [i, value] of exact.entries()) expect(Math.abs((columns[i] ?? 0) / value - 1)).toBeLessThan(1e-12);
});

test('an output that gathers other rows is left to the exact evaluation', () => {
  expect(sampleColumns({ method: method(), input, uncertain, draws: 10, seed: 1 }, { record: 'root', symbol: 'E_year' })).toBeNull();
});

test('a method that the bulk evaluation cannot do is sampled all the same', () => {
  const totals = sampleEvaluations(
    { method: method(), input, uncertain: [{ ...present(uncertain[0], 'one'), at: { month: '3' } }], draws: 400, seed: 2 },
    { symbol: 'E_year' },
  );
  // Only March's scale: 2 % of a twelfth.
  expect(Math.abs(summarize(totals).halfPercent - 2 / 12)).toBeLessThan(0.02);
});
