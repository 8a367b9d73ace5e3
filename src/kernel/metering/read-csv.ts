import { atOnce, linesOfSlice, type Slices } from './slices.ts';

/** Which column of a file is what; '' where there is none. */
export interface ReadingColumns {
  readonly stamp: string;
  /** The time where date and time stand in two columns. */
  readonly time: string;
  readonly value: string;
  readonly stream: string;
}

export interface ReadingLine {
  readonly line: number;
  readonly stream: string;
  readonly stamp: string;
  readonly value: string;
}

export interface ReadingFile {
  readonly columns: readonly string[];
  readonly mapping: ReadingColumns;
  /** The first lines, cell by cell. */
  readonly sample: readonly (readonly string[])[];
  readonly lines: readonly ReadingLine[];
  /** Lines with fewer cells than their head needs. */
  readonly short: readonly number[];
}

const usual: Readonly<Record<keyof ReadingColumns, readonly string[]>> = {
  stamp: ['stamp', 'timestamp', 'datetime', 'date_time', 'date', 'time', '时间', '时间戳', '日期', '抄表时间', '采集时间'],
  time: [],
  value: ['value', 'reading', 'usage_kwh', 'usage', 'kwh', 'energy', '读数', '示数', '用量', '电量', '数值', '值'],
  stream: ['stream', 'stream_code', 'meter', 'meter_code', 'code', '数据流', '表号', '表计', '编码'],
};

const sampleLines = 8;

/** Cells of a line; quotes as in RFC 4180, without line breaks inside. */
function cellsOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (let i = 0; i < line.length; i += 1) {
    const sign = line[i] ?? '';
    if (quoted && sign === '"' && line[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

function delimiterOf(head: string): string {
  const count = (sign: string) => head.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function mappingOf(columns: readonly string[], given: ReadingColumns): ReadingColumns {
  const lower = columns.map((one) => one.toLowerCase());
  const find = (field: keyof ReadingColumns): string => {
    if (given[field] !== '') return columns.includes(given[field]) ? given[field] : '';
    for (const name of usual[field]) {
      const at = lower.indexOf(name);
      if (at >= 0) return columns[at] ?? '';
    }
    return '';
  };
  return { stamp: find('stamp'), time: find('time'), value: find('value'), stream: find('stream') };
}

/**
 * Reads a file of readings: a head, then a line for each reading; comma, semicolon or tab. Columns that are not given are found by their usual names.
 * What a stamp or a value means is not looked at here.
 */
export function readReadingFile(text: string, given: ReadingColumns): ReadingFile {
  return atOnce(readingFileBySlices(text, given));
}

/** Lines of a text by their number, whatever ends them; the text is never held twice. */
function* linesOf(text: string): Generator<[line: string, number: number]> {
  const end = /\r\n|\n|\r/g;
  let [from, number] = [0, 1];
  for (let found = end.exec(text); found; found = end.exec(text)) {
    yield [text.slice(from, found.index), number];
    from = end.lastIndex;
    number += 1;
  }
  yield [text.slice(from), number];
}

/** The same, with a pause after every so many lines for whoever must do something else meanwhile. */
export function* readingFileBySlices(text: string, given: ReadingColumns): Slices<ReadingFile> {
  const all = linesOf(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  const [head] = all.next().value ?? [''];
  const delimiter = delimiterOf(head);
  const columns = cellsOf(head, delimiter).map((one) => one.trim());
  const mapping = mappingOf(columns, given);
  const at = (name: string) => (name === '' ? -1 : columns.indexOf(name));
  const [stamp, time, value, stream] = [at(mapping.stamp), at(mapping.time), at(mapping.value), at(mapping.stream)];
  const lines: ReadingLine[] = [];
  const short: number[] = [];
  const sample: string[][] = [];
  const needed = Math.max(stamp, time, value, stream);
  for (const [line, number] of all) {
    if (number % linesOfSlice === 0) yield;
    if (line.trim() === '') continue;
    const cells = cellsOf(line, delimiter);
    if (sample.length < sampleLines) sample.push(cells);
    if (stamp < 0 || value < 0) continue;
    if (cells.length <= needed) short.push(number);
    else {
      const printed = time < 0 ? (cells[stamp] ?? '') : `${cells[stamp]} ${cells[time]}`;
      lines.push({ line: number, stream: stream < 0 ? '' : (cells[stream] ?? '').trim(), stamp: printed, value: cells[value] ?? '' });
    }
  }
  return { columns, mapping, sample, lines, short };
}
