import type { Finding } from '../../finding.ts';
import type { Text } from '../../text.ts';

/** What is read at most from one file (security.md F-06); more is refused, never cut off silently. */
export const intakeLimits = {
  fileBytes: 20 * 1024 * 1024,
  rows: 100_000,
  columns: 200,
  cellCharacters: 32_768,
  sheets: 50,
  /** Findings kept in full; the rest is counted. */
  findings: 500,
} as const;

export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error';

/** A cell as the file holds it. Dates of a workbook come as `YYYY-MM-DD`; a formula keeps its stored value, and its own text beside. */
export interface TableCell {
  readonly text: string;
  readonly kind: CellKind;
  readonly formula?: string;
}

export type TableRow = readonly (TableCell | null)[];

/** `A`, `B`, … `AA` for columns counted from 0. */
export function columnName(column: number): string {
  let name = '';
  for (let at = column + 1; at > 0; at = Math.floor((at - 1) / 26)) name = String.fromCharCode(65 + ((at - 1) % 26)) + name;
  return name;
}

/** `C5` as spreadsheets call it; row counted from 1, column from 0. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row}`;
}

export function isBlank(cell: TableCell | null | undefined): boolean {
  return !cell || cell.text.trim() === '';
}

/** A fault in a file: which sheet and cell, what is wrong, how it is cured. */
export function intakeFinding(
  severity: Finding['severity'],
  code: string,
  place: { sheet: string; cell: string },
  text: Text,
  cure: Text,
): Finding {
  return { code, severity, place: { at: { ...(place.sheet === '' ? {} : { sheet: place.sheet }), cell: place.cell } }, text, cure };
}

/** Names compared as people mean them: full-width as half-width, without blanks, lower case. Nothing nearer is ever taken for equal. */
export function plainName(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s+/g, '').toLowerCase();
}
