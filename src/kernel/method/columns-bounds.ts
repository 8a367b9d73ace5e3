import { present } from '../assert.ts';
import { givenUnit } from '../quantity/given-unit.ts';
import { conversion } from '../quantity/unit.ts';
import { isCodes, rangeOf } from './columns-data.ts';
import { type Feed, inputOf, type Layout } from './columns-layout.ts';

/** What each number of a column must keep to, by the code of its unit (one entry where the column has one unit). In declared units. */
export interface Bounds {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly whole: boolean;
  /** From the column's one unit to the declared one; 1 where units differ by record and are converted while loading. */
  readonly factor: number;
}

/** What a number in a unit is multiplied with to be in the declared unit of the input it feeds; 0 for a unit that fits none. */
export function unitFactors(layout: Layout, feed: Feed): Float64Array {
  const { column } = feed;
  const slots = present(layout.unitSlots.get(feed.index), 'a quantity has units');
  const names = isCodes(column) || typeof column.unit !== 'object' ? null : column.unit.dictionary;
  return Float64Array.from(slots, (slot, code) => {
    const name = names?.[code] ?? null;
    if (slot < 0) return 0;
    const target = inputOf(layout.method, slot).unit;
    const from = name === null || target === null ? target : givenUnit(layout.method.units, name, target);
    const ratio = from === null || target === null ? null : conversion(from, target);
    return ratio === null ? 0 : Number(ratio.num) / Number(ratio.den);
  });
}

/** Null when the least and the greatest number show that all keep to the bounds of the inputs they feed. */
export function feedBounds(layout: Layout, feed: Feed): Bounds | null {
  const { column } = feed;
  if (isCodes(column)) return null;
  const slots = present(layout.unitSlots.get(feed.index), 'a quantity has units');
  const inputs = [...slots].map((slot) => (slot < 0 ? null : inputOf(layout.method, slot)));
  const factors = typeof column.unit === 'string' ? fixedFactor(layout, feed, column.unit) : unitFactors(layout, feed);
  const least = Float64Array.from(inputs, (input) => input?.min?.toNumber() ?? Number.NEGATIVE_INFINITY);
  const greatest = Float64Array.from(inputs, (input) => input?.max?.toNumber() ?? Number.POSITIVE_INFINITY);
  const whole = inputs.some((input) => input?.type === 'integer');
  const range = rangeOf(column);
  const kept = inputs.every((input, code) => {
    const factor = factors[code] ?? 0;
    const [low, high] = [range.least * factor, range.greatest * factor];
    return input === null || (low >= (least[code] ?? 0) && high <= (greatest[code] ?? 0)) || range.least > range.greatest;
  });
  return range.finite && kept && !whole
    ? null
    : { least, greatest, whole, factor: typeof column.unit === 'string' ? (factors[0] ?? 1) : 1 };
}

function fixedFactor(layout: Layout, feed: Feed, unit: string): Float64Array {
  const target = inputOf(layout.method, present(feed.slots[0], 'a column feeds an input')).unit;
  const from = target === null ? null : givenUnit(layout.method.units, unit, target);
  const ratio = from === null || target === null ? null : conversion(from, target);
  return Float64Array.of(ratio === null ? 0 : Number(ratio.num) / Number(ratio.den));
}
