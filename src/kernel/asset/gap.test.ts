import { describe, expect, test } from 'vitest';
import { forecastYear } from '../emission/forecast.ts';
import { decimal } from '../quantity/decimal.ts';
import { addForecasts, costRange, type GapMonth, gapRange, limitedRange } from './gap.ts';

const month = (name: string, now: [string, string] | null, before: [string, string] | null): GapMonth => ({
  month: name,
  emission: now && decimal(now[0]),
  allowances: now && decimal(now[1]),
  lastEmission: before && decimal(before[0]),
  lastAllowances: before && decimal(before[1]),
});

describe('gap', () => {
  // The months' gaps are 100, 120, 110 with 90 open: the worked example of the forecast, reach 16.1258.
  test('its range is that of the difference', () => {
    const months = [
      month('2024-01', ['1100', '1000'], ['1100', '1000']),
      month('2024-02', ['1120', '1000'], ['1110', '1000']),
      month('2024-03', ['1110', '1000'], ['1120', '1000']),
      month('2024-04', null, ['1090', '1000']),
    ];
    const found = gapRange(decimal('430'), months);
    expect([found.p10.toFixed(4), found.value.toFixed(), found.p90.toFixed(4)]).toEqual(['413.8742', '430', '446.1258']);
  });

  test('a year without open months has no range; cost goes with the price', () => {
    const found = gapRange(decimal('-20'), [month('2024-01', ['80', '100'], null)]);
    expect([found.p10.toFixed(), found.p90.toFixed()]).toEqual(['-20', '-20']);
    expect(costRange(found, decimal('97.49')).value.toFixed()).toBe('-1949.8');
  });

  test('no end of the range lies beyond the largest gap', () => {
    const range = (value: string, p10: string, p90: string) => ({ value: decimal(value), p10: decimal(p10), p90: decimal(p90) });
    const found = limitedRange(range('190', '150', '230'), range('1000', '950', '1050'), decimal('0.2'));
    expect([found.p10.toFixed(), found.value.toFixed(), found.p90.toFixed()]).toEqual(['150', '190', '210']);
  });

  test('forecasts of two units add up; their misses do not', () => {
    const one = forecastYear([
      { month: '2024-01', actual: decimal('10'), lastYear: null },
      { month: '2024-02', actual: null, lastYear: decimal('10') },
    ]);
    const found = addForecasts(one ? [one, one] : []);
    expect(found?.value.toFixed()).toBe('40');
    // One unit reaches 10 % · √(1 + 1) · 1.28155 of 10; two √2 times that.
    expect(found?.p90.minus(40).toFixed(4)).toBe('2.5631');
    expect(addForecasts([])).toBeNull();
  });
});
