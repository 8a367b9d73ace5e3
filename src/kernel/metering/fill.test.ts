import { describe, expect, test } from 'vitest';
import { decimal, zero } from '../quantity/decimal.ts';
import { aggregateUse } from './aggregate.ts';
import { fillGaps, type GapFill } from './fill.ts';
import { type MeterVersion, plainMeter } from './settings.ts';
import { useOf } from './use.ts';
import { zoneOf } from './zone.ts';

/** Expected values by hand. Hours are counted from 2024-05-06 (a Monday) 00:00 in Shanghai; `h: 1` is what was used from 00:00 to 01:00. */
const zone = zoneOf('Asia/Shanghai') ?? raise();
function raise(): never {
  throw new Error('no zone');
}
const start = Date.UTC(2024, 4, 5, 16) / 1000;
const at = (hour: number) => start + hour * 3600;
const hourly: MeterVersion = { ...plainMeter, intervalMinutes: 60, from: 0, newRegister: false };
const day = 24;
const week = 7 * day;

function filled(readings: Readonly<Record<number, string>>, from: number, to: number, method: GapFill['method'], stated?: string) {
  const values = Object.entries(readings).map(([hour, value]) => ({ at: at(Number(hour)), value: decimal(value) }));
  values.sort((a, b) => a.at - b.at);
  const fill: GapFill = { id: 'f', from: at(from), to: at(to), method, stated: stated === undefined ? null : decimal(stated) };
  return fillGaps(useOf(values, [hourly], zone), [fill], [hourly], zone).filter((one) => one.from >= fill.from && one.to <= fill.to);
}
const uses = (found: ReturnType<typeof filled>) => found.map((one) => one.use?.toFixed() ?? null);

describe('a gap is filled', () => {
  test('on the straight line between what was used before and after: 10 and 18 with three hours between them give 12, 14, 16', () => {
    const found = filled({ 1: '10', 5: '18' }, 1, 4, 'linear');
    expect(uses(found)).toEqual(['12', '14', '16']);
    expect(found.map(({ flags, fill }) => [flags, fill])).toEqual(Array.from({ length: 3 }, () => [['substituted'], 'f']));
  });

  test('not on a line that has no other end', () => {
    expect(uses(filled({ 1: '10' }, 1, 3, 'linear'))).toEqual([null, null]);
  });

  test('as on the nearest day at the same clock, of two the earlier one', () => {
    const around = { [2 + day]: '1', [3 + day]: '1' };
    // Both neighbours at 00:00–01:00; at 01:00–02:00 only the day after; the hours themselves are missing.
    expect(uses(filled({ 1: '5', ...around, [1 + 2 * day]: '7', [2 + 2 * day]: '9' }, day, day + 1, 'neighbour_day'))).toEqual(['5']);
    expect(uses(filled({ 1: '5', [1 + 2 * day]: '7', [2 + 2 * day]: '9' }, day + 1, day + 2, 'neighbour_day'))).toEqual(['9']);
    expect(uses(filled({ 1: '5', [3 + day]: '1' }, day + 1, day + 2, 'neighbour_day'))).toEqual([null]);
  });

  test('as the mean of the same weekday and clock: (4 + 6 + 11) / 3 = 7; one week alone is no mean', () => {
    const weeks = { 1: '4', [1 + 2 * week]: '6', [1 + 3 * week]: '11' };
    expect(uses(filled(weeks, week, week + 1, 'weekday_mean'))).toEqual(['7']);
    expect(uses(filled({ 1: '4', [2 + week]: '100' }, week, week + 1, 'weekday_mean'))).toEqual([null]);
  });

  test('with a stated amount by time: shares cut to 12 decimals add up to it', () => {
    const found = filled({ 1: '1', 5: '1' }, 1, 4, 'stated', '10');
    expect(uses(found)).toEqual(['3.333333333333', '3.333333333333', '3.333333333334']);
    expect(found.reduce((sum, one) => sum.plus(one.use ?? zero), zero).toFixed()).toBe('10');
  });

  test('also before the first reading and behind the last, where no interval stands', () => {
    expect(uses(filled({ 5: '1' }, 1, 4, 'stated', '6'))).toEqual(['2', '2', '2']);
    expect(uses(filled({ 1: '1' }, 1, 4, 'stated', '6'))).toEqual(['2', '2', '2']);
    expect(uses(filled({}, 1, 4, 'stated', '6'))).toEqual(['2', '2', '2']);
  });

  test('never over a reading: one that came later stands, and the rest keeps its shares', () => {
    const found = filled({ 1: '1', 3: '50', 5: '1' }, 1, 4, 'stated', '6');
    expect(uses(found)).toEqual(['2', '50', '2']);
    expect(found.map((one) => one.flags)).toEqual([['substituted'], [], ['substituted']]);
  });
});

test('a drop of a register that nothing explains takes a fill and keeps its flag', () => {
  const register: MeterVersion = { ...hourly, kind: 'register' };
  const readings = [100, 110, 5, 25].map((value, i) => ({ at: at(i), value: decimal(String(value)) }));
  const fill: GapFill = { id: 'f', from: at(1), to: at(2), method: 'linear', stated: null };
  const found = fillGaps(useOf(readings, [register], zone), [fill], [register], zone);
  // 10 before and 20 after: 15 half-way.
  expect(found.map((one) => [one.use?.toFixed(), one.flags])).toEqual([
    ['10', []],
    ['15', ['substituted', 'register_error']],
    ['20', []],
  ]);
});

test('the substituted share of a day stands beside measured and missing', () => {
  const readings = Array.from({ length: 12 }, (_, i) => ({ at: at(i + 1), value: decimal('1') }));
  const fill: GapFill = { id: 'f', from: at(12), to: at(18), method: 'stated', stated: decimal('3') };
  const intervals = fillGaps(useOf(readings, [hourly], zone), [fill], [hourly], zone);
  const [bucket] = aggregateUse(intervals, 'day', zone, at(0), at(24));
  expect(bucket).toMatchObject({ measured: 43_200, estimated: 0, substituted: 21_600, missing: 21_600, flags: { substituted: 6 } });
  expect(bucket?.use?.toFixed()).toBe('15');
});
