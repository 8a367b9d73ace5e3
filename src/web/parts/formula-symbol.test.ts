import { expect, it } from 'vitest';
import { symbolPrint } from './formula-symbol.ts';

const cases: [string, string, string, boolean][] = [
  ['FC', 'FC', '', false],
  ['C_ar', 'C', 'ar', false],
  ['E_unit_month', 'E', 'unit, month', false],
  ['NCV_ar', 'NCV', 'ar', false],
  ['a', 'a', '', false],
  ['b_e', 'b', 'e', false],
  ['W_allocation_unit', 'W', 'allocation, unit', false],
  ['generation_mwh', 'generation mwh', '', true],
  ['grid_factor', 'grid factor', '', true],
  ['efficiency', 'efficiency', '', true],
];
it.each(cases)('%s', (symbol, base, lowered, isWord) => {
  expect(symbolPrint(symbol)).toEqual({ base, lowered, isWord });
});
