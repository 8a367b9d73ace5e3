import { describe, expect, test } from 'vitest';
import { figureOf, isSurplus, monthRuns, rangeScale, unsigned } from './figures.ts';

describe('figures of the gap', () => {
  test('a negative gap is a surplus', () => {
    expect([isSurplus('-1'), isSurplus('1'), isSurplus(null), unsigned('-12.5'), unsigned('3')]).toEqual([true, false, false, '12.5', '3']);
  });

  test('a figure that is not there has no value', () => {
    expect(figureOf({}, 'A_unit').value).toBeNull();
  });

  test('months without a hole between them are one run', () => {
    expect(monthRuns(['2024-01', '2024-02', '2024-04', '2024-11', '2024-12'])).toEqual([
      ['2024-01', '2024-02'],
      ['2024-04'],
      ['2024-11', '2024-12'],
    ]);
    expect(monthRuns([])).toEqual([]);
  });

  test('the range lies within its line, zero always on it', () => {
    const short = rangeScale(50, 100, 150, 100);
    expect([short.zero, short.low, short.middle, short.high].map(Math.round)).toEqual([6, 35, 65, 94]);
    const around = rangeScale(-100, 0, 100, 100);
    expect([around.low, around.zero, around.middle, around.high].map(Math.round)).toEqual([6, 50, 50, 94]);
    expect(Number.isFinite(rangeScale(0, 0, 0, 100).zero)).toBe(true);
  });
});
