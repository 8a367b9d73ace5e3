import { describe, expect, test } from 'vitest';
import { decimal } from '../quantity/decimal.ts';
import { aggregateUse } from './aggregate.ts';
import { placeReadings } from './place.ts';
import { type MeterVersion, plainMeter } from './settings.ts';
import { parseStamp } from './stamp.ts';
import { type ReadingValue, useOf } from './use.ts';
import { instantOfDay, printInstant, printWall, wallOfDay, zoneOf } from './zone.ts';

const zone = (name: string) => {
  const found = zoneOf(name);
  if (!found) throw new Error(name);
  return found;
};
const seoul = zone('Asia/Seoul');
const berlin = zone('Europe/Berlin');
const wall = (text: string, order: 'ymd' | 'dmy' | 'mdy' = 'ymd', midnight: 'closes' | 'opens' = 'closes') => {
  const found = parseStamp(text, order, midnight);
  return found === null ? null : printWall(found.wall);
};

test.each([
  ['31/12/2018 0:00', 'dmy', 'closes', '2019-01-01 00:00'],
  ['31/12/2018 0:00', 'dmy', 'opens', '2018-12-31 00:00'],
  ['1/1/2018 0:15', 'dmy', 'closes', '2018-01-01 00:15'],
  ['2018-12-31 24:00', 'ymd', 'opens', '2019-01-01 00:00'],
  ['12/31/2018 23:45', 'mdy', 'closes', '2018-12-31 23:45'],
  ['2018/02/28 00:00:00', 'dmy', 'closes', '2018-03-01 00:00'],
  ['2018-03-01', 'ymd', 'opens', '2018-03-01 00:00'],
] as const)('%s read %s, 0:00 %s the day: %s', (text, order, midnight, expected) => {
  expect(wall(text, order, midnight)).toBe(expected);
});

test.each(['29/2/2018 1:00', '2018-13-01 0:00', '2018-01-01 24:15', '2018-01-01 1:60', '18-01-01 1:00', 'noon', ''])(
  '%s is no moment',
  (text) => {
    expect(wall(text)).toBeNull();
  },
);

test('a stamp with its offset is an instant, 0:00 too', () => {
  const stamp = parseStamp('2024-01-01T00:00:00+08:00', 'ymd', 'closes');
  expect(stamp && printInstant(stamp.wall - (stamp.offset ?? 0))).toBe('2023-12-31T16:00:00.000Z');
});

describe('summer time', () => {
  const at = (text: string) => parseStamp(text, 'ymd', 'opens')?.wall ?? 0;
  test('the hour that autumn repeats stands for two instants, the one that spring leaves out for none', () => {
    expect(berlin.instantsOf(at('2024-10-27 02:30')).map(printInstant)).toEqual(['2024-10-27T00:30:00.000Z', '2024-10-27T01:30:00.000Z']);
    expect(berlin.instantsOf(at('2024-03-31 02:30'))).toEqual([]);
    expect(berlin.instantsOf(at('2024-03-31 03:00')).map(printInstant)).toEqual(['2024-03-31T01:00:00.000Z']);
  });
  test('a day has 23, 24 or 25 hours', () => {
    const hours = (day: string) => {
      const from = instantOfDay(berlin, wallOfDay(day) ?? 0);
      const to = instantOfDay(berlin, (wallOfDay(day) ?? 0) + 86_400);
      return aggregateUse([], 'hour', berlin, from, to).map((one) => one.key);
    };
    expect(hours('2024-03-31')).toHaveLength(23);
    expect(hours('2024-03-30')).toHaveLength(24);
    expect(hours('2024-10-27')).toHaveLength(25);
    expect(hours('2024-10-27').slice(2, 4)).toEqual(['2024-10-27 02:00', '2024-10-27 02:00 (2)']);
  });
  test('the two hours are told apart by which line comes first', () => {
    const lines = ['2024-10-27 01:45', '2024-10-27 02:00', '2024-10-27 02:30', '2024-10-27 02:00', '2024-10-27 02:30', '2024-10-27 03:00'];
    const placed = placeReadings(
      lines.map((stamp, i) => ({ stamp, value: String(i), line: i + 1 })),
      {
        settings: { zone: 'Europe/Berlin', order: 'ymd', midnight: 'closes', marks: 'end' },
        zone: berlin,
        intervalMinutes: 30,
        isInterval: true,
        earliest: 0,
        latest: 4e9,
      },
    );
    expect(placed.faults).toEqual([]);
    expect(placed.readings.map((one) => printInstant(one.at).slice(11, 16))).toEqual([
      '23:45',
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '02:00',
    ]);
    expect(placed.ambiguous).toBe(4);
  });
});

