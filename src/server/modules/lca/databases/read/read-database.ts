import { isUtf8 } from 'node:buffer';
import { CsvError, parse as parseCsv } from 'csv-parse/sync';
import { ecoSpold1Reader, type MarkupReader } from '../../../../../kernel/lca/formats/ecospold-1.ts';
import { ecoSpold2Reader } from '../../../../../kernel/lca/formats/ecospold-2.ts';
import { ilcdReader } from '../../../../../kernel/lca/formats/ilcd.ts';
import { jsonLdReader } from '../../../../../kernel/lca/formats/json-ld.ts';
import { readMatrixCsv } from '../../../../../kernel/lca/formats/matrix-csv.ts';
import type { DatabaseFormat, Reading } from '../../../../../kernel/lca/formats/reading.ts';
import { readSimaPro } from '../../../../../kernel/lca/formats/simapro.ts';
import { openQuote } from '../../../../../kernel/lca/formats/simapro-blocks.ts';
import { tidied } from '../../../../../kernel/lca/formats/tidy.ts';
import { Refusal } from '../../../../../kernel/refusal.ts';
import type { ThreadNote } from '../../../../work/threads.ts';
import type { ArchivePart } from './archive.ts';
import { partsOfArchive } from './archive.ts';
import { dataSetsIn } from './markup.ts';
import { brokenFile, refuseFile, tooDeep } from './refuse.ts';

export interface ReadDatabase extends Reading {
  readonly format: DatabaseFormat;
}

const isZip = (bytes: Buffer): boolean => bytes.length > 4 && bytes.readUInt32LE(0) === 0x04034b50;
const baseName = (path: string): string => path.split('/').at(-1) ?? path;

/** Reads a file of life-cycle data, whichever of the formats it is; told by its content. `name` stands for the database where the file has no name for it. */
export async function readLcaFile(bytes: Buffer, name: string, note: (note: ThreadNote) => void = () => {}): Promise<ReadDatabase> {
  const { format, ...reading } = await readAnyFile(bytes, name, note);
  return { format, ...tidied(reading) };
}

async function readAnyFile(bytes: Buffer, name: string, note: (note: ThreadNote) => void): Promise<ReadDatabase> {
  if (isZip(bytes)) return readParts(counted(await partsOfArchive(bytes), note), name);
  if (/^\uFEFF?\s*\{(SimaPro|CSV Format version)/.test(bytes.subarray(0, 200).toString('latin1').replace(/^ï»¿/, '')))
    return { format: 'simapro_csv', ...readSimaPro(name, simaProText(bytes)) };
  const start = bytes
    .subarray(0, 200)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start.startsWith('<')) return readMarkup([{ path: name, bytes: () => bytes }], name);
  throw unknownKind();
}

/** The same parts; says how many of them have been unpacked. */
function counted(parts: readonly ArchivePart[], note: (note: ThreadNote) => void): ArchivePart[] {
  let done = 0;
  return parts.map(({ path, bytes }) => ({
    path,
    bytes: () => {
      done += 1;
      note({ of: 'reading', done, total: parts.length });
      return bytes();
    },
  }));
}

/** SimaPro writes Windows-1252; newer versions can be told to write UTF-8, with a mark in front or without: what is UTF-8 throughout is read as such. */
function simaProText(bytes: Buffer): string {
  return (isUtf8(bytes) ? new TextDecoder('utf-8') : new TextDecoder('windows-1252')).decode(bytes);
}

const unknownKind = () =>
  refuseFile(
    '不是可读的生命周期数据：应为 openLCA JSON-LD、EcoSpold 1/2、ILCD、矩阵 CSV（压缩包）或 SimaPro CSV。',
    'No life-cycle data that can be read: openLCA JSON-LD, EcoSpold 1 or 2, ILCD, matrices in CSV (archives) or SimaPro CSV are.',
  );

function readParts(parts: readonly ArchivePart[], name: string): ReadDatabase {
  const ending = (one: ArchivePart, what: string) => one.path.toLowerCase().endsWith(what);
  if (parts.some((one) => /(^|\/)(processes|flows)\/[^/]+\.json$/.test(one.path))) return readJsonLd(parts, name);
  const names = new Set(parts.map((one) => baseName(one.path).toLowerCase()));
  if (names.has('a.csv') && names.has('sectors.csv')) return readMatrices(parts, name);
  const markup = parts.filter((one) => ending(one, '.xml') || ending(one, '.spold'));
  if (markup.length > 0) return readMarkup(markup, name);
  const simaPro = parts.find((one) => ending(one, '.csv'));
  if (simaPro && parts.length === 1) {
    const bytes = simaPro.bytes();
    if (bytes.subarray(0, 20).toString('latin1').includes('{')) return { format: 'simapro_csv', ...readSimaPro(name, simaProText(bytes)) };
  }
  throw unknownKind();
}

