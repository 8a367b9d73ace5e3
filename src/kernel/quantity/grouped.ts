import type { Decimal } from './decimal.ts';

/** A number as it is read in a sentence: thousands apart by commas. Figures that are computed with or sent stay plain. */
export function grouped(value: Decimal): string {
  const [whole = '', part] = value.toFixed().split('.');
  const told = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? told : `${told}.${part}`;
}
