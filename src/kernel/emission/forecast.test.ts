import { describe, expect, test } from 'vitest';
import { decimal } from '../quantity/decimal.ts';
import { type ForecastMonth, forecastYear } from './forecast.ts';

const months = (actual: readonly (string | null)[], lastYear: readonly (string | null)[]): ForecastMonth[] =>
  actual.map((value, i) => ({
    month: `2024-${String(i + 1).padStart(2, '0')}`,
    actual: value === null ? null : decimal(value),
    lastYear: lastYear[i] == null ? null : decimal(lastYear[i]),
  }));

describe('forecast of a year', () => {
  // Worked by hand: known 100, 120, 110 (mean 110), open last year 90: (90 + 110)/2 = 100.
  // Misses: 100 − (100 + 115)/2 = −7.5; 120 − (110 + 105)/2 = 12.5; 110 − (120 + 110)/2 = −5. σ² = (56.25 + 156.25 + 25)/2 = 118.75.
  // One month open of three known: σ·√(1 + 1/3) = 12.5830574; × 1.28155157 = 16.1258369.
  test('worked example', () => {
    const found = forecastYear(months(['100', '120', '110', null], ['100', '110', '120', '90']));
    expect(found?.total.toFixed()).toBe('430');
    expect(found?.remaining.toFixed()).toBe('100');
    expect(found?.p90.toFixed(4)).toBe('446.1258');
    expect(found?.p10.toFixed(4)).toBe('413.8742');
    expect(found?.open).toEqual(['2024-04']);
  });

  test('nothing open: no range', () => {
    const found = forecastYear(months(['100', '120', '110'], ['1', '2', '3']));
    expect([found?.p10.toFixed(), found?.total.toFixed(), found?.p90.toFixed()]).toEqual(['330', '330', '330']);
  });

  test('no year before: the mean of the months so far, and what it misses them by', () => {
    const found = forecastYear(months(['100', '100', '100', null], [null, null, null, null]));
    expect(found?.total.toFixed()).toBe('400');
    expect(found?.p90.toFixed()).toBe('400');
  });

  test('nothing known this year: last year, with the fallback spread of 10 % a month', () => {
    const found = forecastYear(months([null, null], ['100', '100']));
    expect(found?.total.toFixed()).toBe('200');
    expect(found?.lookedBackOn).toBe(0);
    // 10 · √2 · 1.28155157
    expect(found?.p90.minus(200).toFixed(4)).toBe('18.1239');
  });

  test('nothing known at all: no forecast', () => {
    expect(forecastYear(months([null, null], [null, null]))).toBeNull();
  });

  test('a wider quantile is a wider range', () => {
    const given = months(['100', '120', '110', null], ['100', '110', '120', '90']);
    const wide = forecastYear(given, { quantile: decimal('1.959963985') });
    expect(wide?.p90.toFixed(4)).toBe('454.6623');
  });
});
