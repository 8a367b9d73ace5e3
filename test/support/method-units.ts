import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { makeUnits, type UnitRow, type Units } from '../../src/kernel/quantity/units.ts';

/** The product's own units, for tests that do not need the server's loader. */
export function readUnits(): Units {
  const file: { units: UnitRow[] } = parse(readFileSync(new URL('../../data/units/units.yaml', import.meta.url), 'utf8'));
  return makeUnits(file.units);
}

export function plainText(word: string): { zh: string; en: string } {
  return { zh: word, en: word };
}
