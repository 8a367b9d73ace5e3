const startsFormula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/**
 * One cell: quoted, and made harmless where a spreadsheet would read it as a formula (security.md F-01); a plain number stays a number. What is put in front
 * is taken away again when the product reads its own files.
 */
export function csvCell(value: string): string {
  const safe = startsFormula.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** What `csvCell` put in front of a text that begins like a formula is no part of it. */
export function bareCell(text: string): string {
  return text.startsWith("'") && startsFormula.test(text) ? text.slice(1) : text;
}

/** Rows with a head line; byte-order mark, so that Chinese Excel opens it as UTF-8; CRLF (RFC 4180). */
export function csv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
