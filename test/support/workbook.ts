import { type Entry, typesOf, zipOf } from './zip.ts';

/** A cell of a workbook made by hand: text, number, a day as a spreadsheet counts it, or a formula with or without a stored result. */
export type Cell =
  | string
  | number
  | null
  | { readonly day: number }
  | { readonly formula: string; readonly value?: string }
  | { readonly error: string };

const sheetMain = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function letter(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : `${String.fromCharCode(64 + Math.floor(column / 26))}${String.fromCharCode(65 + (column % 26))}`;
}

function cellXml(cell: Cell, place: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  if ('day' in cell) return `<c r="${place}" s="1"><v>${cell.day}</v></c>`;
  if ('error' in cell) return `<c r="${place}" t="e"><v>${cell.error}</v></c>`;
  return `<c r="${place}"><f>${escaped(cell.formula)}</f>${cell.value === undefined ? '' : `<v>${cell.value}</v>`}</c>`;
}

export function sheetXml(rows: readonly (readonly Cell[])[]): string {
  const body = rows.map((cells, i) => `<row r="${i + 1}">${cells.map((cell, j) => cellXml(cell, `${letter(j)}${i + 1}`)).join('')}</row>`);
  return `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body.join('')}</sheetData></worksheet>`;
}

const styles = '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';

/** A workbook whose sheets are given as XML, with further parts. */
export function workbookOf(sheets: Readonly<Record<string, string>>, ...more: readonly Entry[]): Buffer {
  const names = Object.keys(sheets);
  const list = names.map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('');
  const links = names
    .map((_, i) => `<Relationship Id="rId${i + 1}" Type="http://t/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
    .join('');
  return zipOf([
    typesOf(sheetMain),
    { name: 'xl/workbook.xml', data: `<workbook xmlns:r="http://r"><sheets>${list}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', data: `<Relationships>${links}</Relationships>` },
    { name: 'xl/styles.xml', data: styles },
    ...names.map((name, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, data: sheets[name] ?? '' })),
    ...more,
  ]);
}

export function bookOf(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Buffer {
  return workbookOf(Object.fromEntries(Object.entries(sheets).map(([name, rows]) => [name, sheetXml(rows)])));
}
