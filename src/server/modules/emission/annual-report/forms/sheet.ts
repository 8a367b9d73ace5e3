import { type FormQuantity, formDigits, formFigure } from '../../../../../kernel/emission/report-figures.ts';
import type { Text } from '../../../../../kernel/text.ts';

/** A cell of a form: text, or a number as printed with its decimals. Null: nothing to say. */
export type FormCell = { readonly text: string } | { readonly number: string; readonly digits: number } | null;

export interface FormSheet {
  readonly key: string;
  readonly title: Text;
  readonly widths: readonly number[];
  /** Rows of column heads; they repeat on every printed page. */
  readonly head: readonly (readonly Text[])[];
  readonly rows: readonly (readonly FormCell[])[];
  readonly notes: readonly Text[];
}

export const said = (text: string): FormCell => ({ text });
export const notGiven: Text = { zh: '未提供', en: 'not given' };

export const t = (zh: string, en: string): Text => ({ zh, en });

/** A figure with the decimals of the forms; an empty cell where there is none. */
export function figure(value: string | null | undefined, quantity: FormQuantity): FormCell {
  const printed = formFigure(value ?? null, quantity);
  return printed === null ? null : { number: printed, digits: formDigits[quantity] };
}

export const monthHeads = Array.from({ length: 12 }, (_, i) =>
  t(`${i + 1}月`, ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][i] ?? ''),
);
export const monthsOfYear = (year: number) => Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
