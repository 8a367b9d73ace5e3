import { givenFits } from '../quantity/given-unit.ts';
import type { Unit } from '../quantity/unit.ts';
import type { Units } from '../quantity/units.ts';
import type { Text } from '../text.ts';
import { nearTo } from './nearness.ts';

/** For a unit that cannot be read or does not fit: the nearest names that do fit, and the unit that is wanted. */
export function unitCure(units: Units, asked: string, wanted: Unit): Text {
  const fitting = fittingUnits(units, wanted);
  const titled = units.rows.filter((row) => row.title.zh === asked.trim() || row.title.en === asked.trim().toLowerCase());
  const near = [...new Set([...titled.map((row) => row.unit).filter((name) => fitting.includes(name)), ...nearTo(asked, fitting, 3, 0.4)])];
  const list = fitting.length > 1 ? fitting : [...new Set([wanted.symbol, ...fitting])];
  return near.length > 0
    ? { zh: `是否指：${near.join('、')}`, en: `Did you mean ${near.join(', ')}?` }
    : { zh: `可用单位，例如：${list.join('、')}`, en: `Units that fit, for example: ${list.join(', ')}` };
}

/** The simple units in which it may be given. */
export function fittingUnits(units: Units, wanted: Unit): string[] {
  return units.rows.filter((row) => givenFits(units, row.unit, wanted)).map((row) => row.unit);
}
