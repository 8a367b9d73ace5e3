/** One document model for every paper: composed once, written by typst (PDF) and by docx. Texts are plain; writers set "CO2" with its subscript. */
export interface Paper {
  readonly language: 'zh' | 'en';
  readonly title: string;
  readonly subtitle: string;
  /** Lines of the cover. */
  readonly cover: readonly (readonly [label: string, value: string])[];
  /** At the foot of every page: number and hash. */
  readonly number: string;
  readonly hash: string;
  readonly pageWords: readonly [before: string, between: string, after: string];
  readonly contentsWord: string;
  /** A paper of a page or two: no page of its own for the cover, no contents. */
  readonly brief?: boolean;
  /** ISO instant: the papers' creation time, so that the same snapshot gives the same bytes. */
  readonly createdAt: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly quiet?: boolean }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | Table
  | Bars
  | Code;

export interface Column {
  readonly title: string;
  /** Share of the width. */
  readonly width: number;
  readonly align: 'left' | 'right';
}

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Hashes, file names: smaller and in any place breakable. */
  readonly small?: boolean;
}

/** Bars by label: printed as bars where the writer can draw, as a table with the same figures where it cannot. */
export interface Bars {
  readonly kind: 'bars';
  readonly caption: string;
  readonly labelTitle: string;
  readonly unit: string;
  readonly bars: readonly { readonly label: string; readonly shown: string /** 0–1 of the largest. */; readonly share: number }[];
}

/** An address to be read by a camera; where the writer cannot draw, the address alone. */
export interface Code {
  readonly kind: 'code';
  readonly address: string;
  /** Rows from the top: each dark run by its first module and its length. */
  readonly rows: readonly (readonly (readonly [first: number, length: number])[])[];
}

export const heading = (level: 1 | 2, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (text: string, quiet = false): Block => ({ kind: 'paragraph', text, quiet });
export const column = (title: string, width: number, align: 'left' | 'right' = 'left'): Column => ({ title, width, align });

/** Text in runs: the 2 of CO2 (and CO2e) stands below the line; no font of ours has U+2082. */
export function runsOf(text: string): { readonly text: string; readonly sub: boolean }[] {
  return text.split(/(?<=CO)(2)(?![0-9])/).flatMap((part, index) => (part === '' ? [] : [{ text: part, sub: index % 2 === 1 }]));
}
