import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { FactorRow } from '../../../kernel/method/factor-table.ts';
import { readYamlFile } from './read-yaml.ts';

type Cells = Readonly<Record<string, string>>;

/** Rows of one publication of `data/factors` as methods see them; null when there is no such publication. */
export function readFactorRows(dataDir: string, publication: string, by: readonly string[] = ['key']): FactorRow[] | null {
  if (!/^[a-z0-9][a-z0-9.-]{0,99}$/.test(publication)) return null;
  const base = join(dataDir, 'factors', publication);
  const plain = `${base}.csv`;
  const packed = `${plain}.gz`;
  if (!existsSync(plain) && !existsSync(packed)) return null;
  const text = existsSync(plain) ? readFileSync(plain, 'utf8') : gunzipSync(readFileSync(packed)).toString('utf8');
  const header = existsSync(`${base}.yaml`) ? readYamlFile(`${base}.yaml`, `factors/${publication}.yaml`).value : {};
  const lasting = typeof header === 'object' && header !== null && 'until_superseded' in header && header.until_superseded === true;
  const inherited = defaultsOf(header);
  return readCsv(text).map((cells) => factorRow(publication, cells, inherited, by, lasting));
}

/** Rows of `data/gwp/gwp.csv`, keyed by set and gas. */
export function readGwpRows(dataDir: string): Omit<FactorRow, 'quantity' | 'unit'>[] {
  const text = readFileSync(join(dataDir, 'gwp/gwp.csv'), 'utf8');
  return readCsv(text).map((cells) => {
    const [set, gas] = [cells.gwp_set ?? '', cells.gas ?? ''];
    return {
      keys: [set, gas],
      title: { zh: `${gas} 的全球变暖潜势（${set}）`, en: `GWP of ${gas} (${set})` },
      value: cells.value ?? '',
      source: cells.source ?? '',
      confidence: cells.confidence ?? 'high',
      ref: `gwp/${set}/${gas}`,
    };
  });
}

function readCsv(text: string): Cells[] {
  return parse<Cells>(text, { columns: true, bom: true });
}

function defaultsOf(value: unknown): Cells {
  if (typeof value !== 'object' || value === null || !('defaults' in value)) return {};
  const { defaults } = value;
  if (typeof defaults !== 'object' || defaults === null) return {};
  return Object.fromEntries(Object.entries(defaults).map(([name, one]) => [name, String(one)]));
}

/** A method may look factors up by region and month, too: the row is then found among regions and validities. */
function factorRow(publication: string, cells: Cells, inherited: Cells, by: readonly string[], lasting: boolean): FactorRow {
  const of = (name: string) => cells[name] || inherited[name] || '';
  return {
    keys: by.map((key) => (key === 'month' ? of('valid_from').slice(0, 7) : of(key))),
    quantity: of('quantity'),
    title: { zh: of('name_zh'), en: of('name_en') },
    value: of('value'),
    unit: of('unit'),
    source: of('source') || publication,
    confidence: of('confidence') || 'high',
    // The factor's id in the library (kernel/factor/publication.ts).
    ref: `${publication}#${of('key')}#${of('quantity')}${cells.valid_from ? `#${cells.valid_from}` : ''}`,
    validFrom: of('valid_from') || null,
    validTo: of('valid_to') || null,
    ...(lasting && { lasting }),
  };
}
