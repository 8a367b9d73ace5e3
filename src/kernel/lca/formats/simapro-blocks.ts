import { Refusal } from '../../refusal.ts';

/** One block of a SimaPro CSV file: its kind (`Process`, `Units`, …), and per section the rows, cut into cells. */
export interface Block {
  readonly kind: string;
  readonly line: number;
  readonly sections: ReadonlyMap<string, readonly Row[]>;
  /** Rows that stand under no section, as in `Units`. */
  readonly rows: readonly Row[];
}

export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Header {
  readonly separator: string;
  readonly decimal: string;
  readonly values: ReadonlyMap<string, string>;
}

const separators: Readonly<Record<string, string>> = { Semicolon: ';', Comma: ',', Tab: '\t' };

export function headerOf(lines: readonly string[]): Header {
  const values = new Map<string, string>();
  for (const line of lines) {
    const found = /^\{([^:}]*)(?::\s*(.*))?\}\s*$/.exec(line.trim());
    if (!found) {
      if (line.trim() !== '') break;
      continue;
    }
    values.set((found[1] ?? '').trim(), (found[2] ?? '').trim());
  }
  const separator = separators[values.get('CSV separator') ?? ''] ?? ';';
  return { separator, decimal: values.get('Decimal separator') ?? '.', values };
}

export const openQuote = (file: string, line: number): Refusal =>
  new Refusal('file_damaged', {
    detail: {
      zh: `${file === '' ? '' : `${file} `}第 ${line} 行：引号没有闭合。请从原软件重新导出，或补上该行的引号。`,
      en: `${file === '' ? 'L' : `${file}, l`}ine ${line}: a quoted cell is never closed. Export it again from where it comes, or close the quote.`,
    },
  });

/**
 * Cells of one line; a cell that begins with a quote holds separators, and two quotes for one; elsewhere a quote is a sign (2" pipe). SimaPro writes line breaks
 * inside a text as U+007F. Throws `file_damaged` with the line where a quote is never closed.
 */
function cellsOf(line: string, separator: string, number: number): string[] {
  if (!line.includes('"')) return line.split(separator).map(plain);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at] ?? '';
    if (letter === '"') {
      if (quoted && line[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (quoted) quoted = false;
      else if (cell.trim() === '') quoted = true;
      else cell += letter;
    } else if (letter === separator && !quoted) {
      cells.push(plain(cell));
      cell = '';
    } else cell += letter;
  }
  if (quoted) throw openQuote('', number);
  return [...cells, plain(cell)];
}

const plain = (cell: string): string => cell.replaceAll('\u007f', '\n').trim();

/** Blocks that are tables themselves; in the others a line of its own names the section that follows. */
const tables = new Set([
  'Quantities',
  'Units',
  'Raw materials',
  'Airborne emissions',
  'Waterborne emissions',
  'Final waste flows',
  'Emissions to soil',
  'Non material emissions',
  'Social issues',
  'Economic issues',
  'Database Input parameters',
  'Database Calculated parameters',
  'Project Input parameters',
  'Project Calculated parameters',
]);

/** Cuts the text into blocks (`Kind` … `End`); what follows the last `End` is nothing. */
export function blocksOf(lines: readonly string[], separator: string): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const kind = (lines[at] ?? '').trim();
    if (kind === '' || kind.startsWith('{') || kind === 'End') {
      at += 1;
      continue;
    }
    const start = at + 1;
    let end = start;
    while (end < lines.length && (lines[end] ?? '').trim() !== 'End') end += 1;
    blocks.push(blockOf(kind, start, lines.slice(start, end), separator));
    at = end + 1;
  }
  return blocks;
}

function blockOf(kind: string, line: number, lines: readonly string[], separator: string): Block {
  const rows: Row[] = [];
  const sections = new Map<string, Row[]>();
  let section: Row[] | null = null;
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') {
      section = null;
      continue;
    }
    const row = { line: line + index + 1, cells: cellsOf(text, separator, line + index + 1) };
    if (tables.has(kind)) rows.push(row);
    else if (section) section.push(row);
    else {
      section = sections.get(text.trim()) ?? [];
      sections.set(text.trim(), section);
    }
  }
  return { kind, line, sections, rows };
}
