/** Reading values whose shape is not known: a field that is missing or of another kind is undefined, never a fault. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsIn(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The objects of a list; whatever else stands in it is left out. */
export function listIn(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** Text that is not blank. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Several texts of one kind below each other; undefined where none speaks. */
export function together(...texts: readonly unknown[]): string | undefined {
  const all = texts.flatMap((one) => textIn(one) ?? []);
  return all.length > 0 ? all.join('\n') : undefined;
}

/** A finite number, or a text that is one. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value.trim());
  return Number.isFinite(number) ? number : undefined;
}

export const flagIn = (value: unknown): boolean => value === true || value === 'true';

/** The same fields without those that have no value: what optional fields ask for. */
export type Given<T> = { [K in Always<T>]: T[K] } & { [K in Exclude<keyof T, Always<T>>]?: Exclude<T[K], undefined> };
type Always<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];

export function given<T extends object>(fields: T): Given<T>;
export function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A day `YYYY-MM-DD` or a year, from whatever follows it (a time, a zone). */
export function dayIn(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : textIn(value);
  return /^\s*(\d{4}(?:-\d{2}-\d{2})?)/.exec(text ?? '')?.[1];
}

/** A pedigree vector: `(2;4;2;3;1)`, `(2,4,1,1,1,na)`. 0 stands for not given. */
export function pedigreeIn(value: unknown): readonly number[] | undefined {
  const found = /^\s*\(?\s*((?:[1-5]|n\.?a\.?|0)(?:\s*[;,]\s*(?:[1-5]|n\.?a\.?|0)){4,5})\s*[),]?/i.exec(textIn(value) ?? '');
  if (!found) return undefined;
  return (found[1] ?? '').split(/[;,]/).map((one) => Number.parseInt(one.trim(), 10) || 0);
}
