import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Factor, Publication } from '../../../kernel/factor/publication.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { parseDecimal } from '../../../kernel/quantity/decimal.ts';
import type { Units } from '../../../kernel/quantity/units.ts';
import { type GwpDocument, readGwpDocument } from './gwp-document.ts';
import { listPublicationFiles, type PublicationFiles, readPublication } from './publication-files.ts';
import { readVocabulary, type Vocabulary } from './vocabulary.ts';

/** Runs work on a connection of the owner of the schema; requests never have one. */
export type AsOwner = <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;

export interface LoadReport {
  readonly loaded: readonly string[];
  readonly unchanged: readonly string[];
  /** Kept out because a finding is an error; an edition of it that was loaded before stays. */
  readonly refused: readonly string[];
  readonly findings: readonly Finding[];
}

/** One loader at a time, also among several servers. */
const loadLock = 7_146_003;

/**
 * Brings the schema `library` to what stands in `data/factors` and `data/gwp`: in one transaction, only publications whose files changed, each checked
 * first. `now`: ISO instant. A wrong file never stops the start: it is refused and told with file and line.
 */
export async function loadLibrary(owner: AsOwner, dataDir: string, units: Units, now: string): Promise<LoadReport> {
  const { vocabulary, findings: wrong } = readVocabulary(dataDir, units);
  const { files, findings } = listPublicationFiles(dataDir);
  const gwp = readGwpFiles(dataDir);
  return owner(async (client) => {
    const report = { loaded: [] as string[], unchanged: [] as string[], refused: [] as string[], findings: [...wrong, ...findings] };
    await client.query('begin');
    try {
      await client.query('select pg_advisory_xact_lock($1)', [loadLock]);
      const there = await client.query<{ id: string; file_sha256: string }>('select id, file_sha256 from library.publication');
      const known = new Map(there.rows.map((row) => [row.id, row.file_sha256]));
      const gone = [...known.keys()].filter((id) => !files.some((file) => file.id === id));
      await client.query('delete from library.factor where publication_id = any($1)', [gone]);
      await client.query('delete from library.publication where id = any($1)', [gone]);
      for (const file of files) {
        if (known.get(file.id) === file.sha256) {
          report.unchanged.push(file.id);
          continue;
        }
        const { publication, findings: said } = readPublication(dataDir, file, vocabulary);
        report.findings.push(...said);
        if (publication) await replacePublication(client, publication, file, vocabulary, now);
        (publication ? report.loaded : report.refused).push(file.id);
      }
      if (gwp && (await replaceGwp(client, gwp))) report.loaded.push('gwp');
      else report.unchanged.push('gwp');
      await client.query('commit');
    } catch (fault) {
      await client.query('rollback').catch(() => {});
      throw fault;
    }
    if (report.loaded.length > 0) await client.query('analyze library.publication, library.factor, library.gwp_value');
    return report;
  });
}

