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