test('doubles, second values and unreadable lines are told with their line', () => {
  const placed = placeReadings(
    [
      ['2024-01-01 00:30', '2'],
      ['2024-01-01 00:15', '1.50'],
      ['2024-01-01 00:15', '1.5'],
      ['2024-01-01 00:30', '3'],
      ['2024-01-32 00:30', '3'],
      ['2024-01-01 00:45', '1,5'],
      ['1999-01-01 00:45', '1'],
    ].map(([stamp = '', value = ''], i) => ({ stamp, value, line: i + 1 })),
    {
      settings: { zone: 'Asia/Seoul', order: 'ymd', midnight: 'closes', marks: 'end' },
      zone: seoul,
      intervalMinutes: 15,
      isInterval: true,
      earliest: 946_684_800,
      latest: 4e9,
    },
  );
  expect(placed.readings.map((one) => one.value)).toEqual(['1.5', '2']);
  expect(placed.faults.map((one) => [one.code, one.line])).toEqual([
    ['stamp_twice', 4],
    ['stamp_unreadable', 5],
    ['value_unreadable', 6],
    ['stamp_outside', 7],
  ]);
  expect([placed.repeated, placed.outOfOrder]).toEqual([1, 1]);
});

const start = instantOfDay(seoul, wallOfDay('2024-01-01') ?? 0);
const settings = (more: Partial<MeterVersion> = {}): MeterVersion => ({ ...plainMeter, from: 0, newRegister: false, ...more });
const read = (...values: (readonly [minutes: number, value: string])[]): ReadingValue[] =>
  values.map(([minutes, value]) => ({ at: start + minutes * 60, value: decimal(value) }));
const told = (readings: readonly ReadingValue[], ...versions: MeterVersion[]) =>
  useOf(readings, versions, seoul).map((one) => [(one.from - start) / 60, one.use?.toFixed() ?? null, one.flags.join(' ')]);

