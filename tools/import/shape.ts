import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** The tidy long format of every publication in `data/factors`; the order is the order of the columns. */
export const columns = [
  'key',
  'quantity',
  'name_zh',
  'name_en',
  'category_zh',
  'category_en',
  'gas',
  'value',
  'unit',
  'basis',
  'region',
  'valid_from',
  'valid_to',
  'source',
  'confidence',
  'note',
] as const;

export type Row = Readonly<Record<(typeof columns)[number], string>>;
/** What an importer says of a row; the rest stays empty and is inherited from `defaults` in the publication's yaml. */
export type Draft = Pick<Row, 'key' | 'quantity' | 'name_zh' | 'name_en' | 'value' | 'unit'> & Partial<Row>;

export interface Publication {
  readonly id: string;
  readonly rows: readonly Row[];
  /** Compressed when the plain file would be bulky. */
  readonly bulky?: boolean;
}

const empty: Row = Object.fromEntries(columns.map((name) => [name, ''])) as Row;

export function row(draft: Draft): Row {
  const made = { ...empty, ...draft };
  for (const name of columns) made[name] = made[name].trim();
  made.value = withoutFloatNoise(made.value);
  if (made.value === '') throw new Error(`no value: ${made.key} ${made.quantity}`);
  return made;
}

/**
 * Spreadsheets store binary floats: 0.022 comes out as 0.022000000000000002. A cell holds fifteen digits; where those end in zeros the rest
 * was noise. A number that is long in its own right stays as printed.
 */
export function withoutFloatNoise(value: string): string {
  if (!/^-?\d*\.\d+([eE]-?\d+)?$/.test(value) || significant(value).length <= 15) return value;
  const short = String(Number(Number(value).toPrecision(15)));
  return significant(short).length <= 12 ? short : value;
}

function significant(value: string): string {
  return value
    .replace(/[eE].*$/, '')
    .replace('.', '')
    .replace(/^-?0*/, '');
}

export type Cells = Readonly<Record<string, string>>;

/** Reads a source table as text cells; a column asked for that does not exist is an error of ours, so `cell` throws. */
export function readTable(path: string): Cells[] {
  return parse(readFileSync(path, 'utf8'), { columns: true, bom: true, relax_column_count: true, comment_no_infix: true }) as Cells[];
}

export function readGrid(path: string): string[][] {
  return parse(readFileSync(path, 'utf8'), { bom: true, relax_column_count: true }) as string[][];
}

export function cell(cells: Cells, name: string): string {
  const value = cells[name];
  if (value === undefined) throw new Error(`no column ${name}; there are ${Object.keys(cells).join(', ')}`);
  return value.trim();
}

/** A dictionary of ours in tools/import/words: a word that is missing stops the import, so that no name stays untranslated. */
export class Words {
  private readonly entries: ReadonlyMap<string, Cells>;
  private readonly file: string;
  readonly used = new Set<string>();

  constructor(root: string, name: string, keyColumn = 'source') {
    this.file = join(root, 'tools/import/words', `${name}.csv`);
    this.entries = new Map(readTable(this.file).map((cells) => [cell(cells, keyColumn), cells]));
  }

  has(word: string): boolean {
    return this.entries.has(word);
  }

  get(word: string, column: string): string {
    const entry = this.entries.get(word);
    if (!entry) throw new Error(`${this.file}: no entry for "${word}"`);
    this.used.add(word);
    return cell(entry, column);
  }
}

/** `medium: 26.7 (IPCC) and 24.515 …` → the word and the remark behind it. */
export function splitConfidence(text: string): { confidence: string; note: string } {
  const found = /^(high|medium-high|medium|low)\b[\s:;,]*(.*)$/s.exec(text.trim());
  if (!found) throw new Error(`unknown confidence: ${text}`);
  const note = (found[2] ?? '').trim();
  return { confidence: found[1] ?? '', note: /^\(.*\)$/.test(note) ? note.slice(1, -1) : note };
}

export function joinNotes(...notes: readonly string[]): string {
  return notes.filter((note) => note !== '').join('; ');
}

/** One line of CSV per row; quotes only where needed; ends with a line feed. */
export function toCsv(names: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const quote = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const line = (values: readonly string[]) => `${values.map(quote).join(',')}\n`;
  return [line(names), ...rows.map((entry) => line(names.map((name) => entry[name] ?? '')))].join('');
}
