import { expect, test } from 'vitest';
import { decimal } from '../quantity/decimal.ts';
import { obligationUnits, outstandingUnits } from './obligation.ts';

test.each([
  ['1815', 0n, 1815n, 1815n],
  // 13,635,536.4 t are covered by 13,635,537 units, not by 13,635,536.
  ['13635536.4', 0n, 13635537n, 13635537n],
  ['13635536.4', 13635536n, 13635537n, 1n],
  ['13635536.4', 13635537n, 13635537n, 0n],
  ['0.0001', 0n, 1n, 1n],
  ['0', 5n, 0n, 0n],
])('%s t less %d', (emission, surrendered, owed, open) => {
  expect([obligationUnits(decimal(emission)), outstandingUnits(decimal(emission), surrendered)]).toEqual([owed, open]);
});
