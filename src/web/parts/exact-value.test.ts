import { expect, test } from 'vitest';
import type { StepNode } from '../../kernel/derivation.ts';
import { exactOf, withoutFinalZeros } from './derivation-tree.ts';

const total: StepNode = {
  ...{
    id: 'E',
    symbol: 'E',
    at: {},
    title: { zh: '总量', en: 'total' },
    unit: 'tCO2',
    kind: 'step',
    formula: 'a',
    substituted: '1',
    uses: [],
  },
  value: '1235',
  shown: '1235',
  rounding: { digits: 0, mode: 'half_up', exact: '1234.5678' },
};

test('a rounded total keeps its exact value; what is not rounded is exact itself; a choice has none', () => {
  expect(exactOf(total)).toBe('1234.5678');
  const { rounding: _, ...plain } = total;
  expect(exactOf({ ...plain, value: '0.123456', shown: '0.12' })).toBe('0.123456');
  expect(exactOf({ ...plain, unit: '', value: 'conventional', shown: 'conventional' })).toBeNull();
});

test.each([
  ['0.5290', '0.529'],
  ['1200', '1200'],
  ['12.00', '12'],
  ['0.0', '0'],
  ['-3.50', '-3.5'],
])('%s is %s', (shown, exact) => {
  expect(withoutFinalZeros(shown)).toBe(exact);
});
