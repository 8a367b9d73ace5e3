import { expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { evaluateLcaSolve } from './evaluate-lca-solve.ts';
import { type LabelledMatrix, readSystem } from './labelled-system.ts';

const faultsOf = (work: () => unknown): (readonly [code: string, path: string | undefined])[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.findings.map((one) => [one.code, one.place.path] as const);
    throw error;
  }
  throw new Error('not refused');
};
const one: LabelledMatrix = { rows: ['p'], columns: ['x'], dense: [[1]] };

test('entries by id, by place, and full rows are the same matrix; B and C follow the ids of A', () => {
  const rows = ['p', { id: 'q', unit: 'kg' }];
  const byId = readSystem({
    technosphere: {
      rows,
      columns: ['x', 'y'],
      entries: [
        ['p', 'x', 1],
        ['q', 'y', 2],
        ['q', 'y', 3],
      ],
    },
  });
  const byPlace = readSystem({
    technosphere: {
      rows,
      columns: ['x', 'y'],
      entries: [
        [0, 0, 1],
        [1, 1, 5],
      ],
    },
  });
  const full = readSystem({
    technosphere: {
      rows,
      columns: ['x', 'y'],
      dense: [
        [1, 0],
        [0, 5],
      ],
    },
    biosphere: { rows: ['CO2'], columns: ['y', 'x'], dense: [[7, 0]] },
    characterisation: { rows: ['GWP'], columns: ['CO2'], dense: [[1]] },
  });
  expect(byPlace.a).toEqual(byId.a);
  expect(full.a).toEqual(byId.a);
  expect([...full.b.columnStarts]).toEqual([0, 0, 1]);
});

test('every fault of the labels is told at its place', () => {
  const wrong: LabelledMatrix = { rows: ['p', 'p'], columns: ['x'], dense: [[1, 2], [3]] };
  expect(faultsOf(() => readSystem({ technosphere: wrong }))).toEqual([
    ['label_twice', '/technosphere/rows/1'],
    ['row_length', '/technosphere/dense/0'],
  ]);
  const stranger: LabelledMatrix = { rows: ['CO2'], columns: ['z'], entries: [['CO2', 'z', 1]] };
  expect(faultsOf(() => readSystem({ technosphere: one, biosphere: stranger }))).toEqual([['label_unknown', '/biosphere/entries/0']]);
  expect(faultsOf(() => readSystem({ technosphere: { ...one, dense: undefined, entries: [[1, 0, 1]] } }))).toEqual([
    ['label_unknown', '/technosphere/entries/0'],
  ]);
});

test('a demand for what nobody makes, and more figures than an answer holds', () => {
  const system = readSystem({ technosphere: one });
  expect(faultsOf(() => evaluateLcaSolve(system, { demands: [{ id: 'd', amounts: { x: 1 } }], upstream: false, most: 1 }))).toEqual([
    ['label_unknown', '/demands/0/amounts/x'],
  ]);
  const ids = Array.from({ length: 3_000 }, (_, i) => `p${i}`);
  const large = readSystem({ technosphere: { rows: ids, columns: ids, entries: ids.map((id) => [id, id, 1] as const) } });
  const demands = Array.from({ length: 100 }, (_, i) => ({ id: String(i), amounts: { p0: 1 } }));
  expect(faultsOf(() => evaluateLcaSolve(large, { demands, upstream: false, most: 5_000 }))).toEqual([['too_many_figures', '/most']]);
});
