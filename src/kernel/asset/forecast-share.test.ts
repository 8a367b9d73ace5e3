import { describe, expect, test } from 'vitest';
import { type ForecastMonth, forecastYear } from '../emission/forecast.ts';
import { decimal } from '../quantity/decimal.ts';
import { basisOf, forecastShare, partlyForecast } from './forecast-share.ts';

const month = (name: string, actual: string | null, lastYear: string | null): ForecastMonth => ({
  month: name,
  actual: actual === null ? null : decimal(actual),
  lastYear: lastYear === null ? null : decimal(lastYear),
});

describe('what a forecast month rests on', () => {
  const open = [month('2024-01', '100', '90'), month('2024-02', null, '80'), month('2024-03', null, null)];
  const nothingYet = [month('2024-01', null, '90'), month('2024-02', null, null)];
  test.each([
    ['a known month', open, '2024-01', null],
    ['last year and the months so far', open, '2024-02', 'both'],
    ['the months so far', open, '2024-03', 'so_far'],
    ['last year', nothingYet, '2024-01', 'last_year'],
    ['nothing', nothingYet, '2024-02', null],
    ['a month that is not there', open, '2024-04', null],
  ] as const)('%s', (_, months, name, basis) => {
    expect(basisOf(months, name)).toBe(basis);
  });
});

describe('the share of forecast in a figure', () => {
  // Two months known (100, 120), one open: half of last year’s 90 and half of the mean 110 is 100, of 320 in all.
  const year = forecastYear([month('2024-01', '100', '100'), month('2024-02', '120', '110'), month('2024-03', null, '90')]);

  test('is what remains over the whole', () => {
    expect(forecastShare([partlyForecast(null, year)])?.toFixed(2)).toBe('31.25');
  });

  test('of several units counts what was told as measured', () => {
    expect(forecastShare([partlyForecast(null, year), partlyForecast(decimal('180'), year), null])?.toFixed(2)).toBe('20.00');
  });

  test('is not known where nothing is', () => {
    expect(forecastShare([null])).toBeNull();
    expect(forecastShare([{ forecast: decimal('0'), total: decimal('0') }])).toBeNull();
  });
});
