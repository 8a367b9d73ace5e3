import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';
import { DocumentReader, type Fields } from './document.ts';

/** The yaml beside a factor table: what is true of every row, and what the publisher asks. Days are `YYYY-MM-DD`. */
export interface PublicationHeader {
  readonly id: string;
  /** Editions of one series replace each other; `previous` names the edition a jump is measured against. */
  readonly series: string;
  readonly title: Text;
  readonly publisher: Text;
  readonly edition: string;
  readonly published: string | null;
  readonly language: string;
  readonly licence: { readonly id: string; readonly name: string; readonly url: string | null };
  readonly credit: Text;
  readonly url: string | null;
  readonly gwpBasis: string | null;
  readonly heatBasis: string | null;
  readonly previous: string | null;
  readonly supersededBy: string | null;
  readonly cautions: readonly Text[];
  /** What a row inherits where it leaves the column empty. */
  readonly defaults: {
    readonly source: string;
    readonly confidence: string;
    readonly region: string;
    readonly validFrom: string;
    readonly validTo: string;
  };
  /** The values may serve later periods while there is no later edition; whoever does so has to say it. */
  readonly untilSuperseded: boolean;
  /** New value divided by old must lie within; null = editions are not compared. Decimals. */
  readonly jump: { readonly low: string; readonly high: string } | null;
  readonly rows: number;
}

export interface Factor {
  readonly id: string;
  readonly key: string;
  readonly quantity: string;
  readonly name: Text;
  readonly category: Text;
  /** '' where the quantity has none (a heating value). */
  readonly gas: string;
  /** The decimal as printed by the publisher. */
  readonly value: string;
  readonly unit: string;
  readonly basis: string;
  readonly region: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: string;
  readonly confidence: string;
  readonly note: string;
  readonly line: number;
}

export interface Publication {
  readonly header: PublicationHeader;
  readonly factors: readonly Factor[];
  /** The file of the table, for findings. */
  readonly file: string;
}

export const factorColumns = [
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

export function readHeader(document: unknown, file: string): { header: PublicationHeader | null; findings: Finding[] } {
  const reader = new DocumentReader(file);
  const top = reader.fields(document, '');
  const header: PublicationHeader = {
    id: reader.text(top, 'publication'),
    series: reader.text(top, 'series'),
    title: reader.bilingual(top, 'title'),
    publisher: reader.bilingual(top, 'publisher'),
    edition: reader.text(top, 'edition'),
    published: reader.day(top, 'published'),
    language: reader.text(top, 'language'),
    licence: readLicence(reader, top),
    credit: reader.bilingual(top, 'credit'),
    url: reader.optional(top, 'url'),
    gwpBasis: reader.optional(top, 'gwp_basis'),
    heatBasis: reader.optional(top, 'heat_basis'),
    previous: reader.optional(top, 'previous'),
    supersededBy: reader.optional(top, 'superseded_by'),
    cautions: reader.bilingualList(top, 'cautions'),
    defaults: readDefaults(reader, top),
    untilSuperseded: reader.flag(top, 'until_superseded'),
    jump: readJump(reader, top),
    rows: reader.count(top, 'rows'),
  };
  // How the copy was obtained is told by the credits page and plays no part here.
  reader.optional(top, 'copy');
  reader.noOther(top);
  return { header: reader.findings.length === 0 ? header : null, findings: reader.findings };
}

function readLicence(reader: DocumentReader, top: Fields): PublicationHeader['licence'] {
  const fields = reader.sub(top, 'licence');
  const licence = { id: reader.text(fields, 'id'), name: reader.text(fields, 'name'), url: reader.optional(fields, 'url') };
  reader.noOther(fields);
  return licence;
}

function readDefaults(reader: DocumentReader, top: Fields): PublicationHeader['defaults'] {
  const fields = reader.sub(top, 'defaults');
  const of = (name: string) => reader.optional(fields, name) ?? '';
  const defaults = {
    source: of('source'),
    confidence: of('confidence'),
    region: of('region'),
    validFrom: of('valid_from'),
    validTo: of('valid_to'),
  };
  reader.noOther(fields);
  return defaults;
}

function readJump(reader: DocumentReader, top: Fields): PublicationHeader['jump'] {
  if (!reader.has(top, 'jump')) return null;
  const fields = reader.sub(top, 'jump');
  const jump = { low: reader.text(fields, 'low'), high: reader.text(fields, 'high') };
  reader.noOther(fields);
  return jump;
}

/**
 * The rows of a table as factors, defaults filled in. `records` are the cells as text, head first; `lineOf` gives the line of
 * the n-th record (0 = head). A head that is not exactly `factorColumns` is one finding and no factor.
 */
export function readFactors(
  header: PublicationHeader,
  records: readonly (readonly string[])[],
  file: string,
  lineOf: (record: number) => number = (record) => record + 1,
): { publication: Publication; findings: Finding[] } {
  const head = records[0] ?? [];
  if (head.join(',') !== factorColumns.join(',')) {
    const text: Text = { zh: `表头应为：${factorColumns.join(',')}`, en: `the head must be: ${factorColumns.join(',')}` };
    return {
      publication: { header, factors: [], file },
      findings: [{ code: 'factor_head_wrong', severity: 'error', place: { file, line: lineOf(0) }, text }],
    };
  }
  const factors = records.slice(1).map((cells, index) => factorOf(header, cells, lineOf(index + 1)));
  return { publication: { header, factors, file }, findings: [] };
}

function factorOf(header: PublicationHeader, cells: readonly string[], line: number): Factor {
  const at = (column: (typeof factorColumns)[number]) => cells[factorColumns.indexOf(column)] ?? '';
  const { defaults } = header;
  const ownFrom = at('valid_from');
  return {
    // A row with a validity of its own may stand beside others of the same key: its first day tells them apart.
    id: `${header.id}#${at('key')}#${at('quantity')}${ownFrom === '' ? '' : `#${ownFrom}`}`,
    key: at('key'),
    quantity: at('quantity'),
    name: { zh: at('name_zh'), en: at('name_en') },
    category: { zh: at('category_zh'), en: at('category_en') },
    gas: at('gas'),
    value: at('value'),
    unit: at('unit'),
    basis: at('basis'),
    region: at('region') || defaults.region,
    // A row that says from when it holds says until when, too: an end of the publication's own does not apply to it.
    validFrom: ownFrom || defaults.validFrom || null,
    validTo: at('valid_to') || (ownFrom === '' ? defaults.validTo : '') || null,
    source: at('source') === '' ? defaults.source : at('source'),
    confidence: at('confidence') || defaults.confidence,
    note: at('note'),
    line,
  };
}
