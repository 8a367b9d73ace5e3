/**
 * Blocks of cells as spreadsheets put them on the clipboard: rows by line break, cells by tab, a cell with either of them in quotes.
 */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const quoted = text[at] === '"' ? readQuoted(text, at) : null;
    const end = quoted?.end ?? endOfCell(text, at);
    rows.at(-1)?.push(quoted?.cell ?? text.slice(at, end));
    if (end >= text.length) break;
    if (text[end] === '\t') {
      at = end + 1;
      continue;
    }
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
    // The line break behind the last row ends the block; it does not begin an empty row.
    if (at >= text.length) break;
    rows.push([]);
  }
  return padded(rows);
}

export function printBlock(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(printCell).join('\t')).join('\r\n');
}

export function transposed(block: readonly (readonly string[])[]): string[][] {
  const width = block[0]?.length ?? 0;
  return Array.from({ length: width }, (_, col) => block.map((row) => row[col] ?? ''));
}

function printCell(cell: string): string {
  return /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function endOfCell(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (text[at] === '\t' || text[at] === '\n' || text[at] === '\r') return at;
  return text.length;
}

/** Null when the quote is just a character of the cell: it does not close before the cell ends. */
function readQuoted(text: string, from: number): { cell: string; end: number } | null {
  let cell = '';
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') {
      cell += text[at];
      continue;
    }
    if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
      continue;
    }
    const next = text[at + 1];
    return next === undefined || next === '\t' || next === '\n' || next === '\r' ? { cell, end: at + 1 } : null;
  }
  return null;
}

function padded(rows: readonly string[][]): string[][] {
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
}