function readJsonLd(parts: readonly ArchivePart[], name: string): ReadDatabase {
  const reader = jsonLdReader();
  for (const part of parts) {
    if (!part.path.toLowerCase().endsWith('.json')) continue;
    reader.take(part.path, () => jsonOf(part));
  }
  return { format: 'json_ld', ...reader.done({ name }) };
}

const deepestJson = 100;

/** Whether lists and objects stand in each other deeper than any data set: what is read later goes down into them. */
function isDeep(bytes: Buffer): boolean {
  let [depth, inText] = [0, false];
  for (let at = 0; at < bytes.length; at += 1) {
    const sign = bytes[at];
    if (inText) {
      if (sign === 0x5c) at += 1;
      else if (sign === 0x22) inText = false;
    } else if (sign === 0x22) inText = true;
    else if (sign === 0x7b || sign === 0x5b) {
      depth += 1;
      if (depth > deepestJson) return true;
    } else if (sign === 0x7d || sign === 0x5d) depth -= 1;
  }
  return false;
}

/** A part that is no JSON, or not in UTF-8, reads as nothing: the reader says so with its place. */
function jsonOf(part: ArchivePart): unknown {
  const bytes = part.bytes();
  if (!isUtf8(bytes)) return null;
  if (isDeep(bytes)) throw tooDeep(part.path, 'JSON', deepestJson);
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

const markupFormats = ['ecospold_1', 'ecospold_2', 'ilcd'] as const;
type MarkupFormat = (typeof markupFormats)[number];

/** Data sets tell by their element which format they are; a file of several formats is read as the one it has most of. */
function readMarkup(parts: readonly ArchivePart[], name: string): ReadDatabase {
  const readers: Readonly<Record<MarkupFormat, MarkupReader>> = {
    ecospold_1: ecoSpold1Reader(),
    ecospold_2: ecoSpold2Reader(),
    ilcd: ilcdReader(),
  };
  const counts: Record<MarkupFormat, number> = { ecospold_1: 0, ecospold_2: 0, ilcd: 0 };
  for (const part of parts) {
    dataSetsIn({ path: part.path, xml: textOf(part) }, (element) => {
      const format = element.name === 'dataset' ? 'ecospold_1' : element.name.endsWith('Dataset') ? 'ecospold_2' : 'ilcd';
      counts[format] += 1;
      readers[format].take(part.path, element);
    });
  }
  const [format] = [...markupFormats].sort((one, other) => counts[other] - counts[one]);
  if (format === undefined || counts[format] === 0) throw unknownKind();
  return { format, ...readers[format].done({ name }) };
}

/** By the declaration of the document; UTF-8 where it says nothing. */
function textOf(part: ArchivePart): string {
  const bytes = part.bytes();
  const declared = /^[^>]{0,100}encoding\s*=\s*["']([\w.-]{1,20})["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(declared, { fatal: true }).decode(bytes);
  } catch {
    throw brokenFile(
      `${part.path}：内容不是声明的 ${declared} 编码。请按声明的编码重新导出，或改正声明。`,
      `${part.path}: it is not text in ${declared}, as it declares. Export it in that encoding, or correct the declaration.`,
    );
  }
}

function readMatrices(parts: readonly ArchivePart[], name: string): ReadDatabase {
  const files = new Map(parts.map((one) => [baseName(one.path).toLowerCase(), one]));
  const found = <T>(file: string, read: (part: ArchivePart) => T): T | undefined => {
    const part = files.get(file);
    return part && read(part);
  };
  const index = (file: string) => found(file, rowsOf);
  const matrix = (file: string) => found(file, (part) => utf8(part));
  return { format: 'matrix_csv', ...readMatrixCsv(name, { index, matrix }) };
}

function utf8(part: ArchivePart): string {
  const bytes = part.bytes();
  if (!isUtf8(bytes))
    throw brokenFile(
      `${part.path}：不是 UTF-8 编码的文本。请另存为 UTF-8 后再导入。`,
      `${part.path}: it is not text in UTF-8. Save it in UTF-8 and import it again.`,
    );
  return bytes.toString('utf8');
}

function rowsOf(part: ArchivePart): string[][] {
  try {
    return parseCsv(utf8(part), { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (fault) {
    if (fault instanceof Refusal) throw fault;
    const why = fault instanceof Error ? fault.message : '';
    if (fault instanceof CsvError && fault.code === 'CSV_QUOTE_NOT_CLOSED')
      throw openQuote(part.path, Number(/line (\d+)/.exec(why)?.[1] ?? 1));
    throw brokenFile(
      `${part.path}：CSV 无法读取（${why}）。请从原软件重新导出。`,
      `${part.path}: the CSV cannot be read (${why}). Export it again from where it comes.`,
    );
  }
}
