import { expect, test } from 'vitest';
import { fieldsOf, inputOf, type OwnKind } from './appraisal-input.ts';

const out = (value: string | undefined) => (value === undefined || value === '' ? null : value);
const cases: readonly (readonly [OwnKind, Record<string, unknown>])[] = [
  [
    'investment',
    {
      rate: '0.1',
      years: [
        { year: 0, cash: '-1000000' },
        { year: 1, cash: '600000', reduction: '5000', price: '100' },
      ],
    },
  ],
  [
    'valuation',
    {
      policy: 'lower',
      lots: [{ id: 'CEA 2024', quantity: '8000', cost: '492342.86', price: '74.63' }],
      liability: { quantity: '2000', price: '74.63' },
    },
  ],
  ['performance', { emission: '2450000', budget: '8500000', surrenders_due: '2' }],
];

test.each(cases)('what is kept of %s is what the form gives back', (kind, input) => {
  expect(inputOf(kind, { name: 'n', year: 2024, ...fieldsOf(kind, input) }, out)).toEqual(input);
});

test('a liability without its price is left out', () => {
  expect(inputOf('valuation', { name: 'n', year: 2024, owed: '5', lots: [] }, out)).toEqual({ policy: 'cost', lots: [] });
});
