/** A list as CSV that Chinese Excel opens as UTF-8 and that no spreadsheet can be tricked into running. */

const startsFormula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/** One cell: quoted, and made harmless when a spreadsheet would read it as a formula. A plain number stays a number. */
export function csvCell(value: string): string {
  const safe = startsFormula.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Rows with a head line; byte-order mark, CRLF (RFC 4180). */
export function csv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** A name that every file system takes. */
export function fileName(title: string, day: string): string {
  return `${title.replaceAll(/[\\/:*?"<>|\s]+/g, '-').replaceAll(/^-|-$/g, '')}-${day}.csv`;
}
