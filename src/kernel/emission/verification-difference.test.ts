import { expect, test } from 'vitest';
import { verificationDifference } from './verification-difference.ts';

test.each([
  // Worked case C31: 11,800 of 2,441,200.
  ['2453000', '2441200', '11800', '0.483', false],
  ['2441200', '2453000', '-11800', '-0.481', false],
  ['105', '100', '5', '5', true],
  ['104.9999', '100', '4.9999', '5', false],
  ['95', '100', '-5', '-5', true],
  ['0', '0', '0', null, false],
  ['1', '0', '1', null, true],
])('reported %s against verified %s', (reported, verified, difference, percent, material) => {
  expect(verificationDifference(reported, verified)).toEqual({ difference, percent, material });
});
