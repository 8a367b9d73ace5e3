/**
 * Enough of an xlsx file to look into it: the stored values of its sheets as texts. Formulas are not computed and formats not applied; what counts is the
 * file itself. Reads the zip's directory (APPNOTE 4.3) and the parts of SpreadsheetML (ECMA-376) it needs, within fixed bounds.
 */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** There are more rows than were read. */
  readonly cut: boolean;
}

export const xlsxLimits = { rows: 400, columns: 40, sheets: 8, partBytes: 120_000_000 } as const;

/** Null when the bytes are no xlsx that can be read. `mostRows`: of each sheet; a look needs few, an import all of them. */
export async function readXlsx(bytes: ArrayBuffer, mostRows: number = xlsxLimits.rows): Promise<readonly Sheet[] | null> {
  const parts = directoryOf(new DataView(bytes));
  const book = await textOf(bytes, parts, 'xl/workbook.xml');
  const links = await textOf(bytes, parts, 'xl/_rels/workbook.xml.rels');
  if (book === null || links === null) return null;
  const shared = sharedStrings((await textOf(bytes, parts, 'xl/sharedStrings.xml')) ?? '');
  const targets = new Map([...links.matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [attribute(tag, 'Id'), attribute(tag, 'Target')]));
  const sheets: Sheet[] = [];
  for (const [tag] of [...book.matchAll(/<sheet\b[^>]*>/g)].slice(0, xlsxLimits.sheets)) {
    const target = targets.get(attribute(tag, 'r:id'))?.replace(/^\/?(xl\/)?/, 'xl/');
    const xml = target ? await textOf(bytes, parts, target) : null;
    if (xml !== null) sheets.push({ name: decoded(attribute(tag, 'name')), ...rowsOf(xml, shared, mostRows) });
  }
  return sheets.length > 0 ? sheets : null;
}

interface Part {
  readonly at: number;
  readonly packed: number;
  readonly size: number;
  readonly method: number;
}

function directoryOf(view: DataView): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return parts;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count && at + 46 <= view.byteLength && view.getUint32(at, true) === 0x02014b50; n += 1) {
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, Math.min(nameLength, view.byteLength - at - 46)));
    const local = view.getUint32(at + 42, true);
    parts.set(name, {
      at: local,
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      method: view.getUint16(at + 10, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

async function textOf(bytes: ArrayBuffer, parts: ReadonlyMap<string, Part>, name: string): Promise<string | null> {
  const part = parts.get(name);
  if (!part || part.size > xlsxLimits.partBytes || part.at + 30 > bytes.byteLength) return null;
  const view = new DataView(bytes);
  const from = part.at + 30 + view.getUint16(part.at + 26, true) + view.getUint16(part.at + 28, true);
  if (from + part.packed > bytes.byteLength) return null;
  const packed = bytes.slice(from, from + part.packed);
  if (part.method === 0) return new TextDecoder().decode(packed);
  if (part.method !== 8) return null;
  try {
    return await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
  } catch {
    return null;
  }
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

function sharedStrings(xml: string): string[] {
  return [...xml.matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map(([, body]) =>
    textsIn((body ?? '').replace(/<rPh\b[\s\S]*?<\/rPh>/g, '')),
  );
}

function textsIn(xml: string): string {
  return [...xml.matchAll(/<t\b[^>]*?>([\s\S]*?)<\/t>/g)].map(([, text]) => decoded(text ?? '')).join('');
}

function rowsOf(xml: string, shared: readonly string[], most: number): Pick<Sheet, 'rows' | 'cut'> {
  const rows: string[][] = [];
  let cut = false;
  for (const [, attributes, body] of xml.matchAll(/<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g)) {
    const number = Number(attribute(` ${attributes}`, 'r')) || rows.length + 1;
    if (number > most) {
      cut = true;
      break;
    }
    while (rows.length < number) rows.push([]);
    const row = rows[number - 1];
    if (row) fillRow(row, body ?? '', shared);
  }
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  return { rows: rows.map((row) => Array.from({ length: width }, (_, col) => row[col] ?? '')), cut };
}

function fillRow(row: string[], xml: string, shared: readonly string[]): void {
  let next = 0;
  for (const [, attributes = '', body] of xml.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const letters = /^[A-Z]+/.exec(attribute(` ${attributes}`, 'r'))?.[0];
    const col = letters ? columnOf(letters) : next;
    next = col + 1;
    if (col >= xlsxLimits.columns || body === undefined) continue;
    const text = cellValue(attribute(` ${attributes}`, 't'), body, shared);
    if (text !== '') row[col] = text;
  }
}

function columnOf(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellValue(type: string, body: string, shared: readonly string[]): string {
  if (type === 'inlineStr') return textsIn(body);
  const value = decoded(/<v\b[^>]*>([\s\S]*?)<\/v>/.exec(body)?.[1] ?? '');
  if (type === 's') return shared[Number(value)] ?? '';
  return type === 'b' ? (value === '1' ? 'TRUE' : 'FALSE') : value;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(xml: string): string {
  return xml.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex?: string, number?: string, name?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : number ? Number(number) : null;
    if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return entities[name ?? ''] ?? whole;
  });
}
