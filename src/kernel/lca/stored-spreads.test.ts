import { expect, test } from 'vitest';
import { buildFromTable } from './build-system.ts';
import { type Exchange, emptyDatabase, type LcaDatabase } from './dataset.ts';
import { storedSpreads } from './stored-spreads.ts';
import { tabulate } from './system-table.ts';

const exchange = (
  id: number,
  flowId: string,
  direction: Exchange['direction'],
  amount: number,
  more: Partial<Exchange> = {},
): Exchange => ({
  ...{ id, flowId, direction, amount, unit: 'kg', isReference: false, ...more },
});
const process = (id: string, exchanges: readonly Exchange[]) => ({ id, name: id, kind: 'unit' as const, exchanges, parameters: [] });
const flow = (id: string, kind: 'product' | 'elementary') => ({
  ...{ id, name: id, kind, referencePropertyId: 'mass', properties: [{ flowPropertyId: 'mass', factor: 1 }] },
});

const database: LcaDatabase = {
  ...emptyDatabase,
  unitGroups: [{ id: 'u', name: 'u', referenceUnit: 'kg', units: [{ id: 'kg', name: 'kg', factor: 1 }] }],
  flowProperties: [{ id: 'mass', name: 'Mass', unitGroupId: 'u' }],
  flows: [flow('steel', 'product'), flow('ore', 'product'), flow('co2', 'elementary')],
  processes: [
    process('mine', [exchange(1, 'ore', 'output', 1, { isReference: true })]),
    process('mill', [
      exchange(1, 'steel', 'output', 1, { isReference: true }),
      exchange(2, 'ore', 'input', 2, { uncertainty: { kind: 'triangular', minimum: 1, mode: 2, maximum: 4 } }),
      exchange(3, 'co2', 'output', 3, { uncertainty: { kind: 'normal', mean: 3, sd: 0.3 } }),
      exchange(4, 'co2', 'output', 1, { uncertainty: { kind: 'uniform', minimum: 0, maximum: 2 } }),
    ]),
  ],
};

test('an exchange alone keeps its distribution with the sign of its entry; several in one entry add their variances', () => {
  const { table } = tabulate([database]);
  const system = buildFromTable(table, { allocation: 'none' });
  const { technosphere, biosphere, joined, impossible } = storedSpreads(system, table);
  // Taken from the mine's row: −2, between −4 and −1.
  expect(technosphere).toEqual([
    { row: 0, column: 1, spread: { distribution: 'triangular', minimum: -4, maximum: -1, pedigree: undefined }, path: '/system' },
  ]);
  // 3 ± 0.3 and 1 ± 2/√12: together 4 with √(0.09 + 1/3) = 0.650641; σ = 0.650641 / 4, gsd2 = exp(2σ) = 1.384475.
  expect(biosphere.map(({ spread }) => spread)).toEqual([{ distribution: 'lognormal', gsd2: expect.closeTo(1.384475, 5) }]);
  expect([joined, impossible]).toEqual([1, 0]);
});

test('a triangle that leaves its own amount out is not drawn, and counted', () => {
  const [mine, mill] = database.processes;
  if (!mine || !mill) throw new Error('two processes');
  const off = { ...mill, exchanges: mill.exchanges.map((one) => (one.id === 2 ? { ...one, amount: 9 } : one)).slice(0, 2) };
  const { table } = tabulate([{ ...database, processes: [mine, off] }]);
  const { technosphere, impossible } = storedSpreads(buildFromTable(table, { allocation: 'none' }), table);
  expect([technosphere, impossible]).toEqual([[], 1]);
});
