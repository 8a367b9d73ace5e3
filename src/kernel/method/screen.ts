import type { Text } from '../text.ts';
import type { Path, Reading } from './reading.ts';

/** Which symbols of a method the product shows, and where; every name is checked when the method is loaded. */
export type Screen = Readonly<Record<string, string | readonly string[]>>;

const single = ['month_emission', 'unit_emission', 'entity_emission', 'obligation', 'unit_obligation', 'month_intensity'];
const several = ['sources', 'intensities', 'facts', 'grid', 'fallback'];

/** Reads `screen` of a method file; `known` are the method's symbols. Null when the method has none. */
export function readScreen(reading: Reading, value: unknown, known: ReadonlySet<string>): Screen | null {
  if (value === undefined || value === null) return null;
  const path: Path = ['screen'];
  const fields = reading.fields(value, path, [], [...single, ...several]);
  const screen: Record<string, string | readonly string[]> = {};
  for (const [name, one] of fields ?? []) {
    const names = single.includes(name) ? [one] : reading.list(one, [...path, name], 100);
    for (const [i, symbol] of names.entries()) {
      const at = single.includes(name) ? [...path, name] : [...path, name, i];
      if (typeof symbol !== 'string' || !known.has(symbol)) reading.fault(at, 'unknown_symbol', unknownText(symbol));
    }
    const read = names.filter((symbol) => typeof symbol === 'string');
    screen[name] = single.includes(name) ? (read[0] ?? '') : read;
  }
  return screen;
}

function unknownText(symbol: unknown): Text {
  return { zh: `screen 中的符号 ${String(symbol)} 不存在`, en: `the symbol ${String(symbol)} named in screen does not exist` };
}
