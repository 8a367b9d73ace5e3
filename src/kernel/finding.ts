import type { Text } from './text.ts';

/** ERROR blocks submission (never saving), WARNING needs a reason, INFO tells. */
export type Severity = 'error' | 'warning' | 'info';

/** Where a finding belongs: a field, an index tuple, a file and line. All parts are optional; `path` is a JSON pointer into the input. */
export interface Place {
  readonly path?: string;
  readonly symbol?: string;
  readonly at?: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly line?: number;
}

/** One of many problems seen in data. Findings are collected and returned, never thrown, and never replace a number. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place;
  readonly text: Text;
  /** What the reader can do about it. */
  readonly cure?: Text;
  readonly clause?: string;
  readonly source?: string;
}