async function replacePublication(
  client: pg.Client,
  publication: Publication,
  file: PublicationFiles,
  vocabulary: Vocabulary,
  now: string,
): Promise<void> {
  const { header, factors } = publication;
  await client.query('delete from library.factor where publication_id = $1', [header.id]);
  await client.query('delete from library.publication where id = $1', [header.id]);
  const both = (texts: readonly { zh: string; en: string }[], language: 'zh' | 'en') => texts.map((t) => t[language]).join('\n');
  const values = [
    header.id,
    file.sha256,
    header.series,
    header.publisher.zh,
    header.publisher.en,
    header.title.zh,
    header.title.en,
    header.edition,
    header.published,
    header.licence.name,
    header.credit.zh,
    header.credit.en,
    header.url,
    header.gwpBasis,
    header.heatBasis,
    both(header.cautions, 'zh'),
    both(header.cautions, 'en'),
    header.supersededBy,
    header.defaults.validTo || null,
    factors.length,
    file.position,
    now,
  ];
  await client.query(
    `insert into library.publication (id, file_sha256, series, publisher_zh, publisher_en, title_zh, title_en, edition, published_on, licence, credit_zh,
       credit_en, url, gwp_basis, heat_basis, caution_zh, caution_en, superseded_by, valid_to, factor_count, position, loaded_at)
     values (${values.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  );
  const copy = client.query(
    copyFrom(`copy library.factor (publication_id, id, position, key, quantity, name_zh, name_en, category_zh, category_en, gas, value, printed, unit,
      basis, region, valid_from, valid_to, source, confidence, note, search) from stdin`),
  );
  await pipeline(Readable.from(lines(header.id, factors, vocabulary)), copy);
}

/** COPY's text format, some thousand rows a piece. */
function* lines(publicationId: string, factors: readonly Factor[], vocabulary: Vocabulary): Generator<string> {
  let piece: string[] = [];
  for (const [position, factor] of factors.entries()) {
    const cells = [
      publicationId,
      factor.id,
      String(position),
      factor.key,
      factor.quantity,
      factor.name.zh,
      factor.name.en,
      factor.category.zh,
      factor.category.en,
      factor.gas,
      parseDecimal(factor.value)?.toFixed() ?? null,
      factor.value,
      factor.unit,
      factor.basis,
      factor.region,
      factor.validFrom,
      factor.validTo,
      factor.source,
      factor.confidence,
      factor.note,
      searchText(factor, vocabulary),
    ];
    piece.push(cells.map(copyCell).join('\t'));
    if (piece.length === 2_000) {
      yield `${piece.join('\n')}\n`;
      piece = [];
    }
  }
  if (piece.length > 0) yield `${piece.join('\n')}\n`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyCell(cell: string | null): string {
  return cell === null ? '\\N' : /[\\\t\n\r]/.test(cell) ? cell.replaceAll(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : cell;
}

/** What a factor is found by: its names, category, key, gas and region, in both languages, lower case. */
function searchText(factor: Factor, { gasNames, regionNames }: Vocabulary): string {
  const [gas, region] = [gasNames.get(factor.gas), regionNames.get(factor.region)];
  const parts = [
    factor.name.zh,
    factor.name.en,
    factor.category.zh,
    factor.category.en,
    factor.key,
    factor.quantity,
    factor.gas,
    factor.region,
  ];
  return [...parts, gas?.zh, gas?.en, region?.zh, region?.en]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
    .toLowerCase();
}

interface GwpFiles {
  readonly sha256: string;
  readonly document: GwpDocument;
  readonly rows: readonly Record<string, string>[];
}

function readGwpFiles(dataDir: string): GwpFiles | null {
  const [yaml, csv] = [join(dataDir, 'gwp/gwp.yaml'), join(dataDir, 'gwp/gwp.csv')];
  if (!existsSync(yaml) || !existsSync(csv)) return null;
  const text = readFileSync(csv);
  const sha256 = createHash('sha256').update(readFileSync(yaml)).update(text).digest('hex');
  return { sha256, document: readGwpDocument(dataDir), rows: parse<Record<string, string>>(text, { columns: true, bom: true }) };
}

/** @returns whether anything had to be written */
async function replaceGwp(client: pg.Client, { sha256, document, rows }: GwpFiles): Promise<boolean> {
  const there = await client.query<{ file_sha256: string }>('select distinct file_sha256 from library.gwp_set');
  if (there.rows.length === 1 && there.rows[0]?.file_sha256 === sha256) return false;
  await client.query('delete from library.gwp_set');
  const { sets } = document;
  await client.query(
    `insert into library.gwp_set (set, file_sha256, title_zh, title_en, horizon_years, position)
     select s, $1, zh, en, years, n from unnest($2::text[], $3::text[], $4::text[], $5::int[]) with ordinality as t (s, zh, en, years, n)`,
    [sha256, sets.map((s) => s.set), sets.map((s) => s.title.zh), sets.map((s) => s.title.en), sets.map((s) => s.horizonYears)],
  );
  const column = (name: string) => rows.map((row) => row[name] ?? '');
  await client.query(
    `insert into library.gwp_value (set, gas, value, printed, source, confidence, note, position)
     select s, g, v::numeric, v, src, c, note, n
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality as t (s, g, v, src, c, note, n)`,
    [column('gwp_set'), column('gas'), column('value'), column('source'), column('confidence'), column('note')],
  );
  return true;
}
