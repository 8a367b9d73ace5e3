import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregateUse } from '../../src/kernel/metering/aggregate.ts';
import { placeReadings } from '../../src/kernel/metering/place.ts';
import { type MeterVersion, plainMeter } from '../../src/kernel/metering/settings.ts';
import { useOf } from '../../src/kernel/metering/use.ts';
import { instantOfDay, printWall, wallOfDay, zoneOf } from '../../src/kernel/metering/zone.ts';
import { decimal, one, zero } from '../../src/kernel/quantity/decimal.ts';

const zoneIn = (name: string) => {
  const found = zoneOf(name);
  if (!found) throw new Error(name);
  return found;
};
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'].map(zoneIn);
const settings = { numRuns: 80, seed: 20_240_701 };
const begin = 1_711_000_000;

/** Steps of a register that never falls: minutes to the next reading, and thousandths added. */
const steps = fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 4000 }), added: fc.integer({ min: 0, max: 9_999_999 }) }), {
  minLength: 1,
  maxLength: 40,
});

test('the intervals of a register add up to its difference × multiplier, to the last digit, and meet end to end', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 4000 }), (all, intervalMinutes, multiplier) => {
      let [at, value] = [begin, 1000];
      const readings = [{ at, value: decimal(value).div(1000) }];
      for (const { minutes, added } of all) {
        at += minutes * 60;
        value += added;
        readings.push({ at, value: decimal(value).div(1000) });
      }
      const version: MeterVersion = {
        ...plainMeter,
        kind: 'register',
        intervalMinutes,
        multiplier: decimal(multiplier),
        from: 0,
        newRegister: false,
      };
      const intervals = useOf(readings, [version], zoneIn('Asia/Shanghai'));
      const sum = intervals.reduce((total, each) => total.plus(each.use ?? zero), zero);
      expect(sum.toFixed()).toBe(decimal(value).minus(1000).div(1000).times(multiplier).toFixed());
      expect([intervals[0]?.from, intervals.at(-1)?.to]).toEqual([begin, at]);
      expect(intervals.findIndex((each, i) => i > 0 && each.from !== intervals[i - 1]?.to)).toBe(-1);
    }),
    settings,
  );
});

test('the order of arrival does not matter', () => {
  const lines = fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 60 }).chain((minutes) =>
    fc.record({
      lines: fc.constant(minutes.map((at) => ({ stamp: `${printWall(begin + at * 60)}+00:00`, value: String((at * 37) % 1001) }))),
      order: fc.shuffledSubarray(
        minutes.map((_, i) => i),
        { minLength: minutes.length },
      ),
    }),
  );
  fc.assert(
    fc.property(lines, ({ lines: printed, order }) => {
      const place = (list: readonly { stamp: string; value: string }[]) =>
        placeReadings(
          list.map((each, i) => ({ ...each, line: i + 1 })),
          {
            settings: { zone: 'UTC', order: 'ymd', midnight: 'closes', marks: 'end' },
            zone: zoneIn('UTC'),
            intervalMinutes: 15,
            isInterval: true,
            earliest: 0,
            latest: 4e9,
          },
        ).readings.map(({ at, value }) => [at, value]);
      expect(place(order.flatMap((i) => printed[i] ?? []))).toEqual(place(printed));
    }),
    settings,
  );
});

test('hours, days and months add up to the same, in every zone, whatever its clocks do; a bucket is covered, estimated or missing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), steps, (zone, all) => {
      let at = begin;
      const readings = all.map(({ minutes, added }) => {
        at += Math.max(1, Math.round(minutes / 15)) * 900;
        return { at, value: decimal(added).div(1000) };
      });
      const version: MeterVersion = { ...plainMeter, multiplier: one, from: 0, newRegister: false };
      const intervals = useOf(readings, [version], zone);
      const span = [instantOfDay(zone, wallOfDay('2024-03') ?? 0), instantOfDay(zone, wallOfDay('2024-12') ?? 0)] as const;
      const within = intervals.filter((each) => each.from >= span[0] && each.from < span[1]);
      const total = within.reduce((sum, each) => sum.plus(each.use ?? zero), zero).toFixed();
      for (const step of ['hour', 'day', 'month'] as const) {
        const buckets = aggregateUse(intervals, step, zone, span[0], span[1]);
        expect(buckets.reduce((sum, each) => sum.plus(each.use ?? zero), zero).toFixed()).toBe(total);
        expect(new Set(buckets.map((each) => each.key)).size).toBe(buckets.length);
        expect(buckets.filter((each) => each.measured + each.estimated + each.missing !== each.to - each.from)).toEqual([]);
      }
    }),
    { ...settings, numRuns: 25 },
  );
});
