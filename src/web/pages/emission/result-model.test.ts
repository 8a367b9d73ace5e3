import { describe, expect, it } from 'vitest';
import { changeOf, shareOf } from './result-model.ts';

describe('against last year', () => {
  it.each([
    ['105', '100', { percent: '5.0', way: 'up' }],
    ['98.7', '100', { percent: '1.3', way: 'down' }],
    ['100.04', '100', { percent: '0.0', way: 'same' }],
    ['3523581.12', '3400000', { percent: '3.6', way: 'up' }],
    ['1', '0', null],
    [null, '100', null],
    ['100', null, null],
  ])('%s against %s', (now, before, expected) => {
    expect(changeOf(now, before)).toEqual(expected);
  });
});

describe('shares', () => {
  // 1/3 of 100 %; 351609.13 / 3523581.12 = 9.97874 %.
  it.each([
    ['1', '3', '33.33'],
    ['351609.13', '3523581.12', '9.98'],
    ['0', '5', '0.00'],
    ['5', '0', null],
    [null, '5', null],
  ])('%s of %s', (part, whole, expected) => {
    expect(shareOf(part, whole)).toBe(expected);
  });
});
