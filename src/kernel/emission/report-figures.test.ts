import { expect, test } from 'vitest';
import { biomassShare, carbonPerEnergy, type FormQuantity, formFigure } from './report-figures.ts';

// Half-up by hand at the digit after the last one shown (CETS-AG-03.01-V01-2024, rounding of forms).
const cases: [string, FormQuantity, string][] = [
  ['182345.665', 'fuel', '182345.67'],
  ['0.53125', 'carbon', '0.5313'],
  ['20.2385', 'calorific', '20.239'],
  ['0.026245', 'carbonPerEnergy', '0.02625'],
  ['351609.13225152', 'emission', '351609.13'],
  ['3523581.5', 'total', '3523582'],
  ['300000.1235', 'mwh', '300000.124'],
  ['0.004', 'gj', '0.00'],
  ['-0.005', 'gj', '-0.01'],
  ['0.97877213', 'intensity', '0.9788'],
];

test.each(cases)('%s as %s is printed %s', (value, quantity, printed) => {
  expect(formFigure(value, quantity)).toBe(printed);
});

test('nothing stays nothing', () => {
  expect([formFigure(null, 'fuel'), carbonPerEnergy('0.53', null), carbonPerEnergy('0.53', '0')]).toEqual([null, null, null]);
});

// 0.5312 ÷ 20.239 = 0.0262463560…
test('carbon per energy is carbon content over calorific value', () => {
  expect(formFigure(carbonPerEnergy('0.5312', '20.239'), 'carbonPerEnergy')).toBe('0.02625');
});

// A boiler of 90 % that gives 900,000 GJ takes in 1,000,000 GJ; fossil fuel gave 850,000 of them.
test('the share of biomass is what fossil fuel does not explain of the heat taken in', () => {
  expect(biomassShare('900000', '90', '850000')).toBe('15');
  expect(biomassShare('900000', '91.5', '850000')).toMatch(/^13\.58333333/);
  expect([biomassShare(null, '90', '1'), biomassShare('1', '0', '1'), biomassShare('1', '101', '1'), biomassShare('x', '90', '1')]).toEqual(
    [null, null, null, null],
  );
});