describe('a register', () => {
  const register = settings({
    kind: 'register',
    intervalMinutes: 60,
    multiplier: decimal('40'),
    registerSpan: decimal('10000'),
    dailyMaximum: decimal('20000'),
  });
  test('use is difference × multiplier, dated by the beginning', () => {
    expect(told(read([0, '100'], [60, '102.5'], [120, '105']), register)).toEqual([
      [0, '100', ''],
      [60, '100', ''],
    ]);
  });
  test('a drop whose wrapped difference stays below the daily maximum is a roll-over', () => {
    // 10,000 − 9,990 + 5 = 15; × 40 = 600 < 20,000
    expect(told(read([0, '9990'], [60, '5']), register)).toEqual([[0, '600', 'roll_over']]);
  });
  test('any other drop is an error without value', () => {
    // 10,000 − 5,000 + 4,000 = 9,000; × 40 = 360,000 > 20,000
    expect(told(read([0, '5000'], [60, '4000'], [120, '4001']), register)).toEqual([
      [0, null, 'register_error'],
      [60, '40', ''],
    ]);
    expect(told(read([0, '9990'], [60, '5']), { ...register, registerSpan: null })).toEqual([[0, null, 'register_error']]);
    expect(told(read([0, '9990'], [60, '5']), { ...register, dailyMaximum: null })).toEqual([[0, null, 'register_error']]);
  });
  test('a gap is spread evenly, estimated, and adds up to the difference', () => {
    const found = told(read([0, '0'], [180, '1']), { ...register, multiplier: decimal('1') });
    expect(found).toEqual([
      [0, '0.333333333333', 'estimated'],
      [60, '0.333333333333', 'estimated'],
      [120, '0.333333333334', 'estimated'],
    ]);
  });
  test('no change for longer than the set time is stuck', () => {
    const stuck = { ...register, stuckMinutes: 120 };
    const values = read([0, '1'], [60, '2'], [120, '2'], [180, '2'], [240, '2'], [300, '3']);
    expect(told(values, stuck).map((one) => one[2])).toEqual(['', 'stuck', 'stuck', 'stuck', '']);
    expect(told(values.slice(0, 4), stuck).map((one) => one[2])).toEqual(['', '', '']);
  });
  test('a new register takes no difference to the one before; a new multiplier holds from its day on', () => {
    const later = { ...register, from: start + 90 * 60 };
    expect(told(read([0, '1'], [60, '2'], [120, '0'], [180, '1']), register, { ...later, newRegister: true })).toEqual([
      [0, '40', ''],
      [60, null, 'register_changed'],
      [120, '40', ''],
    ]);
    expect(told(read([0, '1'], [60, '2'], [120, '3'], [180, '4']), register, { ...later, multiplier: decimal('80') })).toEqual([
      [0, '40', ''],
      [60, '40', ''],
      [120, '80', ''],
    ]);
  });
});

describe('a meter of intervals', () => {
  test('what is missing has no value; what was measured keeps it', () => {
    expect(told(read([15, '1'], [60, '4']), settings())).toEqual([
      [0, '1', ''],
      [15, null, 'missing'],
      [30, null, 'missing'],
      [45, '4', ''],
    ]);
  });
  test('spikes, days above the maximum, negative values and stuck values are flagged and kept', () => {
    const spiky = read([15, '1'], [30, '1.1'], [45, '0.9'], [60, '12'], [75, '1'], [90, '-1']);
    expect(told(spiky, settings({ spikeFactor: decimal('10') })).map((one) => [one[1], one[2]])).toEqual([
      ['1', ''],
      ['1.1', ''],
      ['0.9', ''],
      ['12', 'spike'],
      ['1', ''],
      ['-1', 'negative'],
    ]);
    expect(told(spiky, settings({ dailyMaximum: decimal('14.9') }))[0]?.[2]).toBe('above_daily_maximum');
    expect(told(spiky, settings({ dailyMaximum: decimal('15') }))[0]?.[2]).toBe('');
    const still = read([15, '1'], [30, '2'], [45, '2'], [60, '2'], [75, '2'], [90, '1']);
    expect(told(still, settings({ stuckMinutes: 30 })).map((one) => one[2])).toEqual(['', 'stuck', 'stuck', 'stuck', 'stuck', '']);
    expect(told(still, settings({ stuckMinutes: 45 })).every((one) => one[2] === '')).toBe(true);
  });
});

test('hours, days and months say how much of them is known', () => {
  const readings = read([15, '1'], [30, '1'], [45, '1'], [60, '1'], [120, '2']);
  const intervals = useOf(readings, [settings()], seoul);
  const hours = aggregateUse(intervals, 'hour', seoul, start, start + 3 * 3600);
  expect(hours.map((one) => [one.key, one.use?.toFixed() ?? null, one.measured, one.missing])).toEqual([
    ['2024-01-01 00:00', '4', 3600, 0],
    ['2024-01-01 01:00', '2', 900, 2700],
    ['2024-01-01 02:00', null, 0, 3600],
  ]);
  const [month] = aggregateUse(intervals, 'month', seoul, start, start + 86_400);
  expect([month?.key, month?.use?.toFixed(), month?.measured, (month?.to ?? 0) - (month?.from ?? 0)]).toEqual([
    '2024-01',
    '6',
    4500,
    31 * 86_400,
  ]);
  expect(month?.flags).toEqual({ missing: 3 });
});
