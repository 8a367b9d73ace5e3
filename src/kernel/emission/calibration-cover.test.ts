import { describe, expect, test } from 'vitest';
import { present } from '../assert.ts';
import { parseMonth } from '../calendar/month.ts';
import { type CoverCalibration, type CoverMeter, meterFactor, uncoveredSpans } from './calibration-cover.ts';

const month = (text: string) => present(parseMonth(text), text);
const calibration = (performedOn: string, dueOn: string, more: Partial<CoverCalibration> = {}): CoverCalibration => ({
  id: `c-${performedOn}`,
  performedOn,
  dueOn,
  result: 'in_class',
  foundErrorPct: null,
  certificateNo: '',
  ...more,
});
const meter = (calibrations: CoverCalibration[], more: Partial<CoverMeter> = {}): CoverMeter => ({
  id: 'm',
  code: 'BS-1',
  unitId: 'u',
  parameter: 'FC',
  accuracyPct: '0.5',
  servicePeriods: [{ from: '2020-01-01', to: null }],
  calibrations,
  ...more,
});
const told = (meters: CoverMeter[], at: string) =>
  uncoveredSpans(meters, month(at)).map((s) => `${s.from} ${s.to} ${s.days} ${s.fault} ${s.ratePct}`);
const factor = (meters: CoverMeter[], at: string, kind: 'activity' | 'production' = 'activity', daily?: Map<string, string>) =>
  meterFactor(uncoveredSpans(meters, month(at)), month(at), kind, daily)?.factor;

// C36: due 06-15, done 07-20, found in class.
const late = meter([calibration('2023-06-16', '2024-06-15'), calibration('2024-07-20', '2025-07-19', { foundErrorPct: '0.3' })]);

describe('days without a valid calibration', () => {
  test('C36: from the day after it was due until the day before it was done', () => {
    expect(told([late], '2024-05')).toEqual([]);
    expect(told([late], '2024-06')).toEqual(['2024-06-16 2024-06-30 15 not_calibrated 0.5']);
    expect(told([late], '2024-07')).toEqual(['2024-07-01 2024-07-19 19 not_calibrated 0.5']);
    expect(told([late], '2024-08')).toEqual([]);
    // 15 of 30 days and 19 of 31 days at 0.5 %.
    expect(factor([late], '2024-06')).toBe('1.0025');
    expect(Number(factor([late], '2024-07'))).toBeCloseTo(1 + (0.005 * 19) / 31, 14);
  });

  test('C09: never calibrated, an error found, and production data the other way', () => {
    expect(factor([meter([])], '2024-06')).toBe('1.005');
    expect(factor([meter([])], '2024-06', 'production')).toBe('0.995');
    const found = meter([calibration('2024-01-01', '2024-12-31'), calibration('2024-07-01', '2025-06-30', { foundErrorPct: '1.2' })]);
    expect(told([found], '2024-06')).toEqual(['2024-06-01 2024-06-30 30 error_found 0.7']);
    expect(factor([found], '2024-06')).toBe('1.007');
    expect(factor([found], '2024-06', 'production')).toBe('0.993');
  });

  test('an error found late does not count less than no calibration', () => {
    const both = meter([
      calibration('2023-06-16', '2024-06-15'),
      calibration('2024-07-20', '2025-07-19', { foundErrorPct: '0.8', result: 'out_of_class' }),
    ]);
    expect(told([both], '2024-06')).toEqual(['2024-06-01 2024-06-15 15 error_found 0.3', '2024-06-16 2024-06-30 15 not_calibrated 0.5']);
    // Nothing says that it was put right on the day.
    expect(told([both], '2024-08')).toEqual(['2024-08-01 2024-08-31 31 error_found 0.3']);
    expect(told([meter([calibration('2024-01-01', '2024-12-31', { result: 'out_of_class' })])], '2024-08')).toEqual([
      '2024-08-01 2024-08-31 31 error_found 0.5',
    ]);
  });

  test('of several meters the worst of the day counts; the unit’s own go before the plant’s; out of service none', () => {
    const good = meter([calibration('2024-01-01', '2024-12-31')], { id: 'good' });
    expect(told([good, late], '2024-06')).toEqual(['2024-06-16 2024-06-30 15 not_calibrated 0.5']);
    expect(told([good, { ...meter([]), id: 'plant', unitId: null }], '2024-06')).toEqual([]);
    expect(told([meter([], { servicePeriods: [{ from: '2024-06-11', to: '2024-06-12' }] })], '2024-06')).toEqual([
      '2024-06-11 2024-06-12 2 never_calibrated 0.5',
    ]);
    expect(told([], '2024-06')).toEqual([]);
  });

  test('daily records divide the month where there are any', () => {
    const daily = new Map([
      ['2024-06-10', '300'],
      ['2024-06-20', '100'],
    ]);
    // A quarter of the coal ran over the belt without cover.
    expect(factor([late], '2024-06', 'activity', daily)).toBe('1.00125');
    expect(factor([late], '2024-06', 'activity', new Map())).toBeUndefined();
  });
});
